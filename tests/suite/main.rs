//! Dateline from outside: the real binary on real folders, one program for all tests because linking is what takes time.
//!
//! To add a test, put it in the file of its command; what several need is in `support.rs`. Tests that read `../shared` say
//! so when it is absent.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    clippy::print_stdout,
    reason = "a test fails by panicking"
)]
#![allow(unreachable_pub, reason = "nothing outside could reach a test")]

mod adding;
mod archive;
mod corpora;
mod counting;
mod counts;
mod crashes;
mod documents;
mod layers;
mod library;
mod markdown;
mod measuring;
mod oracle;
mod ranking;
mod reading;
mod reading_corpora;
mod searching;
mod support;
