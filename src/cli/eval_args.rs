//! What can be typed for the commands that measure.

use super::query_args::{FilterArgs, RankingArgs, TableFormat, parse_options};
use crate::eval::{TopicField, TopicSearchOptions};
use crate::ranking::MatchMode;
use crate::search::SearchOptions;
use clap::ValueEnum;
use std::path::PathBuf;

/// Ask the archive every topic of a file, and print what it finds as a TREC run.
///
/// Topics are lines "name TAB text", the records of TREC between top tags, or JSON lines with id and title. They are prose: any word of a topic may
/// match, and operators mean nothing. An article goes by the id that its record states, or else by its id in the archive.
#[derive(Debug, clap::Args)]
pub(super) struct RunArgs {
    /// The file of topics; - for standard input.
    #[arg(value_name = "TOPICS")]
    pub topics: PathBuf,
    #[command(flatten)]
    pub asking: AskingArgs,
    #[command(flatten)]
    pub filters: FilterArgs,
    /// The name of the run, in its last column.
    #[arg(long, value_name = "NAME", default_value = "dateline", value_parser = tag)]
    pub tag: String,
    /// How to write the run.
    #[arg(long, value_name = "FORMAT", default_value = "trec")]
    pub format: RunFormat,
}

/// Measure how well the archive is searched: with judgments, or with articles that are known to be in it.
///
/// With judgments (the qrels of TREC, or the table of BEIR) and a run, or topics to ask the archive: prints MAP, nDCG, precision, recall,
/// MRR and success as trec_eval does, topics without hits counted as 0. Two runs are compared with a paired randomization test.
/// With --known-item no judgments are needed: articles chosen by chance are asked for, and have to come first.
#[derive(Debug, clap::Args)]
pub(super) struct EvalArgs {
    /// The file of judgments.
    #[arg(value_name = "QRELS", required_unless_present = "known_item")]
    pub qrels: Option<PathBuf>,
    /// A run, or topics to ask the archive.
    #[arg(value_name = "RUN|TOPICS", required_unless_present = "known_item")]
    pub run: Option<PathBuf>,
    /// A second run, or other topics, to compare with the first.
    #[arg(value_name = "RUN2")]
    pub other: Option<PathBuf>,
    /// Print the measures of every topic too.
    #[arg(long)]
    pub per_query: bool,
    #[command(flatten)]
    pub asking: AskingArgs,
    #[command(flatten)]
    pub known: KnownItemArgs,
    #[command(flatten)]
    pub filters: FilterArgs,
    /// What chance begins with: the same seed gives the same figures.
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,
    /// How to write the measures.
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub format: TableFormat,
}

/// A test with known articles.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Known articles")]
pub(super) struct KnownItemArgs {
    /// Ask for articles of the archive: by their headline, which a copy of the index made for the test has not, or by a sentence of the
    /// last third that has lost 30 % of its words.
    #[arg(long, value_name = "BY", conflicts_with_all = ["qrels", "per_query", "fields", "depth"])]
    pub known_item: Option<KnownItemChoice>,
    /// How many articles to ask for.
    #[arg(long, value_name = "N", default_value_t = 500, requires = "known_item", conflicts_with = "qrels")]
    pub sample: usize,
    /// Search only so many articles, chosen by chance, in a copy of the index [default: all; to be said above 200,000 with headline or
    /// --baseline].
    #[arg(long, value_name = "N", requires = "known_item", conflicts_with = "qrels")]
    pub of: Option<usize>,
    /// Ask the same of a plain baseline too: words as white space separates them, in lower case, ranked by BM25. It shows what
    /// Dateline's analysis of each language is worth.
    #[arg(long, requires = "known_item", conflicts_with = "qrels")]
    pub baseline: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum KnownItemChoice {
    Headline,
    Sentence,
}

/// How topics are asked.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "How topics are asked")]
pub(super) struct AskingArgs {
    /// Which parts of a topic are its query, one after the other: title, description, narrative.
    #[arg(long, value_name = "FIELD,…", value_delimiter = ',', default_value = "title")]
    pub fields: Vec<TopicField>,
    /// How many articles a topic may find.
    #[arg(long, value_name = "N", default_value_t = 1000)]
    pub depth: usize,
    #[command(flatten)]
    pub ranking: RankingArgs,
}

impl AskingArgs {
    /// Returns how topics are asked: as prose.
    pub(super) fn asking(&self, filters: &FilterArgs) -> TopicSearchOptions {
        TopicSearchOptions {
            parse: parse_options(true, false),
            filters: filters.filters(),
            search: SearchOptions {
                ranking: self.ranking.options(MatchMode::Any),
                ..SearchOptions::default()
            },
            depth: self.depth,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum RunFormat {
    Trec,
}

/// Reads the name of a run: one word, as the layout has it.
fn tag(text: &str) -> Result<String, String> {
    let is_word =
        !text.is_empty() && !text.contains(|character: char| character.is_whitespace() || character.is_control());
    is_word.then(|| text.to_owned()).ok_or_else(|| "write one word".to_owned())
}
