//! Prints the beginning of a value.

use std::fmt::{self, Display, Write};

/// Returns the first `max_chars` characters of a printed value, followed by `…` if there are more.
///
/// Printing stops at the limit, so the cost does not depend on the size of the value.
pub(super) fn truncated(value: &impl Display, max_chars: usize) -> String {
    let mut output = TruncatedText { text: String::new(), room: max_chars };
    match write!(output, "{value}") {
        Ok(()) => output.text,
        Err(_) => output.text + "…",
    }
}

/// Collects text up to a limit and fails after that.
struct TruncatedText {
    text: String,
    /// The number of characters that still fit.
    room: usize,
}

impl Write for TruncatedText {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for character in text.chars() {
            self.room = self.room.checked_sub(1).ok_or(fmt::Error)?;
            self.text.push(character);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_values_are_cut() {
        assert_eq!(truncated(&"b".repeat(161), 160), "b".repeat(160) + "…");
        assert_eq!(truncated(&"b".repeat(160), 160), "b".repeat(160));
    }
}
