//! IPTC 7901, the teleprinter format: a header line, a line of keywords, the headline, the text and the date.

use super::messages::{self, SOH, WireMessage};
use super::trailer;
use super::wire_dateline;
use super::wire_head::{self, WireHead};
use super::wire_text;
use crate::article::{ArticleId, PublishedDate};
use crate::corpus::bylines;
use crate::corpus::draft::Draft;
use crate::corpus::input::Input;
use crate::corpus::reader::{FormatSample, Reader, ReaderContext, RecordSink};
use crate::corpus::skip::{Skip, SkipReason};

/// Categories of dpa and APA, by their codes.
const CATEGORIES: &[(&str, &str)] = &[
    ("pl", "Politik"),
    ("wi", "Wirtschaft"),
    ("ku", "Kultur"),
    ("vm", "Vermischtes"),
    ("sp", "Sport"),
    ("rs", "Redaktioneller Service"),
    ("ai", "Außenpolitik"),
    ("ii", "Innenpolitik"),
    ("ci", "Chronik"),
    ("ki", "Kultur"),
    ("si", "Sport"),
];

/// The maximum number of words in a date: day and time, zone, month, year.
const MOST_IN_DATE: usize = 4;

/// Reads IPTC 7901.
pub(in crate::corpus::readers) struct Iptc7901Reader;

impl Reader for Iptc7901Reader {
    fn name(&self) -> &'static str {
        "iptc-7901"
    }

    fn recognises(&self, sample: &FormatSample<'_>) -> bool {
        let text = sample.text.trim_start_matches(['\u{16}', '\0']);
        if text.starts_with(SOH) {
            return true;
        }
        // Without its control characters a message is recognised by its header and its trailer.
        let first = text.lines().next().unwrap_or_default();
        let last = text.lines().rev().find(|line| !line.trim().is_empty()).unwrap_or_default();
        header(first).is_some() && (text.contains('\u{2}') || trailer::iptc(last).is_some())
    }

    fn memory_factor(&self) -> u64 {
        28
    }

    fn is_streamed(&self) -> bool {
        true
    }

    fn read(&self, input: Input<'_>, context: &ReaderContext<'_>, sink: &mut RecordSink<'_>) -> Result<(), Skip> {
        messages::read(input, context, self.memory_factor(), sink, draft)
    }
}

/// The fields of a header line: the id of the message, its category and its further words.
struct WireHeader<'a> {
    id: &'a str,
    category: &'a str,
    words: Vec<&'a str>,
}

/// Parses a header such as `eca062 4 i 211 ccccb dpa 061`: source and number, priority, category, word count and further words.
fn header(line: &str) -> Option<WireHeader<'_>> {
    let line = line.trim_start_matches(|c: char| c.is_control()).trim();
    let mut words = line.split_whitespace();
    let (id, priority, category, count) = (words.next()?, words.next()?, words.next()?, words.next()?);
    let letters = id.trim_end_matches(|c: char| c.is_ascii_digit());
    let is_id = id.len() > letters.len() && letters.len() <= 6 && letters.chars().all(|c| c.is_ascii_alphabetic());
    let is_priority = priority.len() == 1 && priority.chars().all(|c| c.is_ascii_alphanumeric());
    let is_category = category.len() <= 3 && category.chars().all(|c| c.is_ascii_alphabetic());
    let is_count = count.len() <= 5 && count.chars().all(|c| c.is_ascii_digit());
    (is_id && is_priority && is_category && is_count).then(|| WireHeader { id, category, words: words.collect() })
}

fn draft(message: &WireMessage) -> Result<Draft, SkipReason> {
    let first = message.header.iter().take(2).find_map(|line| header(line));
    if message.text.trim().is_empty() {
        return Err(SkipReason::Malformed {
            format: "wire message",
            detail: "it has no text between STX and ETX".to_owned(),
        });
    }
    // ANSA messages begin with the start-of-message code of teleprinters.
    let is_keywords = |line: &&str| header(line).is_none() && !line.starts_with("ZCZC");
    let lines: Vec<&str> = message.header.iter().map(String::as_str).filter(is_keywords).collect();
    // Some senders begin the text only after headline and byline.
    let of_keywords =
        lines.iter().rposition(|line| line.trim_end().ends_with('/')).map_or(lines.len(), |last| last + 1);
    let (keywords, above) = lines.split_at(of_keywords);
    let keywords = keywords.join(" ");
    let (text, published) = match trailer::iptc(&message.trailer) {
        Some(date) => (message.text.as_str(), Some(date)),
        None => without_date_line(&message.text),
    };
    let (head, rest) = wire_text::split_head(text);
    let has_headline = above.iter().any(|line| !line.trim_start().starts_with('('));
    let (head, rest) =
        if has_headline { (above.to_vec(), text.trim_start_matches(['\n', '\r'])) } else { (head, rest) };
    let WireHead { keywords: below, headline, byline, subtitle } = WireHead::of(&head);
    let (keywords, below) = if keywords.trim().is_empty() { (below, String::new()) } else { (keywords, below) };
    let (subtitle, rest) = match subtitle {
        Some(subtitle) => (Some(subtitle), rest),
        None => wire_head::split_subtitle(rest),
    };
    let in_text = if byline.is_none() { wire_head::byline_above_dateline(rest) } else { None };
    let (byline, rest) = match &in_text {
        Some((byline, rest)) => (Some(byline.clone()), rest.as_str()),
        None => (byline, rest),
    };
    let headline = headline.or(Some(below).filter(|line| !line.is_empty()));
    let dateline = wire_dateline::dateline(rest).or_else(|| rest.lines().take(10).find_map(wire_dateline::dateline));
    let named = first.as_ref().and_then(|header| {
        header.words.iter().find(|word| wire_dateline::AGENCIES.contains(&word.to_lowercase().as_str()))
    });
    let source = dateline.as_ref().map(|(agency, _)| agency.clone()).or_else(|| named.map(|word| (*word).to_owned()));
    let id = first.as_ref().map(|header| header.id);
    let section = first
        .as_ref()
        .and_then(|header| CATEGORIES.iter().find(|(code, _)| header.category.eq_ignore_ascii_case(code)));
    Ok(Draft {
        // The numbers restart each day.
        id: id.zip(published).map(|(id, date)| ArticleId::from_parts(&["wire", id, &date.to_string()])),
        own_id: id.map(str::to_owned),
        headline,
        lead: subtitle,
        body: Some(wire_text::body(rest)).filter(|body| !body.is_empty()),
        bylines: byline.map(|byline| bylines::names(&byline, source.as_deref())).unwrap_or_default(),
        section: section.map(|(_, name)| (*name).to_owned()),
        place: dateline.and_then(|(_, place)| place),
        topics: keywords.split('/').map(|word| word.trim().to_owned()).filter(|word| !word.is_empty()).collect(),
        published,
        source,
        ..Draft::default()
    })
}

/// Splits off the last line of a text, if it is the date that should follow the text.
fn without_date_line(text: &str) -> (&str, Option<PublishedDate>) {
    let (before, last) = text.trim_end().rsplit_once('\n').unwrap_or(("", text));
    let is_short = last.split_whitespace().count() <= MOST_IN_DATE;
    match trailer::iptc(last).filter(|_| is_short) {
        Some(date) => (before, Some(date)),
        None => (text, None),
    }
}
