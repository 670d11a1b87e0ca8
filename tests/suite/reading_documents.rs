//! Reading documents of word processors, e-books and PDF files: the fields of plain, odd and broken files.

use crate::document_files::{docx, epub, lines, nav_point, odt, package, pdf};
use crate::support::Case;
use dateline::article::Article;
use dateline::corpus::{PdfProgram, ReadingLimits, ReadingOptions, Skip, read_file};
use std::fs;
use std::ops::ControlFlow;
use std::time::{Duration, Instant};

const FERRY: &str = "The ferry to Penholm ran aground on Friday evening. Nobody was hurt, said the coast guard.";
const DIVERS: &str = "Divers will look at the hull on Saturday, and the company expects delays.";

/// Reads a file, and returns its articles, the skipped records, and the reason why the rest was not read.
fn read_with(name: &str, content: &[u8], pdf: Option<&PdfProgram>) -> (Vec<Article>, Vec<Skip>, Option<Skip>) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, content).unwrap();
    let (mut articles, mut left_out) = (Vec::new(), Vec::new());
    let limits = ReadingLimits { pdf, ..ReadingLimits::default() };
    let read = read_file(&path, None, &ReadingOptions::default(), &limits, &mut |record| {
        match record {
            Ok(article) => articles.push(article),
            Err(skip) => left_out.push(skip),
        }
        ControlFlow::Continue(())
    });
    (articles, left_out, read.err().map(|unread| *unread.skip))
}

fn program() -> PdfProgram {
    PdfProgram::new(env!("CARGO_BIN_EXE_dateline"), ["read-pdf"])
}

fn article(name: &str, content: &[u8]) -> Article {
    let (mut articles, left_out, failure) = read_with(name, content, Some(&program()));
    assert!(
        articles.len() == 1 && left_out.is_empty() && failure.is_none(),
        "{name}: {articles:?} {left_out:?} {failure:?}"
    );
    articles.remove(0)
}

fn code(name: &str, content: &[u8]) -> &'static str {
    read_with(name, content, Some(&program())).2.map_or("read", |skip| skip.reason.code())
}

fn day(article: &Article) -> String {
    article.published.map(|published| published.date.to_string()).unwrap_or_default()
}

fn paragraph(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

fn styled(style: &str, text: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val='{style}'/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
}

#[test]
fn word_documents_are_read_by_their_styles() {
    let body = [
        styled("Verzeichnis1", "Ferry runs aground 1"),
        styled("Titel", "Ferry runs aground"),
        paragraph("By Ida Falk and Bo Li"),
        paragraph("14 November 2015"),
        "<w:p><w:r><w:t>The ferry</w:t><w:tab/><w:t xml:space='preserve'> ran</w:t></w:r><w:del><w:r><w:delText>sank</w:delText></w:r></w:del>\
         <w:ins><w:r><w:t> aground.</w:t></w:r></w:ins><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>"
            .to_owned(),
        "<w:p><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr><w:r><w:t>One</w:t></w:r></w:p>".to_owned(),
        "<w:p><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr><w:r><w:t>Two</w:t></w:r></w:p>".to_owned(),
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Ferry</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Fare</w:t></w:r></w:p></w:tc></w:tr></w:tbl>".to_owned(),
        "<w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent><w:p><w:r><w:t>In a box</w:t></w:r></w:p></w:txbxContent></w:drawing></mc:Choice>\
         <mc:Fallback><w:pict><w:p><w:r><w:t>In a box</w:t></w:r></w:p></w:pict></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>The &amp; end</w:t></w:r></w:p>".to_owned(),
    ]
    .concat();
    let core = "<dc:title>Microsoft Word - ferry.doc</dc:title><dc:creator>Windows User</dc:creator><cp:keywords>ferries; Penholm</cp:keywords>\
        <dcterms:created>2015-11-10T10:00:00Z</dcterms:created><dcterms:modified>2020-01-01T10:00:00Z</dcterms:modified>";
    let read = article(
        "a.docx",
        &docx(&body, "<w:footnote w:id='1'><w:p><w:r><w:t>A note.</w:t></w:r></w:p></w:footnote>", core),
    );
    assert_eq!(read.headline, "Ferry runs aground");
    assert_eq!(read.bylines, ["Ida Falk", "Bo Li"]);
    assert_eq!(read.topics, ["ferries", "Penholm"]);
    assert_eq!(day(&read), "2015-11-14");
    assert_eq!(read.body, "The ferry\t ran aground.\n\nOne\nTwo\n\nFerry Fare\n\nThe & end\n\nIn a box\n\nA note.");
}

#[test]
fn word_documents_without_styles_have_properties() {
    let core = "<dc:title>Ferry runs aground</dc:title><dc:creator>Ida Falk</dc:creator><dcterms:created>2015-11-10T10:00:00Z</dcterms:created>";
    let body = [paragraph("PENHOLM"), paragraph(FERRY), paragraph(DIVERS)].concat();
    let read = article("a.docx", &docx(&body, "", core));
    assert_eq!((read.headline.as_str(), read.bylines.as_slice()), ("Ferry runs aground", &["Ida Falk".to_owned()][..]));
    assert_eq!(day(&read), "2015-11-10T10:00:00Z");
    // The date in the file name is closer to the publication than the date of creation.
    assert_eq!(day(&article("2015-11-14 ferry.docx", &docx(&body, "", core))), "2015-11-14");
    let deleted_mark = format!(
        "{}<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>One </w:t></w:r></w:p>{}",
        styled("berschrift1", "Ferry"),
        paragraph("paragraph.")
    );
    assert_eq!(article("a.docx", &docx(&deleted_mark, "", "")).body, "One paragraph.");
}

#[test]
fn broken_word_documents_are_left_out() {
    let whole = docx(&paragraph(FERRY), "", "");
    assert_eq!(code("a.docx", whole.get(..whole.len() / 2).unwrap()), "malformed");
    let without = package(&[("[Content_Types].xml", "<Types/>"), ("word/styles.xml", "<w:styles/>")]);
    assert_eq!(code("a.docx", &without), "malformed");
    let bomb = docx(&paragraph(&" ".repeat(80 << 20)), "", "");
    assert!(bomb.len() < 1 << 20);
    assert_eq!(code("a.docx", &bomb), "explodes");
    let empty = docx("", "", "");
    assert_eq!(read_with("a.docx", &empty, None).1.len(), 1);
}

#[test]
fn opendocument_texts_are_read() {
    let automatic = "<style:style style:name='P1' style:family='paragraph' style:parent-style-name='Title'/>";
    let text = format!(
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>Deleted</text:p></text:deletion></text:changed-region></text:tracked-changes>\
         <text:table-of-content><text:p>Contents</text:p></text:table-of-content>\
         <text:p text:style-name='P1'>Ferry runs<text:s/>aground</text:p><text:p>Von Ida Falk</text:p>\
         <text:p>{FERRY}<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>A note.</text:p></text:note-body></text:note>\
         <office:annotation><text:p>A comment</text:p></office:annotation></text:p>\
         <text:list><text:list-item><text:p>One</text:p></text:list-item><text:list-item><text:p>Two</text:p></text:list-item></text:list>\
         <table:table><table:table-row><table:table-cell><text:p>Ferry</text:p></table:table-cell><table:table-cell><text:p>Fare</text:p></table:table-cell></table:table-row></table:table>\
         <text:p>A<text:line-break/>B  &amp;\n C</text:p>"
    );
    let meta = "<meta:initial-creator>Bo Li</meta:initial-creator><dc:creator>Windows User</dc:creator><meta:creation-date>2015-11-13T10:00:00</meta:creation-date>\
        <dc:date>2020-01-01T10:00:00</dc:date><meta:keyword>ferries</meta:keyword><dc:language>en-GB</dc:language>";
    let body = format!("{FERRY}\n\nOne\nTwo\n\nFerry Fare\n\nA\nB & C\n\nA note.");
    let flat = format!(
        "<?xml version='1.0'?><office:document xmlns:office='o' office:mimetype='application/vnd.oasis.opendocument.text'><office:meta>{meta}</office:meta>\
         <office:automatic-styles>{automatic}</office:automatic-styles><office:body><office:text>{text}</office:text></office:body></office:document>"
    );
    for (name, content) in [("a.odt", odt(&text, automatic, meta)), ("a.fodt", flat.into_bytes())] {
        let read = article(name, &content);
        assert_eq!(read.headline, "Ferry runs aground", "{name}");
        assert_eq!(read.bylines, ["Ida Falk"], "{name}");
        assert_eq!(read.topics, ["ferries"], "{name}");
        assert_eq!(day(&read), "2015-11-13T10:00:00", "{name}");
        assert_eq!(read.body, body, "{name}");
    }
    assert_eq!(code("a.odt", odt("<text:p>x", "", "").get(..200).unwrap()), "malformed");
}

#[test]
fn rtf_documents_are_read() {
    let rtf = format!(
        "{{\\rtf1\\ansi{{\\info{{\\title Untitled}}{{\\author Ida Falk}}{{\\keywords ferries, Penholm}}{{\\creatim\\yr2015\\mo11\\dy13}}{{\\revtim\\yr2020\\mo1\\dy1}}}}\
         {{\\header Running head\\par}}\\pard\\fs40\\b Ferry runs aground\\b0\\fs22\\par {FERRY} {{\\deleted Gone.}}{{\\deleted Gone {{\\b too}}}}Kept.{{\\footnote A note.}}\\par\
         {{\\listtext\\'b7\\tab}}One\\par{{\\listtext 2.\\tab}}Two\\par }}"
    );
    let read = article("a.rtf", rtf.as_bytes());
    assert_eq!((read.headline.as_str(), day(&read).as_str()), ("Ferry runs aground", "2015-11-13"));
    assert_eq!((read.bylines.as_slice(), read.topics.len()), (&["Ida Falk".to_owned()][..], 2));
    assert_eq!(read.body, format!("{FERRY} Kept.\n\nOne\nTwo\n\nA note."));
    assert_eq!(code("a.rtf", b"{\\rtf1 \\'"), "malformed");
}

#[test]
fn issues_are_divided_into_articles() {
    let page = |headline: &str| {
        format!(
            "<div class='calibre_navbar'><a href='x'>Next</a></div><h1>{headline}</h1><p class='byline'>By Bo Li</p><p>{FERRY}</p>"
        )
    };
    let index = "<h2>News</h2><ul><li><a href='a.html'>Ferry runs aground</a></li></ul>";
    let continued = format!(
        "<p>{DIVERS}</p><p>Downloaded from <a rel='calibre-downloaded-from' href='https://courier.example/ferry'>here</a></p>"
    );
    let ncx = [
        nav_point("Cover", "cover.html", ""),
        nav_point("News", "news.html", &nav_point("Ferry runs aground", "a.html", "")),
        nav_point(
            "Sport",
            "two%20three.html",
            &(nav_point("Cup final drawn", "two%20three.html#b", "") + &nav_point("Rowing", "two%20three.html#c", "")),
        ),
    ]
    .concat();
    let two = format!("<h2 id='b'>Cup final drawn</h2><p>{DIVERS}</p><h2 id='c'>Rowing</h2><p>{FERRY}</p>");
    let pages = [
        ("cover.html", "<p>The Courier</p>"),
        ("news.html", index),
        ("a.html", &page("Ferry runs aground")),
        ("a_split.html", &continued),
        ("two%20three.html", &two),
    ];
    let metadata = "<dc:title>The Courier [Sat, 14 Nov 2015]</dc:title><dc:date>2015-11-14T22:10:00+00:00</dc:date><dc:language>en</dc:language>\
        <dc:creator>calibre</dc:creator><dc:publisher>calibre</dc:publisher><dc:subject>News</dc:subject>\
        <meta name='calibre:publication_type' content='periodical:newspaper:The Courier'/>";
    let (articles, left_out, failure) = read_with("a.epub", &epub(metadata, &ncx, &pages), None);
    assert!(left_out.is_empty() && failure.is_none(), "{left_out:?} {failure:?}");
    let listed: Vec<(&str, &str, Option<&str>)> = articles
        .iter()
        .map(|article| (article.headline.as_str(), article.body.as_str(), article.section.as_deref()))
        .collect();
    let ferry = format!("{FERRY}\n\n{DIVERS}");
    assert_eq!(
        listed,
        [
            ("Ferry runs aground", ferry.as_str(), Some("News")),
            ("Cup final drawn", DIVERS, Some("Sport")),
            ("Rowing", FERRY, Some("Sport"))
        ]
    );
    for article in &articles {
        assert_eq!((article.source.as_deref(), day(article).as_str()), (Some("The Courier"), "2015-11-14"));
        assert!(article.topics.is_empty());
    }
    assert_eq!(
        (articles[0].bylines.as_slice(), articles[0].url.as_deref()),
        (&["Bo Li".to_owned()][..], Some("https://courier.example/ferry"))
    );
}

#[test]
fn a_book_of_one_text_is_one_article() {
    let metadata = "<dc:title>Ferries of Penholm</dc:title><dc:creator>Ida Falk</dc:creator><dc:publisher>Penholm Press</dc:publisher><dc:date opf:event='modification'>2020-01-01</dc:date>\
        <dc:date opf:event='publication'>2015-11</dc:date><dc:subject>ferries</dc:subject>";
    let text = format!("<p>{FERRY}</p>");
    let read =
        article("a.epub", &epub(metadata, &nav_point("Text", "a.html", ""), &[("cover.html", ""), ("a.html", &text)]));
    assert_eq!(
        (read.headline.as_str(), read.source.as_deref(), day(&read).as_str()),
        ("Ferries of Penholm", Some("Penholm Press"), "2015-11")
    );
    assert_eq!(
        (read.body.as_str(), read.bylines.as_slice(), read.topics.as_slice()),
        (FERRY, &["Ida Falk".to_owned()][..], &["ferries".to_owned()][..])
    );
    let locked = package(&[
        ("mimetype", "application/epub+zip"),
        (
            "META-INF/encryption.xml",
            "<encryption><EncryptedData><EncryptionMethod Algorithm='http://www.w3.org/2001/04/xmlenc#aes128-cbc'/></EncryptedData></encryption>",
        ),
    ]);
    assert_eq!(code("a.epub", &locked), "encrypted");
    assert_eq!(code("a.epub", &package(&[("mimetype", "application/epub+zip")])), "malformed");
}

/// Returns two columns of text, the lines in the order of the file given by `by_row`.
fn columns(by_row: bool) -> String {
    let left = [
        "The ferry to Penholm ran aground on Friday",
        "evening. Nobody was hurt, said the coast",
        "guard, whose boat came shortly after mid-",
    ];
    let right =
        ["night. Divers will look at the hull on the", "weekend, and the company expects delays", "until Monday."];
    let title = lines(24, 50, 760, &["Ferry runs aground"]);
    let one = |left_end: u32, row: usize, text: &str| lines(10, left_end, 700 - 12 * row as u32, &[text]);
    let text: String = if by_row {
        left.iter().zip(right).enumerate().map(|(row, (a, b))| one(50, row, a) + &one(310, row, b)).collect()
    } else {
        lines(10, 50, 700, &left) + &lines(10, 310, 700, &right)
    };
    title + &text
}

#[test]
fn columns_of_pdf_files_are_read_in_order() {
    let body = "The ferry to Penholm ran aground on Friday evening. Nobody was hurt, said the coast guard, whose boat came shortly after midnight. \
        Divers will look at the hull on the weekend, and the company expects delays until Monday.";
    for by_row in [false, true] {
        let read = article(
            "a.pdf",
            &pdf(
                &[columns(by_row)],
                "/Title (Microsoft Word - a.doc) /Author (Ida Falk) /Keywords (ferries; fog) /CreationDate (D:20151113101500Z)",
            ),
        );
        assert_eq!(read.headline, "Ferry runs aground", "{by_row}");
        assert_eq!(read.body, body, "{by_row}");
        assert_eq!(
            (read.bylines.as_slice(), read.topics.len(), day(&read).as_str()),
            (&["Ida Falk".to_owned()][..], 2, "2015-11-13T10:15:00Z")
        );
        assert_eq!((read.language.map(String::from).as_deref(), read.page.as_deref()), (Some("en"), None));
    }
    assert_eq!(day(&article("2015-11-14.pdf", &pdf(&[columns(false)], "/CreationDate (D:20200101)"))), "2015-11-14");
}

#[test]
fn running_heads_and_numbers_of_pages_are_no_text() {
    let page = |number: u32, text: &str| {
        lines(8, 50, 810, &["The Courier, Saturday 14 November 2015"])
            + &lines(10, 50, 700, &[text])
            + &lines(8, 300, 30, &[&format!("Page {number}")])
    };
    let pages = [
        lines(20, 50, 760, &["Ferry runs aground"]) + &page(1, "Passengers waited for hours"),
        page(2, "until the boats of the coast guard came."),
    ];
    let read = article("a.pdf", &pdf(&pages, ""));
    assert_eq!(read.body, "Passengers waited for hours until the boats of the coast guard came.");
    assert_eq!((day(&read).as_str(), read.page.as_deref()), ("2015-11-14", Some("1-2")));
}

#[test]
fn pages_of_pictures_are_reported() {
    let picture = "q 200 0 0 200 50 500 cm /I Do Q".to_owned();
    let pages = [
        picture.clone(),
        lines(20, 50, 760, &["Ferry runs aground"]) + &lines(10, 50, 700, &["Nobody was hurt."]),
        picture.clone(),
        String::new(),
    ];
    let (articles, left_out, failure) = read_with("2015-11-14.pdf", &pdf(&pages, ""), Some(&program()));
    assert!(failure.is_none());
    assert_eq!(
        articles.iter().map(|article| (article.headline.as_str(), day(article))).collect::<Vec<_>>(),
        [("Ferry runs aground", "2015-11-14".to_owned())]
    );
    let reasons: Vec<String> = left_out.iter().map(ToString::to_string).collect();
    assert!(matches!(reasons.as_slice(), [reason] if reason.contains("no text on 2 of 4 pages (1, 3)")), "{reasons:?}");
    assert_eq!(code("a.pdf", &pdf(&[picture], "")), "needs-ocr");
    assert_eq!(code("a.pdf", &pdf(&[String::new()], "")), "no-text");
}

#[test]
fn odd_and_broken_pdf_files_are_read_as_far_as_possible() {
    // Operands and names on which the library panics.
    let odd = format!(
        "/X gs /Y cs 1 scn /None Do 1 2 cm (lost) Tj BT /Missing 9 Tf (lost) Tj ET Q Q {} BT /F 10 Tf 1 0 0 1 50 600 Tm (Divers will) ' [( look at) -2000 (it) null] TJ ET",
        lines(20, 50, 760, &["Ferry runs aground"])
    );
    let read = article("a.pdf", &pdf(&[odd], ""));
    assert_eq!((read.headline.as_str(), read.body.as_str()), ("Ferry runs aground", "Divers will look at it"));
    let whole = pdf(&[columns(false)], "");
    // An object table at another position, and none at all.
    let shifted = [b"\n\n\n".as_slice(), &whole].concat();
    assert_eq!(article("a.pdf", &shifted).headline, "Ferry runs aground");
    let end = whole.windows(4).position(|window| window == b"xref").unwrap();
    assert_eq!(article("a.pdf", &whole[..end]).headline, "Ferry runs aground");
    assert_eq!(code("a.pdf", b"%PDF-1.4\n%%EOF"), "malformed");
}

#[test]
fn the_process_that_reads_pdf_is_limited() {
    let file = pdf(&[columns(false)], "");
    assert_eq!(read_with("a.pdf", &file, None).2.unwrap().reason.code(), "no-pdf-program");
    let missing = PdfProgram::new("/nonexistent/dateline", ["read-pdf"]);
    assert_eq!(read_with("a.pdf", &file, Some(&missing)).2.unwrap().reason.code(), "program-not-started");
    let begun = Instant::now();
    let slow = PdfProgram { time: Duration::from_millis(500), ..PdfProgram::new("/bin/sleep", ["100"]) };
    assert_eq!(read_with("a.pdf", &file, Some(&slow)).2.unwrap().reason.code(), "too-slow");
    assert!(begun.elapsed() < Duration::from_secs(50));
    // Forms that display each other many times.
    let mut bomb = "BT /F 1 Tf (x) Tj ET ".repeat(200_000);
    bomb.push_str(&lines(10, 50, 700, &["The end"]));
    let limited =
        PdfProgram::new(env!("CARGO_BIN_EXE_dateline"), ["read-pdf", "--seconds", "1", "--memory", "400000000"]);
    let begun = Instant::now();
    let _ = read_with("a.pdf", &pdf(&vec![bomb; 40], ""), Some(&limited));
    assert!(begun.elapsed() < Duration::from_secs(50));
}

#[test]
fn pdf_files_are_indexed_and_old_formats_are_named() {
    let case = Case::new();
    case.write("a.pdf", pdf(&[columns(true)], ""));
    case.write(
        "b.doc",
        [b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".as_slice(), &[0; 200], b"W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0"].concat(),
    );
    let outcome = case.expect(4, &["index", "news"]);
    assert!(
        outcome.stderr.contains("b.doc: an old Word document (DOC), not text; save it as DOCX"),
        "{}",
        outcome.stderr
    );
    assert_eq!(case.headlines("midnight"), ["Ferry runs aground"]);
}

/// Puts shell scripts in place of the two OCR programs into a folder. Each page is drawn as its number, and recognised once.
#[cfg(unix)]
fn recognition(folder: &std::path::Path) {
    use std::os::unix::fs::PermissionsExt;
    let log = folder.join("log");
    let draw = "#!/bin/sh\necho \"page $5\"\n".to_owned();
    let line = |base: u32, text: &str, confidence: u32| {
        format!(
            "<span class='ocr_line' title='bbox 100 {} 900 {base}; x_size 40'>\
             <span class='ocrx_word' title='x_wconf {confidence}'>{text}</span></span>",
            base - 40
        )
    };
    let page = |lines: &[String]| format!("<html><p class='ocr_par'>{}</p></html>", lines.concat());
    let first = page(&[line(100, "The ferry com-", 90), line(150, "pany expects delays.", 70)]);
    let second = page(&[line(100, "Divers looked at the hull on Saturday.", 50)]);
    let read = format!(
        "#!/bin/sh\necho \"$@\" >> {}\nread page\ncase $page in\n*2) echo \"{second}\";;\n*) echo \"{first}\";;\nesac\n",
        log.display()
    );
    for (name, script) in [("pdftoppm", draw), ("tesseract", read)] {
        let path = folder.join(name);
        fs::write(&path, script).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    }
}

#[cfg(unix)]
#[test]
fn pages_of_pictures_are_recognised_once() {
    let case = Case::new();
    let programs = tempfile::tempdir().unwrap();
    recognition(programs.path());
    let picture = || "q 200 0 0 200 50 500 cm /I Do Q".to_owned();
    case.write("a.pdf", pdf(&[lines(20, 50, 760, &["Ferry runs aground"]), picture(), picture()], ""));
    let run = |code: i32, arguments: &[&str]| {
        let outcome = crate::support::Outcome::of(case.command(arguments).env("PATH", programs.path()));
        assert_eq!(outcome.code, code, "{}{}", outcome.stdout, outcome.stderr);
        outcome
    };
    let refused = run(4, &["index", "news"]);
    assert!(
        refused.stderr.contains(
            "no text on 2 of 3 pages (2-3), only pictures; they need OCR\n  to recognise text in pictures: --ocr,"
        ),
        "{}",
        refused.stderr
    );
    run(0, &["index", "news", "--ocr", "eng+deu"]);
    assert_eq!(case.headlines("\"the ferry company\" hull"), ["Ferry runs aground"]);
    let log = || fs::read_to_string(programs.path().join("log")).unwrap();
    assert_eq!(log(), "stdin stdout -l eng+deu -c tessedit_create_hocr=1\n".repeat(2));
    assert_eq!(case.headlines("ferry ocr:70"), ["Ferry runs aground"], "the average of the words");
    run(0, &["index", "--rebuild"]);
    assert_eq!(case.headlines("company").len(), 1);
    assert_eq!(log().lines().count(), 2, "recognised again");
    run(0, &["index", "news", "--lang", "de", "--ocr"]);
    assert!(log().ends_with("stdin stdout -l deu -c tessedit_create_hocr=1\n"), "{}", log());
    run(4, &["index", "news", "--ocr", "off"]);
    run(2, &["index", "news", "--ocr", "newspapers"]);

    fs::remove_file(programs.path().join("tesseract")).unwrap();
    let missing = run(4, &["index", "news", "--ocr", "fra"]);
    assert!(missing.stderr.contains("tesseract cannot be started; check that it is installed"), "{}", missing.stderr);
}
