//! Compounds in ranked search: the hits, their order, and the searches that stay exact.

use crate::support::Case;
use serde_json::{Value, json};

/// Returns an archive of articles in some languages: code, headline, body.
fn archive(articles: &[(&str, &str, &str)]) -> Case {
    let case = Case::new();
    let line = |(language, headline, body): &(&str, &str, &str)| {
        json!({"headline": headline, "body": body, "language": language, "date": "2013-06-04"}).to_string()
    };
    case.write("news.jsonl", articles.iter().map(line).collect::<Vec<_>>().join("\n"));
    case.index(0);
    case
}

const GERMAN: &[(&str, &str, &str)] = &[
    ("de", "Pegel steigen", "Das Hochwasser hat die Stadt erreicht, und die Elbe steigt weiter."),
    (
        "de",
        "Geld vom Land",
        "Der Hochwasserschutz kostet das Land Millionen. Über den Hochwasserschutz wird im Landtag gestritten.",
    ),
    ("de", "Erinnerung", "Viele Bürger erinnern sich an das Elbehochwasser und seine Folgen für die Stadt."),
    ("de", "Neue Dämme", "Die neuen Dämme dienen dem Schutz vor dem Wasser und vor Lawinen."),
    ("de", "Ein Versprechen", "Der Minister verspricht besseren Schutz der Bürger vor Hochwasser und Sturm."),
    ("de", "Am Theater", "Die Bühne zeigt ein neues Stück, und das Publikum war sehr zufrieden mit dem Abend."),
];

fn hits(case: &Case, arguments: &[&str]) -> Vec<(String, Value)> {
    let outcome = case.run(&[&["search", "--format", "json"], arguments].concat());
    let hits = outcome.json()["hits"].as_array().unwrap().clone();
    hits.into_iter().map(|hit| (hit["headline"].as_str().unwrap().to_owned(), hit["missing"].clone())).collect()
}

fn headlines(case: &Case, arguments: &[&str]) -> Vec<String> {
    hits(case, arguments).into_iter().map(|(headline, _)| headline).collect()
}

#[test]
fn articles_with_compounds_come_after_those_with_the_word() {
    let case = archive(GERMAN);
    for mode in ["all-first", "any", "most"] {
        let arguments = if mode == "all-first" { vec!["Hochwasser"] } else { vec!["Hochwasser", "--match", mode] };
        let found = hits(&case, &arguments);
        let mut with_word: Vec<&str> = found.iter().take(2).map(|(headline, _)| &**headline).collect();
        with_word.sort_unstable();
        assert_eq!(with_word, ["Ein Versprechen", "Pegel steigen"], "{mode}");
        let mut others: Vec<&str> = found.iter().skip(2).map(|(headline, _)| &**headline).collect();
        others.sort_unstable();
        assert_eq!(others, ["Erinnerung", "Geld vom Land"], "{mode}");
        let missing: Vec<&Value> = found.iter().map(|(_, missing)| missing).collect();
        let lacking = json!(["Hochwasser"]);
        assert_eq!(missing, [&json!([]), &json!([]), &lacking, &lacking], "{mode}");
        let paged: Vec<_> = (1..=4)
            .flat_map(|page| hits(&case, &[&arguments[..], &["-n", "1", "--page", &page.to_string()]].concat()))
            .collect();
        assert_eq!(paged, found, "{mode}");
    }
    let outcome = case.expect(0, &["search", "Hochwasser", "--explain-score"]);
    assert!(outcome.stdout.contains("Der **Hochwasserschutz** kostet"), "{}", outcome.stdout);
    assert!(outcome.stdout.contains("without: Hochwasser"), "{}", outcome.stdout);
    assert!(outcome.stdout.contains("compounds of Hochwasser"), "{}", outcome.stdout);
    let json = case.expect(0, &["search", "Hochwasser", "--format", "json"]).json();
    assert_eq!((&json["total"], &json["total_with_all"]), (&4.into(), &2.into()));
    assert_eq!(
        json["notes"],
        json!([
            "`Hochwasser` also finds, ranked lower: elbehochwasser, hochwasserschutz (+ or quotes require the word itself)",
            "2 articles have the word itself and come first; hits from 3 on have its compounds or parts",
        ])
    );
}

#[test]
fn a_compound_finds_its_parts_near_one_another() {
    let case = archive(GERMAN);
    assert_eq!(
        hits(&case, &["Hochwasserschutz"]),
        [("Geld vom Land".to_owned(), json!([])), ("Ein Versprechen".to_owned(), json!(["Hochwasserschutz"])),]
    );
    // A compound that no article has.
    assert_eq!(headlines(&case, &["Hochwasserbürger"]), ["Ein Versprechen"]);
    let outcome = case.expect(0, &["search", "Hochwasserbürger"]);
    assert!(outcome.stderr.contains("also finds, ranked lower: hochwasser near burger"), "{}", outcome.stderr);
    assert!(outcome.stderr.contains("no article has the word itself"), "{}", outcome.stderr);
    assert!(outcome.stdout.contains("der **Bürger** vor **Hochwasser**"), "{}", outcome.stdout);
}

#[test]
fn several_words_rank_an_article_with_a_compound_above_one_without() {
    let case = archive(GERMAN);
    let found = headlines(&case, &["Hochwasser Stadt"]);
    let rank = |headline: &str| found.iter().position(|found| found == headline).unwrap();
    assert_eq!(rank("Pegel steigen"), 0);
    assert!(rank("Erinnerung") < rank("Geld vom Land"), "{found:?}");
    assert_eq!(found.len(), 4);
}

#[test]
fn a_word_of_many_articles_finds_only_compounds_that_begin_with_it() {
    let many: Vec<_> = std::iter::repeat_n(GERMAN, 5).flatten().copied().collect();
    let case = archive(&many);
    let found = hits(&case, &["Hochwasser", "-n", "100"]);
    assert_eq!(found.len(), 15);
    assert!(found[..10].iter().all(|(_, missing)| *missing == json!([])), "{found:?}");
    assert!(found[10..].iter().all(|(headline, _)| headline == "Geld vom Land"), "{found:?}");
}

#[test]
fn what_is_typed_exactly_finds_no_compounds() {
    let case = archive(GERMAN);
    for query in [
        "\"Hochwasser\"",
        "+Hochwasser",
        "Hochwasser AND Stadt",
        "body:Hochwasser",
        "-Hochwasser Stadt",
        "HOCHWASSER~1",
    ] {
        let found = headlines(&case, &["--", query]);
        assert!(!found.contains(&"Geld vom Land".to_owned()), "{query}: {found:?}");
    }
    for options in [&["--match", "all"][..], &["--sort", "newest"], &["--sort", "oldest"]] {
        assert_eq!(headlines(&case, &[&["Hochwasser"], options].concat()).len(), 2, "{options:?}");
    }
    assert_eq!(case.expect(0, &["count", "Hochwasser", "--format", "json"]).json()["articles"], 2);
    assert_eq!(case.expect(0, &["kwic", "Hochwasser"]).stdout.lines().count(), 2);
    case.expect(1, &["count", "Hochwasserbürger"]);
}

#[test]
fn only_languages_that_close_compounds_have_any() {
    const ENGLISH: &[(&str, &str, &str)] = &[
        ("en", "Water rises", "The flood reached the town and the plain below the hills."),
        ("en", "Planning", "Houses will be built on the floodplain near the town, said the council."),
    ];
    let mixed = archive(&[GERMAN, ENGLISH].concat());
    assert_eq!(headlines(&mixed, &["Hochwasser"]).len(), 4);
    for case in [archive(ENGLISH), mixed] {
        assert_eq!(headlines(&case, &["flood"]), ["Water rises"]);
        assert_eq!(headlines(&case, &["floodplain"]), ["Planning"]);
    }
    // A few misdetected articles are not enough.
    let many: Vec<_> = std::iter::repeat_n(ENGLISH, 60).flatten().copied().chain(GERMAN.iter().copied()).collect();
    let case = archive(&many);
    assert_eq!(headlines(&case, &["Hochwasser"]).len(), 2);
    for (language, with_word, with_compound, word) in [
        ("nl", "Het water in de rivier staat hoog.", "De waterstand is erg hoog, zei de stand van zaken.", "water"),
        ("sv", "En skola i staden fick en ny bok.", "De nya skolböckerna och böckerna är dyra för staden.", "skola"),
        ("fi", "Uusi vaali pidetään keväällä.", "Presidentinvaali pidettiin, ja presidentin virka alkoi.", "vaali"),
    ] {
        let case = archive(&[(language, "word", with_word), (language, "compound", with_compound)]);
        assert_eq!(headlines(&case, &[word]), ["word", "compound"], "{language}");
    }
}
