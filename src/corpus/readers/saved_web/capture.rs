//! The content that a web archive or a saved page has of one URL, and its articles.

use super::headers::{Headers, MediaType, split_head};
use super::http_body;
use crate::article::{Language, PublishedDate};
use crate::corpus::decode;
use crate::corpus::draft::Draft;
use crate::corpus::extraction;
use crate::corpus::reader::{FormatSample, ReadRecord, Reader, ReaderContext, RecordSink};
use crate::corpus::readers::html::HtmlReader;
use crate::corpus::readers::text;
use crate::corpus::saving_programs;
use crate::corpus::skip::{Skip, SkipReason};
use memchr::memmem;
use std::borrow::Cow;
use std::ops::ControlFlow;

/// The number of bytes that are examined to distinguish a page from other formats.
const SAMPLE: usize = 64 * 1024;

/// The number of bytes at the end of a page in which its end tag is searched for; comments may follow it.
const END_WITHIN: usize = 2_000;

/// The captured content, with its URL and time.
pub(super) struct Capture<'b> {
    pub(super) content: CapturedContent<'b>,
    pub(super) address: Option<String>,
    pub(super) retrieved: Option<PublishedDate>,
    pub(super) language: Option<Language>,
}

/// A page, or a text extracted from one.
pub(super) struct CapturedContent<'b> {
    pub(super) bytes: Cow<'b, [u8]>,
    pub(super) charset: Option<String>,
    pub(super) is_text: bool,
    /// Whether it is truncated.
    pub(super) is_cut: bool,
}

impl<'b> CapturedContent<'b> {
    /// Returns the content of an HTTP response; `identified` is the media type that a program detected, for responses that state none.
    ///
    /// # Errors
    /// If the response is not a page, or does not have the status 200.
    pub(super) fn of_response(response: &'b [u8], identified: Option<&str>) -> Result<Self, SkipReason> {
        let (head, body) = split_head(response);
        let (status, fields) = head.split_at(memchr::memchr(b'\n', head).map_or(head.len(), |end| end + 1));
        let mut words = status.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty());
        let is_http = words.next().is_some_and(|version| version.starts_with(b"HTTP/") || version == b"ICY");
        if !is_http {
            return Err(passed_over("other responses"));
        }
        if words.next() != Some(b"200") {
            return Err(passed_over("responses other than 200"));
        }
        let headers = Headers::parse(fields);
        let media = headers.media_type().or_else(|| identified.map(MediaType::parse));
        if media.as_ref().is_some_and(|media| !media.is_page()) {
            return Err(passed_over("images, scripts and other files"));
        }
        let body = http_body::decoded(&headers, body)?;
        if media.is_none() && !is_page(&body.bytes) {
            return Err(passed_over("images, scripts and other files"));
        }
        let charset = media.and_then(|media| media.parameter("charset").map(str::to_owned));
        Ok(Self { bytes: body.bytes, charset, is_text: false, is_cut: body.is_cut })
    }

    /// Returns the content of a file with a media type. Plain text is accepted only if `may_be_text`.
    ///
    /// # Errors
    /// If it has another media type.
    pub(super) fn of_file(media: &MediaType<'_>, bytes: &'b [u8], may_be_text: bool) -> Result<Self, SkipReason> {
        let is_page = media.is_page() || (media.name.is_empty() && is_page(bytes));
        if !is_page && !may_be_text {
            return Err(passed_over("images, scripts and other files"));
        }
        let charset = media.parameter("charset").map(str::to_owned);
        Ok(Self { bytes: Cow::Borrowed(bytes), charset, is_text: !is_page, is_cut: false })
    }
}

/// Returns the capture unless an error in its record spoils it: a complete page is read anyway, and a record that is not a page is passed over.
pub(super) fn unless_spoilt<'b>(
    captured: Result<Capture<'b>, SkipReason>,
    block: &[u8],
    fault: Option<SkipReason>,
) -> Result<Capture<'b>, SkipReason> {
    let Some(fault) = fault else { return captured };
    let has_head = || memmem::find(block, b"\n\r\n").or_else(|| memmem::find(block, b"\n\n")).is_some();
    match captured {
        // Conversion of line ends changes the length of a page and nothing else.
        Ok(capture) if capture.is_whole_page() => Ok(capture),
        Err(reason @ SkipReason::PassedOver { .. }) if has_head() => Err(reason),
        _ => Err(fault),
    }
}

/// Returns whether content served as a page is data, a feed or plain text.
fn is_other_format(content: &str) -> bool {
    let text = content.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
    let sample = text.get(..text.floor_char_boundary(SAMPLE)).unwrap_or_default();
    !text.is_empty() && !HtmlReader.recognises(&FormatSample { text: sample, bytes: &[], extension: "html" })
}

fn passed_over(what: &'static str) -> SkipReason {
    SkipReason::PassedOver { what }
}

/// Returns whether content without a media type is a page.
fn is_page(bytes: &[u8]) -> bool {
    let head = bytes.trim_ascii_start();
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
    let head = head.get(..14).unwrap_or(head).to_ascii_lowercase();
    head.starts_with(b"<!doctype html") || head.starts_with(b"<html") || head.starts_with(b"<head")
}

impl Capture<'_> {
    /// Returns whether a page ends with an end tag, so that it is complete.
    fn is_whole_page(&self) -> bool {
        let bytes = self.content.bytes.trim_ascii_end();
        let end = bytes.get(bytes.len().saturating_sub(END_WITHIN)..).unwrap_or_default();
        !self.content.is_text && memmem::find(&end.to_ascii_lowercase(), b"</html>").is_some()
    }

    /// Emits the articles.
    pub(super) fn pass(self, context: &ReaderContext<'_>, sink: &mut RecordSink<'_>) -> ControlFlow<()> {
        let drafts = match self.drafts(context) {
            Ok(drafts) => drafts,
            Err(reason) => return sink(ReadRecord { line: None, draft: Err(reason) }),
        };
        for draft in drafts {
            sink(ReadRecord { line: None, draft: Ok(draft) })?;
        }
        ControlFlow::Continue(())
    }

    /// Emits the articles of a file that contains nothing else.
    pub(super) fn pass_saved(self, context: &ReaderContext<'_>, sink: &mut RecordSink<'_>) -> Result<(), Skip> {
        let drafts = self.drafts(context).map_err(|reason| match reason {
            SkipReason::PassedOver { .. } => SkipReason::NotAnArticle { found: "data saved as a page".to_owned() },
            reason => reason,
        });
        for draft in drafts? {
            if sink(ReadRecord { line: None, draft: Ok(draft) }).is_break() {
                break;
            }
        }
        Ok(())
    }

    /// Returns the articles. The metadata of the page takes precedence; its own URL is better than that of the capture.
    fn drafts(self, context: &ReaderContext<'_>) -> Result<Vec<Draft>, SkipReason> {
        let content = decode::stated(self.content.bytes.into_owned(), self.content.charset.as_deref());
        let mut drafts = if self.content.is_text {
            if content.trim().is_empty() {
                return Err(SkipReason::NoText);
            }
            let is_on_web = |address: &String| address.starts_with("http://") || address.starts_with("https://");
            let address = self.address.filter(is_on_web);
            let published = address.as_deref().and_then(extraction::date_in_address);
            vec![Draft { published, url: address, ..text::draft(&content) }]
        } else if is_other_format(&content) {
            return Err(passed_over("images, scripts and other files"));
        } else {
            saving_programs::drafts(&content, self.address.as_deref(), &context.limits.time)?
        };
        for draft in &mut drafts {
            draft.retrieved = draft.retrieved.or(self.retrieved);
            draft.incomplete |= self.content.is_cut;
            draft.language = draft.language.or(self.language);
        }
        Ok(drafts)
    }
}
