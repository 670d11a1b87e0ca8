//! If one response of a cluster is lost or corrupted, a command prints the same as without the fault, or ends with an error.

use super::faulty_proxy::{Fault, FaultyProxy};
use super::test_cluster::{cluster, share};
use crate::support::{Case, Outcome};

/// Faults that a retry repairs.
const PASSING: [Fault; 3] = [Fault::Busy, Fault::Cut, Fault::Half];

fn fill(case: &Case) {
    for number in 0..12 {
        let body = "The river rose over its banks, and the flood came into the houses near the river.";
        case.article(&format!("{number}.txt"), &format!("Flood {number}"), body);
    }
}

/// Returns the output of a command, without the size of the index, which the cluster changes by merging.
fn sizeless(outcome: &Outcome) -> String {
    outcome.stdout.lines().filter(|line| !line.contains("\"bytes\"")).collect()
}

#[test]
fn a_spoiled_answer_never_changes_what_is_found() {
    let Some(cluster) = cluster() else { return };
    let case = Case::new();
    fill(&case);
    let proxy = FaultyProxy::before(&cluster.first_address());
    let (index, replicas) = (format!("{}/{}", proxy.address, cluster.new_index()), cluster.replicas().to_string());
    case.expect(0, &["index", "news", "--cluster", &index, "--shards", "2", "--replicas", &replicas]);
    let id = case.expect(0, &["search", "flood", "--format", "ids", "-n", "1", "--index", &index]).stdout;
    let mut silent = Vec::new();
    for command in [
        &["search", "river flood", "--format", "ids"][..],
        &["search", "houses NEAR/3 river", "--format", "ids", "--sort", "newest"],
        &["search", "(flood NEAR/9 came) NEAR/9 river", "--format", "ids"],
        &["count", "flood*", "--by", "year", "--format", "csv"],
        &["kwic", "river", "--format", "csv"],
        &["terms", "flo", "--format", "csv"],
        &["show", id.trim()],
        &["stats", "--format", "json"],
    ] {
        let arguments = [command, &["--index", &index]].concat();
        proxy.spoil(None);
        let whole = case.expect(0, &arguments);
        let requests = proxy.spoil(None);
        for number in (0..requests).step_by(share()) {
            for fault in [Fault::Empty, Fault::Hollow, PASSING[number % PASSING.len()]] {
                proxy.spoil(Some((number, fault)));
                let spoiled = case.run(&arguments);
                if spoiled.code != 3 && (spoiled.code, sizeless(&spoiled)) != (whole.code, sizeless(&whole)) {
                    silent.push(format!(
                        "{command:?}, answer {number} of {requests} {fault:?}: {} {}",
                        spoiled.code, spoiled.stderr
                    ));
                }
                assert!(
                    !PASSING.contains(&fault) || spoiled.code == 0,
                    "{command:?} {number} {fault:?}: {}",
                    spoiled.stderr
                );
            }
        }
    }
    assert!(silent.is_empty(), "{}", silent.join("\n"));
}

#[test]
fn a_run_with_a_spoiled_answer_leaves_nothing_wrong() {
    let Some(cluster) = cluster() else { return };
    let case = Case::new();
    let proxy = FaultyProxy::before(&cluster.first_address());
    let (index, replicas) = (format!("{}/{}", proxy.address, cluster.new_index()), cluster.replicas().to_string());
    let all = ["search", "words:>=0", "--format", "jsonl", "--sort", "oldest", "-n", "100"];
    let articles = |place: &str| {
        let found = case.expect(0, &[&all[..], &["--index", place]].concat()).stdout;
        let headline = |line: &str| serde_json::from_str::<serde_json::Value>(line).unwrap()["headline"].to_string();
        let mut headlines: Vec<String> = found.lines().map(headline).collect();
        headlines.sort();
        headlines
    };
    let edit = |edition: usize| {
        for number in 0..8 {
            // Some are edited, some deleted, some added.
            case.article(
                &format!("{}.txt", number + edition % 3),
                &format!("Flood {number}, edition {edition}"),
                "Water.",
            );
        }
        let gone = case.news().join(format!("{}.txt", edition % 3 + edition % 5));
        std::fs::remove_file(gone).unwrap();
    };
    edit(0);
    case.expect(0, &["index", "news", "--cluster", &index, "--shards", "2", "--replicas", &replicas]);
    let mut edition = 1;
    edit(edition);
    proxy.spoil(None);
    case.expect(0, &["index", "news"]);
    let requests = proxy.spoil(None);
    for number in (0..requests).step_by(share()) {
        // The client must recover from transient faults, wherever they happen.
        let passing = PASSING.get(number % 8).copied();
        for fault in [Fault::Empty].into_iter().chain(passing) {
            edition += 1;
            edit(edition);
            proxy.spoil(Some((number, fault)));
            let spoiled = case.run(&["index", "news"]);
            proxy.spoil(None);
            let what = format!("answer {number} of {requests} {fault:?}: {}", spoiled.stderr);
            assert!(spoiled.code == 0 || fault == Fault::Empty && spoiled.code == 3, "{what}");
            case.expect(0, &["index", "news"]);
            case.expect(0, &["index", "news", "--index", "local"]);
            assert_eq!(articles("index"), articles("local"), "{what}");
        }
    }
    assert!(requests > 5, "a run has {requests} requests only");
}
