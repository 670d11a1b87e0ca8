//! The fields found by a reader, before they are normalised into an article.

use super::date_order::OrderOfDraft;
use super::dates::ParsedDate;
use super::field_map::RecordField;
use crate::article::{ArticleId, ArticleKind, Language, PublishedDate};

/// The fields of an article as stated in its file, not yet normalised.
#[derive(Debug, Clone, Default)]
pub(super) struct Draft {
    /// The final id, in the only format that states it.
    pub(super) id: Option<ArticleId>,
    pub(super) own_id: Option<String>,
    pub(super) headline: Option<String>,
    pub(super) lead: Option<String>,
    pub(super) body: Option<String>,
    pub(super) source: Option<String>,
    pub(super) bylines: Vec<String>,
    pub(super) section: Option<String>,
    pub(super) edition: Option<String>,
    pub(super) page: Option<String>,
    pub(super) provider: Option<String>,
    pub(super) place: Option<String>,
    pub(super) topics: Vec<String>,
    pub(super) published: Option<PublishedDate>,
    /// The creation date of the document, which is used if neither the article nor its path has a date.
    pub(super) created: Option<PublishedDate>,
    /// The order of day and month that its dates show, or its date that needs one.
    pub(super) date_order: OrderOfDraft,
    /// When the page was crawled or saved.
    pub(super) retrieved: Option<PublishedDate>,
    pub(super) embargo: Option<PublishedDate>,
    pub(super) version: Option<String>,
    pub(super) withdrawn: bool,
    pub(super) incomplete: bool,
    pub(super) kind: Option<ArticleKind>,
    /// The OCR confidence in percent.
    pub(super) ocr: Option<u8>,
    pub(super) language: Option<Language>,
    pub(super) url: Option<String>,
    /// Whether it comes from a database export: its own id is unique beyond its file, and without one its text identifies it.
    pub(super) is_export: bool,
    /// The names under which the record states its fields, as far as known.
    pub(super) origins: Vec<FieldOrigin>,
}

/// The name under which a record states a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldOrigin {
    /// The field.
    pub field: RecordField,
    /// The name of the column or element in the record.
    pub name: String,
}

impl Draft {
    /// Returns whether there is a text, an address or a date: a headline alone may be the name of anything.
    pub(super) fn has_more_than_headline(&self) -> bool {
        self.lead.is_some() || self.body.is_some() || self.url.is_some() || self.published.is_some()
    }

    /// Fills missing fields from another draft of the same article.
    pub(super) fn or(self, other: Self) -> Self {
        Self {
            id: self.id.or(other.id),
            own_id: self.own_id.or(other.own_id),
            headline: self.headline.or(other.headline),
            lead: self.lead.or(other.lead),
            body: self.body.or(other.body),
            source: self.source.or(other.source),
            bylines: if self.bylines.is_empty() { other.bylines } else { self.bylines },
            section: self.section.or(other.section),
            edition: self.edition.or(other.edition),
            page: self.page.or(other.page),
            provider: self.provider.or(other.provider),
            place: self.place.or(other.place),
            topics: if self.topics.is_empty() { other.topics } else { self.topics },
            date_order: OrderOfDraft {
                shown: self.date_order.shown.or(other.date_order.shown),
                unordered: self.date_order.unordered.or(other.date_order.unordered),
            },
            published: self.published.or(other.published),
            retrieved: self.retrieved.or(other.retrieved),
            created: self.created.or(other.created),
            embargo: self.embargo.or(other.embargo),
            version: self.version.or(other.version),
            withdrawn: self.withdrawn || other.withdrawn,
            incomplete: self.incomplete || other.incomplete,
            kind: self.kind.or(other.kind),
            ocr: self.ocr.or(other.ocr),
            language: self.language.or(other.language),
            url: self.url.or(other.url),
            is_export: self.is_export || other.is_export,
            origins: [self.origins, other.origins].concat(),
        }
    }

    /// Adds a date, which is used if the draft has none yet; a date with one reading is preferred to one with two.
    pub(super) fn add_date(&mut self, date: Option<ParsedDate>) {
        match date {
            Some(ParsedDate::Certain(date, shown)) => {
                self.published.get_or_insert(date);
                self.date_order.shown = self.date_order.shown.or(shown);
            }
            Some(ParsedDate::Unordered(date)) => {
                self.date_order.unordered.get_or_insert(date);
            }
            None => {}
        }
    }

    /// Returns the contribution of the dates to the order of day and month of the file. An unordered date counts only if there is no other.
    pub(super) fn open_date_order(&self) -> OrderOfDraft {
        let unordered = self.date_order.unordered.filter(|_| self.published.is_none());
        OrderOfDraft { unordered, ..self.date_order }
    }
}
