//! `dateline add` and `dateline remove`: adding and removing single articles.

use crate::support::{Case, Outcome, counts};

fn add_stream(case: &Case, json_lines: &str) -> Vec<String> {
    let outcome = Outcome::of(case.command(&["add", "-"]).write_stdin(json_lines));
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    outcome.stdout.lines().map(str::to_owned).collect()
}

#[test]
fn single_files_are_added_without_their_folder() {
    let case = Case::new();
    case.article("a.txt", "Flood warning", "The river rose.");
    case.article("b.txt", "Ferry strike", "Crews stayed ashore.");
    let ids = case.expect(0, &["add", "news/a.txt"]).stdout;
    assert_eq!(ids.lines().count(), 1);
    assert_eq!(case.headlines("river"), ["Flood warning"]);
    assert_eq!(case.headlines("ferry"), [""; 0]);
    let shown = case.expect(0, &["show", ids.trim()]).stdout;
    assert!(shown.contains("Flood warning") && shown.contains("The river rose."), "{shown}");
    assert_eq!(case.expect(0, &["add", "news/a.txt"]).stdout, ids);
    assert_eq!(case.run(&["stats", "--format", "json"]).json()["articles"], 1);
}

#[cfg(unix)]
#[test]
fn naming_something_other_than_a_file_is_an_error() {
    let case = Case::new();
    case.article("a.txt", "Flood warning", "The river rose.");
    let socket = case.news().join("socket");
    std::os::unix::net::UnixListener::bind(&socket).unwrap();
    let told = case.expect(4, &["add", "news/a.txt", "news/socket"]).stderr;
    assert!(told.contains("socket: ") && told.contains("not a regular file"), "{told}");
    assert_eq!(case.headlines("river"), ["Flood warning"]);
    // Inside a folder it is ignored, like a picture.
    case.index(0);
}

#[test]
fn articles_from_standard_input_are_kept_and_replaced_by_id() {
    let case = Case::new();
    let first = add_stream(&case, "{\"id\":\"story-1\",\"headline\":\"First version\",\"body\":\"About bridges.\"}\n");
    let second =
        add_stream(&case, "{\"id\":\"story-1\",\"headline\":\"Second version\",\"body\":\"About bridges.\"}\n");
    assert_eq!(first, second);
    // The day of adding is not the publication date.
    assert_eq!(case.headlines("date:none"), ["Second version"]);
    assert_eq!(case.headlines("bridges"), ["Second version"]);
    case.article("a.txt", "Flood warning", "The river rose.");
    case.expect(0, &["index", "news"]);
    case.expect(0, &["index", "--rebuild"]);
    assert_eq!(case.headlines("bridges"), ["Second version"]);
    assert_eq!(case.headlines("river"), ["Flood warning"]);
}

#[test]
fn removed_articles_stay_out_until_added_again() {
    let case = Case::new();
    case.article("a.txt", "Flood warning", "The river rose.");
    case.write("b.jsonl", "{\"headline\":\"One\",\"body\":\"ferry\"}\n{\"headline\":\"Two\",\"body\":\"ferry\"}\n");
    case.index(0);
    case.expect(0, &["remove", "news/a.txt"]);
    assert!(!std::fs::read_to_string(case.root().join("index/catalogue.json")).unwrap().contains("removing"));
    let id = case.run(&["search", "headline:one", "--format", "ids"]).stdout;
    case.expect(0, &["remove", id.trim()]);
    for _ in 0..2 {
        assert_eq!(case.headlines("river"), [""; 0]);
        assert_eq!(case.headlines("ferry"), ["Two"]);
        case.expect(0, &["index", "--rebuild"]);
    }
    case.expect(2, &["remove", "no-such-article"]);
    let report = case.expect(0, &["index", "--format", "json"]).json();
    assert_eq!(counts(&report, "articles"), [0, 0, 1, 0, 0]);
    case.expect(0, &["add", "news/a.txt", "news/b.jsonl"]);
    assert_eq!(case.headlines("river"), ["Flood warning"]);
    assert_eq!(case.headlines("ferry").len(), 2);
    let report = case.expect(0, &["index", "--format", "json"]).json();
    assert_eq!(counts(&report, "articles"), [0, 0, 3, 0, 0]);
}

#[test]
fn patterns_select_the_files_of_an_added_folder() {
    let case = Case::new();
    case.article("a.txt", "Flood warning", "The river rose.");
    case.article("drafts/b.txt", "Flood draft", "The river may rise.");
    case.write("c.html", "<title>Flood page</title><p>The river is high.</p>");
    case.expect(0, &["add", "news", "--include", "*.txt", "--exclude", "drafts"]);
    assert_eq!(case.headlines("river"), ["Flood warning"]);
    case.expect(0, &["index", "--rebuild"]);
    assert_eq!(case.headlines("river"), ["Flood warning"]);
}

#[cfg(unix)]
#[test]
fn a_hidden_file_added_by_hand_stays_when_its_folder_is_followed() {
    let case = Case::new();
    case.article("a.txt", "Flood warning", "The river rose.");
    case.article(".hidden.txt", "Ferry strike", "Crews stayed ashore.");
    case.expect(0, &["add", "news/.hidden.txt"]);
    case.index(0);
    for _ in 0..2 {
        assert_eq!(counts(&case.index(0), "files"), [0, 0, 2, 0, 0]);
        assert_eq!(case.headlines("ferry"), ["Ferry strike"]);
    }
    std::fs::remove_file(case.news().join(".hidden.txt")).unwrap();
    assert_eq!(counts(&case.index(0), "files"), [0, 0, 1, 1, 0]);
}

#[test]
fn a_file_named_twice_is_added_once() {
    let case = Case::new();
    case.article("a.txt", "Flood warning", "The river rose.");
    assert_eq!(case.expect(0, &["add", "news", "news/a.txt", "news/a.txt"]).stdout.lines().count(), 1);
    assert_eq!(case.headlines("river"), ["Flood warning"]);
}

#[test]
fn removing_an_empty_name_removes_nothing() {
    let case = Case::new();
    case.article("a.txt", "Flood warning", "The river rose.");
    case.expect(3, &["remove", "anything"]);
    case.index(0);
    case.expect(2, &["remove", ""]);
    assert_eq!(case.headlines("river"), ["Flood warning"]);
}

#[test]
fn an_archive_without_folders_can_be_moved_and_rebuilt() {
    let case = Case::new();
    add_stream(&case, "{\"headline\":\"From a stream\",\"body\":\"About bridges.\"}\n");
    std::fs::rename(case.root().join("index"), case.root().join("moved")).unwrap();
    case.expect(0, &["index", "--rebuild", "--index", "moved"]);
    let found = case.run(&["search", "bridges", "--index", "moved", "--format", "json"]).json();
    assert_eq!(found["total"], 1);
}

#[test]
fn skipped_records_of_standard_input_are_listed_and_removed() {
    let case = Case::new();
    let stream = "{\"headline\":\"Ferry strike\",\"body\":\"Crews stayed ashore.\",\"published\":\"2015-11-14\"}\nbad\n\
                  {\"body\":\"About <bridges>.\"}\n{\"x\":1}\n{\"headline\":\"Frobb zwick\"}\n";
    let added = Outcome::of(case.command(&["add", "-"]).write_stdin(stream));
    assert_eq!((added.code, added.stdout.lines().count()), (4, 3), "{}", added.stderr);
    let withdrawn = added.stdout.lines().last().unwrap_or_default();
    case.expect(0, &["remove", withdrawn]);
    // Another stream, which is left alone.
    add_stream(&case, "{\"headline\":\"Flood warning\"}\n");
    let listed = case.expect(0, &["remove", "--skipped", "--dry-run", "--rejects", "rejects.jsonl"]).stderr;
    assert!(listed.contains(":2 (line 2): invalid JSON") && listed.contains(":4 (line 4): no headline"), "{listed}");
    assert!(listed.contains("2 skipped records of standard input to remove"), "{listed}");
    assert_eq!(std::fs::read_to_string(case.root().join("rejects.jsonl")).unwrap().lines().count(), 2);
    let articles = |case: &Case| {
        let found = case.expect(0, &["search", "date:none OR date:2015", "--format", "jsonl"]).stdout;
        let mut fields: Vec<String> = found
            .lines()
            .map(|line| {
                let hit: serde_json::Value = serde_json::from_str(line).unwrap();
                ["id", "headline", "published", "lang"].map(|field| hit[field].to_string()).join(" ")
            })
            .collect();
        fields.sort();
        fields
    };
    let before = articles(&case);
    assert_eq!(before.len(), 3);
    let removed = case.expect(0, &["remove", "--skipped"]).stderr;
    assert!(removed.contains("2 skipped records of standard input removed"), "{removed}");
    assert!(case.expect(0, &["remove", "--skipped"]).stderr.contains("0 skipped records"));
    let kept = std::fs::read_dir(case.root().join("index/added")).unwrap().map(|file| file.unwrap().path());
    let kept: String = kept.map(|path| std::fs::read_to_string(path).unwrap()).collect();
    assert_eq!((kept.lines().count(), kept.contains("bad")), (4, false), "{kept}");
    assert_eq!(articles(&case), before);
    case.expect(0, &["index", "--rebuild"]);
    assert_eq!(articles(&case), before);
    assert_eq!(case.headlines("bridges"), [""]);
}

#[test]
fn a_moved_archive_knows_the_articles_of_its_streams() {
    let case = Case::new();
    case.article("a.txt", "Flood warning", "The river rose.").index(0);
    add_stream(
        &case,
        "{\"headline\":\"One\",\"body\":\"About bridges.\"}\n{\"headline\":\"Two\",\"body\":\"About bridges.\"}\n",
    );
    let ids = add_stream(
        &case,
        "{\"headline\":\"Three\",\"body\":\"About bridges.\"}\n{\"headline\":\"Four\",\"body\":\"Bridges.\"}\n",
    );
    case.expect(0, &["remove", &ids[0]]);
    let articles = |index: &str| {
        let found = case.expect(0, &["search", "bridges", "--format", "ids", "--index", index]).stdout;
        let mut ids: Vec<String> = found.lines().map(str::to_owned).collect();
        ids.sort();
        ids
    };
    let before = articles("index");
    assert_eq!(before.len(), 3);
    std::fs::rename(case.root().join("index"), case.root().join("moved")).unwrap();
    let update = |arguments: &[&str]| {
        let all = [&["index", "--index", "moved", "--format", "json"], arguments].concat();
        counts(&case.expect(0, &all).json(), "articles")
    };
    assert_eq!(update(&[])[0], 0);
    assert_eq!(articles("moved"), before);
    // Without the manifest, the streams are read again.
    std::fs::remove_file(case.root().join("moved/store-1/manifest.redb")).unwrap();
    assert_eq!(update(&[])[0], 0);
    assert_eq!(articles("moved"), before);
    update(&["--rebuild"]);
    assert_eq!(articles("moved"), before);
    // Later streams too, even if the archive is moved again.
    let mut later = case.command(&["add", "-", "--index", "moved"]);
    later.write_stdin("{\"headline\":\"Five\",\"body\":\"Bridges.\"}\nbad\n").assert().code(4);
    let before = articles("moved");
    assert_eq!(before.len(), 4);
    std::fs::rename(case.root().join("moved"), case.root().join("index")).unwrap();
    case.expect(0, &["remove", "--skipped"]);
    case.expect(0, &["index"]);
    assert_eq!(articles("index"), before);
    case.expect(0, &["index", "--rebuild"]);
    assert_eq!(articles("index"), before);
}
