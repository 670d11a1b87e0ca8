//! What a place in a text counts.

/// How many times a stem of the headline counts in the ranking. Repeating it is BM25F with one length norm
/// (Robertson, Zaragoza and Taylor, CIKM 2004: a weight of n is the text repeated n times).
pub(in super::super) const HEADLINE_WEIGHT: u32 = 3;

/// How many of the first tokens of the text count how many times more: the lead says what the article is about, its first words above all.
/// Settled by measurement (docs/ranking.md).
const LEAD_WEIGHTS: [(u32, u32); 2] = [(LEAD, 1), (12, 3)];

/// How many of the first tokens count more at all.
pub(super) const LEAD: u32 = 30;

/// How many times the first tokens of the text, and those of the headline, which say most of what the article is about, count then.
const SUBJECT_WEIGHT: u32 = 3;

/// Where in the running text of its article a text stands.
#[derive(Debug, Clone, Copy)]
pub(super) enum Standing {
    Headline,
    /// After so many tokens of the running text.
    After(u32),
}

impl Standing {
    /// Returns what the words at so many places, in order, count in the ranking.
    pub(super) fn in_ranking(self, places: impl Iterator<Item = u32>, count: u32) -> u32 {
        match self {
            Self::Headline => HEADLINE_WEIGHT * count,
            Self::After(_) => count + self.emphasis(places),
        }
    }

    /// Returns what the words at some places, in order, count in the ranking besides what each word of the text does.
    pub(super) fn emphasis(self, mut places: impl Iterator<Item = u32>) -> u32 {
        let Self::After(before) = self else { return 0 };
        let more = |place: u32| {
            let leads = LEAD_WEIGHTS.iter().filter(|(first, _)| before.saturating_add(place) < *first);
            Some(leads.map(|(_, times)| times).sum()).filter(|more: &u32| *more > 0)
        };
        std::iter::from_fn(|| places.next().and_then(more)).sum()
    }

    /// Returns what the word at a place counts in the meaning.
    pub(super) fn in_meaning(self, place: u32) -> u32 {
        match self {
            Self::After(before) if before.saturating_add(place) >= LEAD => 1,
            Self::Headline | Self::After(_) => SUBJECT_WEIGHT,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_words_and_the_headline_count_more() {
        assert_eq!(Standing::Headline.in_ranking([0, 100].into_iter(), 2), 6);
        assert_eq!(Standing::After(0).in_ranking([0, 11, 12, 29, 30, 500].into_iter(), 6), 5 + 5 + 2 + 2 + 1 + 1);
        assert_eq!(Standing::After(10).in_ranking([1, 2, 20].into_iter(), 3), 5 + 2 + 1);
        assert_eq!(Standing::After(30).in_ranking([0].into_iter(), 1), 1);
        assert_eq!([0, 29, 30].map(|place| Standing::After(0).in_meaning(place)), [3, 3, 1]);
        assert_eq!(Standing::Headline.in_meaning(70), 3);
    }
}
