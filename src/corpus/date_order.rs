//! Decides for each file whether the day or the month comes first in its dates.
//!
//! Only some dates show it: `14/11/2015` does, `05/03/2015` does not. Articles with such a date wait until an article of the same file
//! shows the order, usually one of the next. Without any they keep no date of their own, because a wrong date misleads more than a missing one.

use super::dates::UnorderedDate;
use super::skip::Skip;
use crate::article::{Article, DateOrder, DateOrigin, Published};
use std::ops::ControlFlow;

/// The size of the articles that may wait, in bytes of text. If it is exceeded, they keep no date.
const MOST_WAITING: usize = 16 << 20;

/// The dates that a draft states, as far as they concern the order of its file.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct OrderOfDraft {
    /// The order that its date shows.
    pub(super) shown: Option<DateOrder>,
    /// Its date, if it has two readings.
    pub(super) unordered: Option<UnorderedDate>,
}

/// What the dates of the file have shown so far.
#[derive(Clone, Copy, PartialEq)]
enum FileOrder {
    Unknown,
    Known(DateOrder),
    /// Both orders occur.
    Mixed,
}

/// Passes the articles of one file on in order, once their dates can be read.
pub(super) struct DateOrderQueue<'a> {
    sink: &'a mut dyn FnMut(Result<Article, Skip>) -> ControlFlow<()>,
    order: FileOrder,
    waiting: Vec<(Result<Article, Skip>, Option<UnorderedDate>)>,
    size: usize,
}

impl<'a> DateOrderQueue<'a> {
    pub(super) fn new(sink: &'a mut dyn FnMut(Result<Article, Skip>) -> ControlFlow<()>) -> Self {
        Self { sink, order: FileOrder::Unknown, waiting: Vec::new(), size: 0 }
    }

    /// Takes the next article of the file.
    pub(super) fn push(&mut self, article: Result<Article, Skip>, dates: OrderOfDraft) -> ControlFlow<()> {
        match (self.order, dates.shown) {
            (FileOrder::Unknown, Some(shown)) => self.order = FileOrder::Known(shown),
            (FileOrder::Known(order), Some(shown)) if order != shown => self.order = FileOrder::Mixed,
            _ => {}
        }
        let must_wait = self.order == FileOrder::Unknown && (dates.unordered.is_some() || !self.waiting.is_empty());
        if !must_wait {
            self.finish()?;
            return self.pass(article, dates.unordered);
        }
        self.size += article.as_ref().map_or(0, |article| size_of::<Article>() + article.body.len());
        self.waiting.push((article, dates.unordered));
        if self.size > MOST_WAITING { self.finish() } else { ControlFlow::Continue(()) }
    }

    /// Passes on the articles that still wait.
    pub(super) fn finish(&mut self) -> ControlFlow<()> {
        self.size = 0;
        for (article, unordered) in std::mem::take(&mut self.waiting) {
            self.pass(article, unordered)?;
        }
        ControlFlow::Continue(())
    }

    fn pass(&mut self, mut article: Result<Article, Skip>, unordered: Option<UnorderedDate>) -> ControlFlow<()> {
        if let (Ok(article), Some(unordered), FileOrder::Known(order)) = (&mut article, unordered, self.order) {
            article.published = Some(Published { date: unordered.read(order), origin: DateOrigin::Stated });
        }
        (self.sink)(article)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::dates::{ParsedDate, parse_any_order};

    fn read(dates: &[&str]) -> Vec<String> {
        let mut read = Vec::new();
        let mut sink = |article: Result<Article, Skip>| {
            let article: Article = article.expect("an article");
            read.push(article.published.map_or(article.headline, |published| published.date.to_string()));
            ControlFlow::Continue(())
        };
        let mut queue = DateOrderQueue::new(&mut sink);
        for text in dates {
            let (published, order) = match parse_any_order(text) {
                Some(ParsedDate::Certain(date, shown)) => (Some(date), OrderOfDraft { shown, unordered: None }),
                Some(ParsedDate::Unordered(date)) => (None, OrderOfDraft { shown: None, unordered: Some(date) }),
                None => (None, OrderOfDraft::default()),
            };
            let published = published.map(|date| Published { date, origin: DateOrigin::Stated });
            let _ = queue.push(Ok(Article { headline: (*text).to_owned(), published, ..Article::default() }), order);
        }
        let _ = queue.finish();
        read
    }

    #[test]
    fn the_order_of_a_file_is_that_of_its_other_dates() {
        assert_eq!(
            read(&["03/04/2015", "none", "11/14/2015", "01/02/2016"]),
            ["2015-03-04", "none", "2015-11-14", "2016-01-02"]
        );
        assert_eq!(read(&["14/11/2015", "03-04-2015"]), ["2015-11-14", "2015-04-03"]);
        assert_eq!(
            read(&["03/04/2015", "2015-01-02", "04.03.2015", "05/05/2015"]),
            ["03/04/2015", "2015-01-02", "2015-03-04", "2015-05-05"]
        );
        assert_eq!(
            read(&["03/04/2015", "14/11/2015", "11/14/2015", "03/04/2015"]),
            ["2015-04-03", "2015-11-14", "2015-11-14", "03/04/2015"]
        );
    }
}
