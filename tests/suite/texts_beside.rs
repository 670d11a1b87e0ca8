//! Articles whose texts are in files next to the one that describes them.

use crate::support::{Case, counts};

const ITEM: &str = r#"<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:penholm:1" version="2" xml:lang="en">
<itemMeta><itemClass qcode="ninat:text"/><provider literal="Penholm Press"/><versionCreated>2015-11-14T06:30:00Z</versionCreated></itemMeta>
<contentMeta><headline>Ferry runs aground</headline><by>Ida Falk</by></contentMeta>
<contentSet><remoteContent href="texts/ferry.txt" contenttype="text/plain"/>
<remoteContent href="texts/ferry.xhtml" contenttype="application/xhtml+xml"/>
<remoteContent href="ferry.jpg" contenttype="image/jpeg"/></contentSet></newsItem>"#;

fn with_item() -> Case {
    let case = Case::new();
    case.write("wire/ferry.xml", ITEM);
    case.write("wire/texts/ferry.txt", "Plain words of the ferry.\n");
    case.write("wire/texts/ferry.xhtml", "<html xmlns=\"http://www.w3.org/1999/xhtml\"><head><title>x</title></head><body><p>Passengers waited.</p><p>Nobody was hurt.</p></body></html>");
    case
}

#[test]
fn the_text_of_an_item_of_newsml_g2_is_read_from_the_file_that_it_names() {
    let case = with_item();
    let report = case.index(0);
    assert_eq!(counts(&report, "articles"), [1, 0, 0, 0, 0]);
    assert_eq!(case.headlines("Passengers"), ["Ferry runs aground"]);
    let hit = case.expect(0, &["search", "Passengers", "--format", "json"]).json()["hits"][0].clone();
    assert_eq!(hit["source"], "Penholm Press");
    // Both forms of the text belong to the item, and an update reads neither of them as an article.
    assert_eq!(counts(&case.index(0), "articles"), [0, 0, 1, 0, 0]);
}

#[test]
fn an_item_is_read_again_when_its_text_changes() {
    let case = with_item();
    case.index(0);
    case.write(
        "wire/texts/ferry.xhtml",
        "<html><body><p>The ferry floats again since Sunday morning.</p></body></html>",
    );
    case.index(0);
    assert_eq!(case.headlines("floats"), ["Ferry runs aground"]);
    assert!(case.headlines("Passengers").is_empty());
}

#[test]
fn an_item_without_its_text_is_left_out_with_the_name_of_the_file() {
    let case = Case::new();
    case.write("wire/ferry.xml", ITEM.replace("texts/", "../../elsewhere/"));
    case.article("plain.txt", "Plain", "Something else.");
    let report = case.index(4);
    assert_eq!(counts(&report, "articles")[0], 1);
}

#[test]
fn an_item_whose_text_is_gone_is_kept_with_the_name_of_the_file() {
    let case = with_item();
    case.index(0);
    for name in ["ferry.txt", "ferry.xhtml"] {
        std::fs::remove_file(case.news().join("wire/texts").join(name)).unwrap();
    }
    let stderr = case.expect(4, &["index"]).stderr;
    assert!(stderr.contains("ferry.txt; get it") && stderr.contains("keeping 1 article"), "{stderr}");
    assert_eq!(case.headlines("Passengers"), ["Ferry runs aground"]);
}

#[test]
fn the_texts_of_omnivore_belong_to_its_list() {
    let case = Case::new();
    case.write("export/metadata_0_to_20.json", r#"[
        {"id":"a-1","slug":"ferry","title":"Ferry runs aground","author":"Ida Falk","url":"https://post.example/1","savedAt":"2018-01-01T10:00:00.000Z","publishedAt":"2015-11-14T06:30:00.000Z","labels":["coast"]},
        {"id":"a-2","slug":"wall","title":"Wall delayed","url":"https://post.example/2","savedAt":"2018-01-01T10:00:00.000Z"}]"#);
    case.write(
        "export/content/ferry.html",
        "<html><body><div class=\"page\"><p>Passengers waited.</p><p>Nobody was hurt.</p></div></body></html>",
    );
    let report = case.index(0);
    assert_eq!(counts(&report, "articles"), [2, 0, 0, 0, 0]);
    assert_eq!(case.headlines("Passengers"), ["Ferry runs aground"]);
    assert_eq!(case.headlines("complete:no"), ["Wall delayed"]);
}

#[test]
fn messages_of_a_maildir_are_read_but_for_those_in_the_trash() {
    let case = Case::new();
    let mail = |subject: &str| {
        format!(
            "From: Ida Falk <ida@post.example>\nSubject: {subject}\nDate: Sat, 14 Nov 2015 06:30:00 +0000\nMessage-ID: <{subject}@post.example>\n\nThe ferry waits.\n"
        )
    };
    case.write("box/new/1447482600.M1P2.host", mail("new"));
    case.write("box/cur/1447482601.M1P2.host:2,S", mail("read"));
    case.write("box/cur/1447482602.M1P2.host:2,ST", mail("trash"));
    case.write("box/tmp/1447482603.M1P2.host", mail("unfinished"));
    let report = case.index(4);
    assert_eq!(counts(&report, "articles")[0], 2);
    let mut headlines = case.headlines("ferry");
    headlines.sort();
    assert_eq!(headlines, ["new", "read"]);
}
