//! The stored data of an article next to its postings: columns, exact terms, its meaning vector, and the article itself as packed JSON.
//!
//! Each article is packed on its own, with a shared dictionary, so that showing one hit does not unpack its neighbours.

mod article_record;
mod checksums;
mod columns;
mod meanings;
mod packing;
mod shared_directory;
mod verified_file;

pub(crate) use article_record::{columns, json, label_terms};
pub(crate) use checksums::FileDamage;
pub(crate) use columns::Columns;
pub(crate) use meanings::{meanings, packed};
pub(crate) use packing::{Packer, Packing, Unpacking};
pub(crate) use shared_directory::SharedDirectory;
pub(crate) use verified_file::Verification;
