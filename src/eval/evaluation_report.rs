//! The measures of one run, or of two runs with the significance of their differences.

use super::measures::Measure;
use super::run_measures::RunMeasures;
use super::significance::randomization_test;

/// The measures of one run, or the comparison of two.
#[derive(Debug, Clone)]
pub struct EvaluationReport {
    /// The first run.
    pub run: MeasuredRun,
    /// The run compared with it.
    pub other: Option<ComparedRun>,
}

/// A run with its measures.
#[derive(Debug, Clone)]
pub struct MeasuredRun {
    /// The name to show for the run.
    pub name: String,
    /// The measures.
    pub measures: RunMeasures,
}

/// The second run of a comparison.
#[derive(Debug, Clone)]
pub struct ComparedRun {
    /// The run.
    pub run: MeasuredRun,
    /// The p value of the difference for each of [`Measure::ALL`].
    pub p: [f64; Measure::ALL.len()],
}

impl EvaluationReport {
    /// Compares runs measured with the same judgments. `seed` seeds the randomization test.
    pub fn new(run: MeasuredRun, other: Option<MeasuredRun>, seed: u64) -> Self {
        let other = other.map(|other| {
            let topics = || run.measures.topics.iter().zip(&other.measures.topics);
            let values = Measure::ALL.map(|_| Vec::with_capacity(run.measures.topics.len()));
            let values = topics().fold(values, |mut values, (one, two)| {
                let pairs = one.values.into_iter().zip(two.values);
                values.iter_mut().zip(pairs).for_each(|(values, pair)| values.push(pair));
                values
            });
            ComparedRun { p: values.map(|pairs| randomization_test(&pairs, seed)), run: other }
        });
        Self { run, other }
    }
}
