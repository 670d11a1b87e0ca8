//! The sample archive, and the comparison of its engine with the matcher.

use dateline::article::{Article, ArticleId, FilePath};
use dateline::corpus::ReadingOptionsPatch;
use dateline::engine::{Engine, EngineError, Request, open_reader};
use dateline::ingest::{FolderToIndex, IndexingOptions, LockedArchive, Observer};
use dateline::matching::Matcher;
use dateline::query::{Field, Node, ParseOptions, Query, QueryError, parse};
use dateline::text::{StemCache, Tokens};
use jiff::civil::Date;
use std::path::Path;
use std::sync::LazyLock;
use tempfile::TempDir;

struct Unwatched;

impl Observer for Unwatched {}

/// The sample archive: its engine, its articles and their words.
pub(crate) struct Sample {
    engine: Box<dyn Engine>,
    pub(super) articles: Vec<Article>,
    pub(super) words: Vec<String>,
    folder: TempDir,
}

/// The sample archive in the process.
pub(crate) static SAMPLE: LazyLock<Sample> = LazyLock::new(|| Sample::build(|_| ()));

/// The files outside `corpus/`; every sample archive has the same.
static FILES: LazyLock<TempDir> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    // Words of the other articles in a text whose language is unknown.
    let unknown = "Qoxt zzurb floods plimf\n\nWexx warned torg councils, party Deiche zzurb defence plimf acts qoxt.";
    std::fs::write(folder.path().join("unknown.txt"), unknown).unwrap();
    let record = serde_json::json!({"headline": "Shops", "body": "A Wal-Mart opens, e-mail says. The Aids drugs of Who and AIDS tests by WHO help; she who aids us, said Who, has Aids-tests.", "source": "The Wal-Mart Times",
        "byline": "Jean-Luc O'Brien", "topics": ["e-mail", "food"], "section": "Walmart"});
    std::fs::write(folder.path().join("labels.jsonl"), format!("{record}\n")).unwrap();
    folder
});

impl Sample {
    /// Builds the archive in a folder that was prepared.
    pub(crate) fn build(prepare: impl FnOnce(&Path)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        prepare(folder.path());
        let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
        let (run, reading) = (IndexingOptions::default(), ReadingOptionsPatch::default());
        let mut archive = LockedArchive::open(folder.path(), "test").unwrap();
        archive.update(&[FolderToIndex::new(&corpus)], &run, &Unwatched).unwrap();
        // Articles are deleted and some added again, so that there are several segments with deleted documents.
        archive.remove(&[corpus.join("agency"), corpus.join("exports")], &run).unwrap();
        archive.add(&[corpus.join("exports")], &reading, &run, &Unwatched).unwrap();
        for file in ["labels.jsonl", "unknown.txt"] {
            archive.add(&[FILES.path().join(file)], &reading, &run, &Unwatched).unwrap();
        }
        let issue = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/digitised/bnl/bote-mets.xml");
        archive.add(&[issue], &reading, &run, &Unwatched).unwrap();
        drop(archive);
        let engine = open_reader(folder.path()).unwrap();
        let articles = search(&*engine, &Query::all());
        assert!(articles.len() > 50 && articles.iter().any(|article| article.language.is_none()));
        let mut words: Vec<String> = articles
            .iter()
            .flat_map(|article| [&article.headline, &article.body].map(|text| Tokens::of(text)))
            .flat_map(|tokens| tokens.terms().map(str::to_owned).collect::<Vec<_>>())
            .collect();
        words.sort();
        Self { engine, articles, words, folder }
    }

    /// Returns the folder of the archive.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Returns the sorted identities of the articles that match a tree.
    ///
    /// # Errors
    /// If the engine fails.
    pub(crate) fn matching(&self, query: &Query) -> Result<Vec<(ArticleId, FilePath, u32)>, EngineError> {
        let request = Request { limit: usize::MAX, ..Request::new(query) };
        let found = self.engine.search(&request)?.found;
        let articles = found.into_iter().map(|found| self.engine.article_at(found.address));
        Ok(identities(articles.collect::<Result<Vec<_>, _>>()?.iter()))
    }

    /// Parses a query and compares both evaluations.
    pub(crate) fn assert_same_articles(&self, text: &str) -> Result<(), QueryError> {
        let options = ParseOptions::on(Date::constant(2026, 11, 22));
        let parsed = parse(text, &options)?;
        self.assert_same_articles_for_tree(&parsed.query, text);
        Ok(())
    }

    /// Compares both evaluations of a tree and checks the highlights.
    pub(crate) fn assert_same_articles_for_tree(&self, query: &Query, text: &str) {
        let languages = self.engine.languages().unwrap();
        let matcher = Matcher::new(query, &languages);
        let mut stems = StemCache::default();
        let matched: Vec<_> = SAMPLE
            .articles
            .iter()
            .filter_map(|article| matcher.matches(article, &mut stems).map(|matches| (article, matches)))
            .collect();
        let found = search(&*self.engine, query);
        assert_eq!(
            identities(found.iter()),
            identities(matched.iter().map(|(article, _)| *article)),
            "{text} read as {query}"
        );
        for (article, matches) in matched {
            assert!(!matches.is_empty() || !requires_text_match(query), "no highlight in {} for {query}", article.id);
            for found in matches {
                let text = match found.field {
                    Field::Headline => &article.headline,
                    Field::Lead => article.lead.as_ref().unwrap(),
                    _ => &article.body,
                };
                assert!(!text[found.range.clone()].is_empty(), "{query}");
            }
        }
    }
}

fn search(engine: &dyn Engine, query: &Query) -> Vec<Article> {
    let request = Request { limit: usize::MAX, ..Request::new(query) };
    let page = engine.search(&request).unwrap();
    assert_eq!(page.found.len(), page.total);
    page.found.into_iter().map(|found| engine.article_at(found.address).unwrap()).collect()
}

/// Returns the sorted identities of articles, so that duplicates are visible.
fn identities<'a>(articles: impl Iterator<Item = &'a Article>) -> Vec<(ArticleId, FilePath, u32)> {
    let mut identities: Vec<_> =
        articles.map(|article| (article.id.clone(), article.file.clone(), article.record)).collect();
    identities.sort();
    identities
}

/// Returns whether every matching article must have a match in its text.
fn requires_text_match(query: &Query) -> bool {
    match &query.node {
        Node::Word { field, .. } | Node::Phrase { field, .. } | Node::Pattern { field, .. } => Field::is_prose(*field),
        Node::Near { .. } | Node::AtLeast { .. } => true,
        Node::Boost { of, .. } => requires_text_match(of),
        Node::And(parts) => parts.iter().any(requires_text_match),
        Node::Or(parts) => parts.iter().all(requires_text_match),
        _ => false,
    }
}
