//! End-to-end tests of the binary on real folders, in one test program because linking is slow.
//!
//! To add a test, put it in the file of its command; shared helpers are in `support.rs`. Tests that need `../shared` print a `SKIPPED` line
//! if it is missing.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    clippy::print_stdout,
    reason = "a test fails by panicking"
)]
#![allow(unreachable_pub, reason = "nothing outside can use a test")]

mod adding;
mod archive;
mod backups;
mod cluster;
mod cluster_access;
mod cluster_tls;
mod compounds;
mod concurrency;
mod containers;
mod corpora;
mod counting;
mod counts;
mod crashes;
mod damage;
mod digitised;
mod document_files;
mod documents;
mod faults;
mod folders;
#[path = "../../fuzz/src/lib.rs"]
mod fuzz_targets;
mod fuzzing;
mod golden_table;
mod hostile_output;
mod inspecting;
mod languages;
mod layers;
mod letter_case;
mod library;
mod markdown;
mod measuring;
mod nginx;
mod obstacles;
mod oracle;
mod ranking;
mod reading;
mod reading_corpora;
mod reading_databases;
mod reading_documents;
mod reading_saved;
mod reading_xml;
mod searching;
mod services;
mod support;
mod tables;
mod texts_beside;
mod versions;
