//! Tables: one article per row, under the names of the columns.
//!
//! Most tables in a news archive contain no articles, so a table is read only if its header names a headline or a body, or if it is a known export without a
//! header. A row becomes a record like a JSON object, so that columns can have the field names of all exports.

mod cells;
mod columns;
mod delimited;
mod dialect;
mod gdelt;
mod headerless;
mod highlights;
mod sheet_rows;
mod workbook;

pub(super) use delimited::DelimitedReader;
pub(super) use workbook::WorkbookReader;
