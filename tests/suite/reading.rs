//! Reading files through the public function: one fixture per format and pitfall.

use dateline::article::Article;
use dateline::corpus::{FileRead, Format, ReadingLimits, ReadingOptions, RecordTime, Skip, read_file};
use proptest::prelude::*;
use std::fs;
use std::io::Write;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::Duration;

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/readers").join(name)
}

fn read_with(path: &Path, options: &ReadingOptions) -> (Vec<Result<Article, Skip>>, Result<FileRead, Skip>) {
    let mut found = Vec::new();
    let read = read_file(path, None, options, &ReadingLimits::default(), &mut |record| {
        found.push(record);
        ControlFlow::Continue(())
    });
    (found, read.map_err(|unread| *unread.skip))
}

fn read(name: &str) -> (Vec<Result<Article, Skip>>, Result<FileRead, Skip>) {
    read_with(&fixture(name), &ReadingOptions::default())
}

/// Returns the only article of a fixture.
fn article(name: &str) -> Article {
    let (mut found, read) = read(name);
    read.unwrap_or_else(|skip| panic!("{name}: {skip}"));
    assert_eq!(found.len(), 1, "{name}");
    found.remove(0).unwrap_or_else(|skip| panic!("{name}: {skip}"))
}

/// Returns the headlines and the codes of skipped records of a fixture, in order.
fn outline(name: &str) -> Vec<String> {
    let (found, read) = read(name);
    let of = |record: Result<Article, Skip>| match record {
        Ok(article) => article.headline,
        Err(skip) => {
            format!("{} {}", skip.line.map_or(String::new(), |line| format!("line {line}")), skip.reason.code())
        }
    };
    let end = read.err().map(|skip| format!("file: {}", skip.reason.code()));
    found.into_iter().map(of).chain(end).collect()
}

fn published(article: &Article) -> String {
    article.published.map(|published| published.date.to_string()).unwrap_or_default()
}

const BODY: &str = "Passengers spent four hours on the sandbank off Penholm before the tide lifted the boat.\n\n\
                    Nobody was hurt. “We played cards,” said one of them.\n\nWHAT NEXT\n\nThe harbour board meets on Friday.";

#[test]
fn a_front_page_of_whole_stories_is_read_as_several_articles() {
    let (found, read) = read("html-front-page.html");
    assert_eq!(read.expect("a page").records, 2);
    let outlines = found.into_iter().flatten().map(|article| {
        let day = published(&article);
        (article.record, article.headline, day, article.url.unwrap_or_default(), article.source.unwrap_or_default())
    });
    let outlines: Vec<_> = outlines.collect();
    let expected = [
        (1, "Harbour wall to be raised", "2015-11-14", "https://post.example/2015/wall"),
        (2, "Minister resigns over ferries", "2015-11-13", "https://post.example/2015/ferry"),
    ];
    let text = str::to_owned;
    let expected = expected
        .map(|(record, headline, day, url)| (record, text(headline), text(day), text(url), text("Penholm Post")));
    assert_eq!(outlines, expected);
}

#[test]
fn a_press_review_is_several_articles() {
    for name in ["press-review.fodt", "press-review.rtf"] {
        let (found, read) = read(name);
        assert_eq!(read.expect("a document").records, 2, "{name}");
        let articles = found.into_iter().flatten().map(|article| {
            assert!(!article.body.contains("hidden"), "{name}: {}", article.body);
            let day = published(&article);
            (article.headline, article.source.unwrap_or_default(), day, article.page, article.bylines)
        });
        let text = str::to_owned;
        let expected = [
            (text("Ferry runs aground"), text("The Courier"), text("2015-11-14"), Some(text("3")), vec![]),
            (text("Fire in the port"), text("Penholm Gazette"), text("2015-11-15"), None, vec![text("Bo Li")]),
        ];
        assert_eq!(articles.collect::<Vec<_>>(), expected, "{name}");
    }
}

#[test]
fn lines_around_the_headline_of_a_document_are_its_fields() {
    for (name, source, page, bylines) in [
        ("cited.rtf", "Lindau Observer", Some("B4"), &[][..]),
        ("masthead.docx", "LINDAU OBSERVER", Some("3"), &["KAREN HOLM"]),
        ("named-source.fodt", "The Lindau Observer", None, &["Karen Holm"]),
    ] {
        let article = article(name);
        assert_eq!(article.headline, "Northern quay closes for eleven months", "{name}");
        assert!(article.body.starts_with("The harbour board of Lindau voted"), "{name}: {}", article.body);
        assert_eq!(article.source.as_deref(), Some(source), "{name}");
        assert_eq!(article.page.as_deref(), page, "{name}");
        assert_eq!(article.bylines, bylines, "{name}");
        assert_eq!(published(&article), "2019-03-12", "{name}");
    }
}

#[test]
fn plain_text_is_read_in_every_compression_and_encoding() {
    for name in [
        "text-paragraphs.txt",
        "text-signature.txt",
        "text-utf-16.txt",
        "text-in-json-clothing.json",
        "packed.txt.gz",
        "packed.txt.bz2",
        "packed.txt.xz",
        "packed.txt.zst",
    ] {
        let article = article(name);
        assert_eq!(article.headline, "Ferry runs aground in fog", "{name}");
        assert_eq!(article.body, BODY, "{name}");
        assert_eq!(article.source.is_some(), name == "text-signature.txt", "{name}");
    }
    assert_eq!(article("text-signature.txt").source.as_deref(), Some("Coastal Press Agency"));
}

#[test]
fn paragraphs_of_plain_text_are_recognized() {
    let lines = article("text-lines-crlf.txt");
    assert_eq!(lines.headline, "FERRY RUNS AGROUND");
    assert_eq!(lines.body.split("\n\n").count(), 2);
    let wrapped = article("text-wrapped.txt");
    assert!(wrapped.body.contains("before the tide lifted") && wrapped.body.contains("coast-guard station"));
    assert_eq!(wrapped.body.split("\n\n").count(), 2);
    assert_eq!(article("text-no-headline.txt").headline, "");
    let western = article("text-windows-1252.txt");
    assert_eq!(
        (western.headline.as_str(), western.body.as_str()),
        ("Ferry fares rise to £4.50", "The café on board stays shut.")
    );
}

#[test]
fn responses_of_news_services_are_read_as_lists() {
    let (found, read) = read("json-news-api.json");
    assert_eq!(read.expect("a list").records, 2);
    let first = found[0].as_ref().expect("an article");
    assert_eq!(first.headline, "Ferry runs aground");
    assert_eq!(first.body, "Passengers spent four hours on the sandbank\n\nbefore the tide");
    assert_eq!(first.bylines, ["Ida Falk"]);
    assert_eq!(published(first), "2015-11-14T06:30:00Z");
    assert_eq!(
        found[1].as_ref().expect_err("no text").to_string().split(';').next(),
        Some("record 2: no headline, lead or body")
    );

    let guardian = article("json-guardian.json");
    assert_eq!(guardian.body, "Passengers spent four hours.\n\nNobody was hurt & all went home.");
    assert_eq!(guardian.topics, ["Ferries"]);
    assert_eq!(guardian.section.as_deref(), Some("Coast"));
}

#[test]
fn json_records_are_read_one_by_one() {
    assert_eq!(outline("json-list-with-gaps.json"), ["One", " not-an-object", "Two", " no-text"]);
    assert_eq!(outline("json-broken.json"), ["One", "Two", "file: malformed"]);
    assert_eq!(outline("json-deep.json"), ["file: nested-too-deeply"]);
    assert_eq!(outline("json-lines.jsonl"), ["One", "line 3 malformed", "Café", "Three", "Four"]);
    assert_eq!(outline("json-lines-wordless.json"), ["One", "Two"]);
    let (found, _) = read("json-list-with-gaps.json");
    let ids: Vec<_> = found.iter().flatten().map(|article| &article.id).collect();
    assert_ne!(ids[0], ids[1]);
}

#[test]
fn json_fields_are_found_by_their_many_names() {
    let basil = article("json-paragraphs.json");
    assert_eq!(basil.body, "One. Two.\n\nThree.");
    assert_eq!(basil.topics, ["Falk Ida", "Ferries"]);
    assert_eq!(basil.source.as_deref(), Some("pp"));
    let ninjs = article("json-ninjs.json");
    assert_eq!(ninjs.body, "One.\n\nTwo.");
    assert_eq!((ninjs.lead.as_deref(), ninjs.place.as_deref()), (Some("On a sandbank."), Some("Penholm")));
    assert!(ninjs.language_stated);
    let (found, _) = read("json-lines.jsonl");
    let mongo = found[0].as_ref().expect("an article");
    assert_eq!((mongo.own_id.as_deref(), published(mongo).as_str()), (Some("5aa"), "2015-11-14T06:30:00Z"));
}

#[test]
fn markdown_front_matter_is_read() {
    let clipping = article("markdown-clipping.md");
    assert_eq!(clipping.headline, "Ferry runs aground: passengers wait");
    assert_eq!(clipping.url.as_deref(), Some("https://post.example/ferry"));
    assert_eq!(clipping.bylines, ["Ida Falk", "Jon Roe"]);
    assert_eq!((clipping.source, clipping.published), (None, None));
    assert_eq!(
        clipping.body,
        "Passengers spent four hours on the sandbank.\n\nWhat next\n\nThe board meets\nThe channel is dredged"
    );
    let toml = article("markdown-toml.md");
    assert_eq!(
        (published(&toml).as_str(), toml.bylines.as_slice()),
        ("2015-11-14", ["Ida Falk".to_owned()].as_slice())
    );
    let heading = article("markdown-heading.md");
    assert_eq!((heading.headline.as_str(), heading.body.as_str()), ("Ferry runs aground", "Passengers waited."));
    let notion = article("notion-properties.md");
    assert_eq!(
        (notion.source.as_deref(), published(&notion).as_str(), notion.body.as_str()),
        (Some("Penholm Post"), "2015-11-14", "The ferry is stuck off Penholm.\n\nNobody was hurt.")
    );
    let broken = article("markdown-broken.md");
    assert_eq!(broken.headline, "Ferry: aground again");
    assert_eq!(broken.body, "fog, and no wind\n\nPassengers waited.");
    assert_eq!(published(&broken), "2015-11-14");
}

#[test]
fn html_metadata_is_read() {
    let page = article("html-linked-data.html");
    assert_eq!(page.headline, "Ferry runs aground");
    assert_eq!(page.source.as_deref(), Some("Penholm Post"));
    assert_eq!((page.section.as_deref(), page.topics.len(), page.bylines.len()), (Some("Coast"), 2, 1));
    assert_eq!(page.url.as_deref(), Some("https://post.example/ferry"));
    assert_eq!(published(&page), "2015-11-14T06:30:00+01:00");
    assert!(
        page.body.contains("\n\nWhat next\n\n") && !page.body.contains("Sport") && !page.body.contains("Copyright")
    );
    let russian = article("html-windows-1251.html");
    assert_eq!(russian.headline, "Паром сел на мель");
    assert!(russian.body.starts_with("Пассажиры провели"));
    assert_eq!(published(&russian), "2015-11-14");
    assert!(article("html-no-article.html").body.contains("Ferry\n\nFog"));
}

#[test]
fn unreadable_files_are_rejected_with_a_reason() {
    for (name, code) in [
        ("refused-pdf.txt", "no-pdf-program"),
        ("refused-binary.txt", "binary"),
        ("refused-feed.xml", "no-articles"),
        ("refused-table.csv", "no-text-column"),
        ("refused-blank.txt", "empty"),
        ("packed-cut-short.txt.gz", "damaged-compression"),
        ("no-such-file.txt", "unreadable"),
        ("", "not-a-file"),
    ] {
        let (found, read) = read(name);
        assert!(found.is_empty(), "{name}");
        assert_eq!(read.expect_err(name).reason.code(), code, "{name}");
    }
}

#[test]
fn size_limits_are_enforced() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, content: &[u8]| {
        let path = folder.path().join(name);
        fs::write(&path, content).expect("a file");
        path
    };
    let code = |path: &Path, options: &ReadingOptions| read_with(path, options).1.expect_err("a limit").reason.code();
    let small = ReadingOptions { max_file_bytes: 10, ..ReadingOptions::default() };
    assert_eq!(code(&fixture("text-paragraphs.txt"), &small), "file-too-large");
    let long = write("long.txt", "word ".repeat(4_000_000).as_bytes());
    assert_eq!(code(&long, &ReadingOptions::default()), "record-too-large");

    let mut bomb = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    bomb.write_all(b"{\"title\":\"One\"}\n{\"title\":\"Two\"}\n").expect("memory");
    for _ in 0..100 {
        bomb.write_all(&vec![b'\n'; 1024 * 1024]).expect("memory");
    }
    let bomb = write("bomb.jsonl.gz", &bomb.finish().expect("memory"));
    let (found, read) = read_with(&bomb, &ReadingOptions::default());
    assert_eq!((found.len(), read.expect_err("a bomb").reason.code()), (2, "explodes"));
}

#[test]
fn the_hash_covers_the_whole_file_even_when_reading_stops() {
    let path = fixture("json-list-with-gaps.json");
    let expected = blake3::hash(&fs::read(&path).expect("a file"));
    let mut seen = 0;
    let read = read_file(&path, None, &ReadingOptions::default(), &ReadingLimits::default(), &mut |_| {
        seen += 1;
        ControlFlow::Break(())
    });
    let read = read.expect("a file");
    // The short articles waited for each other, so all were read before the first was emitted.
    assert_eq!((seen, read.records), (1, 4));
    assert_eq!(read.hash, expected.as_bytes()[..16]);
    assert_eq!(read.bytes, fs::metadata(&path).expect("a file").len());
}

#[test]
fn a_large_list_is_streamed_completely() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("2015-11-14.json");
    let record = |number: usize| {
        format!("{{\"id\":\"n-{number}\",\"title\":\"Ferry {number}\",\"body\":\"{}\"}}", "Fög. ".repeat(200))
    };
    let records: Vec<String> = (0..3_000).map(record).collect();
    fs::write(&path, format!("{{\"meta\":{{}},\"articles\":[{}]}}", records.join(",\n"))).expect("a file");
    let (found, read) = read_with(&path, &ReadingOptions::default());
    assert_eq!(read.expect("a list").records, 3_000);
    let last = found.last().and_then(|record| record.as_ref().ok()).expect("an article");
    assert_eq!((last.headline.as_str(), last.record), ("Ferry 2999", 3_000));
    // The name of a file only dates a single article.
    assert_eq!(last.published, None);
    assert!(last.body.starts_with("Fög. Fög."));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn arbitrary_content_never_panics_a_reader(
        bytes in prop_oneof![
            prop::collection::vec(any::<u8>(), 0..400).boxed(),
            "[ -~\n]{0,400}".prop_map(String::into_bytes).boxed(),
            "\\PC{0,200}".prop_map(String::into_bytes).boxed(),
            prop::collection::vec(prop::sample::select(PARTS.to_vec()), 0..60).prop_map(|parts| parts.concat().into_bytes()).boxed(),
        ],
    ) {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a");
        fs::write(&path, &bytes).expect("a file");
        for format in std::iter::once(None).chain(Format::all().map(Some)) {
            let options = ReadingOptions { format, ..ReadingOptions::default() };
            let (_, read) = read_with(&path, &options);
            let failed = read.is_err_and(|skip| skip.reason.code() == "reader-failed");
            prop_assert!(!failed);
        }
    }
}

/// Fragments of the formats, combined at random.
const PARTS: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"title\"",
    "\"body\"",
    "\"articles\"",
    "\"2015-11-14\"",
    "1e999",
    "null",
    "\\ud800",
    "\n",
    "\r\n",
    " ",
    "---\n",
    "+++\n",
    "title: ",
    "- ",
    "# ",
    "| a |",
    "[[",
    "]]",
    "<p>",
    "</p>",
    "<div ",
    "class='",
    ">",
    "<!--",
    "-->",
    "<script type='application/ld+json'>",
    "</script>",
    "&amp;",
    "&#",
    "<table>",
    "<meta charset=utf-16>",
    "<meta property='og:title' content='x'>",
    "<h1>",
    "é",
    "東京",
    "\u{FEFF}",
    "The river rose.",
    "word ",
    "&eacute;",
    "<svg>",
    "<br>",
];

#[test]
fn the_order_of_numeric_dates_in_a_page_is_that_of_its_other_dates() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = "<p>The council met on Tuesday to discuss the plan for the harbour wall and the money that it would cost the town.</p>";
    for (head, body, expected) in [
        ("<meta name=pubdate content=05/03/2015>", "<time datetime=14/11/2015 class=updated>x</time>", "2015-03-05"),
        (
            "<meta name=date content=05/03/2015><meta property=article:modified_time content=11/14/2015>",
            "",
            "2015-05-03",
        ),
        ("", "<time>05/03/2015</time><aside><time>13/03/2015</time></aside>", "2015-03-05"),
        ("", "<time datetime=05/03/2015>x</time>", ""),
        (
            "<meta name=date content=05/03/2015>",
            "<time datetime=14/11/2015 class=updated>x</time><time datetime=11/14/2015 class=updated>x</time>",
            "",
        ),
        ("<link rel=canonical href=https://x.example/2015/05/03/a>", "<time>05/03/2015</time>", "2015-05-03"),
    ] {
        let path = folder.path().join("page.html");
        fs::write(&path, format!("<!DOCTYPE html><html><head><title>Wall</title>{head}</head><body><article><h1>Wall</h1>{body}{text}</article>")).expect("a file");
        let (found, _) = read_with(&path, &ReadingOptions::default());
        let dates: Vec<String> = found.into_iter().flatten().map(|article| published(&article)).collect();
        assert_eq!(dates, [expected], "{head}{body}");
    }
}

thread_local! {
    /// The time of [`stepping_clock`], in seconds.
    static NOW: std::cell::Cell<u64> = const { std::cell::Cell::new(0) };
}

/// A clock that advances by a minute each time it is read.
fn stepping_clock() -> Duration {
    NOW.set(NOW.get() + 60);
    Duration::from_secs(NOW.get())
}

/// Reads a file with a limit on the time of each record, by the stepping clock. Returns `read` or the reason for skipping for each record.
fn read_within(path: &Path, seconds: u64) -> Vec<&'static str> {
    let time = RecordTime::new(Duration::from_secs(seconds), stepping_clock);
    let limits = ReadingLimits { time, ..ReadingLimits::default() };
    let mut found = Vec::new();
    let read = read_file(path, None, &ReadingOptions::default(), &limits, &mut |record| {
        found.push(record.map_or_else(|skip| skip.reason.code(), |_| "read"));
        ControlFlow::Continue(())
    });
    // A file with one article may be skipped as a whole.
    found.extend(read.err().map(|error| error.skip.reason.code()));
    found
}

#[test]
fn a_record_over_its_time_is_left_out_and_the_rest_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let story = "The river rose on Monday and the council met. ".repeat(20);
    let record = format!("{{\"title\":\"T\",\"body\":\"{story}\"}}");
    for (name, content, records) in [
        ("a.txt", format!("Head\n\n{story}"), 1),
        ("a.md", format!("# Head\n\n{}", format!("{story}\n\n").repeat(200)), 1),
        ("a.html", format!("<html><body><article><h1>Head</h1><p>{story}</p></article></body></html>"), 1),
        ("a.json", format!("[{record},{record},{record}]"), 3),
        ("a.jsonl", format!("{record}\n{record}\n{record}\n"), 3),
    ] {
        let path = folder.path().join(name);
        fs::write(&path, content).unwrap();
        for (limit, is_read) in [(0, false), (59, false), (100_000, true)] {
            let found = read_within(&path, limit);
            assert_eq!(found, vec![if is_read { "read" } else { "too-slow" }; records], "{name} {limit}");
        }
    }
}

#[test]
fn the_fields_of_a_json_record_are_under_its_time() {
    let folder = tempfile::tempdir().unwrap();
    let record = r#"{"title":"T","body":"The river rose."}"#;
    // More fields than are read between two checks of the clock: a short record takes a minute, this one longer.
    let fields: String = (0..600).map(|number| format!("\"k{number}\":[{{\"x\":{number}}}],")).collect();
    let large = format!("{{{fields}\"title\":\"T\",\"body\":\"The river rose.\"}}");
    for (name, content) in [
        ("a.json", format!("[{record},{large},{record}]")),
        ("a.json", format!("{{\"articles\":[{record},{large},{record}]}}")),
        ("a.json", format!("{record} {large} {record}")),
        ("a.json", format!("{record} {{\"data\":{large}}} {record}")),
        ("a.jsonl", format!("{record}\n{large}\n{record}\n")),
    ] {
        let path = folder.path().join(name);
        fs::write(&path, &content).unwrap();
        assert_eq!(read_within(&path, 100_000), ["read"; 3], "{}", &content[..60]);
        assert_eq!(read_within(&path, 100), ["read", "too-slow", "read"], "{}", &content[..60]);
    }
    // The first element of a list decides whether it is a list of articles.
    let path = folder.path().join("b.json");
    fs::write(&path, format!("{{\"articles\":[{large},{large},{record}]}}")).unwrap();
    assert_eq!(read_within(&path, 100), ["too-slow", "too-slow", "read"]);
}
