//! Hostile text in an index: what the engine finds is what the matcher finds.

use super::archives::{create, folder_in_memory};
use super::documents::query_and_article;
use dateline::article::Article;
use dateline::engine::{Engine, Request, open_reader};
use dateline::matching::Matcher;
use dateline::query::Query;
use dateline::search::SearchError;
use dateline::text::StemCache;
use dateline::{Archive, Error};

/// Indexes an article next to an ordinary one, searches for a query in every way, and compares the engine with the matcher.
pub fn fuzz_indexing(data: &[u8]) {
    let Some((query, article)) = query_and_article(data) else { return };
    let folder = folder_in_memory().expect("a folder");
    let ordinary = Article::builder("Flood").body("The river rose in the night.").build();
    create(folder.path(), [article, ordinary]).expect("any article can be indexed");
    let engine = open_reader(folder.path()).expect("an archive just written");
    let languages = engine.languages().expect("the languages of the archive");
    let articles = find(&*engine, &Query::all());
    let matcher = Matcher::new(&query, &languages);
    let mut stems = StemCache::default();
    let mut matched: Vec<&Article> = articles.iter().filter(|one| matcher.matches(one, &mut stems).is_some()).collect();
    let mut found = find(&*engine, &query);
    matched.sort_by(|one, other| one.id.cmp(&other.id));
    found.sort_by(|one, other| one.id.cmp(&other.id));
    assert_eq!(found.iter().collect::<Vec<_>>(), matched, "found and matched by {query}");
    search(&Archive::open(folder.path()).expect("an archive just written"), &query);
}

fn find(engine: &dyn Engine, query: &Query) -> Vec<Article> {
    let page = engine.search(&Request { limit: usize::MAX, ..Request::new(query) }).expect("a search");
    assert_eq!(page.found.len(), page.total);
    page.found.into_iter().map(|found| engine.article_at(found.address).expect("an article")).collect()
}

/// A ranked search and a count of a valid query fail only where the query allows it.
fn search(archive: &Archive, query: &Query) {
    match archive.count(query) {
        Ok(counts) => assert!(counts.articles <= 2),
        Err(error) => assert_no_fault(&error),
    }
    let page = match archive.search(query).run() {
        Ok(page) => page,
        Err(error) => return assert_no_fault(&error),
    };
    for passage in page.hits().flat_map(|hit| hit.passages()) {
        let shown = passage.highlight("", "");
        let is_unsafe = |c: char| (c.is_control() && !matches!(c, '\n' | '\t')) || matches!(c, '<' | '>');
        assert!(!shown.contains(is_unsafe), "{shown:?}");
    }
}

/// Fails on errors other than the objection to a query that matches everything.
fn assert_no_fault(error: &Error) {
    assert!(matches!(error, Error::Search(SearchError::EmptyQuery)), "{error:?}");
}
