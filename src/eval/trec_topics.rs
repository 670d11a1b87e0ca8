//! The topic format of TREC: records between `<top>` and `</top>`. Closing tags are optional.

use super::eval_file::EvalFileError;
use super::topic_field::{RawTopic, TopicField};

/// Labels before the text of a tag. They are dropped.
const LABELS: &[&str] = &["Number:", "Topic:", "Title:", "Description:", "Narrative:"];

/// Reads the topics of a file.
pub(super) fn read_trec_topics(text: &str) -> Result<Vec<RawTopic>, EvalFileError> {
    let mut topics: Vec<RawTopic> = Vec::new();
    let mut open = false;
    for TrecTag { line, name, text } in tags(text) {
        let field = match name.as_str() {
            "top" => {
                open = true;
                topics.push(RawTopic { line, ..RawTopic::default() });
                continue;
            }
            "/top" => {
                open = false;
                continue;
            }
            "num" => None,
            "title" => Some(TopicField::Title),
            "desc" => Some(TopicField::Description),
            "narr" => Some(TopicField::Narrative),
            _ => continue,
        };
        let Some(topic) = topics.last_mut().filter(|_| open) else {
            return Err(EvalFileError::line(line, "a topic that begins with <top>", &format!("<{name}> {text}")));
        };
        match field {
            None => topic.id = text,
            Some(field) => topic.fields.push((field, text)),
        }
    }
    match topics.iter().find(|topic| topic.id.is_empty()) {
        Some(topic) => Err(EvalFileError::line(topic.line, "a topic with its number under <num>", "<top>")),
        None if topics.is_empty() => Err(EvalFileError::missing("topics, each in <top> … </top>")),
        None => Ok(topics),
    }
}

/// A tag and the text up to the next one.
struct TrecTag {
    line: usize,
    /// The name in lower case, with a leading `/` in a closing tag, without attributes.
    name: String,
    text: String,
}

fn tags(text: &str) -> Vec<TrecTag> {
    let mut tags: Vec<TrecTag> = Vec::new();
    let mut line = 1;
    for (position, piece) in text.split('<').enumerate() {
        let tag = piece.split_once('>').filter(|(name, _)| position > 0 && is_name(name));
        match (tag, tags.last_mut()) {
            (Some((name, after)), _) => {
                let name = name.split_whitespace().next().unwrap_or_default().to_ascii_lowercase();
                tags.push(TrecTag { line, name, text: after.to_owned() });
            }
            // A less-than sign in running text, such as `profits < 5 %`.
            (None, Some(open)) => open.text.extend(["<", piece]),
            (None, None) => {}
        }
        line += piece.matches('\n').count();
    }
    for tag in &mut tags {
        let text = tag.text.split_whitespace().collect::<Vec<_>>().join(" ");
        let bare = LABELS.iter().find_map(|label| text.strip_prefix(label)).map(|bare| bare.trim().to_owned());
        tag.text = bare.unwrap_or(text);
    }
    tags
}

fn is_name(name: &str) -> bool {
    name.strip_prefix('/').unwrap_or(name).starts_with(|character: char| character.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn closing_tags_are_optional_and_labels_are_dropped() {
        let text = "<top>\n\n<num> Number: 301\n<title> International\n Organized Crime\n\n<desc> Description: \nProfits < 5 \
                    or > 6?\n\n<narr> Narrative: \nAll of it.\n\n</top>\n";
        let topics = read_trec_topics(text).unwrap();
        assert_eq!(topics.len(), 1);
        assert_eq!(topics[0].id, "301");
        let fields = [
            (TopicField::Title, "International Organized Crime".to_owned()),
            (TopicField::Description, "Profits < 5 or > 6?".to_owned()),
            (TopicField::Narrative, "All of it.".to_owned()),
        ];
        assert_eq!(topics[0].fields, fields);
    }

    #[test]
    fn errors_name_the_line() {
        let no_number = read_trec_topics("<top><num>1</top>\n<top>\n<title>x</top>").unwrap_err().to_string();
        assert_eq!(no_number, "line 2: expected a topic with its number under <num>, not \"<top>\"");
        let no_top = read_trec_topics("<num>1").unwrap_err().to_string();
        assert_eq!(no_top, "line 1: expected a topic that begins with <top>, not \"<num> 1\"");
        assert!(read_trec_topics("<html>").is_err());
    }
}
