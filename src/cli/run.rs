//! `dateline run`

use super::context::Context;
use super::error::Exit;
use super::eval_args::{AskingArgs, RunArgs, RunFormat};
use super::pager::write_out;
use super::query_args::FilterArgs;
use super::say;
use crate::engine::Engine;
use crate::eval::{TopicSearchError, TrecRun, read_topics, run_topics};
use anyhow::{Context as _, Result};
use std::io::Read;
use std::path::Path;

pub(super) fn run(args: &RunArgs, context: &Context) -> Result<Exit> {
    let text = read_input(&args.topics)?;
    let engine = context.open_archive()?;
    let run = ask(engine, &args.topics, &text, &args.asking, &args.filters, &args.tag)?;
    match args.format {
        RunFormat::Trec => write_out(None, |out| run.write(out))?,
    }
    let empty = run.topics.iter().filter(|topic| topic.documents.is_empty()).count();
    if empty > 0 && !context.quiet {
        say::line(&format!("note: {empty} of {} topics found nothing", run.topics.len()))?;
    }
    Ok(if run.is_empty() { Exit::NoHits } else { Exit::Done })
}

/// Asks the archive the topics of a file that was read.
pub(super) fn ask(
    engine: &dyn Engine,
    path: &Path,
    text: &str,
    asking: &AskingArgs,
    filters: &FilterArgs,
    tag: &str,
) -> Result<TrecRun> {
    let topics = read_topics(text, &asking.fields).with_context(|| name(path))?;
    run_topics(engine, &topics, &asking.asking(filters), tag).map_err(|error| match error {
        TopicSearchError::Search(error) => error.into(),
        error @ TopicSearchError::Topic { .. } => error.into(),
    })
}

/// Returns the text of a file, or of standard input.
pub(super) fn read_input(path: &Path) -> Result<String> {
    let mut bytes = Vec::new();
    let read = if path == Path::new("-") {
        std::io::stdin().lock().read_to_end(&mut bytes)
    } else {
        std::fs::File::open(path).and_then(|mut file| file.read_to_end(&mut bytes))
    };
    read.with_context(|| format!("cannot read {}", name(path)))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// Returns what messages call a file.
pub(super) fn name(path: &Path) -> String {
    if path == Path::new("-") { "standard input".to_owned() } else { path.display().to_string() }
}
