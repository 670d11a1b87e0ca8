//! The other side of `bare_tantivy search`: Dateline's own answers in one process, without the start of a command.
//!
//! The index is opened once. Every query is answered as `dateline search --format json` answers it, ten hits with their passages, and written
//! to memory.
//!
//! ```text
//! in_process INDEX QUERIES   answers every line, prints the milliseconds of each and how many hits it shows
//! ```

use dateline::engine::open_reader;
use dateline::output::{OutputFormat, Style, write_results};
use dateline::search::{SearchOptions, SearchQuery, search};
use std::io::Write;
use std::path::Path;
use std::time::Instant;

/// How many hits an answer shows.
const HITS: usize = 10;

/// As the command has it.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

fn main() -> Outcome<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [index, queries] = &arguments[..] else {
        return Err("say where to search and for what: INDEX QUERIES".into());
    };
    let engine = open_reader(Path::new(index))?;
    let options = SearchOptions { limit: HITS, ..SearchOptions::default() };
    let style = Style::default();
    let mut output = std::io::stdout().lock();
    let mut json = Vec::new();
    for line in std::fs::read_to_string(queries)?.lines() {
        json.clear();
        let begun = Instant::now();
        let question = SearchQuery { text: line.to_owned(), ..SearchQuery::default() };
        let answer = search(&*engine, &question, &options)?;
        write_results(&answer, OutputFormat::Json, &style, &mut json)?;
        let milliseconds = begun.elapsed().as_secs_f64() * 1e3;
        std::hint::black_box(&json);
        writeln!(output, "{milliseconds:.3} {}", answer.hits.len())?;
    }
    Ok(())
}
