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

/// Returns the articles and the messages of what was left out.
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
