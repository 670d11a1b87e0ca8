//! Turns a text into the tokens that are sent to the cluster, and counts its words for ranking.

use super::rank_counts::RankCounts;
use crate::article::{Article, Language};
use crate::engine::analysis::{AnalysedText, AnalysedValue};
use crate::engine::opensearch::tokens::{
    ACRONYM, JOINED, JOINED_STEM, PARAGRAPH, PRINTED, SAME, SENTENCE, STEM, STEM_ITSELF, TITLE_CASE, stem_in,
};
use crate::scoring::TextStart;
use crate::text::{JoinedForm, StemCache, Token, is_bigram, is_found_by, stemmed_languages, token_stems};
use std::iter::{Peekable, once};

/// The words of a text and their stems in the language of the article.
pub(super) struct StemmedText<'a> {
    text: &'a AnalysedText,
    article: &'a Article,
    tokens: Vec<Token<'a>>,
    /// The concatenated stems of all tokens.
    stems: String,
    /// The end of the stem of each token.
    ends: Vec<usize>,
}

impl<'a> StemmedText<'a> {
    pub(super) fn of(text: &'a AnalysedText, article: &'a Article, cache: &mut StemCache) -> Self {
        let tokens: Vec<Token<'a>> = text.tokens.iter().collect();
        let mut stems = String::with_capacity(text.tokens.terms().map(str::len).sum());
        let mut ends = Vec::with_capacity(tokens.len());
        token_stems(&tokens, article.language, cache, |_, stem| {
            stems.push_str(stem);
            ends.push(stems.len());
        });
        Self { text, article, tokens, stems, ends }
    }

    /// Returns the number of words.
    pub(super) fn len(&self) -> u32 {
        self.tokens.len() as u32
    }

    /// Returns each token with its stem.
    fn words(&self) -> impl Iterator<Item = (&Token<'a>, &str)> {
        let starts = once(&0).chain(&self.ends);
        let stems = starts.zip(&self.ends).map(|(start, end)| self.stems.get(*start..*end).unwrap_or_default());
        self.tokens.iter().zip(stems)
    }

    /// Adds the words to the counts by which the article is ranked.
    pub(super) fn count(&self, start: TextStart, cache: &mut StemCache, counts: &mut RankCounts) {
        let weight = |position: u32| start.weighted_count(once(position), 1);
        for (position, (_, stem)) in (0..).zip(self.words()) {
            counts.add(stem, weight(position));
        }
        let printed = self.text.of(self.article);
        for (position, pair) in (1..).zip(self.tokens.windows(2)) {
            if let [before, token] = pair
                && is_bigram(printed, before, token)
            {
                counts.add_bigram(before.term, token.term, weight(position));
            }
        }
        // A joined form has no additional weight at the beginning of a text.
        let times = if let TextStart::Headline = start { weight(0) } else { 1 };
        for form in &self.text.joined {
            token_stems(&[joined_token(form)], self.article.language, cache, |_, stem| counts.add_joined(stem, times));
        }
    }

    /// Returns the tokens of the first `most` words.
    pub(super) fn tokens(&self, most: usize, cache: &mut StemCache) -> String {
        let AnalysedText { paragraphs, sentences, title_case, joined, .. } = self.text;
        let mut paragraphs = paragraphs.iter().copied().peekable();
        let mut sentences = sentences.iter().copied().peekable();
        let mut title_case = title_case.iter().copied().peekable();
        let mut joined = joined.iter().peekable();
        let language = self.article.language;
        // A word takes two to three times its length.
        let mut line = String::with_capacity(self.stems.len() * 3 + self.tokens.len() * 2);
        let last = self.tokens.len().min(most).saturating_sub(1);
        // Whether a word begins a paragraph, and whether it begins a sentence.
        let mut begins = |position: u32| {
            let paragraph = met(&mut paragraphs, position) || position == 0;
            (paragraph, met(&mut sentences, position) || paragraph)
        };
        let mut begun = begins(0);
        for (position, (token, stem)) in (0..).zip(self.words().take(most)) {
            if position > 0 {
                line.push(' ');
            }
            add_word(token.term, stem, &mut line);
            let next = if position as usize == last { (true, true) } else { begins(position + 1) };
            add_marks(SENTENCE, begun.1, next.1, &mut line);
            add_marks(PARAGRAPH, begun.0, next.0, &mut line);
            begun = next;
            if token.acronym {
                add(ACRONYM, token.term, &mut line);
            }
            if met(&mut title_case, position) {
                add(TITLE_CASE, token.term, &mut line);
            }
            if language.is_none() {
                add_stems_of_all_languages(token, cache, &mut line);
            }
            while let Some(form) = joined.next_if(|form| form.first <= position) {
                add_joined(form, language, cache, &mut line);
            }
        }
        line
    }
}

/// Returns the tokens of a value in a label field.
pub(super) fn label_tokens(value: &AnalysedValue) -> String {
    let mut joined = value.joined.iter().peekable();
    let mut line = String::new();
    for (position, term) in (0..).zip(value.tokens.terms()) {
        if position > 0 {
            line.push(' ');
        }
        line.push(PRINTED);
        line.push_str(term);
        while let Some(form) = joined.next_if(|form| form.first <= position) {
            add(JOINED, &form.term, &mut line);
        }
    }
    line
}

/// Returns whether the position is the next one; if so, advances past it.
fn met(positions: &mut Peekable<impl Iterator<Item = u32>>, position: u32) -> bool {
    positions.next_if_eq(&position).is_some()
}

fn add_word(word: &str, stem: &str, line: &mut String) {
    line.push(if word == stem { STEM_ITSELF } else { PRINTED });
    line.push_str(word);
    if word != stem {
        add(STEM, stem, line);
    }
}

/// Appends the markers of a word that begins or ends a sentence or paragraph.
fn add_marks([first, last]: [char; 2], begins: bool, ends: bool, line: &mut String) {
    if begins {
        add(first, "", line);
    }
    if ends {
        add(last, "", line);
    }
}

/// Appends a token at the position of the previous one.
fn add(kind: char, word: &str, line: &mut String) {
    line.push(SAME);
    line.push(kind);
    line.push_str(word);
}

fn add_joined(form: &JoinedForm, language: Option<Language>, cache: &mut StemCache, line: &mut String) {
    add(JOINED, &form.term, line);
    if form.acronym {
        add(ACRONYM, &form.term, line);
    }
    let token = joined_token(form);
    token_stems(&[token], language, cache, |_, stem| add(JOINED_STEM, stem, line));
    if language.is_none() {
        add_stems_of_all_languages(&token, cache, line);
    }
}

/// Appends the stems of a word in all languages, for an article of unknown language.
fn add_stems_of_all_languages(token: &Token<'_>, cache: &mut StemCache, line: &mut String) {
    for code in stemmed_languages() {
        token_stems(std::slice::from_ref(token), Language::parse(code), cache, |token, stem| {
            if stem != token.term && is_found_by(stem, token.term) {
                line.push(SAME);
                line.push_str(&stem_in(code, stem));
            }
        });
    }
}

fn joined_token(form: &JoinedForm) -> Token<'_> {
    Token { term: &form.term, start: 0, end: 0, unspaced: false, acronym: false }
}
