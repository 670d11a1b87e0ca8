//! `dateline help` and `dateline man`

use super::args::{Args, HelpArgs, ManArgs, ManualPage};
use super::context::Context;
use super::error::usage;
use super::exit::Exit;
use super::output_error::OutputError;
use super::pager::write_out;
use crate::output::{write_query_man_page, write_query_manual};
use anyhow::Result;
use clap::{CommandFactory, Parser};
use std::ffi::OsString;
use std::io::Write;

/// The help topic that is not a command.
const QUERY: &str = "query";

pub(super) fn help(args: &HelpArgs, context: &Context) -> Result<Exit> {
    if args.topic.as_deref() == Some(QUERY) {
        let pager = context.pager.as_deref().filter(|_| !args.no_pager);
        write_out(pager, |out| write_query_manual(&context.style, out))?;
        return Ok(Exit::Done);
    }
    // The argument parser prints the help of the command.
    let typed = ["dateline"].into_iter().chain(args.topic.as_deref()).chain(["--help"]);
    let typed: Vec<OsString> = typed.map(OsString::from).collect();
    match Args::try_parse_from(&typed) {
        Ok(_) => Ok(Exit::Done),
        Err(help) => Ok(usage(&help, &typed)),
    }
}

pub(super) fn man(args: &ManArgs) -> Result<Exit> {
    let mut page = Vec::new();
    match args.page {
        Some(ManualPage::Query) => write_query_man_page(&mut page)?,
        None => commands_page(&mut page)?,
    }
    std::io::stdout().write_all(&page).map_err(OutputError::of_results())?;
    Ok(Exit::Done)
}

fn commands_page(page: &mut Vec<u8>) -> std::io::Result<()> {
    let mut command = Args::command();
    command.build();
    clap_mangen::Man::new(command.clone()).render(page)?;
    for subcommand in command.get_subcommands().filter(|subcommand| subcommand.get_name() != "help") {
        let manual = clap_mangen::Man::new(subcommand.clone());
        writeln!(page, ".SH \"DATELINE {}\"", subcommand.get_name().to_uppercase())?;
        manual.render_description_section(page)?;
        manual.render_synopsis_section(page)?;
        manual.render_options_section(page)?;
    }
    writeln!(page, ".SH SEE ALSO\n.BR dateline\\-query (7)")
}
