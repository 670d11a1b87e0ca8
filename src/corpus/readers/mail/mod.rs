//! Mail: single messages and mailboxes.

mod flowed_text;
mod forwarded;
mod headers;
mod message;
mod news_alert;
mod senders;

use crate::corpus::input::{Input, MAX_RECORD_BYTES};
use crate::corpus::maildir;
use crate::corpus::reader::{FormatSample, ReadRecord, Reader, ReaderContext, RecordSink};
use crate::corpus::skip::{Skip, SkipReason};
use crate::corpus::transcode::RecordBudget;
use message::read_mail;
use std::io::BufRead;
use std::ops::ControlFlow;

pub(super) use headers::{is_mail, is_saved_page, separates_messages};

/// The memory that a message takes per byte.
const MEMORY_FACTOR: u64 = 24;

/// Reads single mails, such as EML files, the files of a Maildir and newsgroup articles.
pub(super) struct MailReader;

impl Reader for MailReader {
    fn name(&self) -> &'static str {
        "mail"
    }

    fn recognises(&self, sample: &FormatSample<'_>) -> bool {
        is_mail(message_of(sample.text))
    }

    fn memory_factor(&self) -> u64 {
        MEMORY_FACTOR
    }

    fn read(&self, input: Input<'_>, context: &ReaderContext<'_>, sink: &mut RecordSink<'_>) -> Result<(), Skip> {
        if let Some(found) = maildir::left_out(context.path) {
            let draft = Err(SkipReason::NotAnArticle { found: found.to_owned() });
            let _ = sink(ReadRecord { line: None, draft });
            return Ok(());
        }
        let bytes = input.into_bytes()?;
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes).trim_ascii_start();
        // This was the last record, so a break changes nothing.
        let _ = read_mail(counted_message(bytes).unwrap_or(bytes), context, sink)?;
        Ok(())
    }
}

/// Returns the message in a text that Apple Mail saved, which begins with the length of the message on a separate line.
fn message_of(text: &str) -> &str {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    let is_length = !first.trim().is_empty() && first.trim().bytes().all(|byte| byte.is_ascii_digit());
    if is_length { rest } else { text }
}

/// Returns the message whose length is on the first line.
fn counted_message(bytes: &[u8]) -> Option<&[u8]> {
    let end = bytes.iter().take(20).position(|byte| *byte == b'\n')?;
    let length: usize = std::str::from_utf8(bytes.get(..end)?).ok()?.trim().parse().ok()?;
    let message = bytes.get(end + 1..)?;
    Some(message.get(..length).unwrap_or(message))
}

/// Reads mailboxes in the mbox format, message by message.
pub(super) struct MboxReader;

impl Reader for MboxReader {
    fn name(&self) -> &'static str {
        "mbox"
    }

    fn recognises(&self, sample: &FormatSample<'_>) -> bool {
        sample.text.lines().next().is_some_and(|line| separates_messages(line.as_bytes()))
    }

    fn memory_factor(&self) -> u64 {
        MEMORY_FACTOR
    }

    fn is_streamed(&self) -> bool {
        true
    }

    fn read(&self, mut input: Input<'_>, context: &ReaderContext<'_>, sink: &mut RecordSink<'_>) -> Result<(), Skip> {
        let budget = RecordBudget::new(context.limits, MEMORY_FACTOR);
        let mut message = OpenMessage::default();
        let mut line = Vec::new();
        let mut after_empty = true;
        loop {
            line.clear();
            let ended = read_line(&mut input, &mut line)? == 0;
            if ended || (after_empty && separates_messages(&line)) {
                if message.pass(context, sink)?.is_break() || ended {
                    return Ok(());
                }
                budget.renew();
                continue;
            }
            after_empty = line.trim_ascii().is_empty();
            // A line of the text that begins with `From ` is quoted.
            let quoted = line.iter().position(|byte| *byte != b'>').filter(|at| *at > 0);
            let is_quoted = quoted.is_some_and(|at| line.get(at..).is_some_and(|rest| rest.starts_with(b"From ")));
            message.push(if is_quoted { line.get(1..).unwrap_or_default() } else { &line });
            budget.charge(message.length);
        }
    }
}

/// Reads a line of at most the maximum length of an article; the rest of a longer one is read as further lines.
fn read_line(input: &mut Input<'_>, line: &mut Vec<u8>) -> std::io::Result<usize> {
    use std::io::Read as _;
    input.by_ref().take(MAX_RECORD_BYTES as u64).read_until(b'\n', line)
}

/// The message being read.
#[derive(Default)]
struct OpenMessage {
    bytes: Vec<u8>,
    /// Its length, even if it has too many bytes to keep.
    length: usize,
}

impl OpenMessage {
    fn push(&mut self, line: &[u8]) {
        self.length += line.len();
        if self.length <= MAX_RECORD_BYTES {
            self.bytes.extend_from_slice(line);
        }
    }

    fn pass(&mut self, context: &ReaderContext<'_>, sink: &mut RecordSink<'_>) -> Result<ControlFlow<()>, Skip> {
        let message = std::mem::take(self);
        if message.length > MAX_RECORD_BYTES {
            let draft = Err(SkipReason::RecordTooLarge { limit: MAX_RECORD_BYTES });
            return Ok(sink(ReadRecord { line: None, draft }));
        }
        if message.bytes.trim_ascii().is_empty() {
            return Ok(ControlFlow::Continue(()));
        }
        match read_mail(&message.bytes, context, sink) {
            Ok(flow) => Ok(flow),
            // One broken message does not end the mailbox.
            Err(skip) => Ok(sink(ReadRecord { line: None, draft: Err(skip.reason) })),
        }
    }
}
