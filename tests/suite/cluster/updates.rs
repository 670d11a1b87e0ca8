//! After every kind of change both archives have the same articles and the same answers.

use super::faulty_proxy::FaultyProxy;
use super::pair::Pair;
use super::test_cluster::cluster;
use crate::support::Case;
use std::fs;

/// The report of a writing command as JSON.
const JSON: [&str; 2] = ["--format", "json"];

#[test]
fn both_follow_every_change() {
    let Some(cluster) = cluster() else { return };
    let (pair, index) = Pair::new(&cluster);
    let case = &pair.case;
    let run = |arguments: &[&str]| {
        pair.same(&[arguments, &JSON].concat());
        pair.assert_same_contents();
    };
    for number in 1..=30 {
        let body =
            format!("Report {number}: the tide came in over the harbour wall. {}", "Water rose. ".repeat(number));
        case.article(&format!("{}/{number}.txt", number % 3), &format!("Story {number}"), &body);
    }
    let export: String = (1..=40)
        .map(|number| {
            let source = ["Gazette", "Courier", ""][number % 3];
            let record = serde_json::json!({"id": format!("e{number}"), "headline": format!("Export {number}"),
                "body": "The tide went out, der Deich hielt.", "source": source,
                "published": format!("20{:02}-03-0{}", number % 20 + 1, number % 9 + 1)});
            format!("{record}\n")
        })
        .collect();
    case.write("export.jsonl", &export);
    run(&["index", "news"]);
    cluster.assert_holds(&index);
    run(&["index"]);

    // New, changed, deleted, moved, and an export that became shorter.
    case.article("0/new.txt", "New story", "A new tide.").article("1/1.txt", "Edited story", "The tide turned.");
    fs::remove_file(case.news().join("2/2.txt")).unwrap();
    fs::rename(case.news().join("0/3.txt"), case.news().join("moved.txt")).unwrap();
    case.write("export.jsonl", export.split_inclusive('\n').skip(5).take(20).collect::<String>());
    run(&["index"]);

    // A folder that is unavailable, and comes back.
    fs::rename(case.news().join("1"), case.root().join("away")).unwrap();
    run(&["index"]);
    fs::rename(case.root().join("away"), case.news().join("1")).unwrap();
    run(&["index"]);

    run(&["remove", "news/0/6.txt"]);
    run(&["index"]);
    run(&["add", "news/0/6.txt"]);
    let id = pair.same(&["search", "headline:export", "--format", "ids", "-n", "1"]).stdout;
    run(&["remove", id.trim()]);
    run(&["index", "--verify"]);

    let stream = "{\"id\": \"s\", \"title\": \"From a stream\", \"body\": \"The tide.\"}\n{\"id\": \"t\", \"title\": \"Another\", \"body\": \"Neap tide.\"}\n{broken\n";
    pair.same_with_input(&["add", "-"], stream);
    pair.assert_same_contents();
    pair.same_with_input(&["add", "-"], &stream.replace("From a stream", "Again from a stream"));
    pair.assert_same_contents();
    run(&["remove", "--skipped"]);

    // The reports count articles of two streams with one id differently.
    for archive in &pair.archives {
        case.expect(0, &["index", "--rebuild", "--index", archive.to_str().unwrap()]);
    }
    pair.assert_same_contents();
    run(&["index"]);
    run(&["index", "--dry-run"]);
    run(&["forget", "news"]);
    run(&["index", "news"]);
    let words = ["tide", "harbour", "story", "report", "water", "deich"];
    cluster.assert_copies_agree(&index, &words);

    // The second run of an archive without a folder.
    fs::remove_dir_all(case.news()).unwrap();
    pair.same(&["index"]);
    pair.assert_same_contents();
    fs::create_dir(case.news()).unwrap();
    pair.same(&["index"]);
    run(&["index", "--allow-empty"]);
}

#[test]
fn languages_settle_alike() {
    let Some(cluster) = cluster() else { return };
    let (pair, _) = Pair::new(&cluster);
    for number in 1..=4 {
        let name = format!("de/{number}.txt");
        pair.case.article(
            &name,
            "Hochwasser am Deich",
            "Der Deich hat in der Nacht gehalten, und die Stadt ist nicht überflutet.",
        );
    }
    // Too short for a sure language: it follows its folder.
    pair.case.article("de/kurz.txt", "Deich hielt", "Wasser fällt.");
    pair.same(&["index", "news", "--format", "json"]);
    pair.same(&["count", "words:>=0", "--by", "lang"]);
    for number in 5..=20 {
        let name = format!("de/{number}.txt");
        pair.case.article(
            &name,
            "The wall has held",
            "The wall was there in the night, and the town is not under water.",
        );
    }
    pair.same(&["index", "--format", "json"]);
    pair.same(&["count", "words:>=0", "--by", "lang"]);
    pair.assert_same_contents();
}

#[test]
fn an_article_that_the_cluster_refuses_is_left_out_with_its_reason() {
    let Some(cluster) = cluster() else { return };
    let (pair, index) = Pair::new(&cluster);
    let (case, archive) = (&pair.case, pair.archives[1].to_str().unwrap());
    case.article("a.txt", "Harbour", "The tide came in.");
    // A source longer than any term of Lucene.
    let records = [("1", "Courier".to_owned()), ("2", "Courier ".repeat(6_000)), ("3", "Gazette".to_owned())];
    let line = |(id, source): (&str, String)| {
        format!("{}\n", serde_json::json!({"id": id, "headline": "Tide", "body": "The tide.", "source": source}))
    };
    case.write("export.jsonl", records.map(line).concat());
    for run in ["first", "again", "rebuild"] {
        let options = if run == "rebuild" { &["index", "--rebuild"][..] } else { &["index", "news"] };
        let report = case.run(&[options, &["--index", archive]].concat());
        if run != "again" {
            assert_eq!(report.code, 4, "{run}: {}", report.stderr);
            assert!(
                report.stderr.contains("export.jsonl:2: the index refuses the article"),
                "{run}: {}",
                report.stderr
            );
        }
        let found = case.expect(0, &["count", "tide", "--index", archive, "--format", "json"]).json();
        assert_eq!(found["articles"], 3, "{run}");
    }
    cluster.assert_holds(&index);
}

#[test]
fn versions_settle_alike() {
    let Some(cluster) = cluster() else { return };
    let (pair, _) = Pair::new(&cluster);
    let item = |file: &str, version: &str, status: &str| {
        let item = serde_json::json!({
            "uri": "urn:post:tide", "type": "text", "version": version, "pubstatus": status,
            "versioncreated": "2015-11-14T06:30:00Z", "headline": "Tide", "body_text": format!("The tide of {file}."),
        });
        pair.case.write(file, item.to_string());
    };
    let compare = |indexed: &[&str]| {
        pair.same(indexed);
        pair.assert_same_contents();
        for query in ["tide", "superseded:yes", "tide --all-versions"] {
            let words: Vec<&str> = query.split(' ').collect();
            pair.same(&[&["count"], &words[..], &JSON].concat());
        }
    };
    item("1.json", "1", "usable");
    pair.case.article("other.txt", "Tide tables", "High tide at noon.");
    compare(&["index", "news", "--format", "json"]);
    for (file, version, status) in [("3.json", "10", "usable"), ("2.json", "9", "usable"), ("4.json", "11", "canceled")]
    {
        item(file, version, status);
        compare(&["index", "--format", "json"]);
    }
    for file in ["4.json", "3.json"] {
        fs::remove_file(pair.case.news().join(file)).unwrap();
        compare(&["index", "--format", "json"]);
    }
}

#[test]
fn an_unchanged_run_asks_for_no_more_than_the_state_of_the_index() {
    let Some(cluster) = cluster() else { return };
    let case = Case::new();
    let item = |version: u32| {
        format!(
            r#"{{"uri":"urn:post:tide","type":"text","version":"{version}","headline":"Tide","body_text":"High tide."}}"#
        )
    };
    case.write("1.json", item(1));
    case.write("2.json", item(2));
    let proxy = FaultyProxy::before(&cluster.first_address());
    let index = format!("{}/{}", proxy.address, cluster.new_index());
    case.expect(0, &["index", "news", "--cluster", &index, "--shards", "1", "--replicas", "0"]);
    proxy.spoil(None);
    case.expect(0, &["index"]);
    let unchanged = proxy.spoil(None);
    case.article("other.txt", "Tide tables", "High tide at noon.");
    case.expect(0, &["index"]);
    let changed = proxy.spoil(None);
    // The state and the alias are read; a search would make more.
    assert!(unchanged <= 6 && changed > 6, "{unchanged} requests, {changed} after a change");
}
