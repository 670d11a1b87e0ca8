//! Dateline turns a folder of news articles into a search archive and answers like a good news librarian.
//!
//! ```
//! use dateline::{Archive, Article, Query};
//!
//! # fn main() -> Result<(), dateline::Error> {
//! # let folder = tempfile::tempdir().map_err(dateline::Error::Spool)?;
//! # let news = folder.path().join("news");
//! # let clippings = "corpus";
//! let mut writer = Archive::create_or_open(&news)?.writer()?;
//! let article = Article::builder("Flood warning").body("The river rose.").source("Gazette");
//! writer.add(article.published("2015-11-14".parse()?).build())?;
//! writer.index_folder(clippings)?;
//! writer.commit()?;
//!
//! let archive = Archive::open(&news)?;
//! let page = archive.search(&Query::parse("flood date:2015..")?).limit(10).run()?;
//! for hit in page.hits() {
//!     println!("{} {:.2}", hit.article().headline, hit.score());
//!     for passage in hit.passages() {
//!         println!("  {}", passage.highlight("<b>", "</b>"));
//!     }
//! }
//! # assert!(page.hits().any(|hit| hit.article().headline == "Flood warning"));
//! # Ok(())
//! # }
//! ```
//!
//! An [`Archive`] is a folder on disk. Reading it needs no lock; an [`ArchiveWriter`] holds one. Articles come from files in any of the formats of
//! [`corpus`], or from memory ([`Article::builder`]). A [`Query`] is a tree: parsed once, evaluated by the engine to find articles and by
//! [`matching`] to highlight them.
//!
//! The rooms are listed from the bottom up; each imports only from those before it (see `ARCHITECTURE.md`), which a test enforces: [`durable`], [`parallel`],
//! [`article`], [`text`], [`query`], [`matching`], [`corpus`], [`scoring`], [`engine`], [`ingest`], [`ranking`], [`search`], [`eval`], [`library`], whose
//! main types are on this page, and with the feature `cli` also `output` and `cli`, which import only from [`library`].
#![forbid(unsafe_code)]

pub mod article;
#[cfg(feature = "cli")]
pub mod cli;
pub mod corpus;
pub mod durable;
pub mod engine;
pub mod eval;
pub mod ingest;
pub mod library;
pub mod matching;
#[cfg(feature = "cli")]
pub mod output;
pub mod parallel;
pub mod query;
pub mod ranking;
pub mod scoring;
pub mod search;
pub mod text;

pub use article::{Article, ArticleBuilder, ArticleId, PublishedDate};
pub use library::{Archive, ArchiveWriter, Error, Hit, Page, Passage, SearchBuilder};
pub use query::Query;
