//! Counts the hits of a request, their matches and the contents of the archive without reading an article.

mod archive_stats;
mod counter;
mod grouping;
mod joined_overlaps;
mod language_changes;
mod match_counts;
mod position_highlights;
mod versions;

pub(crate) use archive_stats::{archive_stats, each_file};
pub(crate) use language_changes::language_changes;
pub(crate) use versions::unsettled_versions;
