//! `dateline backup`: consistent, incremental, usable and restorable copies of an archive.

use crate::support::{Case, copy_folder, counts};
use dateline::ingest::LockedArchive;
use dateline::{Archive, Error, Query};
use std::fs;
use std::path::Path;

const STREAM: &str =
    "{\"headline\": \"One\", \"body\": \"Tide tables.\"}\n{\"headline\": \"Two\", \"body\": \"Tide.\"}\n";

/// Returns three files, two articles from standard input, and one article removed by hand.
fn archive() -> Case {
    let case = Case::in_memory();
    for name in ["Alpha", "Beta", "Gamma"] {
        case.article(&format!("{name}.txt"), name, "Tide tables.");
    }
    case.index(0);
    case.command(&["add", "-"]).write_stdin(STREAM).assert().success();
    case.expect(0, &["remove", "news/Gamma.txt"]);
    case
}

/// Returns all articles of an archive with their ids and the times at which they were first seen, sorted by headline.
fn articles(archive: &Path) -> Vec<(String, String, i64)> {
    let archive = Archive::open(archive).unwrap();
    let page = archive.search(&Query::parse("words:>=0").unwrap()).limit(100).run().unwrap();
    let mut articles: Vec<_> = page
        .hits()
        .map(|hit| (hit.article().headline.clone(), hit.article().id.to_string(), hit.article().added))
        .collect();
    articles.sort();
    articles
}

fn headlines(archive: &Path) -> Vec<String> {
    articles(archive).into_iter().map(|(headline, ..)| headline).collect()
}

/// Returns the numbers of files kept, linked and copied.
fn back_up(case: &Case, arguments: &[&str]) -> [u64; 3] {
    let report = case.expect(0, &[&["backup", "backup", "--format", "json"], arguments].concat()).json();
    ["kept", "linked", "copied"].map(|name| report[name].as_u64().unwrap())
}

#[test]
fn a_later_backup_copies_only_what_is_new() {
    for options in [&[][..], &["--copy"]] {
        let case = archive();
        let [index, backup] = ["index", "backup"].map(|name| case.root().join(name));
        let first = back_up(&case, options);
        assert_eq!((first[0], first[1] > 0, first[2] > 0), (0, options.is_empty(), !options.is_empty()), "{first:?}");
        assert_eq!(articles(&backup), articles(&index));
        let again = back_up(&case, options);
        assert_eq!(again, [first[1] + first[2], 0, 0]);
        case.article("Delta.txt", "Delta", "Tide tables.").index(0);
        let earlier = Archive::open(&backup).unwrap();
        let later = back_up(&case, options);
        assert_eq!(later[0], again[0], "{later:?}");
        assert!((1..=8).contains(&(later[1] + later[2])), "{later:?}");
        assert_eq!(articles(&backup), articles(&index));
        // A reader of the earlier backup still has it.
        assert_eq!(earlier.count(&Query::parse("tide").unwrap()).unwrap().articles, 4);
        assert_eq!(earlier.articles_named(&articles(&index)[0].1).unwrap().len(), 1);
        let stores = fs::read_dir(&backup).unwrap().flatten().filter(|entry| entry.path().is_dir()).count();
        assert_eq!(stores, 2, "one store, and the streams");
    }
}

#[test]
fn a_backup_is_an_archive() {
    let case = archive();
    let [index, backup] = ["index", "backup"].map(|name| case.root().join(name));
    let before = articles(&index);
    back_up(&case, &[]);
    let report = case.expect(0, &["index", "--index", "backup", "--format", "json"]).json();
    assert_eq!((counts(&report, "files"), counts(&report, "articles")), ([0, 0, 3, 0, 0], [0, 0, 2, 0, 0]));
    // Nothing was written, so it is still a backup.
    back_up(&case, &[]);
    case.expect(0, &["index", "--rebuild", "--index", "backup"]);
    assert_eq!(articles(&backup), before);
    case.article("Alpha.txt", "Edited", "Tide tables.");
    case.expect(0, &["index", "--index", "backup"]);
    assert_eq!(headlines(&backup), ["Beta", "Edited", "One", "Two"]);
    assert_eq!(articles(&index), before, "the archive is independent of its backup");
    let refused = case.expect(2, &["backup", "backup"]).stderr;
    assert!(refused.contains("written to since"), "{refused}");
}

#[test]
fn a_backup_restores_a_damaged_or_deleted_archive() {
    for in_place in [false, true] {
        let case = archive();
        let index = case.root().join("index");
        let before = articles(&index);
        back_up(&case, if in_place { &["--copy"] } else { &[] });
        if in_place {
            // Simulates a damaged disk.
            for file in fs::read_dir(index.join("store-1/index")).unwrap().flatten() {
                fs::write(file.path(), "damaged").unwrap();
            }
            fs::write(index.join("catalogue.json"), "damaged").unwrap();
            case.expect(3, &["search", "tide"]);
            // The backup is not replaced by a damaged archive.
            case.expect(3, &["backup", "backup"]);
        }
        fs::remove_dir_all(&index).unwrap();
        assert_eq!(articles(&case.root().join("backup")), before);
        case.article("Delta.txt", "Delta", "Tide tables.");
        fs::remove_file(case.news().join("Beta.txt")).unwrap();
        copy_folder(&case.root().join("backup"), &index);
        assert_eq!(articles(&index), before);
        let report = case.expect(0, &["index", "--format", "json"]).json();
        assert_eq!(counts(&report, "files"), [1, 0, 2, 1, 0]);
        assert_eq!(headlines(&index), ["Alpha", "Delta", "One", "Two"]);
        // The restored archive continues with the same backup.
        back_up(&case, &[]);
        assert_eq!(articles(&case.root().join("backup")), articles(&index));
    }
}

#[test]
fn a_backup_beside_a_writer_lacks_only_the_manifest() {
    let case = archive();
    let [index, backup] = ["index", "backup"].map(|name| case.root().join(name));
    let before = articles(&index);
    let lock = LockedArchive::open(&index, "dateline test").unwrap();
    let outcome = case.expect(0, &["backup", "backup", "--wait", "0"]);
    assert!(outcome.stderr.contains("being written by “dateline test”"), "{}", outcome.stderr);
    // The writer itself can make a backup while it holds the archive, and so can the library.
    assert!(lock.backup(&backup, true).unwrap().has_manifest);
    assert!(!Archive::open(&index).unwrap().backup(&backup, true).unwrap().has_manifest);
    drop(lock);
    assert_eq!(articles(&backup), before);
    case.article("Delta.txt", "Delta", "Tide tables.");
    fs::remove_file(case.news().join("Beta.txt")).unwrap();
    std::thread::sleep(std::time::Duration::from_millis(1_100));
    let report = case.expect(0, &["index", "--index", "backup", "--format", "json"]).json();
    assert_eq!(counts(&report, "articles"), [1, 0, 3, 1, 0]);
    let after = articles(&backup);
    let unchanged: Vec<_> = before.into_iter().filter(|(headline, ..)| headline != "Beta").collect();
    assert!(unchanged.iter().all(|article| after.contains(article)), "{after:?}");
    assert_eq!(headlines(&backup), ["Alpha", "Delta", "One", "Two"]);
}

#[test]
fn a_folder_that_cannot_take_a_backup_is_left_alone() {
    let case = archive();
    let root = case.root();
    fs::create_dir(root.join("other")).unwrap();
    fs::write(root.join("other/file"), "kept").unwrap();
    case.expect(0, &["index", "news", "--exclude", "excluded", "--index", "archive"]);
    for (folder, reason) in [
        ("index", "archive itself"),
        ("index/backup", "archive itself"),
        (".", "archive itself"),
        ("news", "would be indexed"),
        ("news/a/b", "would be indexed"),
        ("other", "other files"),
        ("archive", "other files"),
    ] {
        let refused = case.expect(2, &["backup", folder]).stderr;
        assert!(refused.contains("cannot back up to") && refused.contains(reason), "{folder}: {refused}");
    }
    assert!(!root.join("index/backup").exists() && !root.join("news/a").exists());
    assert_eq!(fs::read_dir(root.join("other")).unwrap().count(), 1);
    assert!(matches!(
        Archive::open(root.join("index")).unwrap().backup(root.join("other"), true),
        Err(Error::Ingest(_))
    ));
    // Hidden and excluded folders are not indexed.
    case.expect(0, &["backup", "news/.backup"]);
    case.expect(0, &["backup", "news/excluded/backup", "--index", "archive"]);
    case.expect(2, &["backup", "news/.backup", "--index", "archive"]);
    let files = case.expect(0, &["index", "--index", "archive", "--format", "json"]).json();
    assert_eq!(counts(&files, "files"), [0, 0, 3, 0, 0]);
    case.expect(3, &["backup", "elsewhere", "--index", "missing"]);
    assert!(!root.join("elsewhere").exists());
}

#[test]
fn backups_of_a_busy_archive_are_committed_states() {
    let case = Case::in_memory();
    let [index, backup] = ["index", "backup"].map(|name| case.root().join(name));
    let write = |edition: usize| {
        for number in 0..8 {
            case.article(&format!("{number}.txt"), &format!("Edition {edition}"), "The tide came in.");
        }
        let article =
            format!("{{\"id\": \"s\", \"headline\": \"Stream {edition}\", \"body\": \"The tide came in.\"}}\n");
        case.command(&["add", "-"]).write_stdin(article).assert().success();
    };
    write(0);
    case.index(0);
    std::thread::scope(|scope| {
        let writer = scope.spawn(|| {
            for edition in 1..=12 {
                write(edition);
                case.expect(0, if edition % 5 == 0 { &["index", "--rebuild"] } else { &["index"] });
            }
        });
        while !writer.is_finished() {
            Archive::open(&index).unwrap().backup(&backup, true).unwrap();
            let headlines = headlines(&backup);
            let editions: Vec<_> = headlines.iter().filter(|headline| headline.starts_with("Edition")).collect();
            assert!(editions.len() == 8 && editions.iter().all(|edition| *edition == editions[0]), "{headlines:?}");
            assert_eq!(headlines.len(), 9, "{headlines:?}");
        }
        writer.join().unwrap();
    });
    back_up(&case, &[]);
    let after = articles(&index);
    assert_eq!(articles(&backup), after);
    case.expect(0, &["index", "--rebuild", "--index", "backup"]);
    assert_eq!(articles(&backup), after);
}
