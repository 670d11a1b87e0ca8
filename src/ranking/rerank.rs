//! The best answers by their words, put in order by their words and what they are about.

use crate::engine::{ArticleAddress, Candidate};

/// How many of the best answers are put in order again.
pub const WINDOW: usize = 200;

/// How much of a score is what the article is about. Settled by measurement (docs/ranking.md).
const SHARE: f64 = 0.3;

/// An answer and where its score is from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RankedCandidate {
    /// Where its article is.
    pub address: ArticleAddress,
    /// The score of its words: BM25.
    pub words: f64,
    /// How alike what it is about and what is asked are, from -1 to 1; `None` where either is unknown, or it was not looked at.
    pub likeness: Option<f64>,
    /// By what its date multiplies the score; 1 if dates do not count.
    pub recency: f64,
    /// The score: all of that together.
    pub score: f64,
}

impl RankedCandidate {
    /// Returns the score of the words and the date.
    pub fn without_likeness(&self) -> f64 {
        self.words * self.recency
    }
}

impl From<Candidate> for RankedCandidate {
    fn from(found: Candidate) -> Self {
        let Candidate { address, score: words, recency } = found;
        Self { address, words, likeness: None, recency, score: words * recency }
    }
}

/// Puts answers in order by their words and what they are about, and then their dates. They come in order by their words and dates.
///
/// Likeness is brought to the scale of the words by its least and greatest value (min-max interpolation); an answer of which it is not known keeps the
/// score of its words. No score is then below the least that was, so answers after these stay after them.
pub fn rerank(answers: &mut [RankedCandidate]) {
    let (Some(lowest), _) = bounds(answers.iter().map(RankedCandidate::without_likeness)) else { return };
    let (Some(least), Some(most)) = bounds(answers.iter().map(|answer| answer.words)) else { return };
    let (Some(farthest), Some(nearest)) = bounds(answers.iter().filter_map(|answer| answer.likeness)) else { return };
    if nearest <= farthest {
        return;
    }
    for answer in answers.iter_mut() {
        let Some(likeness) = answer.likeness else { continue };
        let about = least + (likeness - farthest) / (nearest - farthest) * (most - least);
        answer.score = (((1.0 - SHARE) * answer.words + SHARE * about) * answer.recency).max(lowest);
    }
    // Stable: equals keep the order of their words, and so that of the ties.
    answers.sort_by(|one, other| other.score.total_cmp(&one.score));
}

fn bounds(values: impl Iterator<Item = f64> + Clone) -> (Option<f64>, Option<f64>) {
    (values.clone().reduce(f64::min), values.reduce(f64::max))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn answer(words: f64, likeness: Option<f64>) -> RankedCandidate {
        let found = Candidate { address: ArticleAddress::default(), score: words, recency: 1.0 };
        RankedCandidate { likeness, ..RankedCandidate::from(found) }
    }

    #[test]
    fn what_is_more_alike_moves_up_among_near_equals() {
        let mut answers = [answer(10.0, Some(0.1)), answer(9.5, Some(0.9)), answer(2.0, Some(0.2))];
        rerank(&mut answers);
        let words: Vec<f64> = answers.iter().map(|answer| answer.words).collect();
        assert_eq!(words, [9.5, 10.0, 2.0]);
    }

    #[test]
    fn nothing_moves_where_nothing_is_known() {
        let before = [answer(3.0, None), answer(2.0, Some(0.4)), answer(1.0, None)];
        let mut after = before;
        rerank(&mut after);
        assert_eq!(after, before);
        rerank(&mut []);
    }

    proptest! {
        #[test]
        fn scores_stay_between_those_of_the_words(answers in prop::collection::vec((0.0..50.0, prop::option::of(-1.0..1.0)), 1..30)) {
            let mut answers: Vec<RankedCandidate> = answers.into_iter().map(|(words, likeness)| answer(words, likeness)).collect();
            answers.sort_by(|one, other| other.words.total_cmp(&one.words));
            let (most, least) = (answers[0].words, answers[answers.len() - 1].words);
            rerank(&mut answers);
            prop_assert!(answers.is_sorted_by(|one, other| one.score >= other.score));
            for answer in &answers {
                prop_assert!(answer.score >= least && answer.score <= most + 1e-9);
            }
        }
    }
}
