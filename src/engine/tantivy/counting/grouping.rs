//! Counts hits by grouping key, from the columns.
//!
//! Within a segment the counts are kept by dictionary ordinal or by day. Each name is looked up, and each date converted, once for all
//! articles that share it.

use crate::article::{ArticleGroup, Grouping, Language};
use crate::engine::MatchCount;
use crate::engine::tantivy::schema::{NO_LANGUAGE, column};
use rustc_hash::FxHashMap;
use std::collections::HashMap;
use tantivy::columnar::{Column, StrColumn};
use tantivy::{DocId, SegmentReader};

/// The counts of one segment by grouping key.
pub(crate) enum SegmentGroups {
    /// No grouping, or no article of the segment has a value.
    One(MatchCount),
    Names {
        by: Grouping,
        names: StrColumn,
        /// By the ordinal of the name in the dictionary of the segment.
        counted: Vec<MatchCount>,
        unnamed: MatchCount,
    },
    Periods {
        by_month: bool,
        first: Column<i64>,
        last: Column<i64>,
        /// By the first and the last day of the publication date.
        counted: FxHashMap<(i64, i64), MatchCount>,
        undated: MatchCount,
    },
}

impl SegmentGroups {
    pub(crate) fn new(segment: &SegmentReader, by: Option<Grouping>) -> tantivy::Result<Self> {
        let Some(by) = by else { return Ok(Self::One(MatchCount::default())) };
        let columns = segment.fast_fields();
        let name = match by {
            Grouping::Source => column::SOURCE,
            Grouping::Section => column::SECTION,
            Grouping::Language => column::LANGUAGE,
            Grouping::Year | Grouping::Month => {
                return Ok(Self::Periods {
                    by_month: by == Grouping::Month,
                    first: columns.i64(column::FIRST_DAY)?,
                    last: columns.i64(column::LAST_DAY)?,
                    counted: FxHashMap::default(),
                    undated: MatchCount::default(),
                });
            }
        };
        Ok(match columns.str(name)? {
            Some(names) => {
                let counted = vec![MatchCount::default(); names.num_terms()];
                Self::Names { by, names, counted, unnamed: MatchCount::default() }
            }
            None => Self::One(MatchCount::default()),
        })
    }

    /// Adds an article and the number of matches in it.
    pub(crate) fn add(&mut self, document: DocId, matches: u64) {
        let one = MatchCount { articles: 1, matches };
        *match self {
            Self::One(counted) => counted,
            Self::Names { names, counted, unnamed, .. } => {
                let number = names.ords().first(document).and_then(|number| usize::try_from(number).ok());
                number.and_then(|number| counted.get_mut(number)).unwrap_or(unnamed)
            }
            Self::Periods { first, last, counted, undated, .. } => {
                match (first.first(document), last.first(document)) {
                    (Some(first), Some(last)) => counted.entry((first, last)).or_default(),
                    _ => undated,
                }
            }
        } += one;
    }

    /// Adds the counts of this segment to the totals of all segments.
    pub(crate) fn add_to(self, groups: &mut HashMap<ArticleGroup, MatchCount>) -> tantivy::Result<()> {
        let mut add = |group: ArticleGroup, counted: MatchCount| {
            if counted.articles > 0 {
                *groups.entry(group).or_default() += counted;
            }
        };
        match self {
            Self::One(counted) => add(ArticleGroup::None, counted),
            Self::Names { by, names, counted, unnamed } => {
                add(ArticleGroup::None, unnamed);
                let found = (0..).zip(&counted).filter(|(_, counted)| counted.articles > 0);
                let (numbers, counted): (Vec<u64>, Vec<MatchCount>) = found.unzip();
                let mut counted = counted.into_iter();
                names.dictionary().sorted_ords_to_term_cb(&numbers, |name| {
                    add(named(by, name), counted.next().unwrap_or_default());
                })?;
            }
            Self::Periods { by_month, counted, undated, .. } => {
                add(ArticleGroup::None, undated);
                for ((first, last), counted) in counted {
                    add(ArticleGroup::of_days(first, last, by_month), counted);
                }
            }
        }
        Ok(())
    }
}

fn named(by: Grouping, name: &[u8]) -> ArticleGroup {
    let name = String::from_utf8_lossy(name).into_owned();
    match by {
        Grouping::Language if name == NO_LANGUAGE => ArticleGroup::None,
        Grouping::Language => Language::try_from(name).map_or(ArticleGroup::None, ArticleGroup::Language),
        _ => ArticleGroup::Name(name),
    }
}
