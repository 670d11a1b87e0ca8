"""The searching parts: one process per query, all in one process, and an archive ten times as large."""
import json
import statistics

from . import peers
from .archive import expect, remove, warm
from .measure import Contender, race, run, say

# Every how many single-word queries also run with a program that reads all files.
SAMPLED = 3

# A query that every article matches.
EVERYTHING = "words:>=0"


def search(bench):
    """Run every query in its own process; some single words also with a program that reads all files."""
    bench.have_indexes()
    folder = bench.archive.files()
    warm(folder)
    queries = queries_of(bench)
    reader, command = peers.file_searcher()
    words = [query["query"] for query in queries if query["kind"] == "word"][::SAMPLED]
    taken, reading = [[] for _ in queries], {word: [] for word in words}
    for number in range(bench.runs):
        for query, runs in zip(queries, taken):
            text = query["query"]
            runs.append(run(bench.ask(bench.index, "search", "-n", "10", text), bench.printed("search")))
            if text in reading:
                reading[text].append(run([*command, text, folder], bench.printed("reading")))
        say(f"search: round {number + 1} of {bench.runs}: {len(queries)} queries")
    what = f"search {bench.articles:,} articles, one process per query"
    add_percentiles(bench, "search", what, seconds(taken), (0.015, 0.040), runs=sum(taken, []))
    add_kinds(bench, "search", what, queries, seconds(taken))
    what = f"search {bench.articles:,} articles for {len(words)} words, one process each"
    of_words = [runs for query, runs in zip(queries, taken) if query["query"] in reading]
    ours = add_percentile(bench, "search", what, "Dateline", seconds(of_words), 50, ours=True, runs=sum(of_words, []), chart=True)
    by_reading = list(reading.values())
    options = {"against": ours, "limit": 1 / 20, "runs": sum(by_reading, []), "chart": True}
    add_percentile(bench, "search", what, reader, seconds(by_reading), 50, **options)


def process(bench):
    """Run all queries in one process, and compare with bare tantivy."""
    bench.have_indexes()
    queries = queries_of(bench)
    # tantivy's query parser has no prefix queries.
    common = [query for query in queries if query["kind"] != "prefix"]
    ours, taken = answering(bench, "Dateline", ["in_process", bench.index], queries)
    ours.ours = True
    bare, bare_taken = answering(bench, "bare tantivy, en_stem", ["bare_tantivy", "search", bench.bare_index], common)
    race("process", [ours, bare], bench.runs)
    what = f"search {bench.articles:,} articles in one process"
    add_percentiles(bench, "process", what, taken, (0.002, 0.020))
    add_kinds(bench, "process", what, queries, taken)
    what = f"search {bench.articles:,} articles in one process, without prefixes"
    ours_common = [times for query, times in zip(queries, taken) if query["kind"] != "prefix"]
    for percent in (50, 99):
        of = f"{what}: {NAMES[percent]}"
        line = add_percentile(bench, "process", of, "Dateline", ours_common, percent, ours=True, chart=percent == 50)
        if bare.failed:
            bench.results.absent("process", of, bare.name, bare.failed)
        else:
            options = {"against": line, "limit": 3.0, "chart": percent == 50}
            add_percentile(bench, "process", of, bare.name, bare_taken, percent, **options)


def answering(bench, name, command, queries):
    """Returns a contender that runs queries in one process, and the list for the seconds of each query."""
    file, printed = bench.folder / f"queries-for-{command[0]}.txt", bench.printed(f"times-{command[0]}")
    file.write_text("".join(query["query"] + "\n" for query in queries))
    taken = [[] for _ in queries]

    def check():
        answers = [line.split() for line in peers.text_of(printed).splitlines()]
        expect(f"queries that {name} answered", len(answers), len(queries))
        # Guard against speed from finding nothing. tantivy tokenizes a few words differently, such as `U.S.`.
        expect(f"whether {name} found next to everything", sum(hits != "0" for _, hits in answers) >= 0.95 * len(queries), True)
        for times, (milliseconds, _) in zip(taken, answers):
            times.append(float(milliseconds) / 1000)

    program, *arguments = command
    return Contender(name, [bench.examples / program, *arguments, file], printed, check=check), taken


def growth(bench):
    """Measure an archive ten times as large: growth of indexing time, and the time of search and counts."""
    small, large = bench.archive, bench.ten_times
    index, small_index = large.folder / "index-dateline", small.folder / "index-scratch"
    for archive in (small, large):
        warm(archive.lines())
    ours = bench.of_file(f"{large.articles:,} articles", large, large.lines(), index)
    ten = bench.of_file(f"{small.articles:,} articles", small, small.lines(), small_index)
    race("growth", [ours, ten], bench.runs)
    what = f"index {large.articles:,} articles from one .jsonl"
    line = bench.results.add("growth", what, "Dateline", "s", [taken.seconds for taken in ours.runs], ours=True, runs=ours.runs)
    ten_times = [10 * taken.seconds for taken in ten.runs]
    bench.results.add("growth", what, f"10 × {small.articles:,}", "s", ten_times, against=line, limit=1.15)
    warm(index)
    queries = queries_of(bench)
    taken = [[] for _ in queries]
    for number in range(bench.runs):
        for query, runs in zip(queries, taken):
            runs.append(run(bench.ask(index, "search", "-n", "10", query["query"]), bench.printed("search")))
        say(f"growth: round {number + 1} of {bench.runs}: {len(queries)} queries")
    what = f"search {large.articles:,} articles, one process per query"
    add_percentiles(bench, "growth", what, seconds(taken), (0.030, None), runs=sum(taken, []))
    truth = json.loads(peers.text_of(large.tally()))
    for by in ("source", "month"):
        count_all(bench, index, by, truth[by])
    remove(index)
    remove(small_index)


def count_all(bench, index, by, truth):
    """Counts everything by a facet; the counts must be exact."""
    printed = bench.printed("count")

    def check():
        rows = json.loads(peers.text_of(printed))["rows"]
        expect(f"articles by {by}", {row["value"]: row["articles"] for row in rows}, truth)

    command = bench.ask(index, "count", EVERYTHING, "--by", by, "--format", "json")
    ours = Contender("Dateline", command, printed, check=check, ours=True)
    race(f"count by {by}", [ours], bench.runs)
    what = f"count {bench.ten_times.articles:,} articles by {by}"
    bench.results.add_race("growth", what, "ms", [ours], {ours.name: 0.150}, chart=False)


NAMES = {50: "median", 99: "99th percentile"}


def queries_of(bench):
    """Returns the queries."""
    return json.loads(peers.text_of(bench.archive.queries()))


def seconds(taken):
    """Returns the seconds of all runs of every query."""
    return [[run.seconds for run in runs] for runs in taken]


def add_percentiles(bench, part, what, taken, limits, runs=()):
    """Adds Dateline's median and 99th percentile of the queries."""
    for percent, limit in zip(NAMES, limits):
        add_percentile(bench, part, f"{what}: {NAMES[percent]}", "Dateline", taken, percent, ours=True, limit=limit, runs=runs)


def add_kinds(bench, part, what, queries, taken):
    """Adds the median of every kind of query, and records every query."""
    bench.results.queries[part] = [query | {"seconds": statistics.median(times)} for query, times in zip(queries, taken)]
    for kind in dict.fromkeys(query["kind"] for query in queries):
        of_kind = [times for query, times in zip(queries, taken) if query["kind"] == kind]
        add_percentile(bench, part, f"{what}: median by kind", f"{len(of_kind)} × {kind}", of_kind, 50, ours=True)


def add_percentile(bench, part, what, who, taken, percent, **options):
    """Adds a percentile over the queries, each with the median of its runs; the spread is over single rounds."""
    rounds = [percentile(of_round, percent) for of_round in zip(*taken)]
    middle = percentile([statistics.median(times) for times in taken], percent)
    return bench.results.add(part, what, who, "ms", rounds, middle, **options)


def percentile(values, percent):
    """Returns the median, or a percentile by the nearest-rank method."""
    if percent == 50:
        return statistics.median(values)
    return sorted(values)[-(-percent * len(values) // 100) - 1]
