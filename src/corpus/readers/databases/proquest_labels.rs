//! The labels of ProQuest documents.

/// The labels of a document, in lower case.
const LABELS: &[&str] = &[
    "author",
    "publication info",
    "abstract",
    "abstract (summary)",
    "links",
    "full text",
    "subject",
    "business indexing term",
    "location",
    "people",
    "company / organization",
    "company/organization",
    "title",
    "alternate title",
    "publication title",
    "pages",
    "first page",
    "publication year",
    "year",
    "publication date",
    "date",
    "section",
    "publisher",
    "place of publication",
    "country of publication",
    "publication subject",
    "issn",
    "e-issn",
    "source type",
    "language of publication",
    "language",
    "document type",
    "proquest document id",
    "document url",
    "copyright",
    "last updated",
    "database",
    "volume",
    "issue",
    "number of pages",
    "column",
    "dateline",
    "document feature",
    "identifier / keyword",
    "identifier/keyword",
    "classification",
    "product name",
    "credit",
    "journal subject",
    "accession number",
    "subfile",
    "edition",
    "publication",
    "correspondence author",
    "supplement",
    "doi",
    "notes",
    "caption text",
    "contributor",
    "editor",
    "degree",
    "isbn",
    "identifiers / keywords",
    "company",
    "author affiliation",
    "mesh subject",
    "copyright notice",
    "source attribution",
];

/// Splits a paragraph into its label, in lower case, and its value.
pub(super) fn labelled(paragraph: &str) -> Option<(&'static str, &str)> {
    let (name, value) = paragraph.split_once(':')?;
    let name = name.trim();
    if name.len() > 30 || !name.starts_with(char::is_uppercase) {
        return None;
    }
    // Some exports lose the spaces of their labels.
    let squashed = |name: &str| name.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_lowercase();
    let name = squashed(name);
    let known = LABELS.iter().find(|known| squashed(known) == name)?;
    // Words in capitals, such as `CREDIT:`, belong to the text.
    let is_capitals =
        !paragraph.get(..name.len().min(paragraph.len())).unwrap_or_default().contains(char::is_lowercase);
    (!is_capitals || name.len() <= 4).then(|| (*known, value.trim()))
}

/// Returns whether a paragraph has a label.
pub(super) fn is_label(paragraph: &str) -> bool {
    labelled(paragraph).is_some()
}
