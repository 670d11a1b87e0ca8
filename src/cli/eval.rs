//! `dateline eval`

use super::context::Context;
use super::error::Exit;
use super::eval_args::{EvalArgs, KnownItemChoice};
use super::pager::write_out;
use super::run::{ask, name, read_input};
use super::say;
use crate::eval::{
    EvaluationReport, Judgments, KnownItemKind, KnownItemTest, MeasuredRun, RunMeasures, TrecRun, known_item,
};
use crate::output::{plural, write_evaluation, write_known_item};
use anyhow::{Context as _, Result, bail};
use std::path::Path;

pub(super) fn run(args: &EvalArgs, context: &Context) -> Result<Exit> {
    let kind = args.known.known_item.map(|choice| match choice {
        KnownItemChoice::Headline => KnownItemKind::Headline,
        KnownItemChoice::Sentence => KnownItemKind::Sentence,
    });
    match (kind, &args.qrels, &args.run) {
        (Some(kind), ..) => test(kind, args, context),
        (None, Some(qrels), Some(run)) => evaluate(qrels, run, args, context),
        // The argument parser asks for both.
        (None, ..) => Ok(Exit::Usage),
    }
}

/// Measures runs by judgments.
fn evaluate(qrels: &Path, run: &Path, args: &EvalArgs, context: &Context) -> Result<Exit> {
    let from_input = [Some(qrels), Some(run), args.other.as_deref()];
    if from_input.into_iter().flatten().filter(|path| *path == Path::new("-")).count() > 1 {
        bail!("only one of the files can come from standard input");
    }
    let judgments = Judgments::read(&read_input(qrels)?).with_context(|| name(qrels))?;
    let run = measured(run, &judgments, args, context)?;
    let other = args.other.as_deref().map(|path| measured(path, &judgments, args, context)).transpose()?;
    let evaluation = EvaluationReport::new(run, other, args.seed);
    write_out(None, |out| write_evaluation(&evaluation, args.per_query, args.format.into(), &context.style, out))?;
    Ok(Exit::Done)
}

/// Measures a run, or the run that topics make.
fn measured(path: &Path, judgments: &Judgments, args: &EvalArgs, context: &Context) -> Result<MeasuredRun> {
    let text = read_input(path)?;
    let run = if TrecRun::is_run(&text) {
        TrecRun::read(&text).with_context(|| name(path))?
    } else {
        let engine = context.open_archive()?;
        ask(engine, path, &text, &args.asking, &args.filters, "dateline")?
    };
    let scores = RunMeasures::new(&run, judgments);
    let label = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    if !context.quiet {
        say_what_is_missing(&label, &scores)?;
    }
    Ok(MeasuredRun { name: label, measures: scores })
}

/// Says which topics count as 0 and which do not count.
fn say_what_is_missing(label: &str, scores: &RunMeasures) -> Result<()> {
    let topics = |number: usize| plural(number as u64, "topic", "topics");
    if scores.without_hits > 0 {
        let missing = topics(scores.without_hits);
        say::line(&format!("note: {label} has nothing for {missing} of {} judged: 0 counts", scores.topics.len()))?;
    }
    if scores.unjudged > 0 {
        say::line(&format!("note: {label} has {} without judgments: left out", topics(scores.unjudged)))?;
    }
    Ok(())
}

/// Tests the archive with articles that are known to be in it.
fn test(kind: KnownItemKind, args: &EvalArgs, context: &Context) -> Result<Exit> {
    let test = KnownItemTest {
        kind,
        sample: args.known.sample,
        seed: args.seed,
        of: args.known.of,
        baseline: args.known.baseline,
        options: args.asking.asking(&args.filters),
        scratch: std::env::temp_dir(),
    };
    let engine = context.open_archive()?;
    let report = known_item(engine, &test)?;
    write_out(None, |out| write_known_item(&report, args.format.into(), &context.style, out))?;
    if report.all.scores.queries < args.known.sample && !context.quiet {
        let queries = match report.all.scores.queries {
            0 => "no article".to_owned(),
            some => format!("only {}", plural(some as u64, "article", "articles")),
        };
        say::line(&format!("note: {queries} can be asked for in this way"))?;
    }
    Ok(if report.all.scores.queries == 0 { Exit::NoHits } else { Exit::Done })
}
