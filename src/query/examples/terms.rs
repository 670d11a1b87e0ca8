//! Words, and how they are asked for together.

use super::row::ExampleRow;

/// One word.
#[rustfmt::skip]
pub(super) const WORDS: &[ExampleRow] = &[
    ("", "", "every article"),
    ("climate", "climate", "the word in any of its inflections, in any case, with or without accents"),
    ("O'Brien", "O'Brien", "the apostrophe stays; OBrien finds it too"),
    ("WHO report", "WHO AND report", "an acronym in capitals among words that are not means the acronym"),
    ("\"WHO\" report", "WHO AND report", "in quotes too"),
    ("U.S. troops", "U.S. AND troops", "an acronym with full stops is the same as without: US"),
    ("who report", "who AND report", "the word in any case"),
    ("CLIMATE CHANGE", "climate AND change", "where everything is in capitals they mean nothing"),
    ("NATO", "nato", "a query in capitals alone means the word in any case"),
];

/// Several words.
#[rustfmt::skip]
pub(super) const TOGETHER: &[ExampleRow] = &[
    ("climate policy", "climate AND policy", "both words"),
    ("climate AND policy", "climate AND policy", "both words"),
    ("climate && policy", "climate AND policy", "both words"),
    ("+climate +policy", "climate AND policy", "both words"),
    ("storm OR flood", "storm OR flood", "either word"),
    ("storm || flood", "storm OR flood", "either word"),
    ("storm -tennis", "storm AND NOT tennis", "the first word without the second"),
    ("storm NOT tennis", "storm AND NOT tennis", "the first word without the second"),
    ("storm !tennis", "storm AND NOT tennis", "the first word without the second"),
    ("-tennis", "NOT tennis", "every article without the word"),
    ("storm -(tennis OR golf)", "storm AND NOT (tennis OR golf)", "the word without either of the others"),
    ("NOT NOT storm", "storm", "two negations are none"),
    ("(storm OR flood) (dead OR missing)", "(storm OR flood) AND (dead OR missing)", "one word of each group"),
    ("storm OR flood damage", "storm OR (flood AND damage)", "AND binds tighter than OR; a note says so"),
    ("((storm))", "storm", "parentheses that group nothing do nothing"),
    ("this and that or not", "this AND and AND that AND or AND not", "operators are upper-case words: these are words"),
];

/// Words in a row.
#[rustfmt::skip]
pub(super) const PHRASES: &[ExampleRow] = &[
    ("\"prime minister\"", "\"prime minister\"", "these words as printed, in this order"),
    ("“prime minister”", "\"prime minister\"", "curly quotation marks are the same"),
    ("„prime minister“", "\"prime minister\"", "German ones too"),
    ("« prime minister »", "\"prime minister\"", "French ones too"),
    ("＂prime minister＂", "\"prime minister\"", "full-width ones too"),
    ("\"ministers\"", "\"ministers\"", "the word as printed and in no other inflection"),
    ("well-known", "\"well-known\"", "two words with a hyphen stand in a row"),
];

/// Words that are not known exactly.
#[rustfmt::skip]
pub(super) const PATTERNS: &[ExampleRow] = &[
    ("climat*", "climat*", "any word that begins so: * stands for any letters, or none"),
    ("*gate", "*gate", "any word that ends so"),
    ("mi*d", "mi*d", "any word that begins and ends so"),
    ("organi?ation", "organi?ation", "? stands for one letter or digit"),
    ("well-kn*", "\"well kn*\"", "a wildcard in words with a hyphen: a phrase"),
    ("\"prime minis*\"", "\"prime minis*\"", "a wildcard in a phrase, in any of its words"),
    ("\"prime * minister\"", "\"prime * minister\"", "a star alone in a phrase stands for any one word"),
    ("\"minis*\"", "minis*", "one word in quotes is the word"),
    ("source:guard*", "source:guard*", "a wildcard in a field"),
    ("smith~", "smith~1", "words spelled alike: one letter other, more, less, or two neighbours exchanged"),
    ("smith~1", "smith~1", "the same"),
    ("Gaddafi~2", "Gaddafi~2", "two such changes"),
    ("/colou?r(s|ed)?/", "/colou?r(s|ed)?/", "a regular expression for one whole word, without spaces"),
    ("headline:/(19|20)\\d\\d/", "headline:/(19|20)\\d\\d/", "a regular expression in one field"),
];
