//! Implements the [`Engine`] trait on a cluster by delegating to the modules of this folder.

use super::commit::Commit;
use super::compounds::ClusterCompounds;
use super::counting::{archive_stats, damage, each_file, language_changes, unsettled_versions};
use super::lowering::{ClusterLowering, stems_query};
use super::mapping::field;
use super::open_index::ClusterIndex;
use super::ranking::{Scorer, acronym_query, count_groups, each_match, expect_totals, expect_words, resolve, select};
use super::read_article::ReadArticle;
use super::reading::{articles_at_once, articles_where, each_page, read_by_address};
use super::search_answer::{FoundDocument, WantedParts};
use super::vocabulary::word_list;
use crate::article::{Article, ArticleId, FilePath, Grouping, Language};
use crate::engine::{
    self, ArchiveStats, ArticleAddress, ArticleVisitor, Candidate, Candidates, CompoundWords, Contribution, Deadline,
    Engine, EngineError, HeldArticle, LanguageChanges, MatchCounts, MinimumMatch, PlacedWord, Request,
    TruncatedPattern, Upcoming, WordPlaces,
};
use crate::parallel::{in_shares, processors};
use crate::query::Field;
use crate::text::{MeaningVector, StemCache, WordPattern, query_stems};
use rustc_hash::FxHashMap;
use serde_json::json;
use std::ops::ControlFlow;
use std::sync::Arc;

/// An index on a cluster opened for searching, perhaps with a time limit.
pub(in crate::engine) struct ClusterEngine {
    index: ClusterIndex,
}

/// Returns the address of an article by its number.
fn article_address(number: u64) -> ArticleAddress {
    ArticleAddress { segment: (number >> 32) as u32, document: number as u32 }
}

fn number_of(address: ArticleAddress) -> u64 {
    u64::from(address.segment) << 32 | u64::from(address.document)
}

impl ClusterEngine {
    pub(in crate::engine) fn new(index: ClusterIndex) -> Self {
        Self { index }
    }

    /// Returns the articles at some addresses, in their order; reads those that are not cached, and with `keeps` caches them.
    fn read(&self, addresses: &[ArticleAddress], keeps: bool) -> Result<Vec<Arc<ReadArticle>>, EngineError> {
        let numbers: Vec<u64> = addresses.iter().copied().map(number_of).collect();
        let mut read: FxHashMap<u64, Arc<ReadArticle>> = FxHashMap::default();
        let mut missing = Vec::new();
        for number in &numbers {
            match self.index.articles().get(*number) {
                Some(article) => drop(read.insert(*number, article)),
                None => missing.push(*number),
            }
        }
        for found in read_by_address(&self.index, &missing)? {
            if let Some(article) = found.source.article {
                let article = Arc::new(ReadArticle::new(article, found.source.length));
                if keeps {
                    self.index.articles().insert(found.source.address, &article);
                }
                read.insert(found.source.address, article);
            }
        }
        let article = |number: &u64| {
            let gone = || EngineError::Corrupt("an article was removed while it was being read".to_owned());
            read.get(number).cloned().ok_or_else(gone)
        };
        numbers.iter().map(article).collect()
    }
}

/// Returns the number of articles of each thread.
fn share_of(articles: &[Arc<ReadArticle>]) -> usize {
    articles.len().div_ceil(processors()).max(1)
}

impl Engine for ClusterEngine {
    fn within(&self, deadline: Deadline) -> Box<dyn Engine> {
        Box::new(Self { index: self.index.within(deadline) })
    }

    fn languages(&self) -> Result<Vec<Option<Language>>, EngineError> {
        Ok(self.index.summary()?.languages())
    }

    fn search(&self, request: &Request<'_>) -> Result<Candidates, EngineError> {
        let (found, total) = select(&self.index, request)?;
        let candidate = |hit: super::ranking::SelectedArticle| Candidate {
            address: article_address(hit.address),
            score: hit.score,
            recency: hit.recency,
        };
        Ok(Candidates { total, found: found.into_iter().map(candidate).collect(), truncated: Vec::new() })
    }

    fn counts(&self, request: &Request<'_>, by: Option<Grouping>, matches: bool) -> Result<MatchCounts, EngineError> {
        if matches {
            // Matches can be counted only by reading the articles.
            return Ok(MatchCounts::default());
        }
        Ok(MatchCounts { groups: count_groups(&self.index, request, by)?, ..MatchCounts::default() })
    }

    fn addresses(&self, request: &Request<'_>) -> Result<(Vec<ArticleAddress>, Vec<TruncatedPattern>), EngineError> {
        let all = Request { offset: 0, limit: usize::MAX, ..request.clone() };
        let (found, _) = select(&self.index, &all)?;
        Ok((found.into_iter().map(|hit| article_address(hit.address)).collect(), Vec::new()))
    }

    fn contributions(
        &self,
        request: &Request<'_>,
        addresses: &[ArticleAddress],
    ) -> Result<Vec<Vec<Contribution>>, EngineError> {
        let languages = self.index.summary()?.languages();
        let mut lowering = ClusterLowering::new(&languages, &self.index.deadline);
        lowering.request(request)?;
        let clauses = resolve(&lowering.words, &self.index, request.is_prose)?;
        let scorer = Scorer::new(&self.index, request, &clauses, &languages, false)?;
        let mut stems = StemCache::default();
        let of_article = |article: Arc<ReadArticle>| {
            let scores = scorer.contributions(&article, &mut stems);
            let contribution = |(clause, score): (&super::ranking::ScoredClause, f64)| Contribution {
                word: clause.name.clone(),
                is_added: clause.is_added,
                weight: clause.weight,
                articles: clause.articles,
                score,
            };
            clauses.iter().zip(scores).map(contribution).collect()
        };
        Ok(self.read(addresses, true)?.into_iter().map(of_article).collect())
    }

    fn most_parts(&self, request: &Request<'_>) -> Result<usize, EngineError> {
        let Some(MinimumMatch { parts, .. }) = request.minimum_match else { return Ok(0) };
        // Binary search: at least `some` parts match, at most `most`.
        let (mut some, mut most) = (0, parts.len());
        while some < most {
            let least = (some + most).div_ceil(2);
            let request = Request {
                minimum_match: Some(MinimumMatch { parts, least }),
                sort: engine::Sort::AsKept,
                offset: 0,
                limit: 0,
                ..request.clone()
            };
            if select(&self.index, &request)?.1 > 0 {
                some = least;
            } else {
                most = least - 1;
            }
        }
        Ok(some)
    }

    fn word_places(&self, words: &[PlacedWord], addresses: &[ArticleAddress]) -> Result<WordPlaces, EngineError> {
        let summary = self.index.summary()?;
        let languages = summary.languages();
        let stems_of = |word: &PlacedWord| {
            if word.is_acronym { Vec::new() } else { query_stems(&word.term, &languages) }
        };
        let stems_of: Vec<Vec<String>> = words.iter().map(stems_of).collect();
        let articles = self.read(addresses, true)?;
        let articles = in_shares(articles.chunks(share_of(&articles)), |share| {
            let mut stems = StemCache::default();
            let places = |article: &Arc<ReadArticle>| article.places(words, &stems_of, &languages, &mut stems);
            Ok::<_, EngineError>(share.iter().map(places).collect())
        })?;
        Ok(WordPlaces { mean_length: summary.mean_length(), articles })
    }

    fn meanings(&self, addresses: &[ArticleAddress]) -> Result<Vec<Option<MeaningVector>>, EngineError> {
        let articles = self.read(addresses, true)?;
        in_shares(articles.chunks(share_of(&articles)), |share| {
            Ok(share.iter().map(|article| article.meaning()).collect())
        })
    }

    fn articles_with_stem(&self, stem: &str) -> Result<(u64, u64), EngineError> {
        let summary = self.index.summary()?;
        let query = stems_query(&[stem.to_owned()], &summary.languages());
        let with = self.index.frequencies(&[query])?;
        Ok((with.first().copied().unwrap_or_default(), summary.articles))
    }

    fn prepare(&self, upcoming: Upcoming<'_>) -> Result<(), EngineError> {
        match upcoming {
            Upcoming::Words(words) => expect_words(&self.index, words),
            Upcoming::Totals(requests) => expect_totals(&self.index, requests),
        }
    }

    fn each_article(&self, request: &Request<'_>, visit: &mut ArticleVisitor<'_>) -> Result<bool, EngineError> {
        each_match(&self.index, request, &mut |articles| {
            visit(articles.into_iter().map(|(number, article)| (article_address(number), article)).collect())
        })?;
        Ok(true)
    }

    fn articles_at(&self, addresses: &[ArticleAddress], visit: &mut dyn FnMut(Article)) -> Result<(), EngineError> {
        for addresses in addresses.chunks(articles_at_once(&self.index)?) {
            for article in self.read(addresses, false)? {
                visit(Arc::try_unwrap(article).map_or_else(|shared| shared.article.clone(), |read| read.article));
            }
        }
        Ok(())
    }

    fn words(&self, pattern: &WordPattern, most: usize) -> Result<Vec<engine::Count<String>>, EngineError> {
        word_list(&self.index, pattern, most)
    }

    fn compounds(&self, terms: &[String], languages: &[Option<Language>]) -> Result<Vec<CompoundWords>, EngineError> {
        ClusterCompounds(&self.index).compounds_of(terms, languages)
    }

    fn share_of(&self, languages: &[Language]) -> Result<f64, EngineError> {
        let summary = self.index.summary()?;
        let is_one = |language: &Option<Language>| language.is_some_and(|language| languages.contains(&language));
        let articles: u64 = summary.languages.iter().filter(|(language, _)| is_one(language)).map(|(_, n)| n).sum();
        Ok(articles as f64 / summary.articles.max(1) as f64)
    }

    fn has_acronym(&self, term: &str) -> Result<bool, EngineError> {
        Ok(self.index.frequencies(&[acronym_query(term)])?.first().is_some_and(|articles| *articles > 0))
    }

    fn has_value(&self, field: Field) -> Result<bool, EngineError> {
        if Field::HIDING.contains(&field) {
            return Ok(self.index.summary()?.has_value(field));
        }
        let query = json!({ "term": { field::HAS: field.name() } });
        let answer = self.index.search(&json!({ "size": 0, "track_total_hits": 1, "query": query }))?;
        Ok(answer.total().unwrap_or_default() > 0)
    }

    fn unsettled_versions(&self) -> Result<Vec<ArticleId>, EngineError> {
        unsettled_versions(&self.index)
    }

    fn stats(&self) -> Result<ArchiveStats, EngineError> {
        archive_stats(&self.index)
    }

    fn stored_articles(&self, file: &FilePath) -> Result<Vec<Article>, EngineError> {
        let mut articles = articles_where(&self.index, field::FILE, file.as_str())?;
        articles.sort_by_key(|article| article.record);
        Ok(articles)
    }

    fn articles_with_id(&self, id: &ArticleId) -> Result<Vec<Article>, EngineError> {
        articles_where(&self.index, field::ID, id.as_str())
    }

    fn articles_of(&self, file: &FilePath) -> Result<Vec<HeldArticle>, EngineError> {
        let query = json!({ "term": { field::FILE: file.as_str() } });
        let mut held = Vec::new();
        let columns = WantedParts::Columns(&[field::ID, field::FINGERPRINT, field::ADDED, field::VERSION]);
        each_page(&self.index, &query, columns, |documents| {
            held.extend(documents.into_iter().filter_map(|FoundDocument { columns, .. }| {
                Some(HeldArticle {
                    id: ArticleId::from_typed(&columns.article_id?.0),
                    fingerprint: columns.fingerprint?.0.cast_unsigned(),
                    added: columns.added?.0,
                    has_version: columns.version.is_some(),
                })
            }));
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(held)
    }

    fn each_file(&self, visit: &mut dyn FnMut(&FilePath, u32)) -> Result<(), EngineError> {
        each_file(&self.index, visit)
    }

    fn language_changes(&self) -> Result<LanguageChanges, EngineError> {
        let changes = language_changes(&self.index)?;
        let articles = changes.1.into_iter().map(article_address).collect();
        Ok(LanguageChanges { expected: changes.0, articles })
    }

    fn generation(&self) -> Result<u64, EngineError> {
        Ok(Commit::read(&self.index.client, &self.index.name)?.generation())
    }

    fn damage(&self) -> Result<Vec<EngineError>, EngineError> {
        damage(&self.index)
    }
}
