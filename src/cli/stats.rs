//! `dateline stats`

use super::archive_args::ReportFormat;
use super::args::StatsArgs;
use super::context::Context;
use super::exit::Exit;
use super::output_error::print;
use crate::library::folders;
use crate::output::{stats_json, stats_text};
use anyhow::Result;

pub(super) fn run(args: &StatsArgs, context: &Context) -> Result<Exit> {
    let stats = context.open_archive()?.stats()?;
    let folders = folders(&context.index)?;
    let text = match args.format {
        ReportFormat::Json => stats_json(&stats, &folders)?,
        ReportFormat::Human => stats_text(&stats, &folders, &context.style),
    };
    print(&text)?;
    Ok(Exit::Done)
}
