//! Turns drafts into articles, by rules common to all formats.
//!
//! White space is normalised only here, so readers need not care. Ids are derived from the URL if there is one, because it
//! survives moved files and repeated exports; else from the id of the record; else from the file path and record number.

use super::draft::Draft;
use super::file_languages::is_right;
use super::options::ReadingOptions;
use super::path_date;
use super::skip::SkipReason;
use super::white_space::{one_line, paragraphs};
use crate::article::{Article, ArticleId, DateOrigin, FilePath, Published};
use std::collections::{HashMap, HashSet};
use std::path::Path;

/// The maximum number of bylines or topics of an article; further ones are dropped. The index has a column value for each.
const MOST_IN_LIST: usize = 1_000;

/// Makes the articles of one file.
pub(super) struct Assembler<'a> {
    options: &'a ReadingOptions,
    file: FilePath,
    source: Option<String>,
    published: Option<Published>,
    /// The number of uses of each id so far.
    used: HashMap<ArticleId, u32>,
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
        }
    }

    /// Turns the draft of the record number `record` into an article, without a language unless it or the options state one.
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
        let mut article = Article {
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
            language: None,
            language_stated: false,
            language_guess: None,
            url,
            file: self.file.clone(),
            record,
            added: 0,
        };
        let declared = draft.language.filter(|declared| is_right(*declared, &article));
        article.language = declared.or(self.options.language);
        article.language_stated = declared.is_some();
        Ok(article)
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
    let mut seen = HashSet::new();
    let lines = texts.into_iter().map(one_line).filter(|text| !text.is_empty());
    lines.filter(|text| seen.insert(text.clone())).take(MOST_IN_LIST).collect()
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

#[cfg(test)]
mod tests {
    use super::*;

    fn headed(headline: &str) -> Draft {
        Draft { headline: Some(headline.into()), ..Draft::default() }
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
    fn lists_have_no_repetitions_and_a_limited_length() {
        for (texts, expected) in [(100_000, MOST_IN_LIST), (MOST_IN_LIST, MOST_IN_LIST), (3, 3)] {
            let topics: Vec<String> = (0..texts * 2).map(|at| format!(" t{} ", at / 2)).collect();
            let found = lines(topics);
            assert_eq!(found.len(), expected);
            assert_eq!(found.get(..3), Some(["t0", "t1", "t2"].map(str::to_owned).as_slice()));
        }
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
