//! Finds the articles of unsure language whose language the sure articles around them change, from the columns.
//!
//! Names of sources and folders are looked up once per segment, and only if the archive has unsure articles.

use crate::article::Language;
use crate::engine::request::{ArticleAddress, LanguageChanges};
use crate::engine::tantivy::schema::column;
use crate::text::{ArchiveLanguages, LanguageEvidence};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use tantivy::columnar::StrColumn;
use tantivy::{DocId, Searcher, SegmentReader};

pub(crate) fn language_changes(searcher: &Searcher) -> tantivy::Result<LanguageChanges> {
    let mut segments = Vec::new();
    for (number, segment) in (0..).zip(searcher.segment_readers()) {
        segments.extend(SegmentLanguages::open(number, segment)?);
    }
    let mut expected = ArchiveLanguages::default();
    let mut has_unsure = false;
    for segment in &mut segments {
        has_unsure |= segment.require_unsure(&mut expected)?;
    }
    let mut articles = Vec::new();
    if has_unsure {
        for segment in &segments {
            segment.count_sure(&mut expected)?;
        }
        for segment in &segments {
            articles.extend(segment.changes(&expected));
        }
    }
    Ok(LanguageChanges { expected, articles })
}

/// The columns of a segment that determine the languages of its articles.
struct SegmentLanguages<'a> {
    number: u32,
    segment: &'a SegmentReader,
    evidence: StrColumn,
    /// The values of the evidence, by ordinal.
    kinds: Vec<Option<LanguageEvidence>>,
    languages: StrColumn,
    /// The languages, by ordinal.
    codes: Vec<Option<Language>>,
    sources: Names,
    folders: Names,
}

/// A column of names, each shared by many articles.
struct Names {
    column: Option<StrColumn>,
    /// The names of unsure articles.
    of_unsure: FxHashMap<u64, String>,
}

/// The number of articles by kind of evidence and language.
type Counted = FxHashMap<(u64, u64), u32>;

impl<'a> SegmentLanguages<'a> {
    /// Opens the columns, if the segment has any evidence.
    fn open(number: u32, segment: &'a SegmentReader) -> tantivy::Result<Option<Self>> {
        let columns = segment.fast_fields();
        let Some(evidence) = columns.str(column::EVIDENCE)? else { return Ok(None) };
        let Some(languages) = columns.str(column::LANGUAGE)? else { return Ok(None) };
        let kinds = values(&evidence, LanguageEvidence::from_code)?;
        let codes = values(&languages, Language::parse)?;
        let sources = Names { column: columns.str(column::SOURCE)?, of_unsure: FxHashMap::default() };
        let folders = Names { column: columns.str(column::FOLDER)?, of_unsure: FxHashMap::default() };
        Ok(Some(Self { number, segment, evidence, kinds, languages, codes, sources, folders }))
    }

    fn kind(&self, number: u64) -> Option<LanguageEvidence> {
        usize::try_from(number).ok().and_then(|number| *self.kinds.get(number)?)
    }

    fn language(&self, number: u64) -> Option<Language> {
        usize::try_from(number).ok().and_then(|number| *self.codes.get(number)?)
    }

    /// Requires the counts of the groups that unsure articles belong to. Returns whether there are any such articles.
    fn require_unsure(&mut self, expected: &mut ArchiveLanguages) -> tantivy::Result<bool> {
        if !self.kinds.iter().any(|kind| matches!(kind, Some(LanguageEvidence::Unsure(_)))) {
            return Ok(false);
        }
        let (mut sources, mut folders) = (BTreeMap::new(), BTreeMap::new());
        let mut has_unsure = false;
        for document in self.segment.doc_ids_alive() {
            let kind = self.evidence.ords().first(document).and_then(|number| self.kind(number));
            if let Some(LanguageEvidence::Unsure(_)) = kind {
                has_unsure = true;
                sources.extend(self.sources.number(document).map(|number| (number, ())));
                folders.extend(self.folders.number(document).map(|number| (number, ())));
            }
        }
        let Names { column, of_unsure } = &mut self.sources;
        each_name(column.as_ref(), sources, |number, name, ()| {
            expected.require_source(name);
            of_unsure.insert(number, name.to_owned());
        })?;
        let Names { column, of_unsure } = &mut self.folders;
        each_name(column.as_ref(), folders, |number, name, ()| {
            expected.require_folder(name);
            of_unsure.insert(number, name.to_owned());
        })?;
        Ok(has_unsure)
    }

    fn count_sure(&self, expected: &mut ArchiveLanguages) -> tantivy::Result<()> {
        let mut sources: BTreeMap<u64, Counted> = BTreeMap::new();
        let mut folders: BTreeMap<u64, Counted> = BTreeMap::new();
        for document in self.segment.doc_ids_alive() {
            let evidence = self.evidence.ords().first(document);
            let Some((evidence, language)) = evidence.zip(self.languages.ords().first(document)) else { continue };
            if let Some(LanguageEvidence::Sure(_)) = self.kind(evidence) {
                let of_both = [(&self.sources, &mut sources), (&self.folders, &mut folders)];
                for (names, counted) in of_both {
                    if let Some(name) = names.number(document) {
                        *counted.entry(name).or_default().entry((evidence, language)).or_default() += 1;
                    }
                }
            }
        }
        let each = |counted: Counted, count: &mut dyn FnMut(_, _, _)| {
            for ((evidence, language), articles) in counted {
                if let (Some(LanguageEvidence::Sure(script)), Some(language)) =
                    (self.kind(evidence), self.language(language))
                {
                    count(script, language, articles);
                }
            }
        };
        each_name(self.sources.column.as_ref(), sources, |_, source, counted| {
            each(counted, &mut |script, language, articles| {
                expected.count_of_source(source, script, language, articles);
            });
        })?;
        each_name(self.folders.column.as_ref(), folders, |_, folder, counted| {
            each(counted, &mut |script, language, articles| {
                expected.count_of_folder(folder, script, language, articles);
            });
        })?;
        Ok(())
    }

    /// Returns the unsure articles whose expected language differs from their own.
    fn changes(&self, expected: &ArchiveLanguages) -> Vec<ArticleAddress> {
        let has_changed = |document: &DocId| {
            let kind = self.evidence.ords().first(*document).and_then(|number| self.kind(number));
            let Some(LanguageEvidence::Unsure(unsure)) = kind else { return false };
            let language = self.languages.ords().first(*document).and_then(|number| self.language(number));
            let folder = self.folders.of_unsure(*document).unwrap_or_default();
            expected.resolve(unsure, self.sources.of_unsure(*document), folder) != language
        };
        if self.folders.of_unsure.is_empty() && self.sources.of_unsure.is_empty() {
            return Vec::new();
        }
        let changed = self.segment.doc_ids_alive().filter(has_changed);
        changed.map(|document| ArticleAddress { segment: self.number, document }).collect()
    }
}

impl Names {
    fn number(&self, document: DocId) -> Option<u64> {
        self.column.as_ref()?.ords().first(document)
    }

    fn of_unsure(&self, document: DocId) -> Option<&str> {
        self.of_unsure.get(&self.number(document)?).map(String::as_str)
    }
}

/// Calls `visit` for each ordinal, with its name in a column and its value.
fn each_name<T>(
    column: Option<&StrColumn>,
    numbers: BTreeMap<u64, T>,
    mut visit: impl FnMut(u64, &str, T),
) -> tantivy::Result<()> {
    let Some(column) = column else { return Ok(()) };
    let sorted: Vec<u64> = numbers.keys().copied().collect();
    let mut kept = numbers.into_iter();
    column.dictionary().sorted_ords_to_term_cb(&sorted, |name| {
        if let (Some((number, value)), Ok(name)) = (kept.next(), std::str::from_utf8(name)) {
            visit(number, name, value);
        }
    })?;
    Ok(())
}

/// Returns all values of a column, by ordinal.
fn values<T>(column: &StrColumn, value: impl Fn(&str) -> Option<T>) -> tantivy::Result<Vec<Option<T>>> {
    let numbers: Vec<u64> = (0..column.num_terms() as u64).collect();
    let mut values = Vec::with_capacity(numbers.len());
    column
        .dictionary()
        .sorted_ords_to_term_cb(&numbers, |term| values.push(std::str::from_utf8(term).ok().and_then(&value)))?;
    Ok(values)
}
