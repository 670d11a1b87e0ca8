//! Tests through the binary: the real `dateline` on real folders. They form one program, because linking takes most of the time.
//!
//! A test belongs in the file of its command; shared helpers are in `support.rs`. Tests that need `../shared` print `SKIPPED` without it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    clippy::print_stdout,
    reason = "a test fails by panicking"
)]
#![allow(unreachable_pub, reason = "tests are not reachable from outside")]

mod adding;
mod archive;
mod corpora;
mod counting;
mod counts;
mod crashes;
mod documents;
mod layers;
mod markdown;
mod measuring;
mod oracle;
mod ranking;
mod reading;
mod reading_corpora;
mod searching;
mod support;
