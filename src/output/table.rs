//! Aligned tables for people.

use super::columns::{columns, left_aligned, right_aligned};
use super::style::Style;
use std::io::{self, Write};

/// Writes a table with a bold heading, the first column aligned left and the others right.
pub(super) fn write_aligned(table: &[Vec<String>], style: &Style, out: &mut dyn Write) -> io::Result<()> {
    for (number, line) in aligned(table).iter().enumerate() {
        writeln!(out, "{}", if number == 0 { style.bold(line) } else { line.clone() })?;
    }
    Ok(())
}

/// Returns the lines of a table, the first column aligned left and the others right.
pub(super) fn aligned(table: &[Vec<String>]) -> Vec<String> {
    let mut widths: Vec<usize> = Vec::new();
    for cells in table {
        widths.resize(widths.len().max(cells.len()), 0);
        widths.iter_mut().zip(cells).for_each(|(width, cell)| *width = (*width).max(columns(cell)));
    }
    let line = |cells: &Vec<String>| {
        let aligned = cells.iter().zip(&widths).enumerate().map(|(column, (cell, width))| match column {
            0 => left_aligned(cell, *width),
            _ => right_aligned(cell, *width),
        });
        aligned.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    table.iter().map(line).collect()
}
