//! The labels of LexisNexis in the languages of its user interface.

use crate::corpus::dates::leading_date;

/// The meaning of a label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    Headline,
    Byline,
    Section,
    Length,
    Dateline,
    Highlight,
    Body,
    Language,
    Topics,
    Url,
    Edition,
    /// Another label above the text, such as a series.
    OtherAbove,
    /// Another label below the text, which never begins a sentence of an article.
    OtherBelow,
    /// Another label below the text, which a line of an article may also begin with.
    WordBelow,
}

use Label::{
    Body, Byline, Dateline, Edition, Headline, Highlight, Language, Length, OtherAbove, OtherBelow, Section, Topics,
    Url, WordBelow,
};

/// The labels in English, German, French, Dutch, Spanish, Italian and Portuguese.
const LABELS: &[(Label, &[&str])] = &[
    (
        Headline,
        &[
            "HEADLINE",
            "TITLE",
            "TITEL",
            "TITRE",
            "ÜBERSCHRIFT",
            "UEBERSCHRIFT",
            "SCHLAGZEILE",
            "KOP",
            "TÍTULO",
            "TITULAR",
            "TITOLO",
        ],
    ),
    (Byline, &["BYLINE", "AUTHOR", "AUTOR", "AUTEUR", "AUTORE", "VERFASSER"]),
    (
        Section,
        &["SECTION", "RUBRIK", "RUBRIQUE", "RESSORT", "SECTIE", "RUBRIEK", "SECCIÓN", "SECCION", "SEZIONE", "SEÇÃO"],
    ),
    (Length, &["LENGTH", "LÄNGE", "LAENGE", "LONGUEUR", "LENGTE", "LONGITUD", "EXTENSIÓN", "LUNGHEZZA"]),
    (Dateline, &["DATELINE", "ORIGINE-DEPECHE", "ORTSMARKE", "DATELIJN"]),
    (Highlight, &["HIGHLIGHT", "ENCART", "VORSPANN", "HIGHLIGHTS", "ABSTRACT"]),
    (Body, &["BODY", "TEXT", "TEXTE", "CORPS", "TEKST", "TEXTO", "TESTO", "HAUPTTEIL"]),
    (Language, &["LANGUAGE", "SPRACHE", "LANGUE", "TAAL", "IDIOMA", "LINGUA"]),
    (Topics, &["SUBJECT", "SUJET", "THEMA", "SCHLAGWÖRTER", "SCHLAGWORT", "ONDERWERP", "ASUNTO", "TEMA", "SOGGETTO"]),
    (Url, &["URL"]),
    (Edition, &["EDITION", "AUSGABE", "ÉDITION", "EDITIE", "EDICIÓN"]),
    (
        OtherAbove,
        &["SERIES", "SERIE", "SÉRIE", "COLUMN", "KOLUMNE", "DISTRIBUTION", "TYPE", "CORRECTION-APPENDED", "VERSION"],
    ),
    (
        OtherBelow,
        &[
            "LOAD-DATE",
            "DATE-CHARGEMENT",
            "UPDATE",
            "LADEDATUM",
            "LAAD-DATUM",
            "FECHA-CARGA",
            "FECHA-DE-CARGA",
            "DATA-CARICAMENTO",
            "DATA-CARGA",
            "TIPO-PUBBLICAZIONE",
            "GRAPHIC",
            "GRAFIK",
            "GRAPHIQUE",
            "GRAFIEK",
            "GRÁFICO",
            "GRAFICO",
            "PUBLICATION-TYPE",
            "TYPE-PUBLICATION",
            "PUBLIKATIONSTYP",
            "PUBLICATIETYPE",
            "TIPO-PUBLICACIÓN",
            "JOURNAL-CODE",
            "ZEITUNGS-CODE",
            "CODE-PUBLICATION",
            "PUB-SUBJECT",
            "DOCUMENT-TYPE",
            "LOCALISATION-GEO",
            "GEOGRAPHIC",
            "GEOGRAFIE",
            "GEOGRAPHIE",
            "SYMBOLE-BOURSIER",
            "SECTEUR-ACTIVITE",
            "SECTEUR-ACTIVITÉ",
            "CORRECTION-DATE",
            "ACC-NO",
            "ISSN",
            "PUB-TYPE",
            "NAMED-PERSONS",
            "JOURNAL CODE",
            "PUBLICATION TYPE",
            "LOAD DATE",
            "DOCUMENT TYPE",
            "TYPE DE PUBLICATION",
            "DATE DE CHARGEMENT",
            "SECTEUR D'ACTIVITÉ",
            "NAICS",
            "SIC",
            "CUSIP",
        ],
    ),
    (
        WordBelow,
        &[
            "PERSON",
            "PERSONEN",
            "PERSONNE",
            "COMPANY",
            "SOCIETE",
            "SOCIÉTÉ",
            "FIRMA",
            "FIRMEN",
            "UNTERNEHMEN",
            "BEDRIJF",
            "ORGANIZATION",
            "ORGANISATION",
            "ORGANISATIE",
            "TICKER",
            "INDUSTRY",
            "BRANCHE",
            "COUNTRY",
            "LAND",
            "STATE",
            "CITY",
            "STADT",
            "PAYS",
            "VILLE",
            "NOTES",
            "NOTE",
            "TABLE",
            "TERMS",
            "EMPRESA",
            "PERSONA",
            "PERSOON",
            "SECTOR",
            "DISCLAIMER",
        ],
    ),
];

/// The maximum length of a label in bytes.
const LONGEST: usize = 30;

/// Splits a line into its label and its value. Labels are in capitals, or in title case if `titled`.
pub(super) fn labelled(line: &str, titled: bool) -> Option<(Label, &str)> {
    let (name, value) = line.split_once(':')?;
    let name = name.trim_matches(|c: char| c.is_whitespace());
    if name.len() > LONGEST || name.is_empty() {
        return None;
    }
    let is_written = !name.contains(char::is_lowercase) || (titled && name.starts_with(char::is_uppercase));
    let upper = name.to_uppercase();
    // The German load date; an update announced in the text has no date.
    if upper == "UPDATE" && leading_date(value.trim()).is_none() {
        return None;
    }
    let known = LABELS.iter().find(|(_, names)| names.contains(&upper.as_str()));
    known.filter(|_| is_written).map(|(label, _)| (*label, value.trim()))
}

impl Label {
    /// Returns whether the label belongs below the text.
    pub(super) fn is_below(self) -> bool {
        matches!(self, Self::Language | Self::Topics | Self::Url | Self::OtherBelow | Self::WordBelow)
    }
}

/// The headings of Nexis Uni.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Heading {
    Body,
    Graphic,
    Classification,
}

/// Returns the heading in a paragraph.
pub(super) fn heading(paragraph: &str) -> Option<Heading> {
    Some(match paragraph.trim() {
        "Body" | "Hauptteil" | "Corps" | "Corps de l'article" | "Cuerpo" | "Hoofdtekst" | "Corpo" | "Text"
        | "Texte" => Heading::Body,
        "Graphic" | "Grafik" | "Graphique" | "Gráfico" | "Grafiek" | "Illustration" | "Grafico" => Heading::Graphic,
        "Classification" | "Klassifizierung" | "Clasificación" | "Classificatie" | "Classificazione"
        | "Classificação" | "Klassifikation" => Heading::Classification,
        _ => return None,
    })
}

/// Returns whether a line ends a record of Nexis Uni.
pub(super) fn ends_document(line: &str) -> bool {
    matches!(
        line.trim(),
        "End of Document"
            | "Ende des Dokuments"
            | "Ende des Dokumentes"
            | "Fin du document"
            | "Fin del documento"
            | "Einde van document"
            | "Fine del documento"
            | "Dokumentende"
            | "Fim do documento"
    )
}

/// Returns whether a line begins a record of an export: `1 of 10 DOCUMENTS`, `Dokument 1 von 10`.
pub(super) fn begins_document(line: &str) -> bool {
    const OF: &[&str] = &["of", "von", "de", "sur", "van", "di", "av", "из", "OF", "VON", "DE", "SUR", "VAN", "DI"];
    const DOCUMENTS: &[&str] = &[
        "DOCUMENTS",
        "DOCUMENT",
        "DOKUMENTE",
        "DOKUMENTEN",
        "DOKUMENT",
        "Dokument",
        "Dokumente",
        "Dokumenten",
        "Document",
        "DOCUMENTOS",
        "DOCUMENTO",
        "Documento",
        "DOCUMENTI",
        "DOCUMENTEN",
    ];
    if line.len() > 120 {
        return false;
    }
    let words: Vec<&str> = line.split_whitespace().collect();
    let is_number =
        |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b',' | b'.'));
    let counted = |first: &str, of: &str, last: &str| is_number(first) && OF.contains(&of) && is_number(last);
    match words.as_slice() {
        [first, of, last, word] => {
            counted(first, of, last) && DOCUMENTS.contains(word)
                // `Document 1 de 10`, in capitals in English.
                || (DOCUMENTS.contains(first) && counted(of, last, word) && *last != "of")
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_begin_in_several_languages() {
        for line in [
            "   1 of 10 DOCUMENTS\r\n",
            "Dokument 3 von 49",
            "1 of 1 DOCUMENT",
            "2 sur 3 DOCUMENTS",
            "Document 2 de 10",
            "1 von 3 DOKUMENTEN",
        ] {
            assert!(begins_document(line), "{line}");
        }
        for line in ["1 of 10", "Document 1 of 500", "one of the documents", "3 of 5 documents", ""] {
            assert!(!begins_document(line), "{line}");
        }
    }

    #[test]
    fn labels_are_told_by_name_and_case() {
        assert_eq!(labelled("BYLINE: Anna", false), Some((Label::Byline, "Anna")));
        assert_eq!(labelled("Section:\u{a0}POLITICS", true), Some((Label::Section, "POLITICS")));
        assert_eq!(labelled("UPDATE: 16. November 2015", false).map(|(label, _)| label), Some(Label::OtherBelow));
        for line in ["UPDATE: the ferry sails", "POLICE: come out", "Section: A", "no label", "VIDEO: x"] {
            assert_eq!(labelled(line, false), None, "{line}");
        }
    }
}
