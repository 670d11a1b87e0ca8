//! A temporary copy of an index, with its articles in the form that the test indexes.

use super::known_item_test::{KnownItemError, KnownItemKind};
use crate::article::Article;
use crate::engine::{ArticleAddress, Engine, WriterOptions, create_store, make_current, open_reader, open_writer};
use crate::parallel::processors;
use crate::search::read_articles;
use std::ops::ControlFlow;
use std::path::Path;
use tempfile::TempDir;

/// The memory of the writer before it flushes a segment, in bytes.
const MEMORY: usize = 256 << 20;

/// A copy of an index, removed from disk on drop.
pub(super) struct IndexCopy {
    // Declared before the folder, so that the files are closed before the folder is removed.
    engine: Box<dyn Engine>,
    _folder: TempDir,
}

impl IndexCopy {
    /// Writes the copy to a new folder in `scratch` with the regular index writer.
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
        let add = |_, article: Article, _: &mut _| writer.add(kind.indexed(article));
        let mut result = Ok(());
        read_articles(engine, addresses, add, |added| {
            result = added;
            if result.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        })?;
        result?;
        writer.commit(1)?;
        writer.finish()?;
        make_current(folder.path(), &store)?;
        Ok(Self { engine: open_reader(folder.path())?, _folder: folder })
    }

    pub(super) fn engine(&self) -> &dyn Engine {
        &*self.engine
    }
}
