//! Turns a ProQuest document into a draft: the headline, labels with their values, and the full text among them.

use super::proquest_fields::{is_unavailable, one_line, set_fields};
use super::proquest_labels::{counts_documents, labelled};
use crate::corpus::draft::Draft;
use crate::corpus::skip::SkipReason;

/// The provider of these exports.
const PROVIDER: &str = "ProQuest";

/// A document whose paragraphs are separated by empty lines.
pub(super) struct ProquestDocument<'a> {
    paragraphs: Vec<&'a str>,
    /// The text of the article, if the export marks it separately.
    text: Option<String>,
}

impl<'a> ProquestDocument<'a> {
    pub(super) fn of(text: &'a str, marked: Option<String>) -> Self {
        let mut paragraphs = Vec::new();
        let mut start = 0;
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            if line.trim().is_empty() {
                paragraphs.push(text.get(start..at).unwrap_or_default().trim());
                start = at + line.len();
            }
            at += line.len();
        }
        paragraphs.push(text.get(start..).unwrap_or_default().trim());
        paragraphs.retain(|paragraph| !paragraph.is_empty());
        Self { paragraphs, text: marked }
    }

    /// Returns whether it has the parts of a document; the notes at the end of an export do not.
    pub(super) fn is_document(&self) -> bool {
        self.text.is_some() || self.labels().filter(|(name, _)| *name != "links").count() >= 3
    }

    fn labels(&self) -> impl Iterator<Item = (&'static str, &'a str)> {
        self.paragraphs.iter().copied().filter_map(labelled)
    }

    /// Returns the draft of the document.
    pub(super) fn draft(self) -> Result<Draft, SkipReason> {
        let mut draft = Draft { provider: Some(PROVIDER.into()), is_export: true, ..Draft::default() };
        let first_label = self.paragraphs.iter().position(|paragraph| labelled(paragraph).is_some());
        let above = self.paragraphs.get(..first_label.unwrap_or_default()).unwrap_or_default();
        draft.headline = above.iter().find(|line| is_headline(line)).map(|line| one_line(line));
        let from = self.paragraphs.iter().position(|paragraph| matches!(labelled(paragraph), Some(("full text", _))));
        let metadata = self.metadata_from(from);
        let mut body = self.text;
        if let Some(at) = from
            && body.is_none()
        {
            body = Some(full_text(self.paragraphs.get(at..metadata).unwrap_or_default()));
        }
        let before = self.paragraphs.get(..from.unwrap_or(metadata)).unwrap_or_default();
        let after = self.paragraphs.get(metadata..).unwrap_or_default();
        set_fields(before, &mut draft);
        set_fields(after, &mut draft);
        let missing = body.as_deref().is_none_or(|text| text.trim().is_empty() || is_unavailable(text));
        draft.incomplete = missing;
        draft.body = body.filter(|_| !missing);
        if draft.headline.is_none() && draft.body.is_none() {
            return Err(SkipReason::Malformed {
                format: "ProQuest export",
                detail: "a document without headline and text".into(),
            });
        }
        Ok(draft)
    }

    /// Returns the index at which the labels below the text begin: from there on, nearly every paragraph has one.
    fn metadata_from(&self, text: Option<usize>) -> usize {
        let Some(text) = text else { return 0 };
        let mut from = self.paragraphs.len();
        let mut without = 0;
        while from > text + 1 {
            let Some(paragraph) = self.paragraphs.get(from - 1) else { break };
            // A value may have a second paragraph.
            without = if labelled(paragraph).is_some() { 0 } else { without + 1 };
            let is_long = paragraph.len() > 400;
            if without > 1 || (without == 1 && is_long) {
                break;
            }
            from -= 1;
        }
        while from < self.paragraphs.len()
            && self.paragraphs.get(from).is_some_and(|paragraph| labelled(paragraph).is_none())
        {
            from += 1;
        }
        from
    }
}

fn is_headline(line: &str) -> bool {
    let is_link = line.starts_with("http") || line.starts_with("ProQuest document link");
    !is_link && !counts_documents(line) && line.len() < 500
}

fn full_text(paragraphs: &[&str]) -> String {
    let mut text: Vec<String> = Vec::new();
    for (at, paragraph) in paragraphs.iter().enumerate() {
        let paragraph = if at == 0 { labelled(paragraph).map_or(*paragraph, |(_, text)| text) } else { paragraph };
        // One line per paragraph.
        text.extend(paragraph.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned));
    }
    // The captions and credits of pictures come last.
    if let Some(pictures) = text.iter().rposition(|line| matches!(line.as_str(), "Illustration" | "[Illustration]"))
        && text.len() - pictures <= MOST_CAPTIONS
        && pictures > 0
    {
        text.truncate(pictures);
    }
    while text.last().is_some_and(|line| text.len() > 1 && is_caption(line)) {
        text.pop();
    }
    text.join("\n\n")
}

/// The maximum number of caption lines at the end of a text.
const MOST_CAPTIONS: usize = 12;

fn is_caption(line: &str) -> bool {
    ["CAPTION:", "Caption:", "CREDIT:", "Credit:", "PHOTO:", "Photo:", "ILLUSTRATION:"]
        .iter()
        .any(|start| line.starts_with(start))
}
