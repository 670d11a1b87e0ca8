//! Inputs that hold a query and an article.

use super::bounded_text;
use super::queries::options;
use dateline::article::{Article, Language};
use dateline::query::{Query, parse};

/// The longest query, which keeps the work of a query times an article bounded.
const MAX_QUERY: usize = 1024;

/// Languages of the article, chosen by the length of the query; `None` is an unknown one.
const LANGUAGES: [Option<&str>; 6] = [Some("en"), None, Some("de"), Some("ja"), Some("fr"), Some("ar")];

/// Returns the query in the first line of an input, and the article below it: a headline, a lead and a body, one line each, with all further lines
/// in the body. `None` if the first line is no query.
pub(super) fn query_and_article(data: &[u8]) -> Option<(Query, Article)> {
    let text = bounded_text(data);
    let (line, text) = text.split_once('\n')?;
    let query = parse(line.get(..MAX_QUERY).unwrap_or(line), &options()).ok()?.query;
    let (headline, text) = text.split_once('\n').unwrap_or((text, ""));
    let (lead, body) = text.split_once('\n').unwrap_or((text, ""));
    let mut article = Article::builder(headline).body(body).source("The Courier").byline("Ann Lee").topic("e-mail");
    if !lead.is_empty() {
        article = article.lead(lead);
    }
    if let Some(language) = LANGUAGES[line.len() % LANGUAGES.len()].and_then(Language::parse) {
        article = article.language(language);
    }
    Some((query, article.build()))
}

/// Returns the languages of an archive that has articles in all of them.
pub(super) fn languages() -> Vec<Option<Language>> {
    LANGUAGES.into_iter().map(|code| code.and_then(Language::parse)).collect()
}
