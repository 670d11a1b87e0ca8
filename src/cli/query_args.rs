//! The arguments of the commands that search.

use super::date_order::date_order;
use super::seconds::Seconds;
use crate::library::{Filters, MatchMode, ParseOptions, RankingOptions, SearchPolicy, SearchQuery};
use clap::ValueEnum;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use std::path::PathBuf;

/// Search the archive.
///
/// Finds articles with any of the words, in any inflection; for up to three words, articles with all of them come first (see --match).
/// Operators: OR, -word, (groups), "phrases", wild*cards, field:value, date:2015..2016. `dateline help query` explains the query language.
#[derive(Debug, clap::Args)]
pub(super) struct SearchArgs {
    #[command(flatten)]
    pub query: QueryArgs,
    #[command(flatten)]
    pub filters: FilterArgs,
    #[command(flatten)]
    pub ranking: RankingArgs,
    /// Show how the score of each hit was computed.
    #[arg(long)]
    pub explain_score: bool,
    /// Update the archive from this folder first, then search only this folder; may be repeated.
    #[arg(long = "in", value_name = "FOLDER")]
    pub within: Vec<PathBuf>,
    /// Number of hits to show [default: 10].
    #[arg(short = 'n', long = "limit", value_name = "N")]
    pub limit: Option<usize>,
    /// Page of hits to show.
    #[arg(long, value_name = "PAGE", default_value_t = 1, value_parser = clap::value_parser!(u64).range(1..))]
    pub page: u64,
    /// Sort order [default: relevance, or newest for queries without words].
    #[arg(long, value_name = "ORDER")]
    pub sort: Option<SortChoice>,
    #[command(flatten)]
    pub time: TimeoutArg,
    /// Output format.
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub format: HitFormat,
    /// Do not pipe long output through a pager.
    #[arg(long)]
    pub no_pager: bool,
}

/// Show every match in context, one per line (a concordance).
///
/// Lists the matches in headline, lead and body of all matching articles. KWIC stands for key word in context.
#[derive(Debug, clap::Args)]
pub(super) struct KwicArgs {
    #[command(flatten)]
    pub query: QueryArgs,
    #[command(flatten)]
    pub filters: FilterArgs,
    /// Sort order: by date (oldest first), source, left context (from the match outwards) or right context.
    #[arg(long, value_name = "ORDER", default_value = "date")]
    pub sort: LineSort,
    /// Characters of context on each side [default: as many as fit the terminal, or 40].
    #[arg(long, value_name = "N")]
    pub width: Option<u16>,
    /// Number of lines to show [default: all].
    #[arg(short = 'n', long = "limit", value_name = "N")]
    pub limit: Option<usize>,
    #[command(flatten)]
    pub time: TimeoutArg,
    /// Output format.
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub format: HitFormat,
    /// Do not pipe long output through a pager.
    #[arg(long)]
    pub no_pager: bool,
}

/// Count matching articles and the matches in them, in total or by group.
///
/// Each match is a line of `dateline kwic`. The groups always add up to the total: undated articles and articles without a source have their
/// own row.
#[derive(Debug, clap::Args)]
pub(super) struct CountArgs {
    #[command(flatten)]
    pub query: QueryArgs,
    #[command(flatten)]
    pub filters: FilterArgs,
    /// Count by group.
    #[arg(long, value_name = "KEY")]
    pub by: Option<CountBy>,
    #[command(flatten)]
    pub time: TimeoutArg,
    /// Output format.
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub format: TableFormat,
}

/// List words of the archive with the number of articles that contain them.
///
/// Words are listed in the form they are indexed: lower case, without accents.
#[derive(Debug, clap::Args)]
pub(super) struct TermsArgs {
    /// Prefix or pattern of the words to list (* matches any letters, ? one letter): flood, '*gate', 'f?x'.
    #[arg(value_name = "PREFIX", required_unless_present = "like", conflicts_with = "like")]
    pub prefix: Option<String>,
    /// List words with a spelling similar to this word (edit distance 1 or 2), the closest first.
    #[arg(long, value_name = "WORD")]
    pub like: Option<String>,
    /// Number of words to list.
    #[arg(short = 'n', long = "limit", value_name = "N", default_value_t = 50)]
    pub limit: usize,
    #[command(flatten)]
    pub time: TimeoutArg,
    /// Output format.
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub format: TableFormat,
}

/// The time limit of a search.
#[derive(Debug, clap::Args)]
pub(super) struct TimeoutArg {
    /// Time limit for finding, counting and ranking, in seconds; 0 for no limit [default: 30]. Printing is not limited.
    #[arg(long, value_name = "SECONDS")]
    pub timeout: Option<Seconds>,
}

/// The query and options for reading it.
#[derive(Debug, clap::Args)]
pub(super) struct QueryArgs {
    /// The query; several arguments are joined by spaces.
    #[arg(value_name = "QUERY", required = true)]
    pub words: Vec<String>,
    /// Treat the query as plain text, without operators.
    #[arg(long)]
    pub literal: bool,
    /// Fail if any part of the query would be read as literal text.
    #[arg(long, conflicts_with = "literal")]
    pub strict: bool,
    /// Print the canonical form and the tree of the query instead of searching.
    #[arg(long)]
    pub explain_query: bool,
}

/// Filters on matching articles; different filters are combined with AND, values of a repeated filter with OR.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Filters")]
pub(super) struct FilterArgs {
    /// Only articles from exactly this publication, in any case; may be repeated. To match part of the name, use `source:WORD` in the query.
    #[arg(long, value_name = "NAME")]
    pub source: Vec<String>,
    /// Only articles in exactly this section, in any case; may be repeated.
    #[arg(long, value_name = "NAME")]
    pub section: Vec<String>,
    /// Only articles in this language, such as de or German; may be repeated.
    #[arg(long, value_name = "LANGUAGE")]
    pub lang: Vec<String>,
    /// Only articles published on or after this date: 2015, 2015-11, 2015-11-14, 7d (last 7 days), yesterday, 'last month'.
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub since: Option<String>,
    /// Only articles published on or before this date.
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub until: Option<String>,
    /// Include earlier versions of articles and withdrawn articles.
    #[arg(long)]
    pub all_versions: bool,
}

/// Ranking options.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Ranking")]
pub(super) struct RankingArgs {
    /// Number of query words that an article must have [default: any, but articles with all of up to three words come first; sorted by date: all,
    /// or most if no article has all]. Stop words, such as the and who, are not required. Words typed with AND, +, quotes, a field or NEAR are
    /// always required.
    #[arg(long = "match", value_name = "HOW")]
    pub matching: Option<MatchChoice>,
    /// Rank by BM25 only, without reranking by meaning and wording.
    #[arg(long)]
    pub no_rerank: bool,
    /// Enable query expansion: also rank by words that the best hits have in common.
    #[arg(long)]
    pub expand: bool,
    /// Rank newer articles higher: halve the score for every HALF-LIFE of age, such as 30d, 8w, 6m or 10y [default: 1y].
    #[arg(long, value_name = "HALF-LIFE", num_args = 0..=1, require_equals = true, value_parser = half_life)]
    pub recent: Option<Option<f64>>,
}

impl RankingArgs {
    /// Returns the ranking options, with a default for `--match`.
    pub(super) fn options(&self, default: MatchMode) -> RankingOptions {
        RankingOptions {
            matching: self.matching.map_or(default, |choice| match choice {
                MatchChoice::All => MatchMode::All,
                MatchChoice::Most => MatchMode::Most,
                MatchChoice::Any => MatchMode::Any,
            }),
            rerank: !self.no_rerank,
            expand: self.expand,
            half_life: self.recent.map(|days| days.unwrap_or(SearchPolicy::CURRENT.half_life)),
        }
    }
}

/// Parses a duration such as `30d`, `8w`, `6m` or `2y` and returns it in days.
fn half_life(text: &str) -> Result<f64, String> {
    let expected = || "expected a number of days, weeks, months or years such as 30d, 8w, 6m or 2y".to_owned();
    let unit = text.chars().next_back().ok_or_else(expected)?;
    let days = match unit.to_ascii_lowercase() {
        'd' => 1.0,
        'w' => 7.0,
        'm' => 30.436_875,
        'y' => 365.2425,
        _ => return Err(expected()),
    };
    let number: f64 = text.strip_suffix(unit).unwrap_or(text).parse().map_err(|_| expected())?;
    if number.is_finite() && number > 0.0 { Ok(number * days) } else { Err(expected()) }
}

impl QueryArgs {
    /// Returns the query, with dates relative to today.
    pub(super) fn search_query(&self, filters: &FilterArgs) -> SearchQuery {
        SearchQuery {
            tree: None,
            text: self.words.join(" ").trim_start().to_owned(),
            parse: parse_options(self.literal, self.strict, &filters.lang),
            filters: filters.filters(),
        }
    }
}

impl FilterArgs {
    /// Returns the filters.
    pub(super) fn filters(&self) -> Filters {
        Filters {
            sources: self.source.clone(),
            sections: self.section.clone(),
            languages: self.lang.clone(),
            since: self.since.clone(),
            until: self.until.clone(),
            all_versions: self.all_versions,
        }
    }
}

/// Returns the options for reading a query, with dates relative to today and in the order of the given languages.
pub(super) fn parse_options(literal: bool, strict: bool, languages: &[String]) -> ParseOptions {
    ParseOptions { literal, strict, today: today(), date_order: date_order(languages) }
}

/// Returns the current date in the local time zone.
fn today() -> Date {
    // Reading this file is enough; `TimeZone::system` would list all zones to find the name as well.
    let is_set = std::env::var_os("TZ").is_some();
    let local = if is_set { None } else { std::fs::read("/etc/localtime").ok() };
    let zone = local.and_then(|file| TimeZone::tzif("local", &file).ok()).unwrap_or_else(TimeZone::system);
    Timestamp::now().to_zoned(zone).date()
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum MatchChoice {
    /// All words.
    All,
    /// Three quarters as many words as the best article has.
    Most,
    /// At least one word.
    Any,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum SortChoice {
    Relevance,
    Newest,
    Oldest,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum LineSort {
    Date,
    Left,
    Right,
    Source,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum CountBy {
    Source,
    Year,
    Month,
    Lang,
    Section,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum HitFormat {
    Human,
    Json,
    Jsonl,
    Csv,
    Tsv,
    Ids,
    Paths,
    Paths0,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum TableFormat {
    Human,
    Json,
    Jsonl,
    Csv,
    Tsv,
}
