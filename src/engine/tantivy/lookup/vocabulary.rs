//! Expands a pattern to the matching words of the index.

use crate::engine::tantivy::schema::{Annotation, FIRST_PRINTED};
use crate::engine::{Deadline, EngineError, Pace};
use crate::text::{PatternState, WordPattern};
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use tantivy::postings::TermInfo;
use tantivy::schema::Field;
use tantivy::{Searcher, SegmentOrdinal};
use tantivy_fst::Automaton;

/// Adapts a pattern to an automaton that can search a term dictionary.
#[derive(Clone, Copy)]
struct Walker<'a>(&'a WordPattern);

impl Automaton for Walker<'_> {
    type State = PatternState;

    fn start(&self) -> PatternState {
        self.0.start()
    }

    fn is_match(&self, state: &PatternState) -> bool {
        self.0.is_match(*state)
    }

    fn can_match(&self, state: &PatternState) -> bool {
        self.0.can_match(*state)
    }

    fn accept(&self, state: &PatternState, byte: u8) -> PatternState {
        self.0.step(*state, byte)
    }
}

/// Accepts the terms of joined forms that match a pattern. The state is `None` before the first byte, which identifies such terms.
#[derive(Clone, Copy)]
struct JoinedWalker<'a>(&'a WordPattern);

impl Automaton for JoinedWalker<'_> {
    type State = Option<Result<PatternState, OtherTerm>>;

    fn start(&self) -> Self::State {
        None
    }

    fn is_match(&self, state: &Self::State) -> bool {
        matches!(state, Some(Ok(state)) if self.0.is_match(*state))
    }

    fn can_match(&self, state: &Self::State) -> bool {
        match state {
            None => true,
            Some(Ok(state)) => self.0.can_match(*state),
            Some(Err(OtherTerm)) => false,
        }
    }

    fn accept(&self, state: &Self::State, byte: u8) -> Self::State {
        Some(match state {
            None if byte == Annotation::Joined as u8 => Ok(self.0.start()),
            Some(Ok(state)) => Ok(self.0.step(*state, byte)),
            _ => Err(OtherTerm),
        })
    }
}

/// A term that is not a joined form.
#[derive(Clone, Copy)]
struct OtherTerm;

/// Returns the printed words of the fields that match a pattern, each with an upper bound on its document frequency.
///
/// The bound is the sum of the document frequencies in every field and segment, including deleted articles.
pub(crate) fn frequencies(
    searcher: &Searcher,
    fields: &[Field],
    pattern: &WordPattern,
    deadline: &Deadline,
) -> Result<FxHashMap<Box<[u8]>, u64>, EngineError> {
    let mut frequencies: FxHashMap<Box<[u8]>, u64> = FxHashMap::default();
    walk(searcher, fields, Walker(pattern), &[FIRST_PRINTED], deadline, |entry| {
        let frequency = u64::from(entry.info.doc_freq);
        match frequencies.get_mut(entry.word) {
            Some(known) => *known += frequency,
            None => {
                frequencies.insert(entry.word.into(), frequency);
            }
        }
    })?;
    Ok(frequencies)
}

/// An automaton that accepts nothing more when the time is up, since a walk may pass millions of words before the next match.
#[derive(Clone, Copy)]
struct PacedAutomaton<'a, A> {
    automaton: A,
    pace: &'a RefCell<Pace>,
}

impl<A: Automaton> Automaton for PacedAutomaton<'_, A> {
    type State = A::State;

    fn start(&self) -> A::State {
        self.automaton.start()
    }

    fn is_match(&self, state: &A::State) -> bool {
        self.automaton.is_match(state)
    }

    fn can_match(&self, state: &A::State) -> bool {
        self.automaton.can_match(state) && !self.pace.borrow_mut().is_over(1)
    }

    fn accept(&self, state: &A::State, byte: u8) -> A::State {
        self.automaton.accept(state, byte)
    }
}

/// An entry of the term dictionary of one field in one segment.
pub(crate) struct VocabularyTerm<'a> {
    pub word: &'a [u8],
    pub segment: SegmentOrdinal,
    pub field: Field,
    pub info: &'a TermInfo,
}

/// Calls `visit` with every term of the fields that the automaton accepts, starting at the term `first`.
pub(crate) fn walk(
    searcher: &Searcher,
    fields: &[Field],
    automaton: impl Automaton<State: Clone> + Copy,
    first: &[u8],
    deadline: &Deadline,
    mut visit: impl FnMut(&VocabularyTerm<'_>),
) -> Result<(), EngineError> {
    let pace = RefCell::new(deadline.pace());
    let automaton = PacedAutomaton { automaton, pace: &pace };
    for (ordinal, segment) in (0..).zip(searcher.segment_readers()) {
        for field in fields {
            let inverted = segment.inverted_index(*field)?;
            let mut words = inverted.terms().search(automaton).ge(first).into_stream()?;
            while words.advance() {
                visit(&VocabularyTerm { word: words.key(), segment: ordinal, field: *field, info: words.value() });
            }
            deadline.result()?;
        }
    }
    Ok(())
}

/// The words that match a pattern.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Expansion {
    /// The terms of the words, most frequent first, each with an upper bound on its document frequency.
    pub words: Vec<(String, u64)>,
    /// The number of matching words, including those over the limit.
    pub total: usize,
}

/// Returns the terms of the joined forms that match a pattern, with the same bound as [`frequencies`].
fn joined_frequencies(
    searcher: &Searcher,
    fields: &[Field],
    pattern: &WordPattern,
    deadline: &Deadline,
) -> Result<FxHashMap<Box<[u8]>, u64>, EngineError> {
    let mut frequencies: FxHashMap<Box<[u8]>, u64> = FxHashMap::default();
    walk(searcher, fields, JoinedWalker(pattern), &[Annotation::Joined as u8], deadline, |entry| {
        *frequencies.entry(entry.word.into()).or_default() += u64::from(entry.info.doc_freq);
    })?;
    let joined = |term: &[u8]| {
        std::str::from_utf8(term.get(1..).unwrap_or_default()).is_ok_and(|word| pattern.matches_joined(word))
    };
    frequencies.retain(|term, _| joined(term));
    Ok(frequencies)
}

/// Returns the `most` most frequent printed words of the fields that match a pattern, and joined forms if they count; ties are in the order of their terms.
pub(crate) fn expand(
    searcher: &Searcher,
    fields: &[Field],
    pattern: &WordPattern,
    has_joined: bool,
    most: usize,
    deadline: &Deadline,
) -> Result<Expansion, EngineError> {
    let mut frequencies = frequencies(searcher, fields, pattern, deadline)?;
    if has_joined {
        frequencies.extend(joined_frequencies(searcher, fields, pattern, deadline)?);
    }
    let total = frequencies.len();
    let mut words: Vec<(u64, Box<[u8]>)> = frequencies.into_iter().map(|(word, count)| (count, word)).collect();
    let most_frequent_first =
        |one: &(u64, Box<[u8]>), other: &(u64, Box<[u8]>)| other.0.cmp(&one.0).then_with(|| one.1.cmp(&other.1));
    if total > most {
        words.select_nth_unstable_by(most, most_frequent_first);
        words.truncate(most);
    }
    words.sort_unstable_by(most_frequent_first);
    let words = words.into_iter().map(|(count, word)| (String::from_utf8_lossy(&word).into_owned(), count)).collect();
    Ok(Expansion { words, total })
}
