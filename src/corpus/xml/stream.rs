//! Walks over the tags of a file and reads records into trees.

use super::element::Element;
use super::references::decoded;
use super::scanner::{XmlScanner, XmlToken};
use super::tag::{Namespaces, XmlTag, local};
use super::tree::{DEEPEST, Tree, XmlRecord};
use crate::corpus::input::{Input, MAX_RECORD_BYTES};
use crate::corpus::reading_limits::{ReadingLimits, STREAMED};
use crate::corpus::skip::{Skip, SkipReason};
use crate::corpus::transcode::utf8_stream;
use std::io::Read;

/// A tag outside of records.
#[derive(Debug)]
pub(in crate::corpus) enum Outside {
    /// A start tag; its element can be read with [`XmlStream::element`].
    Start(XmlTag),
    /// The end of an element.
    End,
}

/// Reads an XML file record by record.
pub(in crate::corpus) struct XmlStream<'a> {
    scanner: XmlScanner<Box<dyn Read + 'a>>,
    namespaces: Namespaces,
    /// The names of the open elements outside of records.
    open: Vec<Box<str>>,
    /// A tag that ended a record without belonging to it.
    pending: Option<Pending>,
    limits: &'a ReadingLimits<'a>,
    memory_factor: u64,
}

/// A tag that was read ahead.
enum Pending {
    Start(XmlTag),
    End(Box<str>),
}

impl<'a> XmlStream<'a> {
    /// Reads `input`, charging the memory of large records; `memory_factor` is that of the reader.
    pub(in crate::corpus) fn new(input: Input<'a>, limits: &'a ReadingLimits<'a>, memory_factor: u64) -> Self {
        Self::of(Box::new(utf8_stream(input)), limits, memory_factor)
    }

    fn of(utf8: Box<dyn Read + 'a>, limits: &'a ReadingLimits<'a>, memory_factor: u64) -> Self {
        Self {
            scanner: XmlScanner::new(utf8),
            namespaces: Namespaces::default(),
            open: Vec::new(),
            pending: None,
            limits,
            memory_factor,
        }
    }

    /// Returns the next tag outside of records; `None` at the end of the file.
    pub(in crate::corpus) fn next(&mut self) -> Result<Option<Outside>, Skip> {
        self.limits.time.step()?;
        loop {
            let pending = match self.pending.take() {
                Some(pending) => pending,
                None => match self.scanner.next()? {
                    None => return Ok(None),
                    Some(XmlToken::Text(_) | XmlToken::Cdata(_)) => continue,
                    Some(XmlToken::Start(inside, is_empty)) => {
                        Pending::Start(self.namespaces.tag(inside, is_empty, self.open.len()))
                    }
                    Some(XmlToken::End(name)) => Pending::End(local(name).into()),
                },
            };
            match pending {
                Pending::Start(tag) => {
                    if tag.is_empty {
                        self.namespaces.close(self.open.len());
                    } else if self.open.len() < DEEPEST {
                        self.open.push(tag.name.clone());
                    } else {
                        return Err(SkipReason::NestedTooDeeply { what: "XML elements" }.into());
                    }
                    return Ok(Some(Outside::Start(tag)));
                }
                Pending::End(name) => {
                    if let Some(at) = self.open.iter().rposition(|open| *open == name) {
                        self.open.truncate(at);
                        self.namespaces.close(at);
                        return Ok(Some(Outside::End));
                    }
                }
            }
        }
    }

    /// Returns the names of the open elements outside of records, from the root on.
    pub(in crate::corpus) fn path(&self) -> &[Box<str>] {
        &self.open
    }

    /// Reads the element whose start tag was returned last.
    ///
    /// An end tag closes the elements left open inside its own. A start tag of the same name begins the next record.
    pub(in crate::corpus) fn element(&mut self, tag: XmlTag) -> Result<XmlRecord, Skip> {
        self.element_without(tag, &[])
    }

    /// Reads an element as [`element`](Self::element) does, without keeping the content of the named elements, however long it is.
    pub(in crate::corpus) fn element_without(&mut self, tag: XmlTag, left_out: &[&str]) -> Result<XmlRecord, Skip> {
        if tag.is_empty {
            return Ok(Ok(Element { tag, content: Vec::new() }));
        }
        let outer = self.open.len().saturating_sub(1);
        self.open.truncate(outer);
        let mut tree = Tree::new(tag, left_out);
        self.limits.memory.end_turn();
        loop {
            self.limits.time.step()?;
            match self.scanner.next()? {
                None => {
                    self.open.clear();
                    let is_cut = tree.is_cut || self.scanner.is_in_cdata();
                    let name = tree.name().to_owned();
                    return Ok(match tree.finish() {
                        Ok(_) if is_cut => Err(SkipReason::Malformed {
                            format: "XML",
                            detail: format!("the file ends within <{name}>"),
                        }),
                        record => record,
                    });
                }
                Some(XmlToken::Text(text)) => tree.text(&decoded(text)),
                Some(XmlToken::Cdata(text)) => tree.text(text),
                Some(XmlToken::Start(inside, is_empty)) => {
                    let tag = self.namespaces.tag(inside, is_empty, outer + tree.depth());
                    if tree.is_next(&tag) {
                        self.pending = Some(Pending::Start(tag));
                        break;
                    }
                    tree.start(tag);
                }
                Some(XmlToken::End(name)) => {
                    let name = local(name);
                    if let Some(depth) = tree.end(name) {
                        self.namespaces.close(outer + depth);
                        if depth == 0 {
                            break;
                        }
                    } else if self.open.iter().any(|open| &**open == name) {
                        self.pending = Some(Pending::End(name.into()));
                        break;
                    }
                }
            }
            if tree.bytes as u64 > STREAMED {
                self.limits.memory.raise(MAX_RECORD_BYTES as u64 * self.memory_factor);
            }
        }
        self.namespaces.close(outer);
        Ok(tree.finish())
    }
}

/// Returns the first element of a text; `None` if there is none or it is too large.
pub(in crate::corpus) fn parse(text: &str) -> Option<Element> {
    let limits = ReadingLimits::default();
    let mut stream = XmlStream::of(Box::new(text.as_bytes()), &limits, 0);
    match stream.next().ok()?? {
        Outside::Start(tag) => stream.element(tag).ok()?.ok(),
        Outside::End => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the items of a file: their text, or the code of the reason why they were skipped.
    fn items(content: &[u8]) -> Vec<String> {
        let limits = ReadingLimits::default();
        let mut stream = XmlStream::new(Input::whole(content), &limits, 1);
        let mut found = Vec::new();
        while let Some(tag) = stream.next().expect("no error") {
            let Outside::Start(tag) = tag else { continue };
            if &*tag.name == "item" {
                found.push(match stream.element_without(tag, &["data"]).expect("no error") {
                    Ok(item) => item.paragraphs(),
                    Err(reason) => reason.code().to_owned(),
                });
            }
        }
        found
    }

    #[test]
    fn records_end_where_their_elements_do() {
        for (content, expected) in [
            ("<r><item>a<b/>b</item><item/><item>c</item></r>", &["ab", "", "c"][..]),
            ("<r><item><p>a<p>b<br>c</item><item>d</item></r>", &["a\n\nb\nc", "d"]),
            ("<r><item><title>a</title><item><title>b</item></r>", &["a", "b"]),
            ("<r><item><title>a<item><title>b</item></r>", &["a", "b"]),
            ("<r><item>a</b></i></item></r></r><item>b</item>", &["a", "b"]),
            ("<r><list><item>a</list><item>b</item></r>", &["a", "b"]),
            ("<r><item>a<data>x<y>z</y></data>b<data/>c</item><item><data>x</item><item>d</item>", &["abc", "", "d"]),
            ("<item>a &lt;b&gt; <![CDATA[<b>&lt;]]> &nbsp;&bogus; &</item>", &["a <b> <b>&lt; &bogus; &"]),
            ("<x:item xmlns='a'>a</item><item>b</y:item>", &["a", "b"]),
            ("<r><item>a</item><item><p>cut", &["a", "malformed"]),
            ("<r><item>a</item><item><p>b</p>\n", &["a", "b"]),
            ("<r><item>a</item><item><![CDATA[", &["a", "malformed"]),
        ] {
            assert_eq!(items(content.as_bytes()), expected, "{content}");
        }
    }

    #[test]
    fn encodings_are_converted() {
        let text = "<?xml version='1.0' encoding='utf-16'?><item>é</item>";
        let utf16 = |big: bool| {
            let units = format!("\u{FEFF}{text}");
            units.encode_utf16().flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
        };
        let files: [Vec<u8>; 5] = [
            utf16(true),
            utf16(false),
            format!("\u{FEFF}{text}").into(),
            b"<?xml version='1.0' encoding='ISO-8859-1'?><item>\xE9</item>".to_vec(),
            "<?xml version='1.0' encoding='ISO-8859-1'?><item>é</item>".into(),
        ];
        for file in files {
            assert_eq!(items(&file), ["é"]);
        }
    }

    #[test]
    fn excessive_records_cost_only_themselves() {
        let long = "x".repeat(MAX_RECORD_BYTES + 1);
        let content =
            format!("<item>{long}</item><item><data>{long}</data>a</item><item>{}b</item>", "<i>".repeat(DEEPEST));
        assert_eq!(items(content.as_bytes()), ["record-too-large", "a", "nested-too-deeply"]);
    }

    #[test]
    fn namespaces_are_those_declared() {
        let limits = ReadingLimits::default();
        let content = b"<r xmlns='a' xmlns:p='b'><x><p:y z='1' p:z='2'/></x><x xmlns='c'/><x/><q:x/></r>";
        let mut stream = XmlStream::new(Input::whole(content), &limits, 1);
        let mut found = Vec::new();
        while let Some(tag) = stream.next().expect("no error") {
            if let Outside::Start(tag) = tag {
                found.push(format!("{} {} {:?}", tag.space, tag.name, tag.attribute("p:z").or(tag.attribute("z"))));
            }
        }
        assert_eq!(found, ["a r None", "a x None", "b y Some(\"2\")", "c x None", "a x None", "q x None"]);
    }
}
