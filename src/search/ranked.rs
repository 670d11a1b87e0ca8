//! The answers to a question in their final order: found by the engine, put in order again by what they are about and how new they are.

use super::selection::{Selection, selection};
use super::{SearchError, SearchOptions, Understood};
use crate::engine::{Contribution, Engine, EngineError, Recency, Request, Sort};
use crate::query::Query;
use crate::ranking::{Expansion, Scored, WINDOW, expansion, rerank, subject};
use crate::text::Meaning;

/// Answers in their final order.
pub(super) struct Ranked {
    /// Those that were asked for.
    pub answers: Vec<Scored>,
    /// How many there are in all.
    pub total: usize,
    /// What the articles that answer were selected by.
    pub selection: Selection,
    /// What to say of how the question was read.
    pub notes: Vec<String>,
    expansion: Expansion,
}

/// Answers a question.
pub(super) fn ranked(
    engine: &dyn Engine,
    understood: Understood,
    options: &SearchOptions,
) -> Result<Ranked, SearchError> {
    let default_sort = if understood.has_text() { Sort::Relevance } else { Sort::Newest };
    let sort = options.sort.unwrap_or(default_sort);
    let selection = selection(engine, &understood, options)?;
    let end = options.offset.saturating_add(options.limit);
    let is_reordered = sort == Sort::Relevance && options.limit > 0 && understood.has_text();
    let about = if is_reordered && options.ranking.rerank { subject(engine, &understood.words)? } else { None };
    let request = Request {
        folders: &options.folders,
        sort,
        recency: options.ranking.half_life.map(|half_life| Recency { half_life, today: options.today }),
        limit: if about.is_some() || (is_reordered && options.ranking.expand) { end.max(WINDOW) } else { end },
        ..selection.request()
    };
    let (mut answers, mut page) = in_order(engine, &request, about.as_ref())?;
    let mut expanded = Expansion::default();
    let mut notes = selection.notes();
    if is_reordered && options.ranking.expand {
        expanded = expansion(engine, &understood.words, &answers)?;
        let ranks_by: Vec<Query> = request.ranks_by.iter().chain(&expanded.queries).cloned().collect();
        (answers, page) = in_order(engine, &Request { ranks_by: &ranks_by, ..request }, about.as_ref())?;
        notes.push(format!("ranked by these words too: {}", expanded.words.join(", ")));
    }
    answers.truncate(end);
    answers.drain(..options.offset.min(answers.len()));
    let mut said = understood.notes_with(&page.capped);
    said.append(&mut notes);
    Ok(Ranked { answers, total: page.total, selection, notes: said, expansion: expanded })
}

impl Ranked {
    /// Returns what each word adds to the score of an answer.
    pub(super) fn contributions(&self, engine: &dyn Engine, answer: &Scored) -> Result<Vec<Contribution>, EngineError> {
        let request = self.selection.request();
        let ranks_by: Vec<Query> = request.ranks_by.iter().chain(&self.expansion.queries).cloned().collect();
        engine.contributions(&Request { ranks_by: &ranks_by, ..request }, answer.slot)
    }
}

struct Found {
    total: usize,
    capped: Vec<crate::engine::Capped>,
}

/// Returns the answers to a request; the best of them by what they are about too, where it is known what is asked about.
fn in_order(
    engine: &dyn Engine,
    request: &Request<'_>,
    about: Option<&Meaning>,
) -> Result<(Vec<Scored>, Found), EngineError> {
    let page = engine.search(request)?;
    let mut answers: Vec<Scored> = page.found.into_iter().map(Scored::from).collect();
    if let Some(about) = about {
        let window = answers.len().min(WINDOW);
        if let Some(best) = answers.get_mut(..window) {
            let slots: Vec<_> = best.iter().map(|answer| answer.slot).collect();
            for (answer, meaning) in best.iter_mut().zip(engine.meanings(&slots)?) {
                answer.likeness = meaning.map(|meaning| meaning.likeness(about));
            }
            rerank(best);
        }
    }
    Ok((answers, Found { total: page.total, capped: page.capped }))
}
