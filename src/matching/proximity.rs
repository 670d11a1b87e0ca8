//! `NEAR`, `PRE`, `w/s` and `w/p`: pairs of ranges within reach of each other.

use super::spans::PositionRange;
use super::units::Units;
use crate::query::Proximity;
use std::borrow::Cow;

/// The maximum number of pairs recorded for one operator in one text. Beyond that, only the nearest pairs are recorded, so that evaluation takes linear time
/// even on a text designed to have many.
const MAX_PAIRS: usize = 1 << 16;

#[derive(Debug, Clone, Copy)]
pub(super) struct Pair {
    pub left: PositionRange,
    pub right: PositionRange,
}

impl Pair {
    /// Returns the smallest range that contains both sides.
    pub(super) fn hull(self) -> PositionRange {
        PositionRange { first: self.left.first.min(self.right.first), last: self.left.last.max(self.right.last) }
    }
}

/// Returns the pairs of a left and a right range that do not overlap and are within proximity.
pub(super) fn pairs(
    left: &[PositionRange],
    right: &[PositionRange],
    proximity: Proximity,
    units: &mut dyn Units,
) -> Vec<Pair> {
    let left_first = |earlier: PositionRange, later: PositionRange| Pair { left: earlier, right: later };
    let right_first = |earlier: PositionRange, later: PositionRange| Pair { left: later, right: earlier };
    let (left, right) = (&*within_units(left, proximity, units), &*within_units(right, proximity, units));
    let mut pairs = Vec::new();
    let either_order = !proximity.is_in_order();
    let is_complete = add_pairs(left, right, proximity, units, usize::MAX, left_first, &mut pairs)
        && (!either_order || add_pairs(right, left, proximity, units, usize::MAX, right_first, &mut pairs));
    if !is_complete {
        pairs.clear();
        add_pairs(left, right, proximity, units, 1, left_first, &mut pairs);
        if either_order {
            add_pairs(right, left, proximity, units, 1, right_first, &mut pairs);
        }
    }
    pairs
}

/// Returns whether there is any pair, without listing all of them.
pub(super) fn has_pair(
    left: &[PositionRange],
    right: &[PositionRange],
    proximity: Proximity,
    units: &mut dyn Units,
) -> bool {
    let (left, right) = (within_units(left, proximity, units), within_units(right, proximity, units));
    has_ordered_pair(&left, &right, proximity, units)
        || (!proximity.is_in_order() && has_ordered_pair(&right, &left, proximity, units))
}

/// Returns whether any range of `later` follows one of `earlier` within proximity.
fn has_ordered_pair(
    earlier: &[PositionRange],
    later: &[PositionRange],
    proximity: Proximity,
    units: &mut dyn Units,
) -> bool {
    earlier.iter().any(|one| {
        let following = later.partition_point(|other| other.first <= one.last);
        let mut following = later.get(following..).unwrap_or_default().iter();
        following.next().is_some_and(|other| is_within_reach(*one, *other, proximity, units))
    })
}

/// Pairs each range of `earlier` with the first `limit` ranges of `later` that follow it within proximity.
///
/// Returns `false` if it stopped because there were more than [`MAX_PAIRS`].
fn add_pairs(
    earlier: &[PositionRange],
    later: &[PositionRange],
    proximity: Proximity,
    units: &mut dyn Units,
    limit: usize,
    pair: fn(PositionRange, PositionRange) -> Pair,
    pairs: &mut Vec<Pair>,
) -> bool {
    for one in earlier {
        let following = later.partition_point(|other| other.first <= one.last);
        for other in later.get(following..).unwrap_or_default().iter().take(limit) {
            if !is_within_reach(*one, *other, proximity, units) {
                break;
            }
            pairs.push(pair(*one, *other));
            if limit > 1 && pairs.len() > MAX_PAIRS {
                return false;
            }
        }
    }
    true
}

/// Returns whether `later`, which starts after `earlier`, is within reach; if not, neither is any range that starts after `later`.
fn is_within_reach(earlier: PositionRange, later: PositionRange, proximity: Proximity, units: &mut dyn Units) -> bool {
    match proximity {
        Proximity::Words { most, .. } => later.first - earlier.last <= most,
        Proximity::Paragraph => units.paragraph(earlier.first) == units.paragraph(later.first),
        Proximity::Sentence => {
            units.paragraph(earlier.first) == units.paragraph(later.first)
                && units.sentence(earlier.first) == units.sentence(later.first)
        }
    }
}

/// Drops the ranges that cross the end of a sentence or paragraph, if the operator is limited to one.
fn within_units<'a>(
    ranges: &'a [PositionRange],
    proximity: Proximity,
    units: &mut dyn Units,
) -> Cow<'a, [PositionRange]> {
    if matches!(proximity, Proximity::Words { .. }) {
        return Cow::Borrowed(ranges);
    }
    let mut is_in_one_unit = |range: &PositionRange| {
        range.first == range.last || is_within_reach(*range, PositionRange::single(range.last), proximity, units)
    };
    ranges.iter().filter(|range| is_in_one_unit(range)).copied().collect()
}
