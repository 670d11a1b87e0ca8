//! The articles that are searched.

use super::{KnownItemError, KnownItemKind, KnownItemTest};
use crate::article::ArticleId;
use crate::engine::{Engine, Request, Slot, Sort};
use crate::eval::parallel;
use crate::eval::random::Random;
use crate::search::SearchError;
use crate::text::Tokens;
use std::collections::HashMap;

/// How many articles are copied unasked: a few minutes and a gigabyte or so.
const MOST_COPIED: usize = 200_000;

/// The articles that are searched, and the chance that chooses among them.
pub(super) struct Pool {
    /// The articles in the order of their ids, which no change of the index changes.
    pub articles: Vec<Pooled>,
    pub random: Random,
    headlines: HashMap<ArticleId, String>,
}

/// One of them.
#[derive(Clone)]
pub(super) struct Pooled {
    pub id: ArticleId,
    pub slot: Slot,
}

impl Pool {
    /// Reads which articles there are that pass the filters of the test.
    pub(super) fn read(engine: &dyn Engine, test: &KnownItemTest) -> Result<Self, KnownItemError> {
        let query = test.asking.filters.query(test.asking.parse.today).map_err(SearchError::from)?;
        let folders = &test.asking.search.folders;
        let request = Request { folders, sort: Sort::AsKept, ..Request::new(&query) };
        let (slots, _) = engine.slots(&request)?;
        let mut random = Random::new(test.seed);
        let read = parallel::map(&slots, |slot| {
            let article = engine.article_in(*slot)?;
            let headline = folded(&article.headline);
            Ok::<_, KnownItemError>((article.id, article.file, article.record, *slot, headline))
        });
        let mut read = read?;
        read.sort_by(|one, other| (&one.0, &one.1, one.2).cmp(&(&other.0, &other.1, other.2)));
        match test.of {
            Some(of) if of < read.len() => {
                read = random.sample(read, of);
                read.sort_by(|one, other| (&one.0, &one.1, one.2).cmp(&(&other.0, &other.1, other.2)));
            }
            Some(_) => {}
            None if test.kind == KnownItemKind::Headline && read.len() > MOST_COPIED => {
                return Err(KnownItemError::Large { articles: read.len(), most: MOST_COPIED });
            }
            None => {}
        }
        let articles = read.iter().map(|(id, _, _, slot, _)| Pooled { id: id.clone(), slot: *slot }).collect();
        let headlines = read.into_iter().map(|(id, _, _, _, headline)| (id, headline)).collect();
        Ok(Self { articles, random, headlines })
    }

    /// Returns the words of an article's headline, folded; nothing for an article that has none or is not among them.
    pub(super) fn headline(&self, id: &ArticleId) -> &str {
        self.headlines.get(id).map(String::as_str).unwrap_or_default()
    }
}

fn folded(headline: &str) -> String {
    Tokens::of(headline).terms().collect::<Vec<_>>().join(" ")
}
