//! The library as a program built on it sees it.

use dateline::ingest::{self, IndexingOptions, Observer};
use dateline::{Archive, Article, Error, Query};
use std::path::Path;

struct Unobserved;

impl Observer for Unobserved {}

fn headlines(archive: &Archive, query: &str) -> Vec<String> {
    let page = archive.search(&Query::parse(query).unwrap()).run().unwrap();
    page.hits().map(|hit| hit.article().headline.clone()).collect()
}

fn flood(headline: &str) -> Article {
    Article::builder(headline).id("4711").body("The river <i>rose</i> & fell.\n\nIt rose again.").build()
}

fn add(folder: &Path, article: Article) {
    let mut writer = Archive::create_or_open(folder).unwrap().writer().unwrap();
    writer.add(article).unwrap();
    writer.commit().unwrap();
}

#[test]
fn added_articles_are_found_as_they_were_built() {
    let folder = tempfile::tempdir().unwrap();
    let article = flood("Flood warning");
    add(folder.path(), article.clone());
    let archive = Archive::open(folder.path()).unwrap();
    let [stored] = &archive.articles(&article.id).unwrap()[..] else { panic!("one article") };
    assert_eq!((&stored.headline, &stored.body), (&article.headline, &article.body));
    assert_eq!(stored.language.map(|language| language.to_string()), Some("en".to_owned()));
    assert_eq!(archive.count(&Query::parse("rose").unwrap()).unwrap().articles, 1);
    assert_eq!(archive.stats().unwrap().articles, 1);
    let page = archive.search(&Query::parse("rose").unwrap()).limit(1).run().unwrap();
    let hit = page.hits().next().unwrap();
    let passages: Vec<String> = hit.passages().map(|passage| passage.highlight("<b>", "</b>")).collect();
    assert_eq!(passages, ["The river &lt;i&gt;<b>rose</b>&lt;/i&gt; &amp; fell.", "It <b>rose</b> again."]);
}

#[test]
fn an_article_with_the_same_id_replaces_the_earlier_one() {
    let folder = tempfile::tempdir().unwrap();
    add(folder.path(), flood("Flood warning"));
    add(folder.path(), flood("Flood warning lifted"));
    assert_eq!(headlines(&Archive::open(folder.path()).unwrap(), "river"), ["Flood warning lifted"]);
}

#[test]
fn of_two_articles_with_one_id_in_a_commit_the_later_counts() {
    let folder = tempfile::tempdir().unwrap();
    let mut writer = Archive::create_or_open(folder.path()).unwrap().writer().unwrap();
    let first = writer.add(flood("Flood warning")).unwrap();
    assert_eq!(writer.add(flood("Flood warning lifted")).unwrap(), first);
    writer.commit().unwrap();
    let archive = Archive::open(folder.path()).unwrap();
    assert_eq!(headlines(&archive, "river"), ["Flood warning lifted"]);
    assert_eq!(archive.articles(&first).unwrap().len(), 1);
}

#[test]
fn articles_still_wait_after_a_failed_commit() {
    let folder = tempfile::tempdir().unwrap();
    let mut writer = Archive::create_or_open(folder.path()).unwrap().writer().unwrap();
    writer.add(flood("Flood warning")).unwrap();
    // A file where the folder of streams has to be.
    std::fs::write(folder.path().join("added"), "").unwrap();
    assert!(matches!(writer.commit(), Err(Error::Ingest(_))));
    std::fs::remove_file(folder.path().join("added")).unwrap();
    writer.add(Article::builder("Storm").body("The river is calm.").build()).unwrap();
    writer.commit().unwrap();
    let mut found = headlines(&Archive::open(folder.path()).unwrap(), "river");
    found.sort();
    assert_eq!(found, ["Flood warning", "Storm"]);
}

#[test]
fn added_articles_survive_a_rebuild() {
    let folder = tempfile::tempdir().unwrap();
    add(folder.path(), flood("Flood warning"));
    let mut archive = ingest::LockedArchive::open(folder.path(), "test").unwrap();
    archive.rebuild(&[], &IndexingOptions::default(), &Unobserved).unwrap();
    drop(archive);
    assert_eq!(headlines(&Archive::open(folder.path()).unwrap(), "river"), ["Flood warning"]);
}

#[test]
fn articles_that_were_not_committed_are_not_kept() {
    let folder = tempfile::tempdir().unwrap();
    let archive = Archive::create_or_open(folder.path()).unwrap();
    let mut writer = archive.writer().unwrap();
    writer.add(flood("Flood warning")).unwrap();
    assert!(matches!(archive.writer(), Err(Error::Ingest(_))), "one writer at a time");
    drop(writer);
    assert_eq!(archive.writer().unwrap().commit().unwrap().articles.added, 0);
    assert_eq!(headlines(&Archive::open(folder.path()).unwrap(), "river"), Vec::<String>::new());
}
