//! Extracts the names of authors from a printed byline, such as `By Anna Smith and Bo Li, Associated Press Writers`.

use super::byline_parts::{
    forename_first, has_first_name, in_place, is_about_author, is_desk, is_initials, is_title, without_job,
    without_stop,
};
use super::desks::is_desk_name;
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
    "posted by",
    "submitted by",
    "reported by",
    "av:",
    "from",
];
/// Words between two names.
const BETWEEN: &[&str] = &[
    " and ", " AND ", " And ", " & ", " und ", " UND ", " et ", " y ", " og ", " och ", " en ", " with ", " mit ",
    " avec ", " e ",
];
/// Words of notes about other contributors to an article, in lower case.
const NOTES: &[&str] = &["reported", "contributed", "contributing"];
/// Accounts and entries that do not name an author, in lower case.
const NOBODY: &[&str] = &[
    "admin",
    "administrator",
    "anonymous",
    "editor",
    "letters",
    "n/a",
    "none",
    "null",
    "root",
    "staff",
    "super user",
    "superuser",
    "unknown",
    "webmaster",
];
/// Legal forms at the end of the name of a company.
const LEGAL_FORMS: &[&str] = &[
    "GmbH", "AG", "KG", "Ltd", "Limited", "Inc", "LLC", "LLP", "Corp", "PLC", "plc", "S.A", "SA", "S.L", "S.p.A",
    "SpA", "Srl", "S.r.l", "AB", "A/S", "AS", "ASA", "Oy", "Oyj", "B.V", "BV", "N.V", "NV", "Kft", "Zrt", "s.r.o",
    "a.s", "d.o.o", "OÜ", "UAB", "SIA", "Ltda", "Pty", "ООО",
];
/// Words that introduce the names, with which a byline may begin.
const INTRODUCTIONS: &[&str] =
    &["by", "von", "par", "por", "di", "da", "door", "av", "af", "text:", "words:", "author:", "authors:"];
/// The maximum length of a name; longer parts of a byline are sentences.
const LONGEST: usize = 60;

/// Returns the name in a byline, without an introduction and an address; `None` if it is not a name but an address, a number, a desk or the publication.
pub(super) fn name(byline: &str, source: Option<&str>) -> Option<String> {
    let byline = byline.trim();
    let name = match byline.split_once('(') {
        // The form of RSS: an address, and the name in parentheses.
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
    (is_name && !is_desk_name(name, source)).then(|| name.to_owned())
}

/// Returns the names in a byline, in order. Titles, addresses, numbers and the name of the `source` itself are dropped.
pub(super) fn names(byline: &str, source: Option<&str>) -> Vec<String> {
    let byline = byline.split_whitespace().collect::<Vec<_>>().join(" ");
    let byline = without_addresses(without_preposition(&byline));
    let is_source = |name: &str| is_publication(name, source);
    let mut names: Vec<String> = Vec::new();
    for group in byline.split([';', '|', '•', '·', '\n']) {
        let mut group = group.trim().to_owned();
        if group.split(' ').any(|word| NOTES.contains(&word)) {
            continue;
        }
        if let Some((name, sign)) = group.rsplit_once('/')
            && name.contains(' ')
            && (2..=5).contains(&sign.trim().len())
            && sign.trim().bytes().all(|byte| byte.is_ascii_uppercase())
        {
            group.truncate(name.trim_end().len());
        }
        if !is_source(&group) {
            let parts = BETWEEN.iter().fold(group.clone(), |text, between| text.replace(between, "\u{1}"));
            // `Marks and Spencer` is one name: both sides must be a first name and a surname, or a title.
            let is_part = |part: &str| part.trim().contains(' ') || is_title(part.trim());
            for parts in [parts.replace('/', "\u{1}"), parts] {
                if parts.split('\u{1}').all(is_part) {
                    group = parts;
                    break;
                }
            }
        }
        for joined in group.split('\u{1}') {
            names.extend(listed(joined));
        }
    }
    if names.len() > 1 {
        names.retain(|name| !is_title(name));
    }
    let mut seen = HashSet::new();
    let names = names.into_iter().map(|name| without_stop(without_job(without_preposition(&name))));
    names.filter(|name| is_name(name) && !is_desk(name) && !is_source(name) && seen.insert(name.clone())).collect()
}

/// Returns the names in a list with commas, without titles. `Smith, John` is one name, `John Smith`.
fn listed(text: &str) -> Vec<String> {
    let text = text.trim().trim_matches(',');
    let text = text.split(" (").next().unwrap_or(text).trim();
    let parts: Vec<&str> = text.split(", ").map(str::trim).filter(|part| !part.is_empty()).collect();
    let is_title = |part: &&str| parts.len() > 1 && (is_title(part) || part.starts_with("The "));
    let names = parts.iter().copied().enumerate().filter(|(at, part)| *at == 0 || !is_about_author(part));
    let kept: Vec<&str> = names.map(|(_, part)| part).filter(|part| !is_title(part)).collect();
    if kept.len() > 1 && kept.len().is_multiple_of(2) && kept.iter().skip(1).step_by(2).all(|part| is_initials(part)) {
        return kept.chunks(2).map(|pair| forename_first(pair).unwrap_or_else(|| pair.join(", "))).collect();
    }
    let is_single = |part: &&str| !part.contains(' ');
    if kept.len() > 1 && kept.iter().any(is_single) {
        // A surname before a first name, a suffix such as `Jr.`, or a place after the name.
        return match kept.as_slice() {
            [name, place] if has_first_name(name) && is_single(place) && !place.ends_with('.') => {
                vec![(*name).to_owned()]
            }
            _ => vec![forename_first(&kept).unwrap_or_else(|| kept.join(", "))],
        };
    }
    kept.into_iter().map(|part| in_place(part).to_owned()).collect()
}

/// Returns whether a name is that of an agency or a newspaper.
pub(super) fn is_organisation(name: &str) -> bool {
    is_title(name)
}

/// Returns whether a text may be the name of an author, not an address, a number or an account of a publishing system.
pub(super) fn is_name(name: &str) -> bool {
    let lower = name.to_lowercase();
    let is_nobody = BEFORE.contains(&lower.as_str()) || NOBODY.contains(&lower.as_str());
    let is_short = name.chars().count() <= LONGEST;
    !is_nobody
        && !is_company(name)
        && is_short
        && name.contains(char::is_alphabetic)
        && !name.contains(['@', '/', '<', '>'])
}

/// Returns whether a name ends with the legal form of a company.
fn is_company(name: &str) -> bool {
    let form = |(_, last): (&str, &str)| LEGAL_FORMS.contains(&last.trim_end_matches('.'));
    name.trim().rsplit_once(' ').is_some_and(form)
}

/// Removes addresses, and the parentheses around a name after an address (`a@b.example (Anna Smith)`) or an address after a name.
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

/// Returns the byline without a word such as `By` before the names.
fn without_introduction(byline: &str) -> &str {
    let Some((first, rest)) = byline.split_once(char::is_whitespace) else { return byline };
    let rest = rest.trim_start();
    let introduces = INTRODUCTIONS.contains(&first.to_lowercase().as_str());
    // `von Hagen` and `Da Silva` are names; `By` does not begin one.
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
            ("Smith, Anna", &["Anna Smith"]),
            ("Smith, A., Li, B.-C.", &["A. Smith", "B.-C. Li"]),
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
            ("Smith, Anna", &["Anna Smith"]),
            ("Anna Smith in Paris and agencies", &["Anna Smith"]),
            ("Marks and Spencer", &["Marks and Spencer"]),
            ("Anna Schmidt und Bo Li", &["Anna Schmidt", "Bo Li"]),
            ("", &[]),
        ] {
            assert_eq!(names(byline, None), expected, "{byline}");
        }
    }

    #[test]
    fn bylines_of_databases_are_names() {
        for (byline, expected) in [
            (
                "By ANNA SMITH and BO LI; Anna Smith reported from Penholm, and Bo Li from Riverton.",
                &["ANNA SMITH", "BO LI"][..],
            ),
            ("Anna Smith;Bo Li", &["Anna Smith", "Bo Li"]),
            ("BY STEPHEN POLLARD", &["STEPHEN POLLARD"]),
            ("Daniel Boffey in Brussels", &["Daniel Boffey"]),
            ("Jane Doe, Staff Writer", &["Jane Doe"]),
            ("Benzie, Robert; Ferguson, Rob", &["Robert Benzie", "Rob Ferguson"]),
            ("Ida Falk (ida@post.example)", &["Ida Falk"]),
            ("Penholm Post", &[]),
            ("Von Jan Maier und Eva Roth", &["Jan Maier", "Eva Roth"]),
            ("Anonymous", &[]),
            ("Tom Coghlan Defence Correspondent", &["Tom Coghlan"]),
            ("WESLEY LOWERY, The Penholm Post", &["WESLEY LOWERY"]),
            ("From staff reports", &[]),
            ("JON ROE, Associated Press", &["JON ROE"]),
            ("O'Neill, John B, Jr; van der Meer, Jan", &["John B O'Neill, Jr", "Jan van der Meer"]),
            ("Smith-Jones, Mary Ann", &["Mary Ann Smith-Jones"]),
            ("Roe, MD", &["Roe, MD"]),
            ("Roe, Jon.", &["Jon Roe"]),
            ("Associated Press", &["Associated Press"]),
            ("Ida Falk of The Post", &["Ida Falk"]),
            ("Our Foreign Staff", &[]),
            ("Jane Doe in London and John Roe in Paris", &["Jane Doe", "John Roe"]),
            ("DAN BALZ - Penholm Post Staff Writer", &["DAN BALZ"]),
            ("Jane Doe and agencies", &["Jane Doe"]),
            ("Anna Smith, Political Correspondent", &["Anna Smith"]),
            ("Von Katja Auer, Regensburg", &["Katja Auer"]),
            ("VAN ONZE VERSLAGGEVER JAN DE VRIES", &["JAN DE VRIES"]),
            ("Von unserem Korrespondenten Jan Maier", &["Jan Maier"]),
            ("Von Jörg Weiß/APA", &["Jörg Weiß"]),
            ("Anna Svensson/TT", &["Anna Svensson"]),
            ("Anna Svensson / TT", &["Anna Svensson"]),
            ("Anna Lind/HW", &["Anna Lind"]),
            ("Anna Smith/Bo Li", &["Anna Smith", "Bo Li"]),
            ("By James E. Oberg, Oberg is a space engineer.", &["James E. Oberg"]),
            ("Claire Dubois (à Lyon)", &["Claire Dubois"]),
            ("Claire Dubois, correspondante à Lyon", &["Claire Dubois"]),
            ("Claire Dubois, Paul Petit et Anne Le Goff", &["Claire Dubois", "Paul Petit", "Anne Le Goff"]),
            ("By Anna Smith in Penholm and Bo Li", &["Anna Smith", "Bo Li"]),
            ("By ANNA SMITH, Environment Correspondent", &["ANNA SMITH"]),
            ("山田太郎", &["山田太郎"]),
            ("Иван ПЕТРОВ, Москва", &["Иван ПЕТРОВ"]),
            (
                "By Steven Erlanger, Alison Smale, Lisa Cohen, Tom Ray",
                &["Steven Erlanger", "Alison Smale", "Lisa Cohen", "Tom Ray"],
            ),
            ("Anna Smith, Brussels; Bo Li, Paris", &["Anna Smith", "Bo Li"]),
            ("da Silva", &["da Silva"]),
            ("Da Silva, Ana", &["Ana Da Silva"]),
            ("MARÍA LÓPEZ / JUAN PÉREZ", &["MARÍA LÓPEZ", "JUAN PÉREZ"]),
            ("By a Staff Reporter", &[]),
            ("Special to The New York Times", &[]),
            ("New York Times Magazine", &["New York Times Magazine"]),
        ] {
            assert_eq!(names(byline, Some("Penholm Post")), expected, "{byline}");
        }
    }
}
