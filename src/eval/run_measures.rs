//! Measures of a run with judgments, per topic and on average.

use super::judgments::Judgments;
use super::measures::{JudgedRanking, Measure};
use super::trec_run::{RankedDocument, TrecRun};
use std::collections::HashMap;

/// The measures of a run.
#[derive(Debug, Clone)]
pub struct RunMeasures {
    /// The judged topics in order.
    pub topics: Vec<TopicMeasures>,
    /// The number of judged topics without a document in the run. They count as 0.
    pub without_hits: usize,
    /// The number of topics of the run without judgments. They are ignored.
    pub unjudged: usize,
}

/// The measures of a topic.
#[derive(Debug, Clone)]
pub struct TopicMeasures {
    /// The name of the topic.
    pub topic: String,
    /// The value of each of [`Measure::ALL`], in that order.
    pub values: [f64; Measure::ALL.len()],
}

impl RunMeasures {
    /// Measures a run with judgments.
    pub fn new(run: &TrecRun, judgments: &Judgments) -> Self {
        let found: HashMap<&str, &[RankedDocument]> =
            run.topics.iter().map(|topic| (topic.topic.as_str(), topic.documents.as_slice())).collect();
        let mut without_hits = 0;
        let topics = judgments.topics().into_iter().map(|(topic, grades)| {
            let documents = found.get(topic).copied().unwrap_or_default();
            without_hits += usize::from(documents.is_empty());
            let ranking = JudgedRanking::new(documents.iter().map(|document| document.name.as_str()), grades);
            TopicMeasures { topic: topic.to_owned(), values: Measure::ALL.map(|measure| measure.of(&ranking)) }
        });
        let topics = topics.collect();
        let unjudged = run.topics.iter().filter(|topic| !judgments.has(&topic.topic)).count();
        Self { topics, without_hits, unjudged }
    }

    /// Returns the mean of each of [`Measure::ALL`] over the topics, in that order.
    pub fn means(&self) -> [f64; Measure::ALL.len()] {
        let mut means = [0.0; Measure::ALL.len()];
        for topic in &self.topics {
            means.iter_mut().zip(topic.values).for_each(|(mean, value)| *mean += value);
        }
        let count = self.topics.len().max(1) as f64;
        means.map(|sum| sum / count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn topics_without_hits_count_and_unjudged_ones_do_not() {
        let judgments = Judgments::read("1 0 a 1\n2 0 a 1\n").unwrap();
        let run = TrecRun::read("1 Q0 a 1 2.5 tag\n3 Q0 a 1 1 tag\n").unwrap();
        let measures = RunMeasures::new(&run, &judgments);
        assert_eq!((measures.topics.len(), measures.without_hits, measures.unjudged), (2, 1, 1));
        assert!((measures.means()[0] - 0.5).abs() < 1e-12);
    }
}
