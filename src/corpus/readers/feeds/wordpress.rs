//! WXR, the export format of WordPress: RSS with posts, pages, drafts, menus and pictures. Only published posts and pages are articles.

use super::header::FeedHeader;
use super::rss_item;
use super::vocabulary::Vocabulary::{self, Content, Rss, WordPress};
use super::vocabulary::{self, children, text};
use crate::article::PublishedDate;
use crate::corpus::bylines;
use crate::corpus::dates;
use crate::corpus::draft::Draft;
use crate::corpus::fields::plain;
use crate::corpus::input::Input;
use crate::corpus::markup;
use crate::corpus::reader::{FormatSample, ReadRecord, Reader, ReaderContext, RecordSink};
use crate::corpus::skip::{Skip, SkipReason};
use crate::corpus::xml::{self, Element, Outside, XmlStream};
use jiff::tz::Offset;
use std::collections::HashMap;

/// Shortcodes whose content is not text; the content of others is.
const NO_TEXT: &[&str] = &["audio", "caption", "code", "embed", "gallery", "playlist", "video", "wp_caption"];
/// The maximum number of authors that are remembered.
const MOST_AUTHORS: usize = 100_000;

/// Reads exports of WordPress.
pub(in crate::corpus::readers) struct WordPressReader;

impl Reader for WordPressReader {
    fn name(&self) -> &'static str {
        "wordpress"
    }

    fn recognises(&self, sample: &FormatSample<'_>) -> bool {
        let Some(root) = xml::root(sample.text) else { return false };
        &*root.tag.name == "rss" && root.inside.iter().any(|tag| vocabulary::of(tag) == WordPress)
    }

    fn memory_factor(&self) -> u64 {
        16
    }

    fn is_streamed(&self) -> bool {
        true
    }

    fn read(&self, input: Input<'_>, context: &ReaderContext<'_>, sink: &mut RecordSink<'_>) -> Result<(), Skip> {
        let mut stream = XmlStream::new(input, context.limits, self.memory_factor());
        let mut header = FeedHeader::default();
        let mut authors = HashMap::new();
        while let Some(outside) = stream.next()? {
            let Outside::Start(tag) = outside else { continue };
            let is_own = vocabulary::of(&tag) == WordPress;
            match &*tag.name {
                "rss" | "channel" => {}
                "item" => {
                    let draft = match stream.element_without(tag, &["comment"])? {
                        Ok(item) if is_post(&item) => published(&item).map(|()| draft(&item, &header, &authors)),
                        Ok(_) => continue,
                        Err(reason) => Err(reason),
                    };
                    if sink(ReadRecord { line: None, draft }).is_break() {
                        break;
                    }
                }
                "author" if is_own => {
                    if let Ok(author) = stream.element(tag)?
                        && let Some((login, name)) =
                            author.text_at("author_login").zip(author.text_at("author_display_name"))
                        && authors.len() < MOST_AUTHORS
                    {
                        authors.insert(login, name);
                    }
                }
                _ => {
                    if let Ok(element) = stream.element(tag)? {
                        header.add(&element);
                    }
                }
            }
        }
        Ok(())
    }
}

/// Returns whether an item is a post or a page, not a menu, picture or revision.
fn is_post(item: &Element) -> bool {
    text(item, WordPress, "post_type").is_none_or(|kind| matches!(kind.as_str(), "post" | "page"))
}

fn published(item: &Element) -> Result<(), SkipReason> {
    match text(item, WordPress, "status") {
        Some(status) if status != "publish" => {
            Err(SkipReason::NotAnArticle { found: format!("a post with the status {status}") })
        }
        _ => Ok(()),
    }
}

fn draft(item: &Element, header: &FeedHeader, authors: &HashMap<String, String>) -> Draft {
    let whole = text(item, Content, "encoded").map(|html| body(&html)).filter(|text| !text.is_empty());
    let excerpts = item.children("encoded").filter(|child| vocabulary::of(&child.tag) == WordPress);
    let excerpt = excerpts.map(|excerpt| plain(&excerpt.text())).find(|text| !text.trim().is_empty());
    let login = text(item, Vocabulary::DublinCore, "creator");
    let name = login.map(|login| authors.get(&login).cloned().unwrap_or(login));
    let of_domain = |domain: &'static str| {
        let categories =
            children(item, Rss, "category").filter(move |category| category.attribute("domain") == Some(domain));
        categories.map(|category| plain(category.text().trim())).filter(|name| !name.is_empty())
    };
    let mut categories = of_domain("category");
    let section = categories.next().filter(|name| name != "Uncategorized");
    let topics = of_domain("post_tag").chain(of_domain("tag")).chain(categories).collect();
    Draft {
        own_id: text(item, WordPress, "post_id"),
        incomplete: false,
        body: whole,
        lead: excerpt,
        bylines: name.into_iter().filter(|name| bylines::is_name(name)).collect(),
        section,
        topics,
        published: date(item),
        ..rss_item::draft(item, header)
    }
}

/// Returns the date of a post in local time, with the offset derived from the date in UTC.
fn date(item: &Element) -> Option<PublishedDate> {
    let stated = |name: &str| {
        text(item, WordPress, name).filter(|date| !date.starts_with("0000")).and_then(|date| dates::parse(&date))
    };
    match (stated("post_date"), stated("post_date_gmt")) {
        (Some(PublishedDate::Moment(local, _)), Some(PublishedDate::Moment(utc, _))) => {
            let offset = local.since(utc).ok().and_then(|span| span.total(jiff::Unit::Second).ok());
            let offset = offset.and_then(|seconds| Offset::from_seconds(seconds as i32).ok());
            let is_offset = |offset: &Offset| offset.seconds() % 900 == 0 && offset.seconds().abs() <= 14 * 3600;
            Some(PublishedDate::Moment(local, offset.filter(is_offset)))
        }
        (None, Some(PublishedDate::Moment(utc, _))) => Some(PublishedDate::Moment(utc, Some(Offset::UTC))),
        (local, _) => local.or_else(|| dates::parse(&text(item, Rss, "pubDate")?)),
    }
}

/// Returns the text of a post: HTML in which empty lines separate paragraphs, with shortcodes.
fn body(content: &str) -> String {
    let content = content.replace("\r\n", "\n").replace('\r', "\n");
    let content = without_shortcodes(&content);
    let lower = content.to_ascii_lowercase();
    let has_paragraphs = lower.contains("<p>") || lower.contains("<p ");
    let mut html = String::with_capacity(content.len() + 64);
    for line in content.split('\n') {
        html.push_str(line);
        html.push_str(match (line.trim().is_empty(), has_paragraphs) {
            (true, _) => "<div></div>\n",
            (false, true) => "\n",
            (false, false) => "<br>\n",
        });
    }
    markup::running_text(&html)
}

/// Removes shortcodes such as `[gallery ids="1,2"]`, and the text inside those of pictures; `[[gallery]]` is text.
fn without_shortcodes(text: &str) -> String {
    if !text.contains('[') {
        return text.to_owned();
    }
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    // If a shortcode has no end, further ends are not searched for.
    let mut unclosed: Vec<&str> = Vec::new();
    while let Some((before, after)) = rest.split_once('[') {
        kept.push_str(before);
        let is_escaped = after.starts_with('[');
        let code = if is_escaped { None } else { shortcode(after) };
        let Some((name, following)) = code else {
            kept.push('[');
            rest = after;
            if let Some(escaped) = after.strip_prefix('[') {
                kept.push('[');
                rest = escaped;
            }
            continue;
        };
        rest = following;
        let known = NO_TEXT.iter().find(|known| **known == name);
        if let Some(known) = known.filter(|known| !unclosed.contains(known)) {
            match following.split_once(&format!("[/{known}]")) {
                Some((_, end)) => rest = end,
                None => unclosed.push(known),
            }
        }
    }
    kept.push_str(rest);
    kept
}

/// Reads the shortcode after a bracket: its name, and the text after it. Brackets around other words, such as `[sic]`, are text.
fn shortcode(text: &str) -> Option<(&str, &str)> {
    let (inside, rest) = text.split_once(']')?;
    if inside.contains(['[', '\n']) {
        return None;
    }
    let is_end = inside.starts_with('/');
    let inside = inside.strip_prefix('/').unwrap_or(inside).trim_end_matches('/');
    let name_end = inside.find(char::is_whitespace).unwrap_or(inside.len());
    let (name, attributes) = inside.split_at_checked(name_end)?;
    let is_name = !name.is_empty()
        && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'_' | b'-'));
    let has_attributes = attributes.contains('=');
    let is_known = NO_TEXT.contains(&name) || name.contains(['_', '-']);
    (is_name && (is_known || has_attributes || (is_end && attributes.is_empty()))).then_some((name, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shortcodes_are_removed_and_other_brackets_kept() {
        for (text, expected) in [
            ("a [gallery ids=\"1,2\"] b", "a  b"),
            ("a [caption id=\"x\"]<img> The ferry.[/caption] b", "a  b"),
            ("a [embed]https://x.example[/embed] b", "a  b"),
            ("a [su_box title=\"x\"]b[/su_box] c", "a b c"),
            ("a [sic] b [1] [Ida Falk] [", "a [sic] b [1] [Ida Falk] ["),
            ("[[gallery]] a [caption b", "[[gallery]] a [caption b"),
            ("[gallery]a[gallery]b", "ab"),
        ] {
            assert_eq!(without_shortcodes(text), expected);
        }
    }

    #[test]
    fn empty_lines_separate_paragraphs() {
        let classic = "The ferry ran\naground.\r\n\r\nNobody was <em>hurt</em>.";
        assert_eq!(body(classic), "The ferry ran\naground.\n\nNobody was hurt.");
        let blocks = "<!-- wp:paragraph -->\n<p>The ferry ran\naground.</p>\n<!-- /wp:paragraph -->\n\n<!-- wp:list -->\n<ul><li>One</li></ul>";
        assert_eq!(body(blocks), "The ferry ran aground.\n\nOne");
    }
}
