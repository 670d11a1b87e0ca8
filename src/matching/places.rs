//! From the places of words to the places of what is asked: phrases, nearness, alternatives.
//!
//! Both the matcher and the engine end here, so what is found and what is marked cannot differ. A place is the number of a
//! token in its text.

use super::plan::Part;
use super::sloppy::{is_sloppy_phrase, sloppy_phrase};
use crate::query::Proximity;
use std::borrow::Cow;

/// The most pairs that are followed of two sides near each other in one text. In a text with more, which has to be both long and made
/// for it, only the nearest are, so that no text takes more than linear time.
const MOST_PAIRS: usize = 1 << 16;

/// A run of words of one text, by the places of the first and the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Run {
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
pub struct Places {
    /// The runs of words, in order, each once.
    pub runs: Vec<Run>,
    made_of: MadeOf,
}

#[derive(Debug, Default)]
enum MadeOf {
    /// The runs themselves.
    #[default]
    Words,
    /// Single words that stand apart.
    Scattered(Vec<u32>),
    Alternatives(Vec<Places>),
    Pairs {
        pairs: Vec<Pair>,
        left: Box<Places>,
        right: Box<Places>,
    },
}

#[derive(Debug, Clone, Copy)]
struct Pair {
    left: Run,
    right: Run,
}

impl Pair {
    fn hull(self) -> Run {
        Run { first: self.left.first.min(self.right.first), last: self.left.last.max(self.right.last) }
    }
}

impl Part {
    /// Returns where the part is in one text, given for each leaf the places of its word in that text, in order.
    pub fn places(&self, words: &[Vec<u32>], units: &mut dyn Units) -> Places {
        match self {
            Self::Word { leaf, .. } => Places {
                runs: of_leaf(*leaf, words).iter().map(|place| Run { first: *place, last: *place }).collect(),
                made_of: MadeOf::Words,
            },
            Self::Phrase { words: asked, slop: 0, .. } => {
                Places { runs: phrase(&of_phrase(asked, words)), made_of: MadeOf::Words }
            }
            Self::Phrase { words: asked, slop, .. } => {
                let (runs, scattered) = sloppy_phrase(&of_phrase(asked, words), *slop);
                Places { runs, made_of: MadeOf::Scattered(scattered) }
            }
            Self::Any(parts) => {
                let parts: Vec<Places> = parts.iter().map(|part| part.places(words, units)).collect();
                let mut runs: Vec<Run> = parts.iter().flat_map(|part| part.runs.iter().copied()).collect();
                runs.sort_unstable();
                runs.dedup();
                Places { runs, made_of: MadeOf::Alternatives(parts) }
            }
            Self::Near { left, right, reach } => {
                let left = left.places(words, units);
                if left.runs.is_empty() {
                    return Places::default();
                }
                let right = right.places(words, units);
                let pairs = pairs(&left.runs, &right.runs, *reach, units);
                let mut runs: Vec<Run> = pairs.iter().map(|pair| pair.hull()).collect();
                runs.sort_unstable();
                runs.dedup();
                Places { runs, made_of: MadeOf::Pairs { pairs, left: Box::new(left), right: Box::new(right) } }
            }
        }
    }

    /// Returns whether the part is in a text at all, which is often known long before all its places are.
    pub fn is_in(&self, words: &[Vec<u32>], units: &mut dyn Units) -> bool {
        match self {
            Self::Any(parts) => parts.iter().any(|part| part.is_in(words, units)),
            Self::Near { left, right, reach } => {
                let left = left.places(words, units);
                !left.runs.is_empty() && {
                    let right = right.places(words, units);
                    let (left, right) =
                        (within_units(&left.runs, *reach, units), within_units(&right.runs, *reach, units));
                    let first = first_pair(&left, &right, *reach, units);
                    first || (!reach.is_in_order() && first_pair(&right, &left, *reach, units))
                }
            }
            Self::Phrase { words: asked, slop, .. } if *slop > 0 => is_sloppy_phrase(&of_phrase(asked, words), *slop),
            Self::Word { .. } | Self::Phrase { .. } => !self.places(words, units).runs.is_empty(),
        }
    }

    /// Calls `visit` with every word and phrase that has a part in the places, and the number of its mark.
    pub fn each_mark(&self, places: &Places, visit: &mut dyn FnMut(usize, Run)) {
        self.each_mark_in(places, &places.runs, visit);
    }

    /// As [`each_mark`](Self::each_mark), for some of the runs alone, which are in order.
    fn each_mark_in(&self, places: &Places, wanted: &[Run], visit: &mut dyn FnMut(usize, Run)) {
        let is_wanted = |run: &Run| wanted.binary_search(run).is_ok();
        match (self, &places.made_of) {
            (Self::Word { mark, .. } | Self::Phrase { mark, .. }, MadeOf::Words) => {
                places.runs.iter().filter(|run| is_wanted(run)).for_each(|run| visit(*mark, *run));
            }
            (Self::Phrase { mark, .. }, MadeOf::Scattered(scattered)) => {
                let all = wanted.len() == places.runs.len();
                let mut wanted = wanted.iter().peekable();
                // How far the runs go that have begun.
                let mut reached = None;
                for place in scattered {
                    while let Some(run) = wanted.next_if(|run| run.first <= *place) {
                        reached = reached.max(Some(run.last));
                    }
                    if all || reached >= Some(*place) {
                        visit(*mark, Run { first: *place, last: *place });
                    }
                }
            }
            (Self::Any(parts), MadeOf::Alternatives(found)) => {
                for (part, places) in parts.iter().zip(found) {
                    part.each_mark_in(places, wanted, visit);
                }
            }
            (Self::Near { left, right, .. }, MadeOf::Pairs { pairs, left: lefts, right: rights }) => {
                let sides = |side: fn(&Pair) -> Run| {
                    let mut runs: Vec<Run> = pairs.iter().filter(|pair| is_wanted(&pair.hull())).map(side).collect();
                    runs.sort_unstable();
                    runs.dedup();
                    runs
                };
                left.each_mark_in(lefts, &sides(|pair| pair.left), visit);
                right.each_mark_in(rights, &sides(|pair| pair.right), visit);
            }
            _ => {}
        }
    }
}

impl Places {
    /// Returns how many of the runs there are when none may overlap another that is counted.
    pub fn count_apart(&self) -> usize {
        let mut runs = self.runs.clone();
        runs.sort_unstable_by_key(|run| run.last);
        let mut count = 0;
        let mut free = 0;
        for run in runs {
            if run.first >= free {
                count += 1;
                free = run.last + 1;
            }
        }
        count
    }
}

/// Returns the runs in which each word stands at its place of the phrase.
fn phrase(words: &[(u32, &[u32])]) -> Vec<Run> {
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
    starts.into_iter().map(|first| Run { first, last: first + length }).collect()
}

/// Returns the pairs of a left and a right run that are apart and within reach.
fn pairs(left: &[Run], right: &[Run], reach: Proximity, units: &mut dyn Units) -> Vec<Pair> {
    let left_first = |earlier: Run, later: Run| Pair { left: earlier, right: later };
    let right_first = |earlier: Run, later: Run| Pair { left: later, right: earlier };
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
fn first_pair(earlier: &[Run], later: &[Run], reach: Proximity, units: &mut dyn Units) -> bool {
    earlier.iter().any(|one| {
        let following = later.partition_point(|other| other.first <= one.last);
        let mut following = later.get(following..).unwrap_or_default().iter();
        following.next().is_some_and(|other| reaches(*one, *other, reach, units))
    })
}

/// Adds for each run of `earlier` the first `most` runs of `later` that follow it within reach; returns whether there was room for all.
fn add_pairs(
    earlier: &[Run],
    later: &[Run],
    reach: Proximity,
    units: &mut dyn Units,
    most: usize,
    pair: fn(Run, Run) -> Pair,
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
fn reaches(one: Run, other: Run, reach: Proximity, units: &mut dyn Units) -> bool {
    match reach {
        Proximity::Words { most, .. } => other.first - one.last <= most,
        Proximity::Paragraph => units.paragraph(one.first) == units.paragraph(other.first),
        Proximity::Sentence => {
            units.paragraph(one.first) == units.paragraph(other.first)
                && units.sentence(one.first) == units.sentence(other.first)
        }
    }
}

/// Returns the runs that can be within reach of another: those that do not go over the end of a sentence or paragraph, if that matters.
fn within_units<'a>(runs: &'a [Run], reach: Proximity, units: &mut dyn Units) -> Cow<'a, [Run]> {
    if matches!(reach, Proximity::Words { .. }) {
        return Cow::Borrowed(runs);
    }
    let mut is_within =
        |run: &Run| run.first == run.last || reaches(*run, Run { first: run.last, last: run.last }, reach, units);
    runs.iter().filter(|run| is_within(run)).copied().collect()
}

/// Returns the places of one word.
fn of_leaf(leaf: usize, words: &[Vec<u32>]) -> &[u32] {
    words.get(leaf).map_or(&[], Vec::as_slice)
}

/// Returns the places of the words of a phrase, each with its place in the phrase.
fn of_phrase<'a>(asked: &[(u32, usize)], words: &'a [Vec<u32>]) -> Vec<(u32, &'a [u32])> {
    asked.iter().map(|(offset, leaf)| (*offset, of_leaf(*leaf, words))).collect()
}
