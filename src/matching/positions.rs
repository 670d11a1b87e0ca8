//! Combines the positions of words into the positions of phrases, proximity operators and alternatives.
//!
//! Both the matcher, with tokens, and the engine, with postings, call this code, so an article is highlighted exactly where the engine found it. A position
//! is the ordinal of a token in its text.

use super::plan::TextPlan;
use super::proximity::{Pair, has_pair, pairs};
use super::sloppy_phrase::{is_sloppy_phrase, sloppy_phrase};
use super::spans::PositionRange;
use super::units::Units;

/// The position ranges where a plan matches one text.
#[derive(Debug, Default)]
pub struct Positions {
    /// The ranges, sorted and without duplicates.
    pub ranges: Vec<PositionRange>,
    parts: Parts,
}

/// The smaller positions that the ranges were made from, needed to highlight words rather than whole ranges.
#[derive(Debug, Default)]
enum Parts {
    /// None: the whole ranges are highlighted.
    #[default]
    None,
    /// The single words of a sloppy phrase.
    Scattered(Vec<u32>),
    Alternatives(Vec<Positions>),
    Pairs {
        pairs: Vec<Pair>,
        left: Box<Positions>,
        right: Box<Positions>,
    },
}

impl TextPlan {
    /// Returns the ranges where the plan matches one text, given the sorted positions of each leaf's word in that text.
    pub fn positions(&self, words: &[Vec<u32>], units: &mut dyn Units) -> Positions {
        match self {
            Self::Word { leaf, .. } => Positions {
                ranges: leaf_positions(*leaf, words).iter().copied().map(PositionRange::single).collect(),
                parts: Parts::None,
            },
            Self::Phrase { words: phrase, slop: 0, .. } => {
                Positions { ranges: exact_phrase(&phrase_positions(phrase, words)), parts: Parts::None }
            }
            Self::Phrase { words: phrase, slop, .. } => {
                let (ranges, scattered) = sloppy_phrase(&phrase_positions(phrase, words), *slop);
                Positions { ranges, parts: Parts::Scattered(scattered) }
            }
            Self::Any(plans) => {
                let parts: Vec<Positions> = plans.iter().map(|plan| plan.positions(words, units)).collect();
                let ranges = parts.iter().flat_map(|part| part.ranges.iter().copied()).collect();
                Positions { ranges: sorted(ranges), parts: Parts::Alternatives(parts) }
            }
            Self::Near { left, right, proximity } => {
                let left = left.positions(words, units);
                if left.ranges.is_empty() {
                    return Positions::default();
                }
                let right = right.positions(words, units);
                let pairs = pairs(&left.ranges, &right.ranges, *proximity, units);
                let ranges = pairs.iter().map(|pair| pair.hull()).collect();
                let parts = Parts::Pairs { pairs, left: Box::new(left), right: Box::new(right) };
                Positions { ranges: sorted(ranges), parts }
            }
        }
    }

    /// Returns whether the plan matches a text at all, if possible without computing every position.
    pub fn occurs(&self, words: &[Vec<u32>], units: &mut dyn Units) -> bool {
        match self {
            Self::Any(plans) => plans.iter().any(|plan| plan.occurs(words, units)),
            Self::Near { left, right, proximity } => {
                let left = left.positions(words, units);
                !left.ranges.is_empty() && {
                    let right = right.positions(words, units);
                    has_pair(&left.ranges, &right.ranges, *proximity, units)
                }
            }
            Self::Phrase { words: phrase, slop, .. } if *slop > 0 => {
                is_sloppy_phrase(&phrase_positions(phrase, words), *slop)
            }
            Self::Word { .. } | Self::Phrase { .. } => !self.positions(words, units).ranges.is_empty(),
        }
    }

    /// Calls `visit` with the operand number and the range of every word and phrase that contributed to `positions`.
    pub fn for_each_highlight(&self, positions: &Positions, visit: &mut dyn FnMut(usize, PositionRange)) {
        self.for_each_highlight_in(positions, &positions.ranges, visit);
    }

    /// As [`for_each_highlight`](Self::for_each_highlight), but only for the ranges in `wanted`, which is sorted.
    fn for_each_highlight_in(
        &self,
        positions: &Positions,
        wanted: &[PositionRange],
        visit: &mut dyn FnMut(usize, PositionRange),
    ) {
        let is_wanted = |range: &PositionRange| wanted.binary_search(range).is_ok();
        match (self, &positions.parts) {
            (Self::Word { operand, .. } | Self::Phrase { operand, .. }, Parts::None) => {
                positions.ranges.iter().filter(|range| is_wanted(range)).for_each(|range| visit(*operand, *range));
            }
            (Self::Phrase { operand, .. }, Parts::Scattered(scattered)) => {
                let all = wanted.len() == positions.ranges.len();
                let mut wanted = wanted.iter().peekable();
                // The last position of all ranges that start at or before the current word.
                let mut reached = None;
                for position in scattered {
                    while let Some(range) = wanted.next_if(|range| range.first <= *position) {
                        reached = reached.max(Some(range.last));
                    }
                    if all || reached >= Some(*position) {
                        visit(*operand, PositionRange::single(*position));
                    }
                }
            }
            (Self::Any(plans), Parts::Alternatives(parts)) => {
                for (plan, positions) in plans.iter().zip(parts) {
                    plan.for_each_highlight_in(positions, wanted, visit);
                }
            }
            (Self::Near { left, right, .. }, Parts::Pairs { pairs, left: on_left, right: on_right }) => {
                let side = |side: fn(&Pair) -> PositionRange| {
                    sorted(pairs.iter().filter(|pair| is_wanted(&pair.hull())).map(side).collect())
                };
                left.for_each_highlight_in(on_left, &side(|pair| pair.left), visit);
                right.for_each_highlight_in(on_right, &side(|pair| pair.right), visit);
            }
            _ => {}
        }
    }
}

impl Positions {
    /// Returns the largest number of ranges that do not overlap one another.
    pub fn count_disjoint(&self) -> usize {
        let mut ranges = self.ranges.clone();
        ranges.sort_unstable_by_key(|range| range.last);
        let mut count = 0;
        let mut free = 0;
        for range in ranges {
            if range.first >= free {
                count += 1;
                free = range.last + 1;
            }
        }
        count
    }
}

fn sorted(mut ranges: Vec<PositionRange>) -> Vec<PositionRange> {
    ranges.sort_unstable();
    ranges.dedup();
    ranges
}

/// Returns the ranges in which every word of a phrase is at its offset.
fn exact_phrase(words: &[(u32, &[u32])]) -> Vec<PositionRange> {
    let Some(((last, _), (first, starts))) = words.last().zip(words.first()) else {
        return Vec::new();
    };
    let length = last - first;
    let mut starts: Vec<u32> = starts.to_vec();
    for (offset, positions) in &words[1..] {
        starts.retain(|start| positions.binary_search(&(start + offset - first)).is_ok());
        if starts.is_empty() {
            break;
        }
    }
    starts.into_iter().map(|first| PositionRange { first, last: first + length }).collect()
}

fn leaf_positions(leaf: usize, words: &[Vec<u32>]) -> &[u32] {
    words.get(leaf).map_or(&[], Vec::as_slice)
}

/// Returns the offset in the phrase and the positions in the text of every word of a phrase.
fn phrase_positions<'a>(phrase: &[(u32, usize)], words: &'a [Vec<u32>]) -> Vec<(u32, &'a [u32])> {
    phrase.iter().map(|(offset, leaf)| (*offset, leaf_positions(*leaf, words))).collect()
}
