//! Builds an article in memory.

use super::{Article, ArticleId, DateOrigin, Language, Published, PublishedDate};

/// Builds an [`Article`]; see [`Article::builder`].
#[derive(Debug, Clone, Default)]
#[must_use]
pub struct ArticleBuilder(Article);

impl Article {
    /// Starts an article with a headline.
    ///
    /// ```
    /// use dateline::Article;
    /// let article = Article::builder("Flood warning").body("The river rose.").source("Gazette").build();
    /// assert_eq!(article.headline, "Flood warning");
    /// ```
    pub fn builder(headline: impl Into<String>) -> ArticleBuilder {
        ArticleBuilder(Self { headline: headline.into(), ..Self::default() })
    }
}

impl ArticleBuilder {
    /// Sets the id of the article in its source system. An article added later with the same id replaces it.
    ///
    /// The [`ArticleId`] is a hash of the URL, or else of this id, or else of the contents.
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.0.own_id = Some(id.into());
        self
    }

    /// Sets a standfirst or summary that is not part of the body.
    pub fn lead(mut self, lead: impl Into<String>) -> Self {
        self.0.lead = Some(lead.into());
        self
    }

    /// Sets the text; empty lines separate paragraphs.
    pub fn body(mut self, body: impl Into<String>) -> Self {
        self.0.body = body.into();
        self
    }

    /// Sets the publication.
    pub fn source(mut self, source: impl Into<String>) -> Self {
        self.0.source = Some(source.into());
        self
    }

    /// Adds an author.
    pub fn byline(mut self, byline: impl Into<String>) -> Self {
        self.0.bylines.push(byline.into());
        self
    }

    /// Sets the section or desk.
    pub fn section(mut self, section: impl Into<String>) -> Self {
        self.0.section = Some(section.into());
        self
    }

    /// Sets the place in the dateline.
    pub fn place(mut self, place: impl Into<String>) -> Self {
        self.0.place = Some(place.into());
        self
    }

    /// Adds a keyword, tag or subject.
    pub fn topic(mut self, topic: impl Into<String>) -> Self {
        self.0.topics.push(topic.into());
        self
    }

    /// Sets the date of publication.
    pub fn published(mut self, date: PublishedDate) -> Self {
        self.0.published = Some(Published { date, origin: DateOrigin::Stated });
        self
    }

    /// Sets the language. Without it the language is detected when the article is added.
    pub fn language(mut self, language: Language) -> Self {
        self.0.language = Some(language);
        self.0.language_stated = true;
        self
    }

    /// Sets the web address, which identifies the article.
    pub fn url(mut self, url: impl Into<String>) -> Self {
        self.0.url = Some(url.into());
        self
    }

    /// Returns the article.
    pub fn build(self) -> Article {
        let Self(mut article) = self;
        article.id = match (&article.url, &article.own_id) {
            (Some(url), _) => ArticleId::from_parts(&["url", url]),
            (None, Some(own_id)) => ArticleId::from_parts(&["id", own_id]),
            (None, None) => ArticleId::from_parts(&["text", &article.fingerprint().to_string()]),
        };
        article
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_id_is_of_the_url_or_the_own_id_or_the_contents() {
        let flood = || Article::builder("Flood").body("The river rose.");
        assert_eq!(flood().build().id, flood().build().id);
        assert_ne!(flood().build().id, flood().section("Weather").build().id);
        assert_eq!(flood().id("7").build().id, Article::builder("Storm").id("7").build().id);
        assert_eq!(
            flood().url("https://a.example/1").id("7").build().id,
            flood().url("https://a.example/1").build().id
        );
    }
}
