//! Status lines after a search: totals, time, suggestions.

use crate::library::{Concordance, CountResults, SearchResults, VocabularyList};
use crate::output::numbers::{count_text, plural};
use crate::output::sanitize::sanitize_line;

/// Returns the line below search results, such as `120 articles, 1 to 10 shown (3.1 ms)`.
pub fn search_summary(results: &SearchResults) -> String {
    let shown = match (results.shown, results.total) {
        (0, total) => format!(", none on this page: the last hit is number {}", count_text(total as u64)),
        (shown, total) if shown < total => format!(", {} to {} shown", results.offset + 1, results.offset + shown),
        _ => String::new(),
    };
    let articles = plural(results.total as u64, "article", "articles");
    format!("{articles}{shown} ({:.1} ms)", results.seconds * 1000.0)
}

/// Returns the line below a concordance.
pub fn concordance_summary(results: &Concordance) -> String {
    let matches = plural(results.lines as u64, "match", "matches");
    let articles = plural(results.articles as u64, "article", "articles");
    let more = if results.has_more { " shown; raise -n to see more" } else { "" };
    format!("{matches} in {articles}{more} ({:.1} ms)", results.seconds * 1000.0)
}

/// Returns the totals of a count, such as `12 matches in 3 articles`.
pub fn count_summary(count: &CountResults) -> String {
    let articles = plural(count.articles, "article", "articles");
    match count.matches {
        Some(matches) => format!("{} in {articles}", plural(matches, "match", "matches")),
        None => articles,
    }
}

/// Returns the line below a list of words.
pub fn vocabulary_summary(list: &VocabularyList) -> String {
    let words = plural(list.entries.len() as u64, "word", "words");
    if list.has_more { format!("{words} shown; raise -n to see more") } else { words }
}

/// Returns the line for a search without results, with a respelling suggestion if there is one.
pub fn no_results(what: &str, suggestion: Option<&str>) -> String {
    match suggestion {
        Some(suggestion) => format!("no {what}; {}", did_you_mean(suggestion)),
        None => format!("no {what}"),
    }
}

/// Returns a respelling suggestion.
pub fn did_you_mean(suggestion: &str) -> String {
    format!("did you mean: {}", sanitize_line(suggestion))
}

/// Returns the note that folders were searched without updating the archive from them first.
pub fn update_skipped(holder: &str) -> String {
    format!("the archive was not updated first, because it is being written by {}", sanitize_line(holder))
}

/// Returns the note that folders were searched in a read-only archive, without updating it from them first.
pub fn update_impossible() -> String {
    "the archive was not updated first, because it can only be read".to_owned()
}

/// Returns the line that is printed once while a command waits for another writer.
pub fn waiting_for(holder: &str) -> String {
    format!("waiting for {} to finish", sanitize_line(holder))
}

/// Returns the note that a backup lacks the manifest.
pub fn backup_without_manifest(writer: Option<&str>) -> String {
    let why = writer.map_or("the archive can only be read".to_owned(), |writer| {
        format!("the archive is being written by {}", sanitize_line(writer))
    });
    format!(
        "the backup is complete but for the list of indexed files, because {why}; once restored, the first update reads all files"
    )
}

/// Returns the line about the skipped records of standard input that were removed or, in a dry run, listed.
pub fn skipped_records_removed(records: u64, dry_run: bool) -> String {
    let records = plural(records, "skipped record", "skipped records");
    let done = if dry_run { "to remove" } else { "removed" };
    format!("{records} of standard input {done}; all articles are kept")
}
