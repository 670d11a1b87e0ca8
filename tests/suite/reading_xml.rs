//! XML of wires, feeds and exports: every field of every fixture, compared with a snapshot.

use dateline::article::Article;
use dateline::corpus::{ReadingLimits, ReadingOptions, Skip, read_file};
use std::fmt::Write;
use std::fs;
use std::ops::ControlFlow;
use std::path::Path;

/// Writes the fields of an article, one per line.
fn fields(article: &Article) -> String {
    let one = |text: &Option<String>| text.clone().into_iter().collect::<Vec<_>>();
    let flag = |flag: bool| if flag { vec!["yes".to_owned()] } else { Vec::new() };
    let rows = [
        ("id", one(&article.own_id)),
        ("version", one(&article.version)),
        ("headline", vec![article.headline.clone()]),
        ("lead", one(&article.lead)),
        ("body", vec![article.body.clone()]),
        ("source", one(&article.source)),
        ("edition", one(&article.edition)),
        ("page", one(&article.page)),
        ("section", one(&article.section)),
        ("byline", article.bylines.clone()),
        ("place", one(&article.place)),
        ("topics", article.topics.clone()),
        ("published", article.published.map(|published| published.date.to_string()).into_iter().collect()),
        ("embargo", article.embargo.map(|date| date.to_string()).into_iter().collect()),
        ("provider", one(&article.provider)),
        ("language", article.language.filter(|_| article.language_stated).map(String::from).into_iter().collect()),
        ("url", one(&article.url)),
        ("withdrawn", flag(article.withdrawn)),
        ("incomplete", flag(article.incomplete)),
    ];
    let mut text = String::new();
    for (name, values) in rows {
        let values = values.iter().filter(|value| !value.is_empty()).map(|value| value.replace('\n', "⏎"));
        let values: Vec<String> = values.collect();
        if !values.is_empty() {
            let _ = writeln!(text, "  {name}: {}", values.join(" | "));
        }
    }
    text
}

#[test]
fn every_field_of_every_fixture_is_read() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/xml");
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let mut seen = String::new();
    for path in paths {
        let _ = writeln!(seen, "{}", path.file_name().unwrap().to_string_lossy());
        let options = ReadingOptions::default();
        let limits = ReadingLimits::default();
        let mut add = |record: Result<Article, Skip>| {
            match record {
                Ok(article) => seen.push_str(&format!(" {}\n{}", article.record, fields(&article))),
                Err(skip) => {
                    seen.push_str(&format!(" {}\n", skip.to_string().split("; if its content").next().unwrap()));
                }
            }
            ControlFlow::Continue(())
        };
        if let Err(unread) = read_file(&path, None, &options, &limits, &mut add) {
            let _ = writeln!(seen, " {}", unread.skip.to_string().split("; if its content").next().unwrap());
        }
    }
    insta::with_settings!({ snapshot_path => "../snapshots", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("reading_xml", seen);
    });
}
