//! Versions of an article: searches find the current one, whatever was indexed or removed in whatever order.

use crate::support::Case;
use serde_json::{Value, json};
use std::fs;

/// A ninjs item about the tide.
fn item(id: &str, version: &str, status: &str, text: &str) -> String {
    json!({
        "uri": format!("urn:post:{id}"), "type": "text", "version": version, "pubstatus": status,
        "versioncreated": "2015-11-14T06:30:00Z", "headline": format!("Tide {id}"), "body_text": text,
    })
    .to_string()
}

/// Returns the versions and states of the articles that a search finds, sorted.
fn found(case: &Case, more: &[&str]) -> Vec<String> {
    let arguments = [&["search", "tide", "-n", "99", "--format", "ids"], more].concat();
    let ids = case.run(&arguments).stdout;
    let mut versions = Vec::new();
    for id in ids.split_whitespace().collect::<std::collections::BTreeSet<_>>() {
        let shown = case.expect(0, &["show", id, "--format", "json"]).json();
        let articles: Vec<Value> = shown.as_array().cloned().unwrap_or_else(|| vec![shown]);
        versions.extend(articles.iter().map(|article| {
            let state = if article["superseded"] == true { " superseded" } else { "" };
            format!("{} {}{state}", article["own_id"].as_str().unwrap(), article["version"].as_str().unwrap_or("-"))
        }));
    }
    versions.sort();
    versions
}

fn count(case: &Case, more: &[&str]) -> u64 {
    let outcome = case.run(&[&["count", "tide", "--format", "json"], more].concat());
    outcome.json()["articles"].as_u64().unwrap()
}

#[test]
fn a_search_finds_the_current_version_alone() {
    let case = Case::new();
    case.write("a.json", item("a", "9", "usable", "The tide rose."))
        .write("z.json", item("z", "1", "usable", "A tide."));
    case.index(0);
    assert_eq!((count(&case, &[]), count(&case, &["--all-versions"])), (2, 2));

    case.write("b.json", item("a", "10", "usable", "The tide rose by two metres."));
    case.index(0);
    assert_eq!((count(&case, &[]), count(&case, &["--all-versions"])), (2, 3));
    assert_eq!(found(&case, &[]), ["urn:post:a 10", "urn:post:a 9 superseded", "urn:post:z 1"]);
    let current = case.expect(0, &["search", "tide metres", "--match", "all", "--format", "json"]).json();
    assert_eq!((&current["total"], &current["hits"][0]["superseded"]), (&json!(1), &json!(false)));
    let earlier = case.expect(0, &["search", "tide superseded:yes", "--format", "json"]).json();
    assert_eq!((&earlier["total"], &earlier["hits"][0]["superseded"]), (&json!(1), &json!(true)));
    assert_eq!(case.expect(0, &["count", "superseded:no", "--format", "json"]).json()["articles"], 2);
    let lines = |more: &[&str]| case.expect(0, &[&["kwic", "tide"], more].concat()).stdout.lines().count();
    assert_eq!((lines(&[]), lines(&["--all-versions"])), (2 * 2, 3 * 2));
    assert_eq!(case.expect(0, &["stats", "--format", "json"]).json()["superseded"], 1);
    assert!(case.expect(0, &["stats"]).stdout.contains("superseded: 1 "));

    // The file of the current version is deleted: the previous version is current again.
    fs::remove_file(case.news().join("b.json")).unwrap();
    case.index(0);
    assert_eq!(found(&case, &[]), ["urn:post:a 9", "urn:post:z 1"]);
    assert_eq!(case.expect(0, &["stats", "--format", "json"]).json()["superseded"], 0);
    case.expect(0, &["check"]);
}

#[test]
fn a_withdrawn_article_is_left_out_with_its_earlier_versions() {
    let case = Case::new();
    case.write("1.json", item("a", "1", "usable", "The tide rose."));
    case.write("2.json", item("a", "2", "canceled", "The tide did not rise."));
    case.write("z.json", item("z", "1", "withheld", "A tide."));
    case.index(0);
    assert_eq!((count(&case, &[]), count(&case, &["--all-versions"])), (0, 3));
    case.write("3.json", item("a", "3", "usable", "The tide rose after all."));
    case.index(0);
    assert_eq!((count(&case, &[]), count(&case, &["--all-versions"])), (1, 4));
    fs::remove_file(case.news().join("3.json")).unwrap();
    case.index(0);
    assert_eq!((count(&case, &[]), count(&case, &["--all-versions"])), (0, 3));
    fs::remove_file(case.news().join("2.json")).unwrap();
    case.index(0);
    assert_eq!(found(&case, &[]), ["urn:post:a 1"]);
}

#[test]
fn versions_in_one_file_and_from_streams_are_all_kept() {
    let case = Case::new();
    let lines = |versions: &[&str]| -> String {
        versions.iter().map(|version| item("a", version, "usable", &format!("Tide number {version}.")) + "\n").collect()
    };
    case.write("a.jsonl", lines(&["2", "3", "1"]));
    case.index(0);
    assert_eq!((count(&case, &[]), count(&case, &["--all-versions"])), (1, 3));
    let add = |text: String| case.command(&["add", "-"]).write_stdin(text).assert().success();
    add(lines(&["5", "4"]));
    assert_eq!((count(&case, &[]), count(&case, &["--all-versions"])), (1, 5));
    assert!(found(&case, &[]).contains(&"urn:post:a 5".to_owned()));

    // A broken record does not affect the articles read before.
    let broken = lines(&["2", "1"]) + "{\"uri\": broken\n";
    case.write("a.jsonl", broken);
    case.index(4);
    assert_eq!(count(&case, &["--all-versions"]), 5);
    case.expect(4, &["index", "--rebuild"]);
    assert_eq!(count(&case, &["--all-versions"]), 5);
    assert!(found(&case, &[]).contains(&"urn:post:a 5".to_owned()));
}

#[test]
fn any_order_of_adding_and_removing_and_a_rebuild_give_the_same() {
    let versions = [("1", "usable"), ("2", "usable"), ("2", "canceled"), ("10", "usable"), ("", "usable")];
    let mut random = 0x5EED_u64;
    let mut next = |below: usize| {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (random >> 33) as usize % below
    };
    let case = Case::in_memory();
    let mut present = [false; 10];
    for _ in 0..12 {
        for _ in 0..=next(3) {
            let file = next(present.len());
            present[file] = !present[file];
            let path = case.news().join(format!("{file}.json"));
            if present[file] {
                let (version, status) = versions[file % versions.len()];
                let id = ["a", "b"][file / versions.len()];
                fs::write(path, item(id, version, status, &format!("The tide, file {file}."))).unwrap();
            } else {
                fs::remove_file(path).unwrap();
            }
        }
        if present.contains(&true) {
            case.index(0);
            let fresh = Case::in_memory();
            for (file, _) in present.iter().enumerate().filter(|(_, present)| **present) {
                let name = format!("{file}.json");
                fresh.write(&name, fs::read(case.news().join(&name)).unwrap());
            }
            fresh.index(0);
            let all = ["--all-versions"];
            assert_eq!(found(&case, &all), found(&fresh, &all));
            assert_eq!(count(&case, &[]), count(&fresh, &[]));
        }
    }
    let before = found(&case, &["--all-versions"]);
    case.expect(0, &["index", "--rebuild"]);
    assert_eq!(found(&case, &["--all-versions"]), before);
}

#[test]
fn versions_of_one_file_are_no_fault_and_ids_without_versions_are_reported() {
    let case = Case::new();
    let item = |version: &str, text: &str| {
        serde_json::json!({
            "uri": "urn:post:tide", "type": "text", "version": version, "headline": "Tide", "body_text": text,
        })
    };
    case.write(
        "versions.json",
        serde_json::json!([item("1", "Low."), item("2", "High."), item("2", "High.")]).to_string(),
    );
    for (name, text) in [("a.json", "Boats left."), ("b.json", "Boats came back."), ("copy.json", "Boats left.")] {
        case.write(
            name,
            serde_json::json!({ "url": "https://post.example/boats", "title": "Boats", "text": text }).to_string(),
        );
    }
    case.expect(0, &["index", "news"]);
    let checked = case.expect(0, &["check", "--deep"]).stdout;
    assert!(checked.contains("3 articles without a version share the id "), "{checked}");
    assert!(checked.contains("sound: 6 articles from 4 files, every article read"), "{checked}");
    let json = case.expect(0, &["check", "--deep", "--format", "json"]).json();
    assert_eq!(json["shared_ids"].as_array().map(Vec::len), Some(1), "{json}");
    assert_eq!(json["shared_ids"][0]["articles"], 3, "{json}");
}
