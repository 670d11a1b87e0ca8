//! Text analysis: tokens, stems, sentences and language detection, as every article is indexed.

use crate::support::{Outcome, article, real_articles};
use criterion::{BenchmarkId, Criterion, Throughput};
use dateline::article::Language;
use dateline::text::{Tokens, detect_language, query_stems, sentences, stem};
use std::collections::BTreeSet;
use std::hint::black_box;

/// Articles in scripts and languages that take different paths through the analysis.
const ARTICLES: &[(&str, &str)] = &[
    ("english", "river-gazette/2017/flood-defences-cost-rises.html"),
    ("german", "deutsch/2015/hochwasserschutz-streit.txt"),
    ("russian", "world/2024-04-pavodok-verkhnerechensk.txt"),
    ("japanese", "asia/kawase-levee-2019-10.txt"),
];

pub(crate) fn measure(criterion: &mut Criterion) -> Outcome<()> {
    let mut texts = Vec::new();
    for (name, file) in ARTICLES {
        let article = article(file)?;
        texts.push((*name, article.body, article.language));
    }
    let real: Vec<String> = real_articles()?.into_iter().map(|article| article.body).collect();
    if !real.is_empty() {
        texts.push(("bbc-news", real.join("\n\n"), Language::parse("en")));
    }
    bench_texts(criterion, "text/tokens", &texts, |text| {
        black_box(Tokens::of(text));
    });
    bench_texts(criterion, "text/sentences", &texts, |text| {
        black_box(sentences(text));
    });
    // Without the joined articles: detection reads only the start of a text.
    bench_texts(criterion, "text/detect_language", &texts[..ARTICLES.len()], |text| {
        black_box(detect_language(text));
    });
    bench_stems(criterion, &texts);
    Ok(())
}

/// Measures an operation on a whole text.
fn bench_texts(criterion: &mut Criterion, name: &str, texts: &[(&str, String, Option<Language>)], work: impl Fn(&str)) {
    let mut group = criterion.benchmark_group(name);
    for (language, text, _) in texts {
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_with_input(BenchmarkId::from_parameter(language), text, |bencher, text| {
            bencher.iter(|| work(black_box(text)));
        });
    }
}

/// Measures the stemming of the distinct words of a text, in one language without the cache, and in all languages as for a query.
fn bench_stems(criterion: &mut Criterion, texts: &[(&str, String, Option<Language>)]) {
    let languages: Vec<Option<Language>> = texts.iter().map(|(_, _, language)| *language).collect();
    for in_all in [false, true] {
        let mut group = criterion.benchmark_group(if in_all { "text/query_stems" } else { "text/stem" });
        for (name, text, language) in texts {
            let terms: BTreeSet<String> = Tokens::of(text).terms().map(str::to_owned).collect();
            group.throughput(Throughput::Elements(terms.len() as u64));
            group.bench_with_input(BenchmarkId::from_parameter(name), &terms, |bencher, terms| {
                bencher.iter(|| {
                    for term in terms {
                        if in_all {
                            black_box(query_stems(black_box(term), &languages));
                        } else {
                            black_box(stem(black_box(term), *language));
                        }
                    }
                });
            });
        }
    }
}
