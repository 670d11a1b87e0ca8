//! Topics: what people wanted to know, each with a name that judgments call it by.

use super::EvalFileError;
use super::eval_file::lines;
use super::topics_trec::read_trec;
use serde_json::{Map, Value};
use std::collections::HashSet;

/// One topic, ready to be asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Topic {
    /// Its name: one word.
    pub id: String,
    /// What is asked, in prose.
    pub text: String,
}

/// A part of a topic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TopicField {
    /// A few words: the query itself.
    Title,
    /// A sentence.
    Description,
    /// What makes an article relevant.
    Narrative,
}

impl TopicField {
    /// All there are.
    pub const ALL: [Self; 3] = [Self::Title, Self::Description, Self::Narrative];

    /// Returns the name that is typed for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Description => "description",
            Self::Narrative => "narrative",
        }
    }

    /// Returns the names that records in JSON call it by.
    fn keys(self) -> &'static [&'static str] {
        match self {
            Self::Title => &["title", "text", "query", "question"],
            Self::Description => &["description", "desc"],
            Self::Narrative => &["narrative", "narr"],
        }
    }
}

impl std::str::FromStr for TopicField {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let known = Self::ALL.into_iter().find(|field| field.name() == name.trim());
        known.ok_or_else(|| "write title, description, narrative, or several with commas between".to_owned())
    }
}

/// A topic as it was read, part by part.
#[derive(Debug, Default)]
pub(super) struct RawTopic {
    pub line: usize,
    pub id: String,
    pub parts: Vec<(TopicField, String)>,
}

/// Reads topics: lines `name TAB text`, the `<top>` records of TREC, or JSON lines, told apart by the content. The text of a topic is its
/// `fields` one after the other.
///
/// ```
/// use dateline::eval::{TopicField, read_topics};
/// let topics = read_topics("7\tflood defences\n", &[TopicField::Title]).expect("topics");
/// assert_eq!((topics[0].id.as_str(), topics[0].text.as_str()), ("7", "flood defences"));
/// ```
///
/// # Errors
/// If a topic makes no sense, two have the same name, or none has any of the fields.
pub fn read_topics(text: &str, fields: &[TopicField]) -> Result<Vec<Topic>, EvalFileError> {
    let raw = match text.trim_start_matches('\u{FEFF}').trim_start().chars().next() {
        None => return Err(EvalFileError::Whole("topics, and there are none".to_owned())),
        Some('{') => lines(text).map(|(number, line)| read_json(number, line)).collect::<Result<_, _>>()?,
        Some('<') => read_trec(text)?,
        Some(_) => lines(text).map(|(number, line)| read_row(number, line)).collect::<Result<Vec<_>, _>>()?,
    };
    let mut seen = HashSet::new();
    for topic in &raw {
        if topic.id.is_empty() || topic.id.contains(char::is_whitespace) {
            return Err(EvalFileError::line(topic.line, "a topic named by one word", &topic.id));
        }
        if !seen.insert(topic.id.as_str()) {
            return Err(EvalFileError::line(topic.line, "a name that no other topic has", &topic.id));
        }
    }
    if !raw.iter().any(|topic| topic.parts.iter().any(|(field, _)| fields.contains(field))) {
        let wanted: Vec<&str> = fields.iter().map(|field| field.name()).collect();
        return Err(EvalFileError::Whole(format!("topics with a {}, and none has it", wanted.join(" or "))));
    }
    Ok(raw.into_iter().map(|topic| with_fields(topic, fields)).collect())
}

fn with_fields(topic: RawTopic, fields: &[TopicField]) -> Topic {
    let mut texts = Vec::new();
    for wanted in fields {
        texts.extend(topic.parts.iter().filter(|(field, _)| field == wanted).map(|(_, text)| text.as_str()));
    }
    Topic { text: texts.join(" "), id: topic.id }
}

fn read_row(number: usize, line: &str) -> Result<RawTopic, EvalFileError> {
    let Some((id, text)) = line.split_once('\t') else {
        return Err(EvalFileError::line(number, "a topic: its name, a tab and its text", line));
    };
    let parts = vec![(TopicField::Title, text.trim().to_owned())];
    Ok(RawTopic { line: number, id: id.trim().to_owned(), parts })
}

fn read_json(number: usize, line: &str) -> Result<RawTopic, EvalFileError> {
    let record: Map<String, Value> = serde_json::from_str(line)
        .map_err(|_| EvalFileError::line(number, "a topic as one JSON object on its line", line))?;
    let id = ["id", "qid", "_id", "query_id", "number"].iter().find_map(|key| record.get(*key));
    let id = match id {
        Some(Value::String(id)) => id.trim().to_owned(),
        Some(Value::Number(id)) => id.to_string(),
        _ => return Err(EvalFileError::line(number, "a topic with its name under id, qid, _id or query_id", line)),
    };
    let mut parts = Vec::new();
    for field in TopicField::ALL {
        let text = field.keys().iter().find_map(|key| record.get(*key)).and_then(Value::as_str);
        parts.extend(text.map(|text| (field, text.trim().to_owned())));
    }
    Ok(RawTopic { line: number, id, parts })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TITLE: &[TopicField] = &[TopicField::Title];

    fn read(text: &str, fields: &[TopicField]) -> Vec<(String, String)> {
        read_topics(text, fields).unwrap().into_iter().map(|topic| (topic.id, topic.text)).collect()
    }

    fn pair(id: &str, text: &str) -> (String, String) {
        (id.to_owned(), text.to_owned())
    }

    #[test]
    fn every_layout_is_told_by_its_content() {
        let expected = [pair("1", "flood defences"), pair("2", "storm")];
        assert_eq!(read("1\tflood defences\n\n2\tstorm \n", TITLE), expected);
        let json = "{\"_id\": \"1\", \"text\": \"flood defences\"}\n{\"qid\": 2, \"title\": \"storm\"}\n";
        assert_eq!(read(json, TITLE), expected);
        let trec =
            "<top>\n<num> Number: 1\n<title> flood defences\n</top>\n<top><num>2</num><title>storm</title></top>";
        assert_eq!(read(trec, TITLE), expected);
    }

    #[test]
    fn fields_follow_each_other_as_asked() {
        let json = "{\"id\": 1, \"title\": \"flood\", \"description\": \"Who pays?\"}";
        assert_eq!(read(json, &[TopicField::Description, TopicField::Title]), [pair("1", "Who pays? flood")]);
    }

    #[test]
    fn a_bad_topic_is_named() {
        for (text, message) in [
            ("1\tflood\nstorm\n", "line 2: expected a topic: its name, a tab and its text, not \"storm\""),
            ("{\"id\": 1, \"title\": \"flood\"}\n{\"title\": 2}", "line 2: expected a topic with its name"),
            ("{\"id\": 1\n", "line 1: expected a topic as one JSON object"),
            ("1 a\tflood", "line 1: expected a topic named by one word, not \"1 a\""),
            ("1\tflood\n1\tstorm", "line 2: expected a name that no other topic has, not \"1\""),
            ("{\"id\": 1, \"narrative\": \"x\"}", "expected topics with a title, and none has it"),
            (" \n", "expected topics, and there are none"),
        ] {
            let error = read_topics(text, TITLE).unwrap_err().to_string();
            assert!(error.starts_with(message), "{error}");
        }
    }
}
