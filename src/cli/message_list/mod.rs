//! A snapshot of all errors, hints, notes and status lines, so that they can be read in one sitting: `tests/snapshots/messages.snap`.
//!
//! The lists cannot miss a variant: `every_variant` matches exhaustively and fails if a pattern has no example.

/// Returns the examples after checking that each pattern has one. A missing pattern does not compile.
macro_rules! every_variant {
    ($examples:expr, $($pattern:pat),+ $(,)?) => {{
        let examples = $examples;
        let seen: BTreeSet<&str> =
            examples.iter().map(|example| match example { $($pattern => stringify!($pattern),)+ }).collect();
        assert_eq!(seen, BTreeSet::from([$(stringify!($pattern)),+]), "every variant needs an example");
        examples
    }};
}

mod archive_errors;
mod notes;
mod search_errors;
mod status;

use super::address_space::AddressSpaceError;
use super::error::describe;
use super::hints;
use crate::library::{Error, Skip};
use crate::output::messages::search_note_texts;
use std::fmt::Write;

struct MessageList(String);

impl MessageList {
    fn section(&mut self, title: &str) {
        let _ = writeln!(self.0, "\n== {title} ==\n");
    }

    fn errors<E: Into<anyhow::Error>>(&mut self, title: &str, errors: impl IntoIterator<Item = E>) {
        self.section(title);
        for error in errors {
            let (exit, text) = describe(&error.into());
            let _ = writeln!(self.0, "[{exit:?}] dateline: {text}");
        }
    }

    fn lines(&mut self, title: &str, lines: impl IntoIterator<Item = String>) {
        self.section(title);
        for line in lines {
            let _ = writeln!(self.0, "{line}");
        }
    }
}

#[test]
fn errors_of_the_library_are_told_as_those_that_they_stand_for() {
    let tell = |error: anyhow::Error| format!("{:?}", describe(&error));
    for (plain, wrapped) in archive_errors::engine_errors().into_iter().zip(archive_errors::engine_errors()) {
        assert_eq!(tell(Error::Engine(wrapped).into()), tell(plain.into()));
    }
    for (plain, wrapped) in archive_errors::ingest_errors().into_iter().zip(archive_errors::ingest_errors()) {
        assert_eq!(tell(Error::Ingest(wrapped).into()), tell(plain.into()));
    }
    for (plain, wrapped) in search_errors::search_errors().into_iter().zip(search_errors::search_errors()) {
        assert_eq!(tell(Error::Search(wrapped).into()), tell(plain.into()));
    }
}

#[test]
fn all_messages() {
    let mut list = MessageList(String::new());
    list.errors("Command line", archive_errors::usage_errors());
    list.errors("Address space", [AddressSpaceError { limit: 40 << 20 }]);
    list.errors("Credentials for a cluster", archive_errors::credentials_errors());
    list.errors("Archive", archive_errors::engine_errors());
    list.errors("Indexing", archive_errors::ingest_errors());
    list.lines(
        "Skipped files and records",
        archive_errors::skip_reasons().into_iter().map(|reason| {
            let code = reason.code();
            let hint = hints::skipped(code).map(|hint| format!("\n  {hint}")).unwrap_or_default();
            format!("{code}: {}{hint}", Skip::from(reason))
        }),
    );
    list.errors("Search", search_errors::search_errors());
    list.errors("Words", search_errors::vocabulary_errors());
    list.errors("Known-item test", search_errors::known_item_errors());
    list.errors("Topics", search_errors::topic_search_errors());
    list.errors("Files of topics, judgments and runs", search_errors::eval_file_errors());
    list.lines("Notes of a search", search_note_texts(&notes::search_notes()));
    list.lines("Status lines", status::status_lines());
    list.lines("Reports", status::reports());
    list.lines("Invalid option values", status::value_errors());
    insta::with_settings!({snapshot_path => "../../../tests/snapshots", prepend_module_to_snapshot => false, omit_expression => true}, {
        insta::assert_snapshot!("messages", list.0);
    });
}
