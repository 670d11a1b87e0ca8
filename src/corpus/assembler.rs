//! Turns drafts into articles, by rules common to all formats.
//!
//! White space is normalised only here, so readers need not care. Ids are derived from the URL if there is one, because it
//! survives moved files and repeated exports; else from the id of the record; else from the file path and record number.

use super::draft::Draft;
use super::options::ReadingOptions;
use super::path_date;
use super::skip::SkipReason;
use crate::article::{Article, ArticleId, DateOrigin, FilePath, Language, Published};
use crate::text::{ExpectedLanguages, detect_other_than_english};
use std::borrow::Cow;
use std::collections::HashMap;
use std::path::Path;

/// The number of bytes used for language detection.
const LANGUAGE_SAMPLE: usize = 4000;

/// Makes the articles of one file.
pub(super) struct Assembler<'a> {
    options: &'a ReadingOptions,
    file: FilePath,
    source: Option<String>,
    published: Option<Published>,
    /// The number of uses of each id so far.
    used: HashMap<ArticleId, u32>,
    /// The languages of the articles so far.
    languages: ExpectedLanguages,
}

impl<'a> Assembler<'a> {
    /// Derives source and date from the path, for all articles of the file.
    pub(super) fn new(path: &Path, root: Option<&Path>, options: &'a ReadingOptions) -> Self {
        let folder = options.source_from.and_then(|rule| rule.source_of(path, root));
        let date = path_date::date_of(path, root);
        Self {
            options,
            file: FilePath::from_path(path),
            source: folder.or_else(|| options.source.clone()),
            published: date.map(|date| Published { date, origin: DateOrigin::Path }),
            used: HashMap::new(),
            languages: ExpectedLanguages::default(),
        }
    }

    /// Turns the draft of the record number `record` into an article.
    pub(super) fn article(&mut self, draft: Draft, record: u32) -> Result<Article, SkipReason> {
        let headline = draft.headline.map(one_line).unwrap_or_default();
        let body = draft.body.map(paragraphs).unwrap_or_default();
        let lead = draft.lead.map(paragraphs).filter(|lead| !lead.is_empty() && !begins_with(&body, lead));
        if headline.is_empty() && body.is_empty() && lead.is_none() {
            return Err(SkipReason::NoText);
        }
        let own_id = line(draft.own_id);
        let url = line(draft.url);
        let stated = draft.published.map(|date| Published { date, origin: DateOrigin::Stated });
        let source = line(draft.source).or_else(|| self.source.clone());
        let sample = || language_sample(&headline, lead.as_deref().unwrap_or_default(), &body);
        // English is the default of many templates; other languages are declared on purpose.
        let is_right = |language: &Language| language.code() != "en" || detect_other_than_english(&sample()).is_none();
        let declared = draft.language.filter(is_right);
        let language = declared.or(self.options.language);
        let language = language.or_else(|| self.languages.detect(&sample(), source.as_deref()));
        Ok(Article {
            id: draft.id.unwrap_or_else(|| self.id(url.as_deref(), own_id.as_deref(), record)),
            own_id,
            headline,
            lead,
            body,
            source,
            bylines: lines(draft.bylines),
            section: line(draft.section),
            place: line(draft.place),
            topics: lines(draft.topics),
            published: stated.or(self.published),
            language,
            language_stated: declared.is_some(),
            url,
            file: self.file.clone(),
            record,
            added: 0,
        })
    }

    fn id(&mut self, url: Option<&str>, own_id: Option<&str>, record: u32) -> ArticleId {
        let number = record.to_string();
        let file = self.file.as_str();
        let is_counter = |id: &str| id.bytes().all(|byte| byte.is_ascii_digit());
        let parts = match (url, own_id) {
            (Some(url), _) => vec!["url", url],
            (None, Some(own_id)) if !is_counter(own_id) => vec!["id", own_id],
            // A bare number is unique only within its file.
            (None, own_id) => vec!["file", file, own_id.unwrap_or(&number)],
        };
        let id = ArticleId::from_parts(&parts);
        let times = self.used.entry(id.clone()).or_default();
        *times += 1;
        if *times == 1 {
            return id;
        }
        let repeat = format!("#{times}");
        ArticleId::from_parts(&[parts.as_slice(), &[repeat.as_str()]].concat())
    }
}

fn line(text: Option<String>) -> Option<String> {
    text.map(one_line).filter(|text| !text.is_empty())
}

fn lines(texts: Vec<String>) -> Vec<String> {
    let mut lines: Vec<String> = Vec::with_capacity(texts.len());
    for text in texts {
        let text = one_line(text);
        if !text.is_empty() && !lines.contains(&text) {
            lines.push(text);
        }
    }
    lines
}

/// Returns whether `lead` is the beginning of the body, perhaps truncated with an ellipsis.
fn begins_with(body: &str, lead: &str) -> bool {
    let lead = lead.trim_end_matches(['…', '.', ' ']);
    let mut words = body.split_whitespace();
    let mut lead_words = lead.split_whitespace().peekable();
    while let Some(word) = lead_words.next() {
        let found = words.next().unwrap_or_default();
        let last = lead_words.peek().is_none();
        if found != word && !(last && found.starts_with(word)) {
            return false;
        }
    }
    true
}

fn language_sample<'a>(headline: &'a str, lead: &'a str, body: &'a str) -> Cow<'a, str> {
    let mut sample = String::with_capacity(LANGUAGE_SAMPLE + headline.len() + 8);
    for text in [headline, lead, body] {
        let room = LANGUAGE_SAMPLE.saturating_sub(sample.len());
        sample.push_str(text.get(..text.floor_char_boundary(room)).unwrap_or_default());
        sample.push('\n');
    }
    Cow::Owned(sample)
}

/// Returns the text as one line, with white space collapsed and control characters removed.
fn one_line(text: String) -> String {
    let clean = !text.starts_with(' ')
        && !text.ends_with(' ')
        && !text.contains("  ")
        && !text.contains(|c: char| c.is_control() || (c.is_whitespace() && c != ' '));
    if clean {
        return text;
    }
    let words = text.split(|c: char| c.is_whitespace() || is_record_separator(c));
    let words = words.map(|word| word.replace(char::is_control, "")).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

/// Returns whether the character separates records or fields of a data file (0x1C to 0x1F), and so words.
fn is_record_separator(character: char) -> bool {
    matches!(character, '\u{1C}'..='\u{1F}')
}

/// Returns the text trimmed, with exactly one empty line between paragraphs and without control characters other than line
/// breaks and tabs. Everything else is kept.
fn paragraphs(text: String) -> String {
    if is_normalised(&text) { text } else { normalised(text) }
}

/// Normalises paragraphs line by line.
fn normalised(text: String) -> String {
    // The line break of word processors, the page break of converted PDFs, and record separators.
    let is_break = |c: char| matches!(c, '\u{B}' | '\u{C}') || is_record_separator(c);
    let is_noise = |c: char| c < ' ' && !matches!(c, '\n' | '\t' | '\r');
    let text = if text.contains(is_break) { text.replace(is_break, "\n") } else { text };
    let text = if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text };
    let text = if text.contains(is_noise) { text.replace(is_noise, "") } else { text };
    let mut result = String::with_capacity(text.len());
    let mut paragraph_ended = false;
    for line in text.lines() {
        if line.trim().is_empty() {
            paragraph_ended = true;
            continue;
        }
        if result.is_empty() || paragraph_ended {
            result.truncate(result.trim_end().len());
            result.push_str(if result.is_empty() { "" } else { "\n\n" });
            result.push_str(line.trim_start());
        } else {
            result.push('\n');
            result.push_str(line);
        }
        paragraph_ended = false;
    }
    result.truncate(result.trim_end().len());
    result
}

/// Returns whether [`normalised`] would return the text unchanged, without copying it.
fn is_normalised(text: &str) -> bool {
    if text.bytes().any(|byte| byte < b' ' && !matches!(byte, b'\n' | b'\t')) {
        return false;
    }
    let ends_in_space = |line: &str| line.ends_with(char::is_whitespace);
    // The previous line of the same paragraph.
    let mut before: Option<&str> = None;
    for line in text.split('\n') {
        before = match before {
            Some(last) if line.is_empty() && !ends_in_space(last) => None,
            None if line.starts_with(char::is_whitespace) => return false,
            _ if line.trim().is_empty() => return false,
            _ => Some(line),
        };
    }
    before.is_some_and(|last| !ends_in_space(last))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn normalised_text_is_recognised(text in "[a \n\r\t\u{b}\u{2003}\u{1}]{0,12}") {
            let expected = normalised(text.clone());
            prop_assert_eq!(is_normalised(&text), expected == text && !text.is_empty(), "{:?}", text);
            prop_assert!(expected.is_empty() || is_normalised(&expected));
        }
    }

    fn headed(headline: &str) -> Draft {
        Draft { headline: Some(headline.into()), ..Draft::default() }
    }

    #[test]
    fn paragraphs_are_separated_by_one_empty_line() {
        assert_eq!(paragraphs("a  b\n\nc".into()), "a  b\n\nc");
        assert_eq!(paragraphs("\r\n a\r\n \u{a0}\r\n\r\nb \r\n- c\0\u{8}d\r\n".into()), "a\n\nb \n- cd");
        assert_eq!(paragraphs(" \n\t".into()), "");
        assert_eq!(paragraphs("a\u{b}b\u{c}c\u{1e}d\n\n\u{c}e".into()), "a\nb\nc\nd\n\ne");
        assert_eq!(one_line("a\u{b}b\u{c}c\u{1f}d".into()), "a b c d");
        assert_eq!(one_line(" a\n\tb\u{0}  c ".into()), "a b c");
    }

    #[test]
    fn lead_that_repeats_the_body_is_dropped() {
        assert!(begins_with("The river rose\non Monday. More.", "The river rose on Mon…"));
        assert!(!begins_with("The river rose.", "The river rose and fell"));
    }

    #[test]
    fn ids_come_from_url_then_record_id_then_file_position() {
        let options = ReadingOptions::default();
        let assemble = |file: &str, draft: &Draft, record| {
            let mut assembler = Assembler::new(Path::new(file), None, &options);
            assembler.article(draft.clone(), record).expect("an article").id
        };
        let addressed = Draft { url: Some("https://x.example/a".into()), own_id: Some("7".into()), ..headed("A") };
        assert_eq!(assemble("a", &addressed, 1), assemble("b", &addressed, 9));
        let named = Draft { own_id: Some("ab-7".into()), ..headed("A") };
        assert_eq!(assemble("a", &named, 1), assemble("b", &named, 9));
        let counted = Draft { own_id: Some("7".into()), ..headed("A") };
        assert_eq!(assemble("a", &counted, 1), assemble("a", &counted, 9));
        assert_ne!(assemble("a", &counted, 1), assemble("b", &counted, 1));
        assert_eq!(assemble("a", &headed("A"), 3), ArticleId::from_parts(&["file", "a", "3"]));
    }

    #[test]
    fn repeated_ids_within_a_file_are_made_unique() {
        let options = ReadingOptions::default();
        let mut assembler = Assembler::new(Path::new("a"), None, &options);
        let draft = Draft { own_id: Some("same".into()), ..headed("A") };
        let mut id = |record| assembler.article(draft.clone(), record).expect("an article").id;
        assert_eq!(id(1), ArticleId::from_parts(&["id", "same"]));
        assert_eq!(id(2), ArticleId::from_parts(&["id", "same", "#2"]));
        assert_eq!(id(3), ArticleId::from_parts(&["id", "same", "#3"]));
    }

    #[test]
    fn a_declared_language_counts_unless_it_is_english_by_default() {
        let options = ReadingOptions::default();
        let mut assembler = Assembler::new(Path::new("a"), None, &options);
        let german =
            "Der Stadtrat hat den Hochwasserschutz nach langer Debatte beschlossen, und das ist gut für die Stadt.";
        let english = "The council approved the flood barrier after a long debate, and it was the worst of the year.";
        for (headline, declared, expected) in [
            (german, "en", ("de", false)),
            (german, "nl", ("nl", true)),
            (german, "utf", ("de", false)),
            ("Городской совет после долгих споров одобрил строительство дамбы.", "en", ("ru", false)),
            (english, "en", ("en", true)),
            ("Stadtrat tagt", "en", ("en", true)),
        ] {
            let draft = Draft { language: Language::parse(declared), ..headed(headline) };
            let article = assembler.article(draft, 1).expect("an article");
            let code = article.language.map(|language| language.code().to_owned()).unwrap_or_default();
            assert_eq!((code.as_str(), article.language_stated), expected, "{headline} {declared}");
        }
    }

    #[test]
    fn options_fill_only_missing_fields() {
        let options = ReadingOptions { source: Some("The Courier".into()), ..ReadingOptions::default() };
        let mut assembler = Assembler::new(Path::new("2015-11-14.txt"), None, &options);
        let article = assembler.article(headed("A"), 1).expect("an article");
        assert_eq!(article.source.as_deref(), Some("The Courier"));
        assert_eq!(article.published.map(|published| published.origin), Some(DateOrigin::Path));
        let stated = Draft { source: Some("Reuters".into()), ..headed("A") };
        assert_eq!(assembler.article(stated, 2).expect("an article").source.as_deref(), Some("Reuters"));
        assert!(matches!(assembler.article(headed(" \n"), 3), Err(SkipReason::NoText)));
    }
}
