//! Postings derived from those of printed words: the posting lists of stems, and the additional weights of words near the start of a text.
//!
//! Only words that a search cannot find by a prefix scan of the dictionary ([`is_found_by`]) need a posting list of their stem. Deriving these
//! lists when the segment is written keeps them out of the logs.

use super::lexicon::{LanguageId, Lexicon, WordId};
use super::posting_lists::Lists;
use super::posting_log::Posting;
use crate::scoring::{IndexPolicy, TextStart};
use crate::text::is_found_by;
use tantivy::DocId;

/// The words of each stem that need an entry in its posting list because [`is_found_by`] is false for them.
pub(crate) struct Families {
    members: Vec<Member>,
    /// The end of the words of each stem in `members`, by the number of the stem.
    ends: Vec<u32>,
}

/// A word in the posting list of its stem.
#[derive(Debug, Clone, Copy)]
struct Member {
    word: WordId,
    /// The language in which the word has this stem; `None` if its stem is the same in all languages it occurs in.
    only: Option<LanguageId>,
}

/// The properties of each article that its derived postings depend on, by document number.
#[derive(Default)]
pub(crate) struct Articles(Vec<Kind>);

#[derive(Debug, Clone, Copy, Default)]
struct Kind {
    language: LanguageId,
    /// The number of tokens in the stated lead, at most [`IndexPolicy::lead_tokens`].
    lead: u8,
}

impl Articles {
    /// Adds the next article, with the number of tokens in its stated lead.
    pub(crate) fn push(&mut self, language: LanguageId, lead: usize) {
        self.0.push(Kind { language, lead: lead.min(IndexPolicy::CURRENT.lead_tokens() as usize) as u8 });
    }

    fn of(&self, document: DocId) -> Kind {
        self.0.get(document as usize).copied().unwrap_or_default()
    }

    pub(crate) fn memory(&self) -> usize {
        self.0.capacity() * size_of::<Kind>()
    }
}

impl Families {
    /// Groups the words of a lexicon by their stems.
    pub(crate) fn of(lexicon: &Lexicon) -> Self {
        let mut known: Vec<_> = lexicon.stems().map(|(word, language, stem)| (word, stem, language)).collect();
        known.sort_unstable();
        let mut members: Vec<(WordId, Member)> = Vec::with_capacity(known.len());
        for of_word in known.chunk_by(|(one, ..), (other, ..)| one == other) {
            let [(_, first, _), rest @ ..] = of_word else { continue };
            let is_one = rest.iter().all(|(_, stem, _)| stem == first);
            let known = if is_one { of_word.get(..1).unwrap_or_default() } else { of_word };
            for (word, stem, language) in known {
                if word != stem && !is_found_by(lexicon.text(*stem), lexicon.text(*word)) {
                    members.push((*stem, Member { word: *word, only: (!is_one).then_some(*language) }));
                }
            }
        }
        members.sort_unstable_by_key(|(stem, member)| (*stem, member.word, member.only));
        let mut ends = vec![0; lexicon.len()];
        for (stem, _) in &members {
            if let Some(count) = ends.get_mut(*stem as usize) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for end in &mut ends {
            sum += *end;
            *end = sum;
        }
        Self { members: members.into_iter().map(|(_, member)| member).collect(), ends }
    }

    fn members(&self, stem: WordId) -> &[Member] {
        let end = |stem: WordId| self.ends.get(stem as usize).map_or(0, |end| *end as usize);
        self.members.get(stem.checked_sub(1).map_or(0, end)..end(stem)).unwrap_or_default()
    }

    /// Adds to `found` the postings of the words of a stem in one field, sorted by article, which may have several postings.
    pub(crate) fn stemmed<'a>(
        &self,
        stem: WordId,
        lists: &'a Lists,
        articles: &Articles,
        found: &mut Vec<Posting<'a>>,
    ) {
        for member in self.members(stem) {
            found.extend(member.postings(lists, articles));
        }
        found.sort_by_key(|posting| posting.document);
    }

    /// Adds to `found` the articles in which a stem has an additional weight, in order, and that weight.
    pub(crate) fn emphasised(
        &self,
        stem: WordId,
        texts: Texts<'_>,
        articles: &Articles,
        found: &mut Vec<(DocId, u32)>,
    ) {
        self.members(stem).iter().for_each(|member| member.emphasised(texts, articles, found));
        add_up(found);
    }
}

/// The posting lists of the stated leads and of the bodies.
pub(crate) type Texts<'a> = [&'a Lists; 2];

/// Adds to `found` the articles in which a printed word has an additional weight, in order, and that weight.
pub(crate) fn emphasised(word: WordId, texts: Texts<'_>, articles: &Articles, found: &mut Vec<(DocId, u32)>) {
    Member { word, only: None }.emphasised(texts, articles, found);
    add_up(found);
}

/// Sorts by article and sums the weights of each article.
fn add_up(found: &mut Vec<(DocId, u32)>) {
    found.sort_by_key(|(document, _)| *document);
    found.dedup_by(|next, first| {
        let is_same = next.0 == first.0;
        first.1 += if is_same { next.1 } else { 0 };
        is_same
    });
}

impl Member {
    fn postings<'a>(self, lists: &'a Lists, articles: &Articles) -> impl Iterator<Item = Posting<'a>> {
        lists
            .of_word(self.word)
            .filter(move |posting| self.only.is_none_or(|language| articles.of(posting.document).language == language))
    }

    fn emphasised(self, [leads, bodies]: Texts<'_>, articles: &Articles, found: &mut Vec<(DocId, u32)>) {
        let mut add = |lists, before: fn(Kind) -> u32| {
            found.extend(self.postings(lists, articles).filter_map(|posting| {
                let start = TextStart::After(before(articles.of(posting.document)));
                let more = start.emphasis(posting.positions());
                (more > 0).then_some((posting.document, more))
            }));
        };
        add(leads, |_| 0);
        add(bodies, |kind| kind.lead.into());
    }
}

#[cfg(test)]
mod tests {
    use super::super::posting_log::Log;
    use super::*;
    use crate::article::Language;
    use crate::text::stem;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    /// The positions of stems with posting lists, by term and article; [`Emphasis`] has the additional weights in the same way.
    type Stems = BTreeMap<(String, DocId), Vec<u32>>;
    type Emphasis = BTreeMap<(String, DocId), u32>;

    #[derive(Debug, Default, PartialEq)]
    struct Said {
        stems: [Stems; 3],
        of_words: Emphasis,
        of_stems: Emphasis,
    }

    /// Returns the expected postings and weights, computed position by position.
    fn place_by_place(articles: &[(Option<Language>, [Vec<&str>; 3])]) -> Said {
        let mut said = Said::default();
        for (document, (language, texts)) in (0..).zip(articles) {
            for (field, words) in texts.iter().enumerate() {
                let before = if field == 2 { texts[1].len() as u32 } else { 0 };
                let start = if field == 0 { TextStart::Headline } else { TextStart::After(before) };
                for (position, word) in (0..).zip(words) {
                    let stem = stem(word, *language).into_owned();
                    let is_said = stem != *word && !is_found_by(&stem, word);
                    if is_said {
                        said.stems[field].entry((stem.clone(), document)).or_default().push(position);
                    }
                    let more = start.emphasis(std::iter::once(position));
                    if more > 0 {
                        *said.of_words.entry(((*word).to_owned(), document)).or_default() += more;
                    }
                    if more > 0 && is_said {
                        *said.of_stems.entry((stem, document)).or_default() += more;
                    }
                }
            }
        }
        said
    }

    proptest! {
        #[test]
        fn derived_postings_equal_those_computed_by_position(
            articles in prop::collection::vec(
                (
                    prop::sample::select(vec![Some("en"), Some("de"), None]),
                    prop::array::uniform3(prop::collection::vec(
                        prop::sample::select(vec![
                            "warn", "warning", "warnungen", "the", "acts", "acting", "happy", "happiness", "parties", "dying",
                        ]),
                        0..40,
                    )),
                ),
                0..12,
            )
        ) {
            let articles: Vec<_> =
                articles.into_iter().map(|(code, texts)| (code.and_then(Language::parse), texts)).collect();
            let mut lexicon = Lexicon::default();
            let mut kinds = Articles::default();
            let mut logs: [Log; 3] = Default::default();
            for (document, (language, texts)) in (0..).zip(&articles) {
                let language = lexicon.language(*language);
                for (log, words) in logs.iter_mut().zip(texts) {
                    let mut positions: BTreeMap<WordId, Vec<u32>> = BTreeMap::new();
                    for (position, word) in (0..).zip(words) {
                        let word = lexicon.number(word);
                        lexicon.add_stem(word, language);
                        positions.entry(word).or_default().push(position);
                    }
                    for (word, positions) in positions {
                        log.add_places(word, document, positions.into_iter());
                    }
                }
                kinds.push(language, texts[1].len());
            }
            let lists = logs.map(Lists::of);
            let texts = [&lists[1], &lists[2]];
            let families = Families::of(&lexicon);
            let mut said = Said::default();
            for word in 0..lexicon.len() as WordId {
                let term = || lexicon.text(word).to_owned();
                for (stems, lists) in said.stems.iter_mut().zip(&lists) {
                    let mut found = Vec::new();
                    families.stemmed(word, lists, &kinds, &mut found);
                    for posting in found {
                        stems.entry((term(), posting.document)).or_default().extend(posting.positions());
                    }
                    for positions in stems.values_mut() {
                        positions.sort_unstable();
                    }
                }
                let mut found = Vec::new();
                families.emphasised(word, texts, &kinds, &mut found);
                said.of_stems.extend(found.drain(..).map(|(document, more)| ((term(), document), more)));
                emphasised(word, texts, &kinds, &mut found);
                said.of_words.extend(found.into_iter().map(|(document, more)| ((term(), document), more)));
            }
            prop_assert_eq!(said, place_by_place(&articles));
        }
    }
}
