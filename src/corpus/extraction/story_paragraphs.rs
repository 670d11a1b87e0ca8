//! Finds the stories of a web page, so that none is lost if the extraction selects one of several.
//!
//! A live page, a front page or a page with a continuation has several articles. The extraction keeps the best of them; the paragraphs of the others are added
//! before or after it.

use crate::corpus::markup;
use dom_smoothie::Readability;
use std::collections::HashSet;

/// The minimum number of characters of a paragraph; shorter ones are captions, bylines and similar lines.
const SHORTEST: usize = 40;
/// The minimum number of characters of a story in an element for articles.
const MARKED_STORY: usize = 100;
/// The minimum number of characters of a story in another element, in two paragraphs or more.
const UNMARKED_STORY: usize = 200;
/// The minimum percentage of link text in an element that links to stories instead of containing one.
const MOSTLY_LINKS: usize = 25;

/// Elements around a story.
const MARKED: &str = "article, main, [itemprop='articleBody'], .entry-content, .e-content";
/// Elements without stories.
pub(super) const OUTSIDE: &str =
    "nav, aside, footer, form, figure, noscript, template, dialog, address, [hidden], [aria-hidden='true']";
/// Words in the names of elements with running text about the site.
const ABOUT_SITE: &[&str] = &[
    "about",
    "ad",
    "ads",
    "advert",
    "author",
    "banner",
    "bio",
    "consent",
    "cookie",
    "cookies",
    "copyright",
    "disclaimer",
    "footer",
    "gdpr",
    "hidden",
    "legal",
    "login",
    "modal",
    "newsletter",
    "overlay",
    "paywall",
    "popup",
    "privacy",
    "promo",
    "share",
    "sidebar",
    "signup",
    "social",
    "sponsor",
    "subscribe",
    "subscription",
    "teaser",
    "teasers",
    "trending",
    "widget",
];

/// Returns the paragraphs of all stories, in the order of the page.
pub(super) fn story_paragraphs(page: &Readability) -> Vec<String> {
    let count = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
    let mut stories = Vec::new();
    let mut last_share = None;
    for paragraph in &page.doc.select("p") {
        let Some(node) = paragraph.nodes().first() else { continue };
        let text = markup::plain_text(&paragraph.html());
        let (Some(parent), true) = (node.parent(), text.chars().count() >= SHORTEST) else { continue };
        let is_outside = node.ancestors_it(None).any(|outer| {
            outer.is_element()
                && (outer.is(OUTSIDE)
                    || is_about_site(&outer.class().unwrap_or_default())
                    || is_about_site(&outer.id_attr().unwrap_or_default()))
        });
        let marked = node.ancestors_it(None).find(|outer| outer.is_element() && outer.is(MARKED));
        let whole = marked.unwrap_or(parent);
        let mostly_links = match last_share {
            // Computed once for all paragraphs of an element, so that the time stays linear.
            Some((id, mostly_links)) if id == whole.id => mostly_links,
            _ => {
                let links = whole.descendants_it().filter(|inner| inner.has_name("a")).map(|link| count(&link.text()));
                links.sum::<usize>() * 100 >= count(&whole.text()) * MOSTLY_LINKS
            }
        };
        last_share = Some((whole.id, mostly_links));
        if is_outside || mostly_links {
            continue;
        }
        match stories.last_mut() {
            Some((id, _, paragraphs)) if *id == parent.id => Vec::push(paragraphs, text),
            _ => stories.push((parent.id, marked.is_some(), vec![text])),
        }
    }
    let is_story = |is_marked: bool, paragraphs: &[String]| {
        let length: usize = paragraphs.iter().map(|paragraph| paragraph.chars().count()).sum();
        if is_marked { length >= MARKED_STORY } else { length >= UNMARKED_STORY && paragraphs.len() > 1 }
    };
    let stories = stories.into_iter().filter(|(_, is_marked, paragraphs)| is_story(*is_marked, paragraphs));
    stories.flat_map(|(_, _, paragraphs)| paragraphs).collect()
}

/// Returns the extracted text with the missing paragraphs added: those that precede it on the page, and those that follow it.
pub(super) fn completed(text: String, paragraphs: Vec<String>) -> String {
    let squashed = |text: &str| text.split_whitespace().collect::<String>();
    let whole = squashed(&text);
    let extracted: HashSet<String> = text.split("\n\n").map(squashed).collect();
    let is_there = |paragraph: &String| {
        let paragraph = squashed(paragraph);
        extracted.contains(&paragraph) || whole.contains(&paragraph)
    };
    let is_there: Vec<bool> = paragraphs.iter().map(is_there).collect();
    let Some(first) = is_there.iter().position(|there| *there) else {
        // Their position is unknown; a text without paragraphs is complete.
        return text;
    };
    let (mut before, mut after) = (Vec::new(), Vec::new());
    for (at, (paragraph, there)) in paragraphs.into_iter().zip(is_there).enumerate() {
        match there {
            true => {}
            false if at < first => before.push(paragraph),
            false => after.push(paragraph),
        }
    }
    before.push(text);
    before.append(&mut after);
    before.join("\n\n")
}

/// Returns whether a class or id is that of running text about the site.
pub(super) fn is_about_site(names: &str) -> bool {
    let names = names.to_ascii_lowercase();
    let mut words = names.split(|c: char| !c.is_ascii_alphanumeric());
    words.any(|word| ABOUT_SITE.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::*;

    const WALL: &str = "<p>The council met on Tuesday to discuss the plan for the harbour wall and its cost.</p>\
        <p>Residents said that they had waited long enough and that the works should begin.</p>";
    const FERRY: &str = "<p>The minister resigned on Friday after weeks of pressure over the ferry contracts.</p>\
        <p>Her successor will be named on Monday, according to officials in the department.</p>\
        <p>The contracts, which were awarded without a tender, will be reviewed by the auditors.</p>";

    fn found(body: &str) -> usize {
        story_paragraphs(&Readability::from(format!("<html><body>{body}").as_str())).len()
    }

    #[test]
    fn all_stories_of_a_page_are_found() {
        for page in [
            format!("<article>{WALL}</article><article>{FERRY}</article>"),
            format!("<main>{WALL}</main><main>{FERRY}</main>"),
            format!("<main><article>{WALL}</article><div class=live><article>{FERRY}</article></div></main>"),
            format!("<article>{WALL}</article><div class=continuation>{FERRY}</div>"),
            format!("<div itemprop=articleBody>{WALL}</div><div class=entry-content>{FERRY}</div>"),
        ] {
            assert_eq!(found(&page), 5, "{page}");
        }
    }

    #[test]
    fn boilerplate_is_no_story() {
        for part in [
            format!("<aside>{FERRY}</aside>"),
            format!("<footer>{FERRY}</footer>"),
            format!("<div class='cookie-notice'>{FERRY}</div>"),
            "<div><p>All rights reserved by the publisher of this newspaper.</p></div>".to_owned(),
            "<article><h3><a href=a>Ferry minister resigns after weeks of pressure</a></h3>\
             <p>The minister resigned on Friday over the ferry contracts which had no tender, officials say.</p></article>"
                .to_owned(),
        ] {
            assert_eq!(found(&format!("<article>{WALL}</article>{part}")), 2, "{part}");
        }
    }

    #[test]
    fn missing_paragraphs_go_where_the_page_has_them() {
        let paragraphs = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
        assert_eq!(completed("B\n\nC  c".into(), paragraphs(&["A", "B", "C c", "D"])), "A\n\nB\n\nC  c\n\nD");
        assert_eq!(completed("X".into(), paragraphs(&["A", "B"])), "X");
    }
}
