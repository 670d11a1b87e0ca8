//! Evaluation of the search: TREC runs measured by judgments, and the known-item test, which needs no judgments.
//!
//! Every query is run by [`rank_articles`](crate::search::rank_articles), so the figures apply to what users see. The measures follow the definitions of
//! `trec_eval`; judged topics without hits count as 0 (its option `-c`).

mod eval_file;
mod evaluation_report;
mod judgments;
mod known_item;
mod measures;
mod run_measures;
mod significance;
mod split_mix;
mod topic_field;
mod topic_search;
mod topics;
mod trec_run;
mod trec_topics;

pub use eval_file::EvalFileError;
pub use evaluation_report::{ComparedRun, EvaluationReport, MeasuredRun};
pub use judgments::Judgments;
pub use known_item::{
    KnownItemError, KnownItemKind, KnownItemReport, KnownItemResult, KnownItemScores, KnownItemTest, KnownItemWork,
    known_item,
};
pub use measures::Measure;
pub use run_measures::{RunMeasures, TopicMeasures};
pub use significance::randomization_test;
pub use topic_field::TopicField;
pub use topic_search::{TopicSearchError, TopicSearchOptions, document_name, run_topics};
pub use topics::{Topic, read_topics};
pub use trec_run::{RankedDocument, TopicRanking, TrecRun};
