//! From the places of words to the places of what is asked: phrases, nearness, alternatives.
//!
//! Both the matcher and the engine end here, so what is found and what is marked cannot differ. A place is the number of a
//! token in its text.

use super::plan::TextPlan;
use super::sloppy_phrase::{is_sloppy_phrase, sloppy_phrase};
use crate::query::Proximity;
use std::borrow::Cow;

/// The most pairs that are followed of two sides near each other in one text. In a text with more, which has to be both long and made
/// for it, only the nearest are, so that no text takes more than linear time.
const MOST_PAIRS: usize = 1 << 16;

/// A run of words of one text, by the places of the first and the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct PositionRange {
    /// The place of the first word.
    pub first: u32,
    /// The place of the last.
    pub last: u32,
}

/// The sentences and paragraphs of one text.
pub trait Units {
    /// Returns the number of the paragraph that a word is in.
    fn paragraph(&mut self, place: u32) -> u32;

    /// Returns the number of the sentence that a word is in, to be compared within one paragraph.
    fn sentence(&mut self, place: u32) -> u32;
}

/// Where a part was found, and what made it so.
#[derive(Debug, Default)]
pub struct Positions {
    /// The ranges of words, in order, each once.
    pub ranges: Vec<PositionRange>,
    made_of: MadeOf,
}

#[derive(Debug, Default)]
enum MadeOf {
    /// The ranges themselves.
    #[default]
    Words,
    /// Single words that stand apart.
    Scattered(Vec<u32>),
    Alternatives(Vec<Positions>),
    Pairs {
        pairs: Vec<Pair>,
        left: Box<Positions>,
        right: Box<Positions>,
    },
}

#[derive(Debug, Clone, Copy)]
struct Pair {
    left: PositionRange,
    right: PositionRange,
}

impl Pair {
    fn hull(self) -> PositionRange {
        PositionRange { first: self.left.first.min(self.right.first), last: self.left.last.max(self.right.last) }
    }
}

impl TextPlan {
    /// Returns where the part is in one text, given for each leaf the places of its word in that text, in order.
    pub fn positions(&self, words: &[Vec<u32>], units: &mut dyn Units) -> Positions {
        match self {
            Self::Word { leaf, .. } => Positions {
                ranges: of_leaf(*leaf, words)
                    .iter()
                    .map(|place| PositionRange { first: *place, last: *place })
                    .collect(),
                made_of: MadeOf::Words,
            },
            Self::Phrase { words: asked, slop: 0, .. } => {
                Positions { ranges: phrase(&of_phrase(asked, words)), made_of: MadeOf::Words }
            }
            Self::Phrase { words: asked, slop, .. } => {
                let (ranges, scattered) = sloppy_phrase(&of_phrase(asked, words), *slop);
                Positions { ranges, made_of: MadeOf::Scattered(scattered) }
            }
            Self::Any(parts) => {
                let parts: Vec<Positions> = parts.iter().map(|part| part.positions(words, units)).collect();
                let mut ranges: Vec<PositionRange> =
                    parts.iter().flat_map(|part| part.ranges.iter().copied()).collect();
                ranges.sort_unstable();
                ranges.dedup();
                Positions { ranges, made_of: MadeOf::Alternatives(parts) }
            }
            Self::Near { left, right, reach } => {
                let left = left.positions(words, units);
                if left.ranges.is_empty() {
                    return Positions::default();
                }
                let right = right.positions(words, units);
                let pairs = pairs(&left.ranges, &right.ranges, *reach, units);
                let mut ranges: Vec<PositionRange> = pairs.iter().map(|pair| pair.hull()).collect();
                ranges.sort_unstable();
                ranges.dedup();
                Positions { ranges, made_of: MadeOf::Pairs { pairs, left: Box::new(left), right: Box::new(right) } }
            }
        }
    }

    /// Returns whether the part is in a text at all, which is often known long before all its places are.
    pub fn occurs(&self, words: &[Vec<u32>], units: &mut dyn Units) -> bool {
        match self {
            Self::Any(parts) => parts.iter().any(|part| part.occurs(words, units)),
            Self::Near { left, right, reach } => {
                let left = left.positions(words, units);
                !left.ranges.is_empty() && {
                    let right = right.positions(words, units);
                    let (left, right) =
                        (within_units(&left.ranges, *reach, units), within_units(&right.ranges, *reach, units));
                    let first = first_pair(&left, &right, *reach, units);
                    first || (!reach.is_in_order() && first_pair(&right, &left, *reach, units))
                }
            }
            Self::Phrase { words: asked, slop, .. } if *slop > 0 => is_sloppy_phrase(&of_phrase(asked, words), *slop),
            Self::Word { .. } | Self::Phrase { .. } => !self.positions(words, units).ranges.is_empty(),
        }
    }

    /// Calls `visit` with every word and phrase that has a part in the places, and the number of its mark.
    pub fn for_each_highlight(&self, places: &Positions, visit: &mut dyn FnMut(usize, PositionRange)) {
        self.for_each_highlight_in(places, &places.ranges, visit);
    }

    /// As [`for_each_highlight`](Self::for_each_highlight), for some of the ranges alone, which are in order.
    fn for_each_highlight_in(
        &self,
        places: &Positions,
        wanted: &[PositionRange],
        visit: &mut dyn FnMut(usize, PositionRange),
    ) {
        let is_wanted = |run: &PositionRange| wanted.binary_search(run).is_ok();
        match (self, &places.made_of) {
            (Self::Word { operand, .. } | Self::Phrase { operand, .. }, MadeOf::Words) => {
                places.ranges.iter().filter(|run| is_wanted(run)).for_each(|run| visit(*operand, *run));
            }
            (Self::Phrase { operand, .. }, MadeOf::Scattered(scattered)) => {
                let all = wanted.len() == places.ranges.len();
                let mut wanted = wanted.iter().peekable();
                // How far the ranges go that have begun.
                let mut reached = None;
                for place in scattered {
                    while let Some(run) = wanted.next_if(|run| run.first <= *place) {
                        reached = reached.max(Some(run.last));
                    }
                    if all || reached >= Some(*place) {
                        visit(*operand, PositionRange { first: *place, last: *place });
                    }
                }
            }
            (Self::Any(parts), MadeOf::Alternatives(found)) => {
                for (part, places) in parts.iter().zip(found) {
                    part.for_each_highlight_in(places, wanted, visit);
                }
            }
            (Self::Near { left, right, .. }, MadeOf::Pairs { pairs, left: lefts, right: rights }) => {
                let sides = |side: fn(&Pair) -> PositionRange| {
                    let mut ranges: Vec<PositionRange> =
                        pairs.iter().filter(|pair| is_wanted(&pair.hull())).map(side).collect();
                    ranges.sort_unstable();
                    ranges.dedup();
                    ranges
                };
                left.for_each_highlight_in(lefts, &sides(|pair| pair.left), visit);
                right.for_each_highlight_in(rights, &sides(|pair| pair.right), visit);
            }
            _ => {}
        }
    }
}

impl Positions {
    /// Returns how many of the ranges there are when none may overlap another that is counted.
    pub fn count_disjoint(&self) -> usize {
        let mut ranges = self.ranges.clone();
        ranges.sort_unstable_by_key(|run| run.last);
        let mut count = 0;
        let mut free = 0;
        for run in ranges {
            if run.first >= free {
                count += 1;
                free = run.last + 1;
            }
        }
        count
    }
}

/// Returns the ranges in which each word stands at its place of the phrase.
fn phrase(words: &[(u32, &[u32])]) -> Vec<PositionRange> {
    let Some(((last, _), (first, starts))) = words.last().zip(words.first()) else {
        return Vec::new();
    };
    let length = last - first;
    let mut starts: Vec<u32> = starts.to_vec();
    for (offset, places) in &words[1..] {
        starts.retain(|start| places.binary_search(&(start + offset - first)).is_ok());
        if starts.is_empty() {
            break;
        }
    }
    starts.into_iter().map(|first| PositionRange { first, last: first + length }).collect()
}

/// Returns the pairs of a left and a right run that are apart and within reach.
fn pairs(left: &[PositionRange], right: &[PositionRange], reach: Proximity, units: &mut dyn Units) -> Vec<Pair> {
    let left_first = |earlier: PositionRange, later: PositionRange| Pair { left: earlier, right: later };
    let right_first = |earlier: PositionRange, later: PositionRange| Pair { left: later, right: earlier };
    let (left, right) = (&*within_units(left, reach, units), &*within_units(right, reach, units));
    let mut pairs = Vec::new();
    let either_order = !reach.is_in_order();
    let all = add_pairs(left, right, reach, units, usize::MAX, left_first, &mut pairs)
        && (!either_order || add_pairs(right, left, reach, units, usize::MAX, right_first, &mut pairs));
    if !all {
        pairs.clear();
        add_pairs(left, right, reach, units, 1, left_first, &mut pairs);
        if either_order {
            add_pairs(right, left, reach, units, 1, right_first, &mut pairs);
        }
    }
    pairs
}

/// Returns whether any run of `later` follows one of `earlier` within reach.
fn first_pair(earlier: &[PositionRange], later: &[PositionRange], reach: Proximity, units: &mut dyn Units) -> bool {
    earlier.iter().any(|one| {
        let following = later.partition_point(|other| other.first <= one.last);
        let mut following = later.get(following..).unwrap_or_default().iter();
        following.next().is_some_and(|other| reaches(*one, *other, reach, units))
    })
}

/// Adds for each run of `earlier` the first `most` ranges of `later` that follow it within reach; returns whether there was room for all.
fn add_pairs(
    earlier: &[PositionRange],
    later: &[PositionRange],
    reach: Proximity,
    units: &mut dyn Units,
    most: usize,
    pair: fn(PositionRange, PositionRange) -> Pair,
    pairs: &mut Vec<Pair>,
) -> bool {
    for one in earlier {
        let following = later.partition_point(|other| other.first <= one.last);
        for other in later.get(following..).unwrap_or_default().iter().take(most) {
            if !reaches(*one, *other, reach, units) {
                break;
            }
            pairs.push(pair(*one, *other));
            if most > 1 && pairs.len() > MOST_PAIRS {
                return false;
            }
        }
    }
    true
}

/// Returns whether a run reaches one that follows it; if it does not, it reaches none that begins later.
fn reaches(one: PositionRange, other: PositionRange, reach: Proximity, units: &mut dyn Units) -> bool {
    match reach {
        Proximity::Words { most, .. } => other.first - one.last <= most,
        Proximity::Paragraph => units.paragraph(one.first) == units.paragraph(other.first),
        Proximity::Sentence => {
            units.paragraph(one.first) == units.paragraph(other.first)
                && units.sentence(one.first) == units.sentence(other.first)
        }
    }
}

/// Returns the ranges that can be within reach of another: those that do not go over the end of a sentence or paragraph, if that matters.
fn within_units<'a>(ranges: &'a [PositionRange], reach: Proximity, units: &mut dyn Units) -> Cow<'a, [PositionRange]> {
    if matches!(reach, Proximity::Words { .. }) {
        return Cow::Borrowed(ranges);
    }
    let mut is_within = |run: &PositionRange| {
        run.first == run.last || reaches(*run, PositionRange { first: run.last, last: run.last }, reach, units)
    };
    ranges.iter().filter(|run| is_within(run)).copied().collect()
}

/// Returns the places of one word.
fn of_leaf(leaf: usize, words: &[Vec<u32>]) -> &[u32] {
    words.get(leaf).map_or(&[], Vec::as_slice)
}

/// Returns the places of the words of a phrase, each with its place in the phrase.
fn of_phrase<'a>(asked: &[(u32, usize)], words: &'a [Vec<u32>]) -> Vec<(u32, &'a [u32])> {
    asked.iter().map(|(offset, leaf)| (*offset, of_leaf(*leaf, words))).collect()
}
