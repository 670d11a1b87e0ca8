//! Topics: named queries in prose whose relevant articles are judged.

use super::eval_file::{EvalFileError, lines};
use super::topic_field::{RawTopic, TopicField};
use super::trec_topics::read_trec_topics;
use serde_json::{Map, Value};
use std::collections::HashSet;

/// A topic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Topic {
    /// The name: one word.
    pub id: String,
    /// The text to search for.
    pub text: String,
}

/// Reads topics from lines `name TAB text`, the `<top>` records of TREC, or JSON lines; the format is detected. The text of a topic is the
/// concatenation of its `fields`.
///
/// ```
/// use dateline::eval::{TopicField, read_topics};
/// let topics = read_topics("7\tflood defences\n", &[TopicField::Title]).expect("topics");
/// assert_eq!((topics[0].id.as_str(), topics[0].text.as_str()), ("7", "flood defences"));
/// ```
///
/// # Errors
/// If a topic is malformed, two have the same name, or none has any of the fields.
pub fn read_topics(text: &str, fields: &[TopicField]) -> Result<Vec<Topic>, EvalFileError> {
    let raw = match text.trim_start_matches('\u{FEFF}').trim_start().chars().next() {
        None => return Err(EvalFileError::missing("topics, and there are none")),
        Some('{') => lines(text).map(|(number, line)| read_json(number, line)).collect::<Result<_, _>>()?,
        Some('<') => read_trec_topics(text)?,
        Some(_) => lines(text).map(|(number, line)| read_row(number, line)).collect::<Result<Vec<_>, _>>()?,
    };
    let mut seen = HashSet::new();
    for topic in &raw {
        if topic.id.is_empty() || topic.id.contains(char::is_whitespace) {
            return Err(EvalFileError::line(topic.line, "a topic whose name is one word", &topic.id));
        }
        if !seen.insert(topic.id.as_str()) {
            return Err(EvalFileError::line(topic.line, "a name that no other topic has", &topic.id));
        }
    }
    if !raw.iter().any(|topic| topic.fields.iter().any(|(field, _)| fields.contains(field))) {
        let names: Vec<&str> = fields.iter().map(|field| field.name()).collect();
        return Err(EvalFileError::missing(format!("topics with a {}, and none has one", names.join(" or "))));
    }
    Ok(raw.into_iter().map(|topic| with_fields(topic, fields)).collect())
}

fn with_fields(topic: RawTopic, fields: &[TopicField]) -> Topic {
    let mut texts = Vec::new();
    for wanted in fields {
        texts.extend(topic.fields.iter().filter(|(field, _)| field == wanted).map(|(_, text)| text.as_str()));
    }
    Topic { text: texts.join(" "), id: topic.id }
}

fn read_row(number: usize, line: &str) -> Result<RawTopic, EvalFileError> {
    let Some((id, text)) = line.split_once('\t') else {
        return Err(EvalFileError::line(number, "a topic: its name, a tab and its text", line));
    };
    let fields = vec![(TopicField::Title, text.trim().to_owned())];
    Ok(RawTopic { line: number, id: id.trim().to_owned(), fields })
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
    let mut fields = Vec::new();
    for field in TopicField::ALL {
        let text = field.keys().iter().find_map(|key| record.get(*key)).and_then(Value::as_str);
        fields.extend(text.map(|text| (field, text.trim().to_owned())));
    }
    Ok(RawTopic { line: number, id, fields })
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
    fn the_format_is_detected() {
        let expected = [pair("1", "flood defences"), pair("2", "storm")];
        assert_eq!(read("1\tflood defences\n\n2\tstorm \n", TITLE), expected);
        let json = "{\"_id\": \"1\", \"text\": \"flood defences\"}\n{\"qid\": 2, \"title\": \"storm\"}\n";
        assert_eq!(read(json, TITLE), expected);
        let trec =
            "<top>\n<num> Number: 1\n<title> flood defences\n</top>\n<top><num>2</num><title>storm</title></top>";
        assert_eq!(read(trec, TITLE), expected);
    }

    #[test]
    fn fields_are_joined_in_the_requested_order() {
        let json = "{\"id\": 1, \"title\": \"flood\", \"description\": \"Who pays?\"}";
        assert_eq!(read(json, &[TopicField::Description, TopicField::Title]), [pair("1", "Who pays? flood")]);
    }

    #[test]
    fn errors_name_the_line() {
        for (text, message) in [
            ("1\tflood\nstorm\n", "line 2: expected a topic: its name, a tab and its text, not \"storm\""),
            ("{\"id\": 1, \"title\": \"flood\"}\n{\"title\": 2}", "line 2: expected a topic with its name"),
            ("{\"id\": 1\n", "line 1: expected a topic as one JSON object"),
            ("1 a\tflood", "line 1: expected a topic whose name is one word, not \"1 a\""),
            ("1\tflood\n1\tstorm", "line 2: expected a name that no other topic has, not \"1\""),
            ("{\"id\": 1, \"narrative\": \"x\"}", "expected topics with a title, and none has one"),
            (" \n", "expected topics, and there are none"),
        ] {
            let error = read_topics(text, TITLE).unwrap_err().to_string();
            assert!(error.starts_with(message), "{error}");
        }
    }
}
