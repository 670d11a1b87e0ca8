//! Whatever becomes of one answer of a cluster, a command prints what it prints otherwise, or ends with an error.

use super::faulty_proxy::{Fault, FaultyProxy};
use super::test_cluster::cluster;
use crate::support::{Case, Outcome};

/// Those that a repetition mends.
const PASSING: [Fault; 3] = [Fault::Busy, Fault::Cut, Fault::Half];

fn fill(case: &Case) {
    for number in 0..12 {
        let body = "The river rose over its banks, and the flood came into the houses near the river.";
        case.article(&format!("{number}.txt"), &format!("Flood {number}"), body);
    }
}

/// Returns what a command printed, without the size of the index, which the cluster changes by merging.
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
        for number in 0..requests {
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
