//! JSON: one article, a list of articles, or a list inside the response of a news service.
//!
//! Articles are emitted while parsing: when a field known to contain articles starts a list of objects, each object is emitted and dropped, so an array of any
//! size needs the memory of one article. The price is that a syntax error ends the reading, because the parser cannot find the start of the next article.

mod not_a_number;
mod omnivore;
mod record_walk;
mod surrogates;
mod unfold;

use crate::corpus::decode;
use crate::corpus::input::Input;
use crate::corpus::reader::{FormatSample, Reader, ReaderContext, RecordSink};
use crate::corpus::skip::{Skip, SkipReason};
use crate::corpus::transcode::{RecordBudget, utf8_reader};
use not_a_number::without_not_a_number;
use record_walk::RecordWalk;
use std::io::{self, BufRead, BufReader};
use surrogates::WithoutHalfPairs;

pub(in crate::corpus) use surrogates::without_half_pairs;

/// The start of the comment lines that some JSON viewers write before the data.
const COMMENT: &str = "//";

/// The memory of a record, see [`Reader::memory_factor`]; the same for JSON lines.
pub(super) const MEMORY_FACTOR: u64 = 24;

/// Reads JSON.
pub(super) struct JsonReader;

impl Reader for JsonReader {
    fn name(&self) -> &'static str {
        "json"
    }

    fn recognises(&self, sample: &FormatSample<'_>) -> bool {
        let text = without_comments(sample.text);
        let inside = text.get(1..).unwrap_or_default().trim_start();
        match text.as_bytes().first() {
            Some(b'{') => inside.starts_with(['"', '}']),
            Some(b'[') => inside.starts_with(['{', ']']),
            _ => false,
        }
    }

    fn names_texts(&self) -> bool {
        true
    }

    fn named_parts(&self, input: Input<'_>, _: &ReaderContext<'_>) -> Vec<String> {
        omnivore::named_in(input)
    }

    fn memory_factor(&self) -> u64 {
        MEMORY_FACTOR
    }

    fn is_streamed(&self) -> bool {
        true
    }

    fn read(&self, input: Input<'_>, context: &ReaderContext<'_>, records: &mut RecordSink<'_>) -> Result<(), Skip> {
        if input.is_whole() {
            // Parsing from memory is several times faster than from a stream.
            let text = decode::file(input.into_bytes()?);
            let json = without_comments(text.trim_start());
            let before = text.strip_suffix(json).unwrap_or_default();
            let read = walk_text(json, context, records);
            return read.map_err(|error| skip_after(before.matches('\n').count(), error));
        }
        let budget = RecordBudget::new(context.limits, self.memory_factor());
        let mut text = utf8_reader(input, &budget);
        let mut before = 0;
        while text.fill_buf()?.starts_with(COMMENT.as_bytes()) {
            text.skip_until(b'\n')?;
            before += 1;
        }
        let mut walk = RecordWalk::new(context, Some(&budget), records);
        let text = BufReader::new(WithoutHalfPairs::new(text));
        let read = walk.values(&mut serde_json::Deserializer::from_reader(text));
        read.map_err(|error| skip_after(before, error))
    }
}

/// Converts a parser error; `lines` is the number of lines before the JSON.
fn skip_after(lines: usize, error: serde_json::Error) -> Skip {
    let line = (error.line() > 0).then(|| (lines + error.line()) as u64);
    Skip { member: None, record: None, line, reason: reason_of(error) }
}

/// Reads JSON from memory, such as one line of a file.
pub(super) fn read_text(
    text: &str,
    context: &ReaderContext<'_>,
    records: &mut RecordSink<'_>,
) -> Result<(), SkipReason> {
    walk_text(text, context, records).map_err(reason_of)
}

fn walk_text(text: &str, context: &ReaderContext<'_>, records: &mut RecordSink<'_>) -> Result<(), serde_json::Error> {
    let text = without_not_a_number(text);
    let text = without_half_pairs(&text);
    RecordWalk::new(context, None, records).values(&mut serde_json::Deserializer::from_str(&text))
}

/// Returns the text after leading comment lines.
fn without_comments(mut text: &str) -> &str {
    while text.starts_with(COMMENT) {
        text = text.split_once('\n').map_or("", |(_, rest)| rest).trim_start();
    }
    text
}

fn reason_of(error: serde_json::Error) -> SkipReason {
    if error.is_io() {
        return io::Error::from(error).into();
    }
    let detail = error.to_string();
    if detail.starts_with("recursion limit exceeded") {
        return SkipReason::NestedTooDeeply { what: "JSON values" };
    }
    SkipReason::Malformed { format: "JSON", detail }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::field_map::FieldMap;
    use crate::corpus::reading_limits::ReadingLimits;
    use std::ops::ControlFlow;

    fn read_some(content: &[u8], most: usize) -> (Vec<String>, Result<(), Skip>) {
        let map = FieldMap::default();
        let mut found = Vec::new();
        let read = JsonReader.read(
            Input::whole(content),
            &ReaderContext::alone(&map, &ReadingLimits::default()),
            &mut |record| {
                found.push(match record.draft {
                    Ok(draft) => draft.headline.unwrap_or_default(),
                    Err(reason) => reason.code().to_owned(),
                });
                if found.len() < most { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
            },
        );
        (found, read)
    }

    fn headlines(content: &str) -> Vec<String> {
        let (found, read) = read_some(content.as_bytes(), usize::MAX);
        read.expect(content);
        found
    }

    #[test]
    fn article_lists_of_known_services_are_found() {
        for content in [
            r#"[{"title":"A"},{"title":"B"}]"#,
            r#"{"status":"ok","articles":[{"title":"A"},{"title":"B"}],"total":2}"#,
            r#"{"response":{"status":"ok","results":[{"title":"A"},{"title":"B"}]}}"#,
            r#"{"response":{"docs":[{"headline":{"main":"A"}},{"headline":{"main":"B"}}],"meta":{}}}"#,
            r#"{"articles":{"page":1,"results":[{"title":"A"},{"title":"B"}]}}"#,
            r#"{"title":"The Courier","items":[{"title":"A"},{"title":"B"}]}"#,
            r#"{"hits":{"total":2,"hits":[{"_source":{"title":"A"}},{"_source":{"title":"B"}}]}}"#,
            r#"{"title":"A"} {"title":"B"}"#,
            "// viewer\n//comment\n[{\"title\":\"A\"},{\"title\":\"B\"}]",
            "\u{FEFF}[{\"title\":\"A\"},{\"title\":\"B\"}]",
            r#"[{"title":"A","section":NaN},{"title":"B","words": NaN}]"#,
        ] {
            assert_eq!(headlines(content), ["A", "B"], "{content}");
        }
    }

    #[test]
    fn lists_inside_an_article_are_not_articles() {
        assert_eq!(headlines(r#"{"title":"A","body":"Text","items":[{"title":"B"}]}"#), ["A"]);
        assert_eq!(headlines(r#"{"title":"A","results":["x"],"data":{"x":1}}"#), ["A"]);
        assert_eq!(headlines(r#"{"articles":[]}"#), [""; 0]);
    }

    #[test]
    fn list_members_other_than_objects_are_skipped() {
        assert_eq!(headlines(r#"[{"title":"A"},3,"x",null,[],{"title":"B"}]"#).len(), 6);
        assert_eq!(headlines("3"), ["not-an-object"]);
    }

    #[test]
    fn articles_before_a_syntax_error_are_kept() {
        let (found, read) =
            read_some(b"// viewer\n[{\"title\":\"A\"},\n{\"title\":\"B\"},\n{\"title\": oops}]", usize::MAX);
        assert_eq!(found, ["A", "B"]);
        let skip = read.expect_err("a mistake");
        assert_eq!(skip.line, Some(4));
        assert_eq!(skip.reason.code(), "malformed");
    }

    #[test]
    fn half_an_emoji_costs_no_record() {
        assert_eq!(
            headlines(r#"[{"title":"A \ud83d"},{"title":"B","x":{"y":"\udc00"}},{"title":"C"}]"#),
            ["A \u{FFFD}", "B", "C"]
        );
        assert_eq!(
            headlines(r#"{"articles":[{"title":"A"},{"title":"B \ud83d\ud83d"},{"\ud83d":1,"title":"C"}]}"#).len(),
            3
        );
    }

    #[test]
    fn reading_stops_when_the_sink_breaks() {
        let (found, read) = read_some(b"[{\"title\":\"A\"},{\"title\":\"B\"},{\"title\":", 1);
        assert_eq!(found, ["A"]);
        assert!(read.is_ok());
    }

    #[test]
    fn excessive_nesting_is_skipped() {
        let (_, read) = read_some(format!("{{\"a\":{}", "[".repeat(100_000)).as_bytes(), usize::MAX);
        assert_eq!(read.expect_err("too deep").reason.code(), "nested-too-deeply");
        let (_, read) = read_some(r#"{"data":"#.repeat(100_000).as_bytes(), usize::MAX);
        assert_eq!(read.expect_err("too deep").reason.code(), "nested-too-deeply");
    }
}
