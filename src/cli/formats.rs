//! `dateline formats`

use super::archive_args::ReportFormat;
use super::args::FormatsArgs;
use super::context::Context;
use super::exit::Exit;
use super::output_error::print;
use crate::library::Format;
use crate::output::{formats_json, formats_text};
use anyhow::Result;

pub(super) fn run(args: &FormatsArgs, context: &Context) -> Result<Exit> {
    let mut rows: Vec<_> = Format::all().map(Format::row).collect();
    rows.sort_by_key(|row| row.name);
    let text = match args.format {
        ReportFormat::Json => formats_json(&rows)?,
        ReportFormat::Human => formats_text(&rows, &context.style),
    };
    print(&text)?;
    Ok(Exit::Done)
}
