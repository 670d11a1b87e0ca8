//! `dateline completions` and `dateline man`

use super::args::{Args, CompletionsArgs};
use super::error::Exit;
use anyhow::Result;
use clap::CommandFactory;
use std::io::Write;

pub(super) fn completions(args: &CompletionsArgs) -> Result<Exit> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Args::command(), "dateline", &mut script);
    std::io::stdout().write_all(&script)?;
    Ok(Exit::Done)
}

pub(super) fn man() -> Result<Exit> {
    let mut page = Vec::new();
    let mut command = Args::command();
    // Built, so that the commands know the options that all have.
    command.build();
    clap_mangen::Man::new(command.clone()).render(&mut page)?;
    for subcommand in command.get_subcommands().filter(|subcommand| subcommand.get_name() != "help") {
        let manual = clap_mangen::Man::new(subcommand.clone());
        writeln!(page, ".SH \"DATELINE {}\"", subcommand.get_name().to_uppercase())?;
        manual.render_description_section(&mut page)?;
        manual.render_synopsis_section(&mut page)?;
        manual.render_options_section(&mut page)?;
    }
    std::io::stdout().write_all(&page)?;
    Ok(Exit::Done)
}
