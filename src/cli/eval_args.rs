//! The arguments of the commands that measure search quality.

use super::query_args::{FilterArgs, RankingArgs, TableFormat, parse_options};
use crate::library::{MatchMode, SearchOptions, TopicField, TopicSearchOptions};
use crate::output::sanitize_line;
use clap::ValueEnum;
use std::path::PathBuf;

/// Search for every topic of a file and print the hits as a TREC run.
///
/// Topics are lines of the form "name TAB text", TREC topics between `<top>` tags, or JSON lines with id and title. They are searched as
/// literal text. Articles are identified by the id in their record, or else by their id in the archive.
#[derive(Debug, clap::Args)]
pub(super) struct RunArgs {
    /// File of topics, or - for standard input.
    #[arg(value_name = "TOPICS")]
    pub topics: PathBuf,
    #[command(flatten)]
    pub topic: TopicArgs,
    #[command(flatten)]
    pub filters: FilterArgs,
    /// Name of the TREC run, printed in the last column.
    #[arg(long, value_name = "NAME", default_value = "dateline", value_parser = tag)]
    pub tag: String,
    /// Output format.
    #[arg(long, value_name = "FORMAT", default_value = "trec")]
    pub format: RunFormat,
}

/// Measure search quality with relevance judgments, or with a known-item test.
///
/// Compares judgments (TREC qrels or the table of BEIR) with a TREC run, or with topics to search for, and prints MAP, nDCG, precision, recall, MRR and
/// success as trec_eval does; topics without hits count as 0. Two runs are compared with a paired randomization test.
///
/// --known-item needs no judgments: it searches for articles drawn at random and measures how high they rank.
#[derive(Debug, clap::Args)]
pub(super) struct EvalArgs {
    /// File of judgments, or - for standard input.
    #[arg(value_name = "QRELS", required_unless_present = "known_item")]
    pub qrels: Option<PathBuf>,
    /// A TREC run, or topics to search for.
    #[arg(value_name = "RUN|TOPICS", required_unless_present = "known_item")]
    pub run: Option<PathBuf>,
    /// A second TREC run, or topics, to compare with the first.
    #[arg(value_name = "RUN2")]
    pub other: Option<PathBuf>,
    /// Also print the measures of every topic.
    #[arg(long)]
    pub per_query: bool,
    #[command(flatten)]
    pub topic: TopicArgs,
    #[command(flatten)]
    pub known: KnownItemArgs,
    #[command(flatten)]
    pub filters: FilterArgs,
    /// Seed of the random generator; the same seed gives the same figures.
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,
    /// Output format.
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub format: TableFormat,
}

/// Known-item test.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Known-item test")]
pub(super) struct KnownItemArgs {
    /// Search for articles by their headline, in a copy of the index without headlines, or by a sentence from the last third of the article
    /// with 30 % of its words removed.
    #[arg(long, value_name = "BY", conflicts_with_all = ["qrels", "per_query", "fields", "depth"])]
    pub known_item: Option<KnownItemChoice>,
    /// Number of articles to search for.
    #[arg(long, value_name = "N", default_value_t = 500, requires = "known_item", conflicts_with = "qrels")]
    pub sample: usize,
    /// Search among only this many articles, drawn at random [default: all; required above 200,000 articles with headline or --baseline].
    #[arg(long, value_name = "N", requires = "known_item", conflicts_with = "qrels")]
    pub of: Option<usize>,
    /// Compare with a plain baseline: lower-case words separated by white space, ranked by BM25. The difference shows the effect of the
    /// language analysis.
    #[arg(long, requires = "known_item", conflicts_with = "qrels")]
    pub baseline: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum KnownItemChoice {
    Headline,
    Sentence,
}

/// Topic options.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Topics")]
pub(super) struct TopicArgs {
    /// Parts of a topic to use as its query: title, description, narrative.
    #[arg(long, value_name = "FIELD,…", value_delimiter = ',', default_value = "title")]
    pub fields: Vec<TopicField>,
    /// Maximum number of hits per topic.
    #[arg(long, value_name = "N", default_value_t = 1000)]
    pub depth: usize,
    #[command(flatten)]
    pub ranking: RankingArgs,
}

impl TopicArgs {
    /// Returns the search options for topics, whose text is literal.
    pub(super) fn options(&self, filters: &FilterArgs) -> TopicSearchOptions {
        TopicSearchOptions {
            parse: parse_options(true, false, &filters.lang),
            filters: filters.filters(),
            search: SearchOptions { ranking: self.ranking.options(MatchMode::AllFirst), ..SearchOptions::default() },
            depth: self.depth,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum RunFormat {
    Trec,
}

/// Parses the name of a TREC run: one word, because its columns are separated by white space.
fn tag(text: &str) -> Result<String, String> {
    let is_word = !text.is_empty() && !text.contains(char::is_whitespace) && sanitize_line(text) == text;
    is_word.then(|| text.to_owned()).ok_or_else(|| "expected a single word".to_owned())
}
