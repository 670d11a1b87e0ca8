//! `dateline read-pdf`, which other commands start to read a PDF file: a file on standard input, its pages on standard output.

use super::args::ReadPdfArgs;
use super::exit::Exit;
use crate::library::{PdfProgram, tell_pages};
use std::io::{self, BufWriter, Read};

/// The memory limit for reading a file: a few times the need of the largest newspaper.
const MEMORY: u64 = 2 << 30;
/// The limit of the processor time for reading a file, in seconds. Five hundred pages take a few seconds.
const SECONDS: u64 = 120;

/// Returns this program as the reader of PDF files; `None` if it cannot be found.
pub(super) fn pdf_program() -> Option<PdfProgram> {
    let program = std::env::current_exe().ok()?;
    let arguments = ["read-pdf".to_owned(), format!("--memory={MEMORY}"), format!("--seconds={SECONDS}")];
    Some(PdfProgram::new(program, arguments))
}

pub(super) fn run(args: &ReadPdfArgs) -> Exit {
    limit(args);
    // Panics on a page are expected, and the parent process reports them.
    std::panic::set_hook(Box::new(|_| {}));
    let mut file = Vec::new();
    let read = io::stdin().lock().read_to_end(&mut file);
    let told = read.and_then(|_| tell_pages(&file, &mut BufWriter::new(io::stdout().lock())));
    if told.is_ok() { Exit::Done } else { Exit::Output }
}

/// Limits the memory and the processor time of this process, if the system can.
#[cfg(any(target_os = "linux", target_vendor = "apple"))]
fn limit(args: &ReadPdfArgs) {
    use nix::sys::resource::{Resource, getrlimit, setrlimit};
    let lower = |resource: Resource, limit: Option<u64>| {
        let Some(limit) = limit else { return };
        let hard = getrlimit(resource).map_or(limit, |(_, hard)| hard);
        // If this fails, the time limit of the parent process still applies.
        let _ = setrlimit(resource, limit.min(hard), limit.min(hard));
    };
    #[cfg(target_os = "linux")]
    lower(Resource::RLIMIT_AS, args.memory);
    lower(Resource::RLIMIT_CPU, args.seconds);
    lower(Resource::RLIMIT_CORE, Some(0));
}

#[cfg(not(any(target_os = "linux", target_vendor = "apple")))]
fn limit(_: &ReadPdfArgs) {}
