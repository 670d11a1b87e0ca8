//! Dates of articles and of queries.

use super::{bounded_text, reading};
use dateline::article::{DateOrder, PublishedDate, parse_day};
use dateline::query::{ParseOptions, parse_days};
use jiff::civil::date;

/// Reads each line as the date of a record and as a range of days in a query, and the first line as one below a headline.
pub fn fuzz_dates(data: &[u8]) {
    let text = bounded_text(data);
    let mut records = String::new();
    for line in text.lines().take(64) {
        assert_query_days(line);
        let _ = parse_day(line);
        if let Ok(date) = line.parse::<PublishedDate>() {
            assert_eq!(date.to_string().parse::<PublishedDate>().ok(), Some(date), "{line:?} printed");
        }
        records.push_str(&serde_json::json!({"title": "Flood", "date": line}).to_string());
        records.push('\n');
    }
    let first = text.lines().next().unwrap_or_default();
    reading::fuzz_text(format!("Flood\n{first}\n\nThe river rose.\n").as_bytes());
    reading::fuzz_json_lines(records.as_bytes());
}

/// A range of days that was read prints in a form that means the same days.
fn assert_query_days(text: &str) {
    for order in [DateOrder::DayFirst, DateOrder::MonthFirst] {
        let mut options = ParseOptions::on(date(2026, 11, 22));
        options.date_order = order;
        match parse_days(text, &options) {
            Ok(reading) => {
                for note in &reading.notes {
                    assert!(text.get(note.span.start..note.span.end).is_some(), "{text:?}: {note:?}");
                }
                let printed = reading.range.to_string();
                let again =
                    parse_days(&printed, &options).unwrap_or_else(|error| panic!("{text:?} as {printed}: {error:?}"));
                assert_eq!(again.range, reading.range, "{text:?} as {printed}");
                assert!(again.notes.is_empty(), "{text:?} as {printed}");
            }
            Err(error) => {
                assert!(text.get(error.span.start..error.span.end).is_some(), "{text:?}: {error:?}");
            }
        }
    }
}
