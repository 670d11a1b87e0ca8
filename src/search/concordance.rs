//! The concordance: every place in the archive that answers, with the words around it.
//!
//! In the order of dates nothing but the addresses of the articles is held, and the first lines come at once. Other orders have to see
//! every line first; a line keeps no more of its article than it shows.

use super::highlighter::{Highlighter, spans_of};
use super::{ResolvedQuery, SearchError, SearchQuery, line_context, read_articles, resolve_query, respelling};
use crate::article::{Article, ArticleId, FilePath, PublishedDate};
use crate::engine::{ArticleAddress, Engine, Request, Sort, TruncatedPattern};
use crate::matching::text_of;
use crate::query::Field;
use crate::text::{StemCache, Tokens};
use std::collections::HashSet;
use std::ops::{ControlFlow, Range};
use std::sync::Arc;
use std::time::Instant;

/// How many lines are held before those that will not be given are let go.
const MANY: usize = 10_000;

/// The order of the lines. Equal ones are put in order by date, undated last, by id and by place; in the order of dates, articles of one moment
/// by the hash that breaks every tie.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum LineOrder {
    /// By the date of publication, the oldest first.
    #[default]
    Date,
    /// By the words before the match, the one beside it first.
    Left,
    /// By the words after the match.
    Right,
    /// By the publication, articles that name none last.
    Source,
}

/// How a concordance is made.
#[derive(Debug, Clone, Copy)]
pub struct ConcordanceOptions {
    /// The order of the lines.
    pub order: LineOrder,
    /// How many characters of the text to show on each side of a match.
    pub width: usize,
    /// How many lines to give; all of them if there is no limit.
    pub limit: Option<usize>,
}

/// What a line says of its article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineArticle {
    /// The id.
    pub id: ArticleId,
    /// The headline.
    pub headline: String,
    /// The publication.
    pub source: Option<String>,
    /// When it was published.
    pub published: Option<PublishedDate>,
    /// The file.
    pub file: FilePath,
    /// The number of the record within the file.
    pub record: u32,
    address: ArticleAddress,
}

/// One place that answers, with the text around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConcordanceLine {
    /// The article.
    pub article: Arc<LineArticle>,
    /// The field.
    pub field: Field,
    /// Where the match begins in the field, in characters.
    pub offset: usize,
    text: String,
    span: Range<usize>,
}

impl ConcordanceLine {
    /// Returns the text before the match.
    pub fn left(&self) -> &str {
        self.text.get(..self.span.start).unwrap_or_default()
    }

    /// Returns the match.
    pub fn matched(&self) -> &str {
        self.text.get(self.span.clone()).unwrap_or_default()
    }

    /// Returns the text after the match.
    pub fn right(&self) -> &str {
        self.text.get(self.span.end..).unwrap_or_default()
    }
}

/// A concordance that was given, line by line.
#[derive(Debug, Clone)]
pub struct Concordance {
    /// The query as it was understood, filters included, in its canonical form.
    pub query: String,
    /// How many lines were given.
    pub lines: usize,
    /// How many articles they are from.
    pub articles: usize,
    /// Whether there are more lines than the limit let through.
    pub more: bool,
    /// What the user should know about how the query was read.
    pub notes: Vec<String>,
    /// Where nothing answers: the query respelled with words of the archive, which has hits.
    pub suggestion: Option<String>,
    /// How long it took.
    pub seconds: f64,
}

/// Gives the concordance of a question, line by line, until `visit` says to stop.
///
/// # Errors
/// If the query or a filter makes no sense or has nothing to show, or the archive cannot be read.
pub fn concordance(
    engine: &dyn Engine,
    question: &SearchQuery,
    options: &ConcordanceOptions,
    visit: &mut dyn FnMut(&ConcordanceLine) -> ControlFlow<()>,
) -> Result<Concordance, SearchError> {
    let begun = Instant::now();
    let understood = resolve_query(question)?.required()?.resolve_acronyms(engine)?;
    if !understood.has_text() {
        return Err(SearchError::Query(
            "the query has nothing to show: labels, dates and what is excluded have no place in the text; add a word, or \
             count the articles with dateline count"
                .to_owned(),
        ));
    }
    let mut given =
        LineCounter { limit: options.limit.unwrap_or(usize::MAX), lines: 0, articles: HashSet::new(), more: false };
    let truncated = each_line(engine, &understood, options, &mut |line| given.give(line, visit))?;
    let suggestion = match given.lines {
        0 if !given.more => respelling::suggestion(engine, question, &understood, &[])?,
        _ => None,
    };
    Ok(Concordance {
        query: understood.full_query().to_string(),
        lines: given.lines,
        articles: given.articles.len(),
        more: given.more,
        notes: understood.notes_with(&truncated),
        suggestion,
        seconds: begun.elapsed().as_secs_f64(),
    })
}

/// What was given so far.
struct LineCounter {
    limit: usize,
    lines: usize,
    articles: HashSet<ArticleAddress>,
    more: bool,
}

impl LineCounter {
    fn give(
        &mut self,
        line: &ConcordanceLine,
        visit: &mut dyn FnMut(&ConcordanceLine) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        if self.lines == self.limit {
            self.more = true;
            return ControlFlow::Break(());
        }
        self.lines += 1;
        self.articles.insert(line.article.address);
        visit(line)
    }
}

fn each_line(
    engine: &dyn Engine,
    understood: &ResolvedQuery,
    options: &ConcordanceOptions,
    give: &mut dyn FnMut(&ConcordanceLine) -> ControlFlow<()>,
) -> Result<Vec<TruncatedPattern>, SearchError> {
    let in_order_of_dates = options.order == LineOrder::Date;
    let sort = if in_order_of_dates { Sort::Oldest } else { Sort::AsKept };
    let asked = understood.full_query();
    let (addresses, truncated) = engine.addresses(&Request { sort, ..Request::new(&asked) })?;
    let marker = Highlighter::new(&asked, engine)?;
    let make = |address, article: Article, stems: &mut _| lines_of(address, &article, &marker, options, stems);
    if in_order_of_dates {
        read_articles(engine, &addresses, make, |lines| lines.iter().try_for_each(|(_, line)| give(line)))?;
        return Ok(truncated);
    }
    let mut all = Vec::new();
    // One more than is given shows that there are more.
    let most = options.limit.map_or(usize::MAX, |limit| limit.saturating_add(1));
    read_articles(engine, &addresses, make, |lines| {
        all.extend(lines);
        if all.len() / 2 > most.max(MANY) {
            first_lines(&mut all, most);
        }
        ControlFlow::Continue(())
    })?;
    first_lines(&mut all, most);
    // Whether it was stopped makes no difference here.
    let _ = all.iter().try_for_each(|(_, line)| give(line));
    Ok(truncated)
}

/// Puts lines in order and keeps the first.
fn first_lines(lines: &mut Vec<(SortKey, ConcordanceLine)>, most: usize) {
    lines.sort_unstable_by(|(one_key, one), (other_key, other)| {
        one_key.cmp(other_key).then_with(|| place(one).cmp(&place(other)))
    });
    lines.truncate(most);
}

/// What a line is put in order by: whether it comes after all that have a key, and the key.
type SortKey = (bool, String);

/// Returns the lines of one article in the order of its text.
fn lines_of(
    address: ArticleAddress,
    article: &Article,
    marker: &Highlighter,
    options: &ConcordanceOptions,
    stems: &mut StemCache,
) -> Vec<(SortKey, ConcordanceLine)> {
    let matches = marker.matches(article, stems);
    if matches.is_empty() {
        return Vec::new();
    }
    let origin = Arc::new(LineArticle {
        id: article.id.clone(),
        headline: article.headline.clone(),
        source: article.source.clone(),
        published: article.published.map(|published| published.date),
        file: article.file.clone(),
        record: article.record,
        address,
    });
    let mut lines = Vec::new();
    for field in Field::PROSE {
        let text = text_of(article, field);
        let (mut counted, mut offset) = (0, 0);
        for span in spans_of(&matches, field) {
            offset += text.get(counted..span.start).unwrap_or_default().chars().count();
            counted = span.start;
            let key = match options.order {
                LineOrder::Date => (false, String::new()),
                LineOrder::Left => (false, line_context::words_before(text, span.start)),
                LineOrder::Right => (false, line_context::words_after(text, span.end)),
                LineOrder::Source => source_key(origin.source.as_deref()),
            };
            let shown = line_context::around(text, &span, options.width);
            let line = ConcordanceLine {
                article: Arc::clone(&origin),
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

/// Returns what puts equal lines in order: the date, the article, the place in it.
fn place(line: &ConcordanceLine) -> impl Ord + '_ {
    let origin = &*line.article;
    let date = origin.published.map_or(i64::MAX, PublishedDate::order_seconds);
    (date, &origin.id, &origin.file, origin.record, line.field, line.offset)
}
