//! HTTrack, which mirrors sites into folders and notes the origin in each page.

use super::{SavingNote, between};
use crate::corpus::dates;
use crate::corpus::skip::SkipReason;

/// The number of bytes in which the note is searched for, after the first elements.
const WITHIN: usize = 64 * 1024;

/// Rejects the pages that HTTrack generates itself: the list of its mirrors, and redirects.
pub(super) fn refuse_own_page(html: &str) -> Result<(), SkipReason> {
    let head = html.get(..html.floor_char_boundary(2_000)).unwrap_or_default();
    let is_index =
        head.contains("<!-- Mirror and index made by HTTrack") || head.contains("Local index - HTTrack Website Copier");
    let found = if is_index {
        "the list of the mirrors of HTTrack"
    } else if head.contains("<!-- Created by HTTrack") && head.contains("Page has moved") {
        "a page of HTTrack that leads to another one"
    } else {
        return Ok(());
    };
    Err(SkipReason::NotAnArticle { found: found.to_owned() })
}

/// Parses `<!-- Mirrored from x.example/a.html by HTTrack Website Copier/3.x [XR&CO'2014], Thu, 03 Jul 2014 10:11:12 GMT -->`.
pub(super) fn note(html: &str) -> Option<SavingNote> {
    let head = html.get(..html.floor_char_boundary(WITHIN))?;
    let note = between(head, "<!-- Mirrored from ", "-->")?;
    let (address, rest) = note.split_once(" by HTTrack")?;
    let address = if address.contains("://") { address.to_owned() } else { format!("http://{address}") };
    let date = rest.split_once("],").and_then(|(_, date)| dates::parse(date.trim()));
    Some(SavingNote { address: Some(address), retrieved: date })
}
