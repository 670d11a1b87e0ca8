//! The weighted count of each stem in an article, for ranking.

use crate::engine::opensearch::tokens::{COUNT, SAME, bigram};
use rustc_hash::FxHashMap;
use std::fmt::Write;

/// The weighted counts of an article.
#[derive(Debug, Default)]
pub(super) struct RankCounts {
    words: FxHashMap<String, u32>,
    /// The stems of joined forms, which do not add to the length of the article.
    joined: Vec<(String, u32)>,
    length: u32,
}

impl RankCounts {
    pub(super) fn add(&mut self, stem: &str, times: u32) {
        self.length = self.length.saturating_add(times);
        match self.words.get_mut(stem) {
            Some(count) => *count = count.saturating_add(times),
            None => {
                self.words.insert(stem.to_owned(), times);
            }
        }
    }

    pub(super) fn add_bigram(&mut self, first: &str, second: &str, times: u32) {
        self.add(&bigram(first, second), times);
    }

    pub(super) fn add_joined(&mut self, stem: &str, times: u32) {
        self.joined.push((stem.to_owned(), times));
    }

    /// Returns the weighted length of the article.
    pub(super) fn length(&self) -> u32 {
        self.length
    }

    /// Returns the tokens of the ranking field; a token without a count occurs once. Joined forms share the position of the first word and have a count of 1
    /// each, because Lucene subtracts from the length the number of tokens that share a position.
    pub(super) fn tokens(&self) -> String {
        let mut words: Vec<(&String, &u32)> = self.words.iter().collect();
        words.sort_unstable();
        let mut line = String::with_capacity(words.iter().map(|(word, _)| word.len() + 4).sum());
        for (number, (word, times)) in words.into_iter().enumerate() {
            if number > 0 {
                line.push(' ');
            }
            // Writing to a string cannot fail.
            let _ = if *times == 1 { line.write_str(word) } else { write!(line, "{word}{COUNT}{times}") };
            for (stem, times) in self.joined.iter().filter(|_| number == 0) {
                for _ in 0..*times {
                    let _ = write!(line, "{SAME}{stem}");
                }
            }
        }
        line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joined_forms_count_without_length() {
        let mut counts = RankCounts::default();
        counts.add("mail", 3);
        counts.add("e", 3);
        counts.add("mail", 1);
        counts.add_joined("email", 2);
        assert_eq!(counts.tokens(), "e^3|email|email mail^4");
        assert_eq!(counts.length(), 7);
    }
}
