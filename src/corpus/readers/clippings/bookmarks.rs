//! Bookmarks as browsers export them, and the lists that Pocket and Instapaper export: titles, URLs and tags of articles, without their text.
//!
//! The files look like HTML and are regular: an `a` element for each bookmark, in the Netscape format possibly followed by a description. Their dates are those
//! of the clipping.

use crate::corpus::decode;
use crate::corpus::draft::Draft;
use crate::corpus::fields;
use crate::corpus::input::Input;
use crate::corpus::reader::{FormatSample, ReadRecord, Reader, ReaderContext, RecordSink};
use crate::corpus::skip::Skip;

/// The beginning of files that browsers export.
const NETSCAPE: &str = "<!doctype netscape-bookmark-file";
/// The titles of the lists of Pocket and Instapaper, in lower case.
const TITLES: &[&str] = &["<title>pocket export</title>", "<title>instapaper: export</title>"];
/// The number of bytes in which a title is searched for.
const TITLE_WITHIN: usize = 1_000;

/// Reads exported bookmarks.
pub(in crate::corpus::readers) struct BookmarksReader;

impl Reader for BookmarksReader {
    fn name(&self) -> &'static str {
        "bookmarks"
    }

    fn recognises(&self, sample: &FormatSample<'_>) -> bool {
        let head: String = sample.text.chars().take(TITLE_WITHIN).collect::<String>().to_ascii_lowercase();
        head.starts_with(NETSCAPE) || TITLES.iter().any(|title| head.contains(title))
    }

    fn memory_factor(&self) -> u64 {
        6
    }

    fn read(&self, input: Input<'_>, context: &ReaderContext<'_>, sink: &mut RecordSink<'_>) -> Result<(), Skip> {
        let text = decode::file(input.into_bytes()?);
        let mut rest = text.as_str();
        while let Some((attributes, after)) = next_link(rest) {
            context.limits.time.step()?;
            let (title, after) = until_tag(after, "</a");
            let after = after.split_once('>').map_or("", |(_, after)| after);
            let (description, after) = match strip_tag(after.trim_start(), "dd") {
                Some(text) => text.split_at(text.find('<').unwrap_or(text.len())),
                None => ("", after),
            };
            rest = after;
            let address = attribute(attributes, "href").unwrap_or_default();
            if !address.starts_with("http") {
                continue;
            }
            let draft = bookmark(address, title, description, &attribute(attributes, "tags").unwrap_or_default());
            if sink(ReadRecord { line: None, draft: Ok(draft) }).is_break() {
                break;
            }
        }
        Ok(())
    }
}

fn bookmark(address: String, title: &str, description: &str, tags: &str) -> Draft {
    let text = |text: &str| Some(fields::plain(text).trim().to_owned()).filter(|text| !text.is_empty());
    Draft {
        headline: text(title),
        lead: text(description),
        topics: tags.split(',').map(str::to_owned).collect(),
        url: Some(address),
        incomplete: true,
        ..Draft::default()
    }
}

/// Returns the attributes of the next `a` element and the text after its start tag.
fn next_link(text: &str) -> Option<(&str, &str)> {
    let mut rest = text;
    loop {
        rest = rest.get(memchr::memchr(b'<', rest.as_bytes())? + 1..)?;
        let is_link = rest.starts_with(['a', 'A']) && rest.get(1..2).is_some_and(|next| next.trim().is_empty());
        if is_link {
            return rest.get(1..)?.split_once('>');
        }
    }
}

/// Splits a text before a tag, in any case; at its end if it has no such tag.
fn until_tag<'t>(text: &'t str, tag: &str) -> (&'t str, &'t str) {
    let mut from = 0;
    while let Some(at) = text.get(from..).and_then(|rest| memchr::memchr(b'<', rest.as_bytes())) {
        let at = from + at;
        if text.get(at..at + tag.len()).is_some_and(|found| found.eq_ignore_ascii_case(tag)) {
            return text.split_at(at);
        }
        from = at + 1;
    }
    (text, "")
}

/// Returns the text after a start tag without attributes.
fn strip_tag<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    let rest = text.strip_prefix('<')?;
    let (found, rest) = rest.split_at_checked(name.len())?;
    if found.eq_ignore_ascii_case(name) { rest.strip_prefix('>') } else { None }
}

/// Returns the value of an attribute, which these files always quote.
fn attribute(attributes: &str, name: &str) -> Option<String> {
    let mut rest = attributes;
    while let Some((before, after)) = rest.split_once('=') {
        let value = after.trim_start().strip_prefix('"')?;
        let (value, next) = value.split_once('"')?;
        if before.trim().eq_ignore_ascii_case(name) {
            return Some(fields::plain(value));
        }
        rest = next;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::field_map::FieldMap;
    use crate::corpus::reading_limits::ReadingLimits;
    use std::ops::ControlFlow;

    fn read(text: &str) -> Vec<String> {
        let mut found = Vec::new();
        let map = FieldMap::default();
        let limits = ReadingLimits::default();
        let context = ReaderContext::alone(&map, &limits);
        let read = BookmarksReader.read(Input::whole(text.as_bytes()), &context, &mut |record| {
            let Draft { headline, lead, topics, url, .. } = record.draft.expect("a bookmark");
            let text = |text: Option<String>| text.unwrap_or_default();
            found.push(format!("{} | {} | {} | {}", text(headline), text(url), topics.join(";"), text(lead)));
            ControlFlow::Continue(())
        });
        read.expect(text);
        found
    }

    #[test]
    fn bookmarks_of_browsers_and_of_pocket_are_read() {
        let netscape = "<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<DL><p><DT><H3>News</H3>\n\
            <DT><A HREF=\"https://post.example/1?a=1&amp;b=2\" ADD_DATE=\"1686813518\" TAGS=\"fog,ferries\">Ferry &amp; fog</A>\n\
            <DD>Passengers waited.\n<DT><A HREF=\"javascript:void(0)\">Script</A>\n<DT><A HREF=\"https://post.example/2\">Wall</a></DL>";
        assert_eq!(
            read(netscape),
            [
                "Ferry & fog | https://post.example/1?a=1&b=2 | fog;ferries | Passengers waited.",
                "Wall | https://post.example/2 |  | "
            ]
        );
        let pocket = "<html><head><title>Pocket Export</title></head><body><h1>Unread</h1><ul>\
            <li><a href=\"https://post.example/1\" time_added=\"1688628695\" tags=\"fog\">Ferry aground</a></li></ul></body></html>";
        assert_eq!(read(pocket), ["Ferry aground | https://post.example/1 | fog | "]);
        let instapaper = "<html><head><title>Instapaper: Export</title></head><body><h1>Unread</h1><ol>\
            <li><a href=\"https://post.example/1\">Ferry aground</a></li></ol></body></html>";
        assert_eq!(read(instapaper), ["Ferry aground | https://post.example/1 |  | "]);
        for text in [netscape, pocket, instapaper] {
            assert!(BookmarksReader.recognises(&FormatSample { text, bytes: &[], extension: "html" }));
        }
        assert_eq!(read("<a href=\"https://post.example/1\">cut"), ["cut | https://post.example/1 |  | "]);
        assert_eq!(read("<a <a href=x <"), [""; 0]);
    }
}
