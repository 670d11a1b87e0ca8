//! `dateline kwic`, `count` and `terms`, respelling suggestions and explained queries.

use crate::support::{Case, Outcome};
use dateline::query::EXAMPLES;
use serde_json::Value;
use std::path::Path;
use std::sync::LazyLock;

/// The sample archive, indexed once and only read.
static SAMPLE: LazyLock<Case> = LazyLock::new(|| {
    let case = Case::new();
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    case.expect(0, &["index", corpus.to_str().unwrap(), "-q"]);
    case
});

/// Returns articles dated to a year, a month, a day or undated, with and without a source.
fn dated() -> Case {
    let case = Case::new();
    let records = [
        ("2015", "Gazette", "A storm came. Then the storm went.", Value::Null),
        ("2015-11", "Gazette", "No storm at all.", "City".into()),
        ("2015-02-03", "Courier", "After the great Storm, silence.", "City".into()),
        ("2014-12-31T23:30:00-05:00", "", "Storms!", Value::Null),
        ("", "", "Storm without a date", Value::Null),
    ];
    let lines = records.iter().enumerate().map(|(number, (date, source, body, section))| {
        let record = serde_json::json!({
            "id": format!("d{number}"), "headline": format!("Report {number}"), "published": date, "source": source,
            "body": body, "section": section, "lang": "en",
        });
        format!("{record}\n")
    });
    case.write("export.jsonl", lines.collect::<String>());
    case.index(0);
    case
}

fn lines(case: &Case, arguments: &[&str]) -> Vec<Value> {
    let outcome = case.run(&[&["kwic", "--format", "jsonl"], arguments].concat());
    outcome.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn text(line: &Value, field: &str) -> String {
    line[field].as_str().unwrap().to_owned()
}

#[test]
fn a_concordance_is_aligned_on_its_matches() {
    let case = dated();
    let outcome = case.expect(0, &["kwic", "storm", "--width", "12"]);
    let expected = [
        "          A **storm** came. Then                     2015  Gazette",
        "   Then the **storm** went.                          2015  Gazette",
        "            **Storms**!                       31 Dec 2014  news/export.jsonl",
        "  the great **Storm**, silence.                3 Feb 2015  Courier",
        "         No **storm** at all.                    Nov 2015  Gazette",
        "            **Storm** without a                   undated  news/export.jsonl",
    ];
    assert_eq!(outcome.stdout.lines().collect::<Vec<_>>(), expected, "{}", outcome.stdout);
    assert!(outcome.stderr.starts_with("6 matches in 5 articles ("), "{}", outcome.stderr);
    let limited = case.expect(0, &["kwic", "storm", "-n", "2"]);
    assert_eq!(limited.stdout.lines().count(), 2);
    assert!(limited.stderr.starts_with("2 matches in 1 article shown; raise -n to see more"), "{}", limited.stderr);
    assert!(!case.expect(0, &["kwic", "storm", "-n", "6"]).stderr.contains("more"));
}

#[test]
fn wide_and_combining_characters_keep_lines_aligned() {
    let case = Case::new();
    case.article("a.txt", "One", "洪水防御と storm 対策。");
    case.article("b.txt", "Two", "Cafe\u{301} pre\u{301}s d'un storm e\u{301}norme.");
    case.article("c.txt", "Three", "Plain words before a storm and plain words after it.");
    case.index(0);
    let printed = case.expect(0, &["kwic", "storm", "--width", "30"]).stdout;
    let columns = |line: &str| {
        let before = line.split("**").next().unwrap();
        before
            .chars()
            .map(|c| if ('\u{3000}'..'\u{a000}').contains(&c) { 2 } else { usize::from(c != '\u{301}') })
            .sum()
    };
    assert_eq!(printed.lines().map(columns).collect::<Vec<usize>>(), [30, 30, 30], "{printed}");
}

#[test]
fn concordance_lines_are_sorted_by_the_chosen_key() {
    let case = dated();
    let ids = |sort: &str| -> Vec<(String, String)> {
        let lines = lines(&case, &["storm", "--sort", sort]);
        lines.iter().map(|line| (text(line, "headline"), text(line, "left").trim().to_owned())).collect()
    };
    let headlines = |sort: &str| ids(sort).into_iter().map(|(headline, _)| headline).collect::<Vec<_>>();
    assert_eq!(headlines("date"), ["Report 0", "Report 0", "Report 3", "Report 2", "Report 1", "Report 4"]);
    let left: Vec<String> = ids("left").into_iter().map(|(_, left)| left).collect();
    assert_eq!(left, ["", "", "A", "After the great", "No", "A storm came. Then the"]);
    assert_eq!(headlines("source"), ["Report 2", "Report 0", "Report 0", "Report 1", "Report 3", "Report 4"]);
    let right = lines(&case, &["storm", "--sort", "right"]);
    let right: Vec<String> = right.iter().map(|line| text(line, "right").trim().to_owned()).collect();
    assert_eq!(right, ["!", "at all.", "came. Then the storm went.", ", silence.", "went.", "without a date"]);
}

#[test]
fn a_concordance_line_is_the_text_at_its_offset() {
    for line in lines(&SAMPLE, &["flood OR Hochwasser OR 洪水", "--width", "25"]) {
        let article = SAMPLE.run(&["show", line["id"].as_str().unwrap(), "--format", "json"]).json();
        let field = article[line["field"].as_str().unwrap()].as_str().unwrap();
        let [left, matched, right] = ["left", "match", "right"].map(|part| text(&line, part));
        let begin = line["offset"].as_u64().unwrap() as usize - left.chars().count();
        let shown = format!("{left}{matched}{right}");
        assert_eq!(field.chars().skip(begin).take(shown.chars().count()).collect::<String>(), shown);
        assert!(left.chars().count() <= 25 && right.chars().count() <= 25, "{line}");
    }
}

#[test]
fn lines_matches_and_rows_are_consistent() {
    for query in ["flood", "the", "flood OR wall -storm", "\"flood defences\"", "headline:flood", "lead:bridge", "洪水"]
    {
        let total = SAMPLE.run(&["count", query, "--format", "json"]).json();
        let lines = lines(&SAMPLE, &[query]);
        assert_eq!(total["matches"], lines.len(), "{query}");
        for sort in ["left", "right", "source"] {
            let answer = SAMPLE.run(&["kwic", query, "--sort", sort, "--format", "json"]).json();
            assert_eq!(answer["matches"], total["matches"], "{query} {sort}");
        }
        let found = SAMPLE.run(&["search", query, "--format", "json", "-n", "0"]).json();
        assert_eq!(total["articles"], found["total"], "{query}");
        for by in ["source", "year", "month", "lang", "section"] {
            let tally = SAMPLE.run(&["count", query, "--by", by, "--format", "json"]).json();
            let rows = tally["rows"].as_array().unwrap();
            for part in ["articles", "matches"] {
                let sum: u64 = rows.iter().map(|row| row[part].as_u64().unwrap()).sum();
                assert_eq!(total[part], sum, "{query} {by} {part}");
                assert_eq!(total[part], tally[part], "{query} {by} {part}");
            }
        }
    }
}

#[test]
fn counts_list_unknown_values_separately() {
    let case = dated();
    insta::assert_snapshot!(case.expect(0, &["count", "storm", "--by", "month"]).stdout, @r"
    month                 articles  matches
    Dec 2014                     1        1
    Feb 2015                     1        1
    Nov 2015                     1        1
    2015 (month unknown)         1        2
    (undated)                    1        1
    total                        5        6
    ");
    insta::assert_snapshot!(case.expect(0, &["count", "storm", "--by", "source"]).stdout, @r"
    source       articles  matches
    Gazette             2        3
    Courier             1        1
    (no source)         2        2
    total               5        6
    ");
    insta::assert_snapshot!(case.expect(0, &["count", "storm"]).stdout, @r"6 matches in 5 articles");
    insta::assert_snapshot!(case.expect(0, &["count", "storm", "--by", "year", "--format", "csv"]).stdout, @r"
    year,articles,matches
    2014,1,1
    2015,3,4
    ,1,1
    ");
    // Labels have no positions in the text, so only articles are counted.
    insta::assert_snapshot!(case.expect(0, &["count", "section:city", "--by", "year"]).stdout, @r"
    year   articles
    2015          2
    total         2
    ");
    assert_eq!(case.run(&["count", "date:2015"]).stdout, "3 articles\n");
}

#[test]
fn articles_are_listed_once() {
    let ids = SAMPLE.run(&["kwic", "flood", "--format", "ids"]).stdout;
    let mut once: Vec<&str> = ids.lines().collect();
    once.sort_unstable();
    once.dedup();
    assert_eq!(once.len(), ids.lines().count());
    assert!(ids.lines().count() > 10);
    let paths = SAMPLE.run(&["kwic", "flood", "--format", "paths0"]).stdout;
    let mut files: Vec<&str> = paths.split_terminator('\0').collect();
    let listed = files.len();
    files.sort_unstable();
    files.dedup();
    assert!(files.len() == listed && listed > 10 && listed <= once.len(), "{paths}");
}

#[test]
fn exit_codes_equal_those_of_search() {
    for (code, arguments) in [
        (0, &["kwic", "flood"][..]),
        (0, &["kwic", "flood", "-bridge"]),
        (1, &["kwic", "xyzzyplugh"]),
        (1, &["count", "xyzzyplugh", "--by", "year"]),
        (1, &["count", "xyzzyplugh", "--format", "json"]),
        (1, &["terms", "xyzzy"]),
        (2, &["kwic", "source:gazette"]),
        (2, &["kwic", "date:2015"]),
        (2, &["kwic", "-flood"]),
        (2, &["kwic", ""]),
        (2, &["count", ""]),
        (2, &["count", "flood", "--by", "mood"]),
        (2, &["count", "date:2015-13"]),
        (2, &["terms"]),
        (2, &["terms", "two words"]),
        (2, &["terms", "…"]),
        (3, &["kwic", "flood", "--index", "nowhere"]),
        (3, &["terms", "flood", "--index", "nowhere"]),
    ] {
        SAMPLE.expect(code, arguments);
    }
    let refused = SAMPLE.run(&["kwic", "source:gazette -flood"]);
    assert!(refused.stderr.contains("matches no text"), "{}", refused.stderr);
}

#[test]
fn lists_repeat_at_most_a_thousand_characters_of_a_headline() {
    let case = Case::new();
    let long = "Flüt flood ".repeat(2_000);
    let whole = "é".repeat(1_000);
    for (name, title) in [("a.json", long.trim_end()), ("b.json", &whole)] {
        case.write(name, serde_json::json!({"title": title, "body": "A flood."}).to_string());
    }
    case.index(0);
    let answers = [
        ("kwic", "lines", include_str!("../../docs/kwic.schema.json")),
        ("search", "hits", include_str!("../../docs/search.schema.json")),
    ];
    for (command, list, schema) in answers {
        let answer = case.expect(0, &[command, "flood", "--format", "json"]).json();
        let schema: Value = serde_json::from_str(schema).unwrap();
        let validator = jsonschema::validator_for(&schema).unwrap();
        assert!(validator.is_valid(&answer), "{command}");
        for row in answer[list].as_array().unwrap() {
            let headline = row["headline"].as_str().unwrap();
            assert_eq!(headline.chars().count(), 1_000, "{command}");
            assert_eq!(
                row.get("headline_cut"),
                headline.starts_with("Flüt").then_some(&Value::Bool(true)),
                "{command}"
            );
            for span in row["headline_spans"].as_array().into_iter().flatten() {
                assert!(span[1].as_u64().unwrap() <= 1_000, "{span}");
            }
        }
        let longest = |format: &str| {
            let printed = case.expect(0, &[command, "flood", "--format", format]).stdout;
            printed.lines().map(|line| line.chars().count()).max().unwrap()
        };
        for format in ["human", "csv", "tsv"] {
            assert!(longest(format) < 2_000, "{command} {format}");
        }
    }
    let id = case.expect(0, &["search", "headline:flood", "--format", "ids"]).stdout;
    let shown = case.expect(0, &["show", id.trim(), "--format", "json"]).json();
    assert_eq!(shown["headline"], long.trim_end());
}

#[test]
fn machine_formats_follow_their_schemas() {
    let schema: Value = serde_json::from_str(include_str!("../../docs/kwic.schema.json")).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    for arguments in [&["flood"][..], &["xyzzyplugh"], &["storm", "-n", "1"], &["flood OR a b"], &["the", "-n", "0"]] {
        let answer = SAMPLE.run(&[&["kwic", "--format", "json"], arguments].concat()).json();
        let errors: Vec<String> = validator.iter_errors(&answer).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{arguments:?}: {errors:?}");
        assert_eq!(answer["lines"].as_array().unwrap().len() as u64, answer["matches"].as_u64().unwrap());
    }
    let table = SAMPLE.run(&["kwic", "flood", "--format", "csv"]).stdout;
    assert!(table.starts_with("id,published,source,headline,field,left,match,right,offset,path,record\n"), "{table}");
    assert_eq!(SAMPLE.run(&["kwic", "xyzzyplugh", "--format", "tsv"]).stdout.lines().count(), 1);
}

#[test]
fn control_characters_are_not_printed() {
    let case = Case::new();
    case.article(
        "a.txt",
        "Red \u{1b}[31malert\u{9b}2J",
        "=cmd \u{202e}override\n\u{7}bell volcanoes \u{1b}]8;;x\u{7} here.",
    );
    case.index(0);
    let harmful = |c: char| c.is_control() && c != '\n' && c != '\t' || c == '\u{202e}';
    for command in ["kwic", "count"] {
        for format in ["human", "json", "jsonl", "csv", "tsv"] {
            let outcome = case.expect(0, &[command, "volcanoes", "--color", "never", "--format", format]);
            assert!(!outcome.stdout.contains(harmful), "{command} {format}: {:?}", outcome.stdout);
        }
    }
    assert_eq!(case.run(&["kwic", "volcanoes"]).stdout.lines().count(), 1);
    let explained = case.expect(0, &["kwic", "source:\"\u{1b}[31mred\"", "--explain-query"]);
    assert!(!explained.stdout.contains(harmful), "{:?}", explained.stdout);
    for format in ["human", "json", "csv"] {
        assert!(!case.expect(0, &["terms", "*", "--format", format]).stdout.contains(harmful));
    }
}

#[test]
fn terms_are_listed_with_their_article_counts() {
    let printed = SAMPLE.expect(0, &["terms", "flood"]).stdout;
    for line in printed.lines() {
        let (count, word) = line.trim().split_once("  ").unwrap();
        // A quoted word matches only that exact word.
        let counted = SAMPLE.run(&["count", &format!("\"{word}\""), "--format", "json"]).json();
        assert_eq!(counted["articles"].to_string(), count, "{word}");
        assert!(word.starts_with("flood"));
    }
    let words = |arguments: &[&str]| -> Vec<String> {
        let answer = SAMPLE.run(&[&["terms", "--format", "json"], arguments].concat()).json();
        answer["words"].as_array().unwrap().iter().map(|word| word["word"].as_str().unwrap().to_owned()).collect()
    };
    assert!(words(&["*gate"]).contains(&"gate".to_owned()));
    assert!(words(&["g?te"]).iter().all(|word| word.chars().count() == 4));
    assert_eq!(words(&["FLÓÓD", "-n", "1"]), ["flood"]);
    assert_eq!(words(&["--like", "flod", "-n", "2"])[0], "flood");
    let similar = SAMPLE.run(&["terms", "--like", "floods", "-n", "3"]).stdout;
    let distances: Vec<&str> = similar.lines().map(|line| line.rsplit("  ").next().unwrap()).collect();
    assert_eq!(distances, ["same word", "distance 1", "distance 2"], "{similar}");
    assert!(SAMPLE.run(&["terms", "a", "-n", "3"]).stderr.contains("raise -n to see more"));
}

#[test]
fn terms_of_deleted_articles_are_not_listed() {
    let case = Case::new();
    for number in 0..4 {
        case.article(&format!("{number}.txt"), "Zebra", &format!("A zebra and a quagga{number} crossed the road."));
    }
    case.index(0);
    assert_eq!(case.run(&["terms", "zebra"]).stdout.trim(), "4  zebra");
    case.expect(0, &["remove", "news/1.txt"]);
    assert_eq!(case.run(&["terms", "zebra"]).stdout.trim(), "3  zebra");
    assert_eq!(case.run(&["terms", "quagga"]).stdout.lines().count(), 3);
    case.expect(1, &["terms", "quagga1"]);
}

#[test]
fn a_respelling_is_suggested_for_a_query_without_hits() {
    for (typed, expected) in [
        (&["search", "floood"][..], Some("flood")),
        (&["search", "floood", "gate", "-tennis"], Some("flood gate NOT tennis")),
        (&["count", "Avereigh council"], Some("averleigh council")),
        (&["kwic", "headline:floood"], Some("headline:flood")),
        (&["search", "--literal", "floood", "gate"], Some("flood gate")),
        (&["search", "floood OR xyzzyplugh"], Some("flood OR xyzzyplugh")),
        (&["search", "xyzzyplugh"], None),
        (&["search", "xyzzyplugh flood"], None),
        (&["search", "flood", "--since", "2090"], None),
        (&["search", "source:gazete"], None),
    ] {
        let outcome = SAMPLE.run(typed);
        // A search falls back to articles with some of the words.
        assert_eq!(
            outcome.code == 0,
            typed[0] == "search" && typed.contains(&"gate") || typed == ["search", "xyzzyplugh flood"],
            "{typed:?}"
        );
        let suggested = outcome.stderr.lines().find_map(|line| line.split_once("did you mean: ")).map(|(_, it)| it);
        assert_eq!(suggested, expected, "{typed:?}: {}", outcome.stderr);
        if let (Some(suggestion), "search", false) = (suggested, typed[0], typed.contains(&"--literal")) {
            SAMPLE.expect(0, &["search", suggestion]);
        }
        let json = SAMPLE.run(&[typed, &["--format", "json"]].concat()).json();
        assert_eq!(json["suggestion"].as_str(), expected, "{typed:?}");
    }
    assert!(SAMPLE.run(&["search", "flood", "--format", "json"]).json()["suggestion"].is_null());
    // A long pasted text gets no suggestion and is answered quickly.
    let pasted: Vec<String> = (0..2000).map(|number| format!("floood{}", "x".repeat(number % 50 + 1))).collect();
    assert!(!SAMPLE.expect(1, &["search", &pasted.join(" ")]).stderr.contains("did you mean"));
}

#[test]
fn no_word_of_the_archive_is_respelled() {
    let case = Case::new();
    case.article("one.txt", "Forces", "The US sent a troop of soldiers. Trooper and troupes watched.")
        .article("two.txt", "Armée", "Les trois soldats de la ville étaient dans la rue, et les trois autres aussi.")
        .article("three.txt", "Mail", "The WHO wrote an e-mail. A mail came by gmail, said those who were there.")
        .article("four.txt", "Harbour", "The harbour of the town is closed. It helped us, and it aids the town.")
        .article("five.txt", "Storm", "A storm, and the storms of the US. Stern sterns.");
    case.index(0);
    for typed in [
        // In another inflection, as a joined form, in another letter case.
        "troops harbour",
        "+US troops harbour",
        "email harbour",
        "WHO harbour",
        "AIDS storm",
        "TROOP harbour",
        "case:us storm",
        "\"storm\" harbour",
        "headline:troop",
        "headline:mail harbour",
        // Only a stop word resembles it.
        "troiss harbour",
        "+US troise",
    ] {
        let outcome = case.run(&["count", typed]);
        assert_eq!(outcome.code, 1, "{typed}: {}", outcome.stdout);
        assert!(!outcome.stderr.contains("did you mean"), "{typed}: {}", outcome.stderr);
        assert!(!case.run(&["search", typed]).stderr.contains("did you mean"), "{typed}");
    }
    for (typed, expected) in [("harbuor town", "harbour town"), ("+US strom", "+us storm"), ("+US sent stromm", "")] {
        let outcome = case.run(&["count", typed]);
        let suggested = outcome.stderr.lines().find_map(|line| line.split_once("did you mean: ")).map(|(_, it)| it);
        assert_eq!(suggested.unwrap_or_default().to_lowercase(), expected, "{typed}: {}", outcome.stderr);
    }
}

#[test]
fn a_query_is_explained_without_an_archive() {
    let case = Case::new();
    for command in ["search", "kwic", "count"] {
        let outcome = case.expect(0, &[command, "storm OR flood", "damage", "--since", "2015", "--explain-query"]);
        let first = outcome.stdout.lines().next();
        assert_eq!(first, Some("(storm OR (flood AND damage)) AND date:2015.."), "{}", outcome.stdout);
        assert!(outcome.stderr.contains("AND binds tighter"), "{}", outcome.stderr);
    }
    case.expect(2, &["kwic", "date:2015-13", "--explain-query"]);
}

#[test]
fn help_and_manual_cover_the_query_language() {
    let case = Case::new();
    let help = case.expect(0, &["help", "query"]).stdout;
    let sections = dateline::output::query_help();
    for example in EXAMPLES {
        assert!(help.contains(example.query), "{}", example.query);
    }
    let page = case.expect(0, &["man", "query"]).stdout;
    assert!(page.starts_with(".TH DATELINE\\-QUERY 7"), "{page}");
    assert_eq!(page.matches(".TP").count(), sections.iter().map(|section| section.rows.len()).sum::<usize>());
    // `help COMMAND` equals `COMMAND --help` for every other command.
    assert_eq!(case.expect(0, &["help"]).stdout, case.expect(0, &["--help"]).stdout);
    for command in ["search", "kwic", "index", "man"] {
        assert_eq!(case.expect(0, &["help", command]).stdout, case.expect(0, &[command, "--help"]).stdout, "{command}");
    }
    case.expect(2, &["help", "no-such-command"]);
}

#[test]
fn a_closed_pipe_ends_a_concordance_quietly() {
    let binary = assert_cmd::cargo::cargo_bin("dateline");
    let script = format!("'{}' --index index kwic the OR a OR of | head -n 1", binary.display());
    let mut command = assert_cmd::Command::new("sh");
    let outcome = Outcome::of(command.arg("-c").arg(script).current_dir(SAMPLE.root()));
    assert_eq!(outcome.stdout.lines().count(), 1);
    assert_eq!(outcome.stderr, "");
}
