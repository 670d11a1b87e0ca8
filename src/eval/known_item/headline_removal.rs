//! Articles without their headlines.

use crate::article::Article;
use crate::text::Tokens;

/// Takes the headline from an article, and from the beginning of its lead and its body where they repeat it, as many exports do.
pub(super) fn without_headline(mut article: Article) -> Article {
    let headline = Tokens::of(&std::mem::take(&mut article.headline));
    article.lead = article.lead.map(|lead| without(&lead, &headline).to_owned());
    article.body = without(&article.body, &headline).to_owned();
    article
}

/// Returns what follows the headline in a text that begins with all of its words; any other text whole.
fn without<'a>(text: &'a str, headline: &Tokens) -> &'a str {
    let tokens = Tokens::of(text);
    let begins_so = headline.len() <= tokens.len() && headline.terms().eq(tokens.terms().take(headline.len()));
    let last = headline.len().checked_sub(1).filter(|_| begins_so).and_then(|last| tokens.ranges().get(last));
    last.and_then(|last| text.get(last.end..)).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_headline_that_the_text_repeats_goes_too() {
        for (headline, body, left) in [
            ("Flood gates fail", "FLOOD GATES FAIL. The river rose.", ". The river rose."),
            ("Flood gates fail", "Flood gates failed.", "Flood gates failed."),
            ("Flood gates fail", "Flood gates", "Flood gates"),
            ("", "The river rose.", "The river rose."),
        ] {
            let article = Article { headline: headline.into(), body: body.into(), ..Article::default() };
            let article = without_headline(article);
            assert_eq!((article.headline.as_str(), article.body.as_str()), ("", left));
        }
    }
}
