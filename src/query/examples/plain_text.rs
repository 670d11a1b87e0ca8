//! Examples of plain text, which is never an error.

use super::row::ExampleRow;

/// Text that resembles operators.
#[rustfmt::skip]
pub(super) const PLAIN_TEXT: &[ExampleRow] = &[
    ("AT&T shares", "AT&T shares", "one word"),
    ("it's O'Brien", "it's O'Brien", "two words"),
    ("U.S. troops.", "U.S. troops", "an abbreviation keeps its full stop"),
    ("10/11 and/or", "10/11 and/or", "words joined by a slash, in sequence"),
    ("C++", "C", "the word without its symbols, with a note"),
    ("Who won? Really?!", "Who won Really", "a question mark at the end of a word is not a wildcard"),
    ("storm *", "storm", "a lone asterisk is not a wildcard; ignored with a note"),
    ("https://example.org/a?b=c", "\"https://example.org/a b=c\"", "the words of the address as a phrase, with a note"),
    ("Suffixes & Spencer – shares", "Suffixes Spencer shares", "punctuation between words is ignored"),
    ("war - peace", "war peace", "a lone hyphen is not an operator; ignored with a note"),
    ("- storm surge", "storm surge", "a hyphen before a space is not an operator; ignored with a note"),
    ("-- storm surge", "storm surge", "two hyphens before a space are not an operator; ignored with a note"),
    ("storm AND", "storm and", "an operator without an operand is a word, with a note"),
    ("\"storm surge", "storm surge", "an unmatched quotation mark is ignored, with a note"),
    ("6\" nails", "6 nails", "an inch mark does not open a phrase; ignored with a note"),
    ("\"flod~ defences\"", "\"flod defences\"", "in quotes, ~ is not an operator; ignored with a note"),
    ("\"storm AND surge\"", "\"storm and surge\"", "in quotes, AND is a word, with a note"),
    ("/colours/i", "colours/i", "flags after a regular expression are not supported; literal text, with a note"),
    ("(storm surge", "storm surge", "an unclosed parenthesis is closed at the end, with a note"),
    ("storm :)", "storm", "text without a word is ignored, with a note"),
    ("re: storm", "re storm", "re is not a field"),
    ("tag:storm", "\"tag:storm\"", "tag is not a field; a phrase, with a note"),
    ("source: guardian", "source guardian", "with a space after the colon, a field name is a word, with a note"),
    ("（storm OR flood） dead", "(storm OR flood) dead", "full-width parentheses group, too"),
    ("**bold** words", "bold words", "stars around bold text are ignored, with a note"),
    ("storm near the coast", "storm near the coast", "lower-case near is a word"),
    ("storm NEAR/5", "storm \"NEAR/5\"", "a proximity operator without an operand is literal text, with a note"),
    ("a cost of 5~10 or 10^9999", "a cost of \"5~10\" or \"10^9999\"", "~ and ^ after a number are literal text, with a note"),
    ("atleast3 (storm)", "atleast3 storm", "with a space before the parenthesis, atleast3 is a word"),
    ("東京*", "\"東京\"", "in scripts without spaces a wildcard is ignored, with a note"),
];
