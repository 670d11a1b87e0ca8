//! How well an archive is searched: topics, judgments, runs and measures, and a test with articles that are known to be there.
//!
//! Everything is asked through [`search::rank_articles`](crate::search::rank_articles), so what is measured is what a person gets. The measures are those of
//! `trec_eval`, by its very definitions, with the topics that found nothing counted as 0 (its option `-c`).

mod eval_file;
mod evaluation_report;
mod judgments;
mod known_item;
mod measures;
mod run_measures;
mod significance;
mod split_mix;
mod topics;
mod topics_trec;
mod trec_run;

pub use eval_file::EvalFileError;
pub use evaluation_report::{ComparedRun, EvaluationReport, MeasuredRun};
pub use judgments::Judgments;
pub use known_item::{
    KnownItemError, KnownItemKind, KnownItemReport, KnownItemResult, KnownItemScores, KnownItemTest, known_item,
};
pub use measures::Measure;
pub use run_measures::{RunMeasures, TopicMeasures};
pub use significance::randomization_test;
pub use topics::{Topic, TopicField, read_topics};
pub use trec_run::{RankedDocument, TopicRanking, TopicSearchOptions, TrecRun, document_name, run_topics};
