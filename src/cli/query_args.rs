//! What can be typed for the commands that ask the archive.

use crate::query::ParseOptions;
use crate::ranking::{MatchMode, RankingOptions};
use crate::scoring::SearchPolicy;
use crate::search::{Filters, SearchQuery};
use clap::ValueEnum;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use std::path::PathBuf;

/// Search the archive.
///
/// All words have to match, in any inflection; where no article has all, those with most of them are shown. OR, -word, (groups), "phrases", field:value and date:2015..2016 work as in most places;
/// dateline help query explains all of it.
#[derive(Debug, clap::Args)]
pub(super) struct SearchArgs {
    #[command(flatten)]
    pub query: QueryArgs,
    #[command(flatten)]
    pub filters: FilterArgs,
    #[command(flatten)]
    pub ranking: RankingArgs,
    /// Say how each hit got its score.
    #[arg(long)]
    pub explain_score: bool,
    /// Bring the archive up to date with this folder first, and search only it.
    #[arg(long = "in", value_name = "FOLDER")]
    pub within: Vec<PathBuf>,
    /// How many hits to show.
    #[arg(short = 'n', long = "limit", value_name = "N")]
    pub limit: Option<usize>,
    /// Which page of hits to show.
    #[arg(long, value_name = "PAGE", default_value_t = 1, value_parser = clap::value_parser!(u64).range(1..))]
    pub page: u64,
    /// The order of the hits [default: relevance; newest where no word ranks].
    #[arg(long, value_name = "ORDER")]
    pub sort: Option<SortChoice>,
    /// How to write the hits.
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub format: HitFormat,
    /// Do not hand long output to a pager.
    #[arg(long)]
    pub no_pager: bool,
}

/// Show every match in the archive, one a line, with the words around it (a concordance).
///
/// A match is a word, a phrase or the like of the query in the headline, the lead or the body of an article that answers.
#[derive(Debug, clap::Args)]
pub(super) struct KwicArgs {
    #[command(flatten)]
    pub query: QueryArgs,
    #[command(flatten)]
    pub filters: FilterArgs,
    /// The order of the lines: by the words before the match read outward, by those after it, by date (oldest first), by source.
    #[arg(long, value_name = "ORDER", default_value = "date")]
    pub sort: LineSort,
    /// How many characters to show on each side [default: what fits the terminal, else 40].
    #[arg(long, value_name = "N")]
    pub width: Option<u16>,
    /// How many lines to show [default: all].
    #[arg(short = 'n', long = "limit", value_name = "N")]
    pub limit: Option<usize>,
    /// How to write the lines.
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub format: HitFormat,
    /// Do not hand long output to a pager.
    #[arg(long)]
    pub no_pager: bool,
}

/// Count the articles that answer, and the matches in them, in all or by what the articles are.
///
/// The matches are the lines of dateline kwic. The rows always add up to the total: what is undated or states no source has a row.
#[derive(Debug, clap::Args)]
pub(super) struct CountArgs {
    #[command(flatten)]
    pub query: QueryArgs,
    #[command(flatten)]
    pub filters: FilterArgs,
    /// Count each of these apart.
    #[arg(long, value_name = "WHAT")]
    pub by: Option<CountBy>,
    /// How to write the count.
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub format: TableFormat,
}

/// List words of the archive with the number of articles that have each.
///
/// Words are listed as they are compared: in lower case, without accents.
#[derive(Debug, clap::Args)]
pub(super) struct TermsArgs {
    /// How the words begin; or a pattern in which * stands for any letters and ? for one: '*gate', 'f?x'.
    #[arg(value_name = "PREFIX", required_unless_present = "like", conflicts_with = "like")]
    pub prefix: Option<String>,
    /// Words spelled like this one, the most alike first.
    #[arg(long, value_name = "WORD")]
    pub like: Option<String>,
    /// How many words to list.
    #[arg(short = 'n', long = "limit", value_name = "N", default_value_t = 50)]
    pub limit: usize,
    /// How to write them.
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub format: TableFormat,
}

/// The query, and how it is read.
#[derive(Debug, clap::Args)]
pub(super) struct QueryArgs {
    /// The query; quoted or not, the words are one query.
    #[arg(value_name = "WORDS", required = true)]
    pub words: Vec<String>,
    /// Read the words as words, whatever signs they contain.
    #[arg(long)]
    pub literal: bool,
    /// Refuse a query of which anything would be read as plain words.
    #[arg(long, conflicts_with = "literal")]
    pub strict: bool,
    /// Only print how the query is read: its canonical form, and its tree.
    #[arg(long)]
    pub explain_query: bool,
}

/// What every article has to be, besides answering the query.
#[derive(Debug, clap::Args)]
pub(super) struct FilterArgs {
    /// Only from this publication; may be repeated.
    #[arg(long, value_name = "NAME")]
    pub source: Vec<String>,
    /// Only from this section; may be repeated.
    #[arg(long, value_name = "NAME")]
    pub section: Vec<String>,
    /// Only in this language; may be repeated.
    #[arg(long, value_name = "LANGUAGE")]
    pub lang: Vec<String>,
    /// Only published on this day or later: 2015, 2015-11, 2015-11-14, 7d, yesterday.
    #[arg(long, value_name = "DATE")]
    pub since: Option<String>,
    /// Only published on this day or before.
    #[arg(long, value_name = "DATE")]
    pub until: Option<String>,
}

/// How the hits are ranked.
#[derive(Debug, clap::Args)]
pub(super) struct RankingArgs {
    /// How many of the words an article has to have, the commonest not counted [default: all, and where no article has all, most; any for topics].
    #[arg(long = "match", value_name = "HOW")]
    pub matching: Option<MatchChoice>,
    /// Rank by the words alone, not by what articles are about too.
    #[arg(long)]
    pub no_rerank: bool,
    /// Rank also by words that the best hits have in common.
    #[arg(long)]
    pub expand: bool,
    /// Let new articles rank higher: a score is halved for every half-life that an article is older than the newest (30d, 8w, 6m, 10y; 1y where none is given).
    #[arg(long, value_name = "HALF-LIFE", num_args = 0..=1, require_equals = true, value_parser = half_life)]
    pub recent: Option<Option<f64>>,
}

impl RankingArgs {
    /// Returns how the hits are ranked, and how many of the words they have where that is not said.
    pub(super) fn options(&self, otherwise: MatchMode) -> RankingOptions {
        RankingOptions {
            matching: self.matching.map_or(otherwise, |choice| match choice {
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

/// Returns a span of time in days: a number and `d`, `w`, `m` or `y`.
fn half_life(text: &str) -> Result<f64, String> {
    let expected = || "expected a number of days, weeks, months or years, such as 30d, 8w, 6m or 2y".to_owned();
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
    /// Returns the question, asked today.
    pub(super) fn question(&self, filters: &FilterArgs) -> SearchQuery {
        SearchQuery {
            text: self.words.join(" "),
            parse: parse_options(self.literal, self.strict),
            filters: filters.filters(),
        }
    }
}

impl FilterArgs {
    /// Returns what every article has to be.
    pub(super) fn filters(&self) -> Filters {
        Filters {
            sources: self.source.clone(),
            sections: self.section.clone(),
            languages: self.lang.clone(),
            since: self.since.clone(),
            until: self.until.clone(),
        }
    }
}

/// Returns how queries are read, today.
pub(super) fn parse_options(literal: bool, strict: bool) -> ParseOptions {
    ParseOptions { literal, strict, today: today() }
}

/// Returns the day it is where the computer is.
fn today() -> Date {
    // The file that says it on most systems is enough; to learn its name too, every zone there is would be listed.
    let stated = std::env::var_os("TZ").is_some();
    let local = if stated { None } else { std::fs::read("/etc/localtime").ok() };
    let zone = local.and_then(|file| TimeZone::tzif("local", &file).ok()).unwrap_or_else(TimeZone::system);
    Timestamp::now().to_zoned(zone).date()
}

/// Returns when today is over in UTC, in seconds since 1970: what is newer is dated wrongly, and all day long scores are the same.
pub(super) fn end_of_today() -> i64 {
    const DAY: i64 = 86_400;
    (Timestamp::now().as_second() / DAY + 1) * DAY
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum MatchChoice {
    /// All of the words.
    All,
    /// Most of them: three quarters of as many as any article has.
    Most,
    /// Any of them.
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
