//! What the fuzzers check: one function a target, which takes any bytes and panics if an invariant does not hold.
//!
//! cargo-fuzz calls these functions (`fuzz_targets/`), and so does the test program of the crate, on stable Rust, with mutations of the kept
//! corpus (`tests/suite/fuzzing`). Each does a bounded amount of work: an input is cut at [`MAX_BYTES`].

pub mod archives;
mod damage;
mod dates;
mod documents;
mod indexing;
mod matching;
mod queries;
mod reading;
mod results;
mod words;

pub use damage::fuzz_damage;
pub use dates::fuzz_dates;
pub use indexing::fuzz_indexing;
pub use matching::fuzz_matching;
pub use queries::fuzz_queries;
pub use reading::{
    fuzz_article_lines, fuzz_compression, fuzz_encodings, fuzz_formats, fuzz_front_matter, fuzz_html, fuzz_json,
    fuzz_json_lines, fuzz_markdown, fuzz_text,
};
pub use results::fuzz_results;
pub use words::fuzz_words;

/// The longest input in bytes; the rest of a longer one is ignored.
pub const MAX_BYTES: usize = 64 * 1024;

/// A target: checks invariants of any bytes.
pub type Target = fn(&[u8]);

/// The targets, by the names of their corpora, dictionaries and programs.
pub const TARGETS: [(&str, Target); 17] = [
    ("article-lines", fuzz_article_lines),
    ("compression", fuzz_compression),
    ("damage", fuzz_damage),
    ("dates", fuzz_dates),
    ("encodings", fuzz_encodings),
    ("formats", fuzz_formats),
    ("front-matter", fuzz_front_matter),
    ("html", fuzz_html),
    ("indexing", fuzz_indexing),
    ("json", fuzz_json),
    ("json-lines", fuzz_json_lines),
    ("markdown", fuzz_markdown),
    ("matching", fuzz_matching),
    ("queries", fuzz_queries),
    ("results", fuzz_results),
    ("text", fuzz_text),
    ("words", fuzz_words),
];

fn bounded(data: &[u8]) -> &[u8] {
    &data[..data.len().min(MAX_BYTES)]
}

fn bounded_text(data: &[u8]) -> std::borrow::Cow<'_, str> {
    String::from_utf8_lossy(bounded(data))
}
