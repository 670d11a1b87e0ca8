//! The saved web: archives of crawlers, built here record by record, and saved pages, compared with a snapshot.

use dateline::article::Article;
use dateline::corpus::{ReadingLimits, ReadingOptions, Skip, inspect, read_file};
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::ops::ControlFlow;
use std::path::Path;

use crate::support::Case;

const HEADLINES: [&str; 4] =
    ["Ferry runs aground", "Harbour wall to be raised", "Storm moves sandbank", "Council hears captain"];

fn page(headline: &str) -> String {
    let paragraph =
        "The ferry between Penholm and Starling waited four hours on the sandbank until the tide came in on Sunday.";
    format!(
        "<!DOCTYPE html><html lang=en><head><title>{headline}</title></head><body><article><h1>{headline}</h1><p>{paragraph}</p><p>{paragraph}</p></article></body></html>"
    )
}

/// Returns a record of a WARC file.
fn record(kind: &str, fields: &str, block: &[u8]) -> Vec<u8> {
    let head = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:1>\r\n{fields}Content-Length: {}\r\n\r\n",
        block.len()
    );
    [head.as_bytes(), block, b"\r\n\r\n"].concat()
}

fn address(number: usize) -> String {
    format!("WARC-Target-URI: https://post.example/{number}\r\nWARC-Date: 2015-11-16T08:15:00Z\r\n")
}

/// Returns a response record; `fields` are fields of the HTTP response.
fn response(number: usize, status: &str, fields: &str, body: &[u8]) -> Vec<u8> {
    let head = format!("HTTP/1.1 {status}\r\n{fields}\r\n");
    let fields = format!("{}Content-Type: application/http; msgtype=response\r\n", address(number));
    record("response", &fields, &[head.as_bytes(), body].concat())
}

/// Returns a response record with the page of a headline.
fn plain(number: usize) -> Vec<u8> {
    response(number, "200 OK", "Content-Type: text/html; charset=utf-8\r\n", page(HEADLINES[number]).as_bytes())
}

fn gzip(content: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(content).unwrap();
    encoder.finish().unwrap()
}

/// Returns the headlines and the codes of skipped records.
fn read(name: &str, content: &[u8]) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, content).unwrap();
    let mut found = Vec::new();
    let read = read_file(&path, None, &ReadingOptions::default(), &ReadingLimits::default(), &mut |record| {
        found.push(match record {
            Ok(article) => article.headline,
            Err(skip) => skip.reason.code().to_owned(),
        });
        ControlFlow::Continue(())
    });
    if let Err(unread) = read {
        found.push(format!("({})", unread.skip.reason.code()));
    }
    found
}

#[test]
fn every_field_of_every_saved_page_is_read() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/saved");
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let mut seen = String::new();
    for path in paths {
        let found = inspect(&path, &ReadingOptions::default(), &ReadingLimits::default(), 10);
        let format = found.contents.first().map_or("-", |content| content.format.name());
        let _ = writeln!(seen, "{} ({format})", path.file_name().unwrap().to_string_lossy());
        for record in found.records {
            if let Ok(article) = record.article {
                let text = |text: Option<String>| text.unwrap_or_else(|| "-".to_owned());
                let _ = writeln!(
                    seen,
                    "  {} | {} | {} | {} | published {} | retrieved {} | {}{}",
                    article.headline,
                    text(article.source.clone()),
                    article.bylines.join("; "),
                    text(article.language.map(|language| language.code().to_owned())),
                    text(article.published.map(|published| published.date.to_string())),
                    text(article.retrieved.map(|date| date.to_string())),
                    text(article.url.clone()),
                    if article.incomplete { " | incomplete" } else { "" },
                );
                let _ = writeln!(seen, "    {}", article.body.replace('\n', "⏎"));
            }
        }
        if let Some(failure) = found.failure {
            let _ = writeln!(seen, "  left out: {failure}");
        }
    }
    insta::with_settings!({prepend_module_to_snapshot => false, snapshot_path => "../snapshots"}, {
        insta::assert_snapshot!("saved_pages", seen);
    });
}

#[test]
fn pages_of_a_crawl_are_articles_with_address_and_time() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("crawl.warc.gz");
    let members = [
        record("warcinfo", "Content-Type: application/warc-fields\r\n", b"software: x\r\n"),
        record("request", &address(0), b"GET / HTTP/1.1\r\n\r\n"),
        plain(0),
        response(1, "404 Not Found", "Content-Type: text/html\r\n", page("Not found").as_bytes()),
        response(2, "200 OK", "Content-Type: image/png\r\n", b"\x89PNG\0\0"),
        response(2, "200 OK", "Content-Type: text/html\r\n", b"{\"title\": \"Data sent as a page\"}"),
        response(
            2,
            "200 OK",
            "Content-Type: text/html\r\n",
            b"<?xml version='1.0'?><rss><channel><title>Feed</title></channel></rss>",
        ),
        record("revisit", &address(1), b"HTTP/1.1 200 OK\r\n\r\n"),
        record("resource", &format!("{}Content-Type: text/html\r\n", address(1)), page(HEADLINES[1]).as_bytes()),
        record(
            "conversion",
            &format!("{}Content-Type: text/plain\r\nWARC-Identified-Content-Language: deu\r\n", address(2)),
            "Sturm verschiebt Sandbank\n\nDer Sturm hat die Sandbank vor Penholm verschoben.\n".as_bytes(),
        ),
        record("metadata", "WARC-Target-URI: urn:x\r\n", b"via: x"),
    ];
    fs::write(&path, members.iter().flat_map(|member| gzip(member)).collect::<Vec<_>>()).unwrap();
    let found = inspect(&path, &ReadingOptions::default(), &ReadingLimits::default(), 10);
    let articles: Vec<&Article> = found.records.iter().map(|record| record.article.as_ref().unwrap()).collect();
    let outline = articles.iter().map(|article| {
        let language = article.language.map(|language| language.code().to_owned());
        (
            article.headline.as_str(),
            article.url.as_deref().unwrap(),
            article.retrieved.unwrap().to_string(),
            article.published,
            language,
        )
    });
    let at = || "2015-11-16T08:15:00Z".to_owned();
    assert_eq!(
        outline.collect::<Vec<_>>(),
        [
            (HEADLINES[0], "https://post.example/0", at(), None, Some("en".to_owned())),
            (HEADLINES[1], "https://post.example/1", at(), None, Some("en".to_owned())),
            ("Sturm verschiebt Sandbank", "https://post.example/2", at(), None, Some("de".to_owned())),
        ]
    );
    let passed_over = &found.contents[0].passed_over;
    for (what, count) in [
        ("records about the crawl", 3),
        ("responses other than 200", 1),
        ("images, scripts and other files", 3),
        ("revisits without a text", 1),
    ] {
        assert!(passed_over.contains(&(what, count)), "{what}: {passed_over:?}");
    }
    assert!(found.failure.is_none());
}

#[test]
fn archives_are_read_however_they_are_compressed() {
    let records: Vec<Vec<u8>> = (0..3).map(plain).collect();
    let whole = records.concat();
    let bare_lines = whole.iter().copied().filter(|byte| *byte != b'\r').collect::<Vec<u8>>();
    let by_record =
        |compress: fn(&[u8]) -> Vec<u8>| records.iter().flat_map(|record| compress(record)).collect::<Vec<u8>>();
    for (name, content) in [
        ("a.warc", whole.clone()),
        ("a.warc.gz", by_record(gzip)),
        ("one-member.warc.gz", gzip(&whole)),
        ("a.warc.zst", by_record(|record| zstd::encode_all(record, 3).unwrap())),
        ("a.warc.bz2", {
            let mut encoder = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::default());
            encoder.write_all(&whole).unwrap();
            encoder.finish().unwrap()
        }),
        ("no-name", [b"\r\n".as_slice(), &whole].concat()),
        ("line-ends.warc", bare_lines),
        ("old.warc", String::from_utf8(whole.clone()).unwrap().replace("WARC/1.0", "WARC/0.17").into_bytes()),
        (
            "new.warc",
            String::from_utf8(whole.clone())
                .unwrap()
                .replace("WARC/1.0", "WARC/1.1")
                .replace("08:15:00Z", "08:15:00.123456Z")
                .into_bytes(),
        ),
    ] {
        assert_eq!(read(name, &content), &HEADLINES[..3], "{name}");
    }
}

#[test]
fn a_broken_record_is_not_the_end() {
    let [zero, one, two] = [0, 1, 2].map(plain);
    let states = |length: &str| {
        let text = String::from_utf8(one.clone()).unwrap();
        let (head, rest) = text.split_once("Content-Length: ").unwrap();
        let (_, rest) = rest.split_once("\r\n").unwrap();
        format!("{head}Content-Length: {length}\r\n{rest}").into_bytes()
    };
    let (first, last) = (HEADLINES[0], HEADLINES[2]);
    for (what, middle, expected) in [
        ("short", states("300"), vec![first, "malformed", last]),
        ("empty", states("0"), vec![first, "malformed", last]),
        // Its length is wrong, but the page is complete.
        ("long", states("5000"), vec![first, HEADLINES[1], last]),
        ("huge", states("18446744073709551615"), vec![first, "malformed", last]),
        ("no number", states("many"), vec![first, "malformed", last]),
        ("negative", states("-1"), vec![first, "malformed", last]),
        ("rubbish", b"\0\0\0rubbish\nWARC is a format\n\r\n".to_vec(), vec![first, "malformed", last]),
        ("cut in the fields", one[..60].to_vec(), vec![first, "malformed", last]),
        ("cut in the page", [&one[..one.len() - 200], b"\r\n\r\n"].concat(), vec![first, "malformed", last]),
    ] {
        let found = read("a.warc", &[zero.as_slice(), &middle, &two].concat());
        assert_eq!(found, expected, "{what}");
    }
    for cut in [1, 5, 20, 200, 700] {
        let found = read(
            "a.warc.gz",
            &[gzip(&zero), gzip(&one)[..cut.min(gzip(&one).len() - 1)].to_vec(), gzip(&two)].concat(),
        );
        assert!(
            found.first().is_some_and(|found| found == first) && found.last().is_some_and(|found| found == last),
            "{cut}: {found:?}"
        );
    }
    assert_eq!(read("a.warc.gz", &[gzip(&zero)[..50].to_vec(), gzip(&two)].concat()), ["damaged-compression", last]);
    // A member without its beginning contains nothing readable.
    let lost = [&[0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 0xFF, 0xFF][..], &[0xFF; 100]].concat();
    assert_eq!(
        read("a.warc.gz", &[gzip(&zero), lost.clone(), gzip(&two)].concat()),
        [first, "damaged-compression", last]
    );
    assert_eq!(read("a.warc.gz", &[lost, gzip(&zero), gzip(&two)].concat()), ["damaged-compression", first, last]);
    let cut = [zero.as_slice(), &one[..one.len() - 200]].concat();
    assert_eq!(read("a.warc", &cut), [first, "malformed"]);
    assert_eq!(read("a.warc.gz", &gzip(&cut)[..gzip(&cut).len() - 30])[0], first);
}

#[test]
fn records_that_lie_or_explode_are_left_out() {
    let bomb = gzip(&vec![b' '; 17 << 20]);
    let html = "Content-Type: text/html\r\n";
    let records = [
        response(0, "200 OK", &format!("{html}Content-Encoding: gzip\r\n"), &bomb),
        plain(1),
        response(2, "200 OK", html, &vec![b'x'; (16 << 20) + 1]),
        response(2, "200 OK", "Content-Type: video/mp4\r\n", &vec![0; (16 << 20) + 1]),
        response(2, "200 OK", html, b"\0\0\0\0"),
        plain(3),
    ];
    assert_eq!(read("a.warc", &records.concat()), ["record-too-large", HEADLINES[1], "record-too-large", HEADLINES[3]]);
}

#[test]
fn records_of_arc_are_read_in_both_versions() {
    let one = |line: &str, number: usize| {
        let block = format!("HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n{}", page(HEADLINES[number]));
        format!("{}\n{block}\n", line.replace("LENGTH", &block.len().to_string()))
    };
    let description = |version: &str| {
        format!("filedesc://a.arc 0.0.0.0 20151116081500 text/plain {}\n{version}\n\n", version.len() + 1)
    };
    let first = description("1 0 Archive\nURL IP-address Archive-date Content-type Archive-length");
    let second = description(
        "2 0 Archive\nURL IP-address Archive-date Content-type Result-code Checksum Location Offset Filename Archive-length",
    );
    let image = "http://post.example/a.gif 192.0.2.1 20151116081500 image/gif 6\nGIF89a\n";
    let old = one("http://post.example/a b 192.0.2.1 20151116081500 text/html LENGTH", 0);
    let new = one("http://post.example/1 192.0.2.1 20151116081500 text/html 200 x - 75 a.arc LENGTH", 1);
    let short =
        old.replace(&format!("text/html {}", old.lines().next().unwrap().rsplit(' ').next().unwrap()), "text/html 200");
    for (name, content, expected) in [
        (
            "a.arc",
            format!("{first}{old}{image}{}", one("http://post.example/2 192.0.2.1 20151116081500 text/html LENGTH", 2)),
            vec![HEADLINES[0], HEADLINES[2]],
        ),
        ("b.arc", format!("{second}{new}{image}"), vec![HEADLINES[1]]),
        ("c.arc", format!("{first}{short}{new}"), vec!["malformed", "malformed", HEADLINES[1]]),
    ] {
        assert_eq!(read(name, content.as_bytes()), expected, "{name}");
        assert_eq!(read(&format!("{name}.gz"), &gzip(content.as_bytes())), expected, "{name}.gz");
    }
}

#[test]
fn crawls_of_one_address_are_both_kept() {
    let case = Case::new();
    let later = String::from_utf8(plain(0))
        .unwrap()
        .replace("2015-11-16T08", "2015-11-17T09")
        .replace("four hours", "five long hours");
    let later = later.replace("Content-Length: ", "Content-Length: 1").into_bytes();
    case.write("a.warc", [plain(0), later].concat());
    case.index(0);
    let hits = case.expect(0, &["search", "ferry", "--format", "json"]).json();
    let hits = hits["hits"].as_array().unwrap();
    let mut retrieved: Vec<_> = hits.iter().map(|hit| hit["retrieved"].as_str().unwrap()).collect();
    retrieved.sort_unstable();
    assert_eq!(retrieved, ["2015-11-16T08:15:00Z", "2015-11-17T09:15:00Z"]);
    assert!(hits.iter().all(|hit| hit["url"] == "https://post.example/0" && hit["published"].is_null()));
    let shown = case.expect(0, &["show", hits[0]["id"].as_str().unwrap()]).stdout;
    assert!(shown.contains("retrieved: 2015-11-1"), "{shown}");
    let table = case.expect(0, &["search", "ferry", "--format", "csv"]).stdout;
    assert!(
        table.lines().next().unwrap().contains(",retrieved,") && table.contains(",2015-11-16T08:15:00Z,"),
        "{table}"
    );
}

#[test]
fn parts_of_saved_pages_and_indexes_of_crawls_are_no_articles() {
    let case = Case::new();
    case.write("Ferry.html", page("Ferry runs aground"));
    case.write("Ferry_files/frame.html", page("Frame"));
    case.write("Fähre.htm", page("Fähre"));
    case.write("Fähre-Dateien/frame.html", page("Rahmen"));
    case.write("old_files/kept.html", page("Kept"));
    case.write("mirror/hts-cache/readme.txt", "What's in this folder\n\nThis folder is of HTTrack.");
    case.write("mirror/hts-log.txt", "HTTrack3.49 launched on Mon\n\nmirror complete");
    let mut crawl = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in [
        ("datapackage.json", br#"{"profile":"data-package","title":"Crawl","description":"x"}"#.to_vec()),
        ("archive/data.warc.gz", gzip(&plain(1))),
        (
            "pages/pages.jsonl",
            br#"{"format":"json-pages-1.0","title":"All Pages"}
{"url":"https://post.example/1","title":"Harbour wall","text":"The council voted."}"#
                .to_vec(),
        ),
        ("indexes/index.cdx", b"example,post)/1 20151116081500 {}\n".to_vec()),
    ] {
        crawl.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        crawl.write_all(&content).unwrap();
    }
    case.write("crawl.wacz", crawl.finish().unwrap().into_inner());
    let report = case.index(0);
    assert_eq!(report["articles"]["added"], 4, "{report}");
    assert_eq!(report["files"]["skipped"], 0, "{report}");
    assert_eq!(case.headlines("headline:wall"), ["Harbour wall to be raised"]);
    assert_eq!(case.headlines("path:crawl.wacz"), ["Harbour wall to be raised"]);
}

#[test]
fn every_cut_and_many_mutations_of_an_archive_end_well() {
    let archive = [
        plain(0),
        response(
            1,
            "200 OK",
            "Content-Type: text/html\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n",
            b"5\r\n\x1f\x8b\x08\0\0\r\n0\r\n\r\n",
        ),
        plain(2),
    ]
    .concat();
    let compressed = [gzip(&plain(0)), gzip(&plain(1)), gzip(&plain(2))].concat();
    for (name, bytes) in [("a.warc", archive), ("a.warc.gz", compressed)] {
        let step = 7;
        for cut in (0..bytes.len()).step_by(step) {
            let _ = read(name, &bytes[..cut]);
            let mut mutated = bytes.clone();
            mutated[cut] ^= 0x20;
            let found = read(name, &mutated);
            assert!(!found.is_empty(), "{name} {cut}");
        }
    }
}

#[test]
fn skips_are_counted_once() {
    let mut skips: Vec<Skip> = Vec::new();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.warc");
    fs::write(&path, [plain(0), b"rubbish\n".repeat(1000), plain(1)].concat()).unwrap();
    let read = read_file(&path, None, &ReadingOptions::default(), &ReadingLimits::default(), &mut |record| {
        skips.extend(record.err());
        ControlFlow::Continue(())
    });
    assert_eq!((skips.len(), read.unwrap().records), (1, 3));
}
