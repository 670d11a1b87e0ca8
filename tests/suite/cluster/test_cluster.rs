//! The cluster for the tests.

use serde_json::{Value, json};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{LazyLock, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use std::time::{Duration, Instant};

/// The environment variable with the addresses, separated by commas.
const VARIABLE: &str = "DATELINE_TEST_CLUSTER";

/// The environment variable with the divisor of the numbers of cases: 5 runs every fifth.
const SHARE: &str = "DATELINE_TEST_CLUSTER_SHARE";

/// Returns the divisor of the numbers of cases: 1 unless CI asks for fewer.
pub(super) fn share() -> usize {
    std::env::var(SHARE).ok().and_then(|share| share.parse().ok()).unwrap_or(1).max(1)
}

/// The prefix of the names of all test indexes.
const PREFIX: &str = "dateline-test-";

/// How long the cluster may take to complete all copies of an index.
const GREEN: Duration = Duration::from_secs(90);

/// The cluster, and a lock: tests that kill nodes write.
static CLUSTER: LazyLock<Option<RwLock<TestCluster>>> = LazyLock::new(|| {
    let Ok(addresses) = std::env::var(VARIABLE) else {
        let _ = writeln!(std::io::stderr(), "SKIPPED: {VARIABLE} is not set, so nothing was tested on a cluster");
        return None;
    };
    let cluster = TestCluster { addresses: addresses.trim().split(',').map(str::to_owned).collect() };
    // Indexes of an earlier run.
    cluster.request("DELETE", &format!("/{PREFIX}*?expand_wildcards=all"), None);
    // The delay before a copy that was incomplete when its node was killed is rebuilt elsewhere: a minute by default.
    let settings = json!({ "index.unassigned.node_left.delayed_timeout": "20s" });
    let template = json!({ "index_patterns": [format!("{PREFIX}*")], "template": { "settings": settings } });
    cluster.request("PUT", "/_index_template/dateline-test", Some(&template));
    Some(RwLock::new(cluster))
});

/// The addresses of the cluster.
#[derive(Debug)]
pub(super) struct TestCluster {
    addresses: Vec<String>,
}

/// Returns the cluster, whose nodes all run while it is held; `None` without one.
pub(super) fn cluster() -> Option<RwLockReadGuard<'static, TestCluster>> {
    CLUSTER.as_ref().map(|cluster| cluster.read().unwrap_or_else(PoisonError::into_inner))
}

/// Returns the cluster to a test that kills nodes; `None` without one whose nodes can be killed.
pub(super) fn cluster_to_kill() -> Option<RwLockWriteGuard<'static, TestCluster>> {
    let cluster = CLUSTER.as_ref()?.write().unwrap_or_else(PoisonError::into_inner);
    if cluster.nodes() < 3 || !cluster.control(&["addresses"]) {
        let _ = writeln!(
            std::io::stderr(),
            "SKIPPED: no three nodes that scripts/test-cluster has started, so none was killed"
        );
        return None;
    }
    Some(cluster)
}

impl TestCluster {
    pub(super) fn nodes(&self) -> usize {
        self.addresses.len()
    }

    /// Returns the number of copies that the cluster has room for, at most one.
    pub(super) fn replicas(&self) -> usize {
        self.nodes().min(2) - 1
    }

    pub(super) fn first_address(&self) -> String {
        self.addresses.first().cloned().unwrap_or_default()
    }

    /// Returns the name of an index that no other test has.
    pub(super) fn new_index(&self) -> String {
        static NEXT: AtomicUsize = AtomicUsize::new(1);
        format!("{PREFIX}{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed))
    }

    /// Makes a folder the folder of an archive on the cluster, and returns the name of its index, which no other test has.
    pub(super) fn prepare(&self, folder: &Path) -> String {
        let index = self.new_index();
        let settings = json!({
            "addresses": self.addresses, "index": index, "archive": format!("id-of-{index}"),
            "shards": 3, "replicas": self.replicas(),
        });
        fs::create_dir_all(folder).unwrap();
        fs::write(folder.join("cluster.json"), settings.to_string()).unwrap();
        index
    }

    /// Asserts that an index is there, so that a test does not compare two archives in the process.
    pub(super) fn assert_holds(&self, index: &str) {
        let health = self.request("GET", &format!("/_cluster/health/{index}"), None);
        assert_eq!(health["active_primary_shards"], 3, "the archive is not on the cluster: {health}");
    }

    /// Returns the address of an index, as `--index` takes it.
    pub(super) fn place(&self, index: &str) -> PathBuf {
        format!("{}/{index}", self.addresses.join(",")).into()
    }

    /// Returns the parsed response of the first node that responds.
    pub(super) fn request(&self, method: &str, path: &str, body: Option<&Value>) -> Value {
        let agent: ureq::Agent = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .timeout_global(Some(Duration::from_secs(60)))
            .build()
            .into();
        let mut failures = Vec::new();
        for address in &self.addresses {
            let request = ureq::http::Request::builder()
                .method(method)
                .uri(format!("{address}{path}"))
                .header("content-type", "application/json")
                .body(body.map(Value::to_string).unwrap_or_default())
                .unwrap();
            let answer = agent.run(request).and_then(|mut answer| answer.body_mut().read_to_string());
            match answer {
                Ok(text) => return serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}")),
                Err(failure) => failures.push(failure.to_string()),
            }
        }
        panic!("{VARIABLE} names no node that answers {method} {path}: {failures:?}");
    }

    /// Kills a node with SIGKILL.
    pub(super) fn kill(&self, node: usize) {
        assert!(self.control(&["kill", &node.to_string()]), "node {node} cannot be killed");
    }

    /// Starts a node again.
    pub(super) fn start(&self, node: usize) {
        assert!(self.control(&["start", &node.to_string()]), "node {node} cannot be started");
    }

    /// Waits until all copies of all indexes are complete.
    pub(super) fn wait_until_green(&self) {
        let start = Instant::now();
        loop {
            let health = self.request("GET", "/_cluster/health", None);
            if health["status"] == "green" && health["number_of_nodes"] == self.nodes() {
                return;
            }
            assert!(start.elapsed() < GREEN, "not green after {GREEN:?}: {health}");
            std::thread::sleep(Duration::from_millis(250));
        }
    }

    /// Runs `scripts/test-cluster` on this cluster; returns whether it succeeded.
    fn control(&self, arguments: &[&str]) -> bool {
        let port = self.addresses.first().and_then(|address| address.rsplit(':').next()?.parse::<u16>().ok());
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("scripts/test-cluster");
        let base = port.map_or(0, |port| port - 1).to_string();
        Command::new(script).args(arguments).args(["--port", &base]).output().unwrap().status.success()
    }

    /// Asserts that both copies of every shard of an index have the same articles for every word.
    pub(super) fn assert_copies_agree(&self, index: &str, words: &[&str]) {
        if self.nodes() < 2 {
            return;
        }
        self.request("POST", &format!("/{index}/_refresh"), None);
        let count = |field: &str, word: &str, copy: &str| {
            // The two kinds of printed words (`engine/opensearch/tokens.rs`).
            let query = json!({"query": {"terms": {field: [format!("={word}"), format!(":{word}")]}}});
            let answer = self.request("POST", &format!("/{index}/_count?preference={copy}"), Some(&query));
            assert_eq!(answer["_shards"]["failed"], 0, "{answer}");
            answer["count"].as_u64().unwrap_or_else(|| panic!("{answer}"))
        };
        let mut found = 0;
        for field in ["headline", "opening", "body"] {
            for word in words {
                let [primary, replica] = ["_primary", "_replica"].map(|copy| count(field, word, copy));
                assert_eq!(primary, replica, "{word} in {field} of {index}, primary and replica");
                found += primary;
            }
        }
        assert!(found > 0, "{index} has none of {words:?}");
    }
}
