//! The command line: arguments, configuration, exit codes; one file per command.
//!
//! Only this room prints, exits and reads the environment. [`run()`] resolves arguments, environment and configuration into a `Context` once; each command
//! then calls the library and writes the result. Rooms below know no flags or commands.

mod add;
mod address_space;
mod archive_args;
mod args;
mod available_memory;
mod backup;
mod check;
mod completions;
mod config;
mod context;
mod count;
mod credentials;
mod date_order;
mod error;
mod eval;
mod eval_args;
mod exit;
mod explain;
#[cfg(debug_assertions)]
mod faults;
mod forget;
mod formats;
mod help;
mod hints;
mod index;
mod inspect;
mod kwic;
#[cfg(test)]
mod message_list;
mod negations;
mod output_error;
mod output_formats;
mod pager;
mod panics;
mod progress;
mod query_args;
mod read_pdf;
mod remove;
mod run;
mod search;
mod seconds;
mod show;
mod stats;
mod status;
mod terms;
mod usage_error;
mod waiting;

pub use exit::Exit;

use args::{Args, Command};
use clap::Parser;
use context::Context;
use std::ffi::OsString;

/// Runs the command given by `arguments`, program name included, and returns its exit status.
pub fn run(arguments: impl Iterator<Item = OsString>) -> Exit {
    #[cfg(debug_assertions)]
    faults::inject_from_environment();
    panics::reported(|| run_command(arguments))
}

fn run_command(arguments: impl Iterator<Item = OsString>) -> Exit {
    let arguments = negations::keep_negations(arguments);
    let args = match Args::try_parse_from(&arguments) {
        Ok(args) => args,
        Err(error) => return error::usage(&error, &arguments),
    };
    if let Command::ReadPdf(command) = &args.command {
        return read_pdf::run(command);
    }
    let outcome = Context::resolve(&args).and_then(|context| match &args.command {
        Command::Index(command) => index::run(command, &context),
        Command::Add(command) => add::run(command, &context),
        Command::Remove(command) => remove::run(command, &context),
        Command::Forget(command) => forget::run(command, &context),
        Command::Backup(command) => backup::run(command, &context),
        Command::Search(command) => search::run(command, &context),
        Command::Kwic(command) => kwic::run(command, &context),
        Command::Count(command) => count::run(command, &context),
        Command::Terms(command) => terms::run(command, &context),
        Command::Run(command) => run::run(command, &context),
        Command::Eval(command) => eval::run(command, &context),
        Command::Show(command) => show::run(command, &context),
        Command::Check(command) => check::run(command, &context),
        Command::Stats(command) => stats::run(command, &context),
        Command::Inspect(command) => inspect::run(command, &context),
        Command::Formats(command) => formats::run(command, &context),
        Command::Completions(command) => completions::completions(command),
        Command::Man(command) => help::man(command),
        Command::Help(command) => help::help(command, &context),
        Command::ReadPdf(_) => Ok(Exit::Done),
    });
    outcome.unwrap_or_else(|error| error::report(&error))
}
