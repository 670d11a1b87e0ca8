//! Whether a difference between two runs may be chance.

use super::split_mix::SplitMix64;

/// How often the signs are flipped.
const ROUNDS: u32 = 100_000;

/// Returns the two-sided p of the paired randomization test: how often a difference at least so large comes about if for every topic chance
/// decides which run a value belongs to (Smucker, Allan and Carterette, CIKM 2007). The same for the same seed.
///
/// ```
/// use dateline::eval::randomization_test;
/// assert_eq!(randomization_test(&[(0.5, 0.5), (0.2, 0.2)], 1), 1.0);
/// ```
pub fn randomization_test(pairs: &[(f64, f64)], seed: u64) -> f64 {
    // Topics without a difference add nothing, whichever way they are flipped.
    let differences: Vec<f64> = pairs.iter().map(|(one, other)| one - other).filter(|gap| *gap != 0.0).collect();
    let observed = differences.iter().sum::<f64>().abs();
    // The same values added in another order may differ in the last bits.
    let threshold = observed - 1e-9 * differences.iter().map(|gap| gap.abs()).sum::<f64>();
    let mut random = SplitMix64::new(seed);
    let mut as_large = 0_u32;
    for _ in 0..ROUNDS {
        let mut sum = 0.0;
        for block in differences.chunks(64) {
            let mut signs = random.next();
            for gap in block {
                sum += if signs & 1 == 1 { *gap } else { -gap };
                signs >>= 1;
            }
        }
        as_large += u32::from(f64::abs(sum) >= threshold);
    }
    // What was observed is itself one of the ways that chance may go.
    f64::from(as_large + 1) / f64::from(ROUNDS + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn p_is_the_share_of_flips_that_go_as_far() {
        // Of the 2^4 ways to give signs to four equal differences two go as far as all four alike.
        let pairs = [(0.6, 0.5); 4];
        assert!((randomization_test(&pairs, 1) - 2.0 / 16.0).abs() < 0.005);
        // 1 + 2 - 3 is nought, and every sum is at least as far from it.
        let pairs = [(1.0, 0.0), (2.0, 0.0), (0.0, 3.0)];
        assert!((randomization_test(&pairs, 1) - 1.0).abs() < 0.005);
        let pairs: Vec<(f64, f64)> = (0..80).map(|_| (0.6, 0.5)).collect();
        assert!(randomization_test(&pairs, 1) < 0.0001);
    }

    #[test]
    fn the_seed_alone_decides() {
        let pairs: Vec<(f64, f64)> = (0..30).map(|n| (f64::from(n % 7), f64::from(n % 5))).collect();
        assert_eq!(randomization_test(&pairs, 3), randomization_test(&pairs, 3));
    }
}
