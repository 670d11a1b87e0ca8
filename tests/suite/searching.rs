//! `dateline search` and `dateline show`.

use crate::support::{Case, Outcome};
use serde_json::Value;

fn archive() -> Case {
    let case = Case::new();
    let story = |id: &str, headline: &str, source: &str, date: &str, body: &str| {
        let record = serde_json::json!({
            "id": format!("story-{id}"), "headline": headline, "source": source, "published": date, "body": body,
            "byline": "Ann Reed", "section": "Local", "lang": "en", "url": format!("https://example.org/{id}"),
        });
        format!("{record}\n")
    };
    let records = [
        story(
            "1",
            "Flood defences approved",
            "River Gazette",
            "2014-03-02",
            "Councillors backed the flood defences.\n\nWork starts soon.",
        ),
        story(
            "2",
            "Storm tests the wall",
            "River Gazette",
            "2024-02-11",
            "The wall held. Engineers praised the flood defences, which cost millions.",
        ),
        story(
            "3",
            "Bridge trial opens",
            "Coast Courier",
            "2021-09-01T10:00:00+02:00",
            "Prosecutors described bribes. The defence objected.",
        ),
        story("4", "Undated letter", "Coast Courier", "", "A reader remembers the flood of old."),
    ];
    case.write("export.jsonl", records.concat());
    case.index(0);
    case
}

#[test]
fn arguments_are_joined_to_one_query() {
    let case = archive();
    let one = case.run(&["search", "flood", "defences", "--format", "ids"]).stdout;
    let other = case.run(&["search", "flood defences", "--format", "ids"]).stdout;
    assert_eq!(one, other);
    assert_eq!(one.lines().count(), 4);
}

#[test]
fn hits_are_printed_with_rank_date_and_highlights() {
    let case = archive();
    let outcome = case.expect(0, &["search", "flood", "defences"]);
    insta::assert_snapshot!(outcome.stdout, @r"
     1  **Flood** **defences** approved
        River Gazette · 2 Mar 2014 · Ann Reed · news/export.jsonl
        Councillors backed the **flood** **defences**.

     2  Storm tests the wall
        River Gazette · 11 Feb 2024 · Ann Reed · news/export.jsonl
        The wall held. Engineers praised the **flood** **defences**, which cost millions.

     3  Undated letter
        Coast Courier · undated · Ann Reed · news/export.jsonl
        A reader remembers the **flood** of old.
        without: defences

     4  Bridge trial opens
        Coast Courier · 1 Sep 2021 · Ann Reed · news/export.jsonl
        Prosecutors described bribes. The **defence** objected.
        without: flood
    ");
    let status = "note: 2 articles have both words; the other hits have one of them\n4 articles (";
    assert!(outcome.stderr.starts_with(status), "{}", outcome.stderr);
}

#[test]
fn operators_fields_and_dates_select() {
    let case = archive();
    for (query, expected) in [
        ("flood -storm", &["Flood defences approved", "Undated letter"][..]),
        ("bribes OR millions", &["Storm tests the wall", "Bridge trial opens"]),
        ("\"flood defences\" date:2024", &["Storm tests the wall"]),
        ("source:courier", &["Bridge trial opens", "Undated letter"]),
        ("date:2021-09-01", &["Bridge trial opens"]),
        ("date:none", &["Undated letter"]),
        ("headline:flood", &["Flood defences approved"]),
        ("body:storm", &[]),
        ("-flood", &["Bridge trial opens"]),
    ] {
        let mut headlines = case.headlines(query);
        headlines.sort();
        let mut expected: Vec<_> = expected.to_vec();
        expected.sort_unstable();
        assert_eq!(headlines, expected, "{query}");
    }
}

#[test]
fn options_filter_sort_and_page() {
    let case = archive();
    let ids = |arguments: &[&str]| -> Vec<String> {
        let outcome = case.run(&[&["search", "--format", "jsonl"], arguments].concat());
        let lines = outcome.stdout.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
        lines.map(|hit| hit["headline"].as_str().unwrap().chars().take(5).collect()).collect()
    };
    assert_eq!(ids(&["--sort", "newest", "flood"]), ["Storm", "Flood", "Undat"]);
    assert_eq!(ids(&["--sort", "oldest", "flood"]), ["Flood", "Storm", "Undat"]);
    assert_eq!(ids(&["--sort", "oldest", "flood", "-n", "1", "--page", "2"]), ["Storm"]);
    assert_eq!(ids(&["flood", "--since", "2015"]), ["Storm"]);
    assert_eq!(ids(&["flood", "--until", "2014-03"]), ["Flood"]);
    let mut courier = ids(&["--source", "coast courier", "the"]);
    courier.sort();
    assert_eq!(courier, ["Bridg", "Undat"]);
    assert_eq!(ids(&["flood", "-storm", "--until", "2020"]), ["Flood"]);
    case.expect(1, &["search", "earthquake"]);
    case.expect(1, &["search", "flood", "--lang", "de"]);
    for nothing in ["", "***", "headline:…"] {
        let outcome = case.expect(2, &["search", nothing]);
        assert!(outcome.stderr.contains("no word"), "{}", outcome.stderr);
    }
    assert_eq!(ids(&["words:>=0"]).len(), 4);
    for wrong in [
        &["search", "flood", "--since", "2015-13"][..],
        &["search", "date:2016..2015"],
        &["search", "--since", "2016", "--until", "2015", "x"],
    ] {
        case.expect(2, wrong);
    }
}

#[test]
fn ambiguous_dates_are_read_by_language_or_locale_with_a_note() {
    let case = archive();
    for (locale, arguments, read) in [
        ([("LC_ALL", ""), ("LC_TIME", ""), ("LANG", "C.UTF-8")], &["date:2/11/2024"][..], "day first, as 2024-11-02"),
        ([("LC_ALL", ""), ("LC_TIME", "en_US"), ("LANG", "de_DE")], &["date:2/11/2024"], "month first, as 2024-02-11"),
        ([("LC_ALL", "en_GB.UTF-8"), ("LC_TIME", "en_US"), ("LANG", "")], &["date:2/11/2024"], "day first"),
        ([("LC_ALL", "en_GB"), ("LC_TIME", ""), ("LANG", "")], &["--lang", "en-US", "date:2/11/2024"], "month first"),
        (
            [("LC_ALL", "en_US"), ("LC_TIME", ""), ("LANG", "")],
            &["--lang", "en", "--since", "2/11/2024", "wall"],
            "month first",
        ),
    ] {
        let mut command = case.command(&[&["search", "--format", "jsonl"], arguments].concat());
        let outcome = Outcome::of(command.envs(locale));
        assert!(outcome.stderr.contains(&format!("was read with the {read}")), "{arguments:?}: {}", outcome.stderr);
        let is_american = read.starts_with("month");
        assert_eq!(outcome.stdout.contains("Storm tests the wall"), is_american, "{arguments:?}: {}", outcome.stdout);
    }
    let outcome = case.expect(2, &["search", "--until", "-7d", "wall"]);
    assert!(outcome.stderr.contains("a period has no minus sign"), "{}", outcome.stderr);
}

#[test]
fn dashes_before_a_query_are_prose() {
    let case = archive();
    for text in ["- wall", "-- wall", "--- wall --", "--wall held"] {
        let outcome = case.expect(0, &["search", "--format", "jsonl", "--match", "all", text]);
        assert!(outcome.stdout.contains("Storm tests the wall"), "{text}: {}", outcome.stdout);
    }
}

#[test]
fn json_follows_its_schema() {
    let case = archive();
    let schema: Value = serde_json::from_str(include_str!("../../docs/search.schema.json")).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    for query in ["flood defences", "date:none", "earthquake", "flood AND wall OR trial"] {
        for how in [&[][..], &["--explain-score", "--expand", "--recent"]] {
            let answer = case.run(&[&["search", query, "--format", "json"], how].concat()).json();
            let errors: Vec<String> = validator.iter_errors(&answer).map(|error| error.to_string()).collect();
            assert!(errors.is_empty(), "{query}: {errors:?}");
        }
    }
    let answer = case.run(&["search", "\"flood defences\"", "--format", "json"]).json();
    assert_eq!(answer["total"], 2);
    for hit in answer["hits"].as_array().unwrap() {
        let snippet = &hit["snippets"][0];
        let text: Vec<char> = snippet["text"].as_str().unwrap().chars().collect();
        let span: Vec<usize> = serde_json::from_value(snippet["spans"][0].clone()).unwrap();
        assert_eq!(text[span[0]..span[1]].iter().collect::<String>().to_lowercase(), "flood defences");
    }
}

#[test]
fn tables_and_lists_are_printed() {
    let case = archive();
    let table = case.run(&["search", "bridge", "--format", "csv"]).stdout;
    assert!(table.starts_with("rank,id,score,published,source,"), "{table}");
    assert!(
        table.contains("2021-09-01T10:00:00+02:00,Coast Courier,Ann Reed,Local,,,en,Bridge trial opens"),
        "{table}"
    );
    assert_eq!(case.run(&["search", "the", "--format", "tsv"]).stdout.lines().count(), 5);
    assert_eq!(case.run(&["search", "the", "--format", "paths"]).stdout, "news/export.jsonl\n");
}

#[test]
fn an_article_is_shown_with_its_matches_highlighted() {
    let case = archive();
    let id = case.run(&["search", "bribes", "--format", "ids"]).stdout;
    let shown = case.expect(0, &["show", id.trim(), "--query", "bribe"]).stdout;
    assert!(shown.contains("Prosecutors described **bribes**."), "{shown}");
    assert_eq!(case.expect(0, &["show", "https://example.org/3", "--query", "bribe"]).stdout, shown);
    case.expect(1, &["show", "nothing-like-this"]);
}

#[test]
fn an_invalid_query_is_shown_with_the_position_of_the_error() {
    let case = archive();
    let outcome = case.expect(2, &["search", "flood date:2015-13"]);
    assert!(outcome.stderr.contains("date:2015-13") && outcome.stderr.contains('^'), "{}", outcome.stderr);
}

#[test]
fn the_index_is_set_by_option_environment_or_configuration_in_that_order() {
    let case = archive();
    let search = |arguments: &[&str], environment: Option<&str>| {
        let mut command = case.command(arguments);
        if let Some(folder) = environment {
            command.env("DATELINE_INDEX", folder);
        }
        Outcome::of(&mut command).code
    };
    assert_eq!(search(&["search", "flood"], Some("nowhere")), 3);
    assert_eq!(search(&["search", "flood", "--index", "index"], Some("nowhere")), 0);
    let config = case.root().join("config/dateline/config.toml");
    std::fs::create_dir_all(config.parent().unwrap()).unwrap();
    std::fs::write(&config, "index = \"nowhere\"\n").unwrap();
    assert_eq!(search(&["search", "flood"], None), 3);
    assert_eq!(search(&["search", "flood"], Some("index")), 0);
    std::fs::write(&config, "colour = true\n").unwrap();
    assert_eq!(search(&["search", "flood"], None), 2);
}

#[test]
fn a_search_over_its_time_limit_is_an_error_without_hits() {
    let case = archive();
    // The time is over at the first check of the clock.
    let over = "0.000000001";
    for (command, part) in [
        (&["search", "flood NEAR/1000 the"][..], "flood NEAR/1000 the"),
        (&["search", "--format", "json", "--sort", "newest", "NOT flo*"], "flo*"),
        (&["count", "\"the flood\""], "\"the flood\""),
        (&["count", "--by", "year", "flood~1"], "flood~1"),
        (&["kwic", "flood"], "flood"),
        (&["kwic", "--format", "json", "--sort", "left", "\"the flood\"~5"], "\"the flood\"~5"),
        (&["terms", "f*"], "f*"),
        (&["terms", "--like", "floood"], "floood"),
    ] {
        let outcome = case.expect(6, &[command, &["--timeout", over]].concat());
        assert_eq!(outcome.stdout, "", "{command:?}");
        let expected = format!(
            "dateline: the time limit of {over} s was reached at `{part}`\n  narrow the query, or search without a time limit: --timeout 0\n"
        );
        assert_eq!(outcome.stderr, expected, "{command:?}");
        let without_time = |text: &str| text.split(" (").next().unwrap_or_default().to_owned();
        let [default, none] = [&[][..], &["--timeout", "0"]].map(|option| case.run(&[command, option].concat()));
        if !command.contains(&"json") {
            assert_eq!((default.code, &default.stdout), (none.code, &none.stdout), "{command:?}");
            assert_eq!(without_time(&default.stderr), without_time(&none.stderr), "{command:?}");
        }
        assert_ne!(none.code, 6, "{command:?}");
    }
}

#[test]
fn the_time_limit_is_set_by_option_or_configuration() {
    let case = archive();
    let config = case.root().join("config/dateline/config.toml");
    std::fs::create_dir_all(config.parent().unwrap()).unwrap();
    for (setting, code, code_with_option) in
        [("1e-9", 6, 0), ("60", 0, 0), ("0", 0, 0), ("0.5", 0, 0), ("-1", 2, 2), ("\"1\"", 2, 2)]
    {
        std::fs::write(&config, format!("timeout = {setting}\n")).unwrap();
        for command in [&["search", "flood"][..], &["count", "flood"], &["kwic", "flood"], &["terms", "flood"]] {
            case.expect(code, command);
            case.expect(code_with_option, &[command, &["--timeout", "60"]].concat());
        }
    }
    std::fs::remove_file(&config).unwrap();
    for wrong in ["-1", "soon", "", "nan", "inf", "1e300", "30s"] {
        case.expect(2, &["search", "flood", &format!("--timeout={wrong}")]);
    }
}

#[test]
fn a_closed_pipe_causes_no_error_message() {
    let case = archive();
    let binary = assert_cmd::cargo::cargo_bin("dateline");
    let script =
        format!("'{}' --index index search the -n 1000 --format json | head -c 10 > /dev/null", binary.display());
    let output = std::process::Command::new("sh").arg("-c").arg(script).current_dir(case.root()).output().unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert!(!stderr.contains("panic") && !stderr.contains("cannot write"), "{stderr}");
}

#[test]
fn a_truncated_pattern_is_noted_and_still_excludes_all_words() {
    let case = Case::new();
    let words = |from: usize| (from..from + 400).map(|number| format!("qq{number}")).collect::<Vec<_>>().join(" ");
    for number in 0..30 {
        case.article(&format!("{number}.txt"), "Words", &words(number * 400));
    }
    case.article("other.txt", "None of them", "A storm came.");
    case.index(0);
    let outcome = case.expect(0, &["search", "qq*"]);
    assert!(outcome.stderr.contains("`qq*` matches 12000 words"), "{}", outcome.stderr);
    assert_eq!(case.headlines("-qq*"), ["None of them"]);
    assert_eq!(case.headlines("-\"qq* qq*\""), ["None of them"]);
    assert_eq!(case.headlines("storm -(qq* NEAR/3 qq*)"), ["None of them"]);
}

#[test]
fn labels_are_found_with_and_without_hyphens_apostrophes_and_accents() {
    let case = Case::new();
    let record = |source: &str, byline: &str, topic: &str| {
        let record = serde_json::json!({"headline": source, "body": "It says so.", "source": source, "byline": byline, "topics": [topic]});
        format!("{record}\n")
    };
    let records = [
        record("Wal-Mart News", "Jean-Luc O\u{2019}Brien", "E-mail"),
        record("Walmart World", "Zoë OBrien", "email"),
        record("The Wal Mart", "Ann Mart", "mail"),
    ];
    std::fs::write(case.root().join("news/labels.jsonl"), records.concat()).unwrap();
    case.index(0);
    for (query, expected) in [
        ("source:walmart", "Wal-Mart News|Walmart World"),
        ("source:wal-mart", "The Wal Mart|Wal-Mart News|Walmart World"),
        ("source:\"wal mart\"", "The Wal Mart|Wal-Mart News"),
        ("source:\"walmart\"", "Walmart World"),
        ("source:WALMART source:news", "Wal-Mart News"),
        ("-source:walmart", "The Wal Mart"),
        ("byline:obrien", "Wal-Mart News|Walmart World"),
        ("by:jeanluc", "Wal-Mart News"),
        ("by:zoe", "Walmart World"),
        ("topic:email", "Wal-Mart News|Walmart World"),
        ("topic:e-mail", "Wal-Mart News|Walmart World"),
    ] {
        let mut found = case.headlines(query);
        found.sort();
        assert_eq!(found.join("|"), expected, "{query}");
    }
}

#[test]
fn a_filter_by_a_part_of_a_name_gets_a_hint() {
    let case = archive();
    for command in ["search", "count", "kwic"] {
        let outcome = case.expect(1, &[command, "flood", "--source", "gazette"]);
        assert!(outcome.stderr.contains("to find it by a word: 'source:\"gazette\"'"), "{}", outcome.stderr);
        assert!(!case.run(&[command, "flood", "--source", "River Gazette"]).stderr.contains("whole name"));
    }
    case.expect(0, &["search", "flood source:\"gazette\""]);
}

#[test]
fn quotation_marks_in_pasted_prose_get_a_note() {
    let case = Case::new();
    for number in 0..12 {
        case.article(
            &format!("{number}.txt"),
            "River",
            &format!("The river rose in the town {number} and the bridge closed."),
        );
    }
    case.article("surge.txt", "Surge", "A storm surge came over the sea wall.");
    case.index(0);
    let note = |arguments: &[&str]| {
        let stderr = case.run(arguments).stderr;
        stderr.lines().find(|line| line.contains("quotation marks require")).map(str::to_owned)
    };
    let prose = "the river rose and the \"storm surge\" closed a bridge in town";
    assert_eq!(
        note(&["search", prose]).unwrap(),
        "note: quotation marks require `\"storm surge\"`: 1 of 13 articles match; remove them, or use --literal, to list the others"
    );
    assert!(
        note(&["search", &prose.replace("storm surge", "as yet"), "--match", "most"])
            .unwrap()
            .contains("0 of 12 articles")
    );
    assert!(note(&["search", "river rose closed bridge \"surge\"", "--match", "any"]).is_some());
    assert!(
        note(&["search", "river rose closed bridge \"storm\" \"sea\" \"wall\" \"surge\""])
            .unwrap()
            .contains("`\"wall\"` and 1 more: 1 of")
    );
    for arguments in [
        &["search", "river rose closed bridge \"the town\""][..],
        &["search", "river rose \"storm surge\""],
        &["search", "river rose closed bridge +\"storm surge\""],
        &["search", "river rose closed bridge headline:\"surge\""],
        &["search", prose, "--literal"],
        &["search", prose, "--match", "all"],
        &["count", prose],
    ] {
        assert_eq!(note(arguments), None, "{arguments:?}");
    }
}

#[test]
fn an_acronym_without_hits_is_searched_as_a_word() {
    let case = archive();
    let outcome = case.expect(0, &["search", "THE flood"]);
    assert!(
        outcome.stderr.contains("no article has the acronym `THE` in capitals: searched for the word `the`"),
        "{}",
        outcome.stderr
    );
    assert_eq!(outcome.stdout, case.expect(0, &["search", "the flood"]).stdout);
}

#[test]
fn show_prints_one_json_document() {
    let case = Case::new();
    let article =
        |headline: &str, url: &str| format!("{{\"headline\":\"{headline}\",\"url\":\"https://x.example/{url}\"}}");
    case.write("a.jsonl", article("One", "a"))
        .write("b.jsonl", [article("Two", "a"), article("Three", "b")].join("\n"));
    case.index(0);
    let shown = |url: &str, code| case.expect(code, &["show", "--format", "json", url]).json();
    assert_eq!(shown("https://x.example/b", 0)["headline"], "Three");
    assert_eq!(shown("https://x.example/a", 0).as_array().unwrap().len(), 2);
    assert_eq!(shown("https://x.example/c", 1).as_array().unwrap().len(), 0);
}

#[test]
fn inflections_are_found_in_articles_of_unknown_language() {
    let case = Case::new();
    case.article(
        "en.txt",
        "Report",
        "The council approved the flood barrier after a long debate, and it was the worst of the year.",
    );
    case.write("one.txt", "Qoxt zzurb: plimf floods wexx, torg");
    case.write("two.txt", "Qoxt plimf flooding zzurb, wexx");
    case.index(0);
    let languages = case.expect(0, &["count", "flood", "--by", "lang", "--format", "tsv"]).stdout;
    assert!(languages.contains("en\t1") && languages.lines().any(|line| line.contains("\t2")), "{languages}");
    for query in ["flood", "floods", "flooding", "flood NEAR/3 zzurb OR flood"] {
        assert_eq!(case.headlines(query).len(), 3, "{query}");
    }
    assert_eq!(case.headlines("\"floods\"").len(), 1);
}
