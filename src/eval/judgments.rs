//! Judgments (qrels): the relevance grades of documents for each topic.

use super::eval_file::{EvalFileError, lines};
use std::collections::{BTreeMap, HashMap};

const EXPECTED: &str =
    "a judgment: topic, 0, document and grade (or topic, document and grade under a header query-id …)";

/// The judged topics with the grade of each judged document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Judgments {
    topics: BTreeMap<String, HashMap<String, i64>>,
}

impl Judgments {
    /// Reads judgments in the format of TREC (`topic 0 document grade`, separated by white space) or of BEIR (a table with the header
    /// `query-id corpus-id score`).
    ///
    /// ```
    /// use dateline::eval::Judgments;
    /// let judgments = Judgments::read("7 0 a17 1\n7 0 a18 0\n").expect("judgments");
    /// assert_eq!(judgments.len(), 1);
    /// ```
    ///
    /// # Errors
    /// If a line is not a judgment, or a topic has two for a document.
    pub fn read(text: &str) -> Result<Self, EvalFileError> {
        let mut judgments = Self::default();
        let mut lines = lines(text).peekable();
        let has_header = lines.next_if(|(_, line)| is_header(line)).is_some();
        for (number, line) in lines {
            let cells: Vec<&str> = line.split_whitespace().collect();
            let (topic, document, grade) = match cells[..] {
                [topic, _, document, grade] if !has_header => (topic, document, grade),
                [topic, document, grade] if has_header => (topic, document, grade),
                _ => return Err(EvalFileError::line(number, EXPECTED, line)),
            };
            let grade =
                grade.parse().map_err(|_| EvalFileError::line(number, "a grade that is a whole number", grade))?;
            let judged = judgments.topics.entry(topic.to_owned()).or_default();
            if judged.insert(document.to_owned(), grade).is_some() {
                return Err(EvalFileError::line(number, "each document judged once for a topic", line));
            }
        }
        if judgments.topics.is_empty() {
            return Err(EvalFileError::missing("judgments, and there are none"));
        }
        Ok(judgments)
    }

    /// Returns the number of judged topics.
    pub fn len(&self) -> usize {
        self.topics.len()
    }

    /// Returns whether no topic was judged.
    pub fn is_empty(&self) -> bool {
        self.topics.is_empty()
    }

    /// Returns whether a topic was judged.
    pub fn has(&self, topic: &str) -> bool {
        self.topics.contains_key(topic)
    }

    /// Returns the topics with the grades of their documents: numeric names in numeric order, then the others by name.
    pub(super) fn topics(&self) -> Vec<(&str, &HashMap<String, i64>)> {
        let mut topics: Vec<_> = self.topics.iter().map(|(topic, judged)| (topic.as_str(), judged)).collect();
        topics.sort_by_key(|(topic, _)| topic.parse::<u64>().unwrap_or(u64::MAX));
        topics
    }
}

fn is_header(line: &str) -> bool {
    let cells: Vec<&str> = line.split_whitespace().collect();
    matches!(cells[..], [topic, document, grade] if topic.eq_ignore_ascii_case("query-id")
        && document.eq_ignore_ascii_case("corpus-id") && grade.eq_ignore_ascii_case("score"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trec_and_beir_formats_are_read() {
        let trec = Judgments::read("\u{FEFF}10 0 a 2\r\n\n 9\tQ0  b -1 \n").unwrap();
        let beir = Judgments::read("query-id\tcorpus-id\tscore\n10\ta\t2\n9\tb\t-1\n").unwrap();
        assert_eq!(trec, beir);
        assert_eq!(trec.topics().iter().map(|(topic, _)| *topic).collect::<Vec<_>>(), ["9", "10"]);
    }

    #[test]
    fn errors_name_the_line() {
        for (text, message) in [
            ("1 0 a 1\n1 0 b\n", "line 2: expected a judgment"),
            ("1 0 a x\n", "line 1: expected a grade that is a whole number, not \"x\""),
            ("1 0 a 1\n\n1 0 a 1\n", "line 3: expected each document judged once"),
            ("\n", "expected judgments, and there are none"),
        ] {
            let error = Judgments::read(text).unwrap_err().to_string();
            assert!(error.starts_with(message), "{error}");
        }
    }
}
