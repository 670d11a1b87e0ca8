//! Splits a stream of UTF-8 into tags and text.
//!
//! Every byte is read a bounded number of times, whatever the file: a tag never extends past the next `<`, and the buffer doubles while it is searched for the
//! end of a tag.

use super::boundaries::{floor_of_character, is_name_start, piece, tag_end};
use memchr::{memchr, memmem};
use std::io::{self, Read};
use std::ops::Range;

/// The number of bytes read at a time.
const CHUNK: usize = 32 * 1024;
/// The length of the chunks in which text is emitted, so that a skipped element takes no memory.
const PIECE: usize = 8 * 1024;
/// The maximum length of a tag; a `<` without a `>` within it is text.
const LONGEST_TAG: usize = 1024 * 1024;
/// The number of bytes after `]]>` that are examined to distinguish the end of CDATA from the same characters within it.
const CDATA_AHEAD: usize = 64 * 1024;

/// The number of bytes in which an end of a comment is searched for; without one before the end of the stream, it is not a comment.
const COMMENT_AHEAD: usize = 64 * 1024;

const CDATA: &[u8] = b"<![CDATA[";
const CDATA_END: &[u8] = b"]]>";

/// A part of an XML file. Comments, declarations and processing instructions are dropped.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum XmlToken<'a> {
    /// A chunk of text, with its entities.
    Text(&'a str),
    /// A chunk of text without entities.
    Cdata(&'a str),
    /// The inside of a start tag, without the slash of an empty element, and whether it had that slash.
    Start(&'a str, bool),
    /// The name in an end tag.
    End(&'a str),
}

#[derive(Clone, Copy)]
enum XmlTokenKind {
    Text,
    Cdata,
    Start,
    Empty,
    End,
}

/// Reads the tokens of a stream.
pub(super) struct XmlScanner<R> {
    input: R,
    buffer: Vec<u8>,
    /// The start of the unread part of the buffer.
    start: usize,
    ended: bool,
    in_cdata: bool,
    /// Whether no comment ends in the rest of the stream.
    has_no_comments: bool,
}

impl<R: Read> XmlScanner<R> {
    pub(super) fn new(input: R) -> Self {
        Self { input, buffer: Vec::new(), start: 0, ended: false, in_cdata: false, has_no_comments: false }
    }

    /// Returns the next token; `None` at the end of the stream.
    pub(super) fn next(&mut self) -> io::Result<Option<XmlToken<'_>>> {
        let Some((kind, range)) = self.find()? else { return Ok(None) };
        let bytes = self.buffer.get(range).unwrap_or_default();
        // The stream is UTF-8, and tokens end at ASCII characters or between characters.
        let text = std::str::from_utf8(bytes).unwrap_or_default();
        Ok(Some(match kind {
            XmlTokenKind::Text => XmlToken::Text(text),
            XmlTokenKind::Cdata => XmlToken::Cdata(text),
            XmlTokenKind::Start => XmlToken::Start(text, false),
            XmlTokenKind::Empty => XmlToken::Start(text, true),
            XmlTokenKind::End => XmlToken::End(text),
        }))
    }

    /// Returns whether the stream ended within CDATA.
    pub(super) fn is_in_cdata(&self) -> bool {
        self.in_cdata
    }

    fn find(&mut self) -> io::Result<Option<(XmlTokenKind, Range<usize>)>> {
        loop {
            if self.in_cdata {
                match self.cdata()? {
                    Some(range) => return Ok(Some((XmlTokenKind::Cdata, range))),
                    None if self.in_cdata => return Ok(None),
                    None => continue,
                }
            }
            if self.rest().is_empty() && !self.more()? {
                return Ok(None);
            }
            if !self.rest().starts_with(b"<") {
                return Ok(Some((XmlTokenKind::Text, self.text()?)));
            }
            self.at_least(CDATA.len())?;
            match self.rest().get(1) {
                Some(b'!') if self.rest().starts_with(b"<!--") => {
                    if !self.comment_ends()? {
                        return Ok(Some((XmlTokenKind::Text, self.take(1))));
                    }
                    self.skip_past(4, b"-->")?;
                }
                Some(b'!') if self.rest().starts_with(CDATA) => {
                    self.start += CDATA.len();
                    self.in_cdata = true;
                }
                Some(b'!') => self.skip_declaration()?,
                Some(b'?') => self.skip_past(2, b">")?,
                Some(b'/') if self.rest().get(2).is_some_and(|byte| is_name_start(*byte)) => return self.end_tag(),
                Some(byte) if is_name_start(*byte) => return self.start_tag(),
                _ => return Ok(Some((XmlTokenKind::Text, self.take(1)))),
            }
        }
    }

    fn rest(&self) -> &[u8] {
        self.buffer.get(self.start..).unwrap_or_default()
    }

    /// Consumes `count` bytes and returns their range in the buffer.
    fn take(&mut self, count: usize) -> Range<usize> {
        let range = self.start..(self.start + count).min(self.buffer.len());
        self.start = range.end;
        range
    }

    /// Reads as many bytes as are unread, at least [`CHUNK`]; returns false at the end of the stream.
    fn more(&mut self) -> io::Result<bool> {
        if self.ended {
            return Ok(false);
        }
        self.buffer.drain(..std::mem::take(&mut self.start));
        self.buffer.shrink_to(self.buffer.len().max(LONGEST_TAG));
        let wanted = self.buffer.len().max(CHUNK);
        self.buffer.reserve_exact(wanted);
        let read = (&mut self.input).take(wanted as u64).read_to_end(&mut self.buffer)?;
        self.ended = read < wanted;
        Ok(read > 0)
    }

    fn at_least(&mut self, count: usize) -> io::Result<bool> {
        while self.rest().len() < count {
            if !self.more()? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Takes the text up to the next `<`, or a chunk of a long text.
    fn text(&mut self) -> io::Result<Range<usize>> {
        loop {
            if let Some(end) = memchr(b'<', self.rest()) {
                return Ok(self.take(end));
            }
            if self.rest().len() >= PIECE || !self.more()? {
                let length = piece(self.rest(), self.ended);
                return Ok(self.take(length));
            }
        }
    }

    /// Takes the next chunk of CDATA; `None` at its end, or at the end of the stream.
    fn cdata(&mut self) -> io::Result<Option<Range<usize>>> {
        loop {
            let end = memmem::find(self.rest(), CDATA_END);
            match end {
                Some(0) if self.ends_cdata()? => {
                    self.start += CDATA_END.len();
                    self.in_cdata = false;
                    return Ok(None);
                }
                Some(0) => return Ok(Some(self.take(CDATA_END.len()))),
                Some(end) => return Ok(Some(self.take(end))),
                None if self.rest().len() >= PIECE => {
                    // The end may be incomplete.
                    let length = piece(self.rest(), false).saturating_sub(CDATA_END.len());
                    let length = floor_of_character(self.rest(), length);
                    return Ok(Some(self.take(length)));
                }
                None if self.more()? => {}
                None if self.rest().is_empty() => return Ok(None),
                None => return Ok(Some(self.take(self.buffer.len()))),
            }
        }
    }

    /// Returns whether `]]>` ends the CDATA. It is not allowed in text, so if another one follows before the next CDATA, this one does not.
    fn ends_cdata(&mut self) -> io::Result<bool> {
        let mut ahead = CDATA_END.len() * 32;
        loop {
            self.at_least(ahead)?;
            let after = self.rest().get(CDATA_END.len()..).unwrap_or_default();
            let trimmed = after.trim_ascii_start();
            if trimmed.starts_with(b"</") || trimmed.starts_with(CDATA) {
                return Ok(true);
            }
            let again = memmem::find(after, CDATA_END);
            let before = after.get(..again.unwrap_or(after.len())).unwrap_or_default();
            if memmem::find(before, CDATA).is_some() {
                return Ok(true);
            }
            if again.is_some() {
                return Ok(false);
            }
            if ahead >= CDATA_AHEAD || self.rest().len() < ahead {
                return Ok(true);
            }
            ahead *= 8;
        }
    }

    /// Returns whether the comment that begins here has an end: OCR text contains unescaped `<!--`. A long one is assumed to have an end.
    fn comment_ends(&mut self) -> io::Result<bool> {
        let mut ahead = CHUNK;
        while !self.has_no_comments {
            let is_whole = !self.at_least(ahead)?;
            if memmem::find(self.rest(), b"-->").is_some() || ahead >= COMMENT_AHEAD {
                return Ok(true);
            }
            self.has_no_comments = is_whole;
            ahead *= 2;
        }
        Ok(false)
    }

    /// Skips the beginning and everything up to the end of `pattern`, or of the stream.
    fn skip_past(&mut self, beginning: usize, pattern: &[u8]) -> io::Result<()> {
        self.take(beginning);
        loop {
            if let Some(at) = memmem::find(self.rest(), pattern) {
                self.take(at + pattern.len());
                return Ok(());
            }
            let passed = self.rest().len().saturating_sub(pattern.len() - 1);
            self.take(passed);
            if !self.more()? {
                self.take(self.buffer.len());
                return Ok(());
            }
        }
    }

    /// Skips `<!DOCTYPE …>`, including declarations in brackets.
    fn skip_declaration(&mut self) -> io::Result<()> {
        loop {
            let end = self.rest().iter().position(|byte| matches!(byte, b'>' | b'['));
            match end {
                Some(end) if self.rest().get(end) == Some(&b'[') => {
                    self.skip_past(end + 1, b"]")?;
                    return self.skip_past(0, b">");
                }
                Some(end) => {
                    self.take(end + 1);
                    return Ok(());
                }
                None if self.rest().len() < CHUNK && self.more()? => {}
                None => return self.skip_past(0, b">"),
            }
        }
    }

    fn end_tag(&mut self) -> io::Result<Option<(XmlTokenKind, Range<usize>)>> {
        let length = loop {
            let inside = self.rest().get(1..).unwrap_or_default();
            match inside.iter().position(|byte| matches!(byte, b'>' | b'<')) {
                Some(end) => break end + 1,
                None if self.rest().len() < CHUNK && self.more()? => {}
                None => return Ok(Some((XmlTokenKind::Text, self.take(1)))),
            }
        };
        let tag = self.take(length);
        if self.rest().starts_with(b">") {
            self.take(1);
        }
        let inside = self.buffer.get(tag.start + 2..tag.end).unwrap_or_default();
        let name = inside.iter().position(u8::is_ascii_whitespace).unwrap_or(inside.len());
        Ok(Some((XmlTokenKind::End, tag.start + 2..tag.start + 2 + name)))
    }

    fn start_tag(&mut self) -> io::Result<Option<(XmlTokenKind, Range<usize>)>> {
        let length = loop {
            let inside = self.rest().get(1..).unwrap_or_default();
            let next = memchr(b'<', inside);
            let tag = inside.get(..next.unwrap_or(inside.len())).unwrap_or_default();
            if let Some(end) = tag_end(tag) {
                break end + 1;
            }
            // With unmatched quotes, the tag ends at its first bracket.
            let first = memchr(b'>', tag);
            let is_known = next.is_some() || inside.len() >= LONGEST_TAG;
            if is_known || !self.more()? {
                match first {
                    Some(end) => break end + 1,
                    None => return Ok(Some((XmlTokenKind::Text, self.take(1)))),
                }
            }
        };
        let tag = self.take(length);
        self.take(1);
        let is_empty = self.buffer.get(tag.end - 1) == Some(&b'/');
        let range = tag.start + 1..tag.end - usize::from(is_empty);
        Ok(Some((if is_empty { XmlTokenKind::Empty } else { XmlTokenKind::Start }, range)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the tokens of a text that arrives in chunks of `size` bytes, with the chunks of one text joined.
    fn tokens(text: &str, size: usize) -> Vec<String> {
        struct Pieces<'a>(&'a [u8], usize);
        impl Read for Pieces<'_> {
            fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
                let count = self.1.min(buffer.len()).min(self.0.len());
                (&self.0[..count]).read(buffer).inspect(|count| self.0 = &self.0[*count..])
            }
        }
        let mut scanner = XmlScanner::new(Pieces(text.as_bytes(), size));
        let mut found: Vec<String> = Vec::new();
        while let Some(token) = scanner.next().expect("no error") {
            let (mark, text) = match token {
                XmlToken::Text(text) => ('t', text),
                XmlToken::Cdata(text) => ('c', text),
                XmlToken::Start(text, false) => ('s', text),
                XmlToken::Start(text, true) => ('e', text),
                XmlToken::End(text) => ('/', text),
            };
            match found.last_mut() {
                Some(last) if matches!(mark, 't' | 'c') && last.starts_with(mark) => last.push_str(text),
                _ => found.push(format!("{mark}{text}")),
            }
        }
        found
    }

    #[test]
    fn broken_markup_is_text() {
        for (text, expected) in [
            ("<a b='>'>x</a>", &["sa b='>'", "tx", "/a"][..]),
            ("<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b '>'>]><!-- <c> --><a/>", &["ea"]),
            ("2 < 3 & <3 <- >", &["t2 < 3 & <3 <- >"]),
            ("<a it's>x", &["sa it's", "tx"]),
            ("<a b='x>y</a>", &["sa b='x", "ty", "/a"]),
            ("a <b and</c>", &["ta <b and", "/c"]),
            ("</a <b></c\n></ d>", &["/a", "sb", "/c", "t</ d>"]),
            ("<![CDATA[a]]>", &["ca"]),
            ("<a><![CDATA[<b>]]]]><![CDATA[> c]]></a>", &["sa", "c<b>]]> c", "/a"]),
            ("<a><![CDATA[x ]]> y]]></a><![CDATA[]]>]]></b>", &["sa", "cx ]]> y", "/a", "c]]>", "/b"]),
            ("<![CDATA[a]]> b <![CDATA[c]]></d>", &["ca", "t b ", "cc", "/d"]),
            ("<a", &["t<a"]),
            ("<!-- a", &["t<!-- a"]),
            ("<a>b<!--c</a>d", &["sa", "tb<!--c", "/a", "td"]),
        ] {
            for size in [1, 3, 1000] {
                assert_eq!(tokens(text, size), expected, "{text}");
            }
        }
    }

    #[test]
    fn long_text_is_cut_between_characters_and_entities() {
        for unit in ["é", "&eacute;", "]]", "東京", "&"] {
            for text in [unit.repeat(50_000), format!("<![CDATA[{}]]>", unit.repeat(50_000))] {
                for size in [7, 100_000] {
                    let found = tokens(&text, size);
                    assert_eq!(found.len(), 1, "{unit}");
                    assert_eq!(found[0].len() - 1, unit.len() * 50_000, "{unit}");
                }
            }
        }
    }
}
