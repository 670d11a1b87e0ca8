//! An archive on an OpenSearch cluster gives the same answers as a local one, whatever happens to the cluster or the client.
//!
//! These tests run with the addresses of a cluster that is for tests only, which deletes all its indexes named `dateline-test-…`:
//! `DATELINE_TEST_CLUSTER=$(scripts/test-cluster up) cargo test --test suite cluster::`. Without it one `SKIPPED` line says so. Nodes are killed
//! only if `scripts/test-cluster` started the cluster.

mod answers;
mod bad_answers;
mod faulty_proxy;
mod kills;
mod pair;
mod ranked;
mod signed_in;
mod test_cluster;
mod updates;
