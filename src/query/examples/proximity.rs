//! Where words stand to each other, how often, and how much they count.

use super::row::ExampleRow;

/// Words near each other, and counted.
#[rustfmt::skip]
pub(super) const NEAR: &[ExampleRow] = &[
    ("flood NEAR/5 damage", "flood NEAR/5 damage", "both words, at most 5 words apart, in either order"),
    ("flood near5 damage", "flood NEAR/5 damage", "other ways to type the same"),
    ("flood w/5 damage", "flood NEAR/5 damage", "other ways to type the same"),
    ("flood /N5/ damage", "flood NEAR/5 damage", "other ways to type the same"),
    ("flood NEAR damage", "flood NEAR/10 damage", "without a number, at most 10 words apart; a note says so"),
    ("flood PRE/5 damage", "flood PRE/5 damage", "the first before the second, at most 5 words apart"),
    ("flood ADJ5 damage", "flood PRE/5 damage", "other ways to type the same"),
    ("flood adj/5 damage", "flood PRE/5 damage", "other ways to type the same"),
    ("flood w/s damage", "flood w/s damage", "in the same sentence"),
    ("flood w/p damage", "flood w/p damage", "in the same paragraph"),
    ("\"prime minister\" NEAR/3 (resign* OR quit)", "\"prime minister\" NEAR/3 (resign* OR quit)", "phrases, patterns and alternatives can be near each other"),
    ("flood NEAR/5 damage NEAR/20 insurance", "(flood NEAR/5 damage) NEAR/20 insurance", "the first two near each other, and the third near the two, before or after both"),
    ("headline:(flood w/3 damage)", "headline:flood NEAR/3 headline:damage", "near each other in the headline"),
    ("storm flood NEAR/5 damage", "storm AND (flood NEAR/5 damage)", "NEAR binds tighter than AND"),
    ("flood NEAR/5 damage OR storm", "(flood NEAR/5 damage) OR storm", "and tighter than OR"),
    ("flood -(flood NEAR/5 film)", "flood AND NOT (flood NEAR/5 film)", "the word in articles where it never stands near the other"),
    ("\"storm damage\"~3", "\"storm damage\"~3", "the words of the phrase at most 3 places off; 2 exchanges neighbours"),
    ("\"storm\"~3", "\"storm\"", "one word is never off its place"),
    ("atleast3(flood)", "atleast3(flood)", "the word at least three times in the article"),
    ("ATLEAST3(flood OR storm)", "atleast3(flood OR storm)", "three of either together"),
    ("atleast2(flood NEAR/5 damage)", "atleast2(flood NEAR/5 damage)", "such a place at least twice"),
];

/// Words that count more.
#[rustfmt::skip]
pub(super) const RANKING: &[ExampleRow] = &[
    ("storm^2 flood", "storm^2 AND flood", "the word counts twice in the ranking"),
    ("\"storm surge\"^2.5", "\"storm surge\"^2.5", "a phrase counts more"),
    ("storm (flood OR surge)^0.5", "storm AND (flood OR surge)^0.5", "a group counts half"),
    ("headline:storm^3 OR storm", "headline:storm^3 OR storm", "the headline counts three times"),
    ("smith~1^2 pre*^2 /a.c/^2 \"a b\"~5^2", "smith~1^2 AND pre*^2 AND /a.c/^2 AND \"a b\"~5^2", "any form can have a weight"),
    ("(storm^2)^3", "storm^6", "weights multiply"),
];
