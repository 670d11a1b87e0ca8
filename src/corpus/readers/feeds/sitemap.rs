//! News sitemaps: URLs, titles and dates of new articles, without their texts.

use super::vocabulary::Vocabulary::News;
use super::vocabulary::{children, text};
use crate::article::Language;
use crate::corpus::dates;
use crate::corpus::draft::Draft;
use crate::corpus::fields::plain;
use crate::corpus::input::Input;
use crate::corpus::reader::{FormatSample, Reader, ReaderContext, RecordSink};
use crate::corpus::skip::Skip;
use crate::corpus::xml::{self, Element};

/// Reads news sitemaps. Other sitemaps have no articles.
pub(in crate::corpus::readers) struct SitemapReader;

impl Reader for SitemapReader {
    fn name(&self) -> &'static str {
        "news-sitemap"
    }

    fn recognises(&self, sample: &FormatSample<'_>) -> bool {
        xml::root(sample.text).is_some_and(|root| matches!(&*root.tag.name, "urlset" | "sitemapindex"))
    }

    fn memory_factor(&self) -> u64 {
        16
    }

    fn is_streamed(&self) -> bool {
        true
    }

    fn read(&self, input: Input<'_>, context: &ReaderContext<'_>, sink: &mut RecordSink<'_>) -> Result<(), Skip> {
        xml::each_record(input, context, self.memory_factor(), sink, |stream, tag| {
            if &*tag.name != "url" {
                return Ok(None);
            }
            Ok(match stream.element(tag)? {
                // Pages that are not news.
                Ok(url) if url.child("news").is_none() => None,
                record => Some(record.map(|url| draft(&url))),
            })
        })
    }
}

fn draft(url: &Element) -> Draft {
    let Some(news) = children(url, News, "news").next().or_else(|| url.child("news")) else { return Draft::default() };
    let keywords = news.text_at("keywords").unwrap_or_default();
    let language = news.text_at("publication/language");
    Draft {
        headline: news.text_at("title").map(|title| plain(&title)),
        source: news.text_at("publication/name").or_else(|| text(news, News, "publication")),
        published: news.text_at("publication_date").and_then(|date| dates::parse(&date)),
        topics: keywords.split(',').map(|word| word.trim().to_owned()).filter(|word| !word.is_empty()).collect(),
        place: news.text_at("geo_locations"),
        language: language.and_then(|code| Language::parse(&code)),
        url: url.text_at("loc"),
        incomplete: true,
        ..Draft::default()
    }
}
