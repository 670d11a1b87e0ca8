//! The text of an article of an issue, collected from its pages.

use super::mets_articles::MetsPiece;
use super::mets_document::MetsDocument;
use super::mets_files::{Area, words_of};
use super::page_text::TextJoiner;
use super::stated_language;
use crate::article::Language;
use crate::corpus::reader::ReaderContext;
use crate::corpus::skip::SkipReason;

/// The maximum number of pages listed per article.
const MOST_PAGES: usize = 100;

/// The texts of an article or another part of an issue.
#[derive(Default)]
pub(super) struct PieceText {
    pub(super) overline: String,
    pub(super) heading: String,
    pub(super) subheading: String,
    pub(super) author: String,
    pub(super) body: String,
    pub(super) ocr: Option<u8>,
    /// The numbers of its pages.
    pub(super) pages: Vec<String>,
    pub(super) language: Option<Language>,
    /// The name of a page that is missing.
    pub(super) missing: Option<String>,
}

impl PieceText {
    /// Reads the areas of an article or another part of an issue.
    ///
    /// # Errors
    /// If a page exists and cannot be read.
    pub(super) fn read(
        piece: &MetsPiece,
        document: &mut MetsDocument,
        context: &ReaderContext<'_>,
    ) -> Result<Self, SkipReason> {
        let mut text = Self::default();
        let mut joined = [&piece.overlines, &piece.headings, &piece.subheadings, &piece.authors]
            .map(|areas| (areas, TextJoiner::default()));
        for (areas, joiner) in &mut joined {
            for area in *areas {
                add_area(area, joiner, &mut text, document, context)?;
            }
        }
        let mut body = TextJoiner::default();
        for area in &piece.body {
            add_area(area, &mut body, &mut text, document, context)?;
        }
        let line = |joiner: TextJoiner| joiner.finish().0.split_whitespace().collect::<Vec<_>>().join(" ");
        let [overline, heading, subheading, author] = joined.map(|(_, joiner)| line(joiner));
        (text.overline, text.heading, text.subheading, text.author) = (overline, heading, subheading, author);
        (text.body, text.ocr) = body.finish();
        Ok(text)
    }
}

/// Adds the words of an area to a text.
fn add_area(
    area: &Area,
    joiner: &mut TextJoiner,
    text: &mut PieceText,
    document: &mut MetsDocument,
    context: &ReaderContext<'_>,
) -> Result<(), SkipReason> {
    let label = document.page_labels.get(&area.file).cloned();
    let Some(pages) = document.files.pages(&area.file, context.neighbours, context.limits)? else {
        let missing = document.files.name_of(&area.file).map(str::to_owned);
        // Pictures and files of other kinds contain no text.
        text.missing = text.missing.take().or(missing);
        return Ok(());
    };
    let words = words_of(pages, area);
    if text.language.is_none() {
        text.language = pages.iter().find_map(|page| page.text.language()).and_then(stated_language);
    }
    if words.iter().all(|words| words.is_empty()) {
        return Ok(());
    }
    for words in words {
        joiner.blocks(words);
    }
    let number = label.or_else(|| pages.first().and_then(|page| page.number.clone()));
    text.pages.extend(number.filter(|number| text.pages.len() < MOST_PAGES && !text.pages.contains(number)));
    Ok(())
}

/// Formats a list of pages: `1`, `1-2` or `1, 4`.
pub(super) fn listed(pages: &[String]) -> Option<String> {
    let numbers: Option<Vec<u32>> = pages.iter().map(|page| page.parse().ok()).collect();
    match (pages, numbers.as_deref()) {
        ([], _) => None,
        (_, Some([first, .., last])) if *last as usize == *first as usize + pages.len() - 1 => {
            Some(format!("{first}-{last}"))
        }
        _ => Some(pages.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_listed() {
        for (pages, expected) in
            [(&["1"][..], "1"), (&["1", "2"], "1-2"), (&["1", "4"], "1, 4"), (&["A1", "A2"], "A1, A2")]
        {
            let pages: Vec<String> = pages.iter().map(|page| (*page).to_owned()).collect();
            assert_eq!(listed(&pages).as_deref(), Some(expected));
        }
    }
}
