//! Records, while a file is read, what its articles do not show.

use super::assembler::DroppedValue;
use super::draft::FieldOrigin;
use super::format::Format;
use std::cell::RefCell;
use std::collections::HashMap;

/// A file or a member of a container.
#[derive(Debug)]
pub struct InspectedContent {
    /// The path inside the container, for a member.
    pub member: Option<String>,
    /// The format.
    pub format: Format,
    /// The character encoding by its standard name; `None` in formats that are not text.
    pub encoding: Option<&'static str>,
    /// The number of records, including those left out.
    pub records: u64,
    /// The parts that were passed over, named in the plural, with their numbers: neither records of articles nor skipped records.
    pub passed_over: Vec<(&'static str, u64)>,
}

/// The origins of a record's fields, and the stated values that its article lacks.
pub(super) type NotedRecord = (Vec<FieldOrigin>, Vec<DroppedValue>);

/// Collects what the articles do not show.
#[derive(Debug, Default)]
pub(super) struct ReadingTrace {
    contents: RefCell<Vec<InspectedContent>>,
    records: RefCell<HashMap<(Option<String>, u32), NotedRecord>>,
    /// The maximum number of records in the trace.
    most: usize,
}

impl ReadingTrace {
    /// Returns a trace that holds at most `most` records at a time.
    pub(super) fn new(most: usize) -> Self {
        Self { most, ..Self::default() }
    }

    /// Returns the files and members that were read.
    pub(super) fn into_contents(self) -> Vec<InspectedContent> {
        self.contents.into_inner()
    }

    /// Takes the trace of a record.
    pub(super) fn take_record(&self, member: Option<String>, record: u32) -> Option<NotedRecord> {
        self.records.borrow_mut().remove(&(member, record))
    }

    pub(super) fn content(&self, content: InspectedContent) {
        self.contents.borrow_mut().push(content);
    }

    /// Sets the number of records of the last content.
    pub(super) fn content_records(&self, records: u64) {
        if let Some(content) = self.contents.borrow_mut().last_mut() {
            content.records = records;
        }
    }

    /// Counts a part that was passed over in the last content.
    pub(super) fn passed_over(&self, what: &'static str) {
        let mut contents = self.contents.borrow_mut();
        let Some(content) = contents.last_mut() else { return };
        match content.passed_over.iter_mut().find(|(known, _)| *known == what) {
            Some((_, count)) => *count += 1,
            None => content.passed_over.push((what, 1)),
        }
    }

    pub(super) fn record(
        &self,
        member: Option<&str>,
        record: u32,
        origins: Vec<FieldOrigin>,
        dropped: Vec<DroppedValue>,
    ) {
        let mut records = self.records.borrow_mut();
        if records.len() < self.most {
            records.insert((member.map(str::to_owned), record), (origins, dropped));
        }
    }
}
