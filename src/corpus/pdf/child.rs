//! Starts the process that reads a PDF file, and kills it when it takes too long.

use super::protocol::{PdfHead, PdfMessage, PdfPage};
use crate::corpus::skip::SkipReason;
use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, bounded};
use std::ffi::OsString;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek};
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

/// The maximum length of an output line of the process, in bytes: a newspaper page has some hundred thousand.
const LONGEST_LINE: u64 = 64 << 20;
/// The maximum number of messages that wait for the reader.
const WAITING: usize = 4;
/// The maximum length of the error output that is kept, in bytes.
const COMPLAINT: u64 = 4096;
/// The error output of the process when it cannot allocate more memory.
const OUT_OF_MEMORY: &str = "memory allocation of";

/// The program that reads PDF files in a separate process, and its time limits.
///
/// `dateline read-pdf` is such a program; another one calls [`tell_pages`](crate::corpus::tell_pages) with its standard input and output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PdfProgram {
    /// The program.
    pub program: PathBuf,
    /// Its arguments.
    pub arguments: Vec<OsString>,
    /// The time without a page after which it is killed.
    pub time_of_page: Duration,
    /// The time after which it is killed.
    pub time: Duration,
}

impl PdfProgram {
    /// Returns the program with the given arguments, with limits of a minute per page and ten minutes per file.
    pub fn new(program: impl Into<PathBuf>, arguments: impl IntoIterator<Item = impl Into<OsString>>) -> Self {
        Self {
            program: program.into(),
            arguments: arguments.into_iter().map(Into::into).collect(),
            time_of_page: Duration::from_secs(60),
            time: Duration::from_secs(600),
        }
    }
}

/// The reason why the reading ended before the last page.
#[derive(Debug)]
pub(in crate::corpus) struct PdfFailure(pub(in crate::corpus) SkipReason);

/// The process, which is killed when dropped.
struct PdfProcess(Child);

impl Drop for PdfProcess {
    fn drop(&mut self) {
        // It may already have ended.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Reads a file and passes its pages to `sink`; returns the metadata of the file.
pub(in crate::corpus) fn read(
    program: &PdfProgram,
    mut file: File,
    sink: &mut dyn FnMut(PdfPage),
    head: &mut PdfHead,
) -> Result<(), PdfFailure> {
    let failed = |error: io::Error| {
        PdfFailure(SkipReason::ProgramNotStarted { program: program.program.display().to_string(), error })
    };
    file.rewind().map_err(|error| PdfFailure(error.into()))?;
    let mut command = Command::new(&program.program);
    command.args(&program.arguments).stdin(file).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut running = PdfProcess(command.spawn().map_err(failed)?);
    let (told, complaints) = (running.0.stdout.take(), running.0.stderr.take());
    let (sender, receiver) = bounded(WAITING);
    std::thread::scope(|scope| {
        // Threads end when the process closes its output, at the latest when it is killed.
        scope.spawn(move || told.map(|told| pass_messages(told, &sender)));
        let complaint = scope.spawn(move || complaints.map(read_complaint).unwrap_or_default());
        let outcome = receive(program, &receiver, sink, head);
        drop(receiver);
        let status = match outcome {
            Outcome::Ended => running.0.wait().ok(),
            _ => None,
        };
        drop(running);
        let complaint = complaint.join().unwrap_or_default();
        match outcome {
            Outcome::Complete => Ok(()),
            Outcome::Refused(reason) => Err(PdfFailure(reason)),
            Outcome::Ended => Err(PdfFailure(failure(program, status, &complaint))),
        }
    })
}

/// The end of the process.
enum Outcome {
    /// It sent the last page.
    Complete,
    Refused(SkipReason),
    /// It ended by itself before the last page.
    Ended,
}

fn receive(
    program: &PdfProgram,
    messages: &Receiver<PdfMessage>,
    sink: &mut dyn FnMut(PdfPage),
    head: &mut PdfHead,
) -> Outcome {
    let deadline = Instant::now() + program.time;
    loop {
        let left = deadline.saturating_duration_since(Instant::now()).min(program.time_of_page);
        match messages.recv_timeout(left) {
            Ok(PdfMessage::Head(stated)) => *head = stated,
            Ok(PdfMessage::Page(page)) => sink(page),
            Ok(PdfMessage::Encrypted) => return Outcome::Refused(SkipReason::Encrypted),
            Ok(PdfMessage::Damaged(detail)) => {
                return Outcome::Refused(SkipReason::Malformed { format: "PDF", detail });
            }
            Ok(PdfMessage::End) => return Outcome::Complete,
            Err(RecvTimeoutError::Timeout) => {
                let limit = if Instant::now() >= deadline { program.time } else { program.time_of_page };
                return Outcome::Refused(SkipReason::TooSlow { seconds: limit.as_secs() });
            }
            Err(RecvTimeoutError::Disconnected) => return Outcome::Ended,
        }
    }
}

/// Passes on the messages of the process, until it ends or the receiver is gone.
fn pass_messages(told: impl Read, sender: &Sender<PdfMessage>) -> ControlFlow<()> {
    let mut told = BufReader::new(told);
    let mut line = Vec::new();
    loop {
        line.clear();
        match told.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut line) {
            Ok(count) if count > 0 && count as u64 == LONGEST_LINE => return ControlFlow::Break(()),
            Ok(count) if count > 0 => {}
            _ => return ControlFlow::Continue(()),
        }
        if let Some(message) = PdfMessage::parse(line.trim_ascii_end())
            && sender.send(message).is_err()
        {
            return ControlFlow::Break(());
        }
    }
}

/// Returns the beginning of the error output.
fn read_complaint(mut said: impl Read) -> String {
    let mut kept = Vec::new();
    // The rest is read too, or the process would block on a full pipe.
    let _ = said.by_ref().take(COMPLAINT).read_to_end(&mut kept);
    let _ = io::copy(&mut said, &mut io::sink());
    String::from_utf8_lossy(&kept).into_owned()
}

/// Returns the reason why a process ended before the last page.
fn failure(program: &PdfProgram, status: Option<ExitStatus>, complaint: &str) -> SkipReason {
    if complaint.contains(OUT_OF_MEMORY) {
        return SkipReason::TooMuchMemory;
    }
    if status.is_some_and(is_out_of_time) {
        return SkipReason::TooSlow { seconds: program.time.as_secs() };
    }
    SkipReason::ReaderFailed { format: "pdf" }
}

/// Returns whether the system killed a process because its processor time was used up.
#[cfg(unix)]
fn is_out_of_time(status: ExitStatus) -> bool {
    use std::os::unix::process::ExitStatusExt;
    status.signal() == Some(libc::SIGXCPU)
}

#[cfg(not(unix))]
fn is_out_of_time(_: ExitStatus) -> bool {
    false
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    /// Reads an empty file with a shell script as the program.
    fn run(script: &str, time_of_page: Duration) -> (Vec<u32>, Result<(), &'static str>) {
        let program = PdfProgram { time_of_page, ..PdfProgram::new("/bin/sh", ["-c", script]) };
        let (mut pages, mut head) = (Vec::new(), PdfHead::default());
        let mut file = tempfile::tempfile().expect("a file");
        file.write_all(b"%PDF-1.4").expect("written");
        let read = read(&program, file, &mut |page| pages.push(page.number), &mut head);
        (pages, read.map_err(|failure| failure.0.code()))
    }

    const MINUTE: Duration = Duration::from_secs(60);

    #[test]
    fn pages_are_read_until_the_process_says_that_it_is_done() {
        let script = r#"echo noise; printf '\036{"page":{"number":1}}\n'; printf 'x\036{"page":{"number":2}}\n'; printf '\036"end"\n'; exec sleep 100"#;
        assert_eq!(run(script, MINUTE), (vec![1, 2], Ok(())));
    }

    #[test]
    fn a_process_that_takes_too_long_is_killed() {
        let begun = Instant::now();
        let script = r#"printf '\036{"page":{"number":1}}\n'; exec sleep 100"#;
        assert_eq!(run(script, Duration::from_millis(300)), (vec![1], Err("too-slow")));
        assert!(begun.elapsed() < MINUTE);
    }

    #[test]
    fn a_process_that_fails_is_a_reason() {
        assert_eq!(run("exit 3", MINUTE).1, Err("reader-failed"));
        assert_eq!(run("kill -XCPU $$", MINUTE).1, Err("too-slow"));
        assert_eq!(
            run("echo memory allocation of 9 bytes failed >&2; kill -ABRT $$", MINUTE).1,
            Err("too-much-memory")
        );
        assert_eq!(run(r#"printf '\036"encrypted"\n'"#, MINUTE).1, Err("encrypted"));
        assert_eq!(run(r#"printf '\036{"damaged":"x"}\n'"#, MINUTE).1, Err("malformed"));
    }
}
