//! Patterns for a single word: wildcards, fuzzy words and regular expressions.
//!
//! Each is compiled to an automaton over the bytes of a folded word. `matching` runs it on single words and an engine on its term dictionary,
//! so both accept the same words. An automaton takes time linear in the length of the word, whatever the expression.

use super::fold::fold;
use super::wildcard::{ANY_CHARACTER, ANY_RUN};
use levenshtein_automata::{DFA, Distance, LevenshteinAutomatonBuilder, SINK_STATE};
use regex_automata::Anchored;
use regex_automata::dfa::{Automaton, dense};
use regex_automata::nfa::thompson;
use regex_automata::util::primitives::StateID;
use regex_automata::util::{start, syntax};
use regex_syntax::hir::{Hir, HirKind};
use std::sync::{Arc, LazyLock};

/// The size limit of an automaton, in bytes. Only nested repetitions exceed it.
const MAX_AUTOMATON_BYTES: usize = 4 << 20;

/// The maximum edit distance of a fuzzy word.
pub const MAX_EDITS: u8 = 2;

/// The builders of fuzzy automata, indexed by edit distance; a transposition counts as one edit.
static FUZZY: LazyLock<[LevenshteinAutomatonBuilder; 3]> =
    LazyLock::new(|| [0, 1, 2].map(|edits| LevenshteinAutomatonBuilder::new(edits, true)));

/// A compiled pattern, shared when cloned.
#[derive(Clone)]
pub struct WordPattern(Arc<Compiled>);

struct Compiled {
    automaton: WordAutomaton,
    source: PatternSource,
    /// Whether all matching words begin with the same character.
    begins_alike: bool,
}

/// The text of a pattern, folded, for an engine with automata of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PatternSource {
    /// A word with `*` and `?`.
    Wildcard(String),
    /// A regular expression for the whole word, ignoring case.
    Regex(String),
    /// A word and the maximum edit distance from it.
    Fuzzy(String, u8),
}

enum WordAutomaton {
    Regex { automaton: Box<dense::DFA<Vec<u32>>>, start: StateID },
    Fuzzy { automaton: DFA, edits: u8 },
}

/// The state of a pattern's automaton after some bytes of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PatternState(u32);

/// An invalid regular expression, with the reason in a few words.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct PatternError(String);

impl WordPattern {
    /// Compiles a folded word with wildcards: `*` for any number of characters, `?` for exactly one.
    ///
    /// # Errors
    /// If the automaton would be too large.
    pub fn wildcard(word: &str) -> Result<Self, PatternError> {
        let mut expression = String::with_capacity(word.len() * 2);
        for character in word.chars() {
            match character {
                ANY_RUN if expression.ends_with(".*") => {}
                ANY_RUN => expression.push_str(".*"),
                ANY_CHARACTER => expression.push('.'),
                _ => expression.push_str(&regex_syntax::escape(character.encode_utf8(&mut [0; 4]))),
            }
        }
        let begins_alike = !word.starts_with([ANY_RUN, ANY_CHARACTER]);
        Self::compile(&expression, PatternSource::Wildcard(word.to_owned()), begins_alike)
    }

    /// Compiles a regular expression that must match the whole folded word, ignoring case.
    ///
    /// Letters outside ASCII are folded in the expression as they are in words.
    ///
    /// ```
    /// use dateline::text::WordPattern;
    /// let pattern = WordPattern::regex("colou?r(s|ed)?").expect("an expression");
    /// assert!(pattern.matches("coloured") && !pattern.matches("discoloured"));
    /// ```
    ///
    /// # Errors
    /// If the syntax is invalid or the automaton would be too large.
    pub fn regex(expression: &str) -> Result<Self, PatternError> {
        // Parsed as typed first, so that errors refer to the typed expression.
        syntax::parse(expression).map_err(|error| PatternError(reason(&error.to_string())))?;
        let mut folded = String::with_capacity(expression.len());
        let mut letter = String::new();
        for character in expression.chars() {
            if character.is_ascii() || !character.is_alphanumeric() {
                folded.push(character);
            } else {
                fold(character.encode_utf8(&mut [0; 4]), &mut letter);
                folded.push_str(&letter);
            }
        }
        let begins_alike = begins_with_literal(&folded);
        let source = PatternSource::Regex(folded.clone());
        Self::compile(&folded, source, begins_alike)
    }

    /// Compiles a fuzzy word: it matches words within the edit distance `edits` of the folded `word`, by insertion, deletion, substitution or
    /// transposition of letters (Damerau 1964). Distances above [`MAX_EDITS`] are lowered to it.
    pub fn fuzzy(word: &str, edits: u8) -> Self {
        let edits = edits.min(MAX_EDITS);
        let automaton = FUZZY[usize::from(edits)].build_dfa(word);
        let source = PatternSource::Fuzzy(word.to_owned(), edits);
        Self(Arc::new(Compiled { automaton: WordAutomaton::Fuzzy { automaton, edits }, source, begins_alike: false }))
    }

    fn compile(expression: &str, source: PatternSource, begins_alike: bool) -> Result<Self, PatternError> {
        let too_large = || PatternError("it matches too many different words".to_owned());
        let automaton = dense::Builder::new()
            .configure(
                dense::Config::new()
                    .start_kind(regex_automata::dfa::StartKind::Anchored)
                    .match_kind(regex_automata::MatchKind::All)
                    .dfa_size_limit(Some(MAX_AUTOMATON_BYTES))
                    .determinize_size_limit(Some(MAX_AUTOMATON_BYTES)),
            )
            .syntax(syntax::Config::new().case_insensitive(true))
            .thompson(thompson::Config::new().nfa_size_limit(Some(MAX_AUTOMATON_BYTES)))
            .build(expression)
            .map_err(|error| match error.to_string() {
                reason if reason.contains("word bound") => PatternError("\\b and \\B are not supported".to_owned()),
                _ => too_large(),
            })?;
        let start = automaton.start_state(&start::Config::new().anchored(Anchored::Yes)).map_err(|_| too_large())?;
        let automaton = WordAutomaton::Regex { automaton: Box::new(automaton), start };
        Ok(Self(Arc::new(Compiled { automaton, source, begins_alike })))
    }

    /// Returns the text of the pattern.
    pub fn source(&self) -> &PatternSource {
        &self.0.source
    }

    /// Returns whether all words that match the pattern begin with the same character.
    pub fn begins_alike(&self) -> bool {
        self.0.begins_alike
    }

    /// Returns the size of the automaton in bytes, which is proportional to the time it took to build.
    pub fn size(&self) -> usize {
        match &self.0.automaton {
            WordAutomaton::Regex { automaton, .. } => automaton.memory_usage(),
            WordAutomaton::Fuzzy { automaton, .. } => automaton.num_states() * size_of::<[u32; 256]>(),
        }
    }

    /// Returns whether a folded word matches.
    pub fn matches(&self, word: &str) -> bool {
        let mut state = self.start();
        for byte in word.bytes() {
            state = self.step(state, byte);
            if !self.can_match(state) {
                return false;
            }
        }
        self.is_match(state)
    }

    /// Returns whether the pattern matches the joined form of a word of several parts, such as `walmart`.
    ///
    /// A wildcard or regular expression that also matches an ending of the joined form does not: `*mart` matches the last part of Wal-Mart by itself, and would
    /// match the word twice. A pattern that begins with a letter can match at most the first part by itself, at the same position as the joined form.
    pub fn matches_joined(&self, word: &str) -> bool {
        let has_ending =
            || word.char_indices().skip(1).any(|(start, _)| self.matches(word.get(start..).unwrap_or_default()));
        let is_fuzzy = matches!(&self.0.automaton, WordAutomaton::Fuzzy { .. });
        self.matches(word) && (is_fuzzy || self.0.begins_alike || !has_ending())
    }

    /// Returns the state before the first byte of a word.
    pub fn start(&self) -> PatternState {
        PatternState(match &self.0.automaton {
            WordAutomaton::Regex { start, .. } => start.as_u32(),
            WordAutomaton::Fuzzy { automaton, .. } => automaton.initial_state(),
        })
    }

    /// Returns the state after one more byte.
    pub fn step(&self, state: PatternState, byte: u8) -> PatternState {
        PatternState(match &self.0.automaton {
            WordAutomaton::Regex { automaton, .. } => {
                automaton.next_state(StateID::new_unchecked(state.0 as usize), byte).as_u32()
            }
            WordAutomaton::Fuzzy { automaton, .. } => automaton.transition(state.0, byte),
        })
    }

    /// Returns whether a word that ends in this state matches.
    pub fn is_match(&self, state: PatternState) -> bool {
        match &self.0.automaton {
            WordAutomaton::Regex { automaton, .. } => {
                let end = automaton.next_eoi_state(StateID::new_unchecked(state.0 as usize));
                automaton.is_match_state(end)
            }
            WordAutomaton::Fuzzy { automaton, edits } => {
                matches!(automaton.distance(state.0), Distance::Exact(distance) if distance <= *edits)
            }
        }
    }

    /// Returns whether any continuation of a word in this state can match.
    pub fn can_match(&self, state: PatternState) -> bool {
        match &self.0.automaton {
            WordAutomaton::Regex { automaton, .. } => {
                !automaton.is_dead_state(StateID::new_unchecked(state.0 as usize))
            }
            WordAutomaton::Fuzzy { .. } => state.0 != SINK_STATE,
        }
    }
}

impl std::fmt::Debug for WordPattern {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("WordPattern")
    }
}

/// Returns whether all words that a valid expression matches begin with the same characters.
fn begins_with_literal(expression: &str) -> bool {
    let is_literal = |hir: &Hir| matches!(hir.kind(), HirKind::Literal(_));
    regex_syntax::parse(expression).is_ok_and(|hir| match hir.kind() {
        HirKind::Concat(parts) => parts.first().is_some_and(is_literal),
        _ => is_literal(&hir),
    })
}

/// Extracts the reason from a multi-line error report: its last line.
fn reason(report: &str) -> String {
    let last = report.lines().rfind(|line| !line.trim().is_empty()).unwrap_or(report);
    last.trim().trim_start_matches("error: ").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accepted<'a>(pattern: &WordPattern, words: &[&'a str]) -> Vec<&'a str> {
        words.iter().copied().filter(|word| pattern.matches(word)).collect()
    }

    #[test]
    fn joined_forms_match_unless_an_ending_does() {
        let wildcard = |text: &str| WordPattern::wildcard(text).unwrap();
        let regex = |text: &str| WordPattern::regex(text).unwrap();
        for (pattern, expected) in [
            (wildcard("walm*"), true),
            (wildcard("w?lmart"), true),
            (wildcard("*mart"), false),
            (wildcard("*lmart"), false),
            (wildcard("mart*"), false),
            (regex("wal.?mart"), true),
            (regex("(wal)?mart"), false),
            (WordPattern::fuzzy("walmart", 1), true),
            (WordPattern::fuzzy("walmrt", 1), true),
            (WordPattern::fuzzy("mart", 2), false),
        ] {
            assert_eq!(pattern.matches_joined("walmart"), expected);
        }
    }

    #[test]
    fn wildcards_match_whole_words() {
        let words = ["flood", "floods", "flooding", "blood", "food", "fl", "3.5", "3x5", "café", ""];
        for (pattern, expected) in [
            ("flood*", &["flood", "floods", "flooding"][..]),
            ("*lood", &["flood", "blood"]),
            ("f?ood", &["flood"]),
            ("f*d", &["flood", "food"]),
            ("f**d", &["flood", "food"]),
            ("3.5", &["3.5"]),
            ("caf?", &["café"]),
        ] {
            assert_eq!(accepted(&WordPattern::wildcard(pattern).unwrap(), &words), expected, "{pattern}");
        }
    }

    #[test]
    fn regexes_match_whole_words_ignoring_case_and_accents() {
        let words = ["color", "colour", "colours", "discolour", "cafe", "a", "ab", "naïve", "1987", "я"];
        for (pattern, expected) in [
            ("colou?r", &["color", "colour"][..]),
            ("COLOU?R", &["color", "colour"]),
            ("Café", &["cafe"]),
            ("a|ab", &["a", "ab"]),
            ("(a*)*", &["a"]),
            (r"\d{4}", &["1987"]),
            ("^col.*s$", &["colours"]),
            (r"\p{Cyrillic}", &["я"]),
        ] {
            assert_eq!(accepted(&WordPattern::regex(pattern).unwrap(), &words), expected, "{pattern}");
        }
    }

    #[test]
    fn invalid_regexes_are_rejected_with_the_reason() {
        for (pattern, expected) in [
            ("(ab", "unclosed group"),
            ("a{2,1}", "invalid repetition count range, the start must be <= the end"),
            ("*", "repetition operator missing expression"),
            (r"\bab", "\\b and \\B are not supported"),
            (r"((\w{1,100}){1,100}){1,100}", "it matches too many different words"),
        ] {
            assert_eq!(WordPattern::regex(pattern).unwrap_err().to_string(), expected, "{pattern}");
        }
    }

    #[test]
    fn fuzzy_words_are_within_the_edit_distance() {
        let words = ["smith", "smyth", "smtih", "smithe", "smit", "smythe", "jones"];
        assert_eq!(accepted(&WordPattern::fuzzy("smith", 1), &words), ["smith", "smyth", "smtih", "smithe", "smit"]);
        assert_eq!(accepted(&WordPattern::fuzzy("smith", 2), &words), words[..6]);
        assert_eq!(accepted(&WordPattern::fuzzy("bjørk", 1), &["bjork", "bjorx"]), ["bjork"]);
    }

    #[test]
    fn hostile_regexes_are_rejected_or_matched_quickly() {
        let start = std::time::Instant::now();
        for hostile in ["(a+)+$", "(.*)*x", "(a|aa)+", "((a{0,99}){0,99}){0,99}", r"(\w+\w+)+", "(x+x+)+y", ".{9999}"] {
            if let Ok(pattern) = WordPattern::regex(hostile) {
                pattern.matches(&"a".repeat(10_000));
            }
        }
        assert!(start.elapsed().as_secs() < 10, "{:?}", start.elapsed());
    }
}
