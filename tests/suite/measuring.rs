//! `dateline run` and `dateline eval`: measures equal those of trec_eval, and known-item tests work.

use crate::support::{Case, say_skipped, shared};
use serde_json::Value;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The tolerance for measures that agree to four decimals.
const FOUR_DECIMALS: f64 = 0.000_05;

/// Returns a Python with trec_eval; if there is none, prints a `SKIPPED` line and returns `None`.
fn trec_eval() -> Option<PathBuf> {
    let needs = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/test-needs/bin/python3");
    let has_it = |python: &PathBuf| {
        let output = Command::new(python).args(["-c", "import pytrec_eval"]).output();
        output.is_ok_and(|output| output.status.success())
    };
    let python = [needs, "python3".into()].into_iter().find(has_it);
    if python.is_none() {
        assert!(std::env::var_os("CI").is_none(), "pytrec-eval-terrier is required in CI (scripts/install-test-needs)");
        say_skipped("the Python package pytrec-eval-terrier is not installed (scripts/install-test-needs)");
    }
    python
}

/// Compares every measure of a TREC run, per topic and averaged, with trec_eval.
fn assert_equal_to_trec_eval(case: &Case, python: &Path, qrels: &Path, run: &Path) {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("scripts/score-with-trec-eval");
    let output = Command::new(python).arg(script).args([qrels, run]).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let expected: Value = serde_json::from_slice(&output.stdout).unwrap();
    let files = [qrels.to_str().unwrap(), run.to_str().unwrap()];
    let ours = case.expect(0, &["eval", files[0], files[1], "--per-query", "--format", "json"]).json();
    let rows = ours["measures"].as_array().unwrap().iter().chain(ours["per_query"].as_array().unwrap());
    let mut compared = 0;
    for row in rows {
        let (topic, measure) = (row["topic"].as_str().unwrap(), row["measure"].as_str().unwrap());
        let (value, expected) = (row["value"].as_f64().unwrap(), expected[topic][measure].as_f64().unwrap());
        assert!((value - expected).abs() < FOUR_DECIMALS, "{measure} of topic {topic}: {value}, trec_eval {expected}");
        compared += 1;
    }
    let topics = expected.as_object().unwrap().len();
    assert_eq!(compared, 9 * topics, "every measure of every topic and of the mean");
}

#[test]
fn measures_of_real_topics_equal_trec_eval() {
    let Some(python) = trec_eval() else { return };
    for set in ["time", "cranfield"] {
        let Some(data) = shared(set) else { continue };
        let case = Case::new();
        let file = |name: &str| data.join(name).to_str().unwrap().to_owned();
        // Cranfield has two records without text, which are skipped.
        let code = case.run(&["add", &file("articles.jsonl")]).code;
        assert!([0, 4].contains(&code), "{set}: exit code {code}");
        let run = case.root().join("run.txt");
        // Deep enough for all measures except recall, in a third of the time.
        let trec_run = case.expect(0, &["run", &file("queries.tsv"), "--format", "trec", "--depth", "300"]).stdout;
        fs::write(&run, &trec_run).unwrap();
        assert_equal_to_trec_eval(&case, &python, &data.join("qrels.trec"), &run);
        let of_run = case.expect(0, &["eval", &file("qrels.trec"), run.to_str().unwrap(), "--format", "json"]).json();
        let map = of_run["measures"][0]["value"].as_f64().unwrap();
        assert!(map > 0.25, "{set}: MAP {map}");
    }
}

#[test]
fn ties_missing_topics_and_unusual_grades_equal_trec_eval() {
    let Some(python) = trec_eval() else { return };
    let case = Case::new();
    let (mut qrels, mut run) = (String::new(), String::new());
    // Pseudo-random data, large enough to combine every tie with every grade.
    let mut state = 1_u64;
    let mut number = |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    for topic in 1..=40 {
        for document in 0..60 {
            let grade = number(6) as i64 - 2;
            if number(3) == 0 {
                writeln!(qrels, "{topic} 0 d{document} {grade}").unwrap();
            }
            // Topics without hits, and topics without judgments.
            let has_hits = topic % 9 != 0;
            if has_hits && number(4) > 0 {
                let score = match number(3) {
                    0 => "1.5".to_owned(),
                    1 => format!("1.50000000{}", number(100)),
                    _ => format!("{}e-{}", number(30), number(3)),
                };
                writeln!(run, "{topic} Q0 d{document} {} {score} x", number(60)).unwrap();
            }
        }
        writeln!(run, "other{topic} Q0 d1 1 1 x").unwrap();
    }
    // A topic without relevant documents.
    qrels.push_str("none 0 d1 0\nnone 0 d2 -1\n");
    run.push_str("none Q0 d1 1 1 x\n");
    let (qrels_file, run_file) = (case.root().join("qrels"), case.root().join("run"));
    fs::write(&qrels_file, qrels).unwrap();
    fs::write(&run_file, run).unwrap();
    assert_equal_to_trec_eval(&case, &python, &qrels_file, &run_file);
}

/// Writes a file next to the folder of the articles.
fn write_input(case: &Case, name: &str, text: &str) {
    fs::write(case.root().join(name), text).unwrap();
}

/// Returns five articles with stated ids, three topics and their judgments.
fn small_case() -> Case {
    let case = Case::new();
    let articles = [
        (
            "a1",
            "Flood gates fail in storm",
            "The river rose over the town wall while nobody was there to close the gates in time, and by six in the morning water \
             stood in the market and in both schools. Firemen carried forty pensioners from their kitchens into waiting boats.",
        ),
        (
            "a2",
            "Council votes on budget",
            "The council will pay for nine new gates and a wall along the river by June of next year, if the ministry in the capital \
             takes its share. Opponents call the whole scheme a monument to vanity.",
        ),
        (
            "a3",
            "Ferry strike enters second week",
            "Islanders waited for bread and fuel while sailors and owners met again in a hotel at the harbour, without any result that \
             either would speak of. Mail planes brought medicine to both lighthouses on Sunday.",
        ),
        (
            "a4",
            "Museum shows old maps",
            "Visitors see how cartographers drew the coast before anybody had sailed all around it, with monsters where they knew \
             nothing and saints where they hoped. Children may colour copies of seven medieval charts.",
        ),
        (
            "a5",
            "Museum shows old maps",
            "A second report of the exhibition, told in entirely other words by our critic, who missed the globes that were shown \
             before the war and said so to the director. Tickets cost less after four on weekday afternoons.",
        ),
    ];
    let lines: Vec<String> = articles
        .iter()
        .map(|(id, headline, body)| serde_json::json!({"id": id, "headline": headline, "body": body, "lang": "en"}))
        .map(|article| article.to_string())
        .collect();
    case.write("articles.jsonl", lines.join("\n"));
    case.index(0);
    write_input(&case, "topics.tsv", "t1\triver gates\nt2\tferry strike\nt3\tzyzzyva\n");
    write_input(&case, "qrels", "t1 0 a1 1\nt1 0 a2 1\nt2 0 a3 1\nt3 0 a4 1\n");
    case
}

#[test]
fn trec_runs_use_the_stated_ids() {
    let case = small_case();
    let outcome = case.expect(0, &["run", "topics.tsv", "--tag", "mine"]);
    let found: Vec<Vec<&str>> = outcome.stdout.lines().map(|line| line.split(' ').collect()).collect();
    let documents: Vec<[&str; 4]> = found.iter().map(|cells| [cells[0], cells[1], cells[2], cells[3]]).collect();
    assert_eq!(documents, [["t1", "Q0", "a1", "1"], ["t1", "Q0", "a2", "2"], ["t2", "Q0", "a3", "1"]]);
    assert!(found.iter().all(|cells| cells[5] == "mine" && cells[4].parse::<f32>().is_ok_and(|score| score > 0.0)));
    assert!(outcome.stderr.contains("no hits for 1 of 3 topics"), "{}", outcome.stderr);
    let shallow = case.expect(0, &["run", "topics.tsv", "--depth", "1"]).stdout;
    assert_eq!(shallow.lines().count(), 2);
}

#[test]
fn measures_are_printed_as_text_table_and_json() {
    let case = small_case();
    let outcome = case.expect(0, &["eval", "qrels", "topics.tsv"]);
    let words = outcome.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.starts_with("3 topics topics.tsv MAP 0.6667 nDCG@10 0.6667"), "{}", outcome.stdout);
    assert!(outcome.stderr.contains("no hits for 1 of 3 judged topics"), "{}", outcome.stderr);
    let table = case.expect(0, &["eval", "qrels", "topics.tsv", "--per-query", "--format", "tsv"]).stdout;
    assert_eq!(table.lines().count(), 1 + 4 * 9);
    assert!(table.contains("map\tt3\t0\n") && table.contains("recip_rank\tt1\t1\n"), "{table}");
    let run = case.expect(0, &["run", "topics.tsv"]).stdout;
    write_input(&case, "same.run", &run);
    let of_run = case.expect(0, &["eval", "qrels", "same.run", "--per-query", "--format", "tsv"]).stdout;
    assert_eq!(of_run, table, "topics have the same measures as their own TREC run");
    let worse = "t1 Q0 a4 1 3 x\nt1 Q0 a2 2 2 x\n";
    write_input(&case, "worse.run", worse);
    let both = case.expect(0, &["eval", "qrels", "topics.tsv", "worse.run", "--format", "json"]).json();
    let map = &both["measures"][0];
    assert_eq!(both["runs"], serde_json::json!(["topics.tsv", "worse.run"]));
    assert!((map["difference"].as_f64().unwrap() - (0.25 - 2.0) / 3.0).abs() < 1e-9, "{map}");
    assert!((map["p"].as_f64().unwrap() - 0.5).abs() < 0.01, "{map}");
    let text = case.expect(0, &["eval", "qrels", "topics.tsv", "worse.run", "--per-query"]).stdout;
    assert!(text.contains("difference") && text.contains("worse.run"), "{text}");
}

#[test]
fn errors_name_the_file_and_line() {
    let case = small_case();
    write_input(&case, "bad.qrels", "t1 0 a1 1\nt1 0 a2\n");
    write_input(&case, "bad.topics", "t1\tflood\nferry\n");
    write_input(&case, "bad.run", "t1 Q0 a 1 2 x\nt1\n");
    for (arguments, message) in [
        (["eval", "bad.qrels", "topics.tsv"], "bad.qrels: line 2: expected a judgment"),
        (["eval", "qrels", "bad.topics"], "bad.topics: line 2: expected a topic"),
        (["eval", "qrels", "bad.run"], "bad.run: line 2: expected a line of a run"),
        (["eval", "none", "bad.run"], "cannot read none"),
        (["run", "topics.tsv", "--fields=narrative"], "expected topics with a narrative"),
    ] {
        let outcome = case.expect(2, &arguments);
        assert!(outcome.stderr.contains(message), "{arguments:?}: {}", outcome.stderr);
    }
    case.expect(2, &["eval", "qrels"]);
    case.expect(3, &["--index", "nowhere", "run", "topics.tsv"]);
}

#[test]
fn known_item_scores_do_not_depend_on_the_segments() {
    let case = small_case();
    let test = |by: &str| {
        let outcome = case.expect(0, &["eval", "--known-item", by, "--seed", "7", "--format", "json"]);
        outcome.json()["scores"].clone()
    };
    let by_headline = test("headline");
    assert_eq!(by_headline[0]["queries"], 5);
    let by_sentence = test("sentence");
    assert_eq!(by_sentence[0]["queries"], 5);
    assert_eq!(by_sentence[0]["success_1"], 1.0, "{by_sentence}");
    let german = case.run(&["eval", "--known-item", "sentence", "--lang", "de"]);
    assert_eq!(german.code, 1, "{}", german.stderr);

    // The same articles in several segments.
    case.expect(0, &["index", "--rebuild"]);
    case.write("second.jsonl", "{\"id\": \"a6\", \"headline\": \"Soon gone\", \"body\": \"Gone.\", \"lang\": \"en\"}");
    case.index(0);
    fs::remove_file(case.news().join("second.jsonl")).unwrap();
    case.index(0);
    assert_eq!(test("headline"), by_headline);
    assert_eq!(test("sentence"), by_sentence);
}

#[test]
fn the_baseline_is_scored_on_the_same_queries() {
    let case = small_case();
    let chinese = serde_json::json!({
        "id": "z1", "headline": "洪水冲垮小镇防洪闸门", "lang": "zh",
        "body": "周一清晨，小镇的闸门在洪水中倒塌，市场和两所学校被淹。防洪部门说，没有人受伤，重建要等到明年六月。",
    });
    case.write("chinese.jsonl", chinese.to_string());
    case.index(0);
    let test = |more: &[&str]| case.expect(0, &[&["eval", "--known-item"], more].concat()).stdout;
    let json = |more: &[&str]| serde_json::from_str::<Value>(&test(&[more, &["--format", "json"]].concat())).unwrap();

    let alone = json(&["headline"]);
    let mut both = json(&["headline", "--baseline"]);
    assert_eq!(both, json(&["headline", "--baseline"]));
    let rows = both["scores"].as_array_mut().unwrap();
    let baselines: Vec<Value> = rows.iter_mut().map(|row| row["baseline"].take()).collect();
    assert_eq!(alone, both, "the baseline changes nothing else");
    let [english, chinese, all] = &baselines[..] else { panic!("{baselines:?}") };
    assert_eq!(alone["scores"][1]["lang"], "zh");
    assert!(alone["scores"][1]["recip_rank"].as_f64() > Some(0.0), "{alone}");
    assert_eq!(*chinese, serde_json::json!({"recip_rank": 0.0, "success_1": 0.0, "success_10": 0.0}));
    let mean = |value: &Value| value["recip_rank"].as_f64().unwrap();
    assert!(mean(english) > 0.0 && (mean(all) - mean(english) * 5.0 / 6.0).abs() < 1e-9, "{baselines:?}");

    // Both search only a part of the archive.
    let part = json(&["sentence", "--baseline", "--of", "2"]);
    assert_eq!(part["articles"], 2);
    let last = part["scores"].as_array().unwrap().last().unwrap().clone();
    assert!(last["baseline"]["recip_rank"].is_number() && last["queries"].as_u64() <= Some(2), "{part}");

    let table = test(&["sentence", "--baseline", "--format", "tsv"]);
    let heading = "lang\tqueries\trecip_rank\tsuccess_1\tsuccess_10\tbaseline_recip_rank\tbaseline_success_1\tbaseline_success_10";
    assert_eq!(table.lines().next(), Some(heading));
    assert!(table.lines().all(|line| line.split('\t').count() == 8), "{table}");
    let people = test(&["headline", "--baseline"]);
    let [group, measures] = people.lines().take(2).collect::<Vec<_>>()[..] else { panic!("{people}") };
    assert_eq!(group.trim(), "baseline (no analysis)");
    assert_eq!(measures.split_whitespace().filter(|word| *word == "MRR").count(), 2, "{people}");
    assert!(!test(&["headline"]).contains("baseline"));
    for flag in ["--baseline", "--of=2", "--sample=2"] {
        case.expect(2, &["eval", "qrels", "topics.tsv", flag]);
    }
}
