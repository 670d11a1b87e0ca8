//! The text of an issue or a book from Gallica, the digital library of France (`texteBrut`): a notice with its metadata, then all pages.

use super::confidence::confidence_in_percent;
use super::stated_language;
use crate::article::PublishedDate;
use crate::corpus::bylines;
use crate::corpus::dates;
use crate::corpus::decode;
use crate::corpus::draft::Draft;
use crate::corpus::input::Input;
use crate::corpus::markup;
use crate::corpus::reader::{FormatSample, Reader, ReaderContext, RecordSink, emit_single};
use crate::corpus::skip::Skip;

/// Reads texts of Gallica.
pub(in crate::corpus::readers) struct GallicaReader;

/// The heading of the metadata.
const NOTICE: &str = "Notice complète";
/// The last metadata field; the text follows, unless there is a note on OCR.
const LAST_FACT: &str = "Date de mise en ligne";
/// Phrases of the note on OCR.
const RECOGNITION: &[&str] = &[
    "Le texte affiché peut comporter",
    "taux de reconnaissance",
    "En savoir plus sur l'OCR",
    "En savoir plus sur l’OCR",
];
/// The maximum number of lines before the text.
const MOST: usize = 200;

impl Reader for GallicaReader {
    fn name(&self) -> &'static str {
        "gallica-text"
    }

    fn recognises(&self, sample: &FormatSample<'_>) -> bool {
        sample.text.starts_with('<') && sample.text.contains("Rappel de votre demande") && sample.text.contains(NOTICE)
    }

    fn memory_factor(&self) -> u64 {
        24
    }

    fn read(&self, input: Input<'_>, context: &ReaderContext<'_>, sink: &mut RecordSink<'_>) -> Result<(), Skip> {
        let text = markup::plain_text(&decode::file(input.into_bytes()?));
        context.limits.time.check()?;
        emit_single(article(&text), sink)
    }
}

fn article(text: &str) -> Draft {
    let rest = text.find(NOTICE).and_then(|at| text.get(at..)).unwrap_or(text);
    let mut facts: Vec<(&str, &str)> = Vec::new();
    let (mut sure, mut place, mut end) = (None, 0, 0);
    for line in rest.split_inclusive('\n').take(MOST) {
        place += line.len();
        let line = line.trim();
        if RECOGNITION.iter().any(|words| line.contains(words)) {
            let percent = line.split("est de").nth(1).and_then(|rest| rest.split('%').next());
            sure = sure.or(percent.and_then(confidence_in_percent));
            end = place;
        } else if let Some((name, value)) = line.split_once(" : ") {
            if end == 0 || name.starts_with(LAST_FACT) {
                facts.push((name.trim(), value.trim()));
            }
            if name.starts_with(LAST_FACT) {
                end = place;
            }
        }
    }
    let fact = |name: &str| facts.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned());
    let title = fact("Titre").map(|title| {
        // Cataloguers append the subtitle and the responsible persons.
        let end = title.find(" : ").or_else(|| title.find(" / ")).unwrap_or(title.len());
        title.get(..end).unwrap_or(&title).trim().to_owned()
    });
    let date = fact("Date d'édition").or_else(|| fact("Date d’édition")).and_then(|date| dates::parse(&date));
    let is_issue = matches!(date, Some(PublishedDate::Day(_)));
    let own_id = fact("Identifiant").filter(|id| id.starts_with("ark:/"));
    let body = rest.get(end..).unwrap_or_default().trim();
    Draft {
        url: own_id.as_ref().map(|id| format!("https://gallica.bnf.fr/{id}")),
        own_id,
        headline: title.clone().filter(|_| !is_issue),
        source: title.filter(|_| is_issue),
        bylines: fact("Auteur").filter(|_| !is_issue).map(|name| bylines::names(&name, None)).unwrap_or_default(),
        body: Some(body.to_owned()).filter(|body| !body.is_empty()),
        published: date,
        language: fact("Langue").and_then(|name| stated_language(&name)),
        ocr: sure.map(|share| (share * 100.0).round() as u8),
        ..Draft::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_notice_has_the_facts() {
        let text = "Rappel de votre demande:\n\nNotice complète:\n\nTitre : Le Bulletin du lac : journal\n\nDate d'édition : 1905-03-04\n\nIdentifiant : ark:/12148/x1\n\n\
                    Source : Bibliothèque\n\nDate de mise en ligne : 15/10/2007\n\nLe taux de reconnaissance estimé pour ce document est de 92%.\n\nEn savoir plus sur l'OCR\n\nLe bac : un échouage\n\nPersonne n'a été blessé.";
        let draft = article(text);
        assert_eq!(draft.source.as_deref(), Some("Le Bulletin du lac"));
        assert_eq!(draft.published.map(|date| date.to_string()).as_deref(), Some("1905-03-04"));
        assert_eq!((draft.ocr, draft.url.as_deref()), (Some(92), Some("https://gallica.bnf.fr/ark:/12148/x1")));
        assert_eq!(draft.body.as_deref(), Some("Le bac : un échouage\n\nPersonne n'a été blessé."));
    }
}
