//! `dateline run`

use super::context::Context;
use super::eval_args::{RunArgs, RunFormat, TopicArgs};
use super::exit::Exit;
use super::pager::write_out;
use super::query_args::FilterArgs;
use super::status;
use crate::library::{Archive, TopicSearchError, TrecRun, read_topics};
use crate::output::messages::topics_without_hits;
use anyhow::{Context as _, Result};
use std::io::Read;
use std::path::Path;

pub(super) fn run(args: &RunArgs, context: &Context) -> Result<Exit> {
    let text = read_input(&args.topics)?;
    let archive = context.open_archive()?;
    let run = search_topics(archive, &args.topics, &text, &args.topic, &args.filters, &args.tag)?;
    match args.format {
        RunFormat::Trec => write_out(None, |out| run.write(out))?,
    }
    let empty = run.topics.iter().filter(|topic| topic.documents.is_empty()).count();
    if empty > 0 && !context.quiet {
        status::note(&topics_without_hits(empty, run.topics.len()))?;
    }
    Ok(if run.is_empty() { Exit::NoHits } else { Exit::Done })
}

/// Searches for the topics in the text of a file and returns the TREC run.
pub(super) fn search_topics(
    archive: &Archive,
    path: &Path,
    text: &str,
    topic: &TopicArgs,
    filters: &FilterArgs,
    tag: &str,
) -> Result<TrecRun> {
    let topics = read_topics(text, &topic.fields).with_context(|| name(path))?;
    archive.run_topics(&topics, &topic.options(filters), tag).map_err(|error| match error {
        TopicSearchError::Search(error) => error.into(),
        error @ TopicSearchError::Topic { .. } => error.into(),
    })
}

/// Reads a file, or standard input if the path is `-`.
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

/// Returns the name of a file for messages.
pub(super) fn name(path: &Path) -> String {
    if path == Path::new("-") { "standard input".to_owned() } else { path.display().to_string() }
}
