//! Random queries from the words of the sample archive.

use super::sample::SAMPLE;
use dateline::query::{CompoundGroup, Field, Node, Pattern, Proximity, Query};
use dateline::text::Tokens;
use proptest::prelude::*;

/// Generates a query as typed: words, phrases and fields in boolean groups.
pub(crate) fn random_query() -> impl Strategy<Value = String> {
    let word = any::<prop::sample::Index>().prop_map(|index| SAMPLE.words[index.index(SAMPLE.words.len())].clone());
    let phrase = (any::<prop::sample::Index>(), 2usize..4).prop_map(|(index, length)| {
        let article = &SAMPLE.articles[index.index(SAMPLE.articles.len())];
        let tokens = Tokens::of(&article.body);
        let terms: Vec<&str> = tokens.terms().collect();
        let start = index.index(terms.len().saturating_sub(length).max(1));
        format!("\"{}\"", terms[start..(start + length).min(terms.len())].join(" "))
    });
    let leaf = prop_oneof![
        6 => word.clone(),
        3 => phrase.clone(),
        2 => (prop::sample::select(&["headline", "lead", "body"][..]), word).prop_map(|(field, word)| format!("{field}:{word}")),
        2 => (prop::sample::select(&["headline", "lead", "body"][..]), phrase).prop_map(|(field, words)| format!("{field}:{words}")),
        1 => (2012i16..2028).prop_map(|year| format!("date:{year}")),
        1 => prop::sample::select(&["lang:en", "lang:de", "source:gazette", "byline:*", "date:none", "words:>200", "complete:no", "page:a1", "ocr:<80", "ocr:*", "kind:advertisement", "kind:*"][..])
            .prop_map(str::to_owned),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            (inner.clone(), inner.clone()).prop_map(|(one, other)| format!("({one} {other})")),
            (inner.clone(), inner.clone()).prop_map(|(one, other)| format!("({one} OR {other})")),
            inner.prop_map(|query| format!("NOT ({query})")),
        ]
    })
}

/// Generates a tree from 25 neighbouring words of an article, so that it often matches.
pub(crate) fn random_tree() -> impl Strategy<Value = Query> {
    (any::<prop::sample::Index>(), any::<prop::sample::Index>()).prop_flat_map(|(article, position)| {
        let article = &SAMPLE.articles[article.index(SAMPLE.articles.len())];
        let is_headline = (position.index(4) == 0 && !article.headline.is_empty()) || article.body.is_empty();
        let text = if is_headline { &article.headline } else { &article.body };
        let tokens = Tokens::of(text);
        let printed: Vec<String> = tokens.ranges().iter().map(|range| text[range.bytes()].to_owned()).collect();
        let center = position.index(printed.len().max(1));
        let from = center.saturating_sub(12);
        tree_of(printed.get(from..(from + 25).min(printed.len())).unwrap_or_default().to_vec())
    })
}

/// Generates words, phrases and patterns from these words, combined with proximity, `atleast` and boolean operators.
fn tree_of(printed: Vec<String>) -> impl Strategy<Value = Query> {
    let fields = &[None, None, None, None, None, None, Some(Field::Headline), Some(Field::Lead), Some(Field::Body)][..];
    let field = prop::sample::select(fields);
    let words = move |most: usize| {
        let printed = printed.clone();
        (any::<prop::sample::Index>(), 1..=most).prop_map(move |(at, length)| {
            let start = at.index(printed.len().saturating_sub(length).max(1));
            printed.get(start..(start + length).min(printed.len())).unwrap_or_default().to_vec()
        })
    };
    let single = words(1).prop_filter_map("a word", |words| words.into_iter().next());
    let text = (words(4), any::<prop::sample::Index>(), 0u32..5).prop_filter_map("words", |(mut words, at, how)| {
        let changed = at.index(words.len().max(1));
        let word = words.get_mut(changed)?;
        let characters: Vec<char> = word.chars().collect();
        match how {
            1 if characters.len() > 2 => *word = characters[..characters.len() / 2].iter().chain(&['*']).collect(),
            2 if characters.len() > 2 => {
                *word = characters.iter().enumerate().map(|(at, c)| if at == 1 { '?' } else { *c }).collect();
            }
            3 => words.reverse(),
            4 => *word = "*".to_owned(),
            _ => {}
        }
        Some(words.join(" "))
    });
    let two = words(2).prop_filter_map("a word", |words| {
        let mut words = words.into_iter();
        Some((words.next()?, words.next()))
    });
    let pattern = two.prop_flat_map(|(word, next)| {
        let half: String = word.chars().take(word.chars().count().div_ceil(2)).collect();
        // As if the word were the first part of a hyphenated word.
        let joined = format!("{word}{}", next.unwrap_or_default());
        let words = vec![word.to_lowercase(), half.clone(), "floods".to_owned()];
        let compounds = CompoundGroup { of: half.clone(), words };
        prop::sample::select(vec![
            Pattern::Wildcard(format!("{half}*")),
            Pattern::Wildcard(format!("*{half}")),
            Pattern::Wildcard(format!("{half}?")),
            Pattern::Fuzzy(word.clone(), 1),
            Pattern::Fuzzy(word, 2),
            Pattern::Regex(format!("{half}[a-m].*")),
            Pattern::Wildcard(format!("{}*", joined.chars().take(half.chars().count() + 2).collect::<String>())),
            Pattern::Fuzzy(joined, 1),
            Pattern::Compounds(Box::new(compounds)),
        ])
    });
    let leaf = prop_oneof![
        4 => (single, field.clone()).prop_map(|(text, field)| Node::Word { text, field }),
        3 => (text, field.clone(), prop::sample::select(&[0u32, 0, 0, 1, 2, 5][..]), 0..8)
            .prop_map(|(text, field, slop, case)| match case {
                0 | 1 => Node::Phrase { text, field, slop, cased: true },
                2 => Node::Phrase { text: text.to_lowercase(), field, slop, cased: true },
                3 => Node::Phrase { text: text.to_uppercase(), field, slop, cased: true },
                _ => Node::Phrase { text, field, slop, cased: false },
            }),
        2 => (pattern, field).prop_map(|(pattern, field)| Node::Pattern { pattern, field }),
    ]
    .prop_map(Query::from);
    let proximity = prop_oneof![
        4 => (1u32..12, any::<bool>()).prop_map(|(most, in_order)| Proximity::Words { most, in_order }),
        1 => Just(Proximity::Sentence),
        1 => Just(Proximity::Paragraph),
    ];
    let positional = leaf.prop_recursive(3, 8, 2, move |inner| {
        prop_oneof![
            3 => (inner.clone(), inner.clone(), proximity.clone()).prop_map(|(left, right, proximity)| {
                Query::from(Node::Near { left: Box::new(left), right: Box::new(right), proximity })
            }),
            1 => (inner.clone(), inner).prop_map(|(one, other)| Query::from(Node::Or(vec![one, other]))),
        ]
    });
    let counted = (positional.clone(), 1u32..5)
        .prop_map(|(query, count)| Query::from(Node::AtLeast { count, of: Box::new(query) }));
    prop_oneof![4 => positional, 1 => counted].prop_recursive(2, 6, 3, |inner| {
        prop_oneof![
            (inner.clone(), inner.clone()).prop_map(|(one, other)| Query::from(Node::And(vec![one, other]))),
            (inner.clone(), inner.clone()).prop_map(|(one, other)| Query::from(Node::Or(vec![one, other]))),
            inner.prop_map(|query| Query::from(Node::Not(Box::new(query)))),
        ]
    })
}
