//! What to show of an article: the passages that answer the query best.
//!
//! A passage is a run of whole sentences of one paragraph where they fit, or a piece of a long sentence around its matches. The first
//! is the one that covers most of the words and phrases asked for; further ones are shown only for what they add.

use super::Match;
use super::fields::text_of;
use crate::article::Article;
use crate::query::Field;
use crate::text::{for_each_token, paragraphs, sentences};
use std::collections::BTreeSet;
use std::ops::Range;

/// How much to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PassageOptions {
    /// How many passages at most; at least one is always given.
    pub most: usize,
    /// How long a passage may be, in characters.
    pub length: usize,
}

impl Default for PassageOptions {
    /// Three passages of two or three lines of a terminal.
    fn default() -> Self {
        Self { most: 3, length: 240 }
    }
}

/// A piece of an article, and the matches inside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// The field: the lead or the body.
    pub field: Field,
    /// The place of the piece in the text of that field, in bytes.
    pub range: Range<usize>,
    /// The places of the matches within the piece, in bytes from its beginning, in order and apart.
    pub spans: Vec<Range<usize>>,
    /// Whether text of the same paragraph was left out before it.
    pub cut_before: bool,
    /// Whether text of the same paragraph was left out after it.
    pub cut_after: bool,
}

/// Returns the passages of `article` to show for these matches, in the order of the text.
///
/// Without a match in the lead or the body, that is the beginning of the article; it is empty only for an article that has no
/// text but its headline.
pub fn passages(article: &Article, matches: &[Match], options: PassageOptions) -> Vec<Passage> {
    let mut chosen: Vec<Passage> = Vec::new();
    let mut covered = BTreeSet::new();
    let mut candidates = candidates(article, matches, options.length);
    while chosen.len() < options.most.max(1) {
        let best = candidates.iter().enumerate().max_by_key(|(position, candidate)| {
            (candidate.new_leaves(&covered), candidate.matches, std::cmp::Reverse(*position))
        });
        let Some((position, _)) = best else { break };
        let best = candidates.swap_remove(position);
        let adds = best.new_leaves(&covered) > 0;
        // A second passage has to add a word, or to be one of several that all show the same word.
        if !chosen.is_empty() && !adds && (best.matches == 0 || chosen.len() > 1) {
            break;
        }
        candidates.retain(|candidate| !candidate.overlaps(&best));
        covered.extend(best.leaves.iter().copied());
        chosen.push(best.into_passage(matches));
    }
    if chosen.is_empty() {
        chosen.extend(beginning(article, options.length));
    }
    chosen.sort_by_key(|passage| (passage.field, passage.range.start));
    chosen
}

struct Candidate {
    field: Field,
    range: Range<usize>,
    cut_before: bool,
    cut_after: bool,
    leaves: BTreeSet<usize>,
    matches: usize,
}

impl Candidate {
    fn new_leaves(&self, covered: &BTreeSet<usize>) -> usize {
        self.leaves.difference(covered).count()
    }

    fn overlaps(&self, other: &Self) -> bool {
        self.field == other.field && self.range.start < other.range.end && other.range.start < self.range.end
    }

    fn into_passage(self, matches: &[Match]) -> Passage {
        let mut spans: Vec<Range<usize>> = Vec::new();
        for found in inside(matches, self.field, &self.range) {
            let start = found.range.start - self.range.start;
            let end = found.range.end - self.range.start;
            match spans.last_mut() {
                Some(last) if start < last.end => last.end = last.end.max(end),
                _ => spans.push(start..end),
            }
        }
        Passage { field: self.field, range: self.range, spans, cut_before: self.cut_before, cut_after: self.cut_after }
    }
}

/// Returns the matches within a range of a field; they are in order, so most need no looking at.
fn inside<'a>(matches: &'a [Match], field: Field, range: &Range<usize>) -> impl Iterator<Item = &'a Match> {
    let range = range.clone();
    let first = matches.partition_point(|found| (found.field, found.range.start) < (field, range.start));
    matches
        .get(first..)
        .unwrap_or_default()
        .iter()
        .take_while(move |found| found.field == field && found.range.start < range.end)
        .filter(move |found| found.range.end <= range.end)
}

/// Returns the sentences of a paragraph, those joined over whose boundary a match goes.
fn whole_sentences(text: &str, paragraph: &Range<usize>, within: &[&Match]) -> Vec<Range<usize>> {
    let mut whole: Vec<Range<usize>> = Vec::new();
    for sentence in sentences(&text[paragraph.clone()]) {
        let sentence = paragraph.start + sentence.start..paragraph.start + sentence.end;
        let before = within.partition_point(|found| found.range.start < sentence.start);
        let goes_over = before.checked_sub(1).and_then(|last| within.get(last));
        match whole.last_mut() {
            Some(last) if goes_over.is_some_and(|found| found.range.end > sentence.start) => last.end = sentence.end,
            _ => whole.push(sentence),
        }
    }
    whole
}

/// Returns the texts that passages are taken from.
fn texts(article: &Article) -> [(Field, &str); 2] {
    [Field::Lead, Field::Body].map(|field| (field, text_of(article, field)))
}

/// Returns the passages that have a match: for every sentence with one, that sentence and those after it that fit.
fn candidates(article: &Article, matches: &[Match], length: usize) -> Vec<Candidate> {
    let mut candidates = Vec::new();
    for (field, text) in texts(article) {
        if !matches.iter().any(|found| found.field == field) {
            continue;
        }
        for paragraph in paragraphs(text) {
            let within: Vec<&Match> = inside(matches, field, &paragraph).collect();
            if within.is_empty() {
                continue;
            }
            if characters(text, &paragraph) <= length {
                candidates.push(candidate(field, paragraph.clone(), &paragraph, matches));
                continue;
            }
            let sentences = whole_sentences(text, &paragraph, &within);
            for (position, sentence) in sentences.iter().enumerate() {
                let Some(first) = inside(matches, field, sentence).next() else { continue };
                let range = if characters(text, sentence) > length {
                    piece_around(text, sentence, &first.range, length)
                } else {
                    let fitting = sentences[position..]
                        .iter()
                        .take_while(|next| characters(text, &(sentence.start..next.end)) <= length);
                    sentence.start..fitting.last().map_or(sentence.end, |last| last.end)
                };
                candidates.push(candidate(field, range, &paragraph, matches));
            }
        }
    }
    candidates
}

fn candidate(field: Field, range: Range<usize>, paragraph: &Range<usize>, matches: &[Match]) -> Candidate {
    let found: Vec<&Match> = inside(matches, field, &range).collect();
    Candidate {
        field,
        cut_before: range.start > paragraph.start,
        cut_after: range.end < paragraph.end,
        leaves: found.iter().map(|found| found.operand).collect(),
        matches: found.len(),
        range,
    }
}

/// Returns the beginning of the article, for a hit that has nothing to mark in its text.
fn beginning<'a>(article: &'a Article, length: usize) -> Option<Passage> {
    let paragraph_of = |(field, text): (Field, &'a str)| {
        let paragraph = paragraphs(text).find(|paragraph| !text[paragraph.clone()].trim().is_empty())?;
        Some((field, text, paragraph))
    };
    let (field, text, paragraph) = texts(article).into_iter().find_map(paragraph_of)?;
    let mut range = paragraph.start..paragraph.start;
    for sentence in sentences(&text[paragraph.clone()]) {
        let end = paragraph.start + sentence.end;
        if characters(text, &(paragraph.start..end)) > length {
            break;
        }
        range.end = end;
    }
    if range.is_empty() {
        range = piece_around(text, &paragraph, &(paragraph.start..paragraph.start), length);
    }
    Some(candidate(field, range, &paragraph, &[]).into_passage(&[]))
}

fn characters(text: &str, range: &Range<usize>) -> usize {
    text[range.clone()].chars().count()
}

/// Returns a piece of `whole`, whole words of at most `length` characters, that has `wanted` in its first third.
fn piece_around(text: &str, whole: &Range<usize>, wanted: &Range<usize>, length: usize) -> Range<usize> {
    // A match longer than the piece is shown from its beginning.
    let before = length.saturating_sub(characters(text, wanted)) / 3;
    let earliest = text[whole.start..wanted.start].char_indices().rev().take(before).last();
    let earliest = earliest.map_or(wanted.start, |(at, _)| whole.start + at);
    let latest = text[earliest..whole.end].char_indices().nth(length);
    let latest = latest.map_or(whole.end, |(at, _)| earliest + at);
    let mut piece: Option<Range<usize>> = None;
    for_each_token(&text[whole.clone()], |token| {
        let (start, end) = (whole.start + token.start, whole.start + token.end);
        if earliest <= start && end <= latest {
            piece = Some(piece.as_ref().map_or(start, |piece| piece.start)..end);
        }
    });
    let mut piece = piece.unwrap_or(earliest..latest);
    // At the edges of the whole, quotation marks and full stops belong to it.
    if earliest == whole.start {
        piece.start = whole.start;
    }
    if latest == whole.end {
        piece.end = whole.end;
    }
    piece
}
