//! A copy of an index in which no article has a headline.

use super::KnownItemError;
use crate::article::Article;
use crate::engine::{Engine, Slot, WriterOptions, create_store, make_current, open_reader, open_writer};
use crate::eval::parallel;
use crate::text::{StemCache, Tokens};
use std::path::Path;
use tempfile::TempDir;

/// How much memory the articles of the copy may take before they go to the disk, in bytes.
const MEMORY: usize = 256 << 20;

/// A copy of an index without headlines; it is removed when this is dropped.
pub(super) struct HeadlessIndex {
    // Before the folder, so that it is closed before that is removed.
    engine: Box<dyn Engine>,
    _folder: TempDir,
}

impl HeadlessIndex {
    /// Makes the copy in a new folder within `scratch`, with the very writer that makes indexes.
    pub(super) fn make(engine: &dyn Engine, slots: &[Slot], scratch: &Path) -> Result<Self, KnownItemError> {
        let folder = tempfile::Builder::new()
            .prefix("dateline-eval-")
            .tempdir_in(scratch)
            .map_err(|source| KnownItemError::Scratch { folder: scratch.to_owned(), source })?;
        let store = create_store(folder.path())?;
        let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let (_, mut writer) = open_writer(&store, WriterOptions { memory: MEMORY, threads })?;
        parallel::in_shares(slots, |share| {
            let mut stems = StemCache::default();
            for slot in share {
                writer.add(&headless(engine.article_in(*slot)?), &mut stems)?;
            }
            Ok::<_, KnownItemError>(Vec::<()>::new())
        })?;
        writer.commit(1)?;
        writer.finish()?;
        make_current(folder.path(), &store)?;
        Ok(Self { engine: open_reader(folder.path())?, _folder: folder })
    }

    pub(super) fn engine(&self) -> &dyn Engine {
        &*self.engine
    }
}

/// Takes the headline from an article, and from the beginning of its lead and its body where they repeat it, as many exports do.
pub(super) fn headless(mut article: Article) -> Article {
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
            let article = headless(article);
            assert_eq!((article.headline.as_str(), article.body.as_str()), ("", left));
        }
    }
}
