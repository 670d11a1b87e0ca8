//! Turns drafts into articles, by rules common to all formats.
//!
//! White space is normalised only here, so readers need not do it. `identity` determines the parts of an article's id.

use super::bylines;
use super::draft::Draft;
use super::file_languages::is_right;
use super::identity::{Identified, Identity, id_in_file, id_of};
use super::options::ReadingOptions;
use super::path_date::{self, PathDates};
use super::skip::SkipReason;
use super::used_ids::UsedIds;
use super::white_space::{one_line, paragraphs};
use crate::article::{Article, ArticleId, DateOrigin, FilePath, Published, PublishedDate};
use std::collections::HashSet;
use std::path::Path;

/// The maximum number of bylines or topics of an article; further ones are dropped. The index has a column value for each.
const MOST_IN_LIST: usize = 1_000;

/// Makes the articles of one file.
pub(super) struct Assembler<'a> {
    options: &'a ReadingOptions,
    file: FilePath,
    /// The path inside a container, and the path of the articles with it.
    member: Option<String>,
    path: FilePath,
    source: Option<String>,
    dates: PathDates,
    used: UsedIds,
    /// The values that the last draft stated and its article lacks.
    dropped: Vec<DroppedValue>,
}

/// A stated value that the article does not keep, such as a byline that is the publication's name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DroppedValue {
    /// The name of the field.
    pub field: &'static str,
    /// The value.
    pub value: String,
}

impl<'a> Assembler<'a> {
    /// Derives source and date from the path, for all articles of the file, or of one member if the file is a container.
    pub(super) fn new(path: &Path, member: Option<&str>, root: Option<&Path>, options: &'a ReadingOptions) -> Self {
        let file = FilePath::from_path(path);
        let inside = member.map(|member| path.join(member));
        let path = inside.as_deref().unwrap_or(path);
        let folder = options.source_from.and_then(|rule| rule.source_of(path, root));
        Self {
            options,
            path: member.map_or_else(|| file.clone(), |member| file.with_member(member)),
            file,
            member: member.map(str::to_owned),
            source: folder.or_else(|| options.source.clone()),
            dates: path_date::dates_of(path, root),
            used: UsedIds::default(),
            dropped: Vec::new(),
        }
    }

    /// Continues with the ids that earlier members have used: they are unique within a container.
    pub(super) fn continuing(mut self, used: UsedIds) -> Self {
        self.used = used.of_next_member();
        self
    }

    /// Records that the file has several articles, so that its name dates none of them. `first` is the one that has already been made.
    pub(super) fn several(&mut self, first: Option<&mut Article>) {
        self.dates.with_name = self.dates.of_folders;
        if let Some(first) = first
            && first.published.is_some_and(|published| published.origin == DateOrigin::Path)
        {
            first.published = self.dates.of_folders.map(from_path);
        }
    }

    /// Returns whether the name of the file dates its article differently from the names of the folders.
    pub(super) fn is_dated_by_name(&self) -> bool {
        self.dates.with_name != self.dates.of_folders
    }

    /// Takes the values that the last draft stated and its article lacks.
    pub(super) fn take_dropped(&mut self) -> Vec<DroppedValue> {
        std::mem::take(&mut self.dropped)
    }

    /// Returns the ids that were used.
    pub(super) fn into_used_ids(self) -> UsedIds {
        self.used
    }

    /// Turns the draft of record `record` into an article, without a language unless it or the options state one.
    pub(super) fn article(&mut self, draft: Draft, record: u32) -> Result<Article, SkipReason> {
        let headline = draft.headline.map(one_line).unwrap_or_default();
        let body = without_headline(draft.body.map(paragraphs).unwrap_or_default(), &headline);
        self.dropped.clear();
        let mut lead = draft.lead.map(paragraphs).filter(|lead| !lead.is_empty());
        if let Some(value) = lead.take_if(|lead| begins_with(&body, lead)) {
            self.dropped.push(DroppedValue { field: "lead", value });
        }
        if headline.is_empty() && body.is_empty() && lead.is_none() {
            return Err(SkipReason::NoText);
        }
        let own_id = line(draft.own_id);
        let url = line(draft.url);
        let stated = draft.published.map(|date| Published { date, origin: DateOrigin::Stated });
        let created = draft.created.map(|date| Published { date, origin: DateOrigin::Stated });
        let stated_source = line(draft.source);
        let provider = line(draft.provider);
        let identity = Identity {
            own_id: own_id.as_deref(),
            url: url.as_deref(),
            database: provider.as_deref().filter(|_| draft.is_export),
            source: stated_source.as_deref(),
            published: draft.published,
            headline: &headline,
            body: &body,
        };
        let is_version = draft.version.is_some() || draft.withdrawn;
        let id = draft.id.unwrap_or_else(|| self.id(&identity, record, is_version));
        let source = stated_source.or_else(|| self.source.clone());
        let mut bylines = lines(draft.bylines);
        bylines.retain_mut(|byline| match bylines::name(byline, source.as_deref()) {
            Some(name) => {
                *byline = name;
                true
            }
            None => {
                self.dropped.push(DroppedValue { field: "byline", value: std::mem::take(byline) });
                false
            }
        });
        let mut article = Article {
            id,
            own_id,
            headline,
            lead,
            body,
            source,
            bylines,
            section: line(draft.section),
            edition: line(draft.edition),
            page: line(draft.page),
            provider,
            place: line(draft.place),
            topics: lines(draft.topics),
            published: stated.or_else(|| self.dates.with_name.map(from_path)).or(created),
            retrieved: draft.retrieved,
            embargo: draft.embargo,
            version: line(draft.version),
            withdrawn: draft.withdrawn,
            superseded: draft.withdrawn,
            incomplete: draft.incomplete,
            kind: draft.kind,
            ocr: draft.ocr.map(|percent| percent.min(100)),
            language: None,
            language_stated: false,
            language_guess: None,
            url,
            file: self.file.clone(),
            member: self.member.clone(),
            record,
            added: 0,
        };
        let mut declared = draft.language;
        if let Some(wrong) = declared.take_if(|declared| !is_right(*declared, &article)) {
            self.dropped.push(DroppedValue { field: "language", value: wrong.code().to_owned() });
        }
        article.language = declared.or(self.options.language);
        article.language_stated = declared.is_some();
        Ok(article)
    }

    /// Returns the id of a record. Versions of an article share it; other records of a file with the same identity get the number of the repetition appended.
    fn id(&mut self, identity: &Identity<'_>, record: u32, is_version: bool) -> ArticleId {
        let file = self.path.as_str();
        let (parts, times) = match identity.identified() {
            Identified::Stated(parts) if is_version => (parts, 1),
            Identified::Stated(parts) => {
                let times = self.used.add_stated(&id_of(&parts, 1), None);
                // An id computed from the text of an article is not one that its record states.
                if times > 1
                    && let [_, id] | [_, _, id] = parts.as_slice()
                {
                    self.dropped.push(DroppedValue { field: "id", value: id.clone() });
                }
                (parts, times)
            }
            Identified::Counted(number) => {
                let parts = id_in_file(file, &number);
                let place = number.parse().ok().filter(|_| !number.starts_with('0'));
                let times = self.used.add_stated(&id_of(&parts, 1), place);
                (parts, times)
            }
            Identified::Unnamed => {
                let parts = id_in_file(file, &record.to_string());
                let times = self.used.add_numbered(&id_of(&parts, 1), record);
                (parts, times)
            }
        };
        id_of(&parts, times)
    }
}

fn from_path(date: PublishedDate) -> Published {
    Published { date, origin: DateOrigin::Path }
}

fn line(text: Option<String>) -> Option<String> {
    text.map(one_line).filter(|text| !text.is_empty())
}

fn lines(texts: Vec<String>) -> Vec<String> {
    let mut seen = HashSet::new();
    let lines = texts.into_iter().map(one_line).filter(|text| !text.is_empty());
    lines.filter(|text| seen.insert(text.clone())).take(MOST_IN_LIST).collect()
}

/// Returns the body without a first paragraph that repeats the headline.
fn without_headline(body: String, headline: &str) -> String {
    match body.split_once("\n\n") {
        Some((first, rest)) if !headline.is_empty() && one_line(first.to_owned()) == headline => rest.to_owned(),
        _ => body,
    }
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
    fn ids_come_from_the_record_then_the_address_then_the_file() {
        let options = ReadingOptions::default();
        let assemble = |file: &str, draft: &Draft, record| {
            let mut assembler = Assembler::new(Path::new(file), None, None, &options);
            assembler.article(draft.clone(), record).expect("an article").id
        };
        let addressed = Draft { url: Some("https://x.example/a".into()), own_id: Some("7".into()), ..headed("A") };
        assert_eq!(assemble("a", &addressed, 1), assemble("b", &addressed, 9));
        let named = Draft { own_id: Some("ab-7".into()), url: Some("https://x.example/b".into()), ..headed("A") };
        let moved = Draft { url: Some("https://x.example/c".into()), ..named.clone() };
        assert_eq!(assemble("a", &named, 1), assemble("b", &moved, 9));
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
        let mut assembler = Assembler::new(Path::new("a"), None, None, &options);
        let draft = Draft { own_id: Some("same".into()), ..headed("A") };
        let mut id = |record| assembler.article(draft.clone(), record).expect("an article").id;
        assert_eq!(id(1), ArticleId::from_parts(&["id", "same"]));
        assert_eq!(id(2), ArticleId::from_parts(&["id", "same", "#2"]));
        assert_eq!(id(3), ArticleId::from_parts(&["id", "same", "#3"]));
    }

    #[test]
    fn a_stated_id_may_be_the_number_of_a_record_without_one() {
        let options = ReadingOptions::default();
        let numbered = |number: &str| ArticleId::from_parts(&["file", "a", number]);
        let repeated = |number: &str, times: &str| ArticleId::from_parts(&["file", "a", number, times]);
        let mut assembler = Assembler::new(Path::new("a"), None, None, &options);
        let mut id = |own_id: Option<&str>, record| {
            let draft = Draft { own_id: own_id.map(str::to_owned), ..headed("A") };
            assembler.article(draft, record).expect("an article").id
        };
        assert_eq!(id(None, 1), numbered("1"));
        assert_eq!(id(Some("1"), 2), repeated("1", "#2"));
        assert_eq!(id(Some("70"), 3), numbered("70"));
        assert_eq!(id(Some("070"), 4), numbered("070"));
        assert_eq!(id(None, 70), repeated("70", "#2"));
        assert_eq!(id(Some("70"), 71), repeated("70", "#3"));
        assert_eq!(id(None, 128), numbered("128"));
    }

    #[test]
    fn options_fill_only_missing_fields() {
        let options = ReadingOptions { source: Some("The Courier".into()), ..ReadingOptions::default() };
        let mut assembler = Assembler::new(Path::new("2015-11-14.txt"), None, None, &options);
        let article = assembler.article(headed("A"), 1).expect("an article");
        assert_eq!(article.source.as_deref(), Some("The Courier"));
        assert_eq!(article.published.map(|published| published.origin), Some(DateOrigin::Path));
        let stated = Draft { source: Some("Reuters".into()), ..headed("A") };
        assert_eq!(assembler.article(stated, 2).expect("an article").source.as_deref(), Some("Reuters"));
        assert!(matches!(assembler.article(headed(" \n"), 3), Err(SkipReason::NoText)));
    }
}
