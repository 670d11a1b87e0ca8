//! TREC runs: a ranking of documents for each topic, with six columns per line.

use super::eval_file::{EvalFileError, lines};
use std::collections::{HashMap, HashSet};
use std::io::{self, Write};

const EXPECTED: &str = "a line of a run: topic, Q0, document, rank, score and tag";

/// A TREC run.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TrecRun {
    /// The name of the run.
    pub tag: String,
    /// The topics in the order of the search or the file.
    pub topics: Vec<TopicRanking>,
}

/// The ranking for one topic.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TopicRanking {
    /// The name of the topic.
    pub topic: String,
    /// The documents by descending score. Equal scores are ordered by descending name, as in `trec_eval`.
    pub documents: Vec<RankedDocument>,
}

/// A document of a ranking.
#[derive(Debug, Clone, PartialEq)]
pub struct RankedDocument {
    /// The name of the document.
    pub name: String,
    /// The score.
    pub score: f32,
}

impl TopicRanking {
    pub(super) fn new(topic: String, mut documents: Vec<RankedDocument>) -> Self {
        sort(&mut documents);
        Self { topic, documents }
    }
}

/// Returns whether a character cannot be part of a column: it would end the column, or could control a terminal.
pub(super) fn is_invalid_in_column(character: char) -> bool {
    let is_bidirectional = matches!(character, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    character.is_whitespace() || character.is_control() || is_bidirectional
}

fn sort(documents: &mut [RankedDocument]) {
    documents.sort_by(|one, other| other.score.total_cmp(&one.score).then_with(|| other.name.cmp(&one.name)));
}

impl TrecRun {
    /// Returns whether the first line of a file is a line of a run.
    pub fn is_run(text: &str) -> bool {
        lines(text).next().is_none_or(|(_, line)| parse_line(line).is_some())
    }

    /// Reads a run. As in `trec_eval`, documents are ordered by their scores as 32-bit numbers; the ranks are ignored.
    ///
    /// # Errors
    /// If a line does not have six columns, or a topic has a document twice.
    pub fn read(text: &str) -> Result<Self, EvalFileError> {
        let mut run = Self::default();
        let mut indexes: HashMap<&str, usize> = HashMap::new();
        let mut seen: HashSet<(&str, &str)> = HashSet::new();
        for (number, line) in lines(text) {
            let parsed = parse_line(line).ok_or_else(|| EvalFileError::line(number, EXPECTED, line))?;
            let TrecRunLine { topic, document, score, tag } = parsed;
            if !seen.insert((topic, document)) {
                return Err(EvalFileError::line(number, "each document once for a topic", line));
            }
            let index = *indexes.entry(topic).or_insert_with(|| {
                run.topics.push(TopicRanking { topic: topic.to_owned(), documents: Vec::new() });
                run.topics.len() - 1
            });
            if run.tag.is_empty() {
                tag.clone_into(&mut run.tag);
            }
            if let Some(ranking) = run.topics.get_mut(index) {
                ranking.documents.push(RankedDocument { name: document.to_owned(), score });
            }
        }
        run.topics.iter_mut().for_each(|topic| sort(&mut topic.documents));
        Ok(run)
    }

    /// Writes the run with full precision of the scores.
    ///
    /// # Errors
    /// If `out` cannot be written.
    pub fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        for TopicRanking { topic, documents } in &self.topics {
            let topic = topic.replace(is_invalid_in_column, "\u{FFFD}");
            for (rank, RankedDocument { name, score }) in (1..).zip(documents) {
                writeln!(out, "{topic} Q0 {name} {rank} {score} {}", self.tag)?;
            }
        }
        Ok(())
    }

    /// Returns whether no topic has a document.
    pub fn is_empty(&self) -> bool {
        self.topics.iter().all(|topic| topic.documents.is_empty())
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
    // Parsed as a double and stored as a float, like `trec_eval` does. Adding 0 turns -0 into 0.
    Some(TrecRunLine { topic, document, score: score as f32 + 0.0, tag })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn documents(run: &TrecRun, topic: &str) -> Vec<String> {
        let documents = run.topics.iter().filter(|found| found.topic == topic).flat_map(|found| &found.documents);
        documents.map(|document| document.name.clone()).collect()
    }

    #[test]
    fn documents_are_ordered_by_score_and_then_by_descending_name() {
        let text = "1 Q0 a 1 0.5 x\n1 Q0 c 2 0.5 x\n1 Q0 b 3 0.5 x\n1\tQ0 d 4 7e-1 x\n2 0 -0 1 -0 x\n2 0 0 1 0 x\n";
        assert!(TrecRun::is_run(text));
        let run = TrecRun::read(text).unwrap();
        assert_eq!(documents(&run, "1"), ["d", "c", "b", "a"]);
        assert_eq!(documents(&run, "2"), ["0", "-0"]);
        assert_eq!(documents(&run, "3"), [""; 0]);
    }

    #[test]
    fn scores_are_compared_as_32_bit_numbers() {
        let run = TrecRun::read("1 Q0 a 1 16777217 x\n1 Q0 b 2 16777216 x\n").unwrap();
        assert_eq!(documents(&run, "1"), ["b", "a"]);
    }

    #[test]
    fn written_runs_are_read_back_unchanged() {
        let documents =
            [1.0 / 3.0, 0.1_f32 + 0.2, 1e-20].map(|score| RankedDocument { name: score.to_string(), score });
        let ranking = TopicRanking { topic: "1".into(), documents: documents.to_vec() };
        let run = TrecRun { tag: "x".into(), topics: vec![ranking] };
        let mut text = Vec::new();
        run.write(&mut text).unwrap();
        assert_eq!(TrecRun::read(std::str::from_utf8(&text).unwrap()).unwrap(), run);
    }

    #[test]
    fn errors_name_the_line() {
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
}
