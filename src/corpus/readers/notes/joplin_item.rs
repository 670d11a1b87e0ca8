//! Items of Joplin: the title, the text in Markdown, and a last block of properties with the id and the type of the item.

use super::front_matter::FrontMatter;
use serde_json::{Map, Value};

/// The type of notes; folders, attachments and tags have others.
const NOTE: &str = "1";
/// The number of digits of an id.
const ID_LENGTH: usize = 32;

/// An item of a raw export, or of an archive of such items (JEX).
pub(super) struct JoplinItem<'a> {
    title: &'a str,
    text: &'a str,
    properties: &'a str,
}

impl<'a> JoplinItem<'a> {
    /// Splits a file into the parts of an item; `None` if it is not one.
    pub(super) fn split(text: &'a str) -> Option<Self> {
        let text = text.trim();
        let is_property = |line: &str| line.split_once(':').is_some_and(|(name, _)| is_property_name(name));
        let from = text.rfind("\nid: ")? + 1;
        let properties = text.get(from..)?;
        let id = properties.lines().next()?.strip_prefix("id: ")?.trim();
        let is_id = id.len() == ID_LENGTH && id.bytes().all(|byte| byte.is_ascii_hexdigit());
        let is_block =
            properties.lines().all(is_property) && properties.lines().any(|line| line.starts_with("type_: "));
        if !is_id || !is_block {
            return None;
        }
        let (title, text) = text.get(..from)?.split_once('\n')?;
        Some(Self { title: title.trim(), text: text.trim(), properties })
    }

    /// Returns whether the item is a note.
    pub(super) fn is_note(&self) -> bool {
        self.property("type_") == Some(NOTE)
    }

    /// Returns the note as a text with fields. The dates are those of clipping.
    pub(super) fn into_front_matter(self) -> FrontMatter<'a> {
        let mut fields = Map::new();
        let stated = [
            ("title", Some(self.title)),
            ("id", self.property("id")),
            ("author", self.property("author")),
            ("url", self.property("source_url")),
        ];
        for (name, value) in stated {
            if let Some(value) = value.filter(|value| !value.is_empty()) {
                fields.insert(name.to_owned(), Value::String(value.to_owned()));
            }
        }
        FrontMatter { fields, unread: String::new(), text: self.text }
    }

    fn property(&self, name: &str) -> Option<&'a str> {
        let properties = self.properties.lines().filter_map(|line| line.split_once(':'));
        properties.filter(|(known, _)| *known == name).map(|(_, value)| value.trim()).next()
    }
}

fn is_property_name(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
}

#[cfg(test)]
mod tests {
    use super::*;

    const PROPERTIES: &str = "id: 0123456789abcdef0123456789abcdef\ncreated_time: 2015-11-16T08:00:00.000Z\nauthor: Anna Falk\n\
                              source_url: https://a.example/1\ntype_: 1";

    #[test]
    fn notes_are_split_into_title_text_and_properties() {
        let file = format!("River rises\n\nThe river rose.\n\nid: none\n\n{PROPERTIES}");
        let item = JoplinItem::split(&file).expect("an item");
        assert!(item.is_note());
        let front = item.into_front_matter();
        assert_eq!(front.text, "The river rose.\n\nid: none");
        assert_eq!(
            Value::Object(front.fields).to_string(),
            r#"{"author":"Anna Falk","id":"0123456789abcdef0123456789abcdef","title":"River rises","url":"https://a.example/1"}"#
        );
    }

    #[test]
    fn other_texts_are_no_items() {
        for text in ["River rises\n\nThe river rose.", "River\n\nid: 5\ntype_: 1", "River\n\nid: 0123"] {
            assert!(JoplinItem::split(text).is_none(), "{text}");
        }
        let folder = PROPERTIES.replace("type_: 1", "type_: 2");
        assert!(!JoplinItem::split(&format!("Folder\n\n{folder}")).expect("an item").is_note());
    }
}
