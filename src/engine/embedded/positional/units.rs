//! The sentences and paragraphs of the articles of a segment.

use crate::article::Article;
use crate::matching::{Units, number_at, sentence_starts};
use crate::query::Field;
use crate::text::Tokens;
use std::sync::{Arc, OnceLock};
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::Value;
use tantivy::store::StoreReader;
use tantivy::{DocId, DocSet, TantivyDocument};

/// Why sentences could not be told, if they could not: a scorer has no other way to say so.
pub(in super::super) type Fault = Arc<OnceLock<String>>;

/// The sentences and paragraphs of one text of one article after the other. Paragraphs are in the index; for sentences, which few ask for and
/// which take longer to tell than all the rest, the stored article is read.
pub(super) struct SegmentUnits {
    field: Field,
    paragraphs: Option<SegmentPostings>,
    store: Arc<StoreReader>,
    article_field: tantivy::schema::Field,
    fault: Fault,
    document: DocId,
    paragraph_starts: Option<Vec<u32>>,
    text: Option<(String, Tokens)>,
    sentences: Option<(u32, Vec<u32>)>,
}

impl SegmentUnits {
    pub(super) fn new(
        field: Field,
        paragraphs: Option<SegmentPostings>,
        store: Arc<StoreReader>,
        article_field: tantivy::schema::Field,
        fault: Fault,
    ) -> Self {
        Self {
            field,
            paragraphs,
            store,
            article_field,
            fault,
            document: 0,
            paragraph_starts: None,
            text: None,
            sentences: None,
        }
    }

    /// Turns to the next article.
    pub(super) fn turn_to(&mut self, document: DocId) {
        self.document = document;
        self.paragraph_starts = None;
        self.text = None;
        self.sentences = None;
    }

    fn read_text(&self) -> (String, Tokens) {
        let stored = self.store.get::<TantivyDocument>(self.document);
        let article: Result<Article, String> = stored.map_err(|error| error.to_string()).and_then(|stored| {
            let json = stored.get_first(self.article_field).and_then(|value| value.as_bytes()).unwrap_or_default();
            serde_json::from_slice(json).map_err(|error| error.to_string())
        });
        let text = match article {
            Ok(article) => match self.field {
                Field::Headline => article.headline,
                Field::Lead => article.lead.unwrap_or_default(),
                _ => article.body,
            },
            Err(error) => {
                self.fault.get_or_init(|| error);
                String::new()
            }
        };
        let tokens = Tokens::of(&text);
        (text, tokens)
    }
}

impl Units for SegmentUnits {
    fn paragraph(&mut self, place: u32) -> u32 {
        let starts = self.paragraph_starts.get_or_insert_with(|| {
            let mut starts = Vec::new();
            if let Some(postings) = &mut self.paragraphs {
                if postings.doc() < self.document {
                    postings.seek(self.document);
                }
                if postings.doc() == self.document {
                    postings.positions(&mut starts);
                }
            }
            starts
        });
        number_at(starts, place)
    }

    fn sentence(&mut self, place: u32) -> u32 {
        let paragraph = self.paragraph(place);
        let known = self.sentences.as_ref().is_some_and(|(known, _)| *known == paragraph);
        if !known {
            let (text, tokens) = self.text.take().unwrap_or_else(|| self.read_text());
            self.sentences = Some((paragraph, sentence_starts(&text, &tokens, place)));
            self.text = Some((text, tokens));
        }
        self.sentences.as_ref().map_or(0, |(_, starts)| number_at(starts, place))
    }
}
