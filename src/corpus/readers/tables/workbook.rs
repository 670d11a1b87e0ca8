//! Spreadsheets of Excel (XLSX) and LibreOffice (ODS): every sheet that is a table of articles.

use super::columns::{self, TableColumns};
use crate::corpus::input::Input;
use crate::corpus::reader::{FormatSample, ReadRecord, Reader, ReaderContext, RecordSink};
use crate::corpus::skip::{Skip, SkipReason};
use calamine::{Data, Range, Reader as _, Sheets, open_workbook_auto_from_rs};
use std::io::Cursor;

/// The most rows above the header, such as a title and empty ones.
const ABOVE_HEADER: usize = 10;
/// How many times its size a workbook may take when unpacked, and what is always allowed.
const HIGHEST_RATIO: u64 = 200;
const ALWAYS_ALLOWED: u64 = 64 << 20;

/// Reads workbooks.
pub(in crate::corpus::readers) struct WorkbookReader;

impl Reader for WorkbookReader {
    fn name(&self) -> &'static str {
        "spreadsheet"
    }

    fn recognises(&self, sample: &FormatSample<'_>) -> bool {
        let head = sample.bytes;
        if !head.starts_with(b"PK\x03\x04") {
            return false;
        }
        let is_ods = head
            .get(30..)
            .is_some_and(|rest| rest.starts_with(b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet"));
        is_ods || names(head).any(|name| name.starts_with(b"xl/"))
    }

    fn is_binary(&self) -> bool {
        true
    }

    fn memory_factor(&self) -> u64 {
        60
    }

    fn read(&self, input: Input<'_>, context: &ReaderContext<'_>, sink: &mut RecordSink<'_>) -> Result<(), Skip> {
        let bytes = input.into_bytes()?;
        require_moderate_size(&bytes)?;
        let mut workbook = open_workbook_auto_from_rs(Cursor::new(bytes)).map_err(|error| malformed(&error))?;
        read_sheets(&mut workbook, context, sink)
    }
}

/// Returns the names in the local headers that are in sight.
fn names(head: &[u8]) -> impl Iterator<Item = &[u8]> {
    memchr::memmem::find_iter(head, b"PK\x03\x04").filter_map(|at| {
        let header = head.get(at..)?;
        let length = u16::from_le_bytes(header.get(26..28)?.try_into().ok()?);
        header.get(30..30 + usize::from(length))
    })
}

/// Fails for a workbook that would take far more memory than its size.
fn require_moderate_size(bytes: &[u8]) -> Result<(), SkipReason> {
    let archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| malformed(&error))?;
    let allowed = ALWAYS_ALLOWED.max(bytes.len() as u64 * HIGHEST_RATIO);
    if archive.decompressed_size().is_none_or(|size| size > u128::from(allowed)) {
        return Err(SkipReason::DecompressionBomb { limit: allowed });
    }
    Ok(())
}

fn malformed(error: &dyn std::fmt::Display) -> SkipReason {
    SkipReason::Malformed { format: "spreadsheet", detail: error.to_string() }
}

fn read_sheets(
    workbook: &mut Sheets<Cursor<Vec<u8>>>,
    context: &ReaderContext<'_>,
    sink: &mut RecordSink<'_>,
) -> Result<(), Skip> {
    let mut refused = None;
    let mut has_articles = false;
    for name in workbook.sheet_names() {
        let sheet = match workbook.worksheet_range(&name) {
            Ok(sheet) => sheet,
            Err(error) => {
                refused.get_or_insert(malformed(&error));
                continue;
            }
        };
        match header_of(&sheet, context) {
            Ok((at, columns)) => {
                has_articles = true;
                if read_rows(&sheet, at, &columns, context, sink) {
                    return Ok(());
                }
            }
            Err(reason) => {
                refused = refused.or(reason);
            }
        }
    }
    match refused {
        Some(reason) if !has_articles => Err(reason.into()),
        _ => Ok(()),
    }
}

/// Returns the place of the header among the rows and the columns that it names; the reason for leaving out the sheet, which an empty one does not need.
fn header_of(sheet: &Range<Data>, context: &ReaderContext<'_>) -> Result<(usize, TableColumns), Option<SkipReason>> {
    let mut first_filled = None;
    for (at, row) in sheet.rows().enumerate().take(ABOVE_HEADER) {
        let cells: Vec<String> = row.iter().map(text_of).collect();
        if cells.iter().filter(|cell| !cell.is_empty()).count() > 1
            && columns::is_header(&cells, context.map)
            && columns::has_articles(&cells, context.map)
        {
            return Ok((at, TableColumns::of_header(&cells, context.map)));
        }
        if first_filled.is_none() && cells.iter().any(|cell| !cell.is_empty()) {
            first_filled = Some(cells);
        }
    }
    Err(first_filled.map(|cells| columns::no_articles(&cells)))
}

/// Passes on the rows below a header, and returns whether the reading is to end.
fn read_rows(
    sheet: &Range<Data>,
    header: usize,
    columns: &TableColumns,
    context: &ReaderContext<'_>,
    sink: &mut RecordSink<'_>,
) -> bool {
    let first_line = sheet.start().map_or(0, |(row, _)| u64::from(row)) + 1;
    for (at, row) in sheet.rows().enumerate().skip(header + 1) {
        let cells: Vec<String> = row.iter().map(text_of).collect();
        if cells.iter().all(String::is_empty) {
            continue;
        }
        let draft = columns.draft(cells.iter().map(String::as_str), context.map);
        if sink(ReadRecord { line: Some(first_line + at as u64), draft: Ok(draft) }).is_break() {
            return true;
        }
    }
    false
}

/// Returns a cell as text; a date as ISO 8601, with its time unless that is midnight.
fn text_of(cell: &Data) -> String {
    match cell {
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.trim().to_owned(),
        Data::Int(number) => number.to_string(),
        Data::Float(number) if number.fract() == 0.0 && number.abs() < 1e15 => format!("{number:.0}"),
        Data::Float(number) => number.to_string(),
        Data::Bool(value) => value.to_string(),
        Data::DateTime(time) if time.is_datetime() => {
            let (year, month, day, hour, minute, second, _) = time.to_ymd_hms_milli();
            let date = format!("{year:04}-{month:02}-{day:02}");
            if (hour, minute, second) == (0, 0, 0) { date } else { format!("{date}T{hour:02}:{minute:02}:{second:02}") }
        }
        _ => String::new(),
    }
}
