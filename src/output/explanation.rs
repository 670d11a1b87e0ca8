//! How a hit got its score.

use super::clean::clean_line;
use super::columns::{columns, left_aligned};
use super::report::plural;
use crate::search::ScoreExplanation;
use serde::Serialize;

#[derive(Serialize)]
pub(super) struct ExplanationJson<'a> {
    /// What each word adds.
    words: Vec<WordJson<'a>>,
    /// The sum of that.
    words_score: f64,
    likeness: Option<f64>,
    recency: f64,
}

#[derive(Serialize)]
struct WordJson<'a> {
    word: &'a str,
    added: bool,
    weight: f64,
    articles: u64,
    score: f64,
}

/// Returns an explanation as JSON has it.
pub(super) fn explanation_json(explanation: &ScoreExplanation) -> ExplanationJson<'_> {
    let words = explanation.words.iter().map(|word| WordJson {
        word: &word.word,
        added: word.is_added,
        weight: word.weight,
        articles: word.articles,
        score: word.score,
    });
    ExplanationJson {
        words: words.collect(),
        words_score: explanation.bm25,
        likeness: explanation.similarity,
        recency: explanation.recency,
    }
}

/// Returns an explanation in lines for people.
pub(super) fn explanation_lines(explanation: &ScoreExplanation) -> Vec<String> {
    let mut rows: Vec<(String, f64, String)> = Vec::new();
    for word in explanation.words.iter().filter(|word| word.score > 0.0) {
        let weight = if word.weight == 1.0 { String::new() } else { format!(", weighs {:.2}", word.weight) };
        let added = if word.is_added { ", added by --expand" } else { "" };
        let articles = plural(word.articles, "article", "articles");
        rows.push((clean_line(&word.word).into_owned(), word.score, format!("in {articles}{weight}{added}")));
    }
    let without = explanation.words.len() - rows.len();
    if without > 0 {
        rows.push(("(others)".to_owned(), 0.0, plural(without as u64, "word adds nothing", "words add nothing")));
    }
    if explanation.recency != 1.0 {
        rows.push((
            "(date)".to_owned(),
            explanation.recency_change(),
            format!("all words count {:.3} times", explanation.recency),
        ));
    }
    if let Some(likeness) = explanation.similarity {
        rows.push(("(subject)".to_owned(), explanation.rerank_change(), format!("{likeness:.2} alike")));
    }
    let width = rows.iter().map(|(name, ..)| columns(name)).max().unwrap_or(0);
    let mut lines = vec![format!("score {:.3}", explanation.score)];
    for (name, score, why) in rows {
        lines.push(format!("  {} {score:>8.3}  {why}", left_aligned(&name, width)));
    }
    lines
}
