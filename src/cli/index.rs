//! `dateline index`

use super::archive_args::{ClusterArgs, IndexArgs, ReportFormat, ReportOrReader};
use super::context::Context;
use super::exit::Exit;
use super::output_error::print;
use super::progress::{Progress, stop_on_interrupt};
use super::usage_error::UsageError;
use crate::library::{
    Archive, ClusterLocation, ClusterSettings, FolderToIndex, IngestError, LocationError, LockedArchive, Report,
};
use crate::output::{plural, report_json, report_text};
use anyhow::Result;
use std::io::Write;
use std::path::PathBuf;

pub(super) fn run(args: &IndexArgs, context: &Context) -> Result<Exit> {
    let mut reading = args.reading.patch();
    let mut format = ReportFormat::Human;
    for choice in &args.format {
        match choice {
            ReportOrReader::Report(report) => format = *report,
            ReportOrReader::Reader(reader) => reading.format = Some(*reader),
        }
    }
    if args.folders.is_empty() && !reading.is_empty() {
        return Err(UsageError::ReadingOptionsWithoutFolder.into());
    }
    let folders: Vec<FolderToIndex> =
        args.folders.iter().map(|path| FolderToIndex { path: path.clone(), options: reading.clone() }).collect();
    let mut run = args.running.options()?;
    run.dry_run = args.dry_run;
    run.verify = args.verify;
    run.allow_empty = args.allow_empty;
    let cluster = args.cluster.settings()?;
    let progress = Progress::new(context, args.running.rejects.as_deref())?;
    require_folders(&args.folders, context)?;
    let mut archive = if args.dry_run {
        LockedArchive::open_for_dry_run(&context.index)?
    } else {
        args.waiting.open("dateline index", context)?
    };
    if let Some(settings) = cluster {
        archive.use_cluster(settings)?;
    }
    if args.cluster.adopt {
        let articles = archive.adopt_index()?;
        if !context.quiet {
            print(&format!("adopted an index of {}", plural(articles, "article", "articles")))?;
        }
        return Ok(Exit::Done);
    }
    // Set only now: while the command waits for another writer, Ctrl-C must end the process at once.
    stop_on_interrupt()?;
    if folders.is_empty() && archive.roots().is_empty() && !args.rebuild {
        return Err(UsageError::NoFolders.into());
    }
    let report = if args.rebuild {
        archive.rebuild(&folders, &run, &progress)
    } else {
        archive.update(&folders, &run, &progress)
    };
    progress.finish()?;
    let report = report?;
    if args.rebuild && report.interrupted {
        writeln!(std::io::stderr(), "rebuild interrupted: the old index stays in use")?;
        return Ok(Exit::Interrupted);
    }
    match format {
        ReportFormat::Json => print(&report_json(&report)?)?,
        ReportFormat::Human if context.quiet => {}
        ReportFormat::Human => print(&report_text(&report))?,
    }
    Ok(exit_of(&report))
}

impl ClusterArgs {
    /// Returns the cluster on which to create the index of a new archive; `None` for the folder of the archive.
    fn settings(&self) -> Result<Option<ClusterSettings>, LocationError> {
        let Some(address) = &self.cluster else { return Ok(None) };
        // Parsed here, because the argument parser would quote a password in its error.
        let location = ClusterLocation::parse(address)?;
        Ok(Some(ClusterSettings { location, shards: self.shards, replicas: self.replicas, archive: String::new() }))
    }
}

/// Fails if a folder does not exist, before a new archive is created for it.
pub(super) fn require_folders(folders: &[PathBuf], context: &Context) -> Result<()> {
    let missing = folders.iter().find(|folder| !folder.is_dir());
    match missing {
        Some(folder) if !Archive::exists(&context.index)? => {
            Err(IngestError::RootMissing { folder: folder.clone(), held: 0 }.into())
        }
        _ => Ok(()),
    }
}

/// Returns the exit code of an indexing run.
pub(super) fn exit_of(report: &Report) -> Exit {
    if report.interrupted {
        Exit::Interrupted
    } else if report.left_out() {
        Exit::Skipped
    } else {
        Exit::Done
    }
}
