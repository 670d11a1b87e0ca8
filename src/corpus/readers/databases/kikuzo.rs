//! Exports of Kikuzo, the database of the Asahi Shimbun, as HTML.

use super::dom::{line, with_tree};
use crate::article::Language;
use crate::corpus::dates;
use crate::corpus::decode;
use crate::corpus::draft::Draft;
use crate::corpus::input::Input;
use crate::corpus::markup;
use crate::corpus::reader::{FormatSample, ReadRecord, Reader, ReaderContext, RecordSink};
use crate::corpus::skip::{Skip, SkipReason};
use dom_smoothie::Readability;

/// Reads Kikuzo exports.
pub(in crate::corpus::readers) struct KikuzoReader;

impl Reader for KikuzoReader {
    fn name(&self) -> &'static str {
        "kikuzo"
    }

    fn recognises(&self, sample: &FormatSample<'_>) -> bool {
        let text = sample.text;
        text.starts_with('<')
            && text.contains("detail001")
            && (text.contains("topic-list") || text.contains("topic-detail"))
    }

    fn memory_factor(&self) -> u64 {
        24
    }

    fn read(&self, input: Input<'_>, _: &ReaderContext<'_>, sink: &mut RecordSink<'_>) -> Result<(), Skip> {
        let text = decode::file(input.into_bytes()?);
        for draft in with_tree(&text, |page| Ok(drafts(page)))? {
            if sink(ReadRecord { line: None, draft }).is_break() {
                break;
            }
        }
        Ok(())
    }
}

/// Returns the articles of a page: its lists of metadata, headlines and texts are in the same order.
fn drafts(page: &Readability) -> Vec<Result<Draft, SkipReason>> {
    let texts = page.doc.select("div.detail001");
    let headlines = page.doc.select("span.font002");
    let facts = page.doc.select("table.topic-list");
    let headlines: Vec<String> = headlines.iter().map(|headline| line(&headline.html())).collect();
    let facts: Vec<Vec<String>> =
        facts.iter().map(|list| list.select("td").iter().map(|cell| line(&cell.html())).collect()).collect();
    let facts: Vec<Vec<String>> =
        facts.into_iter().filter(|cells: &Vec<String>| cells.iter().any(|cell| dates::parse(cell).is_some())).collect();
    let count = texts.length();
    // A list of results may precede the articles.
    let headlines = headlines.get(headlines.len().saturating_sub(count)..).unwrap_or_default();
    let facts = facts.get(facts.len().saturating_sub(count)..).unwrap_or_default();
    if headlines.len() < count || facts.len() < count {
        let detail = format!("{count} texts, but {} headlines and {} dates", headlines.len(), facts.len());
        return vec![Err(SkipReason::Malformed { format: "Kikuzo export", detail })];
    }
    let all = texts.iter().zip(headlines).zip(facts);
    all.map(|((text, headline), facts)| Ok(draft(&markup::plain_text(&text.html()), headline, facts))).collect()
}

fn draft(text: &str, headline: &str, facts: &[String]) -> Draft {
    let paragraphs =
        text.lines().map(|line| line.trim_matches(|c: char| c.is_whitespace())).filter(|line| !line.is_empty());
    let mut draft = Draft {
        headline: Some(headline.to_owned()),
        body: Some(paragraphs.collect::<Vec<_>>().join("\n\n")),
        source: Some("朝日新聞".into()),
        provider: Some("聞蔵".into()),
        language: Language::parse("ja"),
        is_export: true,
        ..Draft::default()
    };
    read_facts(facts, &mut draft);
    draft
}

/// Reads the metadata of an article in Japanese databases, each recognised by its form: date, edition, page, length and section.
pub(super) fn read_facts(facts: &[String], draft: &mut Draft) {
    for fact in facts.iter().map(|fact| fact.trim()).filter(|fact| !fact.is_empty()) {
        let is_number = |text: &str| !text.is_empty() && text.chars().all(char::is_numeric);
        if let (None, Some(date)) = (draft.published, dates::parse(fact).filter(|_| fact.len() > 4)) {
            draft.published = Some(date);
        } else if fact.contains("朝刊") || fact.contains("夕刊") || fact.contains("号外") {
            draft.edition = Some(fact.to_owned());
        } else if let Some(page) =
            ["頁", "ページ", "面"].iter().find_map(|unit| fact.strip_suffix(unit).filter(|page| is_number(page)))
        {
            let page = page.trim_start_matches(['0', '０']);
            draft.page = Some(page.to_owned()).filter(|page| !page.is_empty());
        } else if let Some(page) = fact.strip_prefix('P').filter(|page| is_number(page)) {
            draft.page = Some(page.trim_start_matches('0').to_owned());
        } else if fact.ends_with('字') || draft.published.is_none() {
            // The length, or the number in the list above the date.
        } else if is_number(fact) {
            let page = fact.trim_start_matches(['0', '０']);
            draft.page = Some(page.to_owned()).filter(|page| !page.is_empty());
        } else if draft.section.is_none() && draft.published.is_some() {
            draft.section = Some(fact.to_owned());
        }
    }
}
