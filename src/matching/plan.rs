//! The positional part of a query: the words to look up and how their positions must relate.
//!
//! A plan is made once from the query tree. `matching` looks its words up among the tokens of an article, an engine in its posting
//! lists; [`TextPlan::positions`] evaluates the plan in the same way on both.

use super::languages::possible_languages;
use crate::article::Language;
use crate::query::{Field, Node, Pattern, Proximity, Query};
use crate::text::{
    ANY_RUN, LetterCase, PatternError, Tokens, WordPattern, for_each_wildcard_word, is_acronym, is_wildcard,
    join_terms, query_stems,
};

/// The condition on a single token.
#[derive(Debug, Clone)]
pub enum WordTest {
    /// Its folded form is this term.
    Term(String),
    /// Its folded form, or the joined form of the word that it begins, is this term.
    JoinedTerm(String),
    /// Its folded form is this term and it is printed in capitals, or in title case inside a sentence.
    Acronym(String),
    /// Its folded form is this term and it is printed in this letter case.
    Cased(String, LetterCase),
    /// Its stem, in the language of its article, is one of these.
    Stems(Vec<String>),
    /// Its folded form matches the pattern; the second value is the pattern as typed.
    Pattern(WordPattern, String),
    /// Its folded form is one of these terms; the second value names them.
    OneOf(Vec<String>, String),
}

/// One word of a query and the field to search for it.
#[derive(Debug, Clone)]
pub struct Leaf {
    /// The condition on the token.
    pub test: WordTest,
    /// The field; `None` for headline, lead and body.
    pub field: Option<Field>,
    /// Whether the word is the joined form of a compound, whose parts are leaves as well.
    pub is_joined: bool,
    /// Whether a pattern also matches joined forms; not in a phrase, whose words match as printed.
    pub matches_joined: bool,
}

impl Leaf {
    /// Returns the word for display: a pattern as typed, prefixed with the field if there is one.
    pub fn name(&self) -> String {
        let word = match &self.test {
            WordTest::Term(word)
            | WordTest::JoinedTerm(word)
            | WordTest::Acronym(word)
            | WordTest::Cased(word, _)
            | WordTest::Pattern(_, word)
            | WordTest::OneOf(_, word) => word.clone(),
            WordTest::Stems(stems) => stems.join(", "),
        };
        self.field.map_or(word.clone(), |field| format!("{}:{word}", field.name()))
    }
}

/// How the positions of words combine into matches. Every leaf is referenced exactly once, by its number.
#[derive(Debug, Clone)]
pub enum TextPlan {
    /// A single word.
    Word {
        /// The leaf.
        leaf: usize,
        /// The number of this operand, in the order of the query.
        operand: usize,
    },
    /// Consecutive words, with slop.
    Phrase {
        /// The offset in the phrase and the leaf of each word, in order; any token fills an offset without a word.
        words: Vec<(u32, usize)>,
        /// The slop, as Lucene defines it.
        slop: u32,
        /// The number of this operand, in the order of the query.
        operand: usize,
    },
    /// Any of several alternatives.
    Any(Vec<Self>),
    /// Two plans within reach of each other.
    Near {
        /// The left side.
        left: Box<Self>,
        /// The right side.
        right: Box<Self>,
        /// The distance or unit, and whether the order counts.
        proximity: Proximity,
    },
}

/// Plans the text nodes of a query and numbers their words.
#[derive(Debug, Default)]
pub struct Planner {
    languages: Vec<Option<Language>>,
    /// The words of all plans so far, indexed by leaf number.
    pub leaves: Vec<Leaf>,
    operands: usize,
}

impl Planner {
    /// Returns a planner for an archive with articles in these languages; `None` means articles of unknown language.
    pub fn new(languages: &[Option<Language>]) -> Self {
        Self { languages: languages.to_vec(), ..Self::default() }
    }

    /// Runs `plan` with only the languages that articles matching `query` can have.
    pub fn with_languages_of<T>(&mut self, query: &Query, plan: impl FnOnce(&mut Self) -> T) -> T {
        let narrowed = possible_languages(query, &self.languages);
        let before = std::mem::replace(&mut self.languages, narrowed);
        let planned = plan(self);
        self.languages = before;
        planned
    }

    /// Returns the plan of a text node, or `None` for any other node.
    pub fn plan(&mut self, query: &Query) -> Option<TextPlan> {
        match &query.node {
            Node::Word { text, field } => Some(self.word(text, *field)),
            Node::Phrase { text, field, slop, cased: true } if Field::is_prose(*field) => {
                Some(self.cased_phrase(text, *field, *slop))
            }
            Node::Phrase { text, field, slop, .. } => Some(self.phrase(text, *field, *slop)),
            Node::Compound { text, field } => Some(self.compound(text, *field)),
            Node::Pattern { pattern, field } => Some(self.pattern(pattern, *field)),
            Node::Or(parts) => parts.iter().map(|part| self.plan(part)).collect::<Option<_>>().map(TextPlan::Any),
            Node::Near { left, right, proximity } => {
                let (left, right) = (Box::new(self.plan(left)?), Box::new(self.plan(right)?));
                Some(TextPlan::Near { left, right, proximity: *proximity })
            }
            Node::All
            | Node::Value { .. }
            | Node::Days { .. }
            | Node::Number { .. }
            | Node::Exists(_)
            | Node::And(_)
            | Node::Not(_)
            | Node::AtLeast { .. }
            | Node::Boost { .. } => None,
        }
    }

    fn word(&mut self, text: &str, field: Option<Field>) -> TextPlan {
        let tokens = Tokens::of(text);
        let mut terms = tokens.terms();
        // The parser makes single-token words; a word in a tree built in code can have several tokens and is then a phrase.
        let (Some(term), None) = (terms.next(), terms.next()) else {
            return self.phrase(text, field, 0);
        };
        let test = if !Field::is_prose(field) {
            label_test(term.to_owned(), field)
        } else if is_acronym(text) {
            WordTest::Acronym(term.to_owned())
        } else {
            WordTest::Stems(query_stems(term, &self.languages))
        };
        let leaf = self.leaf(test, field);
        TextPlan::Word { leaf, operand: self.next_operand() }
    }

    fn phrase(&mut self, text: &str, field: Option<Field>, slop: u32) -> TextPlan {
        let mut words = Vec::new();
        let mut offset = 0;
        for_each_wildcard_word(text, |word| {
            if !word.chars().all(|character| character == ANY_RUN) {
                let test = if word.contains(is_wildcard) {
                    pattern_test(WordPattern::wildcard(word), word)
                } else {
                    WordTest::Term(word.to_owned())
                };
                words.push((offset, self.leaf(test, field)));
            }
            offset += 1;
        });
        // A gap before the first word or after the last is not a constraint.
        let first = words.first().map_or(0, |(offset, _)| *offset);
        for (offset, _) in &mut words {
            *offset -= first;
        }
        TextPlan::Phrase { words, slop, operand: self.next_operand() }
    }

    fn cased_phrase(&mut self, text: &str, field: Option<Field>, slop: u32) -> TextPlan {
        let mut words = Vec::new();
        for (offset, token) in (0..).zip(Tokens::of(text).iter()) {
            let case = LetterCase::of(text.get(token.start..token.end).unwrap_or_default());
            words.push((offset, self.leaf(WordTest::Cased(token.term.to_owned(), case), field)));
        }
        TextPlan::Phrase { words, slop, operand: self.next_operand() }
    }

    /// Plans the parts in sequence or their joined form.
    fn compound(&mut self, text: &str, field: Option<Field>) -> TextPlan {
        let parts = self.phrase(text, field, 0);
        let Some(joined) = join_terms(Tokens::of(text).terms()) else {
            return parts;
        };
        let test = if Field::is_prose(field) {
            WordTest::Stems(query_stems(&joined, &self.languages))
        } else {
            label_test(joined, field)
        };
        let leaf = self.leaf(test, field);
        self.leaves.iter_mut().skip(leaf).for_each(|leaf| leaf.is_joined = true);
        TextPlan::Any(vec![parts, TextPlan::Word { leaf, operand: self.next_operand() }])
    }

    fn pattern(&mut self, pattern: &Pattern, field: Option<Field>) -> TextPlan {
        let test = match pattern {
            Pattern::Wildcard(text) => {
                let mut folded = String::new();
                for_each_wildcard_word(text, |word| folded.push_str(word));
                pattern_test(WordPattern::wildcard(&folded), text)
            }
            Pattern::Fuzzy(text, edits) => {
                let folded: String = Tokens::of(text).terms().collect();
                WordTest::Pattern(WordPattern::fuzzy(&folded, *edits), format!("{text}~{edits}"))
            }
            Pattern::Compounds(group) => WordTest::OneOf(group.words.clone(), format!("compounds of {}", group.of)),
            Pattern::Regex(text) => pattern_test(WordPattern::regex(text), &format!("/{text}/")),
        };
        let leaf = self.leaf(test, field);
        let has_joined_forms = field.is_none_or(Field::has_joined_forms);
        self.leaves.iter_mut().skip(leaf).for_each(|leaf| leaf.matches_joined = has_joined_forms);
        TextPlan::Word { leaf, operand: self.next_operand() }
    }

    fn leaf(&mut self, test: WordTest, field: Option<Field>) -> usize {
        self.leaves.push(Leaf { test, field, is_joined: false, matches_joined: false });
        self.leaves.len() - 1
    }

    fn next_operand(&mut self) -> usize {
        self.operands += 1;
        self.operands - 1
    }
}

/// Returns the test for a word in a label. Symbols are text in addresses, so these have no joined forms.
fn label_test(term: String, field: Option<Field>) -> WordTest {
    if field.is_some_and(Field::has_joined_forms) { WordTest::JoinedTerm(term) } else { WordTest::Term(term) }
}

/// Returns the test for a compiled pattern. The parser rejects invalid patterns; in a tree built in code they match nothing.
fn pattern_test(pattern: Result<WordPattern, PatternError>, typed: &str) -> WordTest {
    match pattern {
        Ok(pattern) => WordTest::Pattern(pattern, typed.to_owned()),
        Err(_) => WordTest::Stems(Vec::new()),
    }
}
