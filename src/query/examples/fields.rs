//! Examples of fields, dates and numbers.

use super::row::ExampleRow;

/// Fields.
#[rustfmt::skip]
pub(super) const FIELDS: &[ExampleRow] = &[
    ("headline:storm", "headline:storm", "the word in the headline"),
    ("title:storm hd:flood", "headline:storm AND headline:flood", "title and hd are other names of headline"),
    ("headline:\"storm surge\"", "headline:\"storm surge\"", "the phrase in the headline"),
    ("headline:(storm OR flood)", "headline:storm OR headline:flood", "either word in the headline"),
    ("headline:(storm body:flood)", "headline:storm AND body:flood", "a field inside a group takes precedence"),
    ("headline:(storm -flood)", "headline:storm AND NOT headline:flood", "operators inside a field"),
    ("lead:storm body:flood", "lead:storm AND body:flood", "a word in the lead and one in the body"),
    ("source:guardian", "source:guardian", "the name of the publication contains the word"),
    ("SN:\"the guardian\"", "source:\"the guardian\"", "the name of the publication contains these words in sequence"),
    ("source:=\"The Times\"", "source:=\"The Times\"", "exactly this publication, in any case; not The Times of India"),
    ("source:=BBC", "source:=\"BBC\"", "exactly this publication; not BBC News"),
    ("source:=(BBC OR \"The Times\")", "source:=\"BBC\" OR source:=\"The Times\"", "either publication"),
    ("by:=\"john smith\" section:=Sport", "byline:=\"john smith\" AND section:=\"Sport\"", "whole values also of byline, section, place and topic"),
    ("by:smith", "byline:smith", "the name of an author contains the word"),
    ("by:o'brien-jones", "byline:o'brien-jones", "a name with a hyphen, or without"),
    ("section:sport place:paris topic:elections", "section:sport AND place:paris AND topic:elections", "a section, a place and a topic"),
    ("url:https://example.org/a?b=c", "url:\"https://example.org/a b=c\"", "part of the web address"),
    ("path:2015/reuters", "path:\"2015/reuters\"", "part of the path of the file"),
    ("byline:*", "byline:*", "articles with an author"),
    ("-section:*", "NOT section:*", "articles without a section"),
    ("lang:de", "lang:de", "articles in German"),
    ("la:German", "lang:de", "articles in German"),
    ("lang:(en-GB OR français)", "lang:en OR lang:fr", "articles in either language"),
    ("complete:no", "NOT complete:*", "summaries and incomplete articles"),
    ("complete:yes", "complete:*", "articles whose text is complete"),
    ("superseded:yes", "superseded:*", "earlier versions of articles, and withdrawn ones"),
    ("page:A1", "page:A1", "on page A1"),
    ("kind:advertisement", "kind:advertisement", "advertisements in digitised newspapers, which other searches leave out"),
    ("edition:final", "edition:final", "in an edition such as Final Edition"),
    ("id:0a1b2c3d4e5f", "id:0a1b2c3d4e5f", "the article with this id"),
    ("path:/news/", "path:news", "part of a path; not a regular expression"),
    ("url:example*", "url:example*", "a wildcard in a web address"),
];

/// Dates.
#[rustfmt::skip]
pub(super) const DATES: &[ExampleRow] = &[
    ("date:2015", "date:2015", "published in the year"),
    ("date:2015-11", "date:2015-11", "in the month"),
    ("pd:2015-11-14", "date:2015-11-14", "on the day"),
    ("date:\"14 november 2015\"", "date:2015-11-14", "a day written out, in several languages"),
    ("date:\"november 2015\"", "date:2015-11", "a month written out"),
    ("date:2015-11..2015-12", "date:2015-11..2015-12", "from the first day of one month to the last day of the other"),
    ("date:..2016", "date:..2016", "up to the end of the year"),
    ("date:2016..", "date:2016..", "from the start of the year"),
    ("date:>=2015-11", "date:2015-11..", "in the month or later"),
    ("date:>2015-11", "date:2015-12..", "after the month"),
    ("date:<=2015-11", "date:..2015-11", "in the month or earlier"),
    ("date:<2015-11", "date:..2015-10", "before the month"),
    ("date:[2015-11-01 TO 2015-11-30]", "date:2015-11", "both ends included"),
    ("date:{2015 TO 2017}", "date:2016", "both ends excluded"),
    ("date:[2015 TO *]", "date:2015..", "an open end"),
    ("date:today", "date:2026-11-22", "today"),
    ("date:yesterday", "date:2026-11-21", "yesterday"),
    ("date:7d", "date:2026-11-16..2026-11-22", "the last seven days, including today"),
    ("date:3w..", "date:2026-11-02..", "from three weeks ago, with no end"),
    ("date:<7d", "date:..2026-11-15", "before the last seven days"),
    ("date:6m", "date:2026-05-23..2026-11-22", "the last six months"),
    ("date:1y", "date:2025-11-23..2026-11-22", "the last year"),
    ("date:\"last 7 days\"", "date:2026-11-16..2026-11-22", "the same as 7d"),
    ("date:\"this week\"", "date:2026-11-16..2026-11-22", "from Monday to Sunday"),
    ("date:\"last month\"", "date:2026-10", "the calendar month before this one; last-month without quotes"),
    ("date:\"this year\"", "date:2026", "the calendar year"),
    ("date:2010s", "date:2010..2019", "a decade"),
    ("date:2015-Q3", "date:2015-07..2015-09", "a quarter; also 2015Q3 and \"Q3 2015\""),
    ("date:14/11/2015", "date:2015-11-14", "the only possible reading"),
    ("date:3/4/2015", "date:2015-04-03", "day first, or month first with --lang en-US or in a locale such as en_US; a note says how it was read"),
    ("date:(2015 OR 2017)", "date:2015 OR date:2017", "in either year"),
    ("date:1605", "date:1605", "any year from 0000 to 9999"),
    ("date:none", "NOT date:*", "undated articles"),
    ("added:7d", "added:2026-11-16..2026-11-22", "added to the archive in the last seven days"),
];

/// Numbers.
#[rustfmt::skip]
pub(super) const NUMBERS: &[ExampleRow] = &[
    ("words:>500", "words:501..", "more than 500 words"),
    ("words:>=500", "words:500..", "500 words or more"),
    ("words:<500", "words:..499", "fewer than 500 words"),
    ("words:200..400", "words:200..400", "from 200 to 400 words"),
    ("words:[200 TO 400]", "words:200..400", "from 200 to 400 words"),
    ("ocr:<80", "ocr:..79", "scanned texts with a confidence below 80 %"),
    ("words:500", "words:500", "exactly 500 words"),
];
