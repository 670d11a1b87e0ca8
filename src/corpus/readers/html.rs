//! HTML: pages saved from the web.
//!
//! [`extraction`](crate::corpus::extraction) finds the articles and their fields; [`saving_programs`] removes what programs that save pages add to them.

use super::notes::notion_properties;
use super::signatures::{begins_page, other_format};
use crate::corpus::decode;
use crate::corpus::embedded_data::without_embedded_data;
use crate::corpus::fields;
use crate::corpus::input::Input;
use crate::corpus::markup;
use crate::corpus::reader::{FormatSample, ReadRecord, Reader, ReaderContext, RecordSink};
use crate::corpus::saving_programs;
use crate::corpus::skip::Skip;

/// Reads HTML.
pub(super) struct HtmlReader;

impl Reader for HtmlReader {
    fn name(&self) -> &'static str {
        "html"
    }

    fn recognises(&self, sample: &FormatSample<'_>) -> bool {
        let mut text = sample.text;
        // The first element after comments and declarations decides.
        while let Some(rest) = text.strip_prefix('<').filter(|rest| rest.starts_with(['!', '?'])) {
            if rest.get(..8).is_some_and(|start| start.eq_ignore_ascii_case("!doctype")) {
                return rest.get(8..).is_some_and(|name| name.trim_start().to_ascii_lowercase().starts_with("html"));
            }
            let end = if rest.starts_with("!--") { "-->" } else { ">" };
            text = rest.split_once(end).map_or("", |(_, after)| after).trim_start();
        }
        let named = matches!(sample.extension, "html" | "htm" | "xhtml" | "shtml");
        let xml = sample.text.starts_with("<?xml");
        let first = text.strip_prefix('<').and_then(|tag| tag.split([' ', '>', '/', '\n', '\r', '\t']).next());
        let first = first.map(str::to_ascii_lowercase);
        match first.as_deref() {
            Some("html" | "head" | "body" | "meta") => true,
            Some(name) => !xml && begins_page(name) && markup::has_tags(text),
            None => named && markup::has_tags(text) && other_format(sample.text).is_none(),
        }
    }

    fn may_be_named(&self) -> bool {
        true
    }

    fn memory_factor(&self) -> u64 {
        16
    }

    fn read(&self, input: Input<'_>, context: &ReaderContext<'_>, sink: &mut RecordSink<'_>) -> Result<(), Skip> {
        let text = decode::file(without_embedded_data(input)?);
        let drafts = saving_programs::drafts(&text, None, &context.limits.time)?;
        let stated = notion_properties(&text).filter(|_| drafts.len() == 1);
        let stated = stated.map(|properties| fields::draft(&properties, context.map));
        for draft in drafts {
            let draft = match &stated {
                Some(stated) => stated.clone().or(draft),
                None => draft,
            };
            if sink(ReadRecord { line: None, draft: Ok(draft) }).is_break() {
                break;
            }
        }
        Ok(())
    }
}
