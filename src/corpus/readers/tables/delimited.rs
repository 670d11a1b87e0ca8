//! CSV, TSV and similar tables, read row by row.

use super::columns::{self, TableColumns};
use super::dialect::{self, Dialect, Sniffed};
use super::gdelt::{self, GdeltTable};
use super::headerless;
use super::highlights::Highlights;
use crate::corpus::decode;
use crate::corpus::draft::Draft;
use crate::corpus::field_map::FieldMap;
use crate::corpus::input::Input;
use crate::corpus::reader::{FormatSample, ReadRecord, Reader, ReaderContext, RecordSink};
use crate::corpus::skip::{Skip, SkipReason};
use crate::corpus::transcode::{RecordBudget, utf8_reader};
use csv::{ReaderBuilder, StringRecord};
use std::io::BufRead;
use std::ops::ControlFlow;

/// Extensions of tables.
const EXTENSIONS: &[&str] = &["csv", "tsv", "tab", "psv"];
/// The minimum percentage of rows of equal length in a table with another extension.
const REGULAR: usize = 95;
/// The maximum number of rows above the header.
const ABOVE_HEADER: usize = 10;
/// The minimum number of columns in a table with another extension.
const COLUMNS: usize = 3;

/// Reads CSV, TSV and tables with other separators.
pub(in crate::corpus::readers) struct DelimitedReader;

impl Reader for DelimitedReader {
    fn name(&self) -> &'static str {
        "csv"
    }

    fn recognises(&self, sample: &FormatSample<'_>) -> bool {
        if EXTENSIONS.contains(&sample.extension) {
            return true;
        }
        // Most files are text: only files whose first line may be a header, or a row of GDELT, are examined closely.
        let map = FieldMap::default();
        let line = sample.text.lines().next().unwrap_or_default();
        let may_be_table = ['\t', ';', ',', '|'].iter().any(|delimiter| {
            let cells: Vec<String> =
                line.split(*delimiter).map(|cell| cell.trim_matches(['"', '\'']).to_owned()).collect();
            cells.len() >= COLUMNS && (columns::is_header(&cells, &map) || gdelt::table_of(&cells).is_some())
        });
        if !may_be_table {
            return false;
        }
        let Some(Sniffed { rows, regular, .. }) = dialect::sniff(sample.text, false) else { return false };
        let Some(first) = rows.first() else { return false };
        let is_table =
            first.len() >= COLUMNS && rows.len() > 1 && regular >= REGULAR && columns::is_header(first, &map);
        gdelt::table_of(first).is_some() || is_table && columns::has_articles(first, &map)
    }

    fn memory_factor(&self) -> u64 {
        12
    }

    fn is_streamed(&self) -> bool {
        true
    }

    fn read(&self, input: Input<'_>, context: &ReaderContext<'_>, sink: &mut RecordSink<'_>) -> Result<(), Skip> {
        let head = decode::head(&input);
        let single = || {
            let rows = vec![vec![head.lines().next().unwrap_or_default().trim_matches('"').to_owned()]];
            Sniffed { dialect: Dialect { delimiter: b',', quote: b'"' }, rows, regular: 0 }
        };
        let Sniffed { dialect, rows, .. } = dialect::sniff(&head, input.is_whole()).unwrap_or_else(single);
        let table = DelimitedTable::of(&rows, context.map)?;
        let has_separator_line = dialect::separator_line(&head).is_some();
        drop((head, rows));
        let budget = RecordBudget::new(context.limits, self.memory_factor());
        let mut text = utf8_reader(input, &budget);
        if has_separator_line {
            text.skip_until(b'\n')?;
        }
        read_rows(text, dialect, &table, u64::from(has_separator_line), context, &budget, sink)
    }
}

/// A table as recognised by its first rows.
struct DelimitedTable {
    kind: TableKind,
    /// The number of rows up to and including the header; 0 without a header.
    header_rows: usize,
}

enum TableKind {
    Articles(TableColumns),
    Highlights(TableColumns),
    KnowledgeGraph,
}

impl DelimitedTable {
    fn of(rows: &[Vec<String>], map: &FieldMap) -> Result<Self, SkipReason> {
        let Some(first) = rows.first() else { return Err(SkipReason::NoArticles) };
        match gdelt::table_of(first) {
            Some(GdeltTable::KnowledgeGraph) => {
                let has_header = first.first().is_some_and(|cell| cell.trim().eq_ignore_ascii_case("GKGRECORDID"));
                return Ok(Self { kind: TableKind::KnowledgeGraph, header_rows: usize::from(has_header) });
            }
            Some(GdeltTable::Refused(what)) => {
                return Err(SkipReason::NotAnArticle { found: format!("a table of {what}") });
            }
            None => {}
        }
        let above = rows_above(rows, map);
        let (first, header_rows) = rows.get(above).map_or((first, 1), |row| (row, above + 1));
        if columns::is_header(first, map) {
            let columns = TableColumns::of_header(first, map);
            if columns.has("Highlight") && columns.has("Book Title") {
                return Ok(Self { kind: TableKind::Highlights(columns), header_rows });
            }
            return if columns::has_articles(first, map) {
                Ok(Self { kind: TableKind::Articles(columns), header_rows })
            } else {
                Err(columns::no_articles(first))
            };
        }
        match headerless::columns_of(rows, map) {
            Some(columns) => Ok(Self { kind: TableKind::Articles(columns), header_rows: 0 }),
            None => Err(columns::no_articles(first)),
        }
    }
}

/// Returns the number of rows above the header: a title and empty rows, which have at most half as many filled cells.
fn rows_above(rows: &[Vec<String>], map: &FieldMap) -> usize {
    let filled = |row: &Vec<String>| row.iter().filter(|cell| !cell.trim().is_empty()).count();
    let is_header =
        |row: &&Vec<String>| filled(row) > 1 && columns::is_header(row, map) && columns::has_articles(row, map);
    let Some(at) = rows.iter().take(ABOVE_HEADER).position(|row| is_header(&row)) else { return 0 };
    let most = rows.get(at).map_or(0, filled) / 2;
    if rows.iter().take(at).all(|row| filled(row) <= most) { at } else { 0 }
}

fn read_rows(
    text: impl BufRead,
    dialect: Dialect,
    table: &DelimitedTable,
    lines_before: u64,
    context: &ReaderContext<'_>,
    budget: &RecordBudget<'_>,
    sink: &mut RecordSink<'_>,
) -> Result<(), Skip> {
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(dialect.delimiter)
        .quote(dialect.quote)
        .from_reader(text);
    let mut row = StringRecord::new();
    let mut highlights = Highlights::default();
    let mut header_rows = table.header_rows;
    loop {
        budget.renew();
        match reader.read_record(&mut row) {
            Ok(true) => {}
            Ok(false) => break,
            Err(error) => return Err(of_csv(error)),
        }
        if header_rows > 0 {
            header_rows -= 1;
            continue;
        }
        if row.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let line = row.position().map(|position| position.line() + lines_before);
        let draft = match &table.kind {
            TableKind::KnowledgeGraph => Ok(gdelt::draft(&row.iter().collect::<Vec<_>>())),
            TableKind::Articles(columns) => fitting(&row, columns).map(|()| columns.draft(row.iter(), context.map)),
            TableKind::Highlights(columns) => match fitting(&row, columns) {
                Ok(()) => {
                    let ready = highlights.add(&columns.record(row.iter()));
                    if pass_on(ready, sink).is_break() {
                        return Ok(());
                    }
                    continue;
                }
                Err(reason) => Err(reason),
            },
        };
        if sink(ReadRecord { line, draft }).is_break() {
            return Ok(());
        }
    }
    let _ = pass_on(highlights.take(), sink);
    Ok(())
}

fn pass_on(drafts: Vec<Draft>, sink: &mut RecordSink<'_>) -> ControlFlow<()> {
    drafts.into_iter().try_for_each(|draft| sink(ReadRecord { line: None, draft: Ok(draft) }))
}

/// Fails if a row does not fit the columns of its table: a separator or a line break in its text was not quoted, so its fields are shifted.
fn fitting(row: &StringRecord, columns: &TableColumns) -> Result<(), SkipReason> {
    let filled = row.iter().enumerate().filter(|(_, cell)| !cell.trim().is_empty()).map(|(at, _)| at + 1).max();
    let filled = filled.unwrap_or_default();
    if filled > columns.len() || row.len() < columns.len() {
        let detail = format!("{} values in {} columns", row.len(), columns.len());
        return Err(SkipReason::Malformed { format: "table", detail });
    }
    Ok(())
}

fn of_csv(error: csv::Error) -> Skip {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error.into(),
        other => SkipReason::Malformed { format: "table", detail: format!("{other:?}") }.into(),
    }
}
