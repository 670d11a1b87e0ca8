//! Pages that are no articles, or only the beginning of one: front pages, and articles behind a wall.

use dom_smoothie::Readability;

/// The number of links with a headline that a front page has.
const HEADLINES: usize = 20;
/// The number of characters of a headline in a link.
const HEADLINE: usize = 25;
/// The share of link text on a front page, in percent.
const LINKS: usize = 50;
/// Texts with fewer characters behind a wall are its beginning.
const BEGINNING: usize = 1_500;

/// Returns whether a page is the front page of a site or of one of its languages: an address without a path, and mostly links with headlines.
pub(super) fn is_front_page(page: &Readability, url: Option<&str>) -> bool {
    if !url.is_some_and(is_root) {
        return false;
    }
    let count = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
    let body = page.doc.select("body");
    let hidden: usize = body.select("script, style, noscript, template").iter().map(|code| count(&code.text())).sum();
    let all = count(&body.text()).saturating_sub(hidden);
    let links = body.select("a[href]");
    let lengths: Vec<usize> = links.iter().map(|link| count(&link.text())).collect();
    let headlines = lengths.iter().filter(|length| **length >= HEADLINE).count();
    headlines >= HEADLINES && lengths.iter().sum::<usize>() * 100 >= all * LINKS
}

/// Returns whether an address is that of a site, or of a language of it.
fn is_root(url: &str) -> bool {
    let Some((_, rest)) = url.split_once("://") else { return false };
    let path = rest.split(['?', '#']).next().unwrap_or(rest).split_once('/').map_or("", |(_, path)| path);
    let path = path.trim_end_matches('/');
    let is_language = path.len() == 2 || (path.len() == 5 && path.contains(['-', '_']));
    path.is_empty() || is_language || matches!(path, "index.html" | "index.htm" | "index.php" | "home")
}

/// Returns whether a text is the beginning of one that only subscribers read, by what the page states.
pub(super) fn is_beginning(text: &str, is_for_subscribers: bool) -> bool {
    let is_cut = text.trim_end().ends_with(['…', '‥']) || text.trim_end().ends_with("...");
    is_for_subscribers && (is_cut || text.chars().nth(BEGINNING).is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_pages_are_told_by_address_and_links() {
        let links = "<li><a href=/a>River rises by two metres on Monday after rain</a></li>".repeat(HEADLINES);
        let page = |body: &str| Readability::from(format!("<html><body>{body}").as_str());
        for (url, body, expected) in [
            ("https://x.example/", links.clone(), true),
            ("https://x.example/es/", links.clone(), true),
            ("https://x.example/a", links.clone(), false),
            ("https://x.example/", "<p>The river rose.</p>".repeat(20), false),
            (
                "https://x.example/",
                format!("{links}{}", "<p>The river rose on Monday by two metres.</p>".repeat(60)),
                false,
            ),
        ] {
            assert_eq!(is_front_page(&page(&body), Some(url)), expected, "{url} {body}");
        }
    }

    #[test]
    fn beginnings_are_told_by_their_length_and_end() {
        let long = "The river rose. ".repeat(200);
        assert!(is_beginning("The river rose.", true) && is_beginning(&format!("{long}…"), true));
        assert!(!is_beginning(&long, true) && !is_beginning("The river rose…", false));
    }
}
