//! Splits an HTML fragment into text and tags.
//!
//! Unlike the tokenizer of an HTML parser it keeps unclosed comments and tags as text, because broken fragments are common in exports and must not lose the
//! rest of an article.

use super::tag_ends::TagEnds;

/// A part of an HTML fragment.
pub(super) enum Piece<'a> {
    /// Text with undecoded entities.
    Text(&'a str),
    /// A tag.
    Tag(Tag<'a>),
}

/// An iterator over the parts of a fragment, without comments, declarations and the content of some elements.
pub(super) struct Pieces<'a> {
    rest: &'a str,
    /// Elements whose content is omitted.
    without: &'static [&'static str],
    /// Whether an unclosed construct was found. Ends are then no longer searched for, which keeps the time linear.
    unclosed: bool,
    ends: TagEnds,
}

impl<'a> Pieces<'a> {
    /// Splits `html`, omitting the content of the elements in `without`.
    pub(super) fn of(html: &'a str, without: &'static [&'static str]) -> Self {
        Self { rest: html, without, unclosed: false, ends: TagEnds::default() }
    }

    /// Returns the text after `end`, or the whole text if there is no end.
    fn after(&mut self, text: &'a str, end: impl Fn(&'a str, &mut TagEnds) -> Option<&'a str>) -> &'a str {
        if self.unclosed {
            return text;
        }
        end(text, &mut self.ends).unwrap_or_else(|| {
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
                self.rest = self.after(comment, |text, _| text.split_once("-->").map(|(_, rest)| rest));
            } else if inside.starts_with(['!', '?']) {
                self.rest = self.after(inside, |text, _| text.split_once('>').map(|(_, rest)| rest));
            } else if let Some(tag) = Tag::parse(inside, &mut self.ends) {
                let left_out = !tag.closing && self.without.iter().any(|name| name.eq_ignore_ascii_case(tag.name));
                self.rest =
                    if left_out { self.after(tag.rest, |text, ends| tag.after_end(text, ends)) } else { tag.rest };
                return Some(Piece::Tag(tag));
            } else {
                let (sign, _) = self.rest.split_at_checked(1)?;
                self.rest = inside;
                return Some(Piece::Text(sign));
            }
        }
    }
}

/// A start or end tag and the text after it.
#[derive(Clone, Copy)]
pub(super) struct Tag<'a> {
    /// The name of the element, as written.
    pub(super) name: &'a str,
    /// Whether it is an end tag.
    pub(super) closing: bool,
    rest: &'a str,
}

impl<'a> Tag<'a> {
    /// Parses a tag after its `<`; `None` if that is a less-than sign.
    pub(super) fn parse(text: &'a str, ends: &mut TagEnds) -> Option<Self> {
        let (name, closing, attributes) = name(text)?;
        Some(Self { name, closing, rest: ends.after_attributes(attributes)? })
    }

    /// Returns the text after the tag.
    pub(super) fn rest(self) -> &'a str {
        self.rest
    }

    /// Returns the text after the end tag of the element.
    fn after_end(self, text: &'a str, ends: &mut TagEnds) -> Option<&'a str> {
        let tags = text.match_indices("</").filter_map(|(at, _)| name(text.get(at + 1..)?));
        let mut same = tags.filter(|(name, ..)| name.eq_ignore_ascii_case(self.name));
        same.find_map(|(.., attributes)| ends.after_attributes(attributes))
    }
}

/// Returns the name of a tag after its `<`, whether it is an end tag, and the text after the name; `None` if there is no name.
fn name(text: &str) -> Option<(&str, bool, &str)> {
    let closing = text.starts_with('/');
    let text = text.strip_prefix('/').unwrap_or(text);
    if !text.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let end = text.find(|c: char| !c.is_ascii_alphanumeric())?;
    let (name, attributes) = text.split_at_checked(end)?;
    Some((name, closing, attributes))
}
