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
    mistake(r"/\bflood/", r"\bflood", "`\\bflood` cannot be used: \\b and \\B are not known here"),
    mistake(r"/(\w{99}){99}/", r"(\w{99}){99}", "`(\\w{99}){99}` cannot be used: it stands for too many different words"),
    mistake("\"storm surge\"~1001", "~1001", "this is no slack for a phrase"),
    mistake("(storm surge)~5", "~5", "only a phrase in quotes has slack"),
    mistake("storm^0", "^0", "this is no weight"),
    mistake("(storm surge)^1001", "^1001", "this is no weight"),
    mistake("storm NEAR/0 surge", "NEAR/0", "this is no distance in words"),
    mistake("storm w/1001 surge", "w/1001", "this is no distance in words"),
    mistake("(storm surge) NEAR/5 flood", "(storm surge)", "words that only have to be in the same article have no one place in it"),
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
}
