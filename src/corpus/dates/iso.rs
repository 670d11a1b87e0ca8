//! Dates in the notation of ISO 8601 and its variants.

use super::clock::zone_offset;
use crate::article::PublishedDate;

/// Parses ISO 8601, also with the name of a time zone: `2015-11-14 21:30:00 UTC`, `…+01:00[Europe/Paris]`.
pub(super) fn iso(text: &str) -> Option<PublishedDate> {
    let text = text.split('[').next().unwrap_or(text).trim_end();
    if let Ok(date) = text.parse() {
        return Some(date);
    }
    let (clock, zone) = text.rsplit_once(' ')?;
    let offset = zone_offset(zone)?;
    match clock.parse().ok()? {
        PublishedDate::Moment(clock, None) => Some(PublishedDate::Moment(clock, Some(offset))),
        _ => None,
    }
}
