//! The content words of a query in order, for ranking by exact form, order and proximity.

use crate::engine::PlacedWord;
use crate::query::{Field, Node, Query};
use crate::text::{Tokens, is_acronym};

/// The maximum number of different words whose positions are read.
const MAX_WORDS: usize = 40;

/// The greatest distance of two neighbouring content words, with stop words between them.
const MAX_DISTANCE: u32 = 3;

/// The content words of a query and the pairs of neighbours among them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WordSequence {
    /// The different words.
    pub words: Vec<PlacedWord>,
    /// The number of words of the query, stop words included.
    pub length: usize,
    /// The indexes of two neighbouring words and their distance in the query: 1 for adjacent words.
    pub pairs: Vec<(usize, usize, u32)>,
}

impl WordSequence {
    /// Returns the sequence of the words and phrases of a query. `stop_words` were set aside from it; their spans give their positions in the query.
    pub fn of(query: &Query, stop_words: &[Query]) -> Self {
        let content = query.parts().iter().map(|part| (part, false));
        let mut parts: Vec<(&Query, bool)> = content.chain(stop_words.iter().map(|word| (word, true))).collect();
        parts.sort_by_key(|(part, _)| part.span.start);
        let mut sequence = Self::default();
        // The last content word and the number of words since.
        let mut last: Option<(usize, u32)> = None;
        for (part, is_stop_word) in parts {
            let part = match &part.node {
                Node::Boost { of, .. } => of,
                _ => part,
            };
            let text = match &part.node {
                Node::Word { text, field } | Node::Phrase { text, field, .. } | Node::Compound { text, field }
                    if Field::is_prose(*field) =>
                {
                    text
                }
                _ => {
                    last = None;
                    continue;
                }
            };
            let is_acronym = is_acronym(text);
            for term in Tokens::of(text).terms() {
                sequence.length += 1;
                if is_stop_word {
                    last = last.map(|(word, since)| (word, since + 1));
                    continue;
                }
                let Some(word) = sequence.index_of(term, is_acronym) else { continue };
                if let Some((before, since)) = last
                    && before != word
                    && since < MAX_DISTANCE
                {
                    sequence.pairs.push((before, word, since + 1));
                }
                last = Some((word, 0));
            }
        }
        sequence.pairs.sort_unstable();
        sequence.pairs.dedup();
        sequence
    }

    /// Returns the index of a word, which is added if it is new; `None` if there are too many.
    fn index_of(&mut self, term: &str, is_acronym: bool) -> Option<usize> {
        let known = self.words.iter().position(|word| word.term == term && word.is_acronym == is_acronym);
        known.or_else(|| {
            (self.words.len() < MAX_WORDS).then(|| {
                self.words.push(PlacedWord { term: term.to_owned(), is_acronym });
                self.words.len() - 1
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::{ParseOptions, parse};

    fn sequence(typed: &str, stop_words: &[&str]) -> (Vec<String>, Vec<(usize, usize, u32)>) {
        let query = parse(typed, &ParseOptions::default()).unwrap().query;
        let is_stop = |part: &Query| stop_words.contains(&part.to_string().as_str());
        let (stop, content): (Vec<Query>, Vec<Query>) = query.parts().iter().cloned().partition(is_stop);
        let content = content.into_iter().fold(Query::all(), Query::and);
        let WordSequence { words, pairs, .. } = WordSequence::of(&content, &stop);
        (words.into_iter().map(|word| word.term).collect(), pairs)
    }

    #[test]
    fn neighbours_keep_their_distance() {
        let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        assert_eq!(sequence("bank rate rise", &[]), (words(&["bank", "rate", "rise"]), vec![(0, 1, 1), (1, 2, 1)]));
        assert_eq!(sequence("bank of england", &["of"]), (words(&["bank", "england"]), vec![(0, 1, 2)]));
        assert_eq!(
            sequence("\"prime minister\" (a OR b) cup", &[]),
            (words(&["prime", "minister", "cup"]), vec![(0, 1, 1)])
        );
        assert_eq!(sequence("flood date:2015", &[]), (words(&["flood"]), vec![]));
    }
}
