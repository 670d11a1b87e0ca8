//! The cluster behind nginx, with TLS and a password.

use super::test_cluster::cluster;
use crate::nginx::{Nginx, PASSWORD, USER};
use crate::support::{Case, Outcome};

#[test]
fn an_archive_is_written_and_read_through_tls_with_a_password() {
    let Some(cluster) = cluster() else { return };
    let Some(nginx) = Nginx::before(&cluster.first_address()) else { return };
    let case = Case::new();
    for number in 0..20 {
        case.article(&format!("{number}.txt"), &format!("Flood {number}"), "The river rose over its banks.");
    }
    let index = format!("{}/{}", nginx.address(), cluster.new_index());
    let run = |arguments: &[&str]| {
        let mut command = case.command(arguments);
        command.env("DATELINE_CLUSTER_USER", USER).env("DATELINE_CLUSTER_PASSWORD", PASSWORD);
        let outcome = Outcome::of(command.env("DATELINE_CA_FILE", nginx.ca_file()));
        assert_eq!(outcome.code, 0, "{arguments:?}\n{}", outcome.stderr);
        outcome
    };
    let replicas = cluster.replicas().to_string();
    run(&["index", "news", "--cluster", &index, "--shards", "3", "--replicas", &replicas]);
    run(&["index"]);
    let by_folder = run(&["search", "rivers", "--format", "ids", "-n", "30"]).stdout;
    let by_address = run(&["search", "rivers", "--format", "ids", "-n", "30", "--index", &index]).stdout;
    assert_eq!(by_folder.lines().count(), 20);
    assert_eq!(by_address, by_folder);
    for name in ["archive.json", "cluster.json", "catalogue.json"] {
        let text = std::fs::read_to_string(case.root().join("index").join(name)).unwrap_or_default();
        assert!(!text.contains(PASSWORD) && !text.contains(USER), "{name}: {text}");
    }
    // Other users are refused, and the archive stays unchanged.
    let refused = case.expect(3, &["index", "--verify"]);
    assert!(refused.stderr.contains("is not trusted"), "{}", refused.stderr);
}
