//! How well an archive is searched: topics, judgments, runs and measures, and a test with articles that are known to be there.
//!
//! Everything is asked through [`search::rank`](crate::search::rank), so what is measured is what a person gets. The measures are those of
//! `trec_eval`, by its very definitions, with the topics that found nothing counted as 0 (its option `-c`).

mod evaluation;
mod input;
mod judgments;
mod known_item;
mod measures;
mod random;
mod run;
mod score;
mod significance;
mod topics;
mod topics_trec;

pub use evaluation::{Compared, Evaluation, Measured};
pub use input::InputError;
pub use judgments::Judgments;
pub use known_item::{
    KnownItemError, KnownItemFigures, KnownItemKind, KnownItemReport, KnownItemScores, KnownItemTest, known_item,
};
pub use measures::Measure;
pub use run::{Asking, Entry, Run, TopicRun, document_name, run_topics};
pub use score::{Scores, TopicScores};
pub use significance::randomization_test;
pub use topics::{Topic, TopicField, read_topics};
