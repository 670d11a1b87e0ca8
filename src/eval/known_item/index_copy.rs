//! A copy of an index that holds the articles as a test searches them.

use super::{KnownItemError, KnownItemKind};
use crate::article::Article;
use crate::engine::{ArticleAddress, Engine, WriterOptions, create_store, make_current, open_reader, open_writer};
use crate::parallel::processors;
use crate::search::read_articles;
use std::ops::ControlFlow;
use std::path::Path;
use tempfile::TempDir;

/// How much memory the articles of the copy may take before they go to the disk, in bytes.
const MEMORY: usize = 256 << 20;

/// A copy of an index; it is removed when this is dropped.
pub(super) struct IndexCopy {
    // Before the folder, so that it is closed before that is removed.
    engine: Box<dyn Engine>,
    _folder: TempDir,
}

impl IndexCopy {
    /// Makes the copy in a new folder within `scratch`, with the very writer that makes indexes.
    pub(super) fn make(
        engine: &dyn Engine,
        addresses: &[ArticleAddress],
        kind: KnownItemKind,
        scratch: &Path,
    ) -> Result<Self, KnownItemError> {
        let folder = tempfile::Builder::new()
            .prefix("dateline-eval-")
            .tempdir_in(scratch)
            .map_err(|source| KnownItemError::Scratch { folder: scratch.to_owned(), source })?;
        let store = create_store(folder.path())?;
        let threads = processors();
        let (_, mut writer) = open_writer(&store, WriterOptions { memory: MEMORY, threads })?;
        let add = |_, article: Article, _: &mut _| writer.add(kind.searched(article));
        let mut added = Ok(());
        read_articles(engine, addresses, add, |one| {
            added = one;
            if added.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        })?;
        added?;
        writer.commit(1)?;
        writer.finish()?;
        make_current(folder.path(), &store)?;
        Ok(Self { engine: open_reader(folder.path())?, _folder: folder })
    }

    pub(super) fn engine(&self) -> &dyn Engine {
        &*self.engine
    }
}
