//! Dateline's search in one process, to compare with `bare_tantivy search` without the cost of starting a command.
//!
//! The index is opened once. Every query runs as `dateline search --format json` does, with ten hits and their passages, and is written
//! to memory.
//!
//! ```text
//! in_process INDEX QUERIES   run every line of QUERIES; print milliseconds and hits
//! ```

use dateline::engine::open_reader;
use dateline::output::{HitWriter, OutputFormat, Style};
use dateline::search::{SearchOptions, SearchQuery, search_each};
use std::io::Write;
use std::ops::ControlFlow;
use std::path::Path;
use std::time::Instant;

/// How many hits a search returns.
const HITS: usize = 10;

/// The allocator of the `dateline` binary.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

fn main() -> Outcome<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [index, queries] = &arguments[..] else {
        return Err("usage: in_process INDEX QUERIES".into());
    };
    let engine = open_reader(Path::new(index))?;
    let mut options = SearchOptions::default();
    options.limit = HITS;
    let style = Style::default();
    let mut output = std::io::stdout().lock();
    let mut json = Vec::new();
    for line in std::fs::read_to_string(queries)?.lines() {
        json.clear();
        let started = Instant::now();
        let question = SearchQuery { text: line.to_owned(), ..SearchQuery::default() };
        let mut writer = HitWriter::new(OutputFormat::Json, &style);
        let (mut hits, mut written) = (0, Ok(()));
        let answer = search_each(&*engine, &question, &options, &mut |hit| {
            hits += 1;
            written = writer.write(&hit, &mut json);
            if written.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        })?;
        written.and_then(|()| writer.finish(&answer, &mut json))?;
        let milliseconds = started.elapsed().as_secs_f64() * 1e3;
        std::hint::black_box(&json);
        writeln!(output, "{milliseconds:.3} {hits}")?;
    }
    Ok(())
}
