//! Finds web pages with several complete articles: front pages, the index of a blog, articles in a list of JSON-LD.
//!
//! A page is divided only if there is no evidence against it: it is not stated to be one article, each story has its own heading and text, none is a teaser, a
//! live update or a comment, and no text is left over. Any other page stays one article with all of its text.

use super::linked_data::LinkedData;
use super::page_metadata;
use super::story::{PARAGRAPH, STORY, Story};
use super::story_paragraphs::{OUTSIDE, is_about_site};
use crate::corpus::draft::Draft;
use dom_smoothie::Readability;
use std::collections::HashSet;

/// Elements that contain one story each.
const STORIES: &str = "article, .hentry, .h-entry, [itemtype$='/NewsArticle'], [itemtype$='/BlogPosting']";
/// Elements whose stories belong to other pages.
const ELSEWHERE: &str = "aside, nav, footer, form, [hidden], [aria-hidden='true']";
/// Words in the names of elements that are not separate stories, such as the updates of a live page.
const UPDATES: &[&str] = &["live", "liveblog", "update", "updates", "comment", "reply", "teaser", "card", "promo"];

/// Returns the articles of a page with several, or `None` if the page is one article. `page_fields` are the fields of the page.
pub(super) fn articles(page: &Readability, linked: &LinkedData, page_fields: &Draft) -> Option<Vec<Draft>> {
    let linked = linked.articles();
    if linked.len() == 1 || page_metadata::is_article_page(page) {
        return None;
    }
    let drafts = with_text(linked).or_else(|| stories(page))?;
    let of_page = |draft: Draft| {
        let url = draft.url.map(|url| absolute(&url, page_fields.url.as_deref()));
        Draft {
            url: url.or_else(|| page_fields.url.clone()),
            source: draft.source.or_else(|| page_fields.source.clone()),
            language: draft.language.or(page_fields.language),
            ..draft
        }
    };
    Some(drafts.into_iter().map(of_page).collect())
}

/// Returns the articles of JSON-LD that have a text, if there are several.
fn with_text(linked: Vec<Draft>) -> Option<Vec<Draft>> {
    let has_text = |draft: &Draft| draft.body.as_ref().is_some_and(|body| body.chars().count() >= STORY);
    let drafts: Vec<Draft> = linked.into_iter().filter(has_text).collect();
    has_own_headlines(&drafts).then_some(drafts)
}

/// Returns whether there are several articles, each with a unique headline.
fn has_own_headlines(drafts: &[Draft]) -> bool {
    let headlines: HashSet<&str> = drafts.iter().filter_map(|draft| draft.headline.as_deref()).collect();
    drafts.len() > 1 && headlines.len() == drafts.len()
}

/// Returns the stories of a page, if it consists of several.
fn stories(page: &Readability) -> Option<Vec<Draft>> {
    let elements = page.doc.select(STORIES);
    let ids: HashSet<_> = elements.nodes().iter().map(|node| node.id).collect();
    let mut stories = Vec::new();
    let mut headings = page.doc.select("h1").length();
    for node in elements.nodes() {
        if node.ancestors_it(None).any(|outer| ids.contains(&outer.id)) {
            // A nested story may be a comment, or the text itself.
            return None;
        }
        if node.ancestors_it(None).any(|outer| outer.is_element() && outer.is(ELSEWHERE)) {
            continue;
        }
        let names = format!("{} {}", node.class().unwrap_or_default(), node.id_attr().unwrap_or_default());
        let mut words = names.split(|c: char| !c.is_ascii_alphanumeric());
        if words.any(|word| UPDATES.contains(&word.to_ascii_lowercase().as_str())) {
            return None;
        }
        let story = Story::read(&node.html())?;
        headings = headings.saturating_sub(usize::from(story.level == "h1"));
        stories.push(story);
    }
    let first = stories.first()?.level.clone();
    // A heading of the whole page may be that of a live page, whose updates do not link to separate pages.
    let is_index = headings == 0 || stories.iter().all(|story| story.is_linked);
    if !is_index || stories.iter().any(|story| story.level != first) {
        return None;
    }
    let drafts: Vec<Draft> = stories.into_iter().map(|story| story.draft).collect();
    (has_own_headlines(&drafts) && !has_other_text(page)).then_some(drafts)
}

/// Returns whether the page has running text outside its stories, which a division would lose.
fn has_other_text(page: &Readability) -> bool {
    let stories: HashSet<_> = page.doc.select(STORIES).nodes().iter().map(|node| node.id).collect();
    page.doc.select("p, div, section, main, td, li, blockquote, pre").nodes().iter().any(|node| {
        let text = if node.has_name("p") { node.text() } else { node.immediate_text() };
        text.trim().chars().count() >= PARAGRAPH
            && !std::iter::once(*node).chain(node.ancestors_it(None)).any(|outer| {
                stories.contains(&outer.id)
                    || (outer.is_element()
                        && (outer.is(OUTSIDE)
                            || is_about_site(&outer.class().unwrap_or_default())
                            || is_about_site(&outer.id_attr().unwrap_or_default())))
            })
    })
}

/// Returns an absolute URL, if the URL of the page is known.
fn absolute(url: &str, page: Option<&str>) -> String {
    let Some((scheme, rest)) = page.and_then(|page| page.split_once("://")) else { return url.to_owned() };
    if url.contains("://") {
        return url.to_owned();
    }
    if url.starts_with("//") {
        return format!("{scheme}:{url}");
    }
    let rest = rest.split(['?', '#']).next().unwrap_or(rest);
    let host = rest.split('/').next().unwrap_or(rest);
    match url.strip_prefix('/') {
        Some(path) => format!("{scheme}://{host}/{path}"),
        None => {
            let folder = rest.rsplit_once('/').map_or(host, |(folder, _)| folder);
            format!("{scheme}://{folder}/{}", url.trim_start_matches("./"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WALL: &str = "<p>The council met on Tuesday to discuss the plan for the harbour wall and its cost.</p>\
        <p>Residents said that they had waited long enough and that the works should begin.</p>";
    const FERRY: &str = "<p>The minister resigned on Friday after weeks of pressure over the ferry contracts.</p>\
        <p>Her successor will be named on Monday, according to officials in the department.</p>";

    fn read(body: &str) -> Vec<Draft> {
        let html = format!("<html lang=en><head><title>x</title></head><body>{body}");
        let page = Readability::from(html.as_str());
        let fields = Draft { url: Some("https://x.example/news/".into()), ..Draft::default() };
        articles(&page, &LinkedData::of(&page), &fields).unwrap_or_default()
    }

    fn headlines(body: &str) -> Vec<String> {
        read(body).into_iter().filter_map(|draft| draft.headline).collect()
    }

    #[test]
    fn pages_of_whole_stories_are_several_articles() {
        for page in [
            format!("<article><h2>Wall</h2>{WALL}</article><article><h2>Ferry</h2>{FERRY}</article>"),
            format!("<main><article><h1>Wall</h1>{WALL}</article><article><h1>Ferry</h1>{FERRY}</article></main>"),
            format!(
                "<h1>News</h1><article><h2><a href=/wall>Wall</a></h2>{WALL}</article><article><h2><a href=/ferry>Ferry</a></h2>{FERRY}</article>"
            ),
            format!(
                "<div class=hentry><h3 class=entry-title>Wall</h3><div class=entry-content>{WALL}</div></div>\
                 <div class=hentry><h3 class=entry-title>Ferry</h3><div class=entry-content>{FERRY}</div></div>"
            ),
            format!(
                "<div class=h-entry><h2><a class='u-url p-name' href=w>Wall</a></h2><div class=e-content>{WALL}</div></div>\
                 <div class=h-entry><h2><a class='u-url p-name' href=f>Ferry</a></h2><div class=e-content>{FERRY}</div></div>"
            ),
            "<script type='application/ld+json'>{\"@type\":\"ItemList\",\"itemListElement\":[\
             {\"@type\":\"ListItem\",\"item\":{\"@type\":\"NewsArticle\",\"headline\":\"Wall\",\"articleBody\":\"WALL\"}},\
             {\"@type\":\"ListItem\",\"item\":{\"@type\":\"NewsArticle\",\"headline\":\"Ferry\",\"articleBody\":\"FERRY\"}}]}</script>"
                .replace("WALL", WALL)
                .replace("FERRY", FERRY),
        ] {
            assert_eq!(headlines(&page), ["Wall", "Ferry"], "{page}");
        }
    }

    #[test]
    fn other_pages_stay_one_article() {
        for page in [
            format!("<article><h1>Wall</h1>{WALL}</article>"),
            format!("<article><h1>Wall</h1>{WALL}</article><article><h2>Ferry</h2>{FERRY}</article>"),
            format!("<article><h1>Wall</h1>{WALL}</article><article>{FERRY}</article>"),
            format!("<article><h2>Wall</h2>{WALL}</article><article><h2>Wall</h2>{FERRY}</article>"),
            // Live pages.
            format!("<h1>Storm</h1><article><h2>Wall</h2>{WALL}</article><article><h2>Ferry</h2>{FERRY}</article>"),
            format!(
                "<article class=live-post><h2>Wall</h2>{WALL}</article><article class=live-post><h2>Ferry</h2>{FERRY}</article>"
            ),
            // Teasers.
            format!(
                "<article><h2>Wall</h2>{WALL}</article><article><h2><a href=b>Ferry</a></h2><p>The minister resigned on Friday after weeks of pressure over the ferry contracts, officials say.</p></article>"
            ),
            format!(
                "<article><h2>Wall</h2>{WALL}</article><article><h2>Ferry</h2>{FERRY}<a class=more-link href=b>More</a></article>"
            ),
            format!(
                "<article><h2>Wall</h2>{WALL}</article><article><h2>Ferry</h2>{FERRY}<p>The contracts […]</p></article>"
            ),
            format!("<article><h2>Wall</h2>{WALL}</article><aside><article><h2>Ferry</h2>{FERRY}</article></aside>"),
            // Text outside the stories, stories within a story, and a page stated to be one article.
            format!(
                "<article><h2>Wall</h2>{WALL}</article><article><h2>Ferry</h2>{FERRY}</article><main><p>The council met again on Wednesday and discussed what the harbour wall would mean for the ferry.</p></main>"
            ),
            format!("<article><h2>Wall</h2>{WALL}<article><h2>Ferry</h2>{FERRY}</article></article>"),
            format!(
                "<meta property=og:type content=article><article><h2>Wall</h2>{WALL}</article><article><h2>Ferry</h2>{FERRY}</article>"
            ),
            format!(
                "<script type='application/ld+json'>{{\"@type\":\"LiveBlogPosting\",\"headline\":\"Storm\"}}</script><article><h2>Wall</h2>{WALL}</article><article><h2>Ferry</h2>{FERRY}</article>"
            ),
        ] {
            assert_eq!(headlines(&page), Vec::<String>::new(), "{page}");
        }
    }

    #[test]
    fn each_story_has_its_own_fields() {
        let found = read(&format!(
            "<article><header><h2><a href=/wall>Wall</a></h2><span class=byline>By Ida Falk</span><time datetime=2015-11-14>14 November</time></header>{WALL}</article>\
             <article><h2><a href=ferry.html>Ferry</a></h2><time datetime=2015-11-15>15 November</time>{FERRY}</article>"
        ));
        let [wall, ferry] = found.as_slice() else { panic!("two articles") };
        assert_eq!(wall.url.as_deref(), Some("https://x.example/wall"));
        assert_eq!(ferry.url.as_deref(), Some("https://x.example/news/ferry.html"));
        assert_eq!(wall.bylines, ["Ida Falk"]);
        assert_eq!(ferry.published.map(|date| date.to_string()).as_deref(), Some("2015-11-15"));
        let body = wall.body.as_deref().unwrap_or_default();
        assert!(body.starts_with("The council met") && body.ends_with("should begin."), "{body}");
    }
}
