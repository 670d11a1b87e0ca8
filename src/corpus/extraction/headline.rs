//! The headline of an article as its page prints it.
//!
//! Metadata state headlines for search engines and social networks: with the name of the site or a section, or in other words. The heading of the page shows
//! which of them is the printed one, and where it begins and ends.

use super::printed_lines::PrintedLines;
use super::publication::{is_site_name, parts_of_title};
use crate::corpus::fields;
use dom_smoothie::Readability;

/// Elements of headings, best first.
const HEADINGS: &[&str] =
    &["h1", "[itemprop='headline'], .entry-title, .post-title, .article-title, .headline, .p-name"];
/// Elements of headings that are only used to find the headline within a title.
const OTHER_HEADINGS: &[&str] = &["h2, h3, h4"];
/// Elements whose headings are those of the site or of other articles.
const ELSEWHERE: &str = "nav, aside, footer, form, [hidden], [aria-hidden='true']";
/// Words in the names of elements that contain the line above a headline.
const KICKERS: &[&str] = &[
    "kicker",
    "overline",
    "dachzeile",
    "spitzmarke",
    "eyebrow",
    "surtitle",
    "surtitre",
    "overtitle",
    "antetitulo",
    "volanta",
    "occhiello",
    "chapeu",
    "topline",
    "roofline",
    "supertitle",
    "pretitle",
    "intro",
];
/// The maximum number of headings that are examined.
const MOST: usize = 8;
/// The maximum length of a heading.
const LONGEST: usize = 400;
/// The minimum percentage of a title that a heading at its beginning makes up.
const AT_BEGINNING: usize = 40;
/// The minimum number of words of a heading that is not the name of a site, and the minimum percentage of a title that it makes up.
const SENTENCE: usize = 4;
const SENTENCE_AT_BEGINNING: usize = 15;
/// The minimum percentage of a title that a heading at its end makes up: the name of the site may also be there.
const AT_END: usize = 50;
/// The minimum percentage of a title that a lower heading or a line at its end makes up.
const MOST_OF_TITLE: usize = 60;
/// The minimum length of the longest part of a title, as a percentage of the next longest.
const BY_FAR: usize = 120;
/// The minimum percentage of a heading that a truncated title makes up.
const CUT_SHORT: usize = 60;
/// The minimum percentage of common words in a title and a heading that are the same headline in other words.
const SAME_WORDS: usize = 70;

/// A heading of the page.
struct PageHeading {
    text: String,
    key: String,
    is_link: bool,
}

/// Returns the headline, given those in the metadata, best first, and the name of the publication.
pub(super) fn headline(
    page: &Readability,
    lines: &PrintedLines,
    stated: &[String],
    source: Option<&str>,
) -> Option<String> {
    let titles = stated.iter().map(|title| fields::strip_site_name(title.trim(), source));
    let titles: Vec<&str> = titles.filter(|title| !title.is_empty() && !is_site_name(title, source)).collect();
    let mut headings = headings(page, HEADINGS);
    headings.retain(|heading| source.is_none_or(|source| key(source) != heading.key));
    let equal = titles.iter().find(|title| headings.iter().any(|heading| heading.key == key(title)));
    if let Some(title) = equal {
        return Some((*title).to_owned());
    }
    let best = |is_same: fn(&str, &PageHeading) -> bool| {
        titles.iter().find_map(|title| {
            let same = headings.iter().filter(|heading| is_same(title, heading));
            same.max_by_key(|heading| heading.key.len()).map(|heading| heading.text.clone())
        })
    };
    best(is_beginning)
        .or_else(|| best(is_end))
        .or_else(|| best(is_longer))
        .or_else(|| printed_part(page, lines, &titles))
        .or_else(|| titles.first().map(|title| without_channels(title).to_owned()))
        .or_else(|| only_heading(&headings))
}

/// Returns the part of a title that the page prints as a lower heading or as a separate line.
fn printed_part(page: &Readability, lines: &PrintedLines, titles: &[&str]) -> Option<String> {
    let part = |headings: &[PageHeading]| {
        titles.iter().find_map(|title| {
            let is_same = |heading: &&PageHeading| {
                let is_alone = heading.key == key(title);
                is_alone || is_longest_part(title, heading) || is_most(title, heading)
            };
            headings.iter().filter(is_same).max_by_key(|heading| heading.key.len()).map(|heading| heading.text.clone())
        })
    };
    part(&headings(page, OTHER_HEADINGS)).or_else(|| {
        let lines = lines.get().iter().filter(|line| !line.is_long && !line.is_link);
        let lines = lines.map(|line| PageHeading { key: key(&line.text), text: line.text.clone(), is_link: false });
        part(&lines.filter(|line| line.key.chars().count() >= MOST).collect::<Vec<_>>())
    })
}

/// Returns whether the heading is by far the longest part of a title such as `The Courier - Local - River rises - 14 November`.
fn is_longest_part(title: &str, heading: &PageHeading) -> bool {
    let mut parts: Vec<String> = parts_of_title(title).map(key).collect();
    parts.sort_by_key(|part| std::cmp::Reverse(part.len()));
    let next = parts.get(1).map_or(0, String::len);
    parts.first().is_some_and(|longest| *longest == heading.key && longest.len() * 100 >= next * BY_FAR)
}

/// Returns whether the heading makes up half of a title at its beginning, or more at its end, where the name of the site may also be.
fn is_most(title: &str, heading: &PageHeading) -> bool {
    let share = share(title, heading);
    share >= AT_END && is_beginning(title, heading) || share >= MOST_OF_TITLE && is_end(title, heading)
}

/// Returns the only heading of a page without a title, such as a note or generated text.
fn only_heading(headings: &[PageHeading]) -> Option<String> {
    match headings {
        [heading] if !heading.is_link => Some(heading.text.clone()),
        _ => None,
    }
}

/// Returns the headings of a page outside navigation and similar elements.
fn headings(page: &Readability, selectors: &[&str]) -> Vec<PageHeading> {
    let mut found: Vec<PageHeading> = Vec::new();
    for selector in selectors {
        for element in page.doc.select(selector).iter().take(MOST) {
            let Some(node) = element.nodes().first() else { continue };
            if node.ancestors_it(None).any(|outer| outer.is_element() && outer.is(ELSEWHERE)) {
                continue;
            }
            let mut text = String::new();
            for part in node.descendants_it() {
                if !part.is_text() {
                    continue;
                }
                let mut around = part.ancestors_it(None).take_while(|outer| outer.id != node.id);
                if !around.any(|outer| outer.class().as_deref().is_some_and(is_kicker)) {
                    text.push_str(&part.text());
                }
            }
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            let text = text.trim_end_matches(['¶', '#']).trim_end().to_owned();
            let key = key(&text);
            let linked = key_length(&element.select("a[href]").text())
                .max(if node.ancestors_it(Some(1)).any(|outer| outer.has_name("a")) { key.len() } else { 0 });
            if !key.is_empty() && text.len() <= LONGEST {
                found.push(PageHeading { is_link: linked >= key.len(), text, key });
            }
        }
    }
    found
}

/// Returns whether one of the names of an element is that of the line above a headline.
fn is_kicker(names: &str) -> bool {
    names.to_lowercase().split(|c: char| !c.is_alphanumeric()).any(|name| KICKERS.contains(&name))
}

/// Returns whether the title begins with the heading, followed by a separator.
fn is_beginning(title: &str, heading: &PageHeading) -> bool {
    let is_sentence = heading.text.split(' ').count() >= SENTENCE;
    let least = if heading.is_link {
        AT_END
    } else if is_sentence {
        SENTENCE_AT_BEGINNING
    } else {
        AT_BEGINNING
    };
    share(title, heading) >= least
        && rest_after(title.chars(), heading.key.chars())
            .is_some_and(|rest| has_sign(&rest) || is_sentence && rest.first() == Some(&','))
}

/// Returns whether the title ends with the heading, preceded by a separator.
fn is_end(title: &str, heading: &PageHeading) -> bool {
    let rest = rest_after(title.chars().rev(), heading.key.chars().rev());
    share(title, heading) >= AT_END && rest.is_some_and(|rest| has_sign(&rest))
}

/// Returns the percentage of the title that the heading makes up.
fn share(title: &str, heading: &PageHeading) -> usize {
    heading.key.len() * 100 / key_length(title).max(1)
}

/// Returns whether the heading is a longer form of the title, or the title is truncated.
fn is_longer(title: &str, heading: &PageHeading) -> bool {
    let short = title.trim_end_matches(['…', '.', ' ']);
    let key_of_title = key(short);
    let is_within = heading.key.starts_with(&key_of_title) || heading.key.ends_with(&key_of_title);
    let is_cut = is_within && key_of_title.len() * 100 >= heading.key.len() * CUT_SHORT;
    is_cut || same_words(title, &heading.text) >= SAME_WORDS
}

/// Returns the percentage of words that two texts have in common.
fn same_words(one: &str, other: &str) -> usize {
    let words = |text: &str| {
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).take(MOST * MOST);
        words.map(str::to_lowercase).collect::<Vec<_>>()
    };
    let (one, mut rest) = (words(one), words(other));
    let all = one.len() + rest.len();
    let mut both = 0;
    for word in &one {
        if let Some(at) = rest.iter().position(|other| other == word) {
            rest.swap_remove(at);
            both += 2;
        }
    }
    if one.len() < 4 { 0 } else { both * 100 / all.max(1) }
}

/// Returns the characters after those of a key, which has no punctuation and is in lower case.
fn rest_after(mut text: impl Iterator<Item = char>, key: impl Iterator<Item = char>) -> Option<Vec<char>> {
    let mut expected = key.peekable();
    while expected.peek().is_some() {
        let c = text.next()?;
        if c.is_alphanumeric() {
            for letter in c.to_lowercase() {
                if expected.next() != Some(letter) {
                    return None;
                }
            }
        }
    }
    Some(text.collect())
}

/// Returns whether the rest of a title begins with a separator between a headline and the name of a site or a section.
fn has_sign(rest: &[char]) -> bool {
    let signs = rest.iter().take_while(|c| !c.is_alphanumeric());
    signs.clone().any(|c| "|-–—―:·•_»«›<>/~\\[(（【｜－：＿".contains(*c)) || (signs.count() > 0 && rest.len() > 30)
}

/// Returns a Chinese or Japanese title without the channel and the site after it, as in `标题_新闻_网站`.
fn without_channels(title: &str) -> &str {
    let is_ideograph = |c: char| matches!(c, '\u{3040}'..='\u{9FFF}');
    match title.split_once('_') {
        Some((first, _)) if first.chars().filter(|c| is_ideograph(*c)).count() >= MOST => first.trim_end(),
        _ => title,
    }
}

/// Returns the letters and digits of a text in lower case.
fn key(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn key_length(text: &str) -> usize {
    key(text).len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(body: &str, stated: &[&str], source: Option<&str>) -> Option<String> {
        let page = Readability::from(format!("<html><body>{body}").as_str());
        let stated: Vec<String> = stated.iter().map(|title| (*title).to_owned()).collect();
        headline(&page, &PrintedLines::of(&page), &stated, source)
    }

    #[test]
    fn a_title_is_cut_to_the_heading() {
        for (body, stated, expected) in [
            (
                "<h1>River rises by two metres</h1>",
                &["River rises by two metres | Local | The Courier"][..],
                "River rises by two metres",
            ),
            (
                "<h1>River rises by two metres</h1>",
                &["Weather - River rises by two metres"],
                "River rises by two metres",
            ),
            ("<h1>河水在星期一上升</h1>", &["河水在星期一上升_新闻_网"], "河水在星期一上升"),
            (
                "<h1>A bridge too old</h1>",
                &["A bridge too old. On rivers and roads | by Anna Smith | River Notes | Mar, 2023"],
                "A bridge too old",
            ),
            ("<h1>Mozilla</h1>", &["Mozilla - Lexicon"], "Mozilla"),
            (
                "<h1>The river rises by two metres in the harbour</h1>",
                &["The river rises by two metres in…"],
                "The river rises by two metres in the harbour",
            ),
            (
                "<h1>Why the river rose by two metres</h1>",
                &["River flood explained", "Why the river rose by two metres"],
                "Why the river rose by two metres",
            ),
            (
                "<h1><span class=overline>Weather</span> <span>River rises by two metres</span></h1>",
                &["River rises by two metres"],
                "River rises by two metres",
            ),
            ("<h1>“River” rises</h1>", &["\"River\" rises"], "\"River\" rises"),
            // Headings that are not headlines.
            (
                "<h1><a href=/>The Courier</a></h1>",
                &["The Courier: River rises by two metres"],
                "The Courier: River rises by two metres",
            ),
            (
                "<h1>Courier</h1><h2 class=entry-title>River rises by two</h2>",
                &["Courier: River rises by two"],
                "River rises by two",
            ),
            (
                "<aside><h1>River rises by two</h1></aside>",
                &["River rises by two - metres"],
                "River rises by two - metres",
            ),
            ("<h1>River</h1>", &["River rises by two metres"], "River rises by two metres"),
            ("<h1>News</h1>", &["River rises by two metres - News"], "River rises by two metres - News"),
            // Lower headings and lines.
            (
                "<h1>The Courier</h1><h3>River rises by two metres</h3>",
                &["River rises by two metres : The Penholm Courier"],
                "River rises by two metres",
            ),
            (
                "<div class=art_title>River rises by two metres</div>",
                &["The Courier - Local - River rises by two metres - 14/11/2015"],
                "River rises by two metres",
            ),
            (
                "<h2>River rises, by Anna Smith, for us</h2><h2>River rises by two metres</h2>",
                &["River rises by two metres, by Anna Smith | The Courier"],
                "River rises by two metres",
            ),
            (
                "<h2>Local News</h2>",
                &["River rises by two metres - Local News"],
                "River rises by two metres - Local News",
            ),
        ] {
            assert_eq!(found(body, stated, None).as_deref(), Some(expected), "{body} {stated:?}");
        }
        assert_eq!(found("", &["River rises | The Courier"], Some("Courier")).as_deref(), Some("River rises"));
        assert_eq!(found("<h1>River rises</h1>", &[], None).as_deref(), Some("River rises"));
        assert_eq!(found("<h1>River rises</h1><h1>Storm</h1>", &[], None), None);
    }
}
