//! Hostile text in an index: what the engine finds is what the matcher finds.

use super::archives::{create, folder_in_memory};
use super::documents::query_and_article;
use super::queries::options;
use dateline::article::Article;
use dateline::engine::{Engine, Request, open_reader};
use dateline::matching::Matcher;
use dateline::query::{Query, parse};
use dateline::search::SearchError;
use dateline::text::{StemCache, Tokens};
use dateline::{Archive, Error};

/// How many words of an article are searched for.
const WORDS: usize = 4;

/// Indexes an article next to an ordinary one, searches for the query of the input and for words of the article in every way, and compares
/// the engine with the matcher.
pub fn fuzz_indexing(data: &[u8]) {
    let Some((query, article)) = query_and_article(data) else { return };
    let mut queries = vec![query];
    for text in [&article.headline, &article.body] {
        queries.extend(queries_for(text));
    }
    let folder = folder_in_memory().expect("a folder");
    let ordinary = Article::builder("Flood").body("The river rose in the night.").build();
    create(folder.path(), [article, ordinary]).expect("any article can be indexed");
    let engine = open_reader(folder.path()).expect("an archive just written");
    let languages = engine.languages().expect("the languages of the archive");
    let articles = find(&*engine, &Query::all());
    let mut stems = StemCache::default();
    for query in &queries {
        let matcher = Matcher::new(query, &languages);
        let matched = articles.iter().filter(|article| matcher.matches(article, &mut stems).is_some());
        assert_eq!(headlines(&find(&*engine, query)), headlines(matched), "found and matched by {query}");
    }
    search(&Archive::open(folder.path()).expect("an archive just written"), &queries[0]);
}

/// Returns queries for some words of a text: as a word, a phrase, a pattern, near each other, in their letter case.
fn queries_for(text: &str) -> Vec<Query> {
    let tokens = Tokens::of(text);
    let step = (tokens.ranges().len() / WORDS).max(1);
    let mut queries = Vec::new();
    for pair in tokens.ranges().windows(2).step_by(step).take(WORDS) {
        let [one, other] = [&pair[0], &pair[1]].map(|range| &text[range.start..range.end]);
        let (start, part) = (one.chars().take(3).collect::<String>(), &text[pair[0].start..pair[1].end]);
        queries.extend([
            one.to_owned(),
            format!("\"{one} {other}\""),
            format!("\"{part}\""),
            part.to_owned(),
            format!("{start}*"),
            format!("{one}~"),
            format!("{one} NEAR/3 {other}"),
            format!("case:{one} -case:\"{other} {one}\""),
            format!("lead:{one} OR body:{other}"),
        ]);
    }
    queries.iter().filter_map(|text| parse(text, &options()).ok()).map(|parsed| parsed.query).collect()
}

fn headlines<'a>(articles: impl IntoIterator<Item = &'a Article>) -> Vec<&'a str> {
    let mut headlines: Vec<&str> = articles.into_iter().map(|article| article.headline.as_str()).collect();
    headlines.sort_unstable();
    headlines
}

fn find(engine: &dyn Engine, query: &Query) -> Vec<Article> {
    let page = engine.search(&Request { limit: usize::MAX, ..Request::new(query) }).expect("a search");
    assert_eq!(page.found.len(), page.total);
    page.found.into_iter().map(|found| engine.article_at(found.address).expect("an article")).collect()
}

/// A ranked search and a count of a valid query fail only where the query allows it; passages for a page hold no markup.
fn search(archive: &Archive, query: &Query) {
    match archive.count(query) {
        Ok(counts) => assert!(counts.articles <= 2),
        Err(error) => assert_no_fault(&error),
    }
    let page = match archive.search(query).run() {
        Ok(page) => page,
        Err(error) => return assert_no_fault(&error),
    };
    for passage in page.hits().flat_map(dateline::Hit::passages) {
        let shown = passage.highlight("", "");
        let is_unsafe = |c: char| (c.is_control() && !matches!(c, '\n' | '\t')) || matches!(c, '<' | '>');
        assert!(!shown.contains(is_unsafe), "{shown:?}");
    }
}

/// Fails on errors other than the objection to a query that matches everything.
fn assert_no_fault(error: &Error) {
    assert!(matches!(error, Error::Search(SearchError::EmptyQuery)), "{error:?}");
}
