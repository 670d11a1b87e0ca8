//! Reuters-21578: texts, briefs that consist of a headline, and unprocessed texts without elements.

use crate::corpus::bylines;
use crate::corpus::datelines::place_of;
use crate::corpus::dates;
use crate::corpus::draft::Draft;
use crate::corpus::input::Input;
use crate::corpus::reader::{FormatSample, Reader, ReaderContext, RecordSink};
use crate::corpus::skip::Skip;
use crate::corpus::xml::{self, Element};

/// The placeholder body of briefs.
const PLACEHOLDER: &str = "blah blah blah";

/// Reads Reuters-21578.
pub(in crate::corpus::readers) struct ReutersReader;

impl Reader for ReutersReader {
    fn name(&self) -> &'static str {
        "reuters-21578"
    }

    fn recognises(&self, sample: &FormatSample<'_>) -> bool {
        xml::root(sample.text).is_some_and(|root| &*root.tag.name == "REUTERS")
    }

    fn memory_factor(&self) -> u64 {
        16
    }

    fn is_streamed(&self) -> bool {
        true
    }

    fn read(&self, input: Input<'_>, context: &ReaderContext<'_>, sink: &mut RecordSink<'_>) -> Result<(), Skip> {
        xml::each_element(input, context, self.memory_factor(), sink, "REUTERS", |record| Ok(draft(record)))
    }
}

fn draft(record: &Element) -> Draft {
    let text = record.child("TEXT");
    let stated = |name: &str| text.and_then(|text| text.text_at(name));
    let is_unprocessed = text.is_some_and(|text| text.attribute("TYPE") == Some("UNPROC"));
    let (headline, body) = match text {
        Some(text) if is_unprocessed => unprocessed(&text.text()),
        Some(text) => {
            (stated("TITLE"), text.child("BODY").map(|body| without_signature(&xml::unwrapped(&body.text()))))
        }
        None => (None, None),
    };
    let dateline = stated("DATELINE").or_else(|| body.as_deref().filter(|_| is_unprocessed).and_then(dateline));
    Draft {
        own_id: record.attribute("NEWID").map(str::to_owned),
        headline: headline.map(|headline| headline.trim_matches('*').trim().to_owned()),
        body: body.filter(|body| !body.is_empty() && !body.to_lowercase().starts_with(PLACEHOLDER)),
        source: Some("Reuters".to_owned()),
        bylines: stated("AUTHOR").map(|author| bylines::names(&author, Some("Reuters"))).unwrap_or_default(),
        place: dateline.and_then(|dateline| place_of(&dateline)),
        topics: record.texts_at("TOPICS/D"),
        published: record.child("DATE").and_then(|date| dates::parse(date.text().trim().split('\t').next()?)),
        ..Draft::default()
    }
}

/// Returns the dateline at the beginning of a text, such as `HARARE, March 3 -`.
fn dateline(text: &str) -> Option<String> {
    let (dateline, _) = text.split_once(" -")?;
    let is_dateline =
        dateline.len() <= 60 && dateline.contains(", ") && dateline.ends_with(|c: char| c.is_ascii_digit());
    is_dateline.then(|| dateline.to_owned())
}

/// Splits an unprocessed text into its headline, which is in capitals, and the rest.
fn unprocessed(text: &str) -> (Option<String>, Option<String>) {
    let is_capitals = |line: &str| line.contains(char::is_alphabetic) && !line.contains(char::is_lowercase);
    let lines: Vec<&str> = text.lines().skip_while(|line| line.trim().is_empty()).collect();
    let first = lines.iter().take(1).filter(|line| is_capitals(line));
    let second = lines.iter().skip(1).take(1).filter(|line| !line.starts_with(' ') && is_capitals(line));
    let headline: Vec<&str> = first.copied().collect();
    let headline = if headline.is_empty() { headline } else { headline.into_iter().chain(second.copied()).collect() };
    let rest = lines.iter().skip(headline.len()).copied().collect::<Vec<_>>().join("\n");
    let headline = headline.iter().map(|line| line.trim()).collect::<Vec<_>>().join(" ");
    (Some(headline).filter(|headline| !headline.is_empty()), Some(without_signature(&xml::unwrapped(&rest))))
}

/// Removes the name of the agency after the text.
fn without_signature(text: &str) -> String {
    let text = text.trim_end();
    let (before, last) = text.rsplit_once(char::is_whitespace).unwrap_or(("", text));
    let is_signature =
        matches!(last.trim_matches(|c: char| !c.is_alphanumeric()), "Reuter" | "REUTER" | "Reuters" | "REUTERS");
    // If it ends the last sentence, a full stop follows it.
    (if is_signature && !last.ends_with('.') { before.trim_end() } else { text }).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signature_is_removed() {
        for (text, expected) in [
            ("One.\n\nReuter", "One."),
            ("One.\n REUTER\n", "One."),
            ("He left Reuters.", "He left Reuters."),
            ("Reuter", ""),
        ] {
            assert_eq!(without_signature(text), expected);
        }
    }
}
