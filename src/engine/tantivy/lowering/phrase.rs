//! Phrases of plain words, as tantivy finds them.

use crate::engine::tantivy::lookup::BoxedQuery;
use crate::engine::tantivy::schema::Annotation;
use crate::matching::{Leaf, TextPlan, WordTest};
use crate::text::is_stop_word;
use tantivy::Term;
use tantivy::query::{EmptyQuery, PhraseQuery, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};

/// Returns the printed words of a phrase and their places in it, or `None` if it is none, has slack, or one of the words is a pattern.
pub(crate) fn plain_phrase<'a>(part: &TextPlan, leaves: &'a [Leaf]) -> Option<Vec<(usize, &'a str)>> {
    let TextPlan::Phrase { words, slop: 0, .. } = part else {
        return None;
    };
    let word = |(place, leaf): &(u32, usize)| match &leaves.get(*leaf)?.test {
        WordTest::Term(term) => Some((*place as usize, term.as_str())),
        WordTest::Acronym(_) | WordTest::Stems(_) | WordTest::Pattern(..) => None,
    };
    words.iter().map(word).collect()
}

/// Returns the query for a phrase in a field; `has_pairs` says whether the field knows two common words in a row as one.
pub(crate) fn printed_phrase(field: Field, words: &[(usize, &str)], has_pairs: bool) -> BoxedQuery {
    let mut terms = if has_pairs { with_pairs(words) } else { alone(words) };
    match terms.len() {
        0 => Box::new(EmptyQuery),
        1 => Box::new(TermQuery::new(Term::from_field_text(field, &terms.remove(0).1), IndexRecordOption::Basic)),
        _ => {
            let terms = terms.into_iter().map(|(place, term)| (place, Term::from_field_text(field, &term)));
            Box::new(PhraseQuery::new_with_offset(terms.collect()))
        }
    }
}

fn alone(words: &[(usize, &str)]) -> Vec<(usize, String)> {
    words.iter().map(|(place, word)| (*place, (*word).to_owned())).collect()
}

/// Returns the fewest terms that make the phrase: two common words in a row are one, which stands at the place of the second.
fn with_pairs(words: &[(usize, &str)]) -> Vec<(usize, String)> {
    let is_pair = |at: usize| match words.get(at..at + 2) {
        Some([(place, word), (next_place, next)]) => {
            place + 1 == *next_place && is_stop_word(word) && is_stop_word(next)
        }
        _ => false,
    };
    let pair = |at: usize| Some((words.get(at + 1)?.0, format!("{} {}", words.get(at)?.1, words.get(at + 1)?.1)));
    let as_term = |(place, words): (usize, String)| (place, Annotation::Pair.term(&words));
    let mut terms = Vec::with_capacity(words.len());
    let mut at = 0;
    while let Some((place, word)) = words.get(at) {
        if is_pair(at) {
            terms.extend(pair(at).map(as_term));
            at += 1;
        } else if let Some(before) = at.checked_sub(1).filter(|before| is_pair(*before)) {
            // The last of an uneven number of common words.
            terms.extend(pair(before).map(as_term));
        } else {
            terms.push((*place, (*word).to_owned()));
        }
        at += 1;
    }
    terms
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_words_in_a_row_are_taken_two_at_a_time() {
        let terms = |phrase: &str| {
            let words: Vec<(usize, &str)> = phrase.split(' ').enumerate().collect();
            let terms = with_pairs(&words).into_iter().map(|(place, term)| format!("{place}:{term}"));
            terms.collect::<Vec<_>>().join(" | ").replace('\u{2}', "+")
        };
        assert_eq!(terms("of the"), "1:+of the");
        assert_eq!(terms("flood defences"), "0:flood | 1:defences");
        assert_eq!(terms("state of the art"), "0:state | 2:+of the | 3:art");
        assert_eq!(terms("is not the flood"), "1:+is not | 2:+not the | 3:flood");
        assert_eq!(terms("the flood the sea"), "0:the | 1:flood | 2:the | 3:sea");
    }
}
