//! RSS 0.9 to 2.0, RSS 1.0 in RDF, and Atom 0.3 and 1.0.

use super::atom_entry;
use super::header::FeedHeader;
use super::rss_item;
use crate::corpus::input::Input;
use crate::corpus::reader::{FormatSample, ReadRecord, Reader, ReaderContext, RecordSink};
use crate::corpus::skip::Skip;
use crate::corpus::xml::{self, Outside, Root, XmlStream};

/// Elements in the head of a feed that have their own titles and links.
const NO_HEAD: &[&str] = &["image", "textInput", "textinput", "items"];

/// Reads RSS.
pub(in crate::corpus::readers) struct RssReader;

/// Reads Atom.
pub(in crate::corpus::readers) struct AtomReader;

impl Reader for RssReader {
    fn name(&self) -> &'static str {
        "rss"
    }

    fn recognises(&self, sample: &FormatSample<'_>) -> bool {
        let Some(root) = xml::root(sample.text) else { return false };
        let has = |name: &str| root.inside.iter().any(|tag| &*tag.name == name);
        match root.tag.name.to_ascii_lowercase().as_str() {
            "rss" => true,
            "rdf" => has("channel") || has("item"),
            "channel" => has("item") && has("title"),
            _ => false,
        }
    }

    fn memory_factor(&self) -> u64 {
        16
    }

    fn is_streamed(&self) -> bool {
        true
    }

    fn read(&self, input: Input<'_>, context: &ReaderContext<'_>, sink: &mut RecordSink<'_>) -> Result<(), Skip> {
        read(XmlStream::new(input, context.limits, self.memory_factor()), sink)
    }
}

impl Reader for AtomReader {
    fn name(&self) -> &'static str {
        "atom"
    }

    fn recognises(&self, sample: &FormatSample<'_>) -> bool {
        let is_feed = |root: Root| {
            let has_title = root.inside.iter().any(|tag| matches!(&*tag.name, "title" | "entry" | "id"));
            matches!(&*root.tag.name, "feed" | "entry") && (has_title || root.tag.space.contains("tom"))
        };
        xml::root(sample.text).is_some_and(is_feed)
    }

    fn memory_factor(&self) -> u64 {
        16
    }

    fn is_streamed(&self) -> bool {
        true
    }

    fn read(&self, input: Input<'_>, context: &ReaderContext<'_>, sink: &mut RecordSink<'_>) -> Result<(), Skip> {
        read(XmlStream::new(input, context.limits, self.memory_factor()), sink)
    }
}

/// Reads a feed: the elements of its head, and its items or entries.
fn read(mut stream: XmlStream<'_>, sink: &mut RecordSink<'_>) -> Result<(), Skip> {
    let mut header = FeedHeader::default();
    while let Some(outside) = stream.next()? {
        let Outside::Start(tag) = outside else { continue };
        let parent = stream.path().len().checked_sub(2).and_then(|at| stream.path().get(at));
        let is_head = parent.is_some_and(|parent| matches!(&**parent, "channel" | "feed"));
        let draft = match &*tag.name {
            "item" => stream.element(tag)?.map(|item| rss_item::draft(&item, &header)),
            "entry" => stream.element(tag)?.map(|entry| atom_entry::draft(&entry, &header)),
            name if NO_HEAD.contains(&name) => {
                // A feed of version 0.9 may have its items inside.
                if name != "items" {
                    let _ = stream.element(tag)?;
                }
                continue;
            }
            "rss" | "RDF" | "feed" | "channel" => {
                header.add_root(tag.attribute("xml:lang"), tag.attribute("xml:base"));
                continue;
            }
            _ if is_head => {
                if let Ok(element) = stream.element(tag)? {
                    header.add(&element);
                }
                continue;
            }
            _ => continue,
        };
        if sink(ReadRecord { line: None, draft }).is_break() {
            break;
        }
    }
    Ok(())
}
