//! WARC: the web archives of crawlers, with a record for each response (ISO 28500, versions 0.17 to 1.1).
//!
//! A record is the line `WARC/1.0`, named fields, an empty line and a block of the stated length. Articles come from responses and resources that are pages,
//! and from texts that other programs extracted from pages (`conversion`). A record that is truncated or has a wrong length is skipped, and the next one is
//! searched for.

use super::capture::{Capture, CapturedContent, unless_spoilt};
use super::headers::{Headers, MOST_BYTES, MediaType};
use super::record_stream::{BlockEnd, RecordStream, goes_on};
use crate::article::{Language, PublishedDate};
use crate::corpus::input::{Input, MAX_RECORD_BYTES};
use crate::corpus::reader::{FormatSample, ReadRecord, Reader, ReaderContext, RecordSink};
use crate::corpus::skip::{Skip, SkipReason};
use crate::corpus::transcode::RecordBudget;
use memchr::memmem;

/// The beginning of a record.
const SIGN: &[u8] = b"WARC/";
/// The memory that a page takes per byte.
pub(super) const MEMORY_FACTOR: u64 = 20;
/// The maximum number of lines of the fields of a record.
const MOST_LINES: usize = 1_000;

/// Reads web archives in WARC.
pub(in crate::corpus::readers) struct WarcReader;

impl Reader for WarcReader {
    fn name(&self) -> &'static str {
        "warc"
    }

    fn recognises(&self, sample: &FormatSample<'_>) -> bool {
        let head = sample.bytes.trim_ascii_start();
        head.strip_prefix(SIGN).and_then(|rest| rest.first()).is_some_and(u8::is_ascii_digit)
    }

    fn is_binary(&self) -> bool {
        true
    }

    fn memory_factor(&self) -> u64 {
        MEMORY_FACTOR
    }

    fn is_streamed(&self) -> bool {
        true
    }

    fn read(&self, input: Input<'_>, context: &ReaderContext<'_>, sink: &mut RecordSink<'_>) -> Result<(), Skip> {
        let budget = RecordBudget::new(context.limits, MEMORY_FACTOR);
        let mut stream = RecordStream::new(input);
        let mut block = Vec::new();
        while goes_on(&mut stream, sink)? {
            budget.renew();
            context.limits.time.step()?;
            let record = next_record(&mut stream, &mut block, &budget)?;
            let follows_cut = record.as_ref().is_ok_and(|record| record.follows_cut);
            if follows_cut && sink(ReadRecord { line: None, draft: Err(broken("its fields break off")) }).is_break() {
                return Ok(());
            }
            let fault = record.as_ref().ok().and_then(|record| record.fault);
            let captured = record.and_then(|record| record.capture(&block));
            let found = unless_spoilt(captured, &block, fault.map(broken));
            if fault.is_some() && found.is_err() && !begins_record(&mut stream)? {
                to_next_record(&mut stream)?;
            }
            let flow = match found {
                Ok(capture) => capture.pass(context, sink),
                Err(reason) => sink(ReadRecord { line: None, draft: Err(reason) }),
            };
            if flow.is_break() {
                return Ok(());
            }
        }
        Ok(())
    }
}

/// The fields of a record, and of the HTTP response in it.
struct WarcRecord {
    fields: Headers,
    kind: String,
    /// The error in its length.
    fault: Option<&'static str>,
    /// Whether the fields of the previous record are truncated.
    follows_cut: bool,
}

/// Reads a record, and its block if it may be an article; the outer error ends the file.
fn next_record(
    stream: &mut RecordStream<'_>,
    block: &mut Vec<u8>,
    budget: &RecordBudget<'_>,
) -> Result<Result<WarcRecord, SkipReason>, SkipReason> {
    block.clear();
    if !begins_record(stream)? {
        to_next_record(stream)?;
        return Ok(Err(broken("data that belong to no record")));
    }
    let Some((fields, follows_cut)) = fields(stream)? else {
        return Ok(Err(broken("its fields break off")));
    };
    let Some(length) = fields.get("content-length").and_then(|length| length.parse::<u64>().ok()) else {
        to_next_record(stream)?;
        return Ok(Err(broken("it states no length")));
    };
    let mut record = WarcRecord {
        fault: None,
        follows_cut,
        kind: fields.get("warc-type").unwrap_or_default().to_ascii_lowercase(),
        fields,
    };
    let passed_over = record.passed_over();
    let is_too_long = length > MAX_RECORD_BYTES as u64;
    let is_kept = passed_over.is_none() && !is_too_long;
    if is_kept {
        budget.charge(usize::try_from(length).unwrap_or(MAX_RECORD_BYTES));
    }
    let is_refused = passed_over.is_none() && is_too_long;
    let head = if is_refused { stream.peek(MOST_BYTES)?.to_vec() } else { Vec::new() };
    let end = stream.block(length, Some(SIGN), is_kept.then_some(block))?;
    let has_right_length = end == BlockEnd::Complete && (!stream.skip_line_ends()? || begins_record(stream)?);
    if let Some(what) = passed_over {
        // A wrong length does not matter unless it hides other records.
        return Ok(Err(SkipReason::PassedOver { what }));
    }
    if is_refused && end == BlockEnd::Complete {
        return Ok(Err(match record.capture(&head) {
            Err(reason @ SkipReason::PassedOver { .. }) => reason,
            _ => SkipReason::RecordTooLarge { limit: MAX_RECORD_BYTES },
        }));
    }
    if is_refused {
        return Ok(Err(broken("its length is not the one stated")));
    }
    if end == BlockEnd::Cut {
        record.fault = Some("it breaks off");
    } else if !has_right_length {
        record.fault = Some("its length is not the one stated");
    }
    Ok(Ok(record))
}

fn begins_record(stream: &mut RecordStream<'_>) -> Result<bool, SkipReason> {
    let next = stream.peek(SIGN.len() + 1)?;
    Ok(next.strip_prefix(SIGN).and_then(|rest| rest.first()).is_some_and(u8::is_ascii_digit))
}

/// Skips lines up to the next one that begins a record, or to damage or the end.
fn to_next_record(stream: &mut RecordStream<'_>) -> Result<(), SkipReason> {
    let mut line = Vec::new();
    loop {
        stream.line(MOST_BYTES, &mut line)?;
        if line.is_empty() || (line.ends_with(b"\n") && begins_record(stream)?) {
            return Ok(());
        }
    }
}

/// Reads the fields after the line with the version; `None` if they do not end, or another record begins. If they are truncated inside a line that continues
/// with the next record, returns the fields of that one, and `true`.
fn fields(stream: &mut RecordStream<'_>) -> Result<Option<(Headers, bool)>, SkipReason> {
    let (mut line, mut bytes) = (Vec::new(), Vec::new());
    let mut follows_cut = false;
    stream.line(MOST_BYTES, &mut line)?;
    for _ in 0..MOST_LINES {
        if begins_record(stream)? {
            return Ok(None);
        }
        stream.line(MOST_BYTES, &mut line)?;
        if line.is_empty() || bytes.len() + line.len() > MOST_BYTES {
            return Ok(None);
        }
        if line.trim_ascii().is_empty() {
            return Ok(Some((Headers::parse(&bytes), follows_cut)));
        }
        if ends_in_version(&line) {
            bytes.clear();
            follows_cut = true;
            continue;
        }
        bytes.extend_from_slice(&line);
    }
    Ok(None)
}

/// Returns whether a line ends with the first line of a record, such as `WARC-Date: 2015WARC/1.0`.
fn ends_in_version(line: &[u8]) -> bool {
    let line = line.trim_ascii_end();
    let end = line.get(line.len().saturating_sub(SIGN.len() + 4)..).unwrap_or_default();
    let version = memmem::find(end, SIGN).and_then(|at| end.get(at + SIGN.len()..));
    // URLs and file names that end in `WARC/1.0` have a slash before it.
    let is_part_of_path = memmem::find(line, b"/WARC/").is_some();
    version.is_some_and(|version| matches!(version, [b'0'..=b'9', b'.', ..])) && !is_part_of_path
}

/// Returns the reason for skipping a broken record.
fn broken(what: &str) -> SkipReason {
    SkipReason::Malformed { format: "WARC record", detail: what.to_owned() }
}

impl WarcRecord {
    /// Returns the kind of a record whose block cannot be an article.
    fn passed_over(&self) -> Option<&'static str> {
        let is_of_program = self.target().is_some_and(|target| {
            ["urn:", "metadata:", "dns:", "whois:", "about:"].iter().any(|scheme| target.starts_with(scheme))
        });
        match self.kind.as_str() {
            "revisit" => Some("revisits without a text"),
            "response" | "resource" | "conversion" if is_of_program => Some("records about the crawl"),
            "response" | "resource" | "conversion" => None,
            "continuation" => Some("parts of long records"),
            _ => Some("records about the crawl"),
        }
    }

    fn target(&self) -> Option<&str> {
        let target = self.fields.get("warc-target-uri")?;
        Some(target.trim_start_matches('<').trim_end_matches('>').trim())
    }

    /// Returns the capture of the record.
    fn capture<'b>(&self, block: &'b [u8]) -> Result<Capture<'b>, SkipReason> {
        let media = self.fields.media_type();
        let is_http = media.as_ref().is_some_and(|media| media.name == "application/http")
            || (self.kind == "response" && block.starts_with(b"HTTP/"));
        let is_cut = self.fields.get("warc-truncated").is_some() || self.fields.get("warc-segment-number").is_some();
        let language = self.fields.get("warc-identified-content-language").filter(|codes| !codes.contains(','));
        let content = if is_http {
            let identified = self.fields.get("warc-identified-payload-type");
            CapturedContent::of_response(block, identified)?
        } else {
            let media = media.unwrap_or_else(|| MediaType::parse(""));
            let is_text = self.kind == "conversion" && media.name == "text/plain";
            CapturedContent::of_file(&media, block, is_text)?
        };
        Ok(Capture {
            content: CapturedContent { is_cut: content.is_cut || is_cut, ..content },
            address: self.target().map(str::to_owned),
            retrieved: self.fields.get("warc-date").and_then(crawl_date),
            language: language.and_then(Language::parse),
        })
    }
}

/// Parses `2017-03-06T04:03:53.123456Z` and shorter forms.
fn crawl_date(text: &str) -> Option<PublishedDate> {
    let whole = text.split_once('.').map_or_else(
        || text.to_owned(),
        |(whole, fraction)| format!("{whole}{}", fraction.trim_start_matches(|c: char| c.is_ascii_digit())),
    );
    whole.parse().ok()
}
