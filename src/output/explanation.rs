//! The explanation of a score.

use super::columns::{columns, left_aligned};
use super::numbers::plural;
use super::sanitize::sanitize_line;
use crate::library::{RerankChanges, ScoreExplanation};
use serde::Serialize;

#[derive(Serialize)]
pub(super) struct ExplanationJson<'a> {
    words: Vec<WordScoreJson<'a>>,
    /// The sum of the scores of `words`.
    words_score: f64,
    likeness: Option<f64>,
    rerank: RerankJson,
    recency: f64,
}

/// The contribution of each part of the rerank to the score.
#[derive(Serialize)]
struct RerankJson {
    topic: f64,
    form: f64,
    order: f64,
    nearness: f64,
    passage: f64,
}

#[derive(Serialize)]
struct WordScoreJson<'a> {
    word: &'a str,
    added: bool,
    weight: f64,
    articles: u64,
    score: f64,
}

/// Returns the explanation for JSON.
pub(super) fn explanation_json(explanation: &ScoreExplanation) -> ExplanationJson<'_> {
    let RerankChanges { meaning, exact, order, nearness, passage } = explanation.rerank;
    let words = explanation.words.iter().map(|word| WordScoreJson {
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
        rerank: RerankJson { topic: meaning, form: exact, order, nearness, passage },
        recency: explanation.recency,
    }
}

/// Returns the explanation in lines for people.
pub(super) fn explanation_lines(explanation: &ScoreExplanation) -> Vec<String> {
    let RerankChanges { meaning, exact, order, nearness, passage } = explanation.rerank;
    let mut rows: Vec<(String, f64, String)> = Vec::new();
    for word in explanation.words.iter().filter(|word| word.score > 0.0) {
        let weight = match word.weight {
            1.0 => String::new(),
            small if small < 0.01 => format!(", boost {small:.3}"),
            weight => format!(", boost {weight:.2}"),
        };
        let added = if word.is_added { ", added by --expand" } else { "" };
        let articles = plural(word.articles, "article", "articles");
        rows.push((sanitize_line(&word.word).into_owned(), word.score, format!("in {articles}{weight}{added}")));
    }
    let without = explanation.words.len() - rows.len();
    if without > 0 {
        rows.push(("(others)".to_owned(), 0.0, plural(without as u64, "word without score", "words without score")));
    }
    if explanation.recency != 1.0 {
        let why = format!("recency decay: word scores times {:.3}", explanation.recency);
        rows.push(("(date)".to_owned(), explanation.recency_change(), why));
    }
    if let Some(similarity) = explanation.similarity {
        let why = format!("semantic similarity {similarity:.2}");
        rows.push(("(topic)".to_owned(), meaning, why));
    }
    for (name, change, why) in [
        ("(form)", exact, "words in the form of the query"),
        ("(order)", order, "neighbouring words in the order of the query"),
        ("(nearness)", nearness, "words near one another"),
        ("(passage)", passage, "many of the words in one passage"),
    ] {
        if change != 0.0 {
            rows.push((name.to_owned(), change, why.to_owned()));
        }
    }
    let width = rows.iter().map(|(name, ..)| columns(name)).max().unwrap_or(0);
    let mut lines = vec![format!("score {:.3}", explanation.score)];
    for (name, score, why) in rows {
        lines.push(format!("  {} {score:>8.3}  {why}", left_aligned(&name, width)));
    }
    lines
}
