//! Annotations: terms that the index stores at the position of a word, next to the word as printed.
//!
//! A field of running text holds both the printed words and their [`Annotation`]s, so that phrases and proximity conditions read the positions
//! of one field only.

use crate::text::LetterCase;
use std::borrow::Cow;

/// The kind of an annotation. The number is the first character of its term; printed words never begin with one of these characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Annotation {
    /// The stem of the word, unless a search finds the word by prefix (see [`is_found_by`](crate::text::is_found_by)).
    Stem = 1,
    /// The preceding word and the word, if both are frequent words: their long posting lists would make phrases slow. In the field `emphasis`, a
    /// bigram of a script without spaces.
    Pair = 2,
    /// The word, if it is printed in capitals and the words around it are not.
    Acronym = 3,
    /// The start of a paragraph other than the first.
    Paragraph = 4,
    /// The start of a sentence other than the first of its paragraph.
    Sentence = 5,
    /// The [`label_key`](crate::text::label_key) of a whole value of a label field, at the position of its first word.
    Value = 6,
    /// The joined form of a word of several parts, at the position of the first: `email` for `e-mail`.
    Joined = 7,
    /// The joined form, if all parts are printed in capitals and the words around them are not.
    JoinedAcronym = 8,
    /// The position of every word with a capital, by the form of the word (see [`case_names`]) rather than by word: one short list for
    /// each text.
    LetterCase = 9,
    /// A short word in title case inside a sentence, such as `Aids`, which may be an acronym.
    TitleCase = 10,
}

impl Annotation {
    /// All annotations, in the order of their terms.
    pub(crate) const ALL: [Self; 10] = [
        Self::Stem,
        Self::Pair,
        Self::Acronym,
        Self::Paragraph,
        Self::Sentence,
        Self::Value,
        Self::Joined,
        Self::JoinedAcronym,
        Self::LetterCase,
        Self::TitleCase,
    ];

    /// Returns the index term of the annotation for a word, a pair of words or a stem.
    pub(crate) fn term(self, words: &str) -> String {
        let mut term = String::with_capacity(words.len() + 1);
        term.push(self.sign());
        term.push_str(words);
        term
    }

    /// Returns whether an index term is a joined form.
    pub(crate) fn is_joined(term: &[u8]) -> bool {
        term.first().is_some_and(|first| [Self::Joined as u8, Self::JoinedAcronym as u8].contains(first))
    }

    fn sign(self) -> char {
        char::from(self as u8)
    }
}

/// The lowest first byte of a printed word; terms that sort before it are annotations.
pub(crate) const FIRST_PRINTED: u8 = b' ';

/// The names under which [`Annotation::LetterCase`] lists words in title case, in capitals, and in any other form with capitals.
const TITLE: &str = "T";
const CAPITALS: &str = "C";
const MIXED: &str = "M";

/// Returns the names under which the index lists the position of a word in a letter case; a mixed form has a shared name and one of its own.
pub(crate) fn case_names(case: &LetterCase) -> impl Iterator<Item = Cow<'static, str>> {
    let (form, own) = match case {
        LetterCase::Lower => (None, None),
        LetterCase::Title => (Some(TITLE), None),
        LetterCase::Capitals => (Some(CAPITALS), None),
        LetterCase::Mixed(letters) => (Some(MIXED), Some(format!("{MIXED}{letters}"))),
    };
    form.map(Cow::Borrowed).into_iter().chain(own.map(Cow::Owned))
}

/// The position lists that determine whether a word is printed in one letter case.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum CaseLists {
    /// The word has the letter case at the positions in this list.
    Listed(String),
    /// The word has the letter case at the positions in none of these lists.
    InNone([String; 3]),
}

/// Returns the index terms of the lists for a letter case.
pub(crate) fn case_lists(case: &LetterCase) -> CaseLists {
    match case_names(case).last() {
        Some(name) => CaseLists::Listed(Annotation::LetterCase.term(&name)),
        None => CaseLists::InNone([TITLE, CAPITALS, MIXED].map(|name| Annotation::LetterCase.term(name))),
    }
}
