//! Several processes and threads on one archive: writers wait for each other, and readers see committed states only.

use crate::support::Case;
use dateline::ingest::LockedArchive;
use dateline::{Archive, Query};
use std::collections::HashSet;
use std::io::Write;
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// Starts a command in the folder of a case.
fn spawn(case: &Case, arguments: &[&str]) -> Child {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin("dateline"));
    command.args(arguments).current_dir(case.root());
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

#[test]
fn processes_that_add_at_once_lose_nothing() {
    // Of the first eight, one also has to create the archive.
    let case = Case::in_memory();
    for round in 0..2 {
        let mut writers: Vec<Child> = (0..8).map(|_| spawn(&case, &["add", "-"])).collect();
        for (number, writer) in writers.iter_mut().enumerate() {
            let article = format!("{{\"headline\": \"Story {round} {number}\", \"body\": \"The tide came in.\"}}\n");
            writer.stdin.take().unwrap().write_all(article.as_bytes()).unwrap();
        }
        for writer in writers {
            let output = writer.wait_with_output().unwrap();
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        }
    }
    let mut headlines = case.headlines("tide");
    headlines.sort();
    let expected: Vec<String> =
        (0..2).flat_map(|round| (0..8).map(move |number| format!("Story {round} {number}"))).collect();
    assert_eq!(headlines, expected);
    case.expect(0, &["index", "--rebuild"]);
    assert_eq!(case.headlines("tide").len(), expected.len());
}

#[test]
fn a_command_waits_as_long_as_it_is_told() {
    let case = Case::in_memory();
    case.article("a.txt", "Flood warning", "The river rose.").index(0);
    let lock = LockedArchive::open(&case.root().join("index"), "dateline test").unwrap();
    for arguments in [
        &["index", "--wait", "0"][..],
        &["index", "--rebuild", "--wait", "0"],
        &["add", "news/a.txt", "--wait", "0"],
        &["remove", "news/a.txt", "--wait", "0"],
        &["remove", "--skipped", "--wait", "0"],
        &["forget", "news", "--wait", "0"],
        &["index", "--wait", "1"],
    ] {
        let told = case.expect(3, arguments).stderr;
        assert!(told.contains("dateline test") && told.contains("--wait SECONDS"), "{told}");
    }
    // Reading, and counting what would change, needs no lock.
    case.expect(0, &["index", "--dry-run"]);
    assert_eq!(case.headlines("river"), ["Flood warning"]);
    let waiting = [&["index"][..], &["index", "--quiet"]].map(|arguments| spawn(&case, arguments));
    std::thread::sleep(Duration::from_millis(1700));
    drop(lock);
    let [told, quiet] = waiting.map(|command| command.wait_with_output().unwrap());
    assert!(told.status.success() && quiet.status.success());
    let told = String::from_utf8(told.stderr).unwrap();
    assert!(told.starts_with("waiting for “dateline test”") && told.matches("waiting for").count() == 1, "{told}");
    assert_eq!(String::from_utf8_lossy(&quiet.stderr), "");
}

/// Sets a flag when it is dropped.
struct SetAtEnd<'a>(&'a AtomicBool);

impl Drop for SetAtEnd<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

const EVERYTHING: &str = "words:>=0";

/// The states that were or are being committed: the edition that all articles have, and their number.
type States = Mutex<HashSet<(String, usize)>>;

/// Asserts that the articles that a reader found are one committed state.
fn assert_committed(headlines: &[String], states: &States) {
    let edition = headlines.first().unwrap();
    assert!(headlines.iter().all(|headline| headline == edition), "a mixture: {headlines:?}");
    let state = (edition.clone(), headlines.len());
    assert!(states.lock().unwrap().contains(&state), "{state:?} was never committed");
}

fn read_in_library(case: &Case, states: &States) {
    let everything = Query::parse(EVERYTHING).unwrap();
    let archive = Archive::open(case.root().join("index")).unwrap();
    let headlines = || -> Vec<String> {
        let page = archive.search(&everything).limit(100).run().unwrap();
        assert_eq!(page.total(), page.hits().len());
        page.hits().map(|hit| hit.article().headline.clone()).collect()
    };
    let first = headlines();
    assert_committed(&first, states);
    // The content of an open archive does not change, whatever is committed, merged and removed meanwhile.
    std::thread::sleep(Duration::from_millis(5));
    assert_eq!(archive.count(&everything).unwrap().articles, first.len() as u64);
    assert_eq!(headlines(), first);
}

#[test]
fn readers_see_committed_states_only() {
    const ROUNDS: usize = 24;
    const FILES: usize = 12;
    let case = Case::in_memory();
    let states = States::default();
    let write = |edition: usize| {
        for number in 0..FILES {
            case.article(&format!("{number}.txt"), &format!("Edition {edition}"), "The tide came in.");
        }
        format!("Edition {edition}")
    };
    let announce = |edition: &str, articles: usize| {
        states.lock().unwrap().insert((edition.to_owned(), articles));
    };
    announce(&write(0), FILES);
    case.index(0);
    let is_done = AtomicBool::new(false);
    let until_done = |read: &dyn Fn()| {
        let mut times = 0;
        while !is_done.load(Ordering::Relaxed) {
            read();
            times += 1;
        }
        times
    };
    let in_library = || until_done(&|| read_in_library(&case, &states));
    let in_process = || until_done(&|| assert_committed(&case.headlines(EVERYTHING), &states));
    let read = std::thread::scope(|scope| {
        let readers = [scope.spawn(in_library), scope.spawn(in_library), scope.spawn(in_process)];
        // The readers must end, however this thread ends.
        let done = SetAtEnd(&is_done);
        let mut articles = FILES;
        for edition in 1..=ROUNDS {
            let text = write(edition);
            announce(&text, articles);
            match edition % 8 {
                0 => drop(case.expect(0, &["index", "--rebuild"])),
                _ => drop(case.expect(0, &["index"])),
            }
            match edition % 6 {
                2 => {
                    articles -= 1;
                    announce(&text, articles);
                    case.expect(0, &["remove", "news/3.txt"]);
                }
                4 => {
                    articles += 1;
                    announce(&text, articles);
                    case.expect(0, &["add", "news/3.txt"]);
                }
                _ => {}
            }
        }
        drop(done);
        readers.map(|reader| reader.join().unwrap())
    });
    assert!(read.iter().all(|times| *times >= 5), "the readers read {read:?} times");
}
