//! `dateline inspect` and `dateline formats`, and the formats in the report of an indexing run.

use crate::support::Case;

const TABLE: &str = "headline,published_at,author,newspaper,text\nFerry runs aground,2015-11-14,Penholm Post,Penholm Post,Passengers waited.\nWall,2015-11-13,Ida Falk,Penholm Post,The board meets.\n";

#[test]
fn inspect_shows_fields_their_origins_and_what_was_left_out() {
    let case = Case::new();
    case.write("a.csv", TABLE).write("b.pdf", "%PDF-1.4").write("c.txt", "Storm\n\nA storm came in.\n");
    let outcome = case.expect(4, &["inspect", "news/a.csv", "news/b.pdf", "-n", "1"]);
    for part in [
        "csv, UTF-8, 2 records",
        "headline   Ferry runs aground  (headline)",
        "published  2015-11-14 (stated)  (published_at)",
        "dropped byline: Penholm Post",
        "1 record more; -n shows them",
        "left out: invalid PDF",
    ] {
        assert!(outcome.stdout.contains(part), "{part}\n{}", outcome.stdout);
    }
    let json = case.expect(0, &["inspect", "news/a.csv", "--format", "json", "--map", "headline=text"]).json();
    assert_eq!(json["articles"], 2);
    assert_eq!(json["contents"][0]["format"], "csv");
    assert_eq!(json["records"][0]["article"]["headline"], "Passengers waited.");
    let origins = json["records"][0]["origins"].as_array().unwrap();
    let headline = origins.iter().find(|origin| origin["field"] == "headline").unwrap();
    assert_eq!(headline["name"], "text");
    let failed = case.expect(4, &["inspect", "news/b.pdf", "--format", "json"]).json();
    assert_eq!(failed["failure"]["reason"], "malformed");
    assert!(!case.root().join("index").exists());
}

#[test]
fn formats_are_listed() {
    let case = Case::new();
    let text = case.expect(0, &["formats"]).stdout;
    assert!(text.contains("csv  .csv .tsv"), "{text}");
    let json = case.expect(0, &["formats", "--format", "json"]).json();
    let names: Vec<&str> = json.as_array().unwrap().iter().map(|row| row["name"].as_str().unwrap()).collect();
    assert!(names.is_sorted() && names.contains(&"spreadsheet"), "{names:?}");
}

#[test]
fn an_indexing_run_ends_with_a_line_a_format_if_it_met_several() {
    let case = Case::new();
    case.write("a.csv", TABLE);
    let text = case.expect(0, &["index", "news"]).stdout;
    assert!(!text.contains("csv"), "{text}");
    case.write("c.txt", "Storm\n\nA storm came in.\n").write("d.csv", TABLE);
    let text = case.expect(0, &["index", "news"]).stdout;
    assert!(text.contains("  csv: 2 articles in 1 file\n  text: 1 article in 1 file\n"), "{text}");
}

#[test]
fn incomplete_articles_are_found_counted_and_shown() {
    let case = Case::new();
    case.write(
        "a.csv",
        "title,url,time_added,tags,status\nFerry runs aground,https://post.example/1,1600322788,fog,unread\n",
    );
    case.write("b.json", r#"{"title":"Wall","text":"The board meets on Friday.","page":"A4","edition":"Late Final"}"#);
    case.index(0);
    assert_eq!(case.headlines("complete:no"), ["Ferry runs aground"]);
    assert_eq!(case.headlines("complete:yes"), ["Wall"]);
    assert_eq!(case.headlines("page:a4 edition:final"), ["Wall"]);
    assert_eq!(case.headlines("page:=A4"), ["Wall"]);
    case.expect(2, &["search", "complete:perhaps"]);
    let stats = case.expect(0, &["stats", "--format", "json"]).json();
    assert_eq!(stats["incomplete"], 1);
    assert!(case.expect(0, &["stats"]).stdout.contains("incomplete: 1"));
    let hit = case.expect(0, &["search", "wall", "--format", "json"]).json()["hits"][0].clone();
    assert_eq!(
        (hit["page"].as_str(), hit["edition"].as_str(), hit["incomplete"].as_bool()),
        (Some("A4"), Some("Late Final"), Some(false))
    );
}
