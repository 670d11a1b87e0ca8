//! Compiling a query, evaluating it on articles and choosing passages: the cost of every hit on a page.

use crate::support::{Outcome, article, real_articles};
use criterion::{BenchmarkId, Criterion, Throughput};
use dateline::article::{Article, Language};
use dateline::matching::{Matcher, PassageOptions, passages};
use dateline::query::{ParseOptions, parse};
use dateline::text::StemCache;
use std::hint::black_box;

/// One query per operator, each with matches in most articles.
const QUERIES: &[(&str, &str)] = &[
    ("word", "year"),
    ("words", "government AND new OR company AND year"),
    ("phrase", "\"of the\""),
    ("phrase with slop", "\"the government\"~4"),
    ("prefix", "gover* OR compan*"),
    ("fuzzy", "goverment~ OR yaer~2"),
    ("regular expression", "/(flood|year)s?/"),
    ("proximity", "the NEAR/6 (year OR government OR flood)"),
    ("same sentence", "the w/s (year OR company OR flood)"),
];

pub(crate) fn measure(criterion: &mut Criterion) -> Outcome<()> {
    let mut articles = real_articles()?;
    if articles.is_empty() {
        articles.push(article("river-gazette/2017/flood-defences-cost-rises.html")?);
    }
    let languages = [Language::parse("en"), None];
    let mut stems = StemCache::default();

    let mut group = criterion.benchmark_group("matching/compile");
    for (name, text) in QUERIES {
        let query = parse(text, &ParseOptions::default())?.query;
        group.bench_with_input(BenchmarkId::from_parameter(name), &query, |bencher, query| {
            bencher.iter(|| black_box(Matcher::new(black_box(query), &languages)));
        });
    }
    group.finish();

    let mut group = criterion.benchmark_group("matching/matches");
    group.throughput(Throughput::Elements(articles.len() as u64));
    for (name, text) in QUERIES {
        let matcher = Matcher::new(&parse(text, &ParseOptions::default())?.query, &languages);
        group.bench_with_input(BenchmarkId::from_parameter(name), &articles, |bencher, articles| {
            bencher.iter(|| {
                for article in articles {
                    black_box(matcher.matches(black_box(article), &mut stems));
                }
            });
        });
    }
    group.finish();

    let mut group = criterion.benchmark_group("matching/passages");
    for (name, text) in QUERIES {
        let matcher = Matcher::new(&parse(text, &ParseOptions::default())?.query, &languages);
        let matched: Vec<_> =
            articles.iter().filter_map(|article| Some((article, matcher.matches(article, &mut stems)?))).collect();
        if matched.is_empty() {
            return Err(format!("no article matches {text}").into());
        }
        group.throughput(Throughput::Elements(matched.len() as u64));
        group.bench_with_input(BenchmarkId::from_parameter(name), &matched, |bencher, matched| {
            bencher.iter(|| {
                for (article, matches) in matched {
                    let article: &Article = black_box(article);
                    black_box(passages(article, matches, PassageOptions::default()));
                }
            });
        });
    }
    Ok(())
}
