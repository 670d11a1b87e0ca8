//! A damaged file of an archive is harmless or reported, whatever the file and the damage, and the documented repair brings every article back.

use crate::fuzz_targets::archives::{answers, files};
use crate::support::{Case, copy_folder};
use dateline::library::{ArchiveFault, CheckReport, IngestError, check};
use std::fs;

/// Damage to the bytes of a file, at a relative position from 0 to 1.
type Damage = fn(&mut Vec<u8>, f64);

const DAMAGES: [Damage; 4] = [
    |bytes, place| {
        let at = (bytes.len().saturating_sub(1) as f64 * place) as usize;
        if let Some(byte) = bytes.get_mut(at) {
            *byte ^= 1 << (at % 8);
        }
    },
    |bytes, place| {
        let at = (bytes.len().saturating_sub(8) as f64 * place) as usize;
        bytes.iter_mut().skip(at).take(8).for_each(|byte| *byte = 0xFF);
    },
    |bytes, place| {
        let at = (bytes.len().saturating_sub(64) as f64 * place) as usize;
        bytes.iter_mut().skip(at).take(64).for_each(|byte| *byte = 0);
    },
    |bytes, place| bytes.truncate((bytes.len() as f64 * place) as usize),
];

/// An archive with two segments, a removed article, and articles from standard input.
fn archive() -> Case {
    let case = Case::in_memory();
    for number in 1..=12 {
        case.article(
            &format!("{number:02}.txt"),
            &format!("Story {number}"),
            "The tide came in over the harbour wall.",
        );
    }
    case.index(0);
    fs::remove_file(case.news().join("12.txt")).unwrap();
    case.article("13.txt", "Story 13", "The tide went out.");
    case.index(0);
    let stream = "{\"id\": \"s1\", \"title\": \"Story 21\", \"body\": \"Spring tide.\"}\n\
                  {\"id\": \"s2\", \"title\": \"Story 22\", \"body\": \"Neap tide.\"}\n";
    case.command(&["add", "-"]).write_stdin(stream).assert().success();
    case
}

const ARTICLES: usize = 14;

#[test]
fn damage_of_any_file_is_harmless_or_reported_and_a_rebuild_brings_everything_back() {
    let case = archive();
    let (index, sound) = (case.root().join("index"), case.root().join("sound"));
    copy_folder(&index, &sound);
    let expected = answers(&index).unwrap();
    let files = files(&index);
    for extension in ["idx", "term", "pos", "fast", "fieldnorm", "store", "del", "json", "jsonl", "redb"] {
        assert!(files.iter().any(|file| file.extension().is_some_and(|found| found == extension)), "{extension}");
    }
    for (number, file) in files.iter().enumerate() {
        for (kind, damage) in DAMAGES.iter().enumerate() {
            let place = (number * DAMAGES.len() + kind) as f64 * 0.618 % 1.0;
            let mut bytes = fs::read(file).unwrap();
            damage(&mut bytes, place);
            fs::write(file, bytes).unwrap();
            let damage = format!("damage {kind} at {place:.2} of {}", file.display());
            let answered = answers(&index);
            if let Ok(answers) = &answered {
                assert_eq!(*answers, expected, "wrong in silence: {damage}");
            }
            let checked = check(&index, true, "a test");
            if answered.is_err() {
                let is_reported = checked.as_ref().map_or(true, CheckReport::has_damage);
                assert!(is_reported, "check is content after {damage}: {checked:?}");
            }
            // Only the catalogue cannot be rebuilt from the rest.
            if !matches!(checked, Err(IngestError::Catalogue { .. })) && kind == number % DAMAGES.len() {
                let outcome = case.run(&["index", "--rebuild"]);
                assert!(matches!(outcome.code, 0 | 4), "{damage}: {}", outcome.stderr);
                assert_eq!(case.headlines("words:>=0").len(), ARTICLES, "{damage}: {}", outcome.stderr);
                let report = check(&index, true, "a test").unwrap();
                let only_copies = |fault: &ArchiveFault| matches!(fault, ArchiveFault::AddedCopy { .. });
                assert!(report.faults.iter().all(only_copies), "{damage}: {report:?}");
            }
            fs::remove_dir_all(&index).unwrap();
            copy_folder(&sound, &index);
        }
    }
}

#[test]
fn damage_with_the_time_of_a_file_kept_is_found_by_a_check() {
    let case = archive();
    let index = case.root().join("index");
    for file in files(&index.join("store-1/index")) {
        let before = fs::read(&file).unwrap();
        let modified = fs::metadata(&file).unwrap().modified().unwrap();
        for place in [0, before.len() / 2, before.len() - 1] {
            let mut bytes = before.clone();
            bytes[place] ^= 0x10;
            fs::write(&file, bytes).unwrap();
            fs::File::options().write(true).open(&file).unwrap().set_modified(modified).unwrap();
            assert!(check(&index, false, "a test").unwrap().has_damage(), "byte {place} of {}", file.display());
        }
        fs::write(&file, before).unwrap();
    }
    assert!(check(&index, false, "a test").unwrap().is_sound());
}

#[test]
fn check_tells_what_is_wrong_and_what_mends_it() {
    let case = archive();
    let archive = case.root().join("index");
    insta::assert_snapshot!(case.expect(0, &["check"]).stdout, @"sound: 14 articles from 14 files
");
    case.article("14.txt", "Story 14", "Tide.").article("01.txt", "Story 1", "Edited.");
    fs::remove_file(case.news().join("02.txt")).unwrap();
    fs::create_dir(archive.join("store-9")).unwrap();
    fs::write(archive.join("store-1/index/0.idx"), "").unwrap();
    fs::write(archive.join("added/9.part"), "{").unwrap();
    insta::assert_snapshot!(case.expect(0, &["check"]).stdout, @"
    index/store-9 is left of an interrupted run; the next one removes it
    index/store-1/index/0.idx is left of an interrupted run; the next one removes it
    index/added/9.part is left of an interrupted run; the next one removes it
    news has files that are not indexed as they are: 1 new, 1 changed, 1 gone
    sound: 14 articles from 14 files

    bring the archive up to date: dateline index --index index
    ");
    insta::assert_snapshot!(case.expect(0, &["check", "--repair"]).stdout, @"
    news has files that are not indexed as they are: 1 new, 1 changed, 1 gone
    sound: 14 articles from 14 files

    bring the archive up to date: dateline index --index index
    ");
    case.index(0);
    fs::remove_file(archive.join("store-1/manifest.redb")).unwrap();
    let report = case.expect(0, &["check", "--format", "json"]).json();
    assert_eq!(report["notices"][0]["kind"], "interrupted", "{report}");
    case.index(0);
    let copy = archive.join("added/00000000000000000001.jsonl");
    fs::write(&copy, fs::read_to_string(&copy).unwrap().replace("Spring", "Autumn")).unwrap();
    insta::assert_snapshot!(case.expect(3, &["check"]).stdout, @"
    added/00000000000000000001.jsonl: the copy of what was added has changed; the index still has its articles
    not sound: 1 fault

    do not delete the index: a rebuild takes these articles from it
    ");
    let outcome = case.expect(4, &["index", "--rebuild"]);
    assert!(outcome.stderr.contains("the kept copy has changed"), "{}", outcome.stderr);
    case.expect(0, &["index"]);
    assert_eq!(case.headlines("spring"), ["Story 21"]);
    assert!(case.headlines("autumn").is_empty());
    case.run(&["forget", "no-such-folder"]);
    case.expect(3, &["check", "--index", "no-such-index"]);
}

#[test]
fn an_article_that_two_files_have_is_removed_from_both() {
    let case = Case::new();
    let record = |id: &str| format!("{{\"id\": \"{id}\", \"title\": \"Story {id}\", \"body\": \"Spring tide.\"}}\n");
    case.write("one.jsonl", record("a") + &record("b")).write("two.jsonl", record("b") + &record("c"));
    case.index(0);
    case.expect(0, &["remove", "news/one.jsonl"]);
    assert_eq!(case.headlines("tide"), ["Story c"]);
    let checked = case.expect(0, &["check"]);
    assert!(checked.stdout.starts_with("sound: 1 article from 1 file"), "{}", checked.stdout);
}
