//! The loop of readers whose files contain one record after the other.

use super::element::Element;
use super::stream::{Outside, XmlStream};
use super::tag::XmlTag;
use crate::corpus::draft::Draft;
use crate::corpus::input::Input;
use crate::corpus::reader::{ReadRecord, ReaderContext, RecordSink};
use crate::corpus::skip::{Skip, SkipReason};

/// A record: the fields of an article, or the reason for skipping it; `None` if the element is not a record.
pub(in crate::corpus) type FoundRecord = Option<Result<Draft, SkipReason>>;

/// Passes the records of a file to `sink`. `read` gets every start tag outside of records and reads the elements that it wants.
pub(in crate::corpus) fn each_record(
    input: Input<'_>,
    context: &ReaderContext<'_>,
    memory_factor: u64,
    sink: &mut RecordSink<'_>,
    read: impl Fn(&mut XmlStream<'_>, XmlTag) -> Result<FoundRecord, Skip>,
) -> Result<(), Skip> {
    let mut stream = XmlStream::new(input, context.limits, memory_factor);
    while let Some(outside) = stream.next()? {
        let Outside::Start(tag) = outside else { continue };
        if let Some(draft) = read(&mut stream, tag)?
            && sink(ReadRecord { line: None, draft }).is_break()
        {
            break;
        }
    }
    Ok(())
}

/// Emits the articles of a file in which each element with a name is a record.
pub(in crate::corpus) fn each_element(
    input: Input<'_>,
    context: &ReaderContext<'_>,
    memory_factor: u64,
    sink: &mut RecordSink<'_>,
    name: &str,
    draft: impl Fn(&Element) -> Result<Draft, SkipReason>,
) -> Result<(), Skip> {
    each_record(input, context, memory_factor, sink, |stream, tag| {
        let is_record = &*tag.name == name;
        is_record.then(|| Ok(stream.element(tag)?.and_then(|record| draft(&record)))).transpose()
    })
}
