//! Dateline turns a folder of news articles into a search archive and answers like a good news librarian.
//!
//! The rooms, from the bottom up; each imports only from those before it (`ARCHITECTURE.md`, and a test that holds it):
//! [`article`], [`text`], [`query`], [`matching`], [`corpus`], [`engine`], [`ingest`], [`search`], [`eval`], [`output`], [`cli`].
#![forbid(unsafe_code)]

pub mod article;
pub mod cli;
pub mod corpus;
pub mod durable;
pub mod engine;
pub mod eval;
pub mod ingest;
pub mod matching;
pub mod output;
pub mod parallel;
pub mod query;
pub mod ranking;
pub mod scoring;
pub mod search;
pub mod text;
