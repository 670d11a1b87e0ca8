//! One article per line, as plain text: the layout of many collections for machine learning. The format is never detected, only named.

use super::json_lines::for_each_line;
use crate::corpus::decode;
use crate::corpus::draft::Draft;
use crate::corpus::input::Input;
use crate::corpus::reader::{FormatSample, ReadRecord, Reader, ReaderContext, RecordSink};
use crate::corpus::skip::Skip;
use crate::corpus::transcode::RecordBudget;
use std::ops::ControlFlow;

/// The memory that a line takes per byte.
const MEMORY_FACTOR: u64 = 12;
/// The maximum length of a label before a tab, in bytes.
const LONGEST_LABEL: usize = 40;

/// Reads one article per line.
pub(super) struct TextLinesReader;

impl Reader for TextLinesReader {
    fn name(&self) -> &'static str {
        "text-lines"
    }

    fn recognises(&self, _: &FormatSample<'_>) -> bool {
        false
    }

    fn memory_factor(&self) -> u64 {
        MEMORY_FACTOR
    }

    fn is_streamed(&self) -> bool {
        true
    }

    fn read(&self, input: Input<'_>, context: &ReaderContext<'_>, records: &mut RecordSink<'_>) -> Result<(), Skip> {
        let budget = RecordBudget::new(context.limits, MEMORY_FACTOR);
        for_each_line(input, &budget, records, |line, number, records| {
            let text = decode::line(line);
            let text = text.trim_start_matches('\u{FEFF}').trim();
            if text.is_empty() {
                return ControlFlow::Continue(());
            }
            records(ReadRecord { line: Some(number), draft: Ok(draft(text)) })
        })
    }
}

/// Returns the article of a line, which may begin with a label and a tab.
fn draft(text: &str) -> Draft {
    let label = text.split_once('\t').filter(|(label, text)| label.len() <= LONGEST_LABEL && label.len() < text.len());
    let (label, body) = label.map_or((None, text), |(label, text)| (Some(label.trim().to_owned()), text));
    Draft { body: Some(body.to_owned()), topics: label.into_iter().collect(), ..Draft::default() }
}
