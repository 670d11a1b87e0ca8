//! Plain text: a headline, lines with the authors, the publication and the date, paragraphs, and an optional signature.
//!
//! Plain text has no field names, so only the headline, lines below it that contain only fields, and an agency signature are separated from the
//! body; in doubt, they stay in the body, where search finds them.

use super::agency;
use super::digitised::PagePath;
use super::documents::split_head_lines;
use super::signatures::other_format;
use crate::corpus::decode;
use crate::corpus::draft::Draft;
use crate::corpus::input::Input;
use crate::corpus::line_layout;
use crate::corpus::reader::{FormatSample, Reader, ReaderContext, RecordSink, emit_single};
use crate::corpus::skip::{Skip, SkipReason};

/// The maximum number of characters of a headline; a longer first line is a paragraph.
const LONGEST_HEADLINE: usize = 200;
/// The maximum number of characters of a headline that ends in a full stop.
const LONGEST_WITH_FULL_STOP: usize = 100;

/// Extensions of text files without articles, or with articles in unsupported formats.
const OTHER_KINDS: &[&str] = &[
    "atom", "bib", "cfg", "conf", "css", "csv", "eml", "enex", "ini", "js", "mbox", "mht", "mhtml", "nbib", "opml",
    "py", "rdf", "ris", "rs", "rss", "sgm", "sgml", "sh", "sql", "svg", "toml", "tsv", "warc", "xml", "xsd", "yaml",
    "yml",
];

/// Reads plain text.
pub(super) struct TextReader;

impl Reader for TextReader {
    fn name(&self) -> &'static str {
        "text"
    }

    fn recognises(&self, sample: &FormatSample<'_>) -> bool {
        !sample.text.starts_with('<') && !OTHER_KINDS.contains(&sample.extension) && other_format(sample.text).is_none()
    }

    fn may_be_named(&self) -> bool {
        true
    }

    fn memory_factor(&self) -> u64 {
        28
    }

    fn read(&self, input: Input<'_>, context: &ReaderContext<'_>, sink: &mut RecordSink<'_>) -> Result<(), Skip> {
        let text = decode::file(input.into_bytes()?);
        if text.trim().is_empty() {
            return Err(SkipReason::NoText.into());
        }
        let draft = draft(&text);
        drop(text);
        emit_single(PagePath::of(context.path).complete(draft), sink)
    }
}

/// Returns the article in a text.
pub(super) fn draft(text: &str) -> Draft {
    if !text.contains('\n') && text.contains('\r') {
        return draft(&text.replace('\r', "\n"));
    }
    let text = text.trim();
    let width = line_layout::wrap_width(text);
    let (headline, rest) = split_headline(text, width);
    let mut body = line_layout::paragraphs(rest, width);
    let source = agency::take_signature(&mut body);
    let draft = Draft { headline, source, ..Draft::default() };
    if draft.headline.is_none() {
        return Draft { body: Some(body), ..draft };
    }
    let (printed, body) = split_head_lines(&body);
    Draft { body: Some(body), ..draft.or(printed) }
}

/// Splits the text into its headline, if there is one, and the rest.
fn split_headline(text: &str, width: Option<usize>) -> (Option<String>, &str) {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    let first = first.trim();
    let next = rest.lines().next().unwrap_or_default().trim();
    if !may_be_headline(first) {
        return (None, text);
    }
    if next.is_empty() || is_capitals(first) {
        return (Some(first.to_owned()), rest);
    }
    match width {
        // The next word would have fitted on this line, so the line break ends a headline.
        Some(width) if !line_layout::is_full(first, next, width) => (Some(first.to_owned()), rest),
        Some(_) => split_long_headline(text),
        None => (Some(first.to_owned()), rest),
    }
}

/// Returns whether a line may be a headline, by its length and form.
pub(super) fn may_be_headline(line: &str) -> bool {
    line.chars().count() <= LONGEST_HEADLINE && !is_prose(line)
}

/// Splits off a headline that is wrapped into two or three lines like the text below it.
fn split_long_headline(text: &str) -> (Option<String>, &str) {
    let lines = text.lines().map(str::trim).take_while(|line| !line.is_empty());
    let lines: Vec<&str> = lines.take(4).collect();
    let headline = lines.join(" ");
    let goes_on = lines.iter().skip(1).all(|line| line.starts_with(char::is_lowercase));
    if lines.len() > 3 || !goes_on || headline.chars().count() > LONGEST_HEADLINE || is_prose(&headline) {
        return (None, text);
    }
    let rest = text.split_inclusive('\n').take(lines.len()).map(str::len).sum();
    (Some(headline), text.get(rest..).unwrap_or_default())
}

/// Returns whether a line is running text: several sentences, or one long sentence.
fn is_prose(line: &str) -> bool {
    let ends_in_stop = line.ends_with('.') && !line.ends_with("..");
    if ends_in_stop && line.chars().count() > LONGEST_WITH_FULL_STOP {
        return true;
    }
    let mut words = line.split_whitespace().peekable();
    let mut sentences = 0;
    while let Some(word) = words.next() {
        // Shorter words with a full stop are usually abbreviations.
        let ends = word.len() > 4 && word.ends_with(['.', '!', '?']);
        let next_begins =
            words.peek().is_none_or(|next| next.starts_with(|c: char| c.is_uppercase() || c == '"' || c == '“'));
        sentences += usize::from(ends && next_begins);
    }
    sentences >= 2
}

fn is_capitals(line: &str) -> bool {
    line.contains(char::is_uppercase) && !line.contains(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headline(text: &str) -> Option<String> {
        draft(text).headline
    }

    #[test]
    fn first_line_before_an_empty_line_is_the_headline() {
        let read = draft("River rises\r\n\r\nThe river rose.\r\nNobody was hurt.");
        assert_eq!(read.headline.as_deref(), Some("River rises"));
        assert_eq!(read.body.as_deref(), Some("The river rose.\n\nNobody was hurt."));
        assert_eq!(headline("RIVER RISES\rThe river rose."), Some("RIVER RISES".into()));
        assert_eq!(headline("\n\n  River rises  "), Some("River rises".into()));
    }

    #[test]
    fn running_text_is_not_a_headline() {
        let sentence = "The river rose above its banks on Monday night. Nobody was hurt in the flood.";
        assert_eq!(headline(&format!("{sentence}\n\nThe council meets.")), None);
        let long = "The river rose above its banks on Monday night and took the old footbridge with it, the third in this valley.";
        assert_eq!(headline(&format!("{long}\n\nThe council meets.")), None);
        assert_eq!(headline("FIRE IN BOSTON.\n\nA fire broke out."), Some("FIRE IN BOSTON.".into()));
    }

    #[test]
    fn wrapped_headline_is_joined() {
        let text = "River rises above its banks for the third time within one year and\n\
                    takes bridge with it\n\
                    \n\
                    The river rose above its banks on Monday night and took the old\n\
                    footbridge with it, the third to be lost in this valley within a\n\
                    year. Nobody was hurt.\n";
        let read = draft(text);
        assert_eq!(
            read.headline.as_deref(),
            Some("River rises above its banks for the third time within one year and takes bridge with it")
        );
        assert!(
            read.body
                .expect("a body")
                .starts_with("The river rose above its banks on Monday night and took the old footbridge")
        );
        let without = text.split_once("\n\n").expect("two parts").1;
        assert_eq!(headline(without), None);
    }
}
