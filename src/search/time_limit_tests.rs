//! Tests that a search can be stopped at any check of the clock: it never returns a partial result, and the error names the part of the query.

use super::concordance::concordance_until;
use super::count::count_until;
use super::search_results::search_until;
use super::vocabulary_list::list_vocabulary_until;
use super::{
    ConcordanceOptions, LineOrder, SearchError, SearchOptions, SearchQuery, TimeLimitReached, VocabularyError,
    VocabularyQuery,
};
use crate::article::Grouping;
use crate::corpus::ReadingOptionsPatch;
use crate::engine::{Deadline, Engine, open_reader};
use crate::ingest::{IndexingOptions, LockedArchive, Observer};
use crate::ranking::{MatchMode, RankingOptions};
use std::collections::BTreeSet;
use std::fmt::Debug;
use std::ops::ControlFlow;
use std::path::Path;

struct Unwatched;

impl Observer for Unwatched {}

const SENTENCES: [(&str, &str); 8] = [
    ("en", "The flood defences held, said the WHO, who flood no one."),
    ("en", "The council of the wall voted for a storm-water plan."),
    ("en", "Storms came again and again to the walls of the city, the Party said."),
    ("en", "A bridge is a wall that lies down. The bridge trial goes on."),
    ("de", "Das Hochwasser und die Warnung vor dem Hochwasser der Elbe."),
    ("de", "Der Hochwasserschutz der Stadt hielt, die Warnungen kamen."),
    ("de", "Die Wahl der Stadt und der Wahlkampf um die Mauer."),
    ("", "東京都知事 flood 東京"),
];

/// Writes an archive of several segments with deleted articles.
fn write_archive(folder: &Path) -> std::path::PathBuf {
    let index = folder.join("index");
    let (reading, indexing) = (ReadingOptionsPatch::default(), IndexingOptions::default());
    let mut archive = LockedArchive::open(&index, "test").unwrap();
    let mut files = Vec::new();
    for file in 0..3 {
        let record = |number: usize| {
            let (lang, headline) = SENTENCES[number % SENTENCES.len()];
            let body: Vec<&str> =
                (0..number % 4 + 1).map(|step| SENTENCES[(number + step) % SENTENCES.len()].1).collect();
            let published = format!("2015-{:02}-{:02}", number % 12 + 1, file + 1);
            let id = format!("{file}-{number}");
            let record = serde_json::json!({
                "id": id, "headline": headline, "body": body.join(" "), "lang": lang, "published": published, "source": "Gazette",
            });
            format!("{record}\n")
        };
        let path = folder.join(format!("{file}.jsonl"));
        std::fs::write(&path, (0..16).map(record).collect::<String>()).unwrap();
        archive.add(std::slice::from_ref(&path), &reading, &indexing, &Unwatched).unwrap();
        files.push(path);
    }
    archive.remove(&files[1..2], &indexing).unwrap();
    index
}

/// A search with a deadline, and its result as text; the error of a time limit names a part.
type Run<'a> = &'a dyn Fn(&dyn Engine, &Deadline) -> Result<String, TimeLimitReached>;

/// Runs a search with ever later deadlines until one suffices, and returns the parts named. Asserts that the result is that of a search without limit.
fn parts_named(index: &Path, what: &str, run: Run<'_>) -> BTreeSet<String> {
    let expected = run(&*open_reader(index).unwrap(), &Deadline::default()).unwrap();
    // A new engine each time starts with empty caches. A shared engine tests that an interrupted search leaves nothing wrong in the caches.
    let shared = open_reader(index).unwrap();
    let mut parts = BTreeSet::new();
    let mut look = 0;
    loop {
        let deadline = || Deadline::at_look(look);
        if let Ok(result) = run(&*shared, &deadline()) {
            assert_eq!(result, expected, "{what}, look {look}");
        }
        match run(&*open_reader(index).unwrap(), &deadline()) {
            Ok(result) => {
                assert_eq!(result, expected, "{what}, look {look}");
                return parts;
            }
            Err(reached) => parts.insert(reached.part),
        };
        // Every check at first, then at growing intervals.
        look += 1 + look / 3;
    }
}

fn time_limit<T: Debug>(result: Result<T, SearchError>) -> Result<T, TimeLimitReached> {
    result.map_err(|error| match error {
        SearchError::TimeLimit(reached) => reached,
        other => panic!("{other}"),
    })
}

fn query(text: &str) -> SearchQuery {
    SearchQuery { text: text.to_owned(), ..SearchQuery::default() }
}

fn searched(
    engine: &dyn Engine,
    deadline: &Deadline,
    text: &str,
    options: &SearchOptions,
) -> Result<String, TimeLimitReached> {
    let mut results = time_limit(search_until(deadline, engine, &query(text), options))?;
    results.seconds = 0.0;
    Ok(format!("{results:?}"))
}

fn counted(
    engine: &dyn Engine,
    deadline: &Deadline,
    text: &str,
    by: Option<Grouping>,
) -> Result<String, TimeLimitReached> {
    let mut counts = time_limit(count_until(deadline, engine, &query(text), by))?;
    counts.seconds = 0.0;
    Ok(format!("{counts:?}"))
}

fn lines(engine: &dyn Engine, deadline: &Deadline, text: &str) -> Result<String, TimeLimitReached> {
    let options = ConcordanceOptions { order: LineOrder::Right, ..ConcordanceOptions::new(std::env::temp_dir()) };
    let mut lines = String::new();
    let mut concordance = time_limit(concordance_until(deadline, engine, &query(text), &options, &mut |line| {
        lines.push_str(&format!("{line:?}\n"));
        ControlFlow::Continue(())
    }))
    .inspect_err(|_| assert_eq!(lines, ""))?;
    concordance.seconds = 0.0;
    Ok(format!("{lines}{concordance:?}"))
}

#[test]
fn every_part_of_a_query_stops_with_an_error_that_names_it() {
    let folder = tempfile::tempdir().unwrap();
    let index = write_archive(folder.path());
    for (text, part) in [
        ("flood", "flood"),
        ("storm flood wall", "wall"),
        ("\"the council\"", "\"the council\""),
        ("\"flood defences\" OR \"bridge trial\"", "\"bridge trial\""),
        ("wall*", "wall*"),
        ("\"*o* *a*\"", "\"*o* *a*\""),
        ("\"flood the wall\"~9", "\"flood the wall\"~9"),
        ("the NEAR/1000 of NEAR/1000 wall", "(the NEAR/1000 of) NEAR/1000 wall"),
        ("the w/s wall", "the w/s wall"),
        ("wall NOT \"*e* *e*\"", "\"*e* *e*\""),
        ("wall -hoch*", "hoch*"),
        ("flod~1", "flod~1"),
        ("/w.l*/", "/w.l*/"),
        ("atleast2(wall*)", "atleast2(wall*)"),
        ("case:Party", "case:\"Party\""),
        ("lead:flood", "lead:flood"),
        ("WHO OR storm-water", "storm-water"),
        ("東京都", "\"東京都\""),
        ("source:gazette (wall OR storm)", "source:gazette"),
    ] {
        let mut parts =
            parts_named(&index, text, &|engine, deadline| searched(engine, deadline, text, &SearchOptions::default()));
        for by in [None, Some(Grouping::Month)] {
            parts.extend(parts_named(&index, text, &|engine, deadline| counted(engine, deadline, text, by)));
        }
        assert!(parts.contains(part), "{text}: {parts:?}");
        if query_has_lines(text) {
            let of_lines = parts_named(&index, text, &|engine, deadline| lines(engine, deadline, text));
            assert!(of_lines.contains(part), "{text}: {of_lines:?}");
        }
    }
}

fn query_has_lines(text: &str) -> bool {
    !text.starts_with("source:")
}

#[test]
fn every_way_of_ranking_stops() {
    let folder = tempfile::tempdir().unwrap();
    let index = write_archive(folder.path());
    let all_first = RankingOptions { matching: MatchMode::AllFirst, ..RankingOptions::default() };
    let rankings = [
        RankingOptions { matching: MatchMode::All, ..all_first },
        RankingOptions { matching: MatchMode::Most, ..all_first },
        RankingOptions { matching: MatchMode::Any, rerank: false, ..all_first },
        RankingOptions { expand: true, half_life: Some(30.0), ..all_first },
        all_first,
    ];
    for (ranking, explain) in rankings.into_iter().zip([false, true].into_iter().cycle()) {
        let options = SearchOptions { ranking, explain, today: 1_450_000_000, ..SearchOptions::default() };
        for text in ["flood storm wall bridge council", "Hochwasserschutz Warnung", "Hochwasser"] {
            let parts = parts_named(&index, text, &|engine, deadline| searched(engine, deadline, text, &options));
            assert!(!parts.is_empty(), "{text}");
        }
    }
}

#[test]
fn lists_of_words_stop() {
    let folder = tempfile::tempdir().unwrap();
    let index = write_archive(folder.path());
    for asked in [VocabularyQuery::Prefix("*a*".to_owned()), VocabularyQuery::Fuzzy("wahl".to_owned())] {
        let parts = parts_named(&index, "words", &|engine, deadline| match list_vocabulary_until(
            deadline, engine, &asked, 20,
        ) {
            Ok(words) => Ok(format!("{words:?}")),
            Err(VocabularyError::TimeLimit(reached)) => Err(reached),
            Err(other) => panic!("{other}"),
        });
        assert_eq!(parts.len(), 1, "{parts:?}");
    }
}

#[test]
fn counting_by_reading_stops() {
    let folder = tempfile::tempdir().unwrap();
    let index = folder.path().join("index");
    let words: Vec<String> = (0..10_001).map(|number| format!("w{number:05}a")).collect();
    let record = serde_json::json!({"headline": "words", "body": words.join(" "), "lang": "en"});
    let path = folder.path().join("words.jsonl");
    std::fs::write(&path, format!("{record}\n")).unwrap();
    let mut archive = LockedArchive::open(&index, "test").unwrap();
    archive.add(&[path], &ReadingOptionsPatch::default(), &IndexingOptions::default(), &Unwatched).unwrap();
    let text = "w0* NEAR/3 w1*a";
    let parts = parts_named(&index, text, &|engine, deadline| counted(engine, deadline, text, None));
    assert!(parts.contains(text), "{parts:?}");
}

#[test]
fn a_suggestion_out_of_time_is_left_out() {
    let folder = tempfile::tempdir().unwrap();
    let index = write_archive(folder.path());
    let engine = open_reader(&index).unwrap();
    let suggested = |deadline: &Deadline| {
        time_limit(search_until(deadline, &*engine, &query("brigde"), &SearchOptions::default()))
            .map(|results| (results.total, results.suggestion))
    };
    assert_eq!(suggested(&Deadline::default()).unwrap(), (0, Some("bridge".to_owned())));
    let outcomes: Vec<_> = (0..5_000).step_by(5).map(|look| suggested(&Deadline::at_look(look)).ok()).collect();
    let (first, last) = (outcomes.first().unwrap(), outcomes.last().unwrap());
    assert_eq!((first, last), (&None, &Some((0, Some("bridge".to_owned())))));
    assert!(outcomes.contains(&Some((0, None))));
}
