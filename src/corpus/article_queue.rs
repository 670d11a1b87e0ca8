//! Emits the articles of one file in order, once the file has revealed properties that they do not state themselves.
//!
//! A date such as `05/03/2015` and the language of a headline depend on the other articles of the file, which are often read later. An article that needs
//! them waits, and those after it wait too. Only the file itself counts, so the result is the same in whatever order files are read, in an update and in a
//! rebuild.

use super::date_order::{FileDateOrder, OrderOfDraft};
use super::dates::UnorderedDate;
use super::file_languages::FileLanguages;
use super::skip::Skip;
use crate::article::{Article, DateOrigin, Published};
use crate::text::UnsureLanguage;
use std::collections::VecDeque;
use std::ops::ControlFlow;

/// The limit of the queue, in bytes of text. A full queue is flushed: its articles get the language and date order known by then.
const MOST_WAITING: usize = 16 << 20;

/// Receives the articles of one file and emits them in order.
pub(super) struct ArticleQueue<'a> {
    sink: &'a mut dyn FnMut(Result<Article, Skip>) -> ControlFlow<()>,
    order: FileDateOrder,
    languages: FileLanguages,
    waiting: VecDeque<Waiting>,
    /// The size of the waiting articles.
    size: usize,
}

struct Waiting {
    article: Result<Article, Skip>,
    date: Option<UnorderedDate>,
    language: Option<UnsureLanguage>,
    size: usize,
}

impl<'a> ArticleQueue<'a> {
    pub(super) fn new(sink: &'a mut dyn FnMut(Result<Article, Skip>) -> ControlFlow<()>) -> Self {
        Self {
            sink,
            order: FileDateOrder::default(),
            languages: FileLanguages::default(),
            waiting: VecDeque::new(),
            size: 0,
        }
    }

    /// Takes the next article of the file.
    pub(super) fn push(&mut self, mut article: Result<Article, Skip>, dates: OrderOfDraft) -> ControlFlow<()> {
        self.order.add(dates);
        let language = article.as_mut().ok().and_then(|article| self.languages.detect(article));
        let size = article.as_ref().map_or(0, text_size);
        self.size += size;
        self.waiting.push_back(Waiting { article, date: dates.unordered, language, size });
        while let Some(first) = self.waiting.front() {
            if self.must_wait(first) && self.size <= MOST_WAITING {
                break;
            }
            self.pass_first()?;
        }
        ControlFlow::Continue(())
    }

    /// Emits the articles that are still waiting.
    pub(super) fn finish(&mut self) -> ControlFlow<()> {
        while !self.waiting.is_empty() {
            self.pass_first()?;
        }
        ControlFlow::Continue(())
    }

    fn must_wait(&self, waiting: &Waiting) -> bool {
        let Ok(article) = &waiting.article else { return false };
        let needs_order = waiting.date.is_some() && self.order.is_unknown();
        needs_order || waiting.language.is_some_and(|unsure| self.languages.must_wait(unsure, article))
    }

    fn pass_first(&mut self) -> ControlFlow<()> {
        let Some(Waiting { mut article, date, language, size }) = self.waiting.pop_front() else {
            return ControlFlow::Continue(());
        };
        self.size -= size;
        if let Ok(article) = &mut article {
            if let Some(date) = date.and_then(|date| self.order.read(date)) {
                article.published = Some(Published { date, origin: DateOrigin::Stated });
            }
            if let Some(unsure) = language {
                self.languages.resolve(unsure, article);
            }
        }
        let next = (self.sink)(article);
        if next.is_break() {
            self.waiting.clear();
        }
        next
    }
}

fn text_size(article: &Article) -> usize {
    let lead = article.lead.as_ref().map_or(0, String::len);
    size_of::<Article>() + article.headline.len() + lead + article.body.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::dates::{ParsedDate, parse_any_order};

    /// Reads articles with these headlines and dates, and returns the results of `show`.
    fn read(articles: &[(&str, &str)], show: impl Fn(&Article) -> String) -> Vec<String> {
        let mut read = Vec::new();
        let mut sink = |article: Result<Article, Skip>| {
            read.push(show(&article.expect("an article")));
            ControlFlow::Continue(())
        };
        let mut queue = ArticleQueue::new(&mut sink);
        for (headline, date) in articles {
            let (published, order) = match parse_any_order(date) {
                Some(ParsedDate::Certain(date, shown)) => (Some(date), OrderOfDraft { shown, unordered: None }),
                Some(ParsedDate::Unordered(date)) => (None, OrderOfDraft { shown: None, unordered: Some(date) }),
                None => (None, OrderOfDraft::default()),
            };
            let published = published.map(|date| Published { date, origin: DateOrigin::Stated });
            let article = Article { headline: (*headline).to_owned(), published, ..Article::default() };
            let _ = queue.push(Ok(article), order);
        }
        let _ = queue.finish();
        read
    }

    fn dates(dates: &[&str]) -> Vec<String> {
        let articles: Vec<_> = dates.iter().map(|date| (*date, *date)).collect();
        read(&articles, |article| {
            article.published.map_or(article.headline.clone(), |published| published.date.to_string())
        })
    }

    #[test]
    fn the_order_of_a_file_is_that_of_its_other_dates() {
        assert_eq!(
            dates(&["03/04/2015", "none", "11/14/2015", "01/02/2016"]),
            ["2015-03-04", "none", "2015-11-14", "2016-01-02"]
        );
        assert_eq!(dates(&["14/11/2015", "03-04-2015"]), ["2015-11-14", "2015-04-03"]);
        assert_eq!(
            dates(&["03/04/2015", "2015-01-02", "04.03.2015", "05/05/2015"]),
            ["03/04/2015", "2015-01-02", "2015-03-04", "2015-05-05"]
        );
        assert_eq!(
            dates(&["03/04/2015", "14/11/2015", "11/14/2015", "03/04/2015"]),
            ["2015-04-03", "2015-11-14", "2015-11-14", "03/04/2015"]
        );
    }

    #[test]
    fn short_texts_take_the_language_of_the_file_wherever_they_are_in_it() {
        const SHORT: (&str, &str) = ("Qoxt zzurb plimf", "");
        const GERMAN: (&str, &str) =
            ("Der Stadtrat hat den Hochwasserschutz nach langer Debatte beschlossen und das ist gut so.", "");
        const ENGLISH: (&str, &str) =
            ("The council approved the flood barrier after a long debate, and it was the worst of the year.", "");
        let languages = |articles: &[(&str, &str)]| {
            let code = |article: &Article| article.language.map_or("-".to_owned(), |language| language.to_string());
            read(articles, code).join(" ")
        };
        assert_eq!(languages(&[SHORT, GERMAN, SHORT]), "de de de");
        assert_eq!(languages(&[SHORT, SHORT, SHORT]), "- - -");
        assert_eq!(languages(&[SHORT, GERMAN, ENGLISH, SHORT]), "- de en -");
        assert_eq!(languages(&[SHORT, ENGLISH, ENGLISH, ENGLISH, GERMAN, SHORT]), "en en en en de en");
    }

    #[test]
    fn nothing_is_passed_on_after_the_sink_has_stopped() {
        let mut passed = 0;
        let mut sink = |_: Result<Article, Skip>| {
            passed += 1;
            ControlFlow::Break(())
        };
        let mut queue = ArticleQueue::new(&mut sink);
        for _ in 0..3 {
            let _ =
                queue.push(Ok(Article { headline: "Qoxt".to_owned(), ..Article::default() }), OrderOfDraft::default());
        }
        let _ = queue.finish();
        let _ = queue.finish();
        assert_eq!(passed, 1);
    }

    #[test]
    fn waiting_articles_are_limited_and_keep_their_order() {
        let long = "qoxt ".repeat(100_000);
        let articles: Vec<(String, &str)> = (0..60).map(|number| (format!("{number} {long}"), "03/04/2015")).collect();
        let articles: Vec<(&str, &str)> = articles.iter().map(|(text, date)| (text.as_str(), *date)).collect();
        let with_order = [articles.as_slice(), &[("60 last", "14/11/2015")]].concat();
        let number = |article: &Article| article.headline.split(' ').next().unwrap_or_default().to_owned();
        let numbers: Vec<String> = (0..=60).map(|number| number.to_string()).collect();
        assert_eq!(read(&with_order, number), numbers);
        let dated = read(&with_order, |article| article.published.is_some().to_string());
        assert!(
            dated.first().is_some_and(|dated| dated == "false") && dated.last().is_some_and(|dated| dated == "true")
        );
        assert!(dated.iter().filter(|dated| *dated == "true").count() > 20);
    }
}
