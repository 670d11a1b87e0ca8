//! JSON lines: one JSON value per line.
//!
//! Each line is decoded and parsed separately, so an invalid line costs only its own article. A line may also contain a whole response of a news service with a
//! list of articles.

use super::json;
use crate::corpus::decode;
use crate::corpus::input::{Input, MAX_RECORD_BYTES};
use crate::corpus::reader::{FormatSample, ReadRecord, Reader, ReaderContext, RecordSink};
use crate::corpus::skip::{Skip, SkipReason};
use crate::corpus::transcode::{RecordBudget, utf8_reader};
use encoding_rs::Encoding;
use serde::de::IgnoredAny;
use std::io::{self, BufRead};
use std::ops::ControlFlow;

/// The capacity of the buffer kept from line to line, in bytes.
const KEPT: usize = 1 << 20;

/// Reads JSON lines.
pub(super) struct JsonLinesReader;

impl Reader for JsonLinesReader {
    fn name(&self) -> &'static str {
        "json-lines"
    }

    fn recognises(&self, sample: &FormatSample<'_>) -> bool {
        if matches!(sample.extension, "jsonl" | "ndjson" | "jl" | "jsonlines") {
            return sample.text.starts_with(['{', '[']);
        }
        if !sample.text.starts_with('{') {
            return false;
        }
        // The last line may be truncated. Consecutive objects over several lines are JSON.
        let (mut whole, mut broken) = (0, 0);
        let mut lines = sample.text.lines().peekable();
        while let Some(line) = lines.next() {
            if line.starts_with('{') {
                let is_last = lines.peek().is_none();
                match serde_json::from_str::<IgnoredAny>(line) {
                    Ok(_) => whole += 1,
                    Err(_) if is_last => whole += usize::from(whole > 0),
                    Err(_) => broken += 1,
                }
            }
        }
        whole + broken > 1 && whole > broken
    }

    fn memory_factor(&self) -> u64 {
        json::MEMORY_FACTOR
    }

    fn is_streamed(&self) -> bool {
        true
    }

    fn read(&self, input: Input<'_>, context: &ReaderContext<'_>, records: &mut RecordSink<'_>) -> Result<(), Skip> {
        let budget = RecordBudget::new(context.limits, self.memory_factor());
        let utf16 = Encoding::for_bom(input.head()).is_some_and(|(encoding, _)| !encoding.is_ascii_compatible());
        let mut next_id = None;
        if utf16 {
            // UTF-16 must be decoded before it can be split into lines, so the budget limits each line.
            let decoded = utf8_reader(input, &budget);
            return for_each_line(decoded, &budget, records, |line, number, records| {
                read_one(line, number, &mut next_id, context, records)
            });
        }
        for_each_line(input, &budget, records, |line, number, records| {
            read_one(line, number, &mut next_id, context, records)
        })
    }
}

/// Calls `read_one` with every line and its number, until the file ends or it returns `Break`. A line too long for an article is skipped.
pub(super) fn for_each_line(
    mut input: impl BufRead,
    budget: &RecordBudget<'_>,
    records: &mut RecordSink<'_>,
    mut read_one: impl FnMut(&[u8], u64, &mut RecordSink<'_>) -> ControlFlow<()>,
) -> Result<(), Skip> {
    let mut line = Vec::new();
    let mut number = 0;
    loop {
        budget.renew();
        let length = read_line(&mut input, &mut line, budget)?;
        number += 1;
        let flow = match length {
            LineRead::End => return Ok(()),
            LineRead::TooLong => {
                let draft = Err(SkipReason::RecordTooLarge { limit: MAX_RECORD_BYTES });
                records(ReadRecord { line: Some(number), draft })
            }
            LineRead::Line => read_one(&line, number, records),
        };
        if flow.is_break() {
            return Ok(());
        }
    }
}

/// Reads a line; `next_id` is the id that the previous line states for it, as in Elasticsearch bulk requests.
fn read_one(
    line: &[u8],
    number: u64,
    next_id: &mut Option<String>,
    context: &ReaderContext<'_>,
    records: &mut RecordSink<'_>,
) -> ControlFlow<()> {
    let text = decode::line(line);
    let text = text.trim_start_matches('\u{FEFF}').trim();
    if text.is_empty() {
        return ControlFlow::Continue(());
    }
    let stated_id = next_id.take();
    if let Some(action) = bulk_action(text) {
        *next_id = action.id;
        return ControlFlow::Continue(());
    }
    let mut flow = ControlFlow::Continue(());
    let read = json::read_text(text, context, &mut |mut found| {
        if let Ok(draft) = &mut found.draft {
            draft.own_id = draft.own_id.take().or_else(|| stated_id.clone());
        }
        flow = records(ReadRecord { line: Some(number), ..found });
        flow
    });
    match read {
        Ok(()) => flow,
        Err(reason) => records(ReadRecord { line: Some(number), draft: Err(reason) }),
    }
}

/// An action line, which precedes a document in a bulk request.
struct BulkAction {
    id: Option<String>,
}

/// The maximum length of an action line, in bytes.
const LONGEST_ACTION: usize = 1_000;

/// Parses an action line such as `{"index": {"_index": "news", "_id": "77"}}`.
fn bulk_action(text: &str) -> Option<BulkAction> {
    let name = text.strip_prefix('{')?.trim_start().strip_prefix('"')?;
    let is_action = ["index\"", "create\"", "update\"", "delete\""].iter().any(|action| name.starts_with(action));
    if !is_action || text.len() > LONGEST_ACTION {
        return None;
    }
    let line: serde_json::Map<String, serde_json::Value> = serde_json::from_str(text).ok()?;
    let facts = line.values().next().filter(|_| line.len() == 1)?.as_object()?;
    let is_about_storage = facts.keys().all(|name| {
        name.starts_with('_') || matches!(name.as_str(), "routing" | "version" | "pipeline" | "require_alias")
    });
    is_about_storage.then(|| BulkAction { id: facts.get("_id").and_then(|id| id.as_str()).map(str::to_owned) })
}

/// The result of reading a line.
enum LineRead {
    /// The input has ended.
    End,
    /// A line was read.
    Line,
    /// A line over the limit was skipped.
    TooLong,
}

/// Reads the next line into `line`; a line over the limit is skipped without being held in memory.
fn read_line(input: &mut impl BufRead, line: &mut Vec<u8>, budget: &RecordBudget<'_>) -> io::Result<LineRead> {
    line.clear();
    line.shrink_to(KEPT);
    let mut length = 0;
    loop {
        let available = match input.fill_buf() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            other => other?,
        };
        let end = available.iter().position(|byte| *byte == b'\n');
        let used = end.map_or(available.len(), |end| end + 1);
        length += used;
        budget.charge(length);
        if length <= MAX_RECORD_BYTES {
            line.extend_from_slice(available.get(..used).unwrap_or_default());
        }
        let ended = end.is_some() || used == 0;
        input.consume(used);
        if ended {
            return Ok(match length {
                0 => LineRead::End,
                1..=MAX_RECORD_BYTES => LineRead::Line,
                _ => LineRead::TooLong,
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::field_map::FieldMap;
    use crate::corpus::reading_limits::ReadingLimits;

    fn read(content: &[u8]) -> Vec<(Option<u64>, String)> {
        let map = FieldMap::default();
        let mut found = Vec::new();
        JsonLinesReader
            .read(Input::whole(content), &ReaderContext::alone(&map, &ReadingLimits::default()), &mut |record| {
                found.push((
                    record.line,
                    match record.draft {
                        Ok(draft) => draft.headline.unwrap_or_default(),
                        Err(reason) => reason.code().to_owned(),
                    },
                ));
                ControlFlow::Continue(())
            })
            .expect("lines");
        found
    }

    fn records(records: &[(u64, &str)]) -> Vec<(Option<u64>, String)> {
        records.iter().map(|(line, text)| (Some(*line), (*text).to_owned())).collect()
    }

    #[test]
    fn invalid_lines_are_skipped_one_by_one() {
        let content =
            b"\xEF\xBB\xBF{\"title\":\"A\"}\r\n\n{\"title\":\n{\"title\":\"caf\xE9\"}\n[1]\n{\"title\":\"D\"}";
        let expected = [(1, "A"), (3, "malformed"), (4, "café"), (5, "not-an-object"), (6, "D")];
        assert_eq!(read(content), records(&expected));
    }

    #[test]
    fn line_with_a_list_gives_several_articles() {
        let content = b"{\"articles\":[{\"title\":\"A\"},{\"title\":\"B\"}]}\n{\"title\":\"C\"}\n";
        assert_eq!(read(content), records(&[(1, "A"), (1, "B"), (2, "C")]));
    }

    #[test]
    fn utf16_is_read() {
        let content: Vec<u8> =
            "\u{FEFF}{\"title\":\"A\"}\n{\"title\":\"B\"}\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(read(&content), records(&[(1, "A"), (2, "B")]));
    }

    #[test]
    fn overlong_line_is_skipped() {
        let mut content = b"{\"title\":\"".to_vec();
        content.resize(MAX_RECORD_BYTES + 10, b'x');
        content.extend_from_slice(b"\"}\n{\"title\":\"B\"}");
        assert_eq!(read(&content), records(&[(1, "record-too-large"), (2, "B")]));
    }
}
