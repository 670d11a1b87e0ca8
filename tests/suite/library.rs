//! The library as other programs use it.

use crate::support::Case;
use dateline::ingest::{self, IndexingOptions, Observer};
use dateline::search::{SearchError, TimeLimitReached};
use dateline::{Archive, Article, Error, Query};
use std::path::Path;
use std::time::Duration;

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
fn a_search_over_its_time_limit_fails() {
    let folder = tempfile::tempdir().unwrap();
    add(folder.path(), flood("Flood warning"));
    let archive = Archive::open(folder.path()).unwrap();
    let query = Query::parse("river NEAR/9 fell").unwrap();
    let search = |limit| archive.search(&query).time_limit(limit).run().map(|page| page.total());
    let Err(Error::Search(SearchError::TimeLimit(reached))) = search(Duration::ZERO) else { panic!("over at once") };
    assert_eq!(reached, TimeLimitReached { limit: Duration::ZERO, part: "river NEAR/9 fell".to_owned() });
    assert_eq!(search(Duration::MAX).unwrap(), 1);
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
    // A file in place of the folder of streams.
    std::fs::write(folder.path().join("added"), "").unwrap();
    assert!(matches!(writer.commit(), Err(Error::Ingest(_))));
    std::fs::remove_file(folder.path().join("added")).unwrap();
    writer.add(Article::builder("Storm").body("The river is calm.").build()).unwrap();
    writer.commit().unwrap();
    let mut found = headlines(&Archive::open(folder.path()).unwrap(), "river");
    found.sort();
    assert_eq!(found, ["Flood warning", "Storm"]);
}

/// Returns the number of articles in each segment of the index.
fn segments(archive: &Path) -> Vec<u64> {
    let state = std::fs::read(archive.join("store-1/index/meta.json")).unwrap();
    // Its checksum follows.
    let state: serde_json::Value = serde_json::Deserializer::from_slice(&state).into_iter().next().unwrap().unwrap();
    state["segments"].as_array().unwrap().iter().map(|segment| segment["max_doc"].as_u64().unwrap()).collect()
}

#[test]
fn many_small_commits_leave_few_segments() {
    let case = Case::in_memory();
    let folder = case.root().join("index");
    Archive::create_or_open(&folder).unwrap();
    for number in 0..60 {
        add(&folder, Article::builder(format!("Story {number}")).body("The tide came in.").build());
    }
    let of_adds = segments(&folder);
    assert!(of_adds.len() <= 14, "{of_adds:?}");
    assert_eq!(Archive::open(&folder).unwrap().stats().unwrap().articles, 60);
    // Changes of one file among many.
    for number in 0..30 {
        case.article(&format!("{number}.txt"), &format!("Report {number}"), "The tide came in.");
    }
    for edition in 0..20 {
        case.article("7.txt", &format!("Edition {edition}"), "The tide went out.");
        Archive::open(&folder).unwrap().writer().unwrap().index_folder(case.news()).unwrap();
    }
    let of_changes = segments(&folder);
    assert!(of_changes.len() <= 14, "{of_changes:?}");
    assert_eq!(headlines(&Archive::open(&folder).unwrap(), "headline:edition"), ["Edition 19"]);
    assert_eq!(Archive::open(&folder).unwrap().stats().unwrap().articles, 90);
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
fn a_reader_goes_on_seeing_the_state_that_it_was_opened_with() {
    let case = Case::in_memory();
    let folder = case.root().join("index");
    for name in ["a", "b", "c"] {
        case.article(&format!("{name}.txt"), "Flood warning", &format!("The river {name} rose."));
    }
    case.index(0);
    let query = Query::parse("river").unwrap();
    let changes: [&[&str]; 5] = [
        &["index", "--rebuild"],
        &["add", "news/a.txt"],
        &["remove", "news/b.txt"],
        &["forget", "news"],
        &["index", "news"],
    ];
    for (change, held) in changes.into_iter().zip([3, 3, 3, 2, 0]) {
        let before = Archive::open(&folder).unwrap();
        let engine = dateline::engine::open_reader(&folder).unwrap();
        let other = Archive::open(&folder).unwrap();
        let (stats, found) = (other.stats().unwrap(), headlines(&other, "river"));
        let generation = dateline::engine::open_reader(&folder).unwrap().generation().unwrap();
        assert_eq!((stats.articles, stats.bytes > 0), (held, held > 0), "{change:?}");
        if change[0] == "add" {
            case.article("a.txt", "Flood over", "The river a fell.");
        }
        case.run(change);
        assert_eq!(before.stats().unwrap(), stats, "{change:?}");
        assert_eq!(engine.generation().unwrap(), generation, "{change:?}");
        assert_eq!(before.count(&query).unwrap().articles, held, "{change:?}");
        assert_eq!(headlines(&before, "river"), found, "{change:?}");
    }
}

#[test]
fn the_library_lists_the_same_articles_as_the_command_line() {
    let case = Case::new();
    case.article("tokyo.txt", "洪水対策", "東京都は洪水対策の予算を倍増した。")
        .article("osaka.txt", "野球", "大阪の球団が優勝した。京都も勝った。")
        .article("seoul.txt", "홍수", "서울에서 홍수가 났다.")
        .article("thai.txt", "น้ำท่วม", "น้ำท่วมกรุงเทพฯ อีกครั้ง")
        .article(
            "flood.txt",
            "Flood warning",
            "The river rose, and the flood-gate of the town closed. WHO experts came.",
        )
        .article("storm.txt", "Storm", "A storm came over the town, said those who saw it. A floodgate broke.")
        .article("deiche.txt", "Hochwasser", "Die Deiche hielten dem Hochwasser und dem Sturm nicht stand.")
        .article("russia.txt", "Наводнение", "Наводнение в городе, сказали власти. Дождь прошёл.");
    case.index(0);
    let archive = Archive::open(case.root().join("index")).unwrap();
    for text in [
        "東京都知事選挙",
        "東京都 野球",
        "\"東京都知事\" 野球",
        "+東京都知事 野球",
        "東京都知事選挙 OR flood",
        "서울특별시 홍수",
        "กรุงเทพมหานคร",
        "flood town",
        "flood AND town",
        "+flood storm",
        "flood-gate river",
        "flood -storm",
        "the WHO town",
        "\"WHO\" town",
        "case:WHO came",
        "headline:flood storm",
        "storm NEAR/5 town river",
        "flood^2 (storm OR river)",
        "flo* deiche~",
        "наводнения дождя",
        "Deich Sturm lang:de",
        "AI東京 town",
        "10/11 town",
        "NATO",
    ] {
        let typed = Query::parse(text).unwrap();
        let listed = |query: &Query| -> Vec<String> {
            let page = archive.search(query).limit(100).run().unwrap();
            page.hits().map(|hit| hit.article().headline.clone()).collect()
        };
        let expected = case.headlines(text);
        assert_eq!(listed(&typed), expected, "{text}");
        let counted = case.run(&["count", "--format", "json", "--", text]).json();
        assert_eq!(counted["articles"], archive.count(&typed).unwrap().articles, "{text}");
        // Joined to a condition in code.
        let with_condition = typed.and(Query::parse("words:>0").unwrap());
        assert_eq!(listed(&with_condition), case.headlines(&format!("({text}) words:>0")), "{text} words:>0");
    }
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
