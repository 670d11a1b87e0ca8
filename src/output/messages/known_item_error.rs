//! Known-item tests that cannot run.

use crate::library::{KnownItemError, KnownItemWork};

/// Returns the message for a known-item test that cannot run, without its source.
pub fn known_item_error_text(error: &KnownItemError) -> String {
    match error {
        KnownItemError::Search(_) => "the archive cannot be searched".to_owned(),
        KnownItemError::Engine(_) => "the known-item test failed".to_owned(),
        KnownItemError::Scratch { folder, .. } => {
            format!("the test needs a copy of the index, and {} is not writable", folder.display())
        }
        KnownItemError::TooLarge { work, articles, limit } => {
            let work = match work {
                KnownItemWork::IndexCopy => "a copy of the index without headlines",
                KnownItemWork::WordsInMemory => "the words of every article in memory",
            };
            format!("the test needs {work}, which is slow for {articles} articles; limit the number with --of {limit}")
        }
    }
}
