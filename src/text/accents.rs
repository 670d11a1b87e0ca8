//! Restores the accents that a stemmer expects in a folded word.
//!
//! Stemmers remove endings with their accents, which folding has dropped. Most can be inferred from the rest of the word. `nação` and `nacao` both arrive
//! here as `nacao`, so they get the same stem even if the inference is wrong.

use std::borrow::Cow;

/// Endings that are nearly always printed with accents, by language; longer endings come before their own suffixes.
const ENDINGS: &[(&str, &[(&str, &str)])] = &[
    // The stemmer removes ة from any noun, but the pronoun ه only from nouns without an article.
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

/// Returns the most likely printed form of a folded word in a language.
pub(super) fn restore_accents<'t>(term: &'t str, code: &str) -> Cow<'t, str> {
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

/// Restores ı, ü and ö by vowel harmony: back vowels (a, ı, o, u) and front vowels (e, i, ö, ü) do not mix within a word.
///
/// Folding has turned ı into i, ü into u and ö into o. The first vowel is ambiguous unless an a or e follows it.
fn turkish(term: &str) -> Cow<'_, str> {
    if !term.contains(['i', 'u', 'o']) {
        return Cow::Borrowed(term);
    }
    let is_vowel = |character: &char| "aeiou".contains(*character);
    let vowels: Vec<char> = term.chars().filter(is_vowel).collect();
    // An a or e as the second vowel decides whether the first is a front vowel.
    let second_is_front = vowels.get(1).and_then(|vowel| match vowel {
        'a' => Some(false),
        'e' => Some(true),
        _ => None,
    });
    let mut is_front = second_is_front == Some(true) || vowels.first() == Some(&'i');
    let mut is_first = true;
    let spelled: String = term
        .chars()
        .map(|character| {
            if !is_vowel(&character) {
                return character;
            }
            let is_first = std::mem::take(&mut is_first);
            match character {
                'a' => is_front = false,
                'e' => is_front = true,
                'i' if !is_front && !is_first => return 'ı',
                'u' if is_front => return 'ü',
                'o' if is_front && is_first => return 'ö',
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
    fn accents_of_endings_are_restored() {
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
            assert_eq!(restore_accents(term, code), expected, "{code}");
        }
    }

    #[test]
    fn no_ending_is_shadowed_by_a_shorter_one() {
        for (code, endings) in ENDINGS {
            for (number, (ending, _)) in endings.iter().enumerate() {
                let hidden = endings[..number].iter().find(|(earlier, _)| ending.ends_with(earlier));
                assert_eq!(hidden, None, "{code} {ending}");
            }
        }
    }
}
