//! The ends of tags and of chunks of text.

use memchr::{memchr, memrchr};

/// The maximum length of an entity, including its `&`; text is not split within one.
const LONGEST_ENTITY: usize = 40;

/// Returns the position of the `>` of a tag, ignoring quoted ones.
pub(super) fn tag_end(tag: &[u8]) -> Option<usize> {
    let mut quote = None;
    let mut before = b' ';
    for (at, byte) in tag.iter().enumerate() {
        match (quote, byte) {
            (None, b'>') => return Some(at),
            // Quotes count only after an equals sign, so that a stray apostrophe opens none.
            (None, b'"' | b'\'') if before == b'=' => quote = Some(byte),
            (Some(open), _) if byte == open => quote = None,
            _ => {}
        }
        if !byte.is_ascii_whitespace() {
            before = *byte;
        }
    }
    None
}

/// Returns the length of a chunk of text that splits no character and no entity.
pub(super) fn piece(text: &[u8], is_last: bool) -> usize {
    if is_last {
        return text.len();
    }
    let tail = text.len().saturating_sub(LONGEST_ENTITY);
    let entity = memrchr(b'&', text.get(tail..).unwrap_or_default()).map(|at| tail + at);
    let open = entity.filter(|at| memchr(b';', text.get(*at..).unwrap_or_default()).is_none());
    floor_of_character(text, open.filter(|at| *at > 0).unwrap_or(text.len()))
}

/// Returns the end of the last whole character at or before a position.
pub(super) fn floor_of_character(text: &[u8], position: usize) -> usize {
    let head = text.get(..position).unwrap_or(text);
    let is_start = |byte: &u8| byte & 0xC0 != 0x80;
    let last = head.iter().rposition(is_start).unwrap_or_default();
    let is_whole = std::str::from_utf8(head.get(last..).unwrap_or_default()).is_ok();
    if is_whole { head.len() } else { last }
}

/// Returns whether a byte may begin a name.
pub(super) fn is_name_start(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || matches!(byte, b'_' | b':') || !byte.is_ascii()
}
