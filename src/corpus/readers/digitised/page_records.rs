//! Pages read in sequence from a file that marks the beginning of each.

use super::page_path::PagePath;
use super::recognised_page::RecognisedPage;
use crate::corpus::draft::Draft;
use crate::corpus::reader::{ReadRecord, ReaderContext, RecordSink};
use crate::corpus::skip::Skip;
use crate::corpus::xml::{Element, XmlStream, XmlTag};
use std::ops::ControlFlow;

/// Emits pages as records.
pub(super) struct PageRecords<'r, 's> {
    sink: &'r mut RecordSink<'s>,
    path: PagePath,
    /// The fields common to all pages of the file.
    pub(super) of_file: Draft,
    pub(super) page: RecognisedPage,
    is_begun: bool,
}

impl<'r, 's> PageRecords<'r, 's> {
    pub(super) fn new(context: &ReaderContext<'_>, sink: &'r mut RecordSink<'s>) -> Self {
        Self {
            sink,
            path: PagePath::of(context.path),
            of_file: Draft::default(),
            page: RecognisedPage::default(),
            is_begun: false,
        }
    }

    /// Begins a page and emits the previous one.
    pub(super) fn begin(&mut self, number: Option<String>) -> ControlFlow<()> {
        self.end()?;
        self.is_begun = true;
        self.page.number = number;
        ControlFlow::Continue(())
    }

    /// Reads an element of the page. If it is broken, the page so far is emitted.
    pub(super) fn element(&mut self, stream: &mut XmlStream<'_>, tag: XmlTag) -> Result<Element, Skip> {
        stream.element(tag)?.map_err(|reason| {
            // The error ends the reading anyway.
            let _ = self.end();
            reason.into()
        })
    }

    /// Emits the last page.
    pub(super) fn end(&mut self) -> ControlFlow<()> {
        let page = std::mem::take(&mut self.page);
        if !std::mem::take(&mut self.is_begun) && page.text.words.is_empty() {
            return ControlFlow::Continue(());
        }
        for draft in page.drafts() {
            let draft = self.path.complete(draft.or(self.of_file.clone()));
            (self.sink)(ReadRecord { line: None, draft: Ok(draft) })?;
        }
        ControlFlow::Continue(())
    }
}
