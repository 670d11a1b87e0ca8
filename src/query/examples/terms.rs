//! Examples of words, boolean operators, phrases and patterns.

use super::row::ExampleRow;

/// Single words.
#[rustfmt::skip]
pub(super) const WORDS: &[ExampleRow] = &[
    ("", "", "every article"),
    ("climate", "climate", "the word in any inflection, in any case, with or without accents"),
    ("O'Brien", "O'Brien", "the apostrophe is kept; OBrien matches too"),
    ("WHO report", "WHO report", "next to lower-case words, a word in capitals is an acronym: not who, but also Who inside a sentence"),
    ("\"WHO\" report", "+WHO report", "in quotes as well"),
    ("U.S. troops", "U.S. troops", "an acronym matches with or without full stops: US"),
    ("who report", "who report", "the word in any case"),
    ("CLIMATE CHANGE", "climate change", "in a query typed all in capitals, no word is an acronym"),
    ("well-known", "well-known", "the parts in sequence, or their joined form wellknown"),
    ("e-mail", "e-mail", "also email and e mail"),
    ("email", "email", "also e-mail: a word with a hyphen also matches by its joined form"),
    ("MH-370", "MH-370", "also MH370"),
    ("US-Mexico border", "US-Mexico border", "the parts in sequence, and the other word"),
    ("food/drug laws", "food/drug laws", "a slash joins like a hyphen"),
    ("Ph.D.", "Ph.D", "also PhD"),
    ("NATO", "nato", "the word in any case"),
    ("case:US troops", "case:\"US\" troops", "the first word in exactly this letter case; not us"),
    ("case:Apple", "case:\"Apple\"", "not apple or APPLE; also Apple at the start of a sentence"),
    ("case:(IT OR \"Green Party\")", "case:\"IT\" OR case:\"Green Party\"", "words and phrases in this letter case"),
    ("headline:case:May -case:may", "headline:case:\"May\" AND NOT case:\"may\"", "in a field; lower case excluded"),
];

/// AND, OR and NOT.
#[rustfmt::skip]
pub(super) const BOOLEAN: &[ExampleRow] = &[
    ("climate policy", "climate policy", "both words; search also lists articles with only one"),
    ("climate AND policy", "climate AND policy", "both words"),
    ("climate && policy", "climate AND policy", "both words"),
    ("+climate +policy", "climate AND policy", "both words"),
    ("storm OR flood", "storm OR flood", "either word"),
    ("storm || flood", "storm OR flood", "either word"),
    ("storm -tennis", "storm NOT tennis", "the first word without the second"),
    ("storm NOT tennis", "storm NOT tennis", "the first word without the second"),
    ("storm !tennis", "storm NOT tennis", "the first word without the second"),
    ("-tennis", "NOT tennis", "every article without the word"),
    ("storm -(tennis OR golf)", "storm NOT (tennis OR golf)", "the word without either of the others"),
    ("NOT NOT storm", "storm", "a double negation has no effect"),
    ("(storm OR flood) (dead OR missing)", "(storm OR flood) (dead OR missing)", "one word of each group"),
    ("storm OR flood damage", "storm OR (flood AND damage)", "AND binds tighter than OR; a note says so"),
    ("((storm))", "storm", "redundant parentheses have no effect"),
    ("this and that or not", "this and that or not", "lower-case and, or, not are words"),
];

/// Phrases.
#[rustfmt::skip]
pub(super) const PHRASES: &[ExampleRow] = &[
    ("\"prime minister\"", "\"prime minister\"", "these words as printed, in this order"),
    ("“prime minister”", "\"prime minister\"", "the same with curly quotation marks"),
    ("„prime minister“", "\"prime minister\"", "the same with German ones"),
    ("« prime minister »", "\"prime minister\"", "the same with French ones"),
    ("＂prime minister＂", "\"prime minister\"", "the same with full-width ones"),
    ("\"ministers\"", "\"ministers\"", "the word as printed, in no other inflection"),
    ("\"well-known\"", "\"well-known\"", "in quotes, a hyphen separates two words; wellknown does not match"),
];

/// Wildcards, fuzzy words and regular expressions.
#[rustfmt::skip]
pub(super) const PATTERNS: &[ExampleRow] = &[
    ("climat*", "climat*", "words that start with climat; * matches any number of letters"),
    ("*gate", "*gate", "words that end with gate"),
    ("mi*d", "mi*d", "words that start with mi and end with d"),
    ("organi?ation", "organi?ation", "? matches one letter or digit"),
    ("well-kn*", "\"well kn*\"", "a wildcard in a word with a hyphen; a phrase"),
    ("\"prime minis*\"", "\"prime minis*\"", "a wildcard in any word of a phrase"),
    ("\"prime * minister\"", "\"prime * minister\"", "a lone star in a phrase matches any one word"),
    ("\"minis*\"", "minis*", "the same as without quotes"),
    ("source:guard*", "source:guard*", "a wildcard in a field"),
    ("smith~", "smith~1", "words one edit away: a letter changed, added or missing, or two neighbours swapped"),
    ("smith~1", "smith~1", "the same"),
    ("Gaddafi~2", "Gaddafi~2", "words up to two edits away"),
    ("/colou?r(s|ed)?/", "/colou?r(s|ed)?/", "a regular expression for a whole word, without spaces"),
    ("headline:/(19|20)\\d\\d/", "headline:/(19|20)\\d\\d/", "a regular expression in a field"),
];
