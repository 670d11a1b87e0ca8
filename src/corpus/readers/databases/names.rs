//! Names of authors and publications as databases print them.

/// Words before the names of authors.
const BY: &[&str] = &["by", "from", "von", "par", "por", "di", "da", "van", "door", "av", "af", "przez"];
/// Words between two names.
const AND: &[&str] =
    &[" and ", " AND ", " und ", " UND ", " et ", " ET ", " y ", " e ", " & ", " och ", " og ", "、", "・"];
/// Words of job titles and desks, in lower case.
const TITLES: &[&str] = &[
    "writer",
    "writers",
    "correspondent",
    "correspondents",
    "editor",
    "editors",
    "reporter",
    "reporters",
    "staff",
    "bureau",
    "columnist",
    "correspondant",
    "correspondante",
    "envoyé",
    "envoyée",
    "spécial",
    "spéciale",
    "redakteur",
    "redaktion",
    "korrespondent",
    "special",
    "agencies",
    "desk",
    "newspaper",
    "newspapers",
    "journalist",
    "chief",
    "critic",
    "contributor",
    "service",
    "intern",
    "corresponsal",
    "enviado",
    "inviato",
    "redacción",
    "photographer",
    "the",
];

/// Words with which the names of desks begin, in lower case.
const NO_NAMES: &[&str] = &[
    "our",
    "from",
    "special",
    "staff",
    "foreign",
    "political",
    "news",
    "a",
    "an",
    "wire",
    "times",
    "post",
    "compiled",
];

/// Returns the names of a byline, one a name: without `By`, titles, places, addresses and the name of the publication.
pub(in crate::corpus::readers) fn bylines(text: &str, source: Option<&str>) -> Vec<String> {
    let text = without_by(text.trim());
    let mut names: Vec<String> = Vec::new();
    for part in text.split([';', '|', '\n']).filter(|part| !is_note(part)) {
        // `Anna Smith, Staff Writer`, but `Smith, Anna` is one name.
        let pieces: Vec<&str> = part.split(',').map(str::trim).collect();
        let is_inverted = matches!(pieces.as_slice(), [family, given] if words(family) == 1 && words(given) <= 2 && words(given) > 0 && !is_title(given));
        let pieces = if is_inverted { vec![part] } else { pieces };
        for (at, piece) in pieces.into_iter().enumerate() {
            // After a comma, an agency or newspaper is where the author works.
            if at == 0 || !is_organisation(piece) {
                names.extend(divided(piece).filter_map(name));
            }
        }
    }
    let plain = |name: &str| {
        let name = name.to_lowercase();
        name.strip_prefix("the ").unwrap_or(&name).chars().filter(|c| c.is_alphanumeric()).collect::<String>()
    };
    let is_source = |name: &str| source.is_some_and(|source| plain(source) == plain(name));
    names.retain(|name| !is_source(name));
    names.dedup();
    names
}

/// Words in the names of agencies and newspapers, in lower case.
const ORGANISATIONS: &[&str] = &[
    "press",
    "times",
    "post",
    "news",
    "reuters",
    "afp",
    "ap",
    "dpa",
    "associated",
    "agency",
    "bureau",
    "university",
    "journal",
    "gazette",
    "herald",
    "tribune",
    "telegraph",
    "guardian",
    "mail",
    "express",
    "chronicle",
    "bloomberg",
    "magazine",
    "observer",
    "independent",
];

fn is_organisation(text: &str) -> bool {
    text.split_whitespace().any(|word| ORGANISATIONS.contains(&word.to_lowercase().as_str()))
}

/// Divides `Anna Smith and Bo Li` into names.
fn divided(text: &str) -> impl Iterator<Item = &str> {
    let mut parts = vec![text];
    for word in AND {
        parts = parts.into_iter().flat_map(|part| part.split(word)).collect();
    }
    parts.into_iter()
}

/// Returns a name without its frame; `None` if it is none.
fn name(text: &str) -> Option<String> {
    let text = without_by(text.trim())
        .trim_matches(|c: char| matches!(c, '.' | ',' | '-' | '–' | '(' | ')' | '*' | ':' | '"') || c.is_whitespace());
    let text = [" in ", " - ", " – ", " at ", " à ", " of ", " for ", " For "]
        .iter()
        .fold(text, |text, place| text.split(place).next().unwrap_or(text));
    let text = text.split(['(', '<']).next().unwrap_or(text).trim();
    let mut kept: Vec<&str> = text.split_whitespace().filter(|word| !word.contains(['@', '/'])).collect();
    // `Tom Coghlan Defence Correspondent`
    let is_job = |word: &&str| is_title(word);
    let is_named = kept.first().is_some_and(|first| !NO_NAMES.contains(&first.to_lowercase().as_str()));
    if kept.len() > 2 && is_named && !kept.iter().take(2).any(is_job) && kept.iter().skip(2).any(is_job) {
        kept.truncate(2);
    }
    let name = kept.join(" ");
    let is_name = name.contains(char::is_alphabetic) && !name.contains(|c: char| c.is_ascii_digit());
    (is_name && words(&name) <= 6 && !is_title(&name) && !name.eq_ignore_ascii_case("anonymous")).then_some(name)
}

fn without_by(text: &str) -> &str {
    let (first, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    let first = first.trim_end_matches(':');
    let is_by = BY.iter().any(|word| word.eq_ignore_ascii_case(first)) && !rest.trim().is_empty();
    // Some of them are parts of names, too: `da Silva`.
    let particles = ["di", "da", "van", "von", "av", "af"];
    let is_part = particles.iter().any(|particle| particle.eq_ignore_ascii_case(first)) && words(rest) < 2;
    if is_by && !is_part { rest.trim_start() } else { text }
}

/// Returns whether a part says who reported from where.
fn is_note(part: &str) -> bool {
    part.split_whitespace().any(|word| matches!(word, "reported" | "contributed" | "contributing"))
}

/// Returns whether a text is a job or a desk rather than a name.
fn is_title(text: &str) -> bool {
    let mut words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.any(|word| TITLES.contains(&word.to_lowercase().as_str()))
}

fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

/// Words of the names of editions, in lower case.
const EDITION_WORDS: &[&str] = &[
    "edition", "ed", "ed.", "ausgabe", "auflage", "édition", "edición", "edizione", "edição", "editie", "utgåva",
    "final", "late", "early", "print", "online", "web", "wydanie",
];

/// Returns whether a line names an edition, such as `City Final Edition`.
pub(in crate::corpus::readers) fn is_edition(line: &str) -> bool {
    let lower = line.to_lowercase();
    let mut found = lower.split_whitespace().map(|word| word.trim_matches([',', ';', '(', ')', '.']));
    let long =
        found.any(|word| EDITION_WORDS.iter().take(10).any(|edition| *edition == word || word.ends_with("ausgabe")));
    long && words(line) <= 8 && !line.ends_with(['!', '?'])
}

/// Splits the name of a publication from its city and edition: `The Guardian (London) - Final Edition`.
pub(in crate::corpus::readers) fn publication(text: &str) -> (String, Option<String>) {
    let mut name = text.trim().to_owned();
    let mut split: Vec<String> = Vec::new();
    for separator in [" -- ", " - ", " – ", ", ", "; "] {
        let Some((before, after)) = name.split_once(separator) else { continue };
        let last = after.trim();
        let is_city = separator == "; " && !last.is_empty();
        let names_edition = last
            .to_lowercase()
            .split_whitespace()
            .any(|word| EDITION_WORDS.contains(&word.trim_matches(['.', ',', ';'])));
        if is_city || names_edition || (separator == " -- " && super::languages::language(last).is_some()) {
            split.insert(0, last.to_owned());
            name = before.trim().to_owned();
        }
    }
    if let Some(open) = name.rfind(['(', '['])
        && name.ends_with([')', ']'])
        && open > 0
    {
        let inside = name.get(open + 1..name.len() - 1).unwrap_or_default().trim().to_owned();
        name = name.get(..open).unwrap_or_default().trim().to_owned();
        let is_years = inside.starts_with(|c: char| c.is_ascii_digit());
        if !inside.is_empty() && !is_years {
            split.insert(0, inside);
        }
    }
    (name, Some(split.join(", ").replace("; ", ", ")).filter(|edition| !edition.is_empty()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bylines_are_names() {
        for (text, expected) in [
            (
                "By ANNA SMITH and BO LI; Anna Smith reported from Penholm, and Bo Li from Riverton.",
                &["ANNA SMITH", "BO LI"][..],
            ),
            ("Anna Smith;Bo Li", &["Anna Smith", "Bo Li"]),
            ("BY STEPHEN POLLARD", &["STEPHEN POLLARD"]),
            ("Daniel Boffey in Brussels", &["Daniel Boffey"]),
            ("Jane Doe, Staff Writer", &["Jane Doe"]),
            ("Benzie, Robert; Ferguson, Rob", &["Benzie, Robert", "Ferguson, Rob"]),
            ("Ida Falk (ida@post.example)", &["Ida Falk"]),
            ("Penholm Post", &[]),
            ("Von Jan Maier und Eva Roth", &["Jan Maier", "Eva Roth"]),
            ("Anonymous", &[]),
            ("Tom Coghlan Defence Correspondent", &["Tom Coghlan"]),
            ("WESLEY LOWERY, The Penholm Post", &["WESLEY LOWERY"]),
            ("From staff reports", &[]),
            ("JON ROE, Associated Press", &["JON ROE"]),
            ("Associated Press", &["Associated Press"]),
            ("Ida Falk of The Post", &["Ida Falk"]),
            ("Our Foreign Staff", &[]),
            ("Jane Doe in London and John Roe in Paris", &["Jane Doe", "John Roe"]),
            ("DAN BALZ - Penholm Post Staff Writer", &["DAN BALZ"]),
            ("Jane Doe and agencies", &["Jane Doe"]),
            ("Anna Smith, Political Correspondent", &["Anna Smith"]),
        ] {
            let names = bylines(text, Some("Penholm Post"));
            assert_eq!(names, expected, "{text}");
        }
    }

    #[test]
    fn cities_and_editions_are_split_off() {
        for (text, name, edition) in [
            ("The Guardian (London) - Final Edition", "The Guardian", Some("London, Final Edition")),
            ("The Guardian(London)", "The Guardian", Some("London")),
            ("Guardian.com", "Guardian.com", None),
            ("taz, die tageszeitung", "taz, die tageszeitung", None),
            ("Toronto Star; Toronto, Ont.", "Toronto Star", Some("Toronto, Ont.")),
            (
                "Wall Street Journal, Eastern edition; New York, N.Y.",
                "Wall Street Journal",
                Some("Eastern edition, New York, N.Y."),
            ),
            ("Agence France Presse -- English", "Agence France Presse", Some("English")),
            ("New York Times (1923-Current file)", "New York Times", None),
        ] {
            assert_eq!(publication(text), (name.to_owned(), edition.map(str::to_owned)), "{text}");
        }
    }
}
