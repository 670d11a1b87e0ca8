//! Folded words spelled as their stemmer expects them.
//!
//! A stemmer takes off endings with their accents, which a folded word has lost. What they were can be told of most from the rest of the
//! word. Both `nação` and `nacao` come here as `nacao`, so they get the same stem whether the guess is right or not.

use std::borrow::Cow;

/// Endings that are nearly always printed with accents, by language; the longest come first.
const ENDINGS: &[(&str, &[(&str, &str)])] = &[
    // As the ending of a noun it is taken off all words, as "his" only off those without an article.
    ("ar", &[("ه", "ة")]),
    ("ca", &[("cio", "ció"), ("sio", "sió")]),
    (
        "cs",
        &[
            ("ovani", "ování"),
            ("ani", "ání"),
            ("eni", "ení"),
            ("eho", "ého"),
            ("emu", "ému"),
            ("ych", "ých"),
            ("ymi", "ými"),
            ("ach", "ách"),
            ("ich", "ích"),
            ("ym", "ým"),
        ],
    ),
    ("es", &[("logia", "logía"), ("cion", "ción"), ("sion", "sión"), ("abamos", "ábamos"), ("iamos", "íamos")]),
    ("fr", &[("iere", "ière"), ("ieres", "ières"), ("ites", "ités"), ("ees", "ées"), ("ite", "ité"), ("ee", "ée")]),
    (
        "hu",
        &[
            ("kent", "ként"),
            ("bol", "ból"),
            ("rol", "ról"),
            ("tol", "tól"),
            ("nal", "nál"),
            ("nel", "nél"),
            ("ert", "ért"),
            ("sag", "ság"),
            ("seg", "ség"),
        ],
    ),
    ("it", &[("alita", "alità"), ("ilita", "ilità"), ("ivita", "ività"), ("osita", "osità")]),
    ("pl", &[("osc", "ość"), ("scia", "ścią"), ("ow", "ów")]),
    ("pt", &[("encia", "ência"), ("cao", "ção"), ("coes", "ções"), ("oes", "ões"), ("aes", "ães"), ("ao", "ão")]),
    ("ro", &[("tiile", "țiile"), ("tiei", "ției"), ("tie", "ție"), ("tia", "ția"), ("tii", "ții")]),
];

/// Returns a folded word as it is most likely printed in a language.
pub(super) fn spelled<'t>(term: &'t str, code: &str) -> Cow<'t, str> {
    match code {
        "tr" => turkish(term),
        "fa" if term.contains(['ي', 'ك']) => Cow::Owned(term.replace('ي', "ی").replace('ك', "ک")),
        _ => {
            let endings = ENDINGS.iter().find(|(known, _)| *known == code).map(|(_, endings)| *endings);
            let mut endings = endings.unwrap_or_default().iter();
            let found = endings.find_map(|(plain, accented)| Some((term.strip_suffix(plain)?, accented)));
            found.map_or(Cow::Borrowed(term), |(beginning, accented)| Cow::Owned(format!("{beginning}{accented}")))
        }
    }
}

/// Gives the vowels after the first back what vowel harmony says of them: after a, ı, o or u no i or ü follows, after e, i, ö or ü no ı or u.
///
/// Folding has made i of ı, u of ü and o of ö. Of the first vowel it cannot be told which it was, unless an a or e follows.
fn turkish(term: &str) -> Cow<'_, str> {
    if !term.contains(['i', 'u', 'o']) {
        return Cow::Borrowed(term);
    }
    let is_vowel = |character: &char| "aeiou".contains(*character);
    let vowels: Vec<char> = term.chars().filter(is_vowel).collect();
    // The second vowel tells of the first whether it is at the front of the mouth.
    let told = vowels.get(1).and_then(|vowel| match vowel {
        'a' => Some(false),
        'e' => Some(true),
        _ => None,
    });
    let mut at_front = told == Some(true) || vowels.first() == Some(&'i');
    let mut is_first = true;
    let spelled: String = term
        .chars()
        .map(|character| {
            if !is_vowel(&character) {
                return character;
            }
            let is_first = std::mem::take(&mut is_first);
            match character {
                'a' => at_front = false,
                'e' => at_front = true,
                'i' if !at_front && !is_first => return 'ı',
                'u' if at_front => return 'ü',
                'o' if at_front && is_first => return 'ö',
                _ => {}
            }
            character
        })
        .collect();
    Cow::Owned(spelled)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_get_their_accents_back() {
        for (code, term, expected) in [
            ("pt", "nacoes", "nações"),
            ("fr", "arrivees", "arrivées"),
            ("es", "inundacion", "inundación"),
            ("tr", "taskinlar", "taskınlar"),
            ("tr", "gunlerinde", "günlerinde"),
            ("tr", "sehirlerin", "sehirlerin"),
            ("tr", "sorunlari", "sorunları"),
            ("fa", "كتابهاي", "کتابهای"),
            ("en", "nation", "nation"),
        ] {
            assert_eq!(spelled(term, code), expected, "{code}");
        }
    }

    #[test]
    fn an_ending_is_found_before_those_that_it_ends_in() {
        for (code, endings) in ENDINGS {
            for (number, (ending, _)) in endings.iter().enumerate() {
                let hidden = endings[..number].iter().find(|(earlier, _)| ending.ends_with(earlier));
                assert_eq!(hidden, None, "{code} {ending}");
            }
        }
    }
}
