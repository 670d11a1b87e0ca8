//! A time limit in seconds, as typed or in the configuration file.

use serde::Deserialize;
use std::str::FromStr;
use std::time::Duration;

/// A time limit in seconds, such as 30 or 0.5; 0 means none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "f64")]
pub(super) struct Seconds(Duration);

impl Seconds {
    /// The default time limit.
    pub(super) const DEFAULT: Self = Self(Duration::from_secs(30));

    /// Returns the time limit; `None` for none.
    pub(super) fn limit(self) -> Option<Duration> {
        (!self.0.is_zero()).then_some(self.0)
    }
}

impl TryFrom<f64> for Seconds {
    type Error = &'static str;

    fn try_from(seconds: f64) -> Result<Self, Self::Error> {
        let expected = "expected a number of seconds such as 30 or 0.5, or 0 for no limit";
        let duration = Duration::try_from_secs_f64(seconds).map_err(|_| expected)?;
        // A positive time that rounds to zero is still a limit.
        Ok(Self(if seconds > 0.0 { duration.max(Duration::from_nanos(1)) } else { duration }))
    }
}

impl FromStr for Seconds {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        // Text that is not a number is as invalid as a negative number.
        text.parse().unwrap_or(f64::NAN).try_into()
    }
}
