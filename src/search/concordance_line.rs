//! One line of a concordance, and the order of lines.

use super::highlighter::spans_of;
use super::line_context;
use crate::article::{Article, ArticleId, FilePath, PublishedDate};
use crate::engine::ArticleAddress;
use crate::matching::{Match, text_of};
use crate::query::Field;
use crate::text::Tokens;
use std::cmp::Ordering;
use std::ops::Range;
use std::sync::Arc;

/// The order of the lines. Ties are ordered by date with undated articles last, then by id, file, record and position in the text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum LineOrder {
    /// By date of publication, the oldest first. Articles of the same time are ordered by the engine's tie-breaking hash.
    #[default]
    Date,
    /// By the left context, word by word outward from the match.
    Left,
    /// By the right context.
    Right,
    /// By source, articles without one last.
    Source,
}

/// The article of a concordance line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineArticle {
    /// The id.
    pub id: ArticleId,
    /// The headline.
    pub headline: String,
    /// The source.
    pub source: Option<String>,
    /// The date of publication.
    pub published: Option<PublishedDate>,
    /// The file, or the container.
    pub file: FilePath,
    /// The path of the article, see [`Article::path`].
    pub path: FilePath,
    /// The number of the record within the file.
    pub record: u32,
    pub(super) address: ArticleAddress,
}

/// A match with its left and right context.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConcordanceLine {
    /// The article.
    pub article: Arc<LineArticle>,
    /// The field.
    pub field: Field,
    /// The start of the match in the field, in characters.
    pub offset: usize,
    pub(super) text: String,
    pub(super) span: Range<usize>,
}

impl ConcordanceLine {
    /// Returns the left context.
    pub fn left(&self) -> &str {
        self.text.get(..self.span.start).unwrap_or_default()
    }

    /// Returns the match.
    pub fn matched(&self) -> &str {
        self.text.get(self.span.clone()).unwrap_or_default()
    }

    /// Returns the right context.
    pub fn right(&self) -> &str {
        self.text.get(self.span.end..).unwrap_or_default()
    }
}

/// A sort key: whether the line comes after all lines that have a key, and the key.
pub(super) type SortKey = (bool, String);

/// A line with its sort key.
pub(super) type KeyedLine = (SortKey, ConcordanceLine);

/// Returns the order of two lines.
pub(super) fn line_order((one_key, one): &KeyedLine, (other_key, other): &KeyedLine) -> Ordering {
    one_key.cmp(other_key).then_with(|| tie_breaker(one).cmp(&tie_breaker(other)))
}

/// Returns a line for each match of an article, in text order.
pub(super) fn lines_of(
    address: ArticleAddress,
    article: &Article,
    matches: &[Match],
    order: LineOrder,
    width: usize,
) -> Vec<KeyedLine> {
    if matches.is_empty() {
        return Vec::new();
    }
    let of_article = Arc::new(LineArticle {
        id: article.id.clone(),
        headline: article.headline.clone(),
        source: article.source.clone(),
        published: article.published.map(|published| published.date),
        file: article.file.clone(),
        path: article.path().into_owned(),
        record: article.record,
        address,
    });
    let mut lines = Vec::new();
    for field in Field::PROSE {
        let text = text_of(article, field);
        let (mut counted, mut offset) = (0, 0);
        for span in spans_of(matches, field) {
            offset += text.get(counted..span.start).unwrap_or_default().chars().count();
            counted = span.start;
            let key = match order {
                LineOrder::Date => (false, String::new()),
                LineOrder::Left => (false, line_context::words_before(text, span.start)),
                LineOrder::Right => (false, line_context::words_after(text, span.end)),
                LineOrder::Source => source_key(of_article.source.as_deref()),
            };
            let shown = line_context::around(text, &span, width);
            let line = ConcordanceLine {
                article: Arc::clone(&of_article),
                field,
                offset,
                text: text.get(shown.clone()).unwrap_or_default().to_owned(),
                span: span.start - shown.start..span.end - shown.start,
            };
            lines.push((key, line));
        }
    }
    lines
}

fn source_key(source: Option<&str>) -> SortKey {
    let folded = source.map(|source| Tokens::of(source).terms().collect::<Vec<_>>().join(" "));
    (source.is_none(), folded.unwrap_or_default())
}

/// Returns the order of lines with equal keys: date, article, position.
fn tie_breaker(line: &ConcordanceLine) -> impl Ord + '_ {
    let article = &*line.article;
    let date = article.published.map_or(i64::MAX, PublishedDate::order_seconds);
    (date, &article.id, &article.path, article.record, line.field, line.offset)
}
