//! One run measured, or two side by side.

use super::{Measure, RunMeasures, randomization_test};

/// The measures of one run, or of two with what tells them apart.
#[derive(Debug, Clone)]
pub struct EvaluationReport {
    /// The run that was measured first.
    pub run: MeasuredRun,
    /// The run to compare it with.
    pub other: Option<ComparedRun>,
}

/// A run and how well it did.
#[derive(Debug, Clone)]
pub struct MeasuredRun {
    /// What the run is called.
    pub name: String,
    /// How well each topic was answered.
    pub scores: RunMeasures,
}

/// A second run.
#[derive(Debug, Clone)]
pub struct ComparedRun {
    /// The run.
    pub run: MeasuredRun,
    /// For each of [`Measure::ALL`] how likely chance alone makes a difference at least so large.
    pub p: [f64; Measure::ALL.len()],
}

impl EvaluationReport {
    /// Puts the measures of runs together; both were measured by the same judgments. `seed` is that of the test of their difference.
    pub fn new(run: MeasuredRun, other: Option<MeasuredRun>, seed: u64) -> Self {
        let other = other.map(|other| {
            let topics = || run.scores.topics.iter().zip(&other.scores.topics);
            let values = Measure::ALL.map(|_| Vec::with_capacity(run.scores.topics.len()));
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
