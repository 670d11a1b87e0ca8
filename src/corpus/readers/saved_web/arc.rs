//! ARC: the web archives of the Internet Archive before WARC, versions 1 and 2.
//!
//! A record is a line with the URL, the IP address, the time, the media type and – last – the length of the block that follows; version 2 has more fields
//! between them. URLs may contain spaces, so the line is read from its end.

use super::capture::{Capture, CapturedContent, unless_spoilt};
use super::headers::{MOST_BYTES, MediaType};
use super::record_stream::{BlockEnd, RecordStream, goes_on};
use super::warc::MEMORY_FACTOR;
use crate::article::PublishedDate;
use crate::corpus::input::{Input, MAX_RECORD_BYTES};
use crate::corpus::reader::{FormatSample, ReadRecord, Reader, ReaderContext, RecordSink};
use crate::corpus::saving_programs::compact_date;
use crate::corpus::skip::{Skip, SkipReason};
use crate::corpus::transcode::RecordBudget;

/// The beginning of the record that describes the file.
const DESCRIPTION: &str = "filedesc://";

/// Reads web archives in ARC.
pub(in crate::corpus::readers) struct ArcReader;

impl Reader for ArcReader {
    fn name(&self) -> &'static str {
        "arc"
    }

    fn recognises(&self, sample: &FormatSample<'_>) -> bool {
        let head = sample.bytes.trim_ascii_start();
        head.starts_with(DESCRIPTION.as_bytes())
            || (sample.extension == "arc"
                && head.split(|byte| *byte == b'\n').next().is_some_and(|line| ArcLine::parse(line).is_some()))
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
        let (mut line, mut block) = (Vec::new(), Vec::new());
        // Whether invalid lines follow an intact record.
        let mut is_between = true;
        while goes_on(&mut stream, sink)? {
            budget.renew();
            context.limits.time.step()?;
            stream.line(MOST_BYTES, &mut line)?;
            let Some(record) = ArcLine::parse(&line) else {
                // One reason is enough for all lines up to the next record.
                let is_reported = !std::mem::take(&mut is_between);
                let reason = broken("a line that begins no record");
                if !is_reported && sink(ReadRecord { line: None, draft: Err(reason) }).is_break() {
                    return Ok(());
                }
                continue;
            };
            is_between = true;
            let found = record.read(&mut stream, &mut block, &budget)?;
            let found = found.and_then(|fault| unless_spoilt(record.capture(&block), &block, fault.map(broken)));
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

fn broken(what: &str) -> SkipReason {
    SkipReason::Malformed { format: "ARC record", detail: what.to_owned() }
}

/// The line that begins a record.
#[derive(Debug, PartialEq, Eq)]
struct ArcLine {
    address: String,
    retrieved: Option<PublishedDate>,
    media: String,
    length: u64,
}

impl ArcLine {
    /// Parses the line in both versions; `None` if it is not one.
    fn parse(line: &[u8]) -> Option<Self> {
        let line = String::from_utf8_lossy(line.get(..MOST_BYTES.min(line.len()))?).into_owned();
        let words: Vec<&str> = line.trim_end().split(' ').collect();
        let length = words.last()?.parse().ok()?;
        let is_time = |word: &str| matches!(word.len(), 12..=18) && word.bytes().all(|byte| byte.is_ascii_digit());
        let is_ip = |word: &str| {
            let is_address = |c: char| c.is_ascii_hexdigit() || matches!(c, '.' | ':');
            word == "-" || (word.contains(['.', ':']) && word.chars().all(is_address))
        };
        // Version 1 has three words from the time on, version 2 eight; a media type may contain a space.
        let times = (2..words.len().saturating_sub(2)).rev().take(12);
        let at = times.into_iter().find(|at| {
            words.get(*at).is_some_and(|word| is_time(word)) && words.get(at - 1).is_some_and(|word| is_ip(word))
        })?;
        let address = words.get(..at - 1)?.join(" ");
        let has_scheme = address.split_once(':').is_some_and(|(scheme, _)| {
            !scheme.is_empty() && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
        });
        has_scheme.then(|| Self {
            address,
            retrieved: words.get(at).and_then(|time| compact_date(time)),
            media: words.get(at + 1).map(|media| (*media).to_owned()).unwrap_or_default(),
            length,
        })
    }

    /// Reads the block if it may contain an article, and returns the error in its length; the outer error ends the file.
    fn read(
        &self,
        stream: &mut RecordStream<'_>,
        block: &mut Vec<u8>,
        budget: &RecordBudget<'_>,
    ) -> Result<Result<Option<&'static str>, SkipReason>, SkipReason> {
        block.clear();
        let media = MediaType::parse(&self.media);
        let is_on_web = self.address.starts_with("http://") || self.address.starts_with("https://");
        let is_description = self.address.starts_with(DESCRIPTION);
        let is_page =
            is_on_web && (media.is_page() || matches!(media.name.as_str(), "" | "unk" | "unknown" | "no-type" | "-"));
        let is_too_long = self.length > MAX_RECORD_BYTES as u64;
        let is_kept = is_page && !is_too_long;
        if is_kept {
            budget.charge(usize::try_from(self.length).unwrap_or(MAX_RECORD_BYTES));
        }
        let end = stream.block(self.length, None, is_kept.then_some(block))?;
        if is_description || !is_on_web {
            return Ok(Err(SkipReason::PassedOver { what: "records about the crawl" }));
        }
        if !is_page {
            return Ok(Err(SkipReason::PassedOver { what: "images, scripts and other files" }));
        }
        if is_too_long {
            return Ok(Err(SkipReason::RecordTooLarge { limit: MAX_RECORD_BYTES }));
        }
        if end == BlockEnd::Cut {
            return Ok(Ok(Some("it breaks off")));
        }
        let next = stream.peek(MOST_BYTES)?.trim_ascii_start();
        let next = next.split(|byte| *byte == b'\n').next().unwrap_or_default();
        let has_right_length = next.is_empty() || Self::parse(next).is_some() || next.len() >= MOST_BYTES / 2;
        Ok(Ok((!has_right_length).then_some("its length is not the one stated")))
    }

    fn capture<'b>(&self, block: &'b [u8]) -> Result<Capture<'b>, SkipReason> {
        let content = if block.starts_with(b"HTTP/") || block.starts_with(b"ICY ") {
            CapturedContent::of_response(block, Some(self.media.as_str()).filter(|media| media.contains('/')))?
        } else {
            CapturedContent::of_file(&MediaType::parse(&self.media), block, false)?
        };
        Ok(Capture { content, address: Some(self.address.clone()), retrieved: self.retrieved, language: None })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_both_versions_are_read_from_their_end() {
        for (line, address, media, length) in [
            ("http://x.example/a 192.0.2.1 20140216050221 text/html 1591\n", "http://x.example/a", "text/html", 1591),
            (
                "http://x.example/a b c 192.0.2.1 20140216050221 text/html 5\r\n",
                "http://x.example/a b c",
                "text/html",
                5,
            ),
            (
                "http://x.example/ 2001:db8::1 20140216050221 text/html 200 abcdef - 0 file.arc 77",
                "http://x.example/",
                "text/html",
                77,
            ),
            ("http://x.example/ 0.0.0.0 201402160502 no-type 7", "http://x.example/", "no-type", 7),
            ("dns:x.example 192.0.2.1 20140216050221 text/dns 44", "dns:x.example", "text/dns", 44),
            ("filedesc://a.arc.gz 127.0.0.1 20140216050221 text/plain 75", "filedesc://a.arc.gz", "text/plain", 75),
        ] {
            let found = ArcLine::parse(line.as_bytes()).expect(line);
            assert_eq!((found.address.as_str(), found.media.as_str(), found.length), (address, media, length));
            assert!(found.retrieved.is_some(), "{line}");
        }
        for line in [
            "http://x.example/ 192.0.2.1 20140216050221 text/html -1",
            "http://x.example/ 192.0.2.1 20140216050221 text/html abc",
            "URL IP-address Archive-date Content-type Archive-length",
            "On 20140216050221 the river rose to 7",
            "",
        ] {
            assert_eq!(ArcLine::parse(line.as_bytes()), None, "{line}");
        }
    }
}
