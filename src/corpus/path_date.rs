//! Dates in the names of folders and files, for articles without a stated date.
//!
//! Only unambiguous names count: a full date, or folders named exactly after a year, month or day, so that an article number is never read as a date.

use super::side_files::without_container_extension;
use crate::article::PublishedDate;
use jiff::civil::Date;
use std::ops::RangeInclusive;
use std::path::{Component, Path};

/// Numbers in this range count as years.
const YEARS: RangeInclusive<i16> = 1600..=2100;

/// The dates in a path.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct PathDates {
    /// The date in the path including the name of the file, which dates a file with one article.
    pub(super) with_name: Option<PublishedDate>,
    /// The date in the names of the folders.
    pub(super) of_folders: Option<PublishedDate>,
}

/// Returns the dates in the path below `root`, or in the file name if there is no root.
pub(super) fn dates_of(path: &Path, root: Option<&Path>) -> PathDates {
    let with_name = date_of(path, root);
    let below = root.and_then(|root| path.strip_prefix(root).ok());
    // With the name of the file removed, only the folders count.
    let of_folders = below.and_then(|below| date_of(&below.with_file_name("-"), Some(Path::new(""))));
    PathDates { with_name, of_folders }
}

/// Returns the date in the path below `root`, or in the file name if there is no root.
pub(super) fn date_of(path: &Path, root: Option<&Path>) -> Option<PublishedDate> {
    let below = root.and_then(|root| path.strip_prefix(root).ok());
    let below = below.or_else(|| path.file_name().map(Path::new))?;
    let mut names: Vec<&str> = below
        .components()
        .map(|part| match part {
            Component::Normal(name) => name.to_str().unwrap_or_default(),
            _ => "",
        })
        .collect();
    let name = names.pop()?;
    // A container is the folder of its members.
    for folder in &mut names {
        *folder = without_container_extension(folder).unwrap_or(folder);
    }
    let folders = in_folders(&names);
    let stem = name.split_once('.').map_or(name, |(stem, _)| stem);
    day_within(name)
        .map(PublishedDate::Day)
        .or_else(|| day_of_month(folders?, stem))
        .or_else(|| exact(stem))
        .or_else(|| month_at_an_end(stem))
        .or(folders)
}

/// Returns the most precise date among the folder names, the innermost of equally precise ones.
fn in_folders(folders: &[&str]) -> Option<PublishedDate> {
    let mut best = None;
    for (at, folder) in folders.iter().enumerate() {
        let mut found = exact(folder).or_else(|| day_within(folder).map(PublishedDate::Day));
        let mut following = folders.iter().skip(at + 1);
        if let Some(PublishedDate::Year(year)) = found
            && let Some(month) = following.next().and_then(|name| two_digits(name))
            && (1..=12).contains(&month)
        {
            found = Some(PublishedDate::Month(year, month));
        }
        if let (Some(PublishedDate::Month(..)), Some(day)) = (found, following.next()) {
            found = found.and_then(|month| day_of_month(month, day)).or(found);
        }
        if precision(found) >= precision(best) {
            best = found;
        }
    }
    best
}

fn precision(date: Option<PublishedDate>) -> u8 {
    match date {
        None => 0,
        Some(PublishedDate::Year(_)) => 1,
        Some(PublishedDate::Month(..)) => 2,
        Some(PublishedDate::Day(_) | PublishedDate::Moment(..)) => 3,
    }
}

/// Parses a name that consists of `2015`, `2015-11`, `2015-11-14` or `20151114`.
fn exact(name: &str) -> Option<PublishedDate> {
    let numbers: Vec<&str> = name.split(['-', '_']).collect();
    match *numbers.as_slice() {
        [year] if year.len() == 4 => self::year(year).map(PublishedDate::Year),
        [year, month] if year.len() == 4 && month.len() == 2 => {
            let month = two_digits(month).filter(|month| (1..=12).contains(month))?;
            Some(PublishedDate::Month(self::year(year)?, month))
        }
        _ => day_within(name).filter(|_| name.len() <= 10).map(PublishedDate::Day),
    }
}

/// Finds `2015-11` at the beginning or end of a longer name.
fn month_at_an_end(name: &str) -> Option<PublishedDate> {
    const LENGTH: usize = "2015-11".len();
    let first = name.get(..LENGTH).filter(|_| name.get(LENGTH..).is_some_and(|rest| rest.starts_with(['-', '_', ' '])));
    let end = name.len().checked_sub(LENGTH)?;
    let last = name.get(end..).filter(|_| name.get(..end).is_some_and(|rest| rest.ends_with(['-', '_', ' '])));
    [first, last].into_iter().flatten().filter_map(exact).find(|date| matches!(date, PublishedDate::Month(..)))
}

/// Parses the day of `2015/11/14`, given the year and month.
fn day_of_month(month: PublishedDate, name: &str) -> Option<PublishedDate> {
    let PublishedDate::Month(year, month) = month else {
        return None;
    };
    Date::new(year, month, two_digits(name)?).ok().map(PublishedDate::Day)
}

/// Finds `2015-11-14`, `2015_11_14`, `2015.11.14` or `20151114` in a name, not adjacent to other digits.
fn day_within(name: &str) -> Option<Date> {
    let runs: Vec<&str> = name.split(|c: char| !c.is_ascii_digit()).collect();
    let joined = runs
        .iter()
        .filter(|run| matches!(run.len(), 8 | 14))
        .find_map(|run| date(run.get(..4)?, run.get(4..6)?, run.get(6..8)?));
    // The search below for the date with its separators rules out parts that are further apart.
    joined.or_else(|| {
        runs.windows(3).find_map(|parts| match parts {
            [year, month, day] if month.len() == 2 && day.len() == 2 => {
                let written = ['-', '_', '.'].map(|separator| format!("{year}{separator}{month}{separator}{day}"));
                let found = written.iter().any(|date| name.contains(date.as_str()));
                date(year, month, day).filter(|_| found)
            }
            _ => None,
        })
    })
}

fn date(year: &str, month: &str, day: &str) -> Option<Date> {
    Date::new(self::year(year)?, two_digits(month)?, two_digits(day)?).ok()
}

fn year(text: &str) -> Option<i16> {
    let digits = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|year| digits && YEARS.contains(year))
}

fn two_digits(text: &str) -> Option<i8> {
    let digits = matches!(text.len(), 1 | 2) && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(path: &str) -> Option<String> {
        let root = Path::new("/archive/2009");
        date_of(Path::new(path), Some(root)).map(|date| date.to_string())
    }

    #[test]
    fn dates_are_found_in_folder_and_file_names() {
        for (path, expected) in [
            ("2015/11/14/x.html", "2015-11-14"),
            ("news/2015-11-14/x.html", "2015-11-14"),
            ("2015/11/14.txt", "2015-11-14"),
            ("2015-11-14-flood.txt", "2015-11-14"),
            ("flood_20151114.txt", "2015-11-14"),
            ("20151114_flood.txt.gz", "2015-11-14"),
            ("2015/2015-11-14-flood.txt", "2015-11-14"),
            ("2015/11/x.html", "2015-11"),
            ("2015-11/x.html", "2015-11"),
            ("2015-11.jsonl.gz", "2015-11"),
            ("2015/x.html", "2015"),
            ("1793.txt", "1793"),
            ("levee-2019-10.txt", "2019-10"),
            ("2014-05-herons-promoted.txt", "2014-05"),
        ] {
            assert_eq!(date(&format!("/archive/2009/{path}")).as_deref(), Some(expected), "{path}");
        }
    }

    #[test]
    fn other_numbers_are_not_dates() {
        for path in [
            "001.txt",
            "12345678.txt",
            "1234.txt",
            "2015-2016-report.txt",
            "3005/x",
            "x-2015.txt",
            "11/14/x",
            "20151399.txt",
            "2015-13/x",
            "v2015.11-14.txt",
        ] {
            assert_eq!(date(&format!("/archive/2009/{path}")), None, "{path}");
        }
    }

    #[test]
    fn folders_above_the_root_are_ignored() {
        assert_eq!(date("/archive/2009/x.txt"), None);
        assert_eq!(date_of(Path::new("/archive/2009/x.txt"), None), None);
        assert_eq!(
            date_of(Path::new("2009/20151114.txt"), None).map(|date| date.to_string()).as_deref(),
            Some("2015-11-14")
        );
    }
}
