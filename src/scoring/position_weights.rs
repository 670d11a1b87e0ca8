//! The weight of each position of an article, given the start of its text.

use super::IndexPolicy;

const POLICY: IndexPolicy = IndexPolicy::CURRENT;

/// The start of a text within its article.
#[derive(Debug, Clone, Copy)]
pub enum TextStart {
    /// It is the headline.
    Headline,
    /// It follows this many tokens of the running text.
    After(u32),
}

impl TextStart {
    /// Returns the weighted count of a word at `count` positions, which are in order.
    pub fn weighted_count(self, positions: impl Iterator<Item = u32>, count: u32) -> u32 {
        match self {
            Self::Headline => POLICY.headline_weight * count,
            Self::After(_) => count + self.emphasis(positions),
        }
    }

    /// Returns the weight of a word at some positions, in order, in excess of one per position.
    pub fn emphasis(self, mut positions: impl Iterator<Item = u32>) -> u32 {
        let Self::After(before) = self else { return 0 };
        let more = |position: u32| {
            let weights = POLICY.lead_weights.iter().filter(|(tokens, _)| before.saturating_add(position) < *tokens);
            Some(weights.map(|(_, more)| more).sum()).filter(|more: &u32| *more > 0)
        };
        std::iter::from_fn(|| positions.next().and_then(more)).sum()
    }

    /// Returns the weight of a position in the meaning vector of the article.
    pub fn meaning_weight(self, position: u32) -> u32 {
        match self {
            Self::After(before) if before.saturating_add(position) >= POLICY.lead_tokens() => 1,
            Self::Headline | Self::After(_) => POLICY.meaning_weight,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_headline_and_the_first_words_count_more() {
        assert_eq!(TextStart::Headline.weighted_count([0, 100].into_iter(), 2), 6);
        assert_eq!(TextStart::After(0).weighted_count([0, 11, 12, 29, 30, 500].into_iter(), 6), 5 + 5 + 2 + 2 + 1 + 1);
        assert_eq!(TextStart::After(10).weighted_count([1, 2, 20].into_iter(), 3), 5 + 2 + 1);
        assert_eq!(TextStart::After(30).weighted_count([0].into_iter(), 1), 1);
        assert_eq!([0, 29, 30].map(|position| TextStart::After(0).meaning_weight(position)), [3, 3, 1]);
        assert_eq!(TextStart::Headline.meaning_weight(70), 3);
    }
}
