//! Tables: the dialects and exports in which articles come as rows.

use dateline::article::Article;
use dateline::corpus::{FileRead, ReadingLimits, ReadingOptions, Skip, read_file};
use std::ops::ControlFlow;
use std::path::Path;

fn read_with(name: &str, map: &str) -> (Vec<Result<Article, Skip>>, Result<FileRead, Skip>) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/readers/tables").join(name);
    let options = ReadingOptions { map: map.parse().unwrap(), ..ReadingOptions::default() };
    let mut found = Vec::new();
    let read = read_file(&path, None, &options, &ReadingLimits::default(), &mut |record| {
        found.push(record);
        ControlFlow::Continue(())
    });
    (found, read.map_err(|unread| *unread.skip))
}

/// Returns the articles and the messages of skipped records.
fn rows(name: &str) -> (Vec<Article>, Vec<String>) {
    let (found, read) = read_with(name, "");
    let mut left_out: Vec<String> =
        found.iter().filter_map(|record| Some(record.as_ref().err()?.to_string())).collect();
    left_out.extend(read.err().map(|skip| skip.to_string()));
    (found.into_iter().flatten().collect(), left_out)
}

/// Returns the headline, body, source, date, bylines, section and topics of an article.
fn fields(article: &Article) -> [String; 7] {
    let of = |text: &Option<String>| text.clone().unwrap_or_default();
    let published = article.published.map(|published| published.date.to_string()).unwrap_or_default();
    [
        article.headline.clone(),
        article.body.clone(),
        of(&article.source),
        published,
        article.bylines.join("; "),
        of(&article.section),
        article.topics.join("; "),
    ]
}

#[test]
fn columns_are_fields_and_broken_rows_are_left_out() {
    let (articles, left_out) = rows("plain.csv");
    assert_eq!(
        fields(&articles[0]),
        [
            "Ferry runs aground in fog",
            "Passengers spent four hours on the sandbank.\n\nNobody was hurt, \"luckily\", the board said.",
            "Penholm Post",
            "2015-11-14T06:30:00Z",
            "Ida Falk; Bo Lund",
            "Coast",
            "Ferries; Fog",
        ]
    );
    assert_eq!(
        (articles[0].own_id.as_deref(), articles[0].url.as_deref()),
        (Some("a-1"), Some("https://post.example/1"))
    );
    assert_eq!(articles[1].bylines, [""; 0]);
    assert_eq!(left_out, ["record 3, line 6: invalid table: 10 values in 9 columns"]);
    assert!(articles.iter().all(|article| !article.incomplete));
}

#[test]
fn dialects_and_encodings_are_told_by_content() {
    for (name, headline, date, source) in [
        ("excel.csv", "Fähre auf Grund", "2015-11-14", "Hafenbote"),
        ("utf-16.tsv", "Sturm über Penholm", "2015-11-14", ""),
        ("export.txt", "Ferry runs aground", "2015-11-14", "Penholm Post"),
        ("workbook.ods", "Fähre auf Grund", "2015-11-14", "Hafenbote"),
        // A title above the header, whose language writes the day first.
        ("title-above.csv", "Le bac échoué", "2015-03-05", "La Poste"),
        // Excel serial days.
        ("excel-days.csv", "Ferry aground", "2015-11-14", ""),
        ("extractor.csv", "Ferry runs aground in fog", "2015-11-14", "post.example"),
    ] {
        let (articles, left_out) = rows(name);
        assert_eq!(left_out, [""; 0], "{name}");
        let [found, _, of, day, ..] = fields(&articles[0]);
        assert_eq!([found.as_str(), &day, &of], [headline, date, source], "{name}");
    }
    let (articles, _) = rows("one-column.csv");
    assert_eq!(
        articles.iter().map(|article| article.body.as_str()).collect::<Vec<_>>(),
        ["Four hours, in fog.", "The wall is old."]
    );
    let (articles, _) = rows("labels-latin1.csv");
    assert_eq!(articles.len(), 2);
    assert_eq!(articles[0].section.as_deref(), Some("Web"));
    assert!(articles[0].body.starts_with("Die Fähre 'lag' auf Grund; im Nebel."), "{}", articles[0].body);
    let (articles, _) = rows("classes.csv");
    assert_eq!(articles[0].headline, "Ferry aground");
    assert_eq!(
        articles[0].body,
        "Passengers spent four hours on the sandbank off Penholm, the board's chair said, at a cost of $5."
    );
}

#[test]
fn workbooks_are_read_sheet_by_sheet() {
    let (articles, left_out) = rows("workbook.xlsx");
    assert_eq!(left_out, [""; 0]);
    let outline: Vec<_> = articles
        .iter()
        .map(|article| {
            let [headline, _, _, date, bylines, ..] = fields(article);
            (headline, date, bylines, article.page.clone().unwrap_or_default())
        })
        .collect();
    let row = |headline: &str, date: &str, bylines: &str, page: &str| {
        (headline.to_owned(), date.to_owned(), bylines.to_owned(), page.to_owned())
    };
    assert_eq!(
        outline,
        [
            row("Ferry runs aground in fog", "2015-11-14", "Ida Falk; Bo Lund", "A1"),
            row("Harbour wall delayed", "2015-11-13T06:30:00", "Ida Falk", "4"),
            row("Storm at sea", "1987-11-14", "", ""),
        ]
    );
    assert_eq!(articles[0].body, "Passengers spent four hours on the sandbank.\n\nNobody was hurt.");
}

#[test]
fn clippings_and_metadata_are_incomplete_and_undated() {
    for (name, headline, topics) in [
        ("pocket.csv", "Ferry runs aground", "fog; ferries"),
        ("instapaper.csv", "Ferry runs aground", "fog"),
        ("readwise.csv", "Harbour wall delayed", ""),
    ] {
        let (articles, _) = rows(name);
        let [found, _, _, date, _, section, of] = fields(&articles[0]);
        assert_eq!([found.as_str(), &of, &date, &section], [headline, topics, "", ""], "{name}");
        assert!(articles[0].incomplete, "{name}");
    }
    let (articles, _) = rows("readwise.csv");
    assert_eq!(articles[0].body, "The wall is old.\n\nNobody repaired it.");
    assert_eq!((articles[1].source.as_deref(), articles[1].bylines.len()), (Some("post.example"), 0));
    let (articles, _) = rows("graph.gkg.csv");
    assert_eq!(
        fields(&articles[0]),
        ["Ferje på grunn", "", "post.example", "2015-11-14T06:30:00", "Ida Falk; Bo Lund", "", "FERRY; WEATHER"]
    );
    assert_eq!(articles[0].language.map(|language| language.code().to_owned()).as_deref(), Some("no"));
    let (articles, _) = rows("proquest.csv");
    let [headline, _, source, date, ..] = fields(&articles[0]);
    assert_eq!([headline.as_str(), &source, &date], ["Harbour wall delayed", "Penholm Post", "2015-11-13"]);
    assert_eq!((articles[0].own_id.as_deref(), articles[0].page.as_deref()), (Some("400"), Some("A.4")));
}

#[test]
fn other_tables_are_left_out_with_their_columns() {
    for (name, message) in [
        ("prices.csv", "no column for headlines or bodies among: id, name, price, stock"),
        ("events.export.CSV", "a table of GDELT events, not an article"),
    ] {
        let (articles, left_out) = rows(name);
        assert_eq!(articles.len(), 0, "{name}");
        assert!(left_out[0].starts_with(message), "{left_out:?}");
    }
    let (articles, _) = rows("prose.txt");
    assert_eq!(articles[0].headline, "Title, text and date are what a table needs");
    let (found, _) = read_with("prices.csv", "headline=name");
    assert_eq!(found[1].as_ref().unwrap().headline, "Anchor");
    let (found, _) = read_with("classes.csv", "headline=3,section=1");
    assert!(found[1].as_ref().unwrap().headline.starts_with("The board meets"), "{found:?}");
    assert_eq!(found[1].as_ref().unwrap().section.as_deref(), Some("2"));
}

/// Returns a workbook with a title, a header and rows of articles, whose texts exceed the maximum size of other files with one article.
fn large_workbook(rows: usize) -> Vec<u8> {
    use std::io::Write;
    let mut workbook = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let mut add = |name: &str, text: &str| {
        workbook.start_file(name, stored).unwrap();
        workbook.write_all(text.as_bytes()).unwrap();
    };
    add("[Content_Types].xml", r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#);
    add(
        "xl/workbook.xml",
        r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="News" sheetId="1" r:id="rId1"/></sheets></workbook>"#,
    );
    add(
        "xl/_rels/workbook.xml.rels",
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#,
    );
    add(
        "_rels/.rels",
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
    );
    let cell =
        |at: &str, row: usize, text: &str| format!(r#"<c r="{at}{row}" t="inlineStr"><is><t>{text}</t></is></c>"#);
    let mut sheet =
        String::from(r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>"#);
    sheet.push_str(&format!(r#"<row r="1">{}</row>"#, cell("A", 1, "Export")));
    sheet.push_str(&format!(
        r#"<row r="3">{}{}{}</row>"#,
        cell("A", 3, "Headline"),
        cell("B", 3, "Text"),
        cell("D", 3, "Date")
    ));
    let text = "The ferry waits at Penholm. ".repeat(20);
    for row in 4..rows + 4 {
        let cells =
            [cell("A", row, &format!("Ferry {row}")), cell("B", row, &text), cell("D", row, "2015-11-14")].concat();
        sheet.push_str(&format!(r#"<row r="{row}">{cells}</row>"#));
    }
    sheet.push_str("</sheetData></worksheet>");
    add("xl/worksheets/sheet1.xml", &sheet);
    workbook.finish().unwrap().into_inner()
}

#[test]
fn a_workbook_larger_than_an_article_is_read_row_by_row() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("large.xlsx");
    let workbook = large_workbook(30_000);
    assert!(workbook.len() > 17 << 20);
    std::fs::write(&path, workbook).unwrap();
    let (mut articles, mut last) = (0, None);
    let read = read_file(&path, None, &ReadingOptions::default(), &ReadingLimits::default(), &mut |record| {
        articles += 1;
        last = record.ok();
        ControlFlow::Continue(())
    });
    assert!(read.is_ok());
    assert_eq!(articles, 30_000);
    let last = last.unwrap();
    assert_eq!(last.headline, "Ferry 30003");
    assert_eq!(last.published.map(|published| published.date.to_string()).as_deref(), Some("2015-11-14"));
}
