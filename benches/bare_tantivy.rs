//! The baseline of `scripts/bench`: the shortest program on tantivy that indexes a folder and searches it.
//!
//! It indexes headline and body with positions and stores both together with the path. Everything else that an archive does is left
//! out: dates, languages, exact words next to stems, passages, the manifest.
//!
//! ```text
//! bare_tantivy index  FOLDER INDEX [default|en_stem]   index every file of the folder
//! bare_tantivy add    FOLDER INDEX                     add every file of the folder
//! bare_tantivy search INDEX QUERIES                    run every line of QUERIES, load the top ten; print milliseconds and hits
//! ```

use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Instant;
use tantivy::collector::TopDocs;
use tantivy::query::QueryParser;
use tantivy::schema::{Field, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions};
use tantivy::{Index, IndexWriter, TantivyDocument, doc};

/// The number of indexing threads.
const THREADS: usize = 2;

/// The memory budget of all threads together, in bytes.
const MEMORY: usize = 1 << 30;

/// How many hits a search loads.
const HITS: usize = 10;

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

fn main() -> Outcome<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["index", folder, index] => create(folder, index, "en_stem"),
        ["index", folder, index, tokenizer] => create(folder, index, tokenizer),
        ["add", folder, index] => add(folder, &Index::open_in_dir(index)?),
        ["search", index, queries] => search(&Index::open_in_dir(index)?, queries),
        _ => Err("usage: bare_tantivy index FOLDER INDEX [TOKENIZER] | add FOLDER INDEX | search INDEX QUERIES".into()),
    }
}

fn create(folder: &str, index: &str, tokenizer: &str) -> Outcome<()> {
    let mut builder = Schema::builder();
    let indexing = TextFieldIndexing::default()
        .set_tokenizer(tokenizer)
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    let text = TextOptions::default().set_indexing_options(indexing).set_stored();
    builder.add_text_field("headline", text.clone());
    builder.add_text_field("body", text);
    builder.add_text_field("path", STRING | STORED);
    std::fs::create_dir_all(index)?;
    add(folder, &Index::create_in_dir(index, builder.build())?)
}

fn add(folder: &str, index: &Index) -> Outcome<()> {
    let (headline, body, path) = fields(index)?;
    let mut writer: IndexWriter = index.writer_with_num_threads(THREADS, MEMORY)?;
    for_each_file(Path::new(folder), &mut |file| {
        let text = std::fs::read_to_string(file)?;
        let (first, rest) = text.split_once('\n').unwrap_or((&text, ""));
        let name = file.to_string_lossy();
        writer.add_document(doc!(headline => first, body => rest.trim_start(), path => name.as_ref()))?;
        Ok(())
    })?;
    writer.commit()?;
    Ok(writer.wait_merging_threads()?)
}

fn for_each_file(folder: &Path, visit: &mut dyn FnMut(&Path) -> Outcome<()>) -> Outcome<()> {
    let mut entries: Vec<PathBuf> =
        std::fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    entries.sort();
    for entry in entries {
        if entry.is_dir() {
            for_each_file(&entry, visit)?;
        } else {
            visit(&entry)?;
        }
    }
    Ok(())
}

fn search(index: &Index, queries: &str) -> Outcome<()> {
    let (headline, body, _) = fields(index)?;
    let searcher = index.reader()?.searcher();
    let mut parser = QueryParser::for_index(index, vec![headline, body]);
    parser.set_conjunction_by_default();
    let mut output = std::io::stdout().lock();
    for line in std::fs::read_to_string(queries)?.lines() {
        let started = Instant::now();
        let query = parser.parse_query(line)?;
        let hits = searcher.search(&query, &TopDocs::with_limit(HITS).order_by_score())?;
        for (_, address) in &hits {
            std::hint::black_box(searcher.doc::<TantivyDocument>(*address)?);
        }
        writeln!(output, "{:.3} {}", started.elapsed().as_secs_f64() * 1e3, hits.len())?;
    }
    Ok(())
}

fn fields(index: &Index) -> Outcome<(Field, Field, Field)> {
    let schema = index.schema();
    Ok((schema.get_field("headline")?, schema.get_field("body")?, schema.get_field("path")?))
}
