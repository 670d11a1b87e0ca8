//! What of a query is asked of running text: words at places, and how the places have to lie.
//!
//! A plan is made once from the tree. `matching` looks its words up among the tokens of an article, an engine among the positions
//! of its index; where the places are from makes no difference to what [`TextPlan::places`](super::TextPlan::places) makes of them.

use super::languages::possible_languages;
use crate::article::Language;
use crate::query::{Field, Node, Pattern, Proximity, Query};
use crate::text::{
    ANY_RUN, PatternError, Tokens, WordPattern, for_each_wildcard_word, is_acronym, is_wildcard, query_stems,
};

/// What one word has to be.
#[derive(Debug, Clone)]
pub enum WordTest {
    /// Printed so, folded.
    Term(String),
    /// Printed so in capitals.
    Acronym(String),
    /// Of one of these stems, in the language of its article.
    Stems(Vec<String>),
    /// Accepted by the pattern, which was typed so.
    Pattern(WordPattern, String),
}

/// A word that is asked for, and the field it has to be in.
#[derive(Debug, Clone)]
pub struct Leaf {
    /// What it has to be.
    pub test: WordTest,
    /// Where; `None` for the headline, the lead or the body.
    pub field: Option<Field>,
}

impl Leaf {
    /// Returns what people call the word: a pattern as it was typed, with its field.
    pub fn name(&self) -> String {
        let word = match &self.test {
            WordTest::Term(word) | WordTest::Acronym(word) | WordTest::Pattern(_, word) => word.clone(),
            WordTest::Stems(stems) => stems.join(", "),
        };
        self.field.map_or(word.clone(), |field| format!("{}:{word}", field.name()))
    }
}

/// How the places of words make a place of what is asked. Leaves are named by their number; none is named twice.
#[derive(Debug, Clone)]
pub enum TextPlan {
    /// A word.
    Word {
        /// The leaf.
        leaf: usize,
        /// The number of this word or phrase among those of the query.
        operand: usize,
    },
    /// Words one after the other, or off by `slop` in all.
    Phrase {
        /// The place in the phrase and the leaf of each word, in order; a place without a word takes any.
        words: Vec<(u32, usize)>,
        /// How many places the words may be off, as Lucene counts.
        slop: u32,
        /// The number of this word or phrase among those of the query.
        operand: usize,
    },
    /// Any of these.
    Any(Vec<Self>),
    /// Two near each other.
    Near {
        /// The one side.
        left: Box<Self>,
        /// The other.
        right: Box<Self>,
        /// How near.
        reach: Proximity,
    },
}

/// Makes plans, and keeps the words of all of them.
#[derive(Debug, Default)]
pub struct Planner {
    languages: Vec<Option<Language>>,
    /// The words asked for, by their numbers.
    pub leaves: Vec<Leaf>,
    operands: usize,
}

impl Planner {
    /// Returns a planner for an archive of articles in these languages; `None` stands for articles of no known language.
    pub fn new(languages: &[Option<Language>]) -> Self {
        Self { languages: languages.to_vec(), ..Self::default() }
    }

    /// Plans what is part of `query` for the languages alone that articles which answer it can be in.
    pub fn within<T>(&mut self, query: &Query, plan: impl FnOnce(&mut Self) -> T) -> T {
        let narrowed = possible_languages(query, &self.languages);
        let before = std::mem::replace(&mut self.languages, narrowed);
        let planned = plan(self);
        self.languages = before;
        planned
    }

    /// Returns the plan of a node that asks for words, or `None` if it asks for something else.
    pub fn plan(&mut self, query: &Query) -> Option<TextPlan> {
        match &query.node {
            Node::Word { text, field } => Some(self.word(text, *field)),
            Node::Phrase { text, field, slop } => Some(self.phrase(text, *field, *slop)),
            Node::Pattern { pattern, field } => Some(self.pattern(pattern, *field)),
            Node::Or(parts) => parts.iter().map(|part| self.plan(part)).collect::<Option<_>>().map(TextPlan::Any),
            Node::Near { left, right, proximity } => {
                let (left, right) = (Box::new(self.plan(left)?), Box::new(self.plan(right)?));
                Some(TextPlan::Near { left, right, reach: *proximity })
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
        // The parser makes words of one token alone; of what has more or none, all have to be there as printed.
        let (Some(term), None) = (terms.next(), terms.next()) else {
            return self.phrase(text, field, 0);
        };
        let test = if !Field::is_prose(field) {
            WordTest::Term(term.to_owned())
        } else if is_acronym(text) {
            WordTest::Acronym(term.to_owned())
        } else {
            WordTest::Stems(query_stems(term, &self.languages))
        };
        let leaf = self.leaf(test, field);
        TextPlan::Word { leaf, operand: self.operand() }
    }

    fn phrase(&mut self, text: &str, field: Option<Field>, slop: u32) -> TextPlan {
        let mut words = Vec::new();
        let mut place = 0;
        for_each_wildcard_word(text, |word| {
            if !word.chars().all(|character| character == ANY_RUN) {
                let test = if word.contains(is_wildcard) {
                    pattern_test(WordPattern::wildcard(word), word)
                } else {
                    WordTest::Term(word.to_owned())
                };
                words.push((place, self.leaf(test, field)));
            }
            place += 1;
        });
        // A gap before the first word or after the last asks for nothing.
        let first = words.first().map_or(0, |(place, _)| *place);
        for (place, _) in &mut words {
            *place -= first;
        }
        TextPlan::Phrase { words, slop, operand: self.operand() }
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
            Pattern::Regex(text) => pattern_test(WordPattern::regex(text), &format!("/{text}/")),
        };
        let leaf = self.leaf(test, field);
        TextPlan::Word { leaf, operand: self.operand() }
    }

    fn leaf(&mut self, test: WordTest, field: Option<Field>) -> usize {
        self.leaves.push(Leaf { test, field });
        self.leaves.len() - 1
    }

    fn operand(&mut self) -> usize {
        self.operands += 1;
        self.operands - 1
    }
}

/// Returns the test for a pattern. The parser has refused those that are none; a tree made by hand finds nothing with them.
fn pattern_test(pattern: Result<WordPattern, PatternError>, typed: &str) -> WordTest {
    match pattern {
        Ok(pattern) => WordTest::Pattern(pattern, typed.to_owned()),
        Err(_) => WordTest::Stems(Vec::new()),
    }
}
