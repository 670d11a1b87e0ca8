//! `dateline eval`

use super::context::Context;
use super::eval_args::{EvalArgs, KnownItemChoice};
use super::exit::Exit;
use super::pager::write_out;
use super::run::{name, read_input, search_topics};
use super::status;
use super::usage_error::UsageError;
use crate::library::{EvaluationReport, Judgments, KnownItemKind, KnownItemTest, MeasuredRun, RunMeasures, TrecRun};
use crate::output::messages::{few_known_items, judged_topics_without_hits, unjudged_topics};
use crate::output::{write_evaluation, write_known_item};
use anyhow::{Context as _, Result};
use std::path::Path;

pub(super) fn run(args: &EvalArgs, context: &Context) -> Result<Exit> {
    let kind = args.known.known_item.map(|choice| match choice {
        KnownItemChoice::Headline => KnownItemKind::Headline,
        KnownItemChoice::Sentence => KnownItemKind::Sentence,
    });
    match (kind, &args.qrels, &args.run) {
        (Some(kind), ..) => test(kind, args, context),
        (None, Some(qrels), Some(run)) => evaluate(qrels, run, args, context),
        // Unreachable: the argument parser requires both.
        (None, ..) => Ok(Exit::Usage),
    }
}

/// Measures one or two TREC runs against judgments.
fn evaluate(qrels: &Path, run: &Path, args: &EvalArgs, context: &Context) -> Result<Exit> {
    let from_input = [Some(qrels), Some(run), args.other.as_deref()];
    if from_input.into_iter().flatten().filter(|path| *path == Path::new("-")).count() > 1 {
        return Err(UsageError::StandardInputTwice.into());
    }
    let judgments = Judgments::read(&read_input(qrels)?).with_context(|| name(qrels))?;
    let run = measured(run, &judgments, args, context)?;
    let other = args.other.as_deref().map(|path| measured(path, &judgments, args, context)).transpose()?;
    let evaluation = EvaluationReport::new(run, other, args.seed);
    write_out(None, |out| write_evaluation(&evaluation, args.per_query, args.format.into(), &context.style, out))?;
    Ok(Exit::Done)
}

/// Measures a TREC run that is read from a file or made by searching for topics.
fn measured(path: &Path, judgments: &Judgments, args: &EvalArgs, context: &Context) -> Result<MeasuredRun> {
    let text = read_input(path)?;
    let run = if TrecRun::is_run(&text) {
        TrecRun::read(&text).with_context(|| name(path))?
    } else {
        let archive = context.open_archive()?;
        search_topics(archive, path, &text, &args.topic, &args.filters, "dateline")?
    };
    let scores = RunMeasures::new(&run, judgments);
    let label = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    if !context.quiet {
        print_topic_notes(&label, &scores)?;
    }
    Ok(MeasuredRun { name: label, measures: scores })
}

/// Prints notes on topics that count as 0 and topics that are ignored.
fn print_topic_notes(label: &str, scores: &RunMeasures) -> Result<()> {
    if scores.without_hits > 0 {
        status::note(&judged_topics_without_hits(label, scores.without_hits, scores.topics.len()))?;
    }
    if scores.unjudged > 0 {
        status::note(&unjudged_topics(label, scores.unjudged))?;
    }
    Ok(())
}

/// Runs a known-item test.
fn test(kind: KnownItemKind, args: &EvalArgs, context: &Context) -> Result<Exit> {
    let test = KnownItemTest {
        kind,
        sample: args.known.sample,
        seed: args.seed,
        of: args.known.of,
        baseline: args.known.baseline,
        options: args.topic.options(&args.filters),
        scratch: std::env::temp_dir(),
    };
    let archive = context.open_archive()?;
    let report = archive.known_item(&test)?;
    write_out(None, |out| write_known_item(&report, args.format.into(), &context.style, out))?;
    if report.all.scores.queries < args.known.sample && !context.quiet {
        status::note(&few_known_items(report.all.scores.queries))?;
    }
    Ok(if report.all.scores.queries == 0 { Exit::NoHits } else { Exit::Done })
}
