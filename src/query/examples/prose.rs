//! Prose, which is never an error.

use super::row::ExampleRow;

/// Text that looks like operators and is none.
#[rustfmt::skip]
pub(super) const PROSE: &[ExampleRow] = &[
    ("AT&T shares", "AT&T AND shares", "one word"),
    ("it's O'Brien", "it's AND O'Brien", "two words"),
    ("U.S. troops.", "U.S. AND troops", "an abbreviation keeps its full stop"),
    ("10/11 and/or", "\"10/11\" AND \"and/or\"", "words in a row"),
    ("C++", "C", "the word in it, with a note"),
    ("Who won? Really?!", "Who AND won AND Really", "a question mark that ends a word is no wildcard"),
    ("storm *", "storm", "an asterisk alone is no wildcard; a note says so"),
    ("https://example.org/a?b=c", "\"https://example.org/a b=c\"", "the words of the address in a row, with a note"),
    ("Suffixes & Spencer – shares", "Suffixes AND Spencer AND shares", "punctuation between words"),
    ("war - peace", "war AND peace", "a hyphen alone is no operator; a note says so"),
    ("storm AND", "storm AND and", "an operator without its other side is a word, with a note"),
    ("\"storm surge", "storm AND surge", "a quotation mark without its partner is passed over, with a note"),
    ("6\" nails", "6 AND nails", "the mark of inches opens no phrase; a note says so"),
    ("(storm surge", "storm AND surge", "a parenthesis never closed is closed at the end, with a note"),
    ("storm :)", "storm", "what is no word is passed over, with a note"),
    ("re: storm", "re AND storm", "no field: a word"),
    ("tag:storm", "\"tag:storm\"", "no field: words, with a note"),
    ("source: guardian", "source AND guardian", "a space after the colon: words, with a note"),
    ("（storm OR flood） dead", "(storm OR flood) AND dead", "full-width parentheses are parentheses"),
    ("**bold** words", "bold AND words", "two stars set words in bold; a note says so"),
    ("storm near the coast", "storm AND near AND the AND coast", "near in small letters is a word"),
    ("storm NEAR/5", "storm AND \"NEAR/5\"", "an operator of distance without its other side is words, with a note"),
    ("a cost of 5~10 or 10^9999", "a AND cost AND of AND \"5~10\" AND or AND \"10^9999\"", "signs after a number are read as words, with a note"),
    ("atleast3 (storm)", "atleast3 AND storm", "a space before the parenthesis: words"),
    ("東京*", "\"東京\"", "a wildcard where every character is a word is passed over, with a note"),
];
