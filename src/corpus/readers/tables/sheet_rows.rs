//! The rows of a sheet as texts.

use calamine::{Cell, Data, DataRef, Range, XlsxCellReader, XlsxError};
use std::io::{Read, Seek};

/// The maximum number of columns of a sheet in Excel.
const MOST_COLUMNS: usize = 16_384;

/// A row of a sheet.
pub(super) struct SheetRow {
    /// Its number, from 1.
    pub(super) line: u64,
    /// The texts of its cells from the first column on.
    pub(super) cells: Vec<String>,
}

/// Returns the rows of a sheet in memory.
pub(super) fn rows_of_range(sheet: &Range<Data>) -> impl Iterator<Item = SheetRow> {
    let first_line = sheet.start().map_or(0, |(row, _)| u64::from(row)) + 1;
    let rows = sheet.rows().zip(first_line..);
    rows.map(|(row, line)| SheetRow { line, cells: row.iter().map(text_of).collect() })
}

/// The rows of a sheet of XLSX, read on demand; rows without cells are skipped.
pub(super) struct XlsxRows<'a, R: Read + Seek> {
    cells: XlsxCellReader<'a, R>,
    /// The first cell of the next row.
    next: Option<Cell<DataRef<'a>>>,
    /// The number of columns of the widest of the first rows, which include the header.
    width: usize,
    rows: usize,
    /// Whether the last cell was read, after which the library expects no further call.
    has_ended: bool,
}

/// The number of rows from which the width of a table is determined.
const FIRST_ROWS: usize = 10;

impl<'a, R: Read + Seek> XlsxRows<'a, R> {
    pub(super) fn new(cells: XlsxCellReader<'a, R>) -> Self {
        Self { cells, next: None, width: 0, rows: 0, has_ended: false }
    }

    fn cell(&mut self) -> Result<Option<Cell<DataRef<'a>>>, XlsxError> {
        if self.has_ended {
            return Ok(None);
        }
        let cell = self.cells.next_cell();
        self.has_ended = !matches!(cell, Ok(Some(_)));
        cell
    }

    fn row(&mut self) -> Result<Option<SheetRow>, XlsxError> {
        let first = match self.next.take() {
            Some(first) => Some(first),
            None => self.cell()?,
        };
        let Some(first) = first else { return Ok(None) };
        let number = first.get_position().0;
        let most = if self.rows < FIRST_ROWS { MOST_COLUMNS } else { self.width };
        let mut cells: Vec<String> = Vec::with_capacity(self.width);
        let mut next = Some(first);
        while let Some(cell) = next {
            let (row, column) = cell.get_position();
            if row != number {
                self.next = Some(cell);
                break;
            }
            let column = column as usize;
            if column < most {
                if cells.len() <= column {
                    cells.resize(column + 1, String::new());
                }
                if let Some(slot) = cells.get_mut(column) {
                    *slot = text_of(&Data::from(cell.get_value().clone()));
                }
            }
            next = self.cell()?;
        }
        if self.rows < FIRST_ROWS {
            self.width = self.width.max(cells.len());
        }
        self.rows += 1;
        Ok(Some(SheetRow { line: u64::from(number) + 1, cells }))
    }
}

impl<R: Read + Seek> Iterator for XlsxRows<'_, R> {
    type Item = Result<SheetRow, XlsxError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.row().transpose()
    }
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
