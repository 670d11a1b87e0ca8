//! Selects the name of the publication from the names that a page states: its site, its publisher, the agency of the text, the programs behind it.

use dom_smoothie::Readability;

/// Separators between a headline and the name of the site in a title.
const SEPARATORS: &[&str] = &[" | ", " - ", " – ", " — ", " · ", " :: ", " » ", " • ", "_", "｜", " / "];
/// Separators that also occur within headlines.
const OTHER_SEPARATORS: &[&str] = &[" : ", " > ", "："];
/// Separators between the name of a site and its motto.
const BEFORE_MOTTO: &[&str] = &[" | ", " - ", " – ", " — ", " :: ", " • "];

/// Returns the name of the publication. `publisher` is that in JSON-LD, `sites` are the names of the site, best first.
pub(super) fn publication(
    page: &Readability,
    publisher: Option<String>,
    sites: Vec<String>,
    url: Option<&str>,
) -> Option<String> {
    let title = page.doc.select("title").first().text();
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    let in_title = last_part(&title);
    let sites = sites.into_iter().filter(|name| !name.contains("://") && !name.starts_with('@'));
    let sites: Vec<String> =
        sites.map(|name| without_motto(&name).to_owned()).filter(|name| !name.is_empty()).collect();
    let site = sites.first();
    if let (Some(publisher), Some(site)) = (&publisher, site)
        && (is_acronym(site, publisher) || key(publisher).starts_with(&key(site)) && !is_named(in_title, site))
    {
        return Some(publisher.clone());
    }
    let named = sites.iter().chain(&publisher).find(|name| is_named(in_title, name));
    if let Some(named) = named {
        let in_full = publisher.as_ref().filter(|publisher| key(publisher) == key(named));
        return Some(in_full.unwrap_or(named).clone());
    }
    if let Some(name) = in_title.filter(|name| sites.is_empty() && url.is_some_and(|url| is_label_of(name, url))) {
        return Some(name.to_owned());
    }
    match (publisher, site) {
        // One is a short form of the other.
        (Some(publisher), Some(site))
            if key(site).contains(&key(&publisher)) || key(&publisher).contains(&key(site)) =>
        {
            Some(publisher)
        }
        // The publisher may be an agency or an owner.
        (_, Some(site)) => Some(site.clone()),
        (publisher, None) => publisher,
    }
}

/// Returns whether a title is the name of the site rather than a headline.
pub(super) fn is_site_name(title: &str, source: Option<&str>) -> bool {
    source.is_some_and(|source| key(source) == key(title))
}

/// Returns the parts of a title between separators: headline, section, site.
pub(super) fn parts_of_title(title: &str) -> impl Iterator<Item = &str> {
    let mut rest = title;
    std::iter::from_fn(move || {
        let next = SEPARATORS
            .iter()
            .chain(OTHER_SEPARATORS)
            .filter_map(|sign| rest.find(sign).map(|at| (at, sign.len())))
            .min();
        let part = next.map_or(rest, |(at, _)| rest.get(..at).unwrap_or_default());
        let is_end = rest.is_empty();
        rest = next.map_or("", |(at, length)| rest.get(at + length..).unwrap_or_default());
        (!is_end).then(|| part.trim())
    })
}

/// Returns the part of a title after its last separator.
fn last_part(title: &str) -> Option<&str> {
    let last = SEPARATORS.iter().filter_map(|sign| title.rsplit_once(sign)).map(|(_, last)| last.trim());
    last.filter(|last| !last.is_empty()).min_by_key(|last| last.len())
}

fn is_named(part: Option<&str>, name: &str) -> bool {
    part.is_some_and(|part| key(part) == key(name))
}

/// Returns a name of a site without its motto: `The Courier | News from the coast`.
fn without_motto(name: &str) -> &str {
    let first = BEFORE_MOTTO.iter().filter_map(|sign| name.split_once(sign)).map(|(first, _)| first.trim());
    let first = first.filter(|first| !first.is_empty()).min_by_key(|first| first.len());
    first.unwrap_or_else(|| name.trim())
}

/// Returns whether a name consists of the initials of another: `WSJ`.
pub(super) fn is_acronym(short: &str, long: &str) -> bool {
    let first: String = long.split_whitespace().filter_map(|word| word.chars().next()).collect();
    short.chars().count() > 1 && short.to_lowercase() == first.to_lowercase()
}

/// Returns whether a name is that of the host of a URL: `Courier` of `www.courier.example`.
fn is_label_of(name: &str, url: &str) -> bool {
    let host = url.split_once("://").map_or(url, |(_, rest)| rest).split(['/', '?', '#']).next().unwrap_or_default();
    let name = key(name);
    name.len() > 2 && host.rsplit('.').skip(1).any(|label| key(label) == name)
}

/// Returns the letters and digits of a name in lower case, without an article at its beginning.
fn key(name: &str) -> String {
    let name = name.to_lowercase();
    let name = name.strip_prefix("the").unwrap_or(&name);
    name.chars().filter(|c| c.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_publication_is_the_site() {
        for (title, publisher, sites, url, expected) in [
            ("River rises - The Courier", "Coast Media Group", &["The Courier"][..], "", "The Courier"),
            ("River rises", "Associated Press", &["Harbour Post"], "", "Harbour Post"),
            ("River rises - HP", "Harbour Post", &["HP"], "", "Harbour Post"),
            ("River rises", "Harbour Post", &["harbourpost"], "", "Harbour Post"),
            ("River rises | HarbourPost", "Harbour Post", &["HarbourPost"], "", "Harbour Post"),
            ("River rises | Harbour", "", &["Harbour | News from the coast"], "", "Harbour"),
            ("River rises - Lexicon", "Lexicon Foundation, Inc.", &[], "https://en.lexicon.example/River", "Lexicon"),
            ("River rises - Again", "The Courier", &[], "https://courier.example/", "The Courier"),
            ("River rises", "The Courier", &["https://courier.example"], "", "The Courier"),
        ] {
            let page = Readability::from(format!("<html><head><title>{title}</title></head><body>x").as_str());
            let publisher = (!publisher.is_empty()).then(|| publisher.to_owned());
            let sites = sites.iter().map(|site| (*site).to_owned()).collect();
            assert_eq!(publication(&page, publisher, sites, Some(url)).as_deref(), Some(expected), "{title}");
        }
    }
}
