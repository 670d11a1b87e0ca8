//! A piece of HTML taken apart into text and tags.
//!
//! This is no parser: nothing is put into a tree and no tag is missed for another's sake. What is
//! never closed is read on as text, and searched for its end only once.

/// A part of a piece of HTML.
pub(super) enum Piece<'a> {
    /// Text, its entities not yet read.
    Text(&'a str),
    /// A tag.
    Tag(Tag<'a>),
}

/// The parts of a piece of HTML; comments, declarations and the content of some elements are left out.
pub(super) struct Pieces<'a> {
    rest: &'a str,
    /// Elements whose content is left out.
    without: &'static [&'static str],
    /// Whether something was left unclosed. What follows it is searched for an end only once, so
    /// that the time stays in proportion to the length.
    unclosed: bool,
}

impl<'a> Pieces<'a> {
    /// Takes `html` apart, without the content of the elements in `without`.
    pub(super) fn of(html: &'a str, without: &'static [&'static str]) -> Self {
        Self { rest: html, without, unclosed: false }
    }

    /// Returns what follows `end` in `text`; all of it where there is no end, lest the text vanish.
    fn after(&mut self, text: &'a str, end: impl Fn(&'a str) -> Option<&'a str>) -> &'a str {
        if self.unclosed {
            return text;
        }
        end(text).unwrap_or_else(|| {
            self.unclosed = true;
            text
        })
    }
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        loop {
            let Some(inside) = self.rest.strip_prefix('<') else {
                let end = self.rest.find('<').unwrap_or(self.rest.len());
                let (text, rest) = self.rest.split_at_checked(end)?;
                self.rest = rest;
                return (!text.is_empty()).then_some(Piece::Text(text));
            };
            if let Some(comment) = inside.strip_prefix("!--") {
                self.rest = self.after(comment, |text| text.split_once("-->").map(|(_, rest)| rest));
            } else if inside.starts_with(['!', '?']) {
                self.rest = self.after(inside, |text| text.split_once('>').map(|(_, rest)| rest));
            } else if let Some(tag) = Tag::parse(inside) {
                let left_out = !tag.closing && self.without.iter().any(|name| name.eq_ignore_ascii_case(tag.name));
                self.rest = if left_out { self.after(tag.rest, |text| tag.after_end(text)) } else { tag.rest };
                return Some(Piece::Tag(tag));
            } else {
                let (sign, _) = self.rest.split_at_checked(1)?;
                self.rest = inside;
                return Some(Piece::Text(sign));
            }
        }
    }
}

/// A tag, and what follows it.
#[derive(Clone, Copy)]
pub(super) struct Tag<'a> {
    /// The name of the element, as written.
    pub(super) name: &'a str,
    /// Whether it ends the element.
    pub(super) closing: bool,
    rest: &'a str,
}

impl<'a> Tag<'a> {
    /// Reads a tag after its `<`; `None` where that was only a less-than sign.
    pub(super) fn parse(text: &'a str) -> Option<Self> {
        let closing = text.starts_with('/');
        let text = text.strip_prefix('/').unwrap_or(text);
        if !text.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return None;
        }
        let end = text.find(|c: char| !c.is_ascii_alphanumeric())?;
        let (name, attributes) = text.split_at_checked(end)?;
        let rest = after_attributes(attributes)?;
        Some(Self { name, closing, rest })
    }

    /// Returns what follows the element in the text after its opening tag.
    fn after_end(self, text: &'a str) -> Option<&'a str> {
        let tags = text.match_indices("</").filter_map(|(at, _)| Self::parse(text.get(at + 1..)?));
        let mut ends = tags.filter(|tag| tag.name.eq_ignore_ascii_case(self.name));
        ends.next().map(|tag| tag.rest)
    }
}

/// Returns what follows the `>` of a tag, which may have other `>` within quotes before it.
fn after_attributes(text: &str) -> Option<&str> {
    let mut quote = None;
    let mut before = '=';
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (None, '>') => return text.get(at + 1..),
            // The tag was never closed. Looking no further also keeps the time in proportion.
            (None, '<') => return None,
            // A stray apostrophe opens no quotation: only one after an equals sign does.
            (None, '"' | '\'') if before == '=' => quote = Some(c),
            (Some(open), _) if c == open => quote = None,
            _ => {}
        }
        if !c.is_ascii_whitespace() {
            before = c;
        }
    }
    // Quotes that never close: the tag ends at the first bracket after all.
    quote.and_then(|_| text.split_once('>')).map(|(_, rest)| rest)
}
