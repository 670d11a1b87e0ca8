//! The significance of a difference between two runs.

use super::split_mix::SplitMix64;

/// The number of random sign assignments.
const ROUNDS: u32 = 100_000;

/// Returns the two-sided p value of the paired randomization test: the share of random swaps of the paired values that give a difference at
/// least as large as the observed one (Smucker, Allan and Carterette, CIKM 2007). Deterministic for a seed.
///
/// ```
/// use dateline::eval::randomization_test;
/// assert_eq!(randomization_test(&[(0.5, 0.5), (0.2, 0.2)], 1), 1.0);
/// ```
pub fn randomization_test(pairs: &[(f64, f64)], seed: u64) -> f64 {
    // Pairs without a difference do not change any sum.
    let differences: Vec<f64> = pairs.iter().map(|(one, other)| one - other).filter(|gap| *gap != 0.0).collect();
    let observed = differences.iter().sum::<f64>().abs();
    // Sums of the same values in another order may differ in the last bits.
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
    // The observed assignment is one of the possible ones.
    f64::from(as_large + 1) / f64::from(ROUNDS + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn p_is_the_share_of_sign_flips_with_as_large_a_sum() {
        // Of the 2^4 sign assignments, two give four equal differences the same sign.
        let pairs = [(0.6, 0.5); 4];
        assert!((randomization_test(&pairs, 1) - 2.0 / 16.0).abs() < 0.005);
        // 1 + 2 - 3 is 0, and every sum is at least as large.
        let pairs = [(1.0, 0.0), (2.0, 0.0), (0.0, 3.0)];
        assert!((randomization_test(&pairs, 1) - 1.0).abs() < 0.005);
        let pairs: Vec<(f64, f64)> = (0..80).map(|_| (0.6, 0.5)).collect();
        assert!(randomization_test(&pairs, 1) < 0.0001);
    }

    #[test]
    fn equal_seeds_give_equal_p_values() {
        let pairs: Vec<(f64, f64)> = (0..30).map(|n| (f64::from(n % 7), f64::from(n % 5))).collect();
        assert_eq!(randomization_test(&pairs, 3), randomization_test(&pairs, 3));
    }
}
