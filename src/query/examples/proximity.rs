//! Examples of proximity, match counts and boosts.

use super::row::ExampleRow;

/// Proximity operators, slop and match counts.
#[rustfmt::skip]
pub(super) const NEAR: &[ExampleRow] = &[
    ("flood NEAR/5 damage", "flood NEAR/5 damage", "both words, at most 5 words apart, in either order"),
    ("flood near5 damage", "flood NEAR/5 damage", "another spelling"),
    ("flood w/5 damage", "flood NEAR/5 damage", "another spelling"),
    ("flood /N5/ damage", "flood NEAR/5 damage", "another spelling"),
    ("flood NEAR damage", "flood NEAR/10 damage", "without a number, at most 10 words apart, with a note"),
    ("flood PRE/5 damage", "flood PRE/5 damage", "the first before the second, at most 5 words apart"),
    ("flood ADJ5 damage", "flood PRE/5 damage", "another spelling"),
    ("flood adj/5 damage", "flood PRE/5 damage", "another spelling"),
    ("flood w/s damage", "flood w/s damage", "in the same sentence"),
    ("flood w/p damage", "flood w/p damage", "in the same paragraph"),
    ("\"prime minister\" NEAR/3 (resign* OR quit)", "\"prime minister\" NEAR/3 (resign* OR quit)", "phrases, patterns and groups as sides"),
    ("flood NEAR/5 damage NEAR/20 insurance", "(flood NEAR/5 damage) NEAR/20 insurance", "the first two near each other, and the third near both of them"),
    ("US-Mexico NEAR/5 border", "US-Mexico NEAR/5 border", "a word with a hyphen as a side"),
    ("headline:(flood w/3 damage)", "headline:flood NEAR/3 headline:damage", "both words in the headline"),
    ("storm flood NEAR/5 damage", "storm (flood NEAR/5 damage)", "NEAR binds tighter than AND"),
    ("flood NEAR/5 damage OR storm", "(flood NEAR/5 damage) OR storm", "NEAR binds tighter than OR"),
    ("flood -(flood NEAR/5 film)", "flood NOT (flood NEAR/5 film)", "articles in which the words are never that close"),
    ("\"storm damage\"~3", "\"storm damage\"~3", "the phrase with its words up to 3 positions off in all (slop); swapping two neighbours takes 2"),
    ("\"storm\"~3", "\"storm\"", "slop has no effect on a single word"),
    ("atleast3(flood)", "atleast3(flood)", "at least three matches in the article"),
    ("ATLEAST3(flood OR storm)", "atleast3(flood OR storm)", "at least three matches of both words together"),
    ("atleast2(flood NEAR/5 damage)", "atleast2(flood NEAR/5 damage)", "at least two such matches"),
];

/// Boosts.
#[rustfmt::skip]
pub(super) const BOOSTS: &[ExampleRow] = &[
    ("storm^2 flood", "storm^2 flood", "the score of the word counts twice"),
    ("\"storm surge\"^2.5", "\"storm surge\"^2.5", "a boosted phrase"),
    ("storm (flood OR surge)^0.5", "storm (flood OR surge)^0.5", "the score of the group counts half"),
    ("headline:storm^3 OR storm", "headline:storm^3 OR storm", "a match in the headline counts three times"),
    ("smith~1^2 pre*^2 /a.c/^2 \"a b\"~5^2", "smith~1^2 pre*^2 /a.c/^2 \"a b\"~5^2", "any part can be boosted"),
    ("(storm^2)^3", "storm^6", "boosts multiply"),
];
