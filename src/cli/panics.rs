//! Reports panics as bugs of the program, without a backtrace.

use super::exit::Exit;
use crate::output::sanitize_line;
use std::io::Write;
use std::panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind};
use std::sync::{Mutex, PoisonError};

/// The last panic, with its location in the source.
static LAST: Mutex<String> = Mutex::new(String::new());

/// Runs a command. A panic of the index or of a reader is caught and becomes an error there; any other is reported here.
pub(super) fn reported(command: impl FnOnce() -> Exit) -> Exit {
    std::panic::set_hook(Box::new(|panic: &PanicHookInfo<'_>| {
        *LAST.lock().unwrap_or_else(PoisonError::into_inner) = sanitize_line(&panic.to_string()).into_owned();
    }));
    catch_unwind(AssertUnwindSafe(command)).unwrap_or_else(|_| {
        let last = LAST.lock().unwrap_or_else(PoisonError::into_inner);
        let _ = writeln!(
            std::io::stderr(),
            "dateline: internal error: {last}\n  what was committed is safe; please report this message"
        );
        Exit::Fault
    })
}
