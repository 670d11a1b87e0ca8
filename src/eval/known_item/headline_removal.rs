//! Removal of headlines from articles.

use crate::article::Article;
use crate::text::Tokens;

/// Returns an article without its headline. Many exports repeat the headline at the start of lead or body, where it is also removed.
pub(super) fn without_headline(mut article: Article) -> Article {
    let headline = Tokens::of(&std::mem::take(&mut article.headline));
    article.lead = article.lead.map(|lead| after_headline(&lead, &headline).to_owned());
    article.body = after_headline(&article.body, &headline).to_owned();
    article
}

/// Returns the text after the headline, or the whole text if it does not start with all words of the headline.
fn after_headline<'a>(text: &'a str, headline: &Tokens) -> &'a str {
    let tokens = Tokens::of(text);
    let starts_with_it = headline.len() <= tokens.len() && headline.terms().eq(tokens.terms().take(headline.len()));
    let last = headline.len().checked_sub(1).filter(|_| starts_with_it).and_then(|last| tokens.ranges().get(last));
    last.and_then(|last| text.get(last.end()..)).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repeated_headlines_are_cut_from_the_body() {
        for (headline, body, expected) in [
            ("Flood gates fail", "FLOOD GATES FAIL. The river rose.", ". The river rose."),
            ("Flood gates fail", "Flood gates failed.", "Flood gates failed."),
            ("Flood gates fail", "Flood gates", "Flood gates"),
            ("", "The river rose.", "The river rose."),
        ] {
            let article = Article { headline: headline.into(), body: body.into(), ..Article::default() };
            let article = without_headline(article);
            assert_eq!((article.headline.as_str(), article.body.as_str()), ("", expected));
        }
    }
}
