//! Dates for people, such as `15 Nov 2015`.

use crate::library::PublishedDate;
use jiff::civil::Date;

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Returns a date such as `15 Nov 2015`, `Nov 2015` or `2015`.
pub(super) fn date_text(date: PublishedDate) -> String {
    match date {
        PublishedDate::Year(year) => year.to_string(),
        PublishedDate::Month(year, month) => month_text(year, month),
        PublishedDate::Day(day) => civil_text(day),
        PublishedDate::Moment(clock, _) => civil_text(clock.date()),
    }
}

/// Returns a month such as `Nov 2015`.
pub(super) fn month_text(year: i16, month: i8) -> String {
    format!("{} {year}", month_name(month))
}

/// Returns a day such as `15 Nov 2015`.
pub(super) fn civil_text(day: Date) -> String {
    format!("{} {} {}", day.day(), month_name(day.month()), day.year())
}

fn month_name(month: i8) -> &'static str {
    let position = usize::try_from(month - 1).unwrap_or_default();
    MONTHS.get(position).copied().unwrap_or_default()
}
