//! Names of authors in a printed byline, such as `By Anna Smith and Bo Li, Associated Press Writers`.

use std::collections::HashSet;

/// Words before the first name of a byline, in lower case, followed by a capital letter.
const BEFORE: &[&str] = &[
    "by",
    "von",
    "par",
    "por",
    "av",
    "af",
    "door",
    "story by",
    "text by",
    "text:",
    "texte:",
    "written by",
    "av:",
    "from",
];
/// Words between two names.
const BETWEEN: &[&str] = &[
    " and ", " AND ", " And ", " & ", " und ", " UND ", " et ", " y ", " og ", " och ", " en ", " with ", " mit ",
    " avec ", " e ",
];
/// Words of titles and employers, in lower case; a part of a byline with one of them is no name.
const TITLES: &[&str] = &[
    "agence",
    "agencia",
    "agency",
    "agentur",
    "analyst",
    "associated",
    "bureau",
    "chief",
    "columnist",
    "contributor",
    "correspondent",
    "correspondents",
    "critic",
    "daily",
    "desk",
    "editor",
    "editors",
    "editorial",
    "freelance",
    "journal",
    "journalist",
    "korrespondent",
    "magazine",
    "nachrichten",
    "network",
    "news",
    "newspaper",
    "newspapers",
    "photographer",
    "presse",
    "press",
    "producer",
    "redakteur",
    "redakteurin",
    "redaktion",
    "reporter",
    "reporters",
    "reuters",
    "service",
    "special",
    "staff",
    "times",
    "writer",
    "writers",
    "wire",
];
/// Short names of agencies, as printed after the name of an author.
const AGENCIES: &[&str] = &[
    "AAP", "AFP", "ANP", "ANSA", "AP", "APA", "dpa", "DPA", "EFE", "NTB", "PA", "PTI", "SDA", "TASS", "TT", "UPI",
    "epd", "KNA",
];
/// Accounts and entries for no author, in lower case.
const NOBODY: &[&str] =
    &["admin", "administrator", "anonymous", "editor", "n/a", "none", "null", "root", "staff", "unknown", "webmaster"];
/// Longer parts of a byline are sentences.
const LONGEST: usize = 60;

/// Returns the names in a byline, in order. Titles, addresses, numbers and the name of the `source` itself are left out.
pub(super) fn names(byline: &str, source: Option<&str>) -> Vec<String> {
    let byline = byline.split_whitespace().collect::<Vec<_>>().join(" ");
    let byline = without_addresses(without_preposition(&byline));
    let is_source = |name: &str| source.is_some_and(|source| squashed(source) == squashed(name));
    let mut names: Vec<String> = Vec::new();
    for group in byline.split([';', '|', '•', '·', '\n']) {
        let mut group = group.trim().to_owned();
        for between in BETWEEN {
            if group.contains(between) && !is_source(&group) {
                group = group.replace(between, "\u{1}");
            }
        }
        for joined in group.split('\u{1}') {
            names.extend(listed(joined));
        }
    }
    let mut seen = HashSet::new();
    let names = names.into_iter().map(|name| without_preposition(&name).to_owned());
    names.filter(|name| is_name(name) && !is_source(name) && seen.insert(name.clone())).collect()
}

/// Returns what is left of one stated author, which may have any form: without a word such as `By` and addresses. `None` if that is a number, the name of
/// a site or the `source` itself.
pub(super) fn name(author: &str, source: Option<&str>) -> Option<String> {
    let name = without_addresses(without_preposition(author));
    let name = name.trim().trim_end_matches([',', ';', '|', '-', '–', '—']).trim();
    let is_source = source.is_some_and(|source| squashed(source) == squashed(name.trim_end_matches(".com")));
    let is_account = name.starts_with('@') || is_host(name);
    (name.contains(char::is_alphabetic) && !is_source && !is_account).then(|| name.to_owned())
}

/// Returns whether a text is the name of a site, such as `post.example`.
pub(super) fn is_host(text: &str) -> bool {
    let end = text.rsplit('.').next().unwrap_or_default();
    let is_end = end.len() < text.len() && end.len() >= 2 && end.bytes().all(|byte| byte.is_ascii_lowercase());
    is_end && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b".-".contains(&byte))
}

/// Returns the names in a list with commas, without titles. `Smith, John` stays one name.
fn listed(text: &str) -> Vec<String> {
    let text = text.trim().trim_matches(',');
    let text = text.split(" (").next().unwrap_or(text).trim();
    let parts: Vec<&str> = text.split(", ").map(str::trim).filter(|part| !part.is_empty()).collect();
    let is_title = |part: &&str| parts.len() > 1 && is_title(part);
    let kept: Vec<&str> = parts.iter().copied().filter(|part| !is_title(part)).collect();
    if kept.len() > 1 && kept.len().is_multiple_of(2) && kept.iter().skip(1).step_by(2).all(|part| is_initials(part)) {
        return kept.chunks(2).map(|pair| pair.join(", ")).collect();
    }
    let is_single = |part: &&str| !part.contains(' ');
    if kept.len() > 1 && kept.iter().any(is_single) {
        // A surname before a first name, or a suffix such as `Jr.`; or a place after the name.
        return match kept.as_slice() {
            [name, place] if name.contains(' ') && is_single(place) && !place.ends_with('.') => {
                vec![(*name).to_owned()]
            }
            _ => vec![kept.join(", ")],
        };
    }
    kept.into_iter().map(|part| in_place(part).to_owned()).collect()
}

/// Returns whether a part of a list is the first names of the part before it, as in `Smith, A., Li, B.-C.`.
fn is_initials(part: &str) -> bool {
    part.contains('.') && part.split(['.', '-', ' ']).all(|letters| letters.chars().count() <= 1)
}

/// Returns `Anna Smith in Berlin` without the place.
fn in_place(name: &str) -> &str {
    let cut = [" in ", " IN ", " at ", " for "].iter().filter_map(|word| name.split_once(word));
    cut.map(|(name, _)| name.trim()).find(|name| name.contains(' ')).unwrap_or(name)
}

/// Returns whether a name is that of an agency or a newspaper.
pub(super) fn is_organisation(name: &str) -> bool {
    is_title(name)
}

fn is_title(part: &str) -> bool {
    AGENCIES.contains(&part)
        || part
            .split([' ', '-', '/'])
            .any(|word| TITLES.contains(&word.trim_matches(['.', ',']).to_lowercase().as_str()))
}

/// Returns whether a text may be the name of an author, and no address, number or account of a publishing system.
pub(super) fn is_name(name: &str) -> bool {
    let lower = name.to_lowercase();
    let is_nobody = BEFORE.contains(&lower.as_str()) || NOBODY.contains(&lower.as_str());
    let is_short = name.chars().count() <= LONGEST;
    !is_nobody && is_short && name.contains(char::is_alphabetic) && !name.contains(['@', '/', '<', '>'])
}

/// Removes addresses, and the brackets around a name after one (`a@b.example (Anna Smith)`) or an address after a name.
fn without_addresses(text: &str) -> String {
    if !text.contains('@') && !text.contains("://") && !text.contains("www.") {
        return text.to_owned();
    }
    let is_address = |word: &str| word.contains('@') || word.contains("://") || word.contains("www.");
    let words: Vec<&str> = text.split(' ').collect();
    let begins_with_address = words.first().is_some_and(|word| is_address(word));
    let kept: Vec<&str> = words.into_iter().filter(|word| !is_address(word)).collect();
    let kept = kept.join(" ");
    let name = kept.strip_prefix('(').and_then(|name| name.strip_suffix(')')).filter(|_| begins_with_address);
    name.unwrap_or(&kept).to_owned()
}

fn without_preposition(byline: &str) -> &str {
    let byline = byline.trim().trim_start_matches(['-', '–', '—', '*']).trim_start();
    let first = BEFORE.iter().filter_map(|word| {
        let (head, rest) = byline.split_at_checked(word.len())?;
        let rest = rest.strip_prefix(':').unwrap_or(rest);
        let begins_name = rest.strip_prefix(' ')?.trim_start();
        (head.to_lowercase() == *word && begins_name.starts_with(|c: char| !c.is_lowercase())).then_some(begins_name)
    });
    first.min_by_key(|rest| rest.len()).unwrap_or(byline)
}

/// Returns the letters of a name in lower case, without an article.
fn squashed(name: &str) -> String {
    let name = name.to_lowercase();
    let name = name.strip_prefix("the ").unwrap_or(&name);
    name.chars().filter(|c| c.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_author_is_freed_of_what_stands_around_the_name() {
        for (author, expected) in [
            ("By Anna Smith", Some("Anna Smith")),
            ("anna@post.example (Anna Smith)", Some("Anna Smith")),
            ("Anna Smith <anna@post.example>", Some("Anna Smith")),
            ("anna@post.example", None),
            ("https://post.example/anna", None),
            ("post.example", None),
            ("J.R.", Some("J.R.")),
            ("4711", None),
            ("The Penholm Post", None),
            ("PenholmPost.com", None),
        ] {
            assert_eq!(name(author, Some("Penholm Post")).as_deref(), expected, "{author}");
        }
    }

    #[test]
    fn names_are_told_from_titles_addresses_and_publications() {
        for (byline, expected) in [
            ("By Anna Smith", &["Anna Smith"][..]),
            ("BY ANNA SMITH", &["ANNA SMITH"]),
            ("By Anna Smith and Bo Li, Associated Press Writers", &["Anna Smith", "Bo Li"]),
            ("Anna Smith, Bo Li and Carla Ortiz-Gil", &["Anna Smith", "Bo Li", "Carla Ortiz-Gil"]),
            ("Von Jörg Weiß, dpa", &["Jörg Weiß"]),
            ("Par Anne Le Goff et Luc Petit (avec AFP)", &["Anne Le Goff", "Luc Petit"]),
            ("Anna Smith in Berlin; Bo Li", &["Anna Smith", "Bo Li"]),
            ("desk@courier.example (Anna Smith)", &["Anna Smith"]),
            ("Anna Smith <anna@courier.example>", &["Anna Smith"]),
            ("Smith, Anna", &["Smith, Anna"]),
            ("Smith, A., Li, B.-C.", &["Smith, A.", "Li, B.-C."]),
            ("admin", &[]),
            ("John Doe, Jr.", &["John Doe, Jr."]),
            ("The Courier", &[]),
            ("By The Courier and Anna Smith", &["Anna Smith"]),
            ("12345", &[]),
            ("https://courier.example/anna", &[]),
            ("By", &[]),
            ("", &[]),
        ] {
            assert_eq!(names(byline, Some("The Courier")), expected, "{byline}");
        }
    }
}
