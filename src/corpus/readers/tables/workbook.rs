//! Spreadsheets of Excel (XLSX) and LibreOffice (ODS): every sheet that is a table of articles.
//!
//! The sheets of XLSX are read cell by cell, so that a workbook takes only the memory of its file and of its shared strings. The library reads other workbooks
//! as a whole.

use super::columns::{self, TableColumns};
use super::sheet_rows::{SheetRow, XlsxRows, rows_of_range};
use crate::corpus::input::{Input, MAX_RECORD_BYTES};
use crate::corpus::reader::{FormatSample, ReadRecord, Reader, ReaderContext, RecordSink};
use crate::corpus::skip::{Skip, SkipReason};
use calamine::{Reader as _, Sheets, Xlsx, open_workbook_auto_from_rs};
use std::io::Cursor;

/// The maximum number of rows above the header, such as a title and empty ones.
const ABOVE_HEADER: usize = 10;
/// The maximum compression ratio of a workbook, and the size that is always allowed.
const HIGHEST_RATIO: u64 = 200;
const ALWAYS_ALLOWED: u64 = 64 << 20;
/// The maximum size of an XLSX file, in bytes.
const LARGEST: usize = 256 << 20;
/// The maximum unpacked size of the strings that the cells of XLSX share, which stay in memory.
const MOST_STRINGS: u64 = 512 << 20;
/// The memory that shared strings take per unpacked byte.
const MEMORY_OF_STRINGS: u64 = 2;
/// The memory that a workbook takes per byte if it is read as a whole.
const MEMORY_FACTOR: u64 = 60;

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
        MEMORY_FACTOR
    }

    fn is_streamed(&self) -> bool {
        true
    }

    fn read(&self, input: Input<'_>, context: &ReaderContext<'_>, sink: &mut RecordSink<'_>) -> Result<(), Skip> {
        let bytes = input.into_bytes_within(LARGEST)?;
        if let Some(strings) = shared_strings(&bytes)? {
            if strings > MOST_STRINGS {
                return Err(SkipReason::RecordTooLarge { limit: LARGEST }.into());
            }
            context.limits.memory.raise(bytes.len() as u64 + strings * MEMORY_OF_STRINGS);
            let workbook = Xlsx::new(Cursor::new(bytes)).map_err(|error| malformed(&error))?;
            return read_xlsx(workbook, context, sink);
        }
        if bytes.len() > MAX_RECORD_BYTES {
            return Err(SkipReason::RecordTooLarge { limit: MAX_RECORD_BYTES }.into());
        }
        context.limits.memory.raise(bytes.len() as u64 * MEMORY_FACTOR);
        let workbook = open_workbook_auto_from_rs(Cursor::new(bytes)).map_err(|error| malformed(&error))?;
        read_whole(workbook, context, sink)
    }
}

/// Returns the names in the local headers within the sample.
fn names(head: &[u8]) -> impl Iterator<Item = &[u8]> {
    memchr::memmem::find_iter(head, b"PK\x03\x04").filter_map(|at| {
        let header = head.get(at..)?;
        let length = u16::from_le_bytes(header.get(26..28)?.try_into().ok()?);
        header.get(30..30 + usize::from(length))
    })
}

/// Returns the unpacked size of the shared strings of XLSX; `None` for another workbook.
///
/// # Errors
/// For a workbook that would take far more memory than its size.
fn shared_strings(bytes: &[u8]) -> Result<Option<u64>, SkipReason> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| malformed(&error))?;
    let allowed = ALWAYS_ALLOWED.max(bytes.len() as u64 * HIGHEST_RATIO);
    if archive.decompressed_size().is_none_or(|size| size > u128::from(allowed)) {
        return Err(SkipReason::DecompressionBomb { limit: allowed });
    }
    let names: Vec<String> = archive.file_names().filter_map(|name| Some(name.ok()?.into_owned())).collect();
    if !names.iter().any(|name| name.ends_with("xl/workbook.xml")) {
        return Ok(None);
    }
    let strings = names.iter().find(|name| name.ends_with("sharedStrings.xml"));
    let part = strings.and_then(|name| archive.by_name(name).ok());
    Ok(Some(part.map_or(0, |part| part.size())))
}

fn malformed(error: &dyn std::fmt::Display) -> SkipReason {
    SkipReason::Malformed { format: "spreadsheet", detail: error.to_string() }
}

fn read_xlsx(
    mut workbook: Xlsx<Cursor<Vec<u8>>>,
    context: &ReaderContext<'_>,
    sink: &mut RecordSink<'_>,
) -> Result<(), Skip> {
    let mut found = FoundSheets::default();
    for name in workbook.sheet_names() {
        // A chart sheet has no cells.
        let cells = match workbook.worksheet_cells_reader(&name) {
            Ok(cells) => cells,
            Err(error) => {
                found.refuse(malformed(&error));
                continue;
            }
        };
        let mut rows = XlsxRows::new(cells).map(|row| row.map_err(|error| malformed(&error)));
        if found.read(&mut rows, context, sink)? {
            return Ok(());
        }
    }
    found.finish()
}

fn read_whole(
    mut workbook: Sheets<Cursor<Vec<u8>>>,
    context: &ReaderContext<'_>,
    sink: &mut RecordSink<'_>,
) -> Result<(), Skip> {
    let mut found = FoundSheets::default();
    for name in workbook.sheet_names() {
        match workbook.worksheet_range(&name) {
            Ok(sheet) => {
                if found.read(&mut rows_of_range(&sheet).map(Ok), context, sink)? {
                    return Ok(());
                }
            }
            Err(error) => found.refuse(malformed(&error)),
        }
    }
    found.finish()
}

/// The state of reading the sheets of a workbook.
#[derive(Default)]
struct FoundSheets {
    has_articles: bool,
    /// The reason for skipping the first sheet that is not a table of articles.
    refused: Option<SkipReason>,
}

impl FoundSheets {
    fn refuse(&mut self, reason: SkipReason) {
        self.refused.get_or_insert(reason);
    }

    /// Emits the rows of a sheet below its header, and returns whether to stop.
    fn read(
        &mut self,
        rows: &mut dyn Iterator<Item = Result<SheetRow, SkipReason>>,
        context: &ReaderContext<'_>,
        sink: &mut RecordSink<'_>,
    ) -> Result<bool, Skip> {
        let columns = match header_of(rows, context)? {
            Ok(columns) => columns,
            Err(reason) => {
                if let Some(reason) = reason {
                    self.refuse(reason);
                }
                return Ok(false);
            }
        };
        self.has_articles = true;
        for row in rows {
            let SheetRow { line, cells } = row?;
            if cells.iter().all(String::is_empty) {
                continue;
            }
            let draft = columns.draft(cells.iter().map(String::as_str), context.map);
            if sink(ReadRecord { line: Some(line), draft: Ok(draft) }).is_break() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn finish(self) -> Result<(), Skip> {
        match self.refused {
            Some(reason) if !self.has_articles => Err(reason.into()),
            _ => Ok(()),
        }
    }
}

/// Takes the rows of a sheet up to its header and returns the columns that it names, or else the reason for skipping the sheet, which an empty one does not
/// need.
fn header_of(
    rows: &mut dyn Iterator<Item = Result<SheetRow, SkipReason>>,
    context: &ReaderContext<'_>,
) -> Result<Result<TableColumns, Option<SkipReason>>, SkipReason> {
    let mut first_filled = None;
    for row in rows.take(ABOVE_HEADER) {
        let cells = row?.cells;
        if cells.iter().filter(|cell| !cell.is_empty()).count() > 1
            && columns::is_header(&cells, context.map)
            && columns::has_articles(&cells, context.map)
        {
            return Ok(Ok(TableColumns::of_header(&cells, context.map)));
        }
        if first_filled.is_none() && cells.iter().any(|cell| !cell.is_empty()) {
            first_filled = Some(cells);
        }
    }
    Ok(Err(first_filled.map(|cells| columns::no_articles(&cells))))
}
