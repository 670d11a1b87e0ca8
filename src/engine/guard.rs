//! Turns panics into errors: the engine below may panic on a damaged index, which must not end the process.

use super::{
    ArchiveStats, ArticleAddress, ArticleVisitor, Candidates, CompoundWords, Contribution, Count, Deadline, Engine,
    EngineError, HeldArticle, LanguageChanges, MatchCounts, PlacedWord, RefusedArticle, Request, TruncatedPattern,
    Upcoming, WordPlaces, Writer,
};
use crate::article::{Article, ArticleId, FilePath, Grouping, Language};
use crate::query::Field;
use crate::text::{MeaningVector, WordPattern};
use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Runs `work` and turns a panic into an error.
pub(super) fn guarded<T>(work: impl FnOnce() -> Result<T, EngineError>) -> Result<T, EngineError> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|panic| Err(EngineError::Panic(message(&*panic))))
}

/// Returns the message of a panic.
fn message(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied());
    text.unwrap_or("no message").to_owned()
}

/// An engine or a writer that returns an error where the wrapped one panics. An engine also names the damaged file.
pub(super) struct Guarded<T: ?Sized>(pub(super) Box<T>);

impl Guarded<dyn Engine> {
    fn guard<T>(&self, work: impl FnOnce(&dyn Engine) -> Result<T, EngineError>) -> Result<T, EngineError> {
        guarded(|| work(&*self.0)).map_err(|error| self.explained(error))
    }

    /// Returns the damage that explains an error, if the index is damaged.
    fn explained(&self, error: EngineError) -> EngineError {
        if !matches!(error, EngineError::Panic(_) | EngineError::Corrupt(_)) {
            return error;
        }
        match guarded(|| self.0.damage()) {
            Ok(damage) => damage.into_iter().next().unwrap_or(error),
            Err(_) => error,
        }
    }
}

impl Engine for Guarded<dyn Engine> {
    fn within(&self, deadline: Deadline) -> Box<dyn Engine> {
        Box::new(Self(self.0.within(deadline)))
    }

    fn languages(&self) -> Result<Vec<Option<Language>>, EngineError> {
        self.guard(|engine| engine.languages())
    }

    fn search(&self, request: &Request<'_>) -> Result<Candidates, EngineError> {
        self.guard(|engine| engine.search(request))
    }

    fn counts(&self, request: &Request<'_>, by: Option<Grouping>, matches: bool) -> Result<MatchCounts, EngineError> {
        self.guard(|engine| engine.counts(request, by, matches))
    }

    fn addresses(&self, request: &Request<'_>) -> Result<(Vec<ArticleAddress>, Vec<TruncatedPattern>), EngineError> {
        self.guard(|engine| engine.addresses(request))
    }

    fn contributions(
        &self,
        request: &Request<'_>,
        addresses: &[ArticleAddress],
    ) -> Result<Vec<Vec<Contribution>>, EngineError> {
        self.guard(|engine| engine.contributions(request, addresses))
    }

    fn most_parts(&self, request: &Request<'_>) -> Result<usize, EngineError> {
        self.guard(|engine| engine.most_parts(request))
    }

    fn word_places(&self, words: &[PlacedWord], addresses: &[ArticleAddress]) -> Result<WordPlaces, EngineError> {
        self.guard(|engine| engine.word_places(words, addresses))
    }

    fn meanings(&self, addresses: &[ArticleAddress]) -> Result<Vec<Option<MeaningVector>>, EngineError> {
        self.guard(|engine| engine.meanings(addresses))
    }

    fn articles_with_stem(&self, stem: &str) -> Result<(u64, u64), EngineError> {
        self.guard(|engine| engine.articles_with_stem(stem))
    }

    fn prepare(&self, upcoming: Upcoming<'_>) -> Result<(), EngineError> {
        self.guard(|engine| engine.prepare(upcoming))
    }

    fn each_article(&self, request: &Request<'_>, visit: &mut ArticleVisitor<'_>) -> Result<bool, EngineError> {
        self.guard(|engine| engine.each_article(request, visit))
    }

    fn articles_at(&self, addresses: &[ArticleAddress], visit: &mut dyn FnMut(Article)) -> Result<(), EngineError> {
        self.guard(|engine| engine.articles_at(addresses, visit))
    }

    fn words(&self, pattern: &WordPattern, most: usize) -> Result<Vec<Count<String>>, EngineError> {
        self.guard(|engine| engine.words(pattern, most))
    }

    fn compounds(&self, terms: &[String], languages: &[Option<Language>]) -> Result<Vec<CompoundWords>, EngineError> {
        self.guard(|engine| engine.compounds(terms, languages))
    }

    fn share_of(&self, languages: &[Language]) -> Result<f64, EngineError> {
        self.guard(|engine| engine.share_of(languages))
    }

    fn has_acronym(&self, term: &str) -> Result<bool, EngineError> {
        self.guard(|engine| engine.has_acronym(term))
    }

    fn has_value(&self, field: Field) -> Result<bool, EngineError> {
        self.guard(|engine| engine.has_value(field))
    }

    fn unsettled_versions(&self) -> Result<Vec<ArticleId>, EngineError> {
        self.guard(|engine| engine.unsettled_versions())
    }

    fn stats(&self) -> Result<ArchiveStats, EngineError> {
        self.guard(|engine| engine.stats())
    }

    fn articles_of(&self, file: &FilePath) -> Result<Vec<HeldArticle>, EngineError> {
        self.guard(|engine| engine.articles_of(file))
    }

    fn articles_with_id(&self, id: &ArticleId) -> Result<Vec<Article>, EngineError> {
        self.guard(|engine| engine.articles_with_id(id))
    }

    fn stored_articles(&self, file: &FilePath) -> Result<Vec<Article>, EngineError> {
        self.guard(|engine| engine.stored_articles(file))
    }

    fn each_file(&self, visit: &mut dyn FnMut(&FilePath, u32)) -> Result<(), EngineError> {
        self.guard(|engine| engine.each_file(visit))
    }

    fn language_changes(&self) -> Result<LanguageChanges, EngineError> {
        self.guard(|engine| engine.language_changes())
    }

    fn generation(&self) -> Result<u64, EngineError> {
        self.guard(|engine| engine.generation())
    }

    fn damage(&self) -> Result<Vec<EngineError>, EngineError> {
        self.guard(|engine| engine.damage())
    }
}

impl Writer for Guarded<dyn Writer> {
    fn add(&self, article: Article) -> Result<(), EngineError> {
        guarded(|| self.0.add(article))
    }

    fn remove_file(&self, file: &FilePath) -> Result<(), EngineError> {
        guarded(|| self.0.remove_file(file))
    }

    fn remove_article(&self, id: &ArticleId) -> Result<(), EngineError> {
        guarded(|| self.0.remove_article(id))
    }

    fn commit(&mut self, generation: u64) -> Result<Vec<RefusedArticle>, EngineError> {
        guarded(|| self.0.commit(generation))
    }

    fn finish(self: Box<Self>) -> Result<(), EngineError> {
        guarded(|| self.0.finish())
    }
}
