//! ANPA 1312, the delivery format of American agencies: two header lines, the text with typesetting marks, and the date.

use super::messages::{self, WireMessage};
use super::trailer;
use super::wire_dateline;
use super::wire_text;
use crate::article::ArticleId;
use crate::corpus::bylines;
use crate::corpus::draft::Draft;
use crate::corpus::input::Input;
use crate::corpus::reader::{FormatSample, Reader, ReaderContext, RecordSink};
use crate::corpus::skip::{Skip, SkipReason};

/// The separator after the number of a message.
const UNIT_SEPARATOR: char = '\u{1F}';
/// Names of the categories.
const CATEGORIES: &[(char, &str)] = &[
    ('a', "Domestic"),
    ('b', "Special events"),
    ('d', "Food"),
    ('e', "Entertainment"),
    ('f', "Financial"),
    ('i', "International"),
    ('j', "Lottery"),
    ('k', "Commentary"),
    ('l', "Lifestyle"),
    ('n', "State and regional"),
    ('o', "Weather"),
    ('p', "Politics"),
    ('q', "Sports results"),
    ('r', "Racing"),
    ('s', "Sports"),
    ('t', "Travel"),
    ('w', "Washington"),
];
/// The category of advisories to editors.
const ADVISORY: char = 'v';
/// Lines above the headline that state the urgency of a message.
const URGENT: &[&str] = &["bulletin", "urgent", "flash", "newsalert", "apnewsalert", "advisory"];
/// The cycles of a day, with which keywords begin.
const CYCLES: &[&str] = &["AM-", "PM-", "BC-", "AMS-", "PMS-"];

/// Reads ANPA 1312.
pub(in crate::corpus::readers) struct Anpa1312Reader;

impl Reader for Anpa1312Reader {
    fn name(&self) -> &'static str {
        "anpa-1312"
    }

    fn recognises(&self, sample: &FormatSample<'_>) -> bool {
        let text = sample.text.trim_start_matches(['\u{16}', '\0', '\u{1}']);
        let has_mark = text.len() < sample.text.len();
        let mut lines = text.lines();
        let first = lines.next().unwrap_or_default();
        let by_first = has_mark && first.split_once(UNIT_SEPARATOR).is_some_and(|(number, _)| is_number(number));
        let by_second = lines.next().is_some_and(|second| header(second).is_some());
        let by_trailer = || trailer::anpa(text.rsplit('\u{3}').next().unwrap_or_default()).is_some();
        by_first
            || (by_second && (has_mark || text.contains('\u{2}')))
            || (has_mark
                && text.contains('\u{3}')
                && is_number(first.split(' ').next().unwrap_or_default())
                && by_trailer())
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

/// Returns whether a word is the number of a message: the letter of the service and three or four digits.
fn is_number(word: &str) -> bool {
    let digits = word.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    word.len() == digits.len() + 1
        && (3..=4).contains(&digits.len())
        && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// Parses the second header line, such as `r a BC-Ferry 08-29 0312`: priority, category, keywords, day and word count. Returns the category.
fn header(line: &str) -> Option<char> {
    let line: String = line.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let words: Vec<&str> = line.split_whitespace().collect();
    let [priority, category, .., day, count] = words.as_slice() else { return None };
    let is_letter = |word: &str| word.len() == 1 && word.chars().all(|c| c.is_ascii_alphabetic());
    let (month, day) = day.split_once('-')?;
    let is_short = |number: &str| (1..=2).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit());
    let is_count = (3..=5).contains(&count.len()) && count.bytes().all(|byte| byte.is_ascii_digit());
    let is_header = is_letter(priority) && is_letter(category) && is_short(month) && is_short(day) && is_count;
    category.chars().next().filter(|_| is_header).map(|letter| letter.to_ascii_lowercase())
}

fn draft(message: &WireMessage) -> Result<Draft, SkipReason> {
    if message.text.trim().is_empty() {
        return Err(SkipReason::Malformed {
            format: "wire message",
            detail: "it has no text between STX and ETX".to_owned(),
        });
    }
    let category = message.header.iter().find_map(|line| header(line));
    if category == Some(ADVISORY) {
        return Err(SkipReason::NotAnArticle { found: "an advisory to editors".to_owned() });
    }
    let number = message.header.first().and_then(|line| {
        let number = line.trim_start_matches(|c: char| c.is_control()).split([UNIT_SEPARATOR, ' ']).next()?;
        is_number(number).then(|| number.to_owned())
    });
    // Some senders begin the text only after headline and byline.
    let above = message.header.iter().skip_while(|line| header(line).is_none()).skip(1).map(String::as_str);
    let text = above.chain([message.text.as_str()]).collect::<Vec<_>>().join("\n");
    let text = typeset(&wire_text::without_codes(&text));
    let (head, rest) = wire_text::split_head(&text);
    let dateline = wire_dateline::dateline(rest);
    let agency = message
        .trailer
        .split(['-', ' '])
        .next()
        .filter(|name| name.len() >= 2 && name.chars().all(|c| c.is_ascii_uppercase()));
    let source = dateline.as_ref().map(|(agency, _)| agency.clone()).or_else(|| agency.map(str::to_owned));
    let published = trailer::anpa(&message.trailer);
    let Lines { headline, byline } = Lines::of(&head);
    Ok(Draft {
        // The numbers restart each day.
        id: number.as_deref().zip(published).map(|(id, date)| ArticleId::from_parts(&["wire", id, &date.to_string()])),
        own_id: number,
        headline,
        body: Some(wire_text::body(rest)).filter(|body| !body.is_empty()),
        bylines: byline.map(|byline| bylines::names(&byline, source.as_deref())).unwrap_or_default(),
        section: category
            .and_then(|letter| CATEGORIES.iter().find(|(known, _)| *known == letter))
            .map(|(_, name)| (*name).to_owned()),
        place: dateline.map_or_else(|| wire_dateline::unsigned_place(rest), |(_, place)| place),
        published,
        source,
        ..Draft::default()
    })
}

/// Converts typesetting marks: `^` begins a line above the text, `<` and `=` end one. A single underscore is a dash, and pairs of accents are quotation marks.
fn typeset(text: &str) -> String {
    let lines = text.lines().map(|line| {
        let line = line
            .trim_start_matches(|c: char| c == '^' || (c.is_control() && c != '\t'))
            .trim_end_matches(['<', '=', '^', ' ']);
        line.replace("``", "“").replace("''", "”").replace(" _ ", " — ")
    });
    let lines: Vec<String> =
        lines.map(|line| if line.starts_with('\t') { format!("   {}", line.trim_start()) } else { line }).collect();
    lines.join("\n")
}

/// The lines above the text.
#[derive(Default)]
struct Lines {
    headline: Option<String>,
    byline: Option<String>,
}

impl Lines {
    fn of(head: &[&str]) -> Self {
        let mut lines = Self::default();
        for line in head {
            let lower = line.to_lowercase();
            let is_keyword = CYCLES.iter().any(|cycle| line.to_uppercase().starts_with(cycle));
            let is_note = ["eds:", "editors", "ap photo", "with ", "(eds"].iter().any(|note| lower.starts_with(note));
            let is_urgency = URGENT.contains(&lower.trim_matches(|c: char| !c.is_alphabetic()));
            if is_keyword || is_note || is_urgency {
                continue;
            }
            if lower.starts_with("by ") && lines.byline.is_none() {
                lines.byline = Some((*line).to_owned());
            } else if lines.headline.is_none() && lines.byline.is_none() {
                lines.headline = Some((*line).to_owned());
            }
        }
        lines
    }
}
