//! Chooses the passages of an article to show for a query.
//!
//! A passage is a series of whole sentences of one paragraph if they fit, otherwise an excerpt of one long sentence around its match. Paragraphs that a
//! match spans count as one. Passages are chosen greedily: first the one that covers the most operands of the query, then those that cover further ones.

use super::fields::text_of;
use super::spans::Match;
use crate::article::Article;
use crate::query::Field;
use crate::text::{for_each_token, paragraphs, sentences};
use std::collections::BTreeSet;
use std::ops::Range;

/// The number and length of the passages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct PassageOptions {
    /// The maximum number of passages to return; 0 counts as 1.
    pub max_count: usize,
    /// The maximum number of characters of one passage.
    pub max_chars: usize,
}

impl Default for PassageOptions {
    /// Three passages of two or three terminal lines each.
    fn default() -> Self {
        Self { max_count: 3, max_chars: 240 }
    }
}

/// An excerpt of an article and the matches inside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PassageSpans {
    /// The field: the lead or the body.
    pub field: Field,
    /// The span of the passage in the text of that field, in bytes.
    pub range: Range<usize>,
    /// The spans of the matches, in bytes from the start of the passage, sorted and merged where they overlap.
    pub spans: Vec<Range<usize>>,
    /// Whether the paragraph starts before the passage.
    pub cut_before: bool,
    /// Whether the paragraph continues after the passage.
    pub cut_after: bool,
}

/// Returns the passages of `article` to show for these matches, in the order of the text.
///
/// If nothing matches in the lead or the body, the only passage is the beginning of the article. The list is empty only for an article
/// without lead and body.
pub fn passages(article: &Article, matches: &[Match], options: PassageOptions) -> Vec<PassageSpans> {
    let mut chosen: Vec<PassageSpans> = Vec::new();
    let mut covered = BTreeSet::new();
    let mut candidates = candidates(article, matches, options.max_chars);
    while chosen.len() < options.max_count.max(1) {
        let best = candidates.iter().enumerate().max_by_key(|(index, candidate)| {
            (candidate.new_operands(&covered), candidate.match_count, std::cmp::Reverse(*index))
        });
        let Some((index, _)) = best else { break };
        let best = candidates.swap_remove(index);
        let adds = best.new_operands(&covered) > 0;
        // Further passages must cover a new operand, except that the second may repeat a match.
        if !chosen.is_empty() && !adds && (best.match_count == 0 || chosen.len() > 1) {
            break;
        }
        candidates.retain(|candidate| !candidate.overlaps(&best));
        covered.extend(best.operands.iter().copied());
        chosen.push(best.into_passage(matches));
    }
    if chosen.is_empty() {
        chosen.extend(beginning(article, options.max_chars));
    }
    chosen.sort_by_key(|passage| (passage.field, passage.range.start));
    chosen
}

struct PassageCandidate {
    field: Field,
    range: Range<usize>,
    cut_before: bool,
    cut_after: bool,
    operands: BTreeSet<usize>,
    match_count: usize,
}

impl PassageCandidate {
    fn new_operands(&self, covered: &BTreeSet<usize>) -> usize {
        self.operands.difference(covered).count()
    }

    fn overlaps(&self, other: &Self) -> bool {
        self.field == other.field && self.range.start < other.range.end && other.range.start < self.range.end
    }

    fn into_passage(self, matches: &[Match]) -> PassageSpans {
        let mut spans: Vec<Range<usize>> = Vec::new();
        for found in inside(matches, self.field, &self.range) {
            let start = found.range.start - self.range.start;
            let end = found.range.end.min(self.range.end) - self.range.start;
            match spans.last_mut() {
                Some(last) if start < last.end => last.end = last.end.max(end),
                _ => spans.push(start..end),
            }
        }
        PassageSpans {
            field: self.field,
            range: self.range,
            spans,
            cut_before: self.cut_before,
            cut_after: self.cut_after,
        }
    }
}

/// Returns the matches that begin within a range of a field, by binary search: `matches` is sorted. Only an excerpt of a match longer than a passage ends
/// before the end of its match.
fn inside<'a>(matches: &'a [Match], field: Field, range: &Range<usize>) -> impl Iterator<Item = &'a Match> {
    let range = range.clone();
    let first = matches.partition_point(|found| (found.field, found.range.start) < (field, range.start));
    matches
        .get(first..)
        .unwrap_or_default()
        .iter()
        .take_while(move |found| found.field == field && found.range.start < range.end)
}

/// Returns the sentences of a paragraph, joining those that a match spans.
fn whole_sentences(text: &str, paragraph: &Range<usize>, within: &[&Match]) -> Vec<Range<usize>> {
    let mut whole: Vec<Range<usize>> = Vec::new();
    for sentence in sentences(&text[paragraph.clone()]) {
        let sentence = paragraph.start + sentence.start..paragraph.start + sentence.end;
        let before = within.partition_point(|found| found.range.start < sentence.start);
        let previous = before.checked_sub(1).and_then(|last| within.get(last));
        match whole.last_mut() {
            Some(last) if previous.is_some_and(|found| found.range.end > sentence.start) => last.end = sentence.end,
            _ => whole.push(sentence),
        }
    }
    whole
}

/// Returns the paragraphs of a text, joining those that a match spans.
fn whole_paragraphs(text: &str, field: Field, matches: &[Match]) -> Vec<Range<usize>> {
    let mut whole: Vec<Range<usize>> = Vec::new();
    let mut matched_to = 0;
    for paragraph in paragraphs(text) {
        let within = inside(matches, field, &paragraph).map(|found| found.range.end);
        let continues = matched_to > paragraph.start;
        matched_to = within.fold(matched_to, usize::max);
        match whole.last_mut() {
            Some(last) if continues => last.end = paragraph.end,
            _ => whole.push(paragraph),
        }
    }
    whole
}

fn texts(article: &Article) -> [(Field, &str); 2] {
    [Field::Lead, Field::Body].map(|field| (field, text_of(article, field)))
}

/// Returns a candidate for every sentence with a match: the sentence and as many of the following sentences as fit.
fn candidates(article: &Article, matches: &[Match], max_chars: usize) -> Vec<PassageCandidate> {
    let mut candidates = Vec::new();
    for (field, text) in texts(article) {
        if !matches.iter().any(|found| found.field == field) {
            continue;
        }
        for paragraph in whole_paragraphs(text, field, matches) {
            let within: Vec<&Match> = inside(matches, field, &paragraph).collect();
            if within.is_empty() {
                continue;
            }
            if char_count(text, &paragraph) <= max_chars {
                candidates.push(candidate(field, paragraph.clone(), &paragraph, matches));
                continue;
            }
            let sentences = whole_sentences(text, &paragraph, &within);
            for (index, sentence) in sentences.iter().enumerate() {
                let Some(first) = inside(matches, field, sentence).next() else { continue };
                let range = if char_count(text, sentence) > max_chars {
                    excerpt_around(text, sentence, &first.range, max_chars)
                } else {
                    let fitting = sentences[index..]
                        .iter()
                        .take_while(|next| char_count(text, &(sentence.start..next.end)) <= max_chars);
                    sentence.start..fitting.last().map_or(sentence.end, |last| last.end)
                };
                candidates.push(candidate(field, range, &paragraph, matches));
            }
        }
    }
    candidates
}

fn candidate(field: Field, range: Range<usize>, paragraph: &Range<usize>, matches: &[Match]) -> PassageCandidate {
    let found: Vec<&Match> = inside(matches, field, &range).collect();
    PassageCandidate {
        field,
        cut_before: range.start > paragraph.start,
        cut_after: range.end < paragraph.end,
        operands: found.iter().map(|found| found.operand).collect(),
        match_count: found.len(),
        range,
    }
}

/// Returns the beginning of the article, for a hit without matches in its text.
fn beginning<'a>(article: &'a Article, max_chars: usize) -> Option<PassageSpans> {
    let paragraph_of = |(field, text): (Field, &'a str)| {
        let paragraph = paragraphs(text).find(|paragraph| !text[paragraph.clone()].trim().is_empty())?;
        Some((field, text, paragraph))
    };
    let (field, text, paragraph) = texts(article).into_iter().find_map(paragraph_of)?;
    let mut range = paragraph.start..paragraph.start;
    for sentence in sentences(&text[paragraph.clone()]) {
        let end = paragraph.start + sentence.end;
        if char_count(text, &(paragraph.start..end)) > max_chars {
            break;
        }
        range.end = end;
    }
    if range.is_empty() {
        range = excerpt_around(text, &paragraph, &(paragraph.start..paragraph.start), max_chars);
    }
    Some(candidate(field, range, &paragraph, &[]).into_passage(&[]))
}

fn char_count(text: &str, range: &Range<usize>) -> usize {
    text[range.clone()].chars().count()
}

/// Returns whole words of a byte range, at most `max_chars` characters, with `wanted` in the first third.
fn excerpt_around(text: &str, within: &Range<usize>, wanted: &Range<usize>, max_chars: usize) -> Range<usize> {
    // A match longer than the excerpt is shown from its start.
    let before = max_chars.saturating_sub(char_count(text, wanted)) / 3;
    let earliest = text[within.start..wanted.start].char_indices().rev().take(before).last();
    let earliest = earliest.map_or(wanted.start, |(at, _)| within.start + at);
    let latest = text[earliest..within.end].char_indices().nth(max_chars);
    let latest = latest.map_or(within.end, |(at, _)| earliest + at);
    let mut excerpt: Option<Range<usize>> = None;
    for_each_token(&text[within.clone()], |token| {
        let (start, end) = (within.start + token.start, within.start + token.end);
        if earliest <= start && end <= latest {
            excerpt = Some(excerpt.as_ref().map_or(start, |excerpt| excerpt.start)..end);
        }
    });
    let mut excerpt = excerpt.unwrap_or(earliest..latest);
    // At the ends of the range, punctuation such as a closing quotation mark is kept.
    if earliest == within.start {
        excerpt.start = within.start;
    }
    if latest == within.end {
        excerpt.end = within.end;
    }
    excerpt
}
