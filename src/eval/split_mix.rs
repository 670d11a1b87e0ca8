//! Pseudo-random numbers, reproducible from a seed on every machine.

/// The SplitMix64 generator (Steele, Lea and Flood, OOPSLA 2014), good enough for sampling and random signs.
#[derive(Debug, Clone)]
pub(super) struct SplitMix64 {
    state: u64,
}

impl SplitMix64 {
    pub(super) fn new(seed: u64) -> Self {
        Self { state: seed }
    }

    /// Returns 64 random bits.
    pub(super) fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = self.state;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        bits ^ (bits >> 31)
    }

    /// Returns a number below `bound`, or 0 if `bound` is 0.
    pub(super) fn below(&mut self, bound: usize) -> usize {
        // The upper half of the product is uniform up to a bias below bound / 2^64.
        let product = u128::from(self.next()) * (bound as u128);
        usize::try_from(product >> 64).unwrap_or(0)
    }

    /// Returns `count` of the values, in random order; all of them if there are fewer.
    pub(super) fn sample<T>(&mut self, mut values: Vec<T>, count: usize) -> Vec<T> {
        let taken = count.min(values.len());
        for index in 0..taken {
            let other = index + self.below(values.len() - index);
            values.swap(index, other);
        }
        values.truncate(taken);
        values
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_agree_with_the_reference_implementation() {
        let mut random = SplitMix64::new(1_234_567);
        let numbers = [random.next(), random.next(), random.next()];
        assert_eq!(numbers, [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]);
    }

    #[test]
    fn samples_have_no_duplicates() {
        let mut random = SplitMix64::new(1);
        let mut all = random.sample((0..100).collect(), 200);
        assert_ne!(all, (0..100).collect::<Vec<_>>());
        all.sort_unstable();
        assert_eq!(all, (0..100).collect::<Vec<_>>());
        assert_eq!(random.sample(vec![1, 2, 3], 2).len(), 2);
        assert_eq!(random.below(0), 0);
    }
}
