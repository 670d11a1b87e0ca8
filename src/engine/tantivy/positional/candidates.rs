//! Finds the candidates of a positional query: the articles that contain all required words, at any positions.

use super::cursor::Cursor;
use crate::matching::TextPlan;
use tantivy::{DocId, TERMINATED};

/// The words that a candidate must have. Each cursor occurs once, so that no branch advances a cursor that another one needs.
pub(crate) enum CandidateCursor {
    Word(usize),
    All(Vec<Self>),
    Any(Vec<Self>),
}

impl CandidateCursor {
    pub(crate) fn of(part: &TextPlan) -> Self {
        match part {
            TextPlan::Word { leaf, .. } => Self::Word(*leaf),
            TextPlan::Phrase { words, .. } => Self::All(words.iter().map(|(_, leaf)| Self::Word(*leaf)).collect()),
            TextPlan::Any(parts) => Self::Any(parts.iter().map(Self::of).collect()),
            TextPlan::Near { left, right, .. } => Self::All(vec![Self::of(left), Self::of(right)]),
        }
    }

    /// Puts the rarest part of each node first, since it skips the most articles.
    pub(crate) fn order(&mut self, cursors: &[Cursor]) {
        if let Self::All(parts) | Self::Any(parts) = self {
            for part in parts.iter_mut() {
                part.order(cursors);
            }
            parts.sort_by_key(|part| part.articles(cursors));
        }
    }

    /// Returns an upper bound on the number of candidates.
    pub(crate) fn articles(&self, cursors: &[Cursor]) -> u32 {
        match self {
            Self::Word(word) => cursors.get(*word).map_or(0, Cursor::articles),
            Self::All(parts) => parts.iter().map(|part| part.articles(cursors)).min().unwrap_or(0),
            Self::Any(parts) => parts.iter().map(|part| part.articles(cursors)).fold(0, u32::saturating_add),
        }
    }

    /// Returns the first candidate at or after `target`.
    pub(crate) fn seek(&self, cursors: &mut [Cursor], target: DocId) -> DocId {
        match self {
            Self::Word(word) => cursors.get_mut(*word).map_or(TERMINATED, |cursor| cursor.seek(target)),
            Self::Any(parts) => parts.iter().map(|part| part.seek(cursors, target)).min().unwrap_or(TERMINATED),
            Self::All(parts) => {
                let mut candidate = if parts.is_empty() { TERMINATED } else { target };
                'next: while candidate != TERMINATED {
                    for part in parts {
                        let document = part.seek(cursors, candidate);
                        if document > candidate {
                            candidate = document;
                            continue 'next;
                        }
                    }
                    break;
                }
                candidate
            }
        }
    }
}
