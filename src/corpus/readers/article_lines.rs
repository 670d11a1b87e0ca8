//! One [`Article`] of Dateline per line, as JSON: the form in which the library saves articles that were built in memory.
//!
//! Unlike in other JSON, the texts are plain text already, so markup in them is kept, and the id is final.

use super::json;
use super::json_lines::for_each_line;
use crate::article::Article;
use crate::corpus::date_order::OrderOfDraft;
use crate::corpus::draft::Draft;
use crate::corpus::input::Input;
use crate::corpus::reader::{FormatSample, ReadRecord, Reader, ReaderContext, RecordSink};
use crate::corpus::skip::{Skip, SkipReason};
use crate::corpus::transcode::RecordBudget;

/// Reads articles that the library saved. The format is never detected, only named.
pub(super) struct ArticleLinesReader;

impl Reader for ArticleLinesReader {
    fn name(&self) -> &'static str {
        "article-lines"
    }

    fn recognises(&self, _: &FormatSample<'_>) -> bool {
        false
    }

    fn memory_factor(&self) -> u64 {
        json::MEMORY_FACTOR
    }

    fn is_streamed(&self) -> bool {
        true
    }

    fn read(&self, input: Input<'_>, context: &ReaderContext<'_>, records: &mut RecordSink<'_>) -> Result<(), Skip> {
        let budget = RecordBudget::new(context.limits, self.memory_factor());
        for_each_line(input, &budget, records, |line, number, records| {
            let article = serde_json::from_slice(line);
            let draft = article
                .map(draft)
                .map_err(|error| SkipReason::Malformed { format: "article JSON", detail: error.to_string() });
            records(ReadRecord { line: Some(number), draft })
        })
    }
}

fn draft(article: Article) -> Draft {
    let some = |text: String| Some(text).filter(|text| !text.is_empty());
    Draft {
        id: Some(article.id).filter(|id| !id.as_str().is_empty()),
        own_id: article.own_id,
        headline: some(article.headline),
        lead: article.lead,
        body: some(article.body),
        source: article.source,
        bylines: article.bylines,
        section: article.section,
        edition: article.edition,
        page: article.page,
        provider: article.provider,
        place: article.place,
        topics: article.topics,
        published: article.published.map(|published| published.date),
        created: None,
        date_order: OrderOfDraft::default(),
        retrieved: article.retrieved,
        embargo: article.embargo,
        version: article.version,
        withdrawn: article.withdrawn,
        incomplete: article.incomplete,
        kind: article.kind,
        ocr: article.ocr,
        language: article.language.filter(|_| article.language_stated),
        url: article.url,
        is_export: false,
        origins: Vec::new(),
    }
}
