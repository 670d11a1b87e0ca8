//! Reuters Corpus Volume 1 and 2: one `newsitem` per file, with codes for topics, countries and industries.

use crate::article::Language;
use crate::corpus::bylines;
use crate::corpus::datelines::place_of;
use crate::corpus::dates;
use crate::corpus::draft::Draft;
use crate::corpus::input::Input;
use crate::corpus::reader::{FormatSample, Reader, ReaderContext, RecordSink};
use crate::corpus::skip::Skip;
use crate::corpus::xml::{self, Element};

/// The maximum length of a line with the telephone number of a newsroom, in characters.
const LONGEST_NEWSROOM: usize = 120;
/// The minimum number of digits of a telephone number.
const FEWEST_DIGITS: usize = 7;

/// Reads the Reuters Corpus.
pub(in crate::corpus::readers) struct Rcv1Reader;

impl Reader for Rcv1Reader {
    fn name(&self) -> &'static str {
        "rcv1"
    }

    fn recognises(&self, sample: &FormatSample<'_>) -> bool {
        let Some(root) = xml::root(sample.text) else { return false };
        let is_item = |tag: &xml::XmlTag| &*tag.name == "newsitem" && tag.attribute("itemid").is_some();
        is_item(&root.tag) || root.inside.first().is_some_and(is_item)
    }

    fn memory_factor(&self) -> u64 {
        16
    }

    fn is_streamed(&self) -> bool {
        true
    }

    fn read(&self, input: Input<'_>, context: &ReaderContext<'_>, sink: &mut RecordSink<'_>) -> Result<(), Skip> {
        xml::each_element(input, context, self.memory_factor(), sink, "newsitem", |item| Ok(draft(item)))
    }
}

fn draft(item: &Element) -> Draft {
    let facts = item.child("metadata").map(|metadata| metadata.find_all("dc")).unwrap_or_default();
    let fact = |name: &str| {
        let stated = facts.iter().find(|fact| fact.attribute("element") == Some(name))?;
        stated.attribute("value").map(str::trim).filter(|value| !value.is_empty()).map(str::to_owned)
    };
    let source = fact("dc.source").unwrap_or_else(|| "Reuters".to_owned());
    let byline = item.text_at("byline").or_else(|| fact("dc.creator"));
    let date = item.attribute("date").map(str::to_owned).or_else(|| fact("dc.date.published"));
    Draft {
        own_id: item.attribute("itemid").map(str::to_owned),
        headline: item.text_at("headline").or_else(|| item.text_at("title")),
        body: item.child("text").map(|text| without_newsroom(text.paragraphs())).filter(|text| !text.is_empty()),
        bylines: byline.map(|names| bylines::names(&names, Some(&source))).unwrap_or_default(),
        place: item.text_at("dateline").and_then(|line| place_of(&line)).or_else(|| fact("dc.creator.location")),
        topics: topics(item),
        published: date.and_then(|date| dates::parse(&date)),
        language: item.attribute("xml:lang").and_then(Language::parse),
        source: Some(source),
        ..Draft::default()
    }
}

/// Removes the paragraphs after the text with the newsroom and its telephone number, such as `-- London Newsroom +44 171 542 7950`.
fn without_newsroom(mut text: String) -> String {
    while let Some(at) = text.rfind("\n\n") {
        let last = text.get(at..).unwrap_or_default().trim();
        let digits = last.chars().filter(char::is_ascii_digit).count();
        let is_short = last.chars().count() <= LONGEST_NEWSROOM && !last.contains('\n');
        let is_marked = last.starts_with("--") || last.starts_with("((") || last.to_lowercase().contains("newsroom");
        if !is_short || !is_marked || digits < FEWEST_DIGITS {
            break;
        }
        text.truncate(at);
    }
    text
}

/// Returns the codes of the topics, such as `E11`.
fn topics(item: &Element) -> Vec<String> {
    let lists = item.all_at("metadata/codes").into_iter();
    let of_topics = lists.filter(|list| list.attribute("class").is_some_and(|class| class.starts_with("bip:topics")));
    of_topics
        .flat_map(|list| list.children("code"))
        .filter_map(|code| Some(code.attribute("code")?.to_owned()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn newsrooms_are_removed() {
        for (text, expected) in [
            ("One.\n\n-- London Newsroom +44 171 542 7950", "One."),
            ("One.\n\n((Bonn newsroom +49 228 26097-150))", "One."),
            ("One.\n\n-- 1996 was better.", "One.\n\n-- 1996 was better."),
            ("-- London Newsroom +44 171 542 7950", "-- London Newsroom +44 171 542 7950"),
        ] {
            assert_eq!(without_newsroom(text.to_owned()), expected);
        }
    }
}
