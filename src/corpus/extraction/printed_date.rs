//! Finds the date of an article that is only in the text of its page, near the headline or at the end.

use super::printed_lines::{PrintedLine, PrintedLines, headline_line};
use crate::article::{DateOrder, PublishedDate};
use crate::corpus::dates::{self, FoundDate, ParsedDate, find_dates};
use std::ops::RangeInclusive;

/// Years of pages on the web; other years belong to the news itself.
const YEARS: RangeInclusive<i16> = 1990..=2100;
/// The number of lines after the headline in which the date is searched for.
const AFTER: usize = 14;
/// The number of lines before the headline in which the date is searched for.
const BEFORE: usize = 6;
/// The number of lines around the end of the text.
const AT_END: usize = 4;
/// The minimum score of a date.
const LEAST: i32 = 60;
/// The minimum score of a date before the headline without a weekday; the current date on the page of a newspaper has a weekday.
const LEAST_BEFORE: i32 = 46;
/// The number of first lines of running text that may begin with a place and a date.
const FIRST_LINES: usize = 2;
/// The maximum number of words of such a place.
const MOST_OF_PLACE: usize = 5;
/// The maximum number of other characters in a line with a publication date; in a longer line the date is only mentioned.
const BESIDES: usize = 90;
/// The maximum number of other characters in a short line.
const SHORT: usize = 40;

/// Words before the date of publication, in lower case.
const PUBLISHED: &[&str] = &[
    "publish",
    "posted",
    "post date",
    "posted on",
    "first published",
    "issued",
    "released",
    "date:",
    "created",
    "added",
    "filed",
    "veröffentlicht",
    "erschienen",
    "erstellt",
    "datum",
    "publié",
    "mis en ligne",
    "paru",
    "publicado",
    "publicada",
    "fecha",
    "pubblicat",
    "data:",
    "publicat",
    "gepubliceerd",
    "geplaatst",
    "publicerad",
    "udgivet",
    "offentliggjort",
    "publisert",
    "julkaistu",
    "opublikowano",
    "dodano",
    "publikov",
    "zveřejněn",
    "vydáno",
    "megjelen",
    "közzé",
    "objavljeno",
    "опубликован",
    "дата",
    "опубліковано",
    "публикуван",
    "δημοσ",
    "yayın",
    "giriş",
    "tarih",
    "eklenme",
    "نشر",
    "تاریخ",
    "פורסם",
    "प्रकाशित",
    "প্রকাশ",
    "发布",
    "發布",
    "发表",
    "時間",
    "时间",
    "日期",
    "公開",
    "掲載",
    "配信",
    "入力",
    "입력",
    "등록",
    "승인",
    "เผยแพร่",
    "ngày đăng",
    "diterbitkan",
    "dipublikasikan",
    "imechapishwa",
    "انتشار",
    "oluştur",
    "பதிவு",
    "opubl",
    "zverejnen",
];
/// Words before other dates, in lower case.
const OTHER: &[&str] = &[
    "updat",
    "modif",
    "revised",
    "edited",
    "last changed",
    "aktualis",
    "stand:",
    "aangepast",
    "geändert",
    "mis à jour",
    "mise à jour",
    "modifié",
    "actualiz",
    "atualiz",
    "aggiorn",
    "bijgewerkt",
    "uppdater",
    "opdater",
    "oppdater",
    "päivitetty",
    "aktualiz",
    "zmien",
    "frissít",
    "módosít",
    "ažurir",
    "обновл",
    "изменен",
    "оновлен",
    "ενημερ",
    "güncel",
    "تحديث",
    "עודכן",
    "अपडेट",
    "更新",
    "수정",
    "อัปเดต",
    "cập nhật",
    "diperbarui",
    "©",
    "(c)",
    "copyright",
    "expires",
    "deadline",
    "born",
    "event",
    "when:",
    "today is",
    "accessed",
    "retrieved",
    "valid until",
    "comments",
];

/// Returns the date that the page prints for its article, near the headline, if known.
pub(super) fn printed_date(lines: &PrintedLines, headline: Option<&str>) -> Option<ParsedDate> {
    let lines = lines.get();
    let title = headline_line(lines, headline);
    let end = lines.iter().rposition(PrintedLine::is_prose);
    let mut best: Option<(i32, ParsedDate)> = None;
    let mut before: Option<ParsedDate> = None;
    for (at, line) in lines.iter().enumerate() {
        if line.is_long || !line.text.contains(char::is_numeric) || line.is_heading {
            continue;
        }
        let near = title.map_or(0, |title| nearness(at, title));
        let near = near.max(end.map_or(0, |end| if at > end && at - end <= AT_END { 20 } else { 0 }));
        if let Some((quality, date)) = dated(line) {
            let score = near + quality;
            let is_before = title.is_some_and(|title| at < title) && !has_weekday(&line.text);
            if is_before && (LEAST_BEFORE..LEAST).contains(&score) {
                before = Some(date);
            }
            if score >= LEAST && best.is_none_or(|(most, _)| score > most) {
                best = Some((score, date));
            }
        }
    }
    let in_dateline = || {
        let first = lines.iter().skip(title.map_or(0, |title| title + 1)).filter(|line| line.is_prose());
        first.take(FIRST_LINES).find_map(|line| dateline(&line.text))
    };
    best.map(|(_, date)| date).or(before).or_else(in_dateline)
}

/// Returns the date after the place at the beginning of a text: `LEEDS, England, Oct. 5, 2021 – The plant`.
fn dateline(text: &str) -> Option<ParsedDate> {
    let found = find_dates(text).into_iter().next().filter(|found| is_of_web(*found))?;
    let place: Vec<&str> = text.get(..found.start)?.split_whitespace().collect();
    // The dash may have been read as part of the date.
    let after = text.get(found.end..)?.trim_start();
    let ends_with_dash = text.get(..found.end)?.ends_with(['–', '—', '-']);
    let is_place = |word: &&str| word.starts_with(|c: char| !c.is_lowercase());
    let is_dateline = place.len() <= MOST_OF_PLACE
        && place.iter().all(is_place)
        && (ends_with_dash || after.starts_with(['–', '—', '-', '/', '(', ':']));
    is_dateline.then_some(found.date)
}

/// Returns whether a lower-case word introduces a date of publication or of changes.
pub(super) fn is_date_label(word: &str) -> bool {
    let is_stem = |stem: &&&str| stem.chars().count() > 3 && word.starts_with(stem.trim_end_matches(':'));
    PUBLISHED.iter().chain(OTHER).any(|stem| is_stem(&stem))
}

fn has_weekday(text: &str) -> bool {
    text.split(|c: char| !c.is_alphabetic()).any(dates::is_weekday)
}

/// Returns the score for the distance from the headline.
fn nearness(at: usize, title: usize) -> i32 {
    let (distance, within, most, step) =
        if at > title { (at - title, AFTER, 60, 3) } else { (title - at, BEFORE, 45, 6) };
    let steps = i32::try_from(distance).unwrap_or(i32::MAX);
    if distance > within { 0 } else { most - step * steps }
}

/// Returns the date in a line, and how likely it is the publication date.
fn dated(line: &PrintedLine) -> Option<(i32, ParsedDate)> {
    let mut before = 0;
    for found in find_dates(&line.text) {
        let label = line.text.get(before..found.start)?.to_lowercase();
        before = found.end;
        let last = |words: &[&str]| words.iter().filter_map(|word| label.rfind(word)).max();
        let (published, other) = (last(PUBLISHED), last(OTHER));
        if !is_of_web(found) || (other.is_some() && other >= published) {
            continue;
        }
        let besides = line.text.chars().count().saturating_sub(line.text.get(found.start..found.end)?.chars().count());
        let is_apart = is_apart(line.text.get(..found.start)?, line.text.get(found.end..)?);
        let mut quality = 0;
        quality += if published.is_some() { 40 } else { 0 };
        quality += if line.is_dated { 30 } else { 0 };
        // Only its position suggests that it is the publication date.
        quality -= if published.is_none() && !line.is_dated { 4 } else { 0 };
        // In a short line, a time or a weekday before the date is evidence for it.
        let is_exact = is_moment(found) || has_weekday(&label) && line.text.get(found.end..)?.trim().is_empty();
        quality +=
            if besides < 12 || (is_apart && besides <= BESIDES) || (is_exact && besides <= SHORT) { 15 } else { 0 };
        quality -= if besides > BESIDES && published.is_none() { 50 } else { 0 };
        quality -= if line.is_link { 30 } else { 0 };
        return Some((quality, found.date));
    }
    None
}

/// Returns whether separators or labels are between a date and the rest of its line, as in `Anna Smith | 14 March 2023, 18:42 Uhr | Update`.
fn is_apart(before: &str, after: &str) -> bool {
    let is_sign = |c: char| "|•·–—-/,;:()（）/／、".contains(c);
    let (mut before, after) = (before.trim_end(), after.trim());
    // A weekday may precede the date.
    let weekday = before.rsplit([' ', ',']).next().filter(|word| dates::is_weekday(word.trim_end_matches('.')));
    before = weekday.and_then(|word| before.strip_suffix(word)).unwrap_or(before).trim_end();
    let after = after.trim_start_matches(|c: char| c.is_numeric() || ":.".contains(c)).trim_start();
    let is_short = |text: &str| text.chars().count() <= AFTER;
    let next = after.split(is_sign).next().unwrap_or_default().trim().to_lowercase();
    let ends = after.is_empty() || after.starts_with(is_sign) || is_short(after);
    (before.is_empty() || before.ends_with(is_sign)) && (ends || OTHER.iter().any(|word| next.starts_with(word)))
}

fn is_moment(found: FoundDate) -> bool {
    match found.date {
        ParsedDate::Certain(date, _) => matches!(date, PublishedDate::Moment(..)),
        ParsedDate::Unordered(date) => matches!(date.day_first, PublishedDate::Moment(..)),
    }
}

fn is_of_web(found: FoundDate) -> bool {
    let date = match found.date {
        ParsedDate::Certain(date, _) => date,
        ParsedDate::Unordered(date) => date.read(DateOrder::DayFirst),
    };
    match date {
        PublishedDate::Day(day) => YEARS.contains(&day.year()),
        PublishedDate::Moment(clock, _) => YEARS.contains(&clock.year()),
        PublishedDate::Year(_) | PublishedDate::Month(..) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use dom_smoothie::Readability;

    fn found(page: &str) -> Option<String> {
        let text = "<p>The council decided on Monday to repair the old bridge over the river next year.</p>".repeat(4);
        let page = Readability::from(format!("<html><body>{}", page.replace("TEXT", &text)).as_str());
        Some(match printed_date(&PrintedLines::of(&page), Some("Bridge to be repaired"))? {
            ParsedDate::Certain(date, _) => date.to_string(),
            ParsedDate::Unordered(date) => date.day_first.to_string(),
        })
    }

    #[test]
    fn dates_near_the_headline_are_found() {
        for page in [
            "<h1>Bridge to be repaired</h1><div><span>Anna Smith</span><span>14 March 2015</span></div>TEXT",
            "<h1>Bridge to be repaired</h1><div>Anna Smith, reporter<span>14. March 2015, 11:18</span></div>TEXT",
            "<h1>Bridge to be repaired</h1><p>14/03/2015 - 0:01 <span>River Post</span> <span>Society and People</span></p>TEXT",
            "<h1>Bridge to be repaired</h1><p>El Centinela<br>Toluca, Méx. Miércoles 14 de marzo de 2015</p>TEXT",
            "<h1>Bridge to be repaired</h1>TEXT<p>Anna Smith</p><p class=data>14 March 2015 | 11:35</p>",
            "<div class=today>Monday, 16 March 2015</div><p>14 March 2015</p><h1>Bridge to be repaired</h1>TEXT",
            "<ul><li>Anna Smith</li><li>Mar 14, 2015</li><li>4 min read</li></ul><h1>Bridge to be repaired</h1>TEXT",
            "<div class=sidebar-1><p class=date>Saturday, 14/3/2015</p><h1>Bridge to be repaired</h1>TEXT</div>",
            "<h2><span>Traffic</span> Bridge to be repaired</h2><p>14 March 2015</p>TEXT",
        ] {
            let date = found(page).unwrap_or_default();
            assert_eq!(date.get(..10), Some("2015-03-14"), "{page} {date}");
        }
        let release = "<h1>Bridge to be repaired</h1><p>PENHOLM, England, Mar. 14, 2015 – The council decided to repair the old bridge next year.</p>";
        assert_eq!(found(release).as_deref(), Some("2015-03-14"));
        for page in [
            "<p>Saturday, 14 March 2015</p><h1>Bridge to be repaired</h1>TEXT",
            "<h1>Bridge to be repaired</h1><p>The bridge has been closed to all traffic since 14 March 2015, to the anger of drivers.</p>TEXT",
            "<h1>Bridge to be repaired</h1><p>Updated 14 March 2015</p>TEXT",
        ] {
            assert_eq!(found(page), None, "{page}");
        }
    }
}
