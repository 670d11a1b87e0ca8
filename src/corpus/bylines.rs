//! The names in bylines: what stands around them is dropped, in every format.

/// Words that introduce the names, with which a byline may begin.
const INTRODUCTIONS: &[&str] =
    &["by", "von", "par", "por", "di", "da", "door", "av", "af", "text:", "words:", "author:", "authors:"];

/// Words between two names.
const CONJUNCTIONS: &[&str] = &["and", "&", "und", "et", "y", "e", "en", "och", "og", "with"];

/// Words of what a person is, rather than of a name.
const ROLES: &[&str] = &[
    "correspondent",
    "correspondents",
    "editor",
    "editors",
    "reporter",
    "reporters",
    "writer",
    "writers",
    "columnist",
    "critic",
    "staff",
    "bureau",
    "chief",
    "desk",
    "contributor",
    "journalist",
    "analyst",
    "producer",
    "agencies",
    "redakteur",
    "korrespondent",
    "correspondant",
    "rédaction",
];

/// The most words of a name in a list of names.
const MOST_WORDS: usize = 4;

/// Returns the name in a byline, without an introduction and an address; `None` if it is no name but an address, a number or the publication.
pub(super) fn name(byline: &str, source: Option<&str>) -> Option<String> {
    let byline = byline.trim();
    let name = match byline.split_once('(') {
        // The form of RSS: an address, and the name in brackets.
        Some((before, after)) if is_address(before.trim()) => after.trim_end().trim_end_matches(')'),
        Some((before, after)) if is_address(after.trim_end().trim_end_matches(')').trim()) => before,
        _ => byline,
    };
    let name = match name.split_once('<') {
        Some((before, after)) if is_address(after.trim_end().trim_end_matches('>')) => before,
        _ => name,
    };
    let name = without_introduction(name).trim().trim_end_matches([',', ';', '|', '-', '–', '—', ' ']).trim();
    let is_name = name.chars().any(char::is_alphabetic) && !is_address(name) && !is_publication(name, source);
    is_name.then(|| name.to_owned())
}

/// Returns the names in a byline that lists several: `By Anna Smith, Bo Li and Cy Ray` has three. What may be one name stays one.
pub(super) fn names(byline: &str) -> Vec<String> {
    byline.split([';', '\n', '|']).flat_map(|part| listed(without_introduction(part.trim()))).collect()
}

fn listed(text: &str) -> Vec<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut parts: Vec<Vec<&str>> = vec![Vec::new()];
    for word in &words {
        let is_conjunction =
            CONJUNCTIONS.contains(&word.to_lowercase().as_str()) && !word.starts_with(char::is_uppercase);
        if is_conjunction {
            parts.push(Vec::new());
            continue;
        }
        let bare = word.trim_end_matches(',');
        if let Some(part) = parts.last_mut().filter(|_| !bare.is_empty()) {
            part.push(bare);
        }
        if word.ends_with(',') {
            parts.push(Vec::new());
        }
    }
    parts.retain(|part| !part.is_empty());
    let is_role = |part: &Vec<&str>| part.iter().any(|word| ROLES.contains(&word.to_lowercase().as_str()));
    let kept: Vec<&Vec<&str>> =
        parts.iter().enumerate().filter(|(at, part)| *at == 0 || !is_role(part)).map(|(_, part)| part).collect();
    let may_be_name = |part: &&Vec<&str>| {
        (2..=MOST_WORDS).contains(&part.len())
            && part.first().zip(part.last()).is_some_and(|(first, last)| starts_upper(first) && starts_upper(last))
    };
    if kept.iter().all(may_be_name) {
        return kept.into_iter().map(|part| part.join(" ")).collect();
    }
    if text.is_empty() { Vec::new() } else { vec![text.to_owned()] }
}

fn starts_upper(word: &str) -> bool {
    word.chars().next().is_some_and(|first| first.is_alphabetic() && !first.is_lowercase())
}

/// Returns the byline without a word such as `By` before the names.
pub(super) fn without_introduction(byline: &str) -> &str {
    let Some((first, rest)) = byline.split_once(char::is_whitespace) else { return byline };
    let rest = rest.trim_start();
    let introduces = INTRODUCTIONS.contains(&first.to_lowercase().as_str());
    // `von Hagen` and `Da Silva` are names; `By` is none.
    let is_particle = !first.eq_ignore_ascii_case("by") && !first.ends_with(':') && !rest.contains(' ');
    if introduces && !is_particle && rest.starts_with(|c: char| !c.is_lowercase()) { rest } else { byline }
}

fn is_address(text: &str) -> bool {
    let text = text.trim();
    let is_web = text.contains("://") || text.starts_with("www.");
    let is_mail = text.split_once('@').is_some_and(|(user, host)| !user.contains(' ') && host.contains('.'));
    !text.contains(' ') && (is_web || is_mail || text.starts_with('@') || is_host(text))
}

/// Returns whether a text is the name of a site, such as `post.example`.
pub(super) fn is_host(text: &str) -> bool {
    let end = text.rsplit('.').next().unwrap_or_default();
    let is_end = end.len() < text.len() && end.len() >= 2 && end.bytes().all(|byte| byte.is_ascii_lowercase());
    is_end && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b".-".contains(&byte))
}

fn is_publication(name: &str, source: Option<&str>) -> bool {
    let squashed = |name: &str| {
        let name = name.to_lowercase();
        let name =
            name.strip_prefix("the ").or_else(|| name.strip_prefix("www.")).unwrap_or(&name).trim_end_matches(".com");
        name.chars().filter(|c| c.is_alphanumeric()).collect::<String>()
    };
    source.is_some_and(|source| squashed(source) == squashed(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_freed_of_what_stands_around_them() {
        for (byline, expected) in [
            ("By Anna Smith", Some("Anna Smith")),
            ("BY ANNA SMITH", Some("ANNA SMITH")),
            ("Von Anna Schmidt", Some("Anna Schmidt")),
            ("Von Trapp", Some("Von Trapp")),
            ("by", Some("by")),
            ("anna@post.example (Anna Smith)", Some("Anna Smith")),
            ("Anna Smith <anna@post.example>", Some("Anna Smith")),
            ("Anna Smith (anna@post.example)", Some("Anna Smith")),
            ("anna@post.example", None),
            ("https://post.example/anna", None),
            ("@anna", None),
            ("post.example", None),
            ("J.R.", Some("J.R.")),
            ("4711", None),
            ("The Penholm Post", None),
            ("PenholmPost.com", None),
            ("", None),
        ] {
            assert_eq!(name(byline, Some("Penholm Post")).as_deref(), expected, "{byline}");
        }
    }

    #[test]
    fn lists_of_names_are_taken_apart() {
        for (byline, expected) in [
            ("By Anna Smith and Bo Li", &["Anna Smith", "Bo Li"][..]),
            ("Anna Smith, Bo Li & Cy J. Ray", &["Anna Smith", "Bo Li", "Cy J. Ray"]),
            ("Anna Smith; Bo Li", &["Anna Smith", "Bo Li"]),
            ("Anna Smith, chief correspondent", &["Anna Smith"]),
            ("Smith, Anna", &["Smith, Anna"]),
            ("Anna Smith in Paris and agencies", &["Anna Smith in Paris"]),
            ("Marks and Spencer", &["Marks and Spencer"]),
            ("Anna Schmidt und Bo Li", &["Anna Schmidt", "Bo Li"]),
            ("", &[]),
        ] {
            assert_eq!(names(byline), expected, "{byline}");
        }
    }
}
