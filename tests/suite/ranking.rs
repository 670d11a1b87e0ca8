//! The matching articles, their order and the explanation of their scores.

use crate::support::{Case, Outcome, shared};
use serde_json::Value;
use std::fs;

fn archive() -> Case {
    let case = Case::new();
    case.article("one.txt", "Ferry strike", "The ferry sailors went on strike over wages and the harbour was empty.");
    case.article("two.txt", "Ferry prices", "The company raised the price of the ferry to the islands by a tenth.");
    case.article("three.txt", "Harbour dredged", "Dredgers deepened the harbour so that larger ships can call there.");
    case.index(0);
    case
}

fn search(case: &Case, code: i32, arguments: &[&str]) -> Outcome {
    case.expect(code, &[&["search", "--format", "json"], arguments].concat())
}

fn headlines(outcome: &Outcome) -> Vec<String> {
    let hits = outcome.json()["hits"].as_array().unwrap().clone();
    hits.iter().map(|hit| hit["headline"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_search_lists_articles_with_any_word_and_says_so() {
    let case = archive();
    let any = search(&case, 0, &["ferry strike harbour"]);
    assert_eq!(headlines(&any)[0], "Ferry strike");
    let json = any.json();
    assert_eq!((&json["total"], &json["total_with_all"]), (&3.into(), &1.into()));
    assert_eq!(json["hits"][0]["missing"], serde_json::json!([]));
    assert!(json["hits"][1]["missing"].as_array().unwrap().contains(&"strike".into()), "{json}");
    assert_eq!(json["notes"], serde_json::json!(["1 article has all 3 words; the other hits have some of them"]));
    let none = search(&case, 0, &["strike dredgers"]);
    assert_eq!(none.json()["total_with_all"], 0);
    assert!(none.stderr.contains("no article has both words"), "{}", none.stderr);
    assert!(case.run(&["search", "strike dredgers"]).stdout.contains("without: dredgers"));
    // `--match all` requires all words, and so does a count.
    assert_eq!(search(&case, 1, &["strike dredgers", "--match", "all"]).json()["total"], 0);
    case.expect(1, &["count", "strike dredgers"]);
    let counted = case.expect(0, &["count", "ferry strike"]);
    assert!(counted.stderr.contains("only articles with both words"), "{}", counted.stderr);
    // Sorted by date, a search falls back to most words.
    assert_eq!(headlines(&search(&case, 0, &["ferry strike", "--sort", "newest"])), ["Ferry strike"]);
    let most = search(&case, 0, &["ferry strike harbour volcano", "--sort", "newest"]);
    assert!(
        most.stderr.contains("no article has all 4 words: showing articles that have at least 3"),
        "{}",
        most.stderr
    );
}

#[test]
fn explicit_operators_require_their_words_in_every_mode() {
    let case = archive();
    for (query, hits) in [
        ("ferry +strike", 1),
        ("ferry AND strike", 1),
        ("ferry \"the harbour\"", 2),
        ("\"strike\" ferry", 1),
        ("ferry headline:strike", 1),
        ("harbour (sailors NEAR/3 strike)", 1),
        ("ferry -wages", 1),
        ("strike dredgers -wages", 1),
    ] {
        for how in [&[][..], &["--match", "any"], &["--match", "most"]] {
            assert_eq!(search(&case, 0, &[&[query], how].concat()).json()["total"], hits, "{query} {how:?}");
        }
    }
    case.expect(1, &["search", "ferry +volcano"]);
}

#[test]
fn stop_words_are_required_only_where_they_are_typed_so() {
    let case = archive();
    let search_of = |query: &str| search(&case, 0, &[query, "--match", "all"]);
    let found = search_of("who raised the price of it");
    assert_eq!(headlines(&found), ["Ferry prices"]);
    assert!(found.stderr.contains("stop words, not required: who, the, of, it"), "{}", found.stderr);
    case.expect(0, &["count", "why dredgers"]);
    case.expect(0, &["kwic", "why dredgers"]);
    case.expect(1, &["search", "+why dredgers"]);
    case.expect(1, &["search", "why AND dredgers"]);
    case.expect(1, &["search", "\"why\" dredgers"]);
    // Only stop words.
    assert_eq!(search_of("the").json()["total"], 3);
    assert_eq!(search_of("over the").json()["total"], 1);
    let highlighted = case.run(&["search", "the sailors"]).stdout;
    assert!(highlighted.contains("The ferry **sailors** went"), "{highlighted}");
}

#[test]
fn articles_with_all_of_few_words_come_first_on_every_page() {
    let case = Case::new();
    for number in 0..12 {
        case.article(
            &format!("{number}.txt"),
            &format!("Report {number}"),
            "The ferry left the harbour late. Much else was said.",
        );
    }
    for number in 0..5 {
        case.article(&format!("ferry{number}.txt"), "Ferry, ferry, ferry", "A ferry is a ferry. A ferry has no port.");
    }
    case.index(0);
    let ids = |page: &str, limit: &str| {
        let found = search(&case, 0, &["ferry harbour", "--page", page, "-n", limit]);
        let json = found.json();
        assert_eq!((&json["total"], &json["total_with_all"]), (&17.into(), &12.into()));
        assert!(
            found.stderr.contains("12 articles have both words and come first; hits from 13 on"),
            "{}",
            found.stderr
        );
        let hits = json["hits"].as_array().unwrap().clone();
        hits.iter().map(|hit| (hit["id"].to_string(), hit["missing"].to_string())).collect::<Vec<_>>()
    };
    let whole = ids("1", "50");
    assert!(whole[..12].iter().all(|(_, missing)| missing == "[]"), "{whole:?}");
    assert!(whole[12..].iter().all(|(_, missing)| missing == "[\"harbour\"]"), "{whole:?}");
    let paged: Vec<_> = ["1", "2", "3", "4", "5"].iter().flat_map(|page| ids(page, "4")).collect();
    assert_eq!(paged, whole);
    let counted = case.run(&["count", "ferry harbour"]).stdout;
    assert!(counted.contains("in 12 articles"), "{counted}");
}

#[test]
fn match_most_and_any_relax_the_query() {
    let case = archive();
    assert_eq!(search(&case, 0, &["ferry harbour volcano", "--match", "any"]).json()["total"], 3);
    assert_eq!(headlines(&search(&case, 0, &["ferry strike harbour", "--match", "most"])), ["Ferry strike"]);
    // Stop words contribute to the score but do not make an article match.
    assert_eq!(headlines(&search(&case, 0, &["the dredgers of the", "--match", "any"])), ["Harbour dredged"]);
    assert_eq!(search(&case, 0, &["the", "--match", "any"]).json()["total"], 3);
    let pasted = "the harbour deepened by dredgers -which larger ships call at so that all can go there soon";
    let left_out = search(&case, 0, &[pasted]);
    assert!(left_out.stderr.contains("articles with `which` are excluded; --literal"), "{}", left_out.stderr);
    // An acronym is not a stop word and differs from the word in lower case.
    assert_eq!(search(&case, 0, &["on ON volcano harbour", "--match", "any"]).json()["total"], 2);
    assert_eq!(search(&case, 0, &["the IT dredgers", "--match", "any"]).json()["total"], 1);
    case.expect(2, &["search", "ferry", "--match", "some"]);
}

#[test]
fn a_pasted_paragraph_finds_its_subject() {
    let case = archive();
    let pasted = "Yesterday the sailors of the ferry went on strike again (over wages, mostly), the Courier writes: the harbour \
         has been empty for a week; nobody knows for how long.";
    for how in [&[][..], &["--match", "most"], &["--match", "any"]] {
        let found = search(&case, 0, &[&[pasted], how].concat());
        assert_eq!(headlines(&found)[0], "Ferry strike", "{how:?}");
    }
}

#[test]
fn queries_in_scripts_without_spaces_are_relaxed() {
    let case = Case::new();
    case.article("one.txt", "洪水対策", "東京都は洪水対策の予算を倍増した。");
    case.article("two.txt", "野球", "大阪の球団が優勝した。");
    case.index(0);
    let found = search(&case, 0, &["東京都知事選挙"]);
    assert_eq!(headlines(&found), ["洪水対策"]);
    assert!(found.stderr.contains("no article has all"), "{}", found.stderr);
    search(&case, 1, &["\"東京都知事選挙\""]);
}

#[test]
fn semantic_reranking_orders_articles_with_similar_scores() {
    let case = Case::new();
    let record = |headline: &str, body: &str| {
        let record = serde_json::json!({"id": headline, "headline": headline, "body": body, "lang": "en"});
        format!("{record}\n")
    };
    let money = record("Bank", "The bank raised the interest on every loan as profits, shares and deposits fell.");
    let water =
        record("Bank", "Along the river bank walkers saw a boat on loan, with herons, otters and reeds all around.");
    let german = "{\"id\":\"de\",\"headline\":\"Bank\",\"body\":\"Die Bank und der Loan, von dem niemand je geredet hat.\",\"lang\":\"de\"}\n";
    case.write("articles.jsonl", [money, water, german.to_owned()].concat());
    case.index(0);
    let likeness = |query: &str| {
        let outcome = search(&case, 0, &[query, "--explain-score"]);
        let hits = outcome.json()["hits"].as_array().unwrap().clone();
        let of = |part: &str| {
            let has_text = |hit: &&Value| hit["snippets"].to_string().contains(part);
            hits.iter().find(has_text).unwrap()["explanation"]["likeness"].clone()
        };
        (of("deposits").as_f64().unwrap(), of("herons").as_f64().unwrap(), of("niemand"))
    };
    let (money, water, german) = likeness("bank loan");
    assert!(money > water, "{water} {money}");
    assert_eq!(german, Value::Null, "German has no word vectors");
    let plain = search(&case, 0, &["bank loan", "--explain-score", "--no-rerank"]).json();
    for hit in plain["hits"].as_array().unwrap() {
        assert_eq!(hit["explanation"]["likeness"], Value::Null);
        assert_eq!(hit["score"], hit["explanation"]["words_score"]);
    }
}

#[test]
fn scores_are_explained() {
    let case = archive();
    let outcome = search(&case, 0, &["ferry strike^2 isl*", "--match", "any", "--explain-score", "--recent=30d"]);
    for hit in outcome.json()["hits"].as_array().unwrap() {
        let explanation = &hit["explanation"];
        let words = explanation["words"].as_array().unwrap();
        let sum: f64 = words.iter().map(|word| word["score"].as_f64().unwrap()).sum();
        assert!((sum - explanation["words_score"].as_f64().unwrap()).abs() < 1e-9, "{explanation}");
        let names: Vec<&str> = words.iter().map(|word| word["word"].as_str().unwrap()).collect();
        assert_eq!(names, ["ferri", "isl*", "strike"]);
        assert_eq!(words[2]["weight"], 2.0);
        assert_eq!((&words[0]["articles"], &words[1]["articles"]), (&2.into(), &1.into()));
    }
    let text = case.expect(0, &["search", "ferry strike", "--match", "any", "--explain-score"]).stdout;
    assert!(text.contains("score ") && text.contains("in 2 articles") && text.contains("(topic)"), "{text}");
}

#[test]
fn recency_decay_ranks_new_articles_higher() {
    let case = Case::new();
    let record = |id: &str, date: &str, body: &str| {
        let record = serde_json::json!({"id": id, "headline": id, "published": date, "body": body, "lang": "en"});
        format!("{record}\n")
    };
    let records = [
        record("old", "1963-05-01", "Ferry ferry ferry sinks off the coast."),
        record("new", "1968-05-01", "A ferry has gone down near the coast."),
        record("undated", "", "Ferry ferry ferry seen off the coast."),
    ];
    case.write("articles.jsonl", records.concat());
    case.index(0);
    assert_eq!(headlines(&search(&case, 0, &["ferry", "--no-rerank"]))[2], "new");
    let recent = search(&case, 0, &["ferry", "--no-rerank", "--recent=6m", "--explain-score"]);
    assert_eq!(headlines(&recent)[0], "new");
    let factors: Vec<f64> = recent.json()["hits"]
        .as_array()
        .unwrap()
        .iter()
        .map(|hit| hit["explanation"]["recency"].as_f64().unwrap())
        .collect();
    // Age counts from the newest article, not from today. Five years are ten half-lives, and undated articles count as the oldest.
    assert!((factors[0] - 1.0).abs() < 1e-9 && (factors[1] * 1024.0 - 1.0).abs() < 0.01, "{factors:?}");
    assert_eq!(factors[1], factors[2]);
    assert_eq!(headlines(&search(&case, 0, &["ferry", "--recent"]))[0], "new");
    // Sorting by date ignores it, with a note.
    let by_date = search(&case, 0, &["ferry", "--recent", "--sort", "oldest", "--explain-score"]);
    assert!(by_date.stderr.contains("sorted by date and have no scores"), "{}", by_date.stderr);
    assert_eq!(by_date.json()["hits"][0]["explanation"], Value::Null);
    for wrong in ["--recent=0d", "--recent=soon", "--recent=-1y", "--recent=3"] {
        case.expect(2, &["search", "ferry", wrong]);
    }
}

#[test]
fn query_expansion_changes_only_the_order() {
    let case = archive();
    for file in ["four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen"] {
        case.article(
            &format!("{file}.txt"),
            &format!("Budget {file}"),
            "The council voted on the budget for schools and roads.",
        );
    }
    case.article(
        "fifteen.txt",
        "Sailors march",
        "Sailors marched for wages through the town, the ferry crews at their head.",
    );
    case.index(0);
    let plain = search(&case, 0, &["ferry"]);
    let expanded = search(&case, 0, &["ferry", "--expand", "--explain-score"]);
    assert_eq!(plain.json()["total"], expanded.json()["total"]);
    let note = expanded.json()["notes"][0].as_str().unwrap().to_owned();
    assert!(note.starts_with("query expanded with: ") && note.contains("wages"), "{note}");
    let words = expanded.json()["hits"][0]["explanation"]["words"].as_array().unwrap().clone();
    let added = |name: &str| words.iter().find(|word| word["word"] == name).unwrap()["added"].clone();
    assert_eq!((added("wage"), added("ferri")), (true.into(), false.into()));
}

#[test]
fn scores_do_not_depend_on_the_history_of_the_archive() {
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/corpus");
    let at_once = Case::new();
    at_once.expect(0, &["index", sample]);
    let in_steps = Case::new();
    // Articles are added and deleted, and each folder has its own indexing run.
    for number in 0..30 {
        in_steps.article(
            &format!("{number}.txt"),
            "Flood",
            "Flood flood storm and the river; defences of the council, said the council.",
        );
    }
    in_steps.index(0);
    let mut folders: Vec<_> = fs::read_dir(sample).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    for folder in folders.iter().filter(|path| path.is_dir()) {
        in_steps.expect(0, &["index", folder.to_str().unwrap(), "--jobs", "1"]);
    }
    in_steps.expect(0, &["forget", "news"]);
    for query in [
        "flood",
        "flood defences council river",
        "the council of the river said",
        "stor* flood OR ferry",
        "\"flood defences\"",
    ] {
        let found = |case: &Case| {
            let outcome = case.run(&["search", "--format", "json", "-n", "200", "--match", "any", query]).json();
            let hits = outcome["hits"].as_array().unwrap().clone();
            hits.iter()
                .map(|hit| (hit["path"].to_string(), hit["record"].to_string(), hit["score"].to_string()))
                .collect::<Vec<_>>()
        };
        assert_eq!(found(&at_once), found(&in_steps), "{query}");
    }
}

/// Makes every change of the ranking visible in review. `cargo insta review` accepts new figures.
#[test]
fn golden_figures_of_the_judged_sets() {
    let mut table = String::new();
    for set in ["time", "cranfield"] {
        let Some(data) = shared(set) else { return };
        let case = Case::new();
        let file = |name: &str| data.join(name).to_str().unwrap().to_owned();
        // Cranfield has two empty articles.
        case.run(&["add", &file("articles.jsonl")]);
        for how in [&[][..], &["--no-rerank"], &["--expand"]] {
            let (qrels, queries) = (file("qrels.trec"), file("queries.tsv"));
            let arguments = [&["eval", "--format", "json", &qrels, &queries], how].concat();
            let measures = case.expect(0, &arguments).json()["measures"].as_array().unwrap().clone();
            let figures = measures.iter().take(6).map(|measure| format!("{:.4}", measure["value"].as_f64().unwrap()));
            table.push_str(&format!("{set} {} {}\n", how.concat(), figures.collect::<Vec<_>>().join(" ")));
        }
    }
    // MAP, nDCG@10, nDCG@20, P@10, P@30, R@100.
    insta::assert_snapshot!(table, @r"
    time  0.7141 0.7702 0.7994 0.2964 0.1209 0.9676
    time --no-rerank 0.6901 0.7509 0.7739 0.2904 0.1189 0.9669
    time --expand 0.7044 0.7667 0.7885 0.3060 0.1221 0.9683
    cranfield  0.3127 0.3899 0.4268 0.2413 0.1233 0.7452
    cranfield --no-rerank 0.2933 0.3726 0.4071 0.2298 0.1178 0.7270
    cranfield --expand 0.3306 0.4038 0.4455 0.2520 0.1286 0.7679
    ");
}
