//! Invalid queries.

/// A query that does not parse.
#[derive(Debug, Clone, Copy)]
pub struct InvalidExample {
    /// The query as typed.
    pub query: &'static str,
    /// The part of the query that the error points to.
    pub part: &'static str,
}

const fn invalid(query: &'static str, part: &'static str) -> InvalidExample {
    InvalidExample { query, part }
}

/// Queries that do not parse, except those that exceed a limit. All other text is a valid query.
#[rustfmt::skip]
pub const INVALID_EXAMPLES: &[InvalidExample] = &[
    invalid("date:2015-13", "2015-13"),
    invalid("date:2015-02-29", "2015-02-29"),
    invalid("date:soon", "soon"),
    invalid("date:2016..2015", "2016..2015"),
    invalid("date:0d", "0d"),
    invalid("date:-7d", "date:-7d"),
    invalid("storm date:-7d..", "date:-7d.."),
    invalid("date:-2015", "date:-2015"),
    invalid("words:-500", "words:-500"),
    invalid("date:\"-7d\"", "-7d"),
    invalid("date:last month", "last"),
    invalid("date:30/02/2015", "30/02/2015"),
    invalid("words:many", "many"),
    invalid("words:<0", "<0"),
    invalid("lang:germn", "germn"),
    invalid("lang:de,fr", "de,fr"),
    invalid("complete:maybe", "maybe"),
    invalid("id:\"\"", "\"\""),
    invalid("source:=\"\"", "\"\""),
    invalid("autor:smith", "autor"),
    invalid("smith~9", "~9"),
    invalid("smith~0.5", "~0.5"),
    invalid("well-known~", "well-known"),
    invalid("minis*~1", "minis*"),
    invalid("/(/", "("),
    invalid(r"/\bflood/", r"\bflood"),
    invalid(r"/(\w{99}){99}/", r"(\w{99}){99}"),
    invalid("\"storm surge\"~1001", "~1001"),
    invalid("(storm surge)~5", "~5"),
    invalid("case:US*", "US*"),
    invalid("source:case:BBC", "BBC"),
    invalid("storm^0", "^0"),
    invalid("(storm surge)^1001", "^1001"),
    invalid("storm NEAR/0 surge", "NEAR/0"),
    invalid("storm w/1001 surge", "w/1001"),
    invalid("(storm surge) NEAR/5 flood", "(storm surge)"),
    invalid("storm NEAR/5 -flood", "-flood"),
    invalid("storm NEAR/5 source:guardian", "source:guardian"),
    invalid("storm NEAR/5 date:2015", "date:2015"),
    invalid("storm^2 NEAR/5 flood", "storm^2"),
    invalid("atleast2(atleast3(storm))", "atleast3(storm)"),
    invalid("atleast2(storm -flood)", "(storm -flood)"),
    invalid("atleast0(storm)", "atleast0"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::{ParseOptions, parse};

    #[test]
    fn every_invalid_example_is_an_error_at_its_part() {
        for InvalidExample { query, part } in INVALID_EXAMPLES {
            let error = parse(query, &ParseOptions::default()).expect_err(query);
            assert_eq!(&query[error.span.start..error.span.end], *part, "{query}");
        }
    }

    #[test]
    fn suggestions_replace_the_invalid_part() {
        let options = ParseOptions::on(jiff::civil::date(2026, 11, 22));
        for (query, corrected) in [
            ("(autor:\"john smith\")", "author:\"john smith\""),
            ("lang:germn storm", "lang:de AND storm"),
            ("storm date:-7d..", "storm date:7d.."),
            ("date:\"-7d\"", "date:\"7d\""),
            ("added:-2015", "-added:2015"),
            ("words:-500", "words:..500"),
            ("lang:\"de, french\"", "lang:de OR lang:fr"),
        ] {
            let error = parse(query, &options).expect_err(query);
            let mut text = query.to_owned();
            text.replace_range(error.span.start..error.span.end, &error.suggestion.expect(query));
            let corrected = parse(corrected, &options).expect(corrected).query;
            assert_eq!(parse(&text, &options).expect(query).query, corrected, "{query}");
        }
        assert_eq!(parse("lang:de,x1", &ParseOptions::default()).expect_err("a list").suggestion, None);
    }
}
