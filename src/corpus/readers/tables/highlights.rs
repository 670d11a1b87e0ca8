//! Readwise: one highlight per row, grouped into one record per title.

use crate::corpus::bylines;
use crate::corpus::draft::Draft;
use serde_json::{Map, Value};
use std::collections::HashMap;

/// The limit of the held-back text, in bytes. Further highlights begin new records.
const MOST_HELD: usize = 16 << 20;

/// Collects highlights by title.
#[derive(Default)]
pub(super) struct Highlights {
    by_title: HashMap<(String, String), usize>,
    drafts: Vec<Draft>,
    held: usize,
}

impl Highlights {
    /// Adds a row, and returns the records that can no longer be held back.
    pub(super) fn add(&mut self, row: &Map<String, Value>) -> Vec<Draft> {
        let text = |name: &str| row.get(name).and_then(Value::as_str).unwrap_or_default().trim().to_owned();
        let (title, author, highlight) = (text("Book Title"), text("Book Author"), text("Highlight"));
        self.held += highlight.len();
        let next = self.drafts.len();
        let at = *self.by_title.entry((title.clone(), author.clone())).or_insert(next);
        if at == next {
            let topics = text("Document tags");
            self.drafts.push(Draft {
                headline: Some(title).filter(|title| !title.is_empty()),
                // For a web article, the author is often the site.
                source: Some(author.clone()).filter(|author| bylines::is_host(author)),
                bylines: if bylines::is_host(&author) { Vec::new() } else { bylines::names(&author, None) },
                topics: topics.split([',', ';']).map(str::to_owned).collect(),
                url: Some(text("Source URL")).filter(|url| url.starts_with("http")),
                incomplete: true,
                ..Draft::default()
            });
        }
        if let Some(draft) = self.drafts.get_mut(at).filter(|_| !highlight.is_empty()) {
            let body = draft.body.get_or_insert_default();
            if !body.is_empty() {
                body.push_str("\n\n");
            }
            body.push_str(&highlight);
        }
        if self.held > MOST_HELD { self.take() } else { Vec::new() }
    }

    /// Returns all records, in the order of their first highlights.
    pub(super) fn take(&mut self) -> Vec<Draft> {
        self.by_title.clear();
        self.held = 0;
        std::mem::take(&mut self.drafts)
    }
}
