//! Digitised newspapers: issues with their pages, pages without an issue, advertisements, and the OCR confidence.

use crate::support::{Case, copy_folder, counts};
use dateline::article::Article;
use dateline::corpus::{ReadingLimits, ReadingOptions, Skip, read_file};
use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use walkdir::WalkDir;
use zip::write::SimpleFileOptions;

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/digitised")
}

/// Writes the fields of an article, one per line.
fn fields(article: &Article) -> String {
    let one = |text: &Option<String>| text.clone().unwrap_or_default();
    let rows = [
        ("id", one(&article.own_id)),
        ("headline", article.headline.clone()),
        ("lead", one(&article.lead)),
        ("body", article.body.clone()),
        ("source", one(&article.source)),
        ("edition", one(&article.edition)),
        ("page", one(&article.page)),
        ("section", one(&article.section)),
        ("byline", article.bylines.join(" | ")),
        ("published", article.published.map(|published| published.date.to_string()).unwrap_or_default()),
        ("language", article.language.filter(|_| article.language_stated).map(String::from).unwrap_or_default()),
        ("url", one(&article.url)),
        ("incomplete", if article.incomplete { "yes".to_owned() } else { String::new() }),
        ("kind", article.kind.map(|kind| kind.to_string()).unwrap_or_default()),
        ("ocr", article.ocr.map(|percent| percent.to_string()).unwrap_or_default()),
    ];
    let mut text = String::new();
    for (name, value) in rows.iter().filter(|(_, value)| !value.is_empty()) {
        let _ = writeln!(text, "  {name}: {}", value.replace('\n', "⏎"));
    }
    text
}

#[test]
fn every_field_of_every_dialect_is_read() {
    let mut seen = String::new();
    for folder in WalkDir::new(fixtures()).min_depth(1).max_depth(1).sort_by_file_name() {
        let root = folder.unwrap().into_path();
        for entry in WalkDir::new(&root).sort_by_file_name() {
            let path = entry.unwrap().into_path();
            if !path.is_file() {
                continue;
            }
            let _ = writeln!(seen, "{}", path.strip_prefix(fixtures()).unwrap().display());
            let mut add = |record: Result<Article, Skip>| {
                match record {
                    Ok(article) => seen.push_str(&format!(" {}\n{}", article.record, fields(&article))),
                    Err(skip) => seen.push_str(&format!(" {skip}\n")),
                }
                ControlFlow::Continue(())
            };
            let read = read_file(&path, Some(&root), &ReadingOptions::default(), &ReadingLimits::default(), &mut add);
            if let Err(unread) = read {
                let _ = writeln!(seen, " left out: {}", unread.skip.reason.code());
            }
        }
    }
    insta::with_settings!({ snapshot_path => "../snapshots", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("digitised", seen);
    });
}

fn sorted(mut headlines: Vec<String>) -> Vec<String> {
    headlines.sort();
    headlines
}

fn issue() -> Case {
    let case = Case::new();
    copy_folder(&fixtures().join("bnl"), &case.news().join("bote"));
    case
}

#[test]
fn advertisements_and_furniture_are_left_out_unless_asked_for() {
    let case = issue();
    let report = case.index(0);
    assert_eq!(counts(&report, "articles"), [6, 0, 0, 0, 0]);
    assert_eq!(case.headlines("source:bote").len(), 2);
    assert_eq!(case.headlines("Seife").len(), 0);
    assert_eq!(case.headlines("Seife kind:advertisement").len(), 1);
    assert_eq!(case.headlines("kind:*").len(), 4);
    assert_eq!(case.headlines("kind:=furniture").len(), 3);
    assert_eq!(case.headlines("-kind:*").len(), 2);
    assert_eq!(case.headlines("kind:* OR -kind:*").len(), 6);
    let count = case.expect(0, &["count", "source:bote", "--format", "json"]).json();
    assert_eq!(count["total"]["articles"].as_u64().or(count["articles"].as_u64()), Some(2), "{count}");
    let stats = case.expect(0, &["stats", "--format", "json"]).json();
    assert_eq!(stats["articles"], 6);
    assert_eq!(stats["kinds"]["advertisement"], 1);
    assert_eq!(stats["kinds"]["furniture"], 3);
    let text = case.expect(0, &["stats"]).stdout;
    assert!(text.contains("advertisement: 1 "), "{text}");
    let hit = case.expect(0, &["search", "Seife kind:*", "--format", "json"]).json()["hits"][0].clone();
    assert_eq!(hit["kind"], "advertisement");
}

#[test]
fn the_confidence_of_the_recognition_is_searched_shown_and_exported() {
    let case = issue();
    case.article("plain.txt", "Plain", "This was never scanned.");
    case.index(0);
    assert_eq!(case.headlines("ocr:<80"), ["Der alte Leuchtthurm."]);
    assert_eq!(case.headlines("ocr:90"), ["Séance du conseil."]);
    assert_eq!(sorted(case.headlines("ocr:50..")), ["Der alte Leuchtthurm.", "Séance du conseil."]);
    assert_eq!(case.headlines("-ocr:*"), ["Plain"]);
    case.expect(2, &["search", "ocr:good"]);
    let table = case.expect(0, &["search", "ocr:90", "--format", "csv"]).stdout;
    let mut rows = csv::Reader::from_reader(table.as_bytes());
    let column = rows.headers().unwrap().iter().position(|name| name == "ocr").unwrap();
    assert_eq!(rows.records().next().unwrap().unwrap().get(column), Some("90"));
    let id = case.expect(0, &["search", "ocr:90", "--format", "json"]).json()["hits"][0]["id"].clone();
    assert!(case.expect(0, &["show", id.as_str().unwrap()]).stdout.contains("90 %"));
}

#[test]
fn a_long_s_is_found_as_an_s() {
    let case = issue();
    case.index(0);
    assert_eq!(case.headlines("zerstörte"), ["Der alte Leuchtthurm."]);
    assert_eq!(case.headlines("\"Hafen, und die Fischer warten\""), ["Der alte Leuchtthurm."]);
}

#[test]
fn an_issue_is_read_again_when_a_page_changes() {
    let case = issue();
    assert_eq!(counts(&case.index(0), "articles"), [6, 0, 0, 0, 0]);
    let again = case.index(0);
    assert_eq!((counts(&again, "articles"), counts(&again, "files")), ([0, 0, 6, 0, 0], [0, 0, 1, 0, 0]));
    let page = case.news().join("bote/text/2.xml");
    let content = std::fs::read_to_string(&page).unwrap();
    std::fs::write(&page, content.replace("billig!", "heute umsonst!")).unwrap();
    let changed = case.index(0);
    assert_eq!((counts(&changed, "articles"), counts(&changed, "files")), ([0, 1, 5, 0, 0], [0, 1, 0, 0, 0]));
    assert_eq!(case.headlines("umsonst kind:*").len(), 1);
    assert_eq!(counts(&case.index(0), "articles"), [0, 0, 6, 0, 0]);
    // A page that goes takes its text with it, as far as the issue still names the articles, and one that comes brings it.
    std::fs::remove_file(&page).unwrap();
    let without = case.index(4);
    assert_eq!(counts(&without, "articles"), [0, 3, 3, 0, 1]);
    assert_eq!(case.headlines("conseil"), ["Séance du conseil."]);
    assert_eq!(case.headlines("digue").len(), 0);
    std::fs::write(&page, content).unwrap();
    case.index(0);
    assert_eq!(case.headlines("billig kind:*").len(), 1);
    case.expect(0, &["check"]);
}

#[test]
fn pages_stand_alone_as_long_as_nothing_describes_their_issue() {
    let case = issue();
    let description = case.news().join("bote/bote-mets.xml");
    let content = std::fs::read(&description).unwrap();
    std::fs::remove_file(&description).unwrap();
    case.index(0);
    assert_eq!(case.headlines("Hafen"), ["", ""]);
    std::fs::write(&description, content).unwrap();
    case.index(0);
    assert_eq!(case.headlines("Hafen"), ["Der alte Leuchtthurm."]);
    assert_eq!(case.headlines("kind:* OR -kind:*").len(), 6);
    case.expect(0, &["check"]);
    std::fs::remove_file(&description).unwrap();
    case.index(0);
    assert_eq!(case.headlines("Hafen"), ["", ""]);
    case.expect(0, &["check"]);
}

/// Returns the paths below a folder with their contents.
fn members(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let files = WalkDir::new(folder).sort_by_file_name().into_iter().map(|entry| entry.unwrap().into_path());
    files
        .filter(|path| path.is_file())
        .map(|path| (path.strip_prefix(folder).unwrap().display().to_string(), std::fs::read(&path).unwrap()))
        .collect()
}

#[test]
fn issues_are_read_in_containers_with_their_pages() {
    let members = members(&fixtures());
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let mut tar = tar::Builder::new(Vec::new());
    for (name, content) in
        members.iter().filter(|(name, _)| ["bnl/", "bnf/", "kb/"].iter().any(|part| name.starts_with(part)))
    {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content).unwrap();
        let mut header = tar::Header::new_ustar();
        header.set_size(content.len() as u64);
        header.set_mode(0o644);
        tar.append_data(&mut header, name, content.as_slice()).unwrap();
    }
    for (file, content) in
        [("issues.zip", zip.finish().unwrap().into_inner()), ("issues.tar", tar.into_inner().unwrap())]
    {
        let case = Case::new();
        case.write(file, content);
        case.index(0);
        assert_eq!(case.headlines("Hafen"), ["Der alte Leuchtthurm."], "{file}");
        assert_eq!(case.headlines("\"cette nuit. Les ponts\""), ["La crue"], "{file}");
        assert_eq!(case.headlines("dijk"), ["DE DIJK."], "{file}");
        assert_eq!(case.headlines("kind:* OR -kind:*").len(), 12, "{file}");
    }
}
