//! Parsing and printing queries.

use crate::support::{Outcome, article};
use criterion::{BenchmarkId, Criterion, Throughput};
use dateline::query::{EXAMPLES, ParseOptions, parse};
use jiff::civil::Date;
use std::hint::black_box;

/// One query per part of the grammar.
const QUERIES: &[(&str, &str)] = &[
    ("word", "flood"),
    ("words", "flood defences averleigh"),
    ("operators", "(flood OR storm^2) -coast \"flood defences\"~3 atleast3(wall)"),
    ("fields", "headline:bridge source:\"river gazette\" date:2015-11..2016 words:>500 lang:en"),
    ("proximity", "\"bridge street\" NEAR/8 (closed OR shut) sethi w/s council"),
    ("patterns", "flood* def?nce averliegh~ /defen[cs]es?/"),
];

pub(crate) fn measure(criterion: &mut Criterion) -> Outcome<()> {
    let options = ParseOptions::on(Date::constant(2026, 11, 25));
    // Users paste whole articles as queries.
    let pasted = article("river-gazette/2017/flood-defences-cost-rises.html")?.body;
    let queries: Vec<(&str, &str)> = QUERIES.iter().copied().chain([("pasted", pasted.as_str())]).collect();

    let mut group = criterion.benchmark_group("query/parse");
    for (name, text) in &queries {
        parse(text, &options)?;
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_with_input(BenchmarkId::from_parameter(name), text, |bencher, text| {
            bencher.iter(|| black_box(parse(black_box(text), &options)));
        });
    }
    group.throughput(Throughput::Elements(EXAMPLES.len() as u64));
    group.bench_function("all examples", |bencher| {
        bencher.iter(|| {
            for example in EXAMPLES {
                black_box(parse(black_box(example.query), &options).is_ok());
            }
        });
    });
    group.finish();

    let mut group = criterion.benchmark_group("query/print");
    for (name, text) in &queries {
        let query = parse(text, &options)?.query;
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_with_input(BenchmarkId::from_parameter(name), &query, |bencher, query| {
            bencher.iter(|| black_box(query.to_string()));
        });
    }
    Ok(())
}
