//! Questions that an engine will be asked next.

use super::{PlacedWord, Request};

/// Questions that the next calls will ask one by one (see [`Engine::prepare`](super::Engine::prepare)).
#[derive(Debug, Clone, Copy)]
pub enum Upcoming<'a> {
    /// How many articles have each of some words.
    Words(&'a [PlacedWord]),
    /// How many articles match each of some requests.
    Totals(&'a [Request<'a>]),
}
