//! Runs: what was found for each topic, in the layout that TREC uses.

use super::eval_file::lines;
use super::{EvalFileError, Topic};
use crate::article::Article;
use crate::engine::Engine;
use crate::parallel::parallel_map;
use crate::query::ParseOptions;
use crate::search::{Filters, SearchError, SearchOptions, SearchQuery, rank_articles};
use std::collections::{HashMap, HashSet};
use std::io::{self, Write};

const EXPECTED: &str = "a line of a run: topic, Q0, document, rank, score and tag";

/// What was found for a set of topics.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TrecRun {
    /// The name of the run.
    pub tag: String,
    /// The topics in the order in which they were asked.
    pub topics: Vec<TopicRanking>,
}

/// What was found for one topic.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TopicRanking {
    /// The name of the topic.
    pub topic: String,
    /// What was found, the best first; equal scores by the name of the document, the last first, which is the order of `trec_eval`.
    pub entries: Vec<RankedDocument>,
}

/// One document that was found.
#[derive(Debug, Clone, PartialEq)]
pub struct RankedDocument {
    /// The name of the document.
    pub document: String,
    /// How well it answers.
    pub score: f32,
}

/// How topics are asked.
#[derive(Debug, Clone, Default)]
pub struct TopicSearchOptions {
    /// How the text of a topic is read.
    pub parse: ParseOptions,
    /// What every article has to be.
    pub filters: Filters,
    /// How the search is done.
    pub search: SearchOptions,
    /// How many articles a topic may find.
    pub depth: usize,
}

impl TopicSearchOptions {
    /// Returns the question that asks for a text.
    pub(super) fn question(&self, text: &str) -> SearchQuery {
        SearchQuery { text: text.to_owned(), parse: self.parse.clone(), filters: self.filters.clone() }
    }
}

/// Returns whether a character cannot be in a column of a run: it would end it, or a terminal would obey it.
fn is_no_name(character: char) -> bool {
    character.is_whitespace() || character.is_control()
}

/// Returns the name of an article in runs and judgments: the id that its record states, or else its id in the archive.
pub fn document_name(article: &Article) -> &str {
    match &article.own_id {
        Some(own) if !own.is_empty() && !own.contains(is_no_name) => own,
        _ => article.id.as_str(),
    }
}

/// Names the topic whose query makes no sense.
fn in_topic(error: SearchError, topic: &str) -> SearchError {
    match error {
        // The rest of the message shows the query, which is as long as it is wrong.
        SearchError::Query(message) => {
            SearchError::Query(format!("topic {topic}: {}", message.lines().next().unwrap_or_default()))
        }
        other => other,
    }
}

/// Asks an archive every topic.
///
/// # Errors
/// If a filter makes no sense, or the archive cannot be read.
pub fn run_topics(
    engine: &dyn Engine,
    topics: &[Topic],
    asking: &TopicSearchOptions,
    tag: &str,
) -> Result<TrecRun, SearchError> {
    let topics = parallel_map(topics, |topic| {
        let found = rank_articles(engine, &asking.question(&topic.text), &asking.search, asking.depth)
            .map_err(|error| in_topic(error, &topic.id))?;
        let mut seen = HashSet::new();
        let mut entries: Vec<RankedDocument> = found
            .iter()
            .map(|found| RankedDocument {
                document: document_name(&found.article).to_owned(),
                score: found.score as f32,
            })
            // Two articles may state the same id; the better one stands for both.
            .filter(|entry| seen.insert(entry.document.clone()))
            .collect();
        sort(&mut entries);
        Ok::<_, SearchError>(TopicRanking { topic: topic.id.clone(), entries })
    });
    Ok(TrecRun { tag: tag.to_owned(), topics: topics? })
}

fn sort(entries: &mut [RankedDocument]) {
    entries.sort_by(|one, other| other.score.total_cmp(&one.score).then_with(|| other.document.cmp(&one.document)));
}

impl TrecRun {
    /// Returns whether a file looks like a run, from its first line.
    pub fn is_run(text: &str) -> bool {
        lines(text).next().is_none_or(|(_, line)| parse_line(line).is_some())
    }

    /// Reads a run. As `trec_eval` does, it goes by the scores, taken as numbers of 32 bits, and not by the ranks.
    ///
    /// # Errors
    /// If a line is not one of a run, or a document is found twice for one topic.
    pub fn read(text: &str) -> Result<Self, EvalFileError> {
        let mut run = Self::default();
        let mut places: HashMap<&str, usize> = HashMap::new();
        let mut seen: HashSet<(&str, &str)> = HashSet::new();
        for (number, line) in lines(text) {
            let parsed = parse_line(line).ok_or_else(|| EvalFileError::line(number, EXPECTED, line))?;
            let TrecRunLine { topic, document, score, tag } = parsed;
            if !seen.insert((topic, document)) {
                return Err(EvalFileError::line(number, "each document once for a topic", line));
            }
            let place = *places.entry(topic).or_insert_with(|| {
                run.topics.push(TopicRanking { topic: topic.to_owned(), entries: Vec::new() });
                run.topics.len() - 1
            });
            if run.tag.is_empty() {
                tag.clone_into(&mut run.tag);
            }
            if let Some(found) = run.topics.get_mut(place) {
                found.entries.push(RankedDocument { document: document.to_owned(), score });
            }
        }
        run.topics.iter_mut().for_each(|topic| sort(&mut topic.entries));
        Ok(run)
    }

    /// Writes the run, every score with all its digits.
    ///
    /// # Errors
    /// If `out` does not take it.
    pub fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        for TopicRanking { topic, entries } in &self.topics {
            let topic = topic.replace(is_no_name, "\u{FFFD}");
            for (rank, RankedDocument { document, score }) in (1..).zip(entries) {
                writeln!(out, "{topic} Q0 {document} {rank} {score} {}", self.tag)?;
            }
        }
        Ok(())
    }

    /// Returns whether nothing was found for any topic.
    pub fn is_empty(&self) -> bool {
        self.topics.iter().all(|topic| topic.entries.is_empty())
    }
}

struct TrecRunLine<'a> {
    topic: &'a str,
    document: &'a str,
    score: f32,
    tag: &'a str,
}

fn parse_line(line: &str) -> Option<TrecRunLine<'_>> {
    let cells: Vec<&str> = line.split_whitespace().collect();
    let [topic, _, document, rank, score, tag] = cells[..] else { return None };
    rank.parse::<i64>().ok()?;
    let score = score.parse::<f64>().ok().filter(|score| !score.is_nan())?;
    // Rounded twice, as a program in C does that keeps what it read in a float. The sum makes -0 the 0 that it equals.
    Some(TrecRunLine { topic, document, score: score as f32 + 0.0, tag })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn documents(run: &TrecRun, topic: &str) -> Vec<String> {
        let entries = run.topics.iter().filter(|found| found.topic == topic).flat_map(|found| &found.entries);
        entries.map(|entry| entry.document.clone()).collect()
    }

    #[test]
    fn the_order_is_that_of_scores_and_then_of_names_backwards() {
        let text = "1 Q0 a 1 0.5 x\n1 Q0 c 2 0.5 x\n1 Q0 b 3 0.5 x\n1\tQ0 d 4 7e-1 x\n2 0 -0 1 -0 x\n2 0 0 1 0 x\n";
        assert!(TrecRun::is_run(text));
        let run = TrecRun::read(text).unwrap();
        assert_eq!(documents(&run, "1"), ["d", "c", "b", "a"]);
        assert_eq!(documents(&run, "2"), ["0", "-0"]);
        assert_eq!(documents(&run, "3"), [""; 0]);
    }

    #[test]
    fn scores_that_are_equal_in_32_bits_are_equal() {
        let run = TrecRun::read("1 Q0 a 1 16777217 x\n1 Q0 b 2 16777216 x\n").unwrap();
        assert_eq!(documents(&run, "1"), ["b", "a"]);
    }

    #[test]
    fn what_is_written_is_read_back() {
        let entries =
            [1.0 / 3.0, 0.1_f32 + 0.2, 1e-20].map(|score| RankedDocument { document: score.to_string(), score });
        let run =
            TrecRun { tag: "x".into(), topics: vec![TopicRanking { topic: "1".into(), entries: entries.to_vec() }] };
        let mut text = Vec::new();
        run.write(&mut text).unwrap();
        assert_eq!(TrecRun::read(std::str::from_utf8(&text).unwrap()).unwrap(), run);
    }

    #[test]
    fn a_bad_line_is_named() {
        for (text, message) in [
            ("1 Q0 a 1 0.5 x\n1 Q0 a 1\n", "line 2: expected a line of a run"),
            ("1 Q0 a 1 high x\n", "line 1: expected a line of a run"),
            ("1 Q0 a 1 nan x\n", "line 1: expected a line of a run"),
            ("1 Q0 a 1 2 x\n1 Q0 a 2 1 x\n", "line 2: expected each document once for a topic"),
        ] {
            let error = TrecRun::read(text).unwrap_err().to_string();
            assert!(error.starts_with(message), "{error}");
        }
        assert!(!TrecRun::is_run("1\tfive words of a topic\n"));
        assert!(TrecRun::is_run("\n"));
    }

    #[test]
    fn an_article_goes_by_the_name_that_it_states() {
        let mut article = Article { own_id: Some("LA-1".into()), ..Article::default() };
        assert_eq!(document_name(&article), "LA-1");
        article.own_id = Some("LA 1".into());
        assert_eq!(document_name(&article), article.id.as_str());
    }
}
