//! The questions that an engine will be asked next.

use super::{PlacedWord, Request};

/// Questions that the next calls will ask one by one (see [`Engine::prepare`](super::Engine::prepare)).
#[derive(Debug, Clone, Copy)]
pub enum Upcoming<'a> {
    /// The document frequency of each of some words.
    Words(&'a [PlacedWord]),
    /// The total of each of some requests.
    Totals(&'a [Request<'a>]),
}
