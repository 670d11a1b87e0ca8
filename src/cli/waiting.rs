//! Opens an archive for writing, which may mean waiting for another process.

use super::archive_args::WaitArgs;
use super::context::Context;
use super::status;
use crate::library::{IngestError, LockRequest, LockedArchive};
use crate::output::messages::waiting_for;
use std::time::Duration;

impl WaitArgs {
    /// Opens the archive for writing, or creates one. Announces a long wait for another writer once.
    pub(super) fn open(&self, command: &str, context: &Context) -> Result<LockedArchive, IngestError> {
        LockedArchive::open(&context.index, self.request(command, context))
    }

    /// Opens an archive that exists.
    pub(super) fn open_existing(&self, command: &str, context: &Context) -> Result<LockedArchive, IngestError> {
        LockedArchive::open_existing(&context.index, self.request(command, context))
    }

    /// Returns the request for the lock of the archive.
    pub(super) fn request<'a>(&self, command: &'a str, context: &Context) -> LockRequest<'a> {
        let request = LockRequest::new(command).wait(Duration::from_secs(self.wait.into()));
        if context.quiet { request } else { request.on_wait(&announce) }
    }
}

fn announce(holder: &str) {
    // The wait continues even if this cannot be printed.
    let _ = status::line(&waiting_for(holder));
}
