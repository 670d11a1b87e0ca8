//! Reading exports of databases, references and mail: every field of every fixture, as a librarian would check it.

use dateline::article::Article;
use dateline::corpus::{ReadingLimits, ReadingOptions, Skip, read_file};
use std::fmt::Write as _;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/readers")
}

/// Returns the records of a fixture, and the reason if the whole file was skipped.
fn read(name: &str) -> (Vec<Result<Article, Skip>>, Option<Skip>) {
    let mut found = Vec::new();
    let path = fixtures().join(name);
    let read = read_file(&path, None, &ReadingOptions::default(), &ReadingLimits::default(), &mut |record| {
        found.push(record);
        ControlFlow::Continue(())
    });
    (found, read.err().map(|unread| *unread.skip))
}

fn articles(name: &str) -> Vec<Article> {
    let (found, skip) = read(name);
    assert!(skip.is_none(), "{name}: {skip:?}");
    found.into_iter().flatten().collect()
}

/// Lists the fields of the articles of a fixture, and the reasons for skipped records.
fn listing(name: &str) -> String {
    let (found, skip) = read(name);
    let mut listing = format!("== {name}\n");
    for record in found {
        match record {
            Ok(article) => list(&article, &mut listing),
            Err(skip) => {
                let _ = writeln!(listing, "left out: {skip}");
            }
        }
        listing.push('\n');
    }
    if let Some(skip) = skip {
        let reason = skip.to_string();
        let _ = writeln!(listing, "skipped: {}\n", reason.split("; if its content").next().unwrap_or_default());
    }
    listing
}

fn list(article: &Article, listing: &mut String) {
    let mut field = |name: &str, value: &str| {
        if !value.is_empty() {
            let _ = writeln!(listing, "{name}: {}", value.replace('\n', "|"));
        }
    };
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    field("headline", &article.headline);
    field("own id", &text(&article.own_id));
    field("source", &text(&article.source));
    field("edition", &text(&article.edition));
    field("page", &text(&article.page));
    field("section", &text(&article.section));
    field("provider", &text(&article.provider));
    field("byline", &article.bylines.join(" + "));
    field("place", &text(&article.place));
    field("topics", &article.topics.join(" + "));
    field("published", &article.published.map(|published| published.date.to_string()).unwrap_or_default());
    field("version", &text(&article.version));
    field("language", &article.language.filter(|_| article.language_stated).map(String::from).unwrap_or_default());
    field("url", &text(&article.url));
    field("incomplete", if article.incomplete { "yes" } else { "" });
    field("lead", &text(&article.lead));
    field("body", &article.body);
}

#[test]
fn fields_of_database_exports_are_read() {
    let names = [
        "nexis-classic.txt",
        "nexis-german.txt",
        "nexis-classic.html",
        "nexis-classic.rtf",
        "nexis-uni.docx",
        "nexis-uni.txt",
        "nexis-uni_doclist.docx",
        "factiva-codes.html",
        "factiva-order.html",
        "factiva-latin.html",
        "factiva.txt",
        "factiva-spaced.txt",
        "proquest.txt",
        "proquest.html",
        "proquest-merged.html",
        "proquest-german.txt",
        "proquest-chinese.html",
        "europresse-new.html",
        "europresse-old.html",
        "kikuzo.html",
        "yomidasu.html",
        "integrum.html",
        "genios.txt",
        "references.ris",
    ];
    insta::with_settings!({ snapshot_path => "../snapshots", prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!("databases", names.map(listing).concat());
    });
}

#[test]
fn fields_of_mail_are_read() {
    let names = [
        "mail-newsletter.eml",
        "mail-japanese.eml",
        "mail-forwarded.eml",
        "mail-attached.eml",
        "mail-apple.emlx",
        "mail-newsgroup.txt",
        "mail-proquest.eml",
        "mail-flowed.eml",
        "mailbox.mbox",
    ];
    insta::with_settings!({ snapshot_path => "../snapshots", prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!("mail", names.map(listing).concat());
    });
}

#[test]
fn text_in_another_format_is_refused_by_name() {
    for (name, format) in
        [("refused-bibtex.txt", "references in BibTeX"), ("refused-xml.html", "XML with root element <article-list>")]
    {
        let (found, skip) = read(name);
        let reason = skip.expect(name).to_string();
        assert!(found.is_empty() && reason.contains(format), "{name}: {reason}");
    }
}

#[test]
fn the_files_of_one_export_give_the_same_articles() {
    let brief = |name: &str| {
        let found = articles(name);
        let brief = found.into_iter().find(|article| article.body.starts_with("The channel off Penholm"));
        brief.unwrap_or_else(|| panic!("{name}: no brief"))
    };
    let text = brief("nexis-classic.txt");
    for name in ["nexis-classic.html", "nexis-classic.rtf"] {
        let other = brief(name);
        assert_eq!((&other.id, &other.body), (&text.id, &text.body), "{name}");
    }
    let ids = |name: &str| articles(name).into_iter().map(|article| article.id).collect::<Vec<_>>();
    assert_eq!(ids("proquest.html"), ids("mail-proquest.eml"));
    assert_eq!(ids("factiva.txt").first(), ids("factiva-codes.html").first());
    // Two articles of one day with the same headline are both kept.
    let briefs: Vec<Article> =
        articles("nexis-classic.txt").into_iter().filter(|article| article.headline == "In brief").collect();
    assert_eq!(briefs.len(), 2);
    assert!(briefs.windows(2).all(|pair| pair[0].id != pair[1].id));
}

#[test]
fn one_article_a_line_is_read_if_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("train.txt");
    std::fs::write(&path, "grain\tWheat prices rose.\n\nThe ferry sails.\n").expect("a file");
    let options = ReadingOptions { format: "text-lines".parse().ok(), ..ReadingOptions::default() };
    let mut found = Vec::new();
    let read = read_file(&path, None, &options, &ReadingLimits::default(), &mut |record| {
        found.push(record.map(|article| (article.topics, article.body)).expect("an article"));
        ControlFlow::Continue(())
    });
    assert_eq!(read.expect("lines").records, 2);
    let text = str::to_owned;
    assert_eq!(found, [(vec![text("grain")], text("Wheat prices rose.")), (vec![], text("The ferry sails."))]);
}
