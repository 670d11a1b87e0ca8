//! Splits a stream of wire messages, which begin with SOH, have their text between STX and ETX, and end with a trailer and EOT.

use crate::corpus::decode;
use crate::corpus::input::{Input, MAX_RECORD_BYTES};
use crate::corpus::reader::{ReadRecord, ReaderContext, RecordSink};
use crate::corpus::readers::json_lines::for_each_line;
use crate::corpus::skip::{Skip, SkipReason};
use crate::corpus::transcode::RecordBudget;
use std::ops::ControlFlow;

pub(super) const SOH: char = '\u{1}';
const STX: char = '\u{2}';
const ETX: char = '\u{3}';
const EOT: char = '\u{4}';

/// A message, in its parts.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct WireMessage {
    /// The lines before the text.
    pub(super) header: Vec<String>,
    pub(super) text: String,
    /// The text after ETX.
    pub(super) trailer: String,
}

/// Passes the draft of each message to `sink`; text before the first message is dropped.
pub(super) fn read(
    input: Input<'_>,
    context: &ReaderContext<'_>,
    memory_factor: u64,
    sink: &mut RecordSink<'_>,
    draft: impl Fn(&WireMessage) -> Result<crate::corpus::draft::Draft, SkipReason>,
) -> Result<(), Skip> {
    let budget = RecordBudget::new(context.limits, memory_factor);
    let mut bytes: Vec<u8> = Vec::new();
    let emit = |bytes: &mut Vec<u8>, sink: &mut RecordSink<'_>| {
        let taken = std::mem::take(bytes);
        if taken.iter().all(|byte| byte.is_ascii_whitespace() || byte.is_ascii_control()) {
            return ControlFlow::Continue(());
        }
        let draft = if taken.len() > MAX_RECORD_BYTES {
            Err(SkipReason::RecordTooLarge { limit: MAX_RECORD_BYTES })
        } else {
            draft(&parse(&decode::file(taken)))
        };
        sink(ReadRecord { line: None, draft })
    };
    let mut flow = ControlFlow::Continue(());
    for_each_line(input, &budget, sink, |line, _, sink| {
        let begins = line.iter().position(|byte| *byte == SOH as u8).filter(|at| *at < HEAD);
        if begins.is_some() && !bytes.is_empty() {
            flow = emit(&mut bytes, sink);
        }
        if bytes.len() <= MAX_RECORD_BYTES {
            bytes.extend_from_slice(line);
        }
        flow
    })?;
    if flow.is_continue() {
        // This was the last record, so a break changes nothing.
        let _ = emit(&mut bytes, sink);
    }
    Ok(())
}

/// The maximum offset of SOH in its line, after SYN characters.
const HEAD: usize = 8;

/// Splits a message into its parts. If the control characters were lost, the first line is the header and the last the trailer.
fn parse(message: &str) -> WireMessage {
    let message = message.trim_start_matches(|c: char| c.is_whitespace() || c == SOH || c == '\u{16}' || c == '\0');
    let (header, rest) = match message.split_once(STX) {
        Some(parts) => parts,
        None => message.split_once('\n').unwrap_or((message, "")),
    };
    let (text, trailer) = match rest.split_once(ETX) {
        Some(parts) => parts,
        None => split_trailer(rest),
    };
    WireMessage {
        header: header.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect(),
        text: text.replace("\r\n", "\n").replace('\r', "\n"),
        trailer: trailer.trim_matches(|c: char| c.is_whitespace() || c == EOT || c == '\0').to_owned(),
    }
}

/// Splits off the last line that is not empty.
fn split_trailer(text: &str) -> (&str, &str) {
    let kept = text.trim_end_matches(|c: char| c.is_whitespace() || c == EOT);
    kept.rsplit_once('\n').unwrap_or((kept, ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_are_split_into_their_parts() {
        let expected = WireMessage {
            header: vec!["eca062 4 i".into(), "Slug".into()],
            text: "Head\nText\n".into(),
            trailer: "131137 GMT Nov 13".into(),
        };
        assert_eq!(
            parse("\u{16}\u{16}\u{1}eca062 4 i\r\nSlug\r\n\u{2}Head\r\nText\r\n\u{3}\r\n131137 GMT Nov 13\r\n\u{4}"),
            expected
        );
        let bare = parse("eca062 4 i\nHead\nText\n131137 GMT Nov 13\n");
        assert_eq!(
            (bare.header.len(), bare.text.as_str(), bare.trailer.as_str()),
            (1, "Head\nText", "131137 GMT Nov 13")
        );
    }
}
