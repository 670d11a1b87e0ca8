//! Limits the output and the number of a container's members, so that a decompression bomb is skipped.

use crate::corpus::compression::{ALWAYS_ALLOWED, HIGHEST_RATIO};
use crate::corpus::skip::{LimitExceeded, SkipReason};
use std::cell::Cell;
use std::io::{self, Read};

/// The maximum number of members of a container, including those of nested containers.
const MOST_MEMBERS: u32 = 1_000_000;

/// The remaining bytes and members of a container on disk, including nested containers.
pub(in crate::corpus) struct ContainerBudget {
    allowed: u64,
    left: Cell<u64>,
    members: Cell<u32>,
}

impl ContainerBudget {
    /// Returns the budget of a file of `length` bytes.
    pub(in crate::corpus) fn new(length: u64) -> Self {
        let allowed = allowed_output(length);
        Self { allowed, left: Cell::new(allowed), members: Cell::new(0) }
    }

    /// Counts a member.
    pub(super) fn count_member(&self) -> Result<(), SkipReason> {
        self.members.set(self.members.get() + 1);
        if self.members.get() > MOST_MEMBERS {
            return Err(SkipReason::TooManyMembers { limit: MOST_MEMBERS });
        }
        Ok(())
    }

    /// Fails if the container has exceeded its budget.
    pub(super) fn check(&self) -> Result<(), SkipReason> {
        if self.left.get() == 0 { Err(SkipReason::DecompressionBomb { limit: self.allowed }) } else { Ok(()) }
    }

    /// Returns `reader` limited by the member's `stored` size, and charged to the container.
    pub(super) fn limited<'m>(&'m self, reader: impl Read + 'm, stored: u64) -> Box<dyn Read + 'm> {
        let allowed = allowed_output(stored);
        Box::new(BudgetedMember { reader, allowed, left: allowed, budget: self, has_failed: false })
    }

    fn charge(&self, bytes: u64) -> io::Result<()> {
        self.left.set(self.left.get().saturating_sub(bytes));
        if self.left.get() == 0 {
            return Err(LimitExceeded::Decompressed(self.allowed).into());
        }
        Ok(())
    }
}

/// Returns the allowed output for a number of stored bytes.
fn allowed_output(bytes: u64) -> u64 {
    ALWAYS_ALLOWED.max(bytes.saturating_mul(HIGHEST_RATIO))
}

struct BudgetedMember<'b, R> {
    reader: R,
    allowed: u64,
    left: u64,
    budget: &'b ContainerBudget,
    /// Whether a read has failed, after which nothing more is read.
    has_failed: bool,
}

impl<R: Read> BudgetedMember<'_, R> {
    fn read_charged(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.reader.read(buffer)?;
        self.budget.charge(count as u64)?;
        match self.left.checked_sub(count as u64) {
            Some(left) => self.left = left,
            None => return Err(LimitExceeded::Decompressed(self.allowed).into()),
        }
        Ok(count)
    }
}

impl<R: Read> Read for BudgetedMember<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.has_failed {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "the data before is damaged"));
        }
        let read = self.read_charged(buffer);
        self.has_failed = read.as_ref().is_err_and(|error| error.kind() != io::ErrorKind::Interrupted);
        read
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn output_is_limited_for_each_member_and_for_all() {
        let budget = ContainerBudget::new(0);
        let read = |bytes: u64| io::copy(&mut budget.limited(io::repeat(b'x').take(bytes), 0), &mut io::sink());
        assert!(read(ALWAYS_ALLOWED / 2).is_ok());
        assert!(budget.check().is_ok());
        assert!(read(ALWAYS_ALLOWED / 2 + 1).is_err());
        assert_eq!(budget.check().unwrap_err().code(), "explodes");
        let large = ContainerBudget::new(ALWAYS_ALLOWED);
        let member = large.limited(io::repeat(b'x').take(ALWAYS_ALLOWED + 1), 1);
        assert!(io::copy(&mut { member }, &mut io::sink()).is_err());
        assert!(large.check().is_ok());
    }
}
