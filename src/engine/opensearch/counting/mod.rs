//! Counts on the cluster, without reading articles.

mod archive_stats;
mod buckets;
mod copies;
mod groups;
mod language_changes;
mod versions;

pub(super) use archive_stats::{archive_stats, each_file};
pub(super) use copies::damage;
pub(super) use groups::group_counts;
pub(super) use language_changes::language_changes;
pub(super) use versions::unsettled_versions;
