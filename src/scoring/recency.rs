//! Recency decay: a score is halved for every half-life that an article is older than the newest.

/// Seconds in a day.
const DAY: f64 = 86_400.0;

/// The minimum base-2 logarithm of a factor: even the oldest articles are still ranked by their words.
const MIN_EXPONENT: f64 = -64.0;

/// The factor on the score of an article that depends on its date.
///
/// Exponential decay (Li and Croft, CIKM 2003), counted from the newest article of the archive: in an archive of 1963 the news of 1963 is new.
#[derive(Debug, Clone, Copy)]
pub struct RecencyDecay {
    /// The half-life in seconds.
    half_life: f64,
    newest: i64,
    oldest: i64,
}

impl RecencyDecay {
    /// Returns the decay for an archive whose articles were published between `span.0` and `span.1`, in seconds since 1970; `None` if all are undated.
    ///
    /// `half_life` is in days; articles dated after `today` count as new as today.
    pub fn new(half_life: f64, today: i64, span: Option<(i64, i64)>) -> Self {
        let (oldest, newest) = span.unwrap_or((today, today));
        let newest = newest.min(today);
        Self { half_life: half_life * DAY, newest, oldest: oldest.min(newest) }
    }

    /// Returns the time in seconds after which no score is lowered, the half-life in seconds, and the factor of undated articles, for an engine that applies
    /// the same formula elsewhere.
    pub fn parameters(&self) -> (i64, f64, f64) {
        (self.newest, self.half_life, self.factor(None))
    }

    /// Returns the factor for an article by its date in seconds since 1970; an undated one counts as old as the oldest.
    pub fn factor(&self, published: Option<i64>) -> f64 {
        let published = published.unwrap_or(self.oldest);
        let age = self.newest.saturating_sub(published).max(0) as f64;
        (-age / self.half_life).max(MIN_EXPONENT).exp2()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_half_life_halves_and_undated_articles_are_the_oldest() {
        let day = DAY as i64;
        let decay = RecencyDecay::new(10.0, 100 * day, Some((0, 50 * day)));
        assert_eq!(decay.factor(Some(50 * day)), 1.0);
        assert_eq!(decay.factor(Some(90 * day)), 1.0);
        assert_eq!(decay.factor(Some(40 * day)), 0.5);
        assert_eq!(decay.factor(None), decay.factor(Some(0)));
        assert!(RecencyDecay::new(1e-9, day, Some((0, day))).factor(Some(0)) > 0.0);
    }
}
