//! Mistakes in queries: what is refused, and with which words.

/// A query that cannot be meant.
#[derive(Debug, Clone, Copy)]
pub struct Mistake {
    /// What is typed.
    pub query: &'static str,
    /// The part of it that the caret stands under.
    pub place: &'static str,
    /// What is wrong with it.
    pub message: &'static str,
}

const fn mistake(query: &'static str, place: &'static str, message: &'static str) -> Mistake {
    Mistake { query, place, message }
}

/// What is an error in the query language, and why. Everything else is read as something.
#[rustfmt::skip]
pub const MISTAKES: &[Mistake] = &[
    mistake("date:2015-13", "2015-13", "there is no month 13"),
    mistake("date:2016..2015", "2016..2015", "the range ends before it begins"),
    mistake("words:many", "many", "`many` is not a number"),
    mistake("lang:germn", "germn", "`germn` is no known language"),
    mistake("autor:smith", "autor", "there is no field `autor`"),
    mistake("smith~9", "~9", "`~9` is not known"),
    mistake("smith~0.5", "~0.5", "`~0.5` is not known"),
    mistake("well-known~", "well-known", "`well-known` is several words"),
    mistake("minis*~1", "minis*", "a word with wildcards cannot be spelled otherwise"),
    mistake("/(/", "(", "`(` cannot be used: unclosed group"),
    mistake(r"/\bflood/", r"\bflood", "`\\bflood` cannot be used: \\b and \\B are not supported"),
    mistake(r"/(\w{99}){99}/", r"(\w{99}){99}", "`(\\w{99}){99}` cannot be used: it matches too many different words"),
    mistake("\"storm surge\"~1001", "~1001", "this is no slack for a phrase"),
    mistake("(storm surge)~5", "~5", "only a phrase in quotes has slack"),
    mistake("storm^0", "^0", "this is no weight"),
    mistake("(storm surge)^1001", "^1001", "this is no weight"),
    mistake("storm NEAR/0 surge", "NEAR/0", "this is no distance in words"),
    mistake("storm w/1001 surge", "w/1001", "this is no distance in words"),
    mistake("(storm surge) NEAR/5 flood", "(storm surge)", "words joined by AND may stand anywhere in the article: they have no one place"),
    mistake("storm NEAR/5 -flood", "-flood", "what is not there has no place"),
    mistake("storm NEAR/5 source:guardian", "source:guardian", "this field is no running text, in which something could be near or be counted"),
    mistake("storm NEAR/5 date:2015", "date:2015", "this is said of the whole article and has no place in it"),
    mistake("storm^2 NEAR/5 flood", "storm^2", "a part cannot have a weight of its own here"),
    mistake("atleast2(atleast3(storm))", "atleast3(storm)", "a number of times has no place"),
    mistake("atleast0(storm)", "atleast0", "this is no number of times"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::{ParseOptions, parse};

    #[test]
    fn every_mistake_is_refused_at_its_place() {
        for mistake in MISTAKES {
            let error = parse(mistake.query, &ParseOptions::default()).expect_err(mistake.query);
            assert_eq!(error.message, mistake.message, "{}", mistake.query);
            assert_eq!(&mistake.query[error.span.start..error.span.end], mistake.place, "{}", mistake.query);
            assert!(error.expected.is_some() || error.suggestion.is_some(), "{}", mistake.query);
        }
    }

    #[test]
    fn a_mistake_is_explained() {
        let explained = |query: &str| {
            let error = parse(query, &ParseOptions::default()).expect_err(query);
            error.explain(query)
        };
        insta::assert_snapshot!(explained("storm smith~9"), @r#"
        `~9` is not known
          storm smith~9
                     ^^
        expected an edit distance of 1 or 2
        "#);
        insta::assert_snapshot!(explained("storm headline:/colou?r(/"), @r#"
        `colou?r(` cannot be used: unclosed group
          storm headline:/colou?r(/
                          ^^^^^^^^
        expected a regular expression for one word (/colou?r(s|ed)?/)
        "#);
        insta::assert_snapshot!(explained("storm NEAR/0 surge"), @r#"
        this is no distance in words
          storm NEAR/0 surge
                ^^^^^^
        expected a number from 1 to 1000 (NEAR/5), or w/s or w/p for the same sentence or paragraph
        "#);
        insta::assert_snapshot!(explained("(storm surge) NEAR/5 flood"), @r#"
        words joined by AND may stand anywhere in the article: they have no one place
          (storm surge) NEAR/5 flood
          ^^^^^^^^^^^^^
        expected a word, a phrase or a pattern in running text, or several with OR between them
        try quotes around the words to make them a phrase, or OR between them
        "#);
        insta::assert_snapshot!(explained("storm NEAR/5 NOT flood"), @r#"
        what is not there has no place
          storm NEAR/5 NOT flood
                       ^^^^^^^^^
        expected a word, a phrase or a pattern in running text, or several with OR between them
        try to exclude the whole instead: NOT (two NEAR/5 words)
        "#);
        insta::assert_snapshot!(explained("a well-known~ b"), @r#"
        `well-known` is several words
          a well-known~ b
            ^^^^^^^^^^
        expected one word before the ~
        try the sign after each: two~ words~
        "#);
        insta::assert_snapshot!(explained("(storm surge)^0"), @r#"
        this is no weight
          (storm surge)^0
                       ^^
        expected a weight from 0.001 to 1000 (word^2, word^0.5)
        "#);
    }
}
