//! The ranking values that are fixed in an index.

/// The weight of each position of an article, fixed when the article is indexed.
///
/// Repeating a word is BM25F with one length norm (Robertson, Zaragoza and Taylor, CIKM 2004): a weight of n is the text repeated n times.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IndexPolicy {
    /// The weight of a word of the headline.
    pub headline_weight: u32,
    /// Pairs of a number of first tokens of the running text and the additional weight of each. The lead summarises an article, its first words above all.
    /// Chosen by measurement (docs/ranking.md).
    pub lead_weights: [(u32, u32); 2],
    /// The weight of the headline and the first tokens in the meaning vector of the article.
    pub meaning_weight: u32,
}

impl IndexPolicy {
    /// The policy of this version.
    pub const CURRENT: Self = Self { headline_weight: 3, lead_weights: [(30, 1), (12, 3)], meaning_weight: 3 };

    /// Returns the number of first tokens of the running text that count more than the rest.
    pub const fn lead_tokens(&self) -> u32 {
        self.lead_weights[0].0
    }

    /// Returns the policy as a short text for the stamp of an archive; the texts of two policies are equal exactly if their weights are.
    pub fn fingerprint(&self) -> String {
        let Self { headline_weight, lead_weights, meaning_weight } = self;
        let lead: Vec<String> = lead_weights.iter().map(|(tokens, more)| format!("{tokens}+{more}")).collect();
        format!("headline {headline_weight}, lead {}, meaning {meaning_weight}", lead.join(" "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fingerprint_changes_with_every_value() {
        let current = IndexPolicy::CURRENT;
        assert_eq!(current.fingerprint(), "headline 3, lead 30+1 12+3, meaning 3");
        let others = [
            IndexPolicy { headline_weight: 4, ..current },
            IndexPolicy { lead_weights: [(30, 1), (12, 4)], ..current },
            IndexPolicy { meaning_weight: 1, ..current },
        ];
        for other in others {
            assert_ne!(other.fingerprint(), current.fingerprint());
        }
    }
}
