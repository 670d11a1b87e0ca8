//! The fields of the index.

use crate::article::Language;
use crate::query;
use tantivy::schema::{
    FAST, Field, IndexRecordOption, NumericOptions, STORED, STRING, Schema, SchemaBuilder, TextFieldIndexing,
    TextOptions,
};

/// The tokenizer name that tantivy requires for every text field. It is never used, because Dateline writes the segments itself.
const TERMS: &str = "terms";

/// The index term of an unknown language.
pub(crate) const NO_LANGUAGE: &str = "und";

/// Returns the index term of a language.
pub(crate) fn language_code(language: &Option<Language>) -> &str {
    language.as_ref().map_or(NO_LANGUAGE, Language::code)
}

/// The names of the columns; tantivy opens columns by name.
pub(crate) mod column {
    pub(crate) const FIRST_DAY: &str = "first_day";
    pub(crate) const LAST_DAY: &str = "last_day";
    pub(crate) const ORDER: &str = "published_seconds";
    pub(crate) const ADDED: &str = "added_seconds";
    pub(crate) const WORDS: &str = "word_count";
    pub(crate) const OCR: &str = "ocr";
    pub(crate) const OPENING: &str = "opening_words";
    pub(crate) const FINGERPRINT: &str = "fingerprint";
    pub(crate) const MEANING: &str = "meaning";
    pub(crate) const TIE: &str = "tie";
    pub(crate) const ID: &str = "id";
    pub(crate) const SOURCE: &str = "source_name";
    pub(crate) const SECTION: &str = "section_name";
    pub(crate) const LANGUAGE: &str = "language";
    pub(crate) const EVIDENCE: &str = "language_evidence";
    pub(crate) const VERSION: &str = "version";
    pub(crate) const FOLDER: &str = "folder";
}

/// The schema and a handle for each of its fields.
#[derive(Debug, Clone)]
pub(crate) struct Fields {
    pub schema: Schema,
    /// Words as printed, with the additional weight of their occurrences at the start of the text as term frequency; bigrams with their full weight. Its
    /// norms hold the weighted length of the article.
    pub emphasis: Field,
    /// Words as printed, with positions and annotations (see [`Annotation`](super::annotation::Annotation)).
    pub headline: Field,
    /// The stated lead; without one, the first [`opening`](Self::opening) words of the body are the lead.
    pub lead: Field,
    pub body: Field,
    pub source: Field,
    pub byline: Field,
    pub section: Field,
    pub page: Field,
    pub edition: Field,
    pub kind: Field,
    pub place: Field,
    pub topic: Field,
    pub url: Field,
    pub path: Field,
    /// The names of the query fields with a value in the article.
    pub has: Field,
    /// The id as an exact term, like the file, folder and language below.
    pub id: Field,
    pub file: Field,
    /// All folders that contain the file as terms, and as a column the innermost.
    pub folder: Field,
    pub language: Field,
    /// The first day of the date of publication; a column, like the fields below up to the article.
    pub first_day: Field,
    pub last_day: Field,
    pub order: Field,
    pub added: Field,
    pub words: Field,
    pub ocr: Field,
    pub opening: Field,
    pub fingerprint: Field,
    pub tie: Field,
    /// The meaning vector, with eight components of eight bits in each value.
    pub meaning: Field,
    pub source_name: Field,
    pub section_name: Field,
    /// The code of the [`LanguageEvidence`](crate::text::LanguageEvidence).
    pub evidence: Field,
    /// The code of the [`VersionMark`](crate::engine::versions::VersionMark).
    pub version: Field,
    /// The article as JSON; stored, not indexed.
    pub article: Field,
}

impl Fields {
    pub(crate) fn new() -> Self {
        let mut builder = Schema::builder();
        let printed =
            |builder: &mut SchemaBuilder, name| terms(builder, name, IndexRecordOption::WithFreqsAndPositions, false);
        let exact = |builder: &mut SchemaBuilder, name| terms(builder, name, IndexRecordOption::Basic, false);
        let number = NumericOptions::from(FAST);
        Self {
            emphasis: terms(&mut builder, "emphasis", IndexRecordOption::WithFreqs, true),
            headline: printed(&mut builder, "headline"),
            lead: printed(&mut builder, "lead"),
            body: printed(&mut builder, "body"),
            source: printed(&mut builder, "source"),
            byline: printed(&mut builder, "byline"),
            section: printed(&mut builder, "section"),
            page: printed(&mut builder, "page"),
            edition: printed(&mut builder, "edition"),
            kind: printed(&mut builder, "kind"),
            place: printed(&mut builder, "place"),
            topic: printed(&mut builder, "topic"),
            url: printed(&mut builder, "url"),
            path: printed(&mut builder, "path"),
            has: exact(&mut builder, "has"),
            id: builder.add_text_field(column::ID, STRING | FAST),
            file: builder.add_text_field("file", STRING),
            folder: builder.add_text_field(column::FOLDER, STRING | FAST),
            language: builder.add_text_field(column::LANGUAGE, STRING | FAST),
            first_day: builder.add_i64_field(column::FIRST_DAY, number.clone()),
            last_day: builder.add_i64_field(column::LAST_DAY, number.clone()),
            order: builder.add_i64_field(column::ORDER, number.clone()),
            added: builder.add_i64_field(column::ADDED, number.clone()),
            words: builder.add_u64_field(column::WORDS, number.clone()),
            ocr: builder.add_u64_field(column::OCR, number.clone()),
            opening: builder.add_u64_field(column::OPENING, number.clone()),
            fingerprint: builder.add_u64_field(column::FINGERPRINT, number.clone()),
            tie: builder.add_u64_field(column::TIE, number.clone()),
            meaning: builder.add_u64_field(column::MEANING, number),
            source_name: builder.add_text_field(column::SOURCE, FAST),
            section_name: builder.add_text_field(column::SECTION, FAST),
            evidence: builder.add_text_field(column::EVIDENCE, FAST),
            version: builder.add_text_field(column::VERSION, FAST),
            article: builder.add_bytes_field("article", STORED),
            schema: builder.build(),
        }
    }

    /// Returns the fields for an index of another version; only `id`, `file` and `article`, which every version has, are valid in it.
    pub(crate) fn kept_in(schema: &Schema) -> Self {
        let own = Self::new();
        let kept = |name: &str, otherwise: Field| schema.get_field(name).unwrap_or(otherwise);
        Self {
            id: kept(column::ID, own.id),
            file: kept("file", own.file),
            article: kept("article", own.article),
            schema: schema.clone(),
            ..own
        }
    }

    /// Returns the index field of printed words for a query field; `None` for codes, dates and numbers.
    pub(crate) fn printed(&self, field: query::Field) -> Option<Field> {
        Some(match field {
            query::Field::Headline => self.headline,
            query::Field::Lead => self.lead,
            query::Field::Body => self.body,
            query::Field::Source => self.source,
            query::Field::Byline => self.byline,
            query::Field::Section => self.section,
            query::Field::Page => self.page,
            query::Field::Edition => self.edition,
            query::Field::Kind => self.kind,
            query::Field::Place => self.place,
            query::Field::Topic => self.topic,
            query::Field::Url => self.url,
            query::Field::Path => self.path,
            query::Field::Lang
            | query::Field::Id
            | query::Field::Date
            | query::Field::Added
            | query::Field::Words
            | query::Field::Ocr
            | query::Field::Complete
            | query::Field::Superseded => return None,
        })
    }
}

fn terms(builder: &mut SchemaBuilder, name: &str, record: IndexRecordOption, lengths: bool) -> Field {
    let indexing = TextFieldIndexing::default().set_tokenizer(TERMS).set_index_option(record).set_fieldnorms(lengths);
    builder.add_text_field(name, TextOptions::default().set_indexing_options(indexing))
}
