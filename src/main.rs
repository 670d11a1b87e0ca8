//! The command `dateline`. Everything it does is in the library.

use std::process::ExitCode;

#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    dateline::cli::run(std::env::args_os()).into()
}
