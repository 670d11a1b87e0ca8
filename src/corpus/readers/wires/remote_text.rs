//! The text of a NewsML-G2 item in a separate file.

use super::inline_text::{self, TextForm};
use crate::corpus::decode;
use crate::corpus::draft::Draft;
use crate::corpus::input::Input;
use crate::corpus::reader::ReaderContext;
use crate::corpus::skip::SkipReason;
use crate::corpus::xml::{self, Element, Outside, XmlStream, XmlTag};

/// Extensions of files with text.
const TEXTS: &[&str] = &["txt", "text", "xhtml", "html", "htm", "nitf", "xml"];

/// Returns the best form of the text of an item that is in separate files; `None` if none of them exists.
///
/// # Errors
/// If a file exists and cannot be read.
pub(super) fn read(set: &Element, context: &ReaderContext<'_>) -> Result<Option<(TextForm, Draft)>, SkipReason> {
    let mut best: Option<(TextForm, Draft)> = None;
    for name in set.children("remoteContent").filter_map(|remote| text_name(&remote.tag)) {
        let Some(input) = context.neighbours.open(name)? else { continue };
        context.neighbours.claim(name);
        let text = decode::file(input.into_bytes()?);
        let found = text_of(&text);
        if found.as_ref().is_some_and(|(form, _)| best.as_ref().is_none_or(|(known, _)| form > known)) {
            best = found;
        }
    }
    Ok(best)
}

fn text_of(text: &str) -> Option<(TextForm, Draft)> {
    let is_markup = text.trim_start().starts_with('<');
    let root = if is_markup { xml::parse(text) } else { None };
    match root {
        Some(root) => inline_text::of(&root),
        None => inline_text::of_text(text),
    }
}

/// Returns the names of the text files that the items in a file refer to.
pub(super) fn named_in(input: Input<'_>, context: &ReaderContext<'_>, memory_factor: u64) -> Vec<String> {
    let mut stream = XmlStream::new(input, context.limits, memory_factor);
    let mut names = Vec::new();
    while let Ok(Some(outside)) = stream.next() {
        if let Outside::Start(tag) = outside
            && &*tag.name == "remoteContent"
        {
            names.extend(text_name(&tag).map(str::to_owned));
        }
    }
    names
}

/// Returns the name of the file with a text; `None` for a picture, a video or a recording.
fn text_name(tag: &XmlTag) -> Option<&str> {
    let name = tag.attribute("href")?;
    let kind = tag.attribute("contenttype").unwrap_or_default().to_ascii_lowercase();
    let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase()).unwrap_or_default();
    let is_text = match kind.as_str() {
        "" => TEXTS.contains(&extension.as_str()),
        kind => kind.starts_with("text/") || kind.contains("xml") && !kind.contains("svg"),
    };
    is_text.then_some(name)
}
