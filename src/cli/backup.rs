//! `dateline backup`

use super::archive_args::{BackupArgs, ReportFormat};
use super::context::Context;
use super::exit::Exit;
use super::output_error::print;
use super::status;
use crate::library::back_up;
use crate::output::messages::backup_without_manifest;
use crate::output::{backup_json, backup_text};
use anyhow::Result;

pub(super) fn run(args: &BackupArgs, context: &Context) -> Result<Exit> {
    let request = args.waiting.request("dateline backup", context);
    let report = back_up(&context.index, &args.folder, !args.copy, request)?;
    match args.format {
        ReportFormat::Json => print(&backup_json(&report)?)?,
        ReportFormat::Human if context.quiet => {}
        ReportFormat::Human => print(&backup_text(&report))?,
    }
    if !report.has_manifest && !context.quiet {
        status::note(&backup_without_manifest(report.writer.as_deref()))?;
    }
    Ok(Exit::Done)
}
