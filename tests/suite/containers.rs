//! Containers: members read as files of a folder, compared and replaced as one file.

use crate::support::{Case, counts};
use dateline::corpus::{FileRead, ReadingLimits, ReadingOptions, Skip, read_file};
use std::io::{Cursor, Write};
use std::ops::ControlFlow;
use std::path::Path;
use zip::write::SimpleFileOptions;

const FERRY: &str = "Ferry runs aground\n\nPassengers waited four hours on the sandbank off Penholm.\n";
const WALL: &str = r#"[{"title":"Harbour wall to be raised","body":"The council voted for the wall on Friday."},{"title":"Minister resigns","body":"She had promised two boats a day."}]"#;

fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in members {
        archive.start_file(*name, SimpleFileOptions::default()).unwrap();
        archive.write_all(content).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn tar(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = tar::Builder::new(Vec::new());
    for (name, content) in members {
        let mut header = tar::Header::new_ustar();
        header.set_size(content.len() as u64);
        header.set_mode(0o644);
        archive.append_data(&mut header, name, *content).unwrap();
    }
    archive.into_inner().unwrap()
}

fn gzip(content: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(content).unwrap();
    encoder.finish().unwrap()
}

/// Returns the path and headline of each article below the folder, or the code of skipped records, and the result for the file.
fn outline(path: &Path, root: Option<&Path>, options: &ReadingOptions) -> (Vec<String>, Result<FileRead, Skip>) {
    let mut found = Vec::new();
    let read = read_file(path, root, options, &ReadingLimits::default(), &mut |record| {
        found.push(match record {
            Ok(article) => format!("{}: {}", article.member.as_deref().unwrap_or("-"), article.headline),
            Err(skip) => format!("{}: {}", skip.member.as_deref().unwrap_or("-"), skip.reason.code()),
        });
        ControlFlow::Continue(())
    });
    (found, read.map_err(|unread| *unread.skip))
}

fn outline_of(name: &str, content: &[u8]) -> (Vec<String>, Result<FileRead, Skip>) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, content).unwrap();
    outline(&path, None, &ReadingOptions::default())
}

const EXPECTED: [&str; 3] =
    ["2015/ferry.txt: Ferry runs aground", "list.json: Harbour wall to be raised", "list.json: Minister resigns"];

#[test]
fn every_kind_of_container_is_read_and_one_inside_another() {
    let members: &[(&str, &[u8])] = &[("2015/ferry.txt", FERRY.as_bytes()), ("list.json", WALL.as_bytes())];
    for (name, content) in [
        ("wire.zip", zip(members)),
        ("wire.bin", zip(members)),
        ("wire.tar", tar(members)),
        ("wire.tar.gz", gzip(&tar(members))),
        ("wire.zip.gz", gzip(&zip(members))),
    ] {
        let (found, read) = outline_of(name, &content);
        assert_eq!(found, EXPECTED, "{name}");
        let read = read.unwrap();
        assert_eq!((read.records, read.bytes, read.is_container), (3, content.len() as u64, true), "{name}");
    }
    let nested = zip(&[
        ("monday.tgz", &gzip(&tar(members))),
        ("inner.zip", &zip(members)),
        ("a.txt.gz", &gzip(FERRY.as_bytes())),
    ]);
    let (found, _) = outline_of("week.zip", &nested);
    let inside = |name: &str| EXPECTED.map(|line| format!("{name}/{line}"));
    let expected = [&inside("monday.tgz")[..], &inside("inner.zip"), &["a.txt.gz: Ferry runs aground".to_owned()]];
    assert_eq!(found, expected.concat());
    let (found, _) = outline(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/readers/container.7z"),
        None,
        &ReadingOptions::default(),
    );
    let expected = ["wire/2015-11-14/ferry.txt: Ferry runs aground", "wire/list.json: Harbour wall to be raised"];
    assert_eq!(found, [&expected[..], &["wire/list.json: Minister resigns"]].concat());
}

#[test]
fn side_files_are_passed_over_and_broken_members_left_out() {
    let (found, read) = outline_of(
        "wire.zip",
        &zip(&[
            ("__MACOSX/._ferry.txt", b"\0\x05\x16\x07"),
            (".DS_Store", b"\0\0"),
            ("~$report.docx", b"lock"),
            ("photo.jpg", b"\xFF\xD8\xFF"),
            ("../../up.txt", FERRY.as_bytes()),
            ("broken.json", b"[{\"title\":\"One\"},{"),
            ("inner.zip", b"PK\x03\x04 and no more"),
            ("table.pdf", b"%PDF-1.4"),
        ]),
    );
    let expected = ["up.txt: Ferry runs aground", "broken.json: One", "broken.json: malformed", "inner.zip: malformed"];
    assert_eq!(found, [&expected[..], &["table.pdf: no-pdf-program"]].concat());
    assert!(read.is_ok());
    let mut broken = zip(&[("a.txt", FERRY.as_bytes()), ("b.txt", FERRY.as_bytes())]);
    broken[40] ^= 0x55;
    let (found, _) = outline_of("wire.zip", &broken);
    assert_eq!(found.len(), 2, "{found:?}");
    assert_eq!(found[1], "b.txt: Ferry runs aground");
    let (found, read) = outline_of("cut.tar.gz", &gzip(&tar(&[("a.txt", FERRY.as_bytes())]))[..60]);
    assert!(read.is_err(), "{found:?}");
    let (found, read) = outline(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/readers/container-encrypted.7z"),
        None,
        &ReadingOptions::default(),
    );
    assert_eq!(found, ["wire/2015-11-14/ferry.txt: encrypted", "wire/list.json: encrypted"]);
    assert!(read.is_ok());
}

#[test]
fn bombs_end_as_left_outs() {
    let zeros = vec![b' '; 70 << 20];
    let (found, read) = outline_of("bomb.zip", &zip(&[("a.txt", FERRY.as_bytes()), ("zeros.txt", &zeros)]));
    assert_eq!(found.first().map(String::as_str), Some("a.txt: Ferry runs aground"));
    assert!(found.iter().skip(1).all(|line| line.starts_with("zeros.txt: ")), "{found:?}");
    assert!(read.is_err() || found.len() == 2, "{found:?}");
    let mut layers = FERRY.as_bytes().to_vec();
    for _ in 0..30 {
        layers = gzip(&layers);
    }
    assert_eq!(outline_of("deep.gz", &layers).1.unwrap_err().reason.code(), "nested-too-deeply");
    let mut layers = FERRY.as_bytes().to_vec();
    for _ in 0..30 {
        layers = zip(&[("inner.zip", &layers)]);
    }
    let (found, _) = outline_of("deep.zip", &layers);
    assert!(found.len() == 1 && found[0].ends_with(": nested-too-deeply"), "{found:?}");
}

#[test]
fn patterns_select_members_and_folders_inside_give_source_and_date() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("The Courier.zip");
    std::fs::write(
        &path,
        zip(&[
            ("2015-11-14/ferry.txt", FERRY.as_bytes()),
            ("drafts/b.txt", b"Draft\n\nText."),
            ("c.json", WALL.as_bytes()),
        ]),
    )
    .unwrap();
    let filter = dateline::corpus::FileFilter {
        include: vec!["*.txt".parse().unwrap()],
        exclude: vec!["drafts/".parse().unwrap()],
    };
    let options = ReadingOptions { filter, source_from: "dir".parse().ok(), ..ReadingOptions::default() };
    let mut found = Vec::new();
    read_file(&path, Some(folder.path()), &options, &ReadingLimits::default(), &mut |article| {
        found.push(article.unwrap());
        ControlFlow::Continue(())
    })
    .unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].source.as_deref(), Some("The Courier"));
    assert_eq!(found[0].published.unwrap().date.to_string(), "2015-11-14");
    assert!(found[0].path().as_str().ends_with("The Courier.zip/2015-11-14/ferry.txt"));
}

#[test]
fn a_container_is_compared_and_replaced_as_one_file() {
    let case = Case::new();
    case.write("wire.zip", zip(&[("2015/ferry.txt", FERRY.as_bytes()), ("list.json", WALL.as_bytes())]));
    case.article("storm.txt", "Storm", "A storm came in from the sea.");
    let report = case.index(0);
    assert_eq!(counts(&report, "files"), [2, 0, 0, 0, 0]);
    assert_eq!(counts(&report, "articles"), [4, 0, 0, 0, 0]);
    assert_eq!(report["formats"].as_array().unwrap().len(), 2);
    assert_eq!(counts(&case.index(0), "files"), [0, 0, 2, 0, 0]);

    let hits = case.run(&["search", "sandbank", "--format", "json"]).json();
    let hit = &hits["hits"][0];
    assert!(hit["path"].as_str().unwrap().ends_with("news/wire.zip/2015/ferry.txt"), "{hit}");
    assert_eq!(hit["record"], 1);
    assert_eq!(case.headlines("path:2015").len(), 1);
    assert_eq!(case.headlines("path:wire").len(), 3);
    let text = case.expect(0, &["search", "sandbank"]).stdout;
    assert!(text.contains("news/wire.zip/2015/ferry.txt"), "{text}");
    assert_eq!(case.expect(0, &["search", "wall", "--format", "paths"]).stdout, "news/wire.zip\n");
    let shown = case.expect(0, &["show", hit["id"].as_str().unwrap()]).stdout;
    assert!(shown.contains("wire.zip/2015/ferry.txt"), "{shown}");

    case.write("wire.zip", zip(&[("2015/ferry.txt", FERRY.as_bytes()), ("b.pdf", b"%PDF-1.4")]));
    let outcome = case.expect(4, &["index", "news"]);
    assert!(outcome.stderr.contains("news/wire.zip/b.pdf: invalid PDF"), "{}", outcome.stderr);
    // A record that could not be read may be an article, so none is removed.
    assert_eq!(case.headlines("path:wire").len(), 3);
    case.write("wire.zip", zip(&[("2015/ferry.txt", FERRY.as_bytes())]));
    assert_eq!(counts(&case.index(0), "articles"), [0, 0, 2, 2, 0]);
    assert_eq!(case.headlines("path:wire"), ["Ferry runs aground"]);
    case.expect(0, &["check", "--deep"]);
    case.expect(0, &["index", "--rebuild"]);
    assert_eq!(case.headlines("path:wire"), ["Ferry runs aground"]);
    std::fs::remove_file(case.news().join("wire.zip")).unwrap();
    assert_eq!(counts(&case.index(0), "articles"), [0, 0, 1, 1, 0]);
}

#[test]
fn other_patterns_read_a_container_again() {
    let case = Case::new();
    case.write("wire.zip", zip(&[("ferry.txt", FERRY.as_bytes()), ("list.json", WALL.as_bytes())]));
    case.index(0);
    case.expect(0, &["index", "news", "--include", "*.txt"]);
    assert_eq!(case.headlines("words:>=0"), ["Ferry runs aground"]);
    case.expect(0, &["index", "news", "--include", "*.xml"]);
    assert_eq!(case.headlines("words:>=0"), [""; 0]);
}

#[test]
fn the_text_of_an_item_is_read_with_it_from_the_same_container() {
    let item = br#"<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:penholm:1" version="2">
<itemMeta><itemClass qcode="ninat:text"/><provider literal="Penholm Press"/></itemMeta>
<contentMeta><headline>Ferry runs aground</headline></contentMeta>
<contentSet><remoteContent href="texts/ferry.html" contenttype="text/html"/></contentSet></newsItem>"#;
    let text = b"<html><head><title>x</title></head><body><p>Passengers waited on the sandbank.</p></body></html>";
    // The text comes first in the ZIP file.
    for (name, content) in [
        ("wire.zip", zip(&[("feed/texts/ferry.html", text), ("feed/zz.xml", item)])),
        ("wire.tar", tar(&[("feed/item.xml", item), ("feed/texts/ferry.html", text)])),
    ] {
        let case = Case::new();
        case.write(name, content);
        case.index(0);
        assert_eq!(case.headlines("Passengers"), ["Ferry runs aground"], "{name}");
        assert_eq!(case.headlines("sandbank").len(), 1, "{name}");
    }
}
