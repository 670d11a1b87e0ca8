//! Questions that an engine will be asked next.

use super::{ArticleAddress, PlacedWord, Request};

/// Questions that the next calls will ask one by one (see [`Engine::prepare`](super::Engine::prepare)).
#[derive(Debug, Clone, Copy)]
pub enum Upcoming<'a> {
    /// The articles at some addresses, which come from the same engine.
    Articles(&'a [ArticleAddress]),
    /// How many articles have each of some words.
    Words(&'a [PlacedWord]),
    /// How many articles match each of some requests.
    Totals(&'a [Request<'a>]),
}
