//! Notes on TREC runs and known-item tests.

use crate::output::numbers::plural;
use crate::output::sanitize::sanitize_line;

/// Returns the note on topics of a TREC run that have no hits.
pub fn topics_without_hits(without_hits: usize, topics: usize) -> String {
    format!("no hits for {without_hits} of {}", plural(topics as u64, "topic", "topics"))
}

/// Returns the note on judged topics for which a run has no hits.
pub fn judged_topics_without_hits(run: &str, without_hits: usize, judged: usize) -> String {
    let judged = plural(judged as u64, "judged topic", "judged topics");
    format!("{}: no hits for {without_hits} of {judged}, counted as 0", sanitize_line(run))
}

/// Returns the note on topics of a run that have no judgments.
pub fn unjudged_topics(run: &str, unjudged: usize) -> String {
    format!("{}: ignored {} without judgments", sanitize_line(run), plural(unjudged as u64, "topic", "topics"))
}

/// Returns the note that fewer articles than requested are eligible for a known-item test.
pub fn few_known_items(eligible: usize) -> String {
    match eligible {
        0 => "no article is eligible for this test".to_owned(),
        _ => format!("only {} eligible for this test", plural(eligible as u64, "article is", "articles are")),
    }
}
