//! Lowers phrases of plain words to tantivy's phrase queries.

use crate::engine::tantivy::lookup::BoxedQuery;
use crate::engine::tantivy::schema::Annotation;
use crate::matching::{Leaf, TextPlan, WordTest};
use crate::text::is_frequent_word;
use tantivy::Term;
use tantivy::query::{EmptyQuery, PhraseQuery, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};

/// Returns the printed words of a phrase with their offsets; `None` if the part is not a phrase, has slop, or contains anything but printed words.
pub(crate) fn plain_phrase<'a>(part: &TextPlan, leaves: &'a [Leaf]) -> Option<Vec<(usize, &'a str)>> {
    let TextPlan::Phrase { words, slop: 0, .. } = part else {
        return None;
    };
    let word = |(position, leaf): &(u32, usize)| match &leaves.get(*leaf)?.test {
        WordTest::Term(term) => Some((*position as usize, term.as_str())),
        WordTest::JoinedTerm(_)
        | WordTest::Acronym(_)
        | WordTest::Cased(..)
        | WordTest::Stems(_)
        | WordTest::Pattern(..)
        | WordTest::OneOf(..) => None,
    };
    words.iter().map(word).collect()
}

/// Returns the query for a phrase in a field; `has_pairs` if the field is annotated with pairs of consecutive frequent words.
pub(crate) fn printed_phrase(field: Field, words: &[(usize, &str)], has_pairs: bool) -> BoxedQuery {
    let mut terms = if has_pairs { with_pairs(words) } else { alone(words) };
    match terms.len() {
        0 => Box::new(EmptyQuery),
        1 => Box::new(TermQuery::new(Term::from_field_text(field, &terms.remove(0).1), IndexRecordOption::Basic)),
        _ => {
            let terms = terms.into_iter().map(|(position, term)| (position, Term::from_field_text(field, &term)));
            Box::new(PhraseQuery::new_with_offset(terms.collect()))
        }
    }
}

fn alone(words: &[(usize, &str)]) -> Vec<(usize, String)> {
    words.iter().map(|(position, word)| (*position, (*word).to_owned())).collect()
}

/// Returns the fewest terms that make up the phrase: two consecutive frequent words become one term at the position of the second.
fn with_pairs(words: &[(usize, &str)]) -> Vec<(usize, String)> {
    let is_pair = |at: usize| match words.get(at..at + 2) {
        Some([(position, word), (next_place, next)]) => {
            position + 1 == *next_place && is_frequent_word(word) && is_frequent_word(next)
        }
        _ => false,
    };
    let pair = |at: usize| Some((words.get(at + 1)?.0, format!("{} {}", words.get(at)?.1, words.get(at + 1)?.1)));
    let as_term = |(position, words): (usize, String)| (position, Annotation::Pair.term(&words));
    let mut terms = Vec::with_capacity(words.len());
    let mut at = 0;
    while let Some((position, word)) = words.get(at) {
        if is_pair(at) {
            terms.extend(pair(at).map(as_term));
            at += 1;
        } else if let Some(before) = at.checked_sub(1).filter(|before| is_pair(*before)) {
            // The last of an odd number of frequent words is covered by overlapping the previous pair.
            terms.extend(pair(before).map(as_term));
        } else {
            terms.push((*position, (*word).to_owned()));
        }
        at += 1;
    }
    terms
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_consecutive_stop_words() {
        let terms = |phrase: &str| {
            let words: Vec<(usize, &str)> = phrase.split(' ').enumerate().collect();
            let terms = with_pairs(&words).into_iter().map(|(position, term)| format!("{position}:{term}"));
            terms.collect::<Vec<_>>().join(" | ").replace('\u{2}', "+")
        };
        assert_eq!(terms("of the"), "1:+of the");
        assert_eq!(terms("flood defences"), "0:flood | 1:defences");
        assert_eq!(terms("state of the art"), "0:state | 2:+of the | 3:art");
        assert_eq!(terms("is not the flood"), "1:+is not | 2:+not the | 3:flood");
        assert_eq!(terms("the flood the sea"), "0:the | 1:flood | 2:the | 3:sea");
    }
}
