//! Finds the articles of unsure language whose language the sure articles around them change.

use super::buckets::each_bucket;
use crate::article::Language;
use crate::engine::EngineError;
use crate::engine::opensearch::mapping::{every_article, field};
use crate::engine::opensearch::open_index::ClusterIndex;
use crate::engine::opensearch::reading::each_page;
use crate::engine::opensearch::search_answer::{FoundDocument, WantedParts};
use crate::text::{ArchiveLanguages, LanguageEvidence, UnsureLanguage};
use serde_json::{Value, json};
use std::ops::ControlFlow;

/// An article of unsure language.
struct Unsure {
    address: u64,
    evidence: UnsureLanguage,
    language: Option<Language>,
    source: Option<String>,
    folder: String,
}

/// Returns the expected languages, and the addresses of the articles whose language changes.
pub(in crate::engine::opensearch) fn language_changes(
    index: &ClusterIndex,
) -> Result<(ArchiveLanguages, Vec<u64>), EngineError> {
    let mut expected = ArchiveLanguages::default();
    let mut kinds = Vec::new();
    each_bucket(index, &every_article(), &[field::EVIDENCE], |values, _| {
        let code = values.first().and_then(|value| value.as_str());
        kinds.extend(code.and_then(|code| Some((code.to_owned(), LanguageEvidence::from_code(code)?))));
    })?;
    let (unsure, sure): (Vec<_>, Vec<_>) =
        kinds.into_iter().partition(|(_, kind)| matches!(kind, LanguageEvidence::Unsure(_)));
    if unsure.is_empty() {
        return Ok((expected, Vec::new()));
    }
    let unsure: Vec<String> = unsure.into_iter().map(|(code, _)| code).collect();
    let unsure = read_unsure(index, &unsure)?;
    for article in &unsure {
        article.source.iter().for_each(|source| expected.require_source(source));
        expected.require_folder(&article.folder);
    }
    let sure: Vec<String> = sure.into_iter().map(|(code, _)| code).collect();
    let of_sure = json!({ "terms": { field::EVIDENCE: sure } });
    let counted = |group: &'static str, count: &mut dyn FnMut(&str, &Value, &Value, u32)| {
        each_bucket(index, &of_sure, &[group, field::EVIDENCE, field::LANGUAGE], |values, articles| {
            if let [name, evidence, language] = values
                && let Some(name) = name.as_str()
            {
                count(name, evidence, language, u32::try_from(articles).unwrap_or(u32::MAX));
            }
        })
    };
    let known = |evidence: &Value, language: &Value| match LanguageEvidence::from_code(evidence.as_str()?)? {
        LanguageEvidence::Sure(script) => Some((script, Language::parse(language.as_str()?)?)),
        LanguageEvidence::Unsure(_) => None,
    };
    counted(field::SOURCE_NAME, &mut |source, evidence, language, articles| {
        if let Some((script, language)) = known(evidence, language) {
            expected.count_of_source(source, script, language, articles);
        }
    })?;
    counted(field::OWN_FOLDER, &mut |folder, evidence, language, articles| {
        if let Some((script, language)) = known(evidence, language) {
            expected.count_of_folder(folder, script, language, articles);
        }
    })?;
    let has_changed = |article: &Unsure| {
        expected.resolve(article.evidence, article.source.as_deref(), &article.folder) != article.language
    };
    let changed = unsure.iter().filter(|article| has_changed(article)).map(|article| article.address).collect();
    Ok((expected, changed))
}

fn read_unsure(index: &ClusterIndex, codes: &[String]) -> Result<Vec<Unsure>, EngineError> {
    let query = json!({ "terms": { field::EVIDENCE: codes } });
    let mut unsure = Vec::new();
    let columns = [field::ADDRESS, field::EVIDENCE, field::LANGUAGE, field::SOURCE_NAME, field::OWN_FOLDER];
    each_page(index, &query, WantedParts::Columns(&columns), |documents| {
        unsure.extend(documents.into_iter().filter_map(|document| {
            let address = document.address();
            let FoundDocument { columns, .. } = document;
            let LanguageEvidence::Unsure(evidence) = LanguageEvidence::from_code(&columns.language_evidence?.0)? else {
                return None;
            };
            Some(Unsure {
                address,
                evidence,
                language: columns.language.and_then(|(code,)| Language::parse(&code)),
                source: columns.source_name.map(|(name,)| name),
                folder: columns.own_folder.map(|(folder,)| folder).unwrap_or_default(),
            })
        }));
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(unsure)
}
