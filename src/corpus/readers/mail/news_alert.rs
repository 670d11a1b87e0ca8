//! Google Alerts by mail: a list of articles, each with the headline, the publication, the beginning of the text and the URL.

use crate::corpus::draft::Draft;
use crate::corpus::markup;
use crate::corpus::percent_encoding::percent_decoded;

/// Marks the element of an article.
const ARTICLE: &str = "schema.org/Article\"";
/// The maximum number of articles in an alert.
const MOST: usize = 1_000;

/// Returns the articles listed in an alert; none for other mail.
pub(super) fn articles(html: &str) -> Vec<Draft> {
    let mut parts = html.split(ARTICLE);
    let is_alert = parts.next().is_some_and(|_| html.contains("google.com/alerts"));
    if !is_alert {
        return Vec::new();
    }
    parts.take(MOST).filter_map(draft).collect()
}

fn draft(part: &str) -> Option<Draft> {
    let end = part.find("</tr>").unwrap_or(part.len());
    let part = part.get(..end)?;
    let headline = text_of(part, "name")?;
    let publisher = part.split_once("itemprop=\"publisher\"").and_then(|(_, rest)| text_of(rest, "name"));
    let link = part
        .split("<a ")
        .skip(1)
        .find(|link| link.split('>').next().is_some_and(|tag| tag.contains("itemprop=\"url\"")))?;
    let address = link.split_once("href=\"").and_then(|(_, rest)| rest.split('"').next());
    Some(Draft {
        headline: Some(headline),
        source: publisher,
        lead: text_of(part, "description").map(|text| text.trim_end_matches(['.', '…', ' ', '\u{A0}']).to_owned()),
        url: address.map(|address| target(&markup::decode_entities(address))),
        incomplete: true,
        ..Draft::default()
    })
}

/// Returns the text of the first element with a property, which must not contain elements of the same name.
fn text_of(part: &str, property: &str) -> Option<String> {
    let (before, rest) = part.split_once(&format!("itemprop=\"{property}\""))?;
    let name = before.rsplit('<').next()?.split_whitespace().next()?;
    let inside = rest.split_once('>')?.1;
    let inside = inside.split(&format!("</{name}")).next()?;
    let text = markup::plain_text(inside).split_whitespace().collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then_some(text)
}

/// Returns the target URL of a Google redirect link.
fn target(address: &str) -> String {
    let query = address.split_once("google.").and_then(|(_, rest)| rest.split_once("/url?")).map(|(_, query)| query);
    let target = query.and_then(|query| {
        query.split('&').find_map(|pair| pair.strip_prefix("url=").or_else(|| pair.strip_prefix("q=")))
    });
    match target {
        Some(target) => percent_decoded(target),
        None => address.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_of_an_alert_are_read() {
        let html = "<a href=\"https://www.google.com/alerts?x\">ferry</a><table><tr itemscope=\"\" itemtype=\"http://schema.org/Article\"><td>\
                    <a href=\"https://www.google.com/url?rct=j&amp;url=https://post.example/1%3Fa%3D2&amp;ct=ga\" itemprop=\"url\">\
                    <span itemprop=\"name\">Ferry &amp; <b>tide</b></span></a><div itemprop=\"publisher\" itemscope=\"\">\
                    <a><span itemprop=\"name\">Penholm Post</span></a></div><div itemprop=\"description\">The <b>ferry</b> is stuck&nbsp;...</div></td></tr></table>";
        let found = articles(html);
        let [article] = found.as_slice() else { panic!("one article: {found:?}") };
        assert_eq!(article.headline.as_deref(), Some("Ferry & tide"));
        assert_eq!(article.source.as_deref(), Some("Penholm Post"));
        assert_eq!(article.lead.as_deref(), Some("The ferry is stuck"));
        assert_eq!(article.url.as_deref(), Some("https://post.example/1?a=2"));
        assert!(articles("<p itemtype=\"http://schema.org/Article\">").is_empty());
    }
}
