//! The versions of an article: which of them is current.
//!
//! Providers send an article again with a higher version, or withdraw it. The index keeps all versions and marks the superseded ones. The marks depend
//! only on the articles in the index, not on the order in which they came: a rebuild gives the same marks.

use crate::article::{Article, ArticleId};
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// The version information of an article, and whether it is marked as superseded.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::engine) struct VersionMark {
    /// The version as stated.
    version: Option<String>,
    /// Whether the article is withdrawn.
    withdrawn: bool,
    /// Whether it is marked as superseded.
    superseded: bool,
}

impl VersionMark {
    /// Returns the mark of an article; `None` if it states no version, is not withdrawn and not superseded, as most are.
    pub(in crate::engine) fn of(article: &Article) -> Option<Self> {
        let Article { withdrawn, superseded, .. } = *article;
        let mark = Self { version: article.version.clone(), withdrawn, superseded };
        (mark != Self::default()).then_some(mark)
    }

    /// Returns the mark as the index stores it.
    pub(in crate::engine) fn code(&self) -> String {
        let flag = |is_set: bool, sign: char| if is_set { sign } else { '-' };
        let flags = [flag(self.superseded, 's'), flag(self.withdrawn, 'w'), flag(self.version.is_some(), 'v')];
        flags.into_iter().chain(self.version.iter().flat_map(|version| version.chars())).collect()
    }

    /// Parses a stored mark.
    pub(in crate::engine) fn from_code(code: &str) -> Self {
        let (flags, version) = code.split_at_checked(3).unwrap_or_default();
        Self {
            version: flags.ends_with('v').then(|| version.to_owned()),
            withdrawn: flags.contains('w'),
            superseded: flags.starts_with('s'),
        }
    }

    fn states_any(&self) -> bool {
        self.version.is_some() || self.withdrawn
    }
}

/// The articles that share an id, for each id with a mark.
#[derive(Debug, Default)]
pub(in crate::engine) struct VersionGroups(BTreeMap<ArticleId, Vec<VersionMark>>);

impl VersionGroups {
    /// Adds an article with a mark.
    pub(in crate::engine) fn add(&mut self, id: ArticleId, mark: VersionMark) {
        self.0.entry(id).or_default().push(mark);
    }

    /// Adds an article without a mark, if another article with its id has one.
    pub(in crate::engine) fn add_unmarked(&mut self, id: &ArticleId) {
        if let Some(group) = self.0.get_mut(id) {
            group.push(VersionMark::default());
        }
    }

    /// Returns whether no article has a mark.
    pub(in crate::engine) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the ids with a mark.
    pub(in crate::engine) fn ids(&self) -> impl Iterator<Item = &ArticleId> {
        self.0.keys()
    }

    /// Returns the ids with a wrongly marked article.
    pub(in crate::engine) fn unsettled(self) -> Vec<ArticleId> {
        let is_wrong = |group: &[VersionMark]| {
            let right = superseded(group);
            group.iter().zip(right).any(|(mark, superseded)| mark.superseded != superseded)
        };
        self.0.into_iter().filter(|(_, group)| is_wrong(group)).map(|(id, _)| id).collect()
    }
}

/// Marks the superseded articles among all those with one id.
pub fn settle_versions(articles: &mut [Article]) {
    let marks: Vec<VersionMark> = articles.iter().map(|article| VersionMark::of(article).unwrap_or_default()).collect();
    for (article, superseded) in articles.iter_mut().zip(superseded(&marks)) {
        article.superseded = superseded;
    }
}

/// Returns for each article with an id whether it is superseded. Those of the highest version are current, unless one of them is withdrawn; without any
/// version, all are current.
fn superseded(group: &[VersionMark]) -> Vec<bool> {
    if !group.iter().any(VersionMark::states_any) {
        return vec![false; group.len()];
    }
    let Some(highest) = group.iter().max_by(|one, other| by_version(one, other)) else { return Vec::new() };
    let is_highest = |mark: &VersionMark| by_version(mark, highest).is_eq();
    let is_withdrawn = group.iter().any(|mark| is_highest(mark) && mark.withdrawn);
    group.iter().map(|mark| is_withdrawn || !is_highest(mark)).collect()
}

/// Compares articles with one id by version. A withdrawal without a version applies to all of them; an article without a version comes first.
fn by_version(one: &VersionMark, other: &VersionMark) -> Ordering {
    let is_final = |mark: &VersionMark| mark.withdrawn && mark.version.is_none();
    let versions = match (&one.version, &other.version) {
        (Some(one), Some(other)) => natural_order(one, other),
        (one, other) => one.is_some().cmp(&other.is_some()),
    };
    is_final(one).cmp(&is_final(other)).then(versions)
}

/// Compares texts with their numbers by value: `9` before `10`, `1.9` before `1.10`, times in chronological order.
fn natural_order(one: &str, other: &str) -> Ordering {
    let (mut one, mut other) = (one, other);
    while !one.is_empty() && !other.is_empty() {
        let ((left, rest_of_one), (right, rest_of_other)) = (first_run(one), first_run(other));
        let is_number = |run: &str| run.starts_with(|c: char| c.is_ascii_digit());
        let order = if is_number(left) && is_number(right) {
            let (left, right) = (left.trim_start_matches('0'), right.trim_start_matches('0'));
            left.len().cmp(&right.len()).then_with(|| left.cmp(right))
        } else {
            left.cmp(right)
        };
        if order.is_ne() {
            return order;
        }
        (one, other) = (rest_of_one, rest_of_other);
    }
    one.len().cmp(&other.len())
}

/// Splits off the leading digits, or the leading other characters.
fn first_run(text: &str) -> (&str, &str) {
    let starts_with_digit = text.starts_with(|c: char| c.is_ascii_digit());
    let end = text.find(|c: char| c.is_ascii_digit() != starts_with_digit).unwrap_or(text.len());
    text.split_at(end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn mark(text: &str) -> VersionMark {
        let withdrawn = text.starts_with('x');
        let version = text.trim_start_matches('x');
        VersionMark { version: (!version.is_empty()).then(|| version.to_owned()), withdrawn, superseded: false }
    }

    fn current(versions: &[&str]) -> Vec<String> {
        let marks: Vec<VersionMark> = versions.iter().map(|text| mark(text)).collect();
        let kept = versions.iter().zip(superseded(&marks)).filter(|(_, superseded)| !superseded);
        kept.map(|(version, _)| (*version).to_owned()).collect()
    }

    #[test]
    fn the_highest_version_is_current() {
        assert_eq!(current(&["9", "10", "1"]), ["10"]);
        assert_eq!(current(&["1.9", "1.10"]), ["1.10"]);
        assert_eq!(current(&["2015-11-14T06:30:00Z", "2015-11-14T07:00:00Z"]), ["2015-11-14T07:00:00Z"]);
        assert_eq!(current(&["", "1"]), ["1"]);
        assert_eq!(current(&["2", "02", "1"]), ["2", "02"]);
        assert_eq!(current(&["", ""]), ["", ""]);
    }

    #[test]
    fn a_withdrawn_version_leaves_none_unless_a_higher_one_follows() {
        assert!(current(&["1", "x2"]).is_empty());
        assert_eq!(current(&["1", "x2", "3"]), ["3"]);
        assert!(current(&["1", "x", "3"]).is_empty());
        assert!(current(&["", "x"]).is_empty());
        assert!(current(&["2", "x2"]).is_empty());
    }

    #[test]
    fn marks_are_read_as_they_were_written() {
        for (version, withdrawn, superseded) in
            [(None, true, false), (Some(""), false, true), (Some("v-1"), true, true)]
        {
            let mark = VersionMark { version: version.map(str::to_owned), withdrawn, superseded };
            assert_eq!(VersionMark::from_code(&mark.code()), mark);
        }
    }

    proptest! {
        #[test]
        fn versions_are_in_one_order(versions in prop::collection::vec("[0-9a.]{0,4}", 3)) {
            let [a, b, c] = [&versions[0], &versions[1], &versions[2]];
            prop_assert_eq!(natural_order(a, b), natural_order(b, a).reverse());
            if natural_order(a, b).is_le() && natural_order(b, c).is_le() {
                prop_assert!(natural_order(a, c).is_le());
            }
        }
    }
}
