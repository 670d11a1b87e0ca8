//! The articles that wait for a commit.

use super::Error;
use crate::article::Article;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;

/// Articles waiting for a commit, one JSON object per line, in an unnamed file on the disk of the archive.
pub(super) struct PendingArticles {
    file: File,
    /// The length of the completely written lines, in bytes.
    length: u64,
}

impl PendingArticles {
    pub(super) fn create(folder: &Path) -> Result<Self, Error> {
        Ok(Self { file: tempfile::tempfile_in(folder).map_err(Error::Spool)?, length: 0 })
    }

    /// Appends an article. If that fails, a partial line is overwritten by the next one.
    pub(super) fn push(&mut self, article: &Article) -> Result<(), Error> {
        let mut line = serde_json::to_vec(article).map_err(|error| Error::Spool(error.into()))?;
        line.push(b'\n');
        let written = self.file.seek(SeekFrom::Start(self.length)).and_then(|_| self.file.write_all(&line));
        written.map_err(Error::Spool)?;
        self.length += line.len() as u64;
        Ok(())
    }

    /// Returns a reader of all completely written lines.
    pub(super) fn reader(&mut self) -> Result<io::Take<&File>, Error> {
        self.file.rewind().map_err(Error::Spool)?;
        Ok((&self.file).take(self.length))
    }
}
