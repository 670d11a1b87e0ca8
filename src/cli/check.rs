//! `dateline check`

use super::archive_args::{CheckArgs, ReportFormat, RunningArgs};
use super::context::Context;
use super::exit::Exit;
use super::hints;
use super::output_error::print;
use crate::library::{ClusterLocation, IngestError, check};
use crate::output::{check_json, check_text};
use anyhow::Result;

pub(super) fn run(args: &CheckArgs, context: &Context) -> Result<Exit> {
    let request = args.waiting.request("dateline check", context);
    if args.repair && ClusterLocation::is_address(&context.index) {
        return Err(IngestError::NeedsFolder(context.index.display().to_string()).into());
    }
    let mut report = check(&context.index, args.deep, request)?;
    let is_damaged = report.has_damage();
    if args.repair && !is_damaged {
        let run = RunningArgs { jobs: Some(1), memory: None, rejects: None }.options()?;
        args.waiting.open_existing("dateline check", context)?.repair(&run)?;
        report = check(&context.index, args.deep, request)?;
    }
    let text = match args.format {
        ReportFormat::Json => check_json(&report)?,
        ReportFormat::Human => {
            let text = check_text(&report, &context.style);
            match hints::check(&report, &context.index) {
                Some(hint) => format!("{text}\n\n{hint}"),
                None => text,
            }
        }
    };
    print(&text)?;
    Ok(if report.is_sound() { Exit::Done } else { Exit::Index })
}
