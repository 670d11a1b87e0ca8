//! What the next calls will ask an engine for.

use super::{ArticleAddress, PlacedWord, Request};

/// What the next calls will ask an engine for (see [`Engine::prepare`](super::Engine::prepare)).
#[derive(Debug, Clone, Copy)]
pub enum Upcoming<'a> {
    /// The articles at some addresses, which come from the same engine.
    Articles(&'a [ArticleAddress]),
    /// How many articles have each of some words.
    Words(&'a [PlacedWord]),
    /// How many articles match each of some requests.
    Totals(&'a [Request<'a>]),
}
