//! Implements the [`Engine`] trait on tantivy by delegating to the modules of this folder.

use super::collecting::RankedHits;
use super::counting::{archive_stats, each_file, language_changes, unsettled_versions};
use super::lookup::{CompoundLookup, word_list};
use super::open_index::TantivyEngine;
use super::schema::{Annotation, column};
use super::stored::meanings;
use crate::article::{Article, ArticleId, FilePath, Grouping, Language};
use crate::engine::{
    self, ArchiveStats, ArticleAddress, ArticleVisitor, Candidate, Candidates, CompoundWords, Contribution, Deadline,
    Engine, EngineError, HeldArticle, LanguageChanges, MatchCounts, PlacedWord, Request, TruncatedPattern, Upcoming,
    WordPlaces,
};
use crate::query::Field;
use crate::text::{MeaningVector, WordPattern};
use tantivy::collector::Count;
use tantivy::query::TermSetQuery;
use tantivy::{DocAddress, Term};

fn article_address(address: DocAddress) -> ArticleAddress {
    ArticleAddress { segment: address.segment_ord, document: address.doc_id }
}

impl TantivyEngine {
    fn compound_lookup(&self) -> CompoundLookup<'_> {
        CompoundLookup { searcher: &self.searcher, fields: &self.fields, stems: &self.stems, deadline: &self.deadline }
    }
}

impl Engine for TantivyEngine {
    fn within(&self, deadline: Deadline) -> Box<dyn Engine> {
        Box::new(self.with_deadline(deadline))
    }

    fn languages(&self) -> Result<Vec<Option<Language>>, EngineError> {
        Ok(self.stems.languages()?.to_vec())
    }

    fn search(&self, request: &Request<'_>) -> Result<Candidates, EngineError> {
        let RankedHits { found, total, truncated } = self.ranked(request)?;
        let found = found.into_iter().map(|answer| Candidate {
            address: article_address(answer.address()),
            score: answer.score(),
            recency: answer.recency(),
        });
        Ok(Candidates { total, found: found.collect(), truncated })
    }

    fn contributions(
        &self,
        request: &Request<'_>,
        addresses: &[ArticleAddress],
    ) -> Result<Vec<Vec<Contribution>>, EngineError> {
        self.contributions_in(request, addresses)
    }

    fn most_parts(&self, request: &Request<'_>) -> Result<usize, EngineError> {
        self.most_of(request)
    }

    fn word_places(&self, words: &[PlacedWord], addresses: &[ArticleAddress]) -> Result<WordPlaces, EngineError> {
        self.places_of(words, addresses)
    }

    fn meanings(&self, addresses: &[ArticleAddress]) -> Result<Vec<Option<MeaningVector>>, EngineError> {
        Ok(meanings(self.columns.meaning(&self.searcher)?, addresses))
    }

    fn articles_with_stem(&self, stem: &str) -> Result<(u64, u64), EngineError> {
        Ok((self.stems.articles_with(stem, &self.deadline)?, self.statistics.articles()))
    }

    fn counts(&self, request: &Request<'_>, by: Option<Grouping>, matches: bool) -> Result<MatchCounts, EngineError> {
        self.counted(request, by, matches)
    }

    fn addresses(&self, request: &Request<'_>) -> Result<(Vec<ArticleAddress>, Vec<TruncatedPattern>), EngineError> {
        let all = Request { offset: 0, limit: usize::MAX, ..request.clone() };
        let RankedHits { found, truncated, .. } = self.ranked(&all)?;
        Ok((found.into_iter().map(|answer| article_address(answer.address())).collect(), truncated))
    }

    fn prepare(&self, _: Upcoming<'_>) -> Result<(), EngineError> {
        Ok(())
    }

    fn each_article(&self, _: &Request<'_>, _: &mut ArticleVisitor<'_>) -> Result<bool, EngineError> {
        Ok(false)
    }

    fn articles_at(&self, addresses: &[ArticleAddress], visit: &mut dyn FnMut(Article)) -> Result<(), EngineError> {
        for address in addresses {
            self.deadline.check()?;
            visit(self.article(DocAddress::new(address.segment, address.document))?);
        }
        Ok(())
    }

    fn words(&self, pattern: &WordPattern, most: usize) -> Result<Vec<engine::Count<String>>, EngineError> {
        word_list(&self.searcher, &self.fields, pattern, most, &self.deadline)
    }

    fn compounds(&self, terms: &[String], languages: &[Option<Language>]) -> Result<Vec<CompoundWords>, EngineError> {
        self.compound_lookup().compounds_of(terms, languages)
    }

    fn share_of(&self, languages: &[Language]) -> Result<f64, EngineError> {
        self.compound_lookup().share_of(languages)
    }

    fn has_acronym(&self, term: &str) -> Result<bool, EngineError> {
        let fields = Field::PROSE.into_iter().filter_map(|field| self.fields.printed(field));
        let annotations = [Annotation::Acronym, Annotation::JoinedAcronym].map(|annotation| annotation.term(term));
        let terms = fields.flat_map(|field| annotations.each_ref().map(|term| Term::from_field_text(field, term)));
        let articles = self.searcher.search(&TermSetQuery::new(terms), &Count)?;
        Ok(articles > 0)
    }

    fn has_value(&self, field: Field) -> Result<bool, EngineError> {
        let term = Term::from_field_text(self.fields.has, field.name());
        Ok(self.searcher.doc_freq(&term)? > 0)
    }

    fn unsettled_versions(&self) -> Result<Vec<ArticleId>, EngineError> {
        unsettled_versions(&self.searcher)
    }

    fn stats(&self) -> Result<ArchiveStats, EngineError> {
        archive_stats(&self.searcher, &self.fields)
    }

    fn stored_articles(&self, file: &FilePath) -> Result<Vec<Article>, EngineError> {
        let mut articles = Vec::new();
        for address in self.addresses_of(file)? {
            articles.push(self.article(address)?);
        }
        articles.sort_by_key(|article| article.record);
        Ok(articles)
    }

    fn articles_with_id(&self, id: &ArticleId) -> Result<Vec<Article>, EngineError> {
        let addresses = self.addresses_with(self.fields.id, id.as_str())?;
        addresses.into_iter().map(|address| self.article(address)).collect()
    }

    fn articles_of(&self, file: &FilePath) -> Result<Vec<HeldArticle>, EngineError> {
        let addresses = self.addresses_of(file)?;
        let mut held = Vec::with_capacity(addresses.len());
        for segment in addresses.chunk_by(|one, next| one.segment_ord == next.segment_ord) {
            let Some(reader) = segment.first().map(|address| self.searcher.segment_reader(address.segment_ord)) else {
                continue;
            };
            let columns = reader.fast_fields();
            let (fingerprints, added) = (columns.u64(column::FINGERPRINT)?, columns.i64(column::ADDED)?);
            let (ids, versions) = (columns.str(column::ID)?, columns.str(column::VERSION)?);
            for address in segment {
                let mut id = String::new();
                if let Some(ids) = &ids
                    && let Some(number) = ids.term_ords(address.doc_id).next()
                {
                    ids.ord_to_str(number, &mut id)?;
                }
                held.push(HeldArticle {
                    id: ArticleId::from_typed(&id),
                    fingerprint: fingerprints.first(address.doc_id).unwrap_or_default(),
                    added: added.first(address.doc_id).unwrap_or_default(),
                    has_version: versions
                        .as_ref()
                        .is_some_and(|marks| marks.term_ords(address.doc_id).next().is_some()),
                });
            }
        }
        Ok(held)
    }

    fn each_file(&self, visit: &mut dyn FnMut(&FilePath, u32)) -> Result<(), EngineError> {
        each_file(&self.searcher, &self.fields, visit)
    }

    fn language_changes(&self) -> Result<LanguageChanges, EngineError> {
        Ok(language_changes(&self.searcher)?)
    }

    fn generation(&self) -> Result<u64, EngineError> {
        // An index without a commit has no payload.
        self.payload.as_deref().unwrap_or("0").parse().map_err(|_| self.damaged("its generation is not a number"))
    }

    fn damage(&self) -> Result<Vec<EngineError>, EngineError> {
        self.damaged_files()
    }
}
