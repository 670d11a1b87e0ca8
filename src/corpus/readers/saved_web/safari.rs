//! Web archives of Safari (`.webarchive`): property lists, binary or XML, with a page and its resources.

use super::capture::{Capture, CapturedContent};
use super::headers::MediaType;
use super::mhtml::base64;
use super::property_list::{BinaryList, DictionaryValue};
use crate::corpus::decode;
use crate::corpus::input::Input;
use crate::corpus::reader::{FormatSample, Reader, ReaderContext, RecordSink};
use crate::corpus::skip::{Skip, SkipReason};
use html_escape::decode_html_entities;
use memchr::memmem;
use std::borrow::Cow;

/// The beginning of a binary property list.
const BINARY: &[u8] = b"bplist0";
/// The name of the page in the list.
const PAGE: &str = "WebMainResource";
/// The maximum size of an archive in bytes. The page is small, but its pictures are not.
const LONGEST: usize = 128 * 1024 * 1024;

/// Reads pages that Safari saved.
pub(in crate::corpus::readers) struct WebarchiveReader;

impl Reader for WebarchiveReader {
    fn name(&self) -> &'static str {
        "webarchive"
    }

    fn recognises(&self, sample: &FormatSample<'_>) -> bool {
        let has_page = || memmem::find(sample.bytes, PAGE.as_bytes()).is_some();
        if sample.bytes.starts_with(BINARY) {
            return sample.extension == self.name() || has_page();
        }
        let head = sample.bytes.trim_ascii_start();
        let head = head.get(..1_000).unwrap_or(head);
        head.contains(&b'<') && memmem::find(head, b"<plist").is_some() && has_page()
    }

    fn is_binary(&self) -> bool {
        true
    }

    fn memory_factor(&self) -> u64 {
        20
    }

    fn read(&self, input: Input<'_>, context: &ReaderContext<'_>, sink: &mut RecordSink<'_>) -> Result<(), Skip> {
        let bytes = input.into_bytes_within(LONGEST)?;
        let page = if bytes.starts_with(BINARY) { of_binary(&bytes) } else { of_xml(bytes) };
        let Some(page) = page else {
            let detail = "it breaks off, or has no page".to_owned();
            return Err(SkipReason::Malformed { format: "web archive of Safari", detail }.into());
        };
        let media = MediaType::parse(&page.media);
        if !media.is_page() {
            return Err(SkipReason::NotAnArticle { found: format!("a saved file of the type {}", media.name) }.into());
        }
        let content =
            CapturedContent { bytes: Cow::Owned(page.bytes), charset: page.charset, is_text: false, is_cut: false };
        Capture { content, address: page.address, retrieved: None, language: None }.pass_saved(context, sink)
    }
}

/// The main resource of an archive.
struct MainResource {
    bytes: Vec<u8>,
    media: String,
    charset: Option<String>,
    address: Option<String>,
}

fn of_binary(bytes: &[u8]) -> Option<MainResource> {
    let list = BinaryList::new(bytes)?;
    let page = list.value(list.top(), PAGE)?;
    let text = |name: &str| match list.content(list.value(page, name)?)? {
        DictionaryValue::Text(text) => Some(text),
        DictionaryValue::Data(_) => None,
    };
    let bytes = match list.content(list.value(page, "WebResourceData")?)? {
        DictionaryValue::Data(bytes) => bytes.to_vec(),
        DictionaryValue::Text(text) => text.into_bytes(),
    };
    Some(MainResource {
        bytes,
        media: text("WebResourceMIMEType").unwrap_or_else(|| "text/html".to_owned()),
        charset: text("WebResourceTextEncodingName"),
        address: text("WebResourceURL"),
    })
}

fn of_xml(bytes: Vec<u8>) -> Option<MainResource> {
    let text = decode::file(bytes);
    let (_, rest) = text.split_once(&format!("<key>{PAGE}</key>"))?;
    let value = |name: &str, element: &str| {
        let (_, value) = rest.split_once(&format!("<key>{name}</key>"))?;
        let value = value.trim_start().strip_prefix(&format!("<{element}>"))?;
        value.split_once(&format!("</{element}>")).map(|(value, _)| value)
    };
    let string = |name: &str| value(name, "string").map(|text| decode_html_entities(text.trim()).into_owned());
    Some(MainResource {
        bytes: base64(value("WebResourceData", "data")?.as_bytes()),
        media: string("WebResourceMIMEType").unwrap_or_else(|| "text/html".to_owned()),
        charset: string("WebResourceTextEncodingName"),
        address: string("WebResourceURL"),
    })
}
