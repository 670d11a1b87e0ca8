//! `dateline completions`

use super::args::{Args, CompletionsArgs};
use super::exit::Exit;
use super::output_error::OutputError;
use anyhow::Result;
use clap::CommandFactory;
use std::io::Write;

pub(super) fn completions(args: &CompletionsArgs) -> Result<Exit> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Args::command(), "dateline", &mut script);
    std::io::stdout().write_all(&script).map_err(OutputError::of_results())?;
    Ok(Exit::Done)
}
