"""The indexing parts: a folder of files, one file, an unchanged folder, a few more articles."""
import json

from . import peers
from .archive import disk_use, expect, remove, warm
from .measure import Contender, race, run

# Short runs are repeated more often, since small disturbances weigh more.
SHORT = 5

# The number of articles to add to an existing index.
ADDED = 100


def files(bench):
    """Index a folder of files from nothing: time, size of the index, memory."""
    folder = bench.archive.files()
    text = warm(folder)
    ours = bench.of_folder("Dateline", bench.index)
    stemmed = bench.bare("en_stem", bench.bare_index)
    others = [
        bench.bare("default", bench.folder / "index-bare-default"),
        peers.sqlite_fts5(folder, bench.folder / "index-sqlite.db", bench.printed("sqlite"), bench.articles),
        peers.recoll(folder, bench.folder / "index-recoll", bench.articles),
    ]
    contenders = [ours, stemmed, *others]
    bench.no_indexes()
    race("files", contenders, bench.runs)
    if not stemmed.failed:
        bench.indexes_are_made()
    limits = {stemmed.name: 1.0, others[1].name: 1 / 1.6}
    bench.results.add_race("files", f"index {bench.articles:,} files from nothing", "s", contenders, limits)
    for what, unit, figures, limit in (
        ("index on disk", "× text", lambda contender: [disk_use(contender.site) / text], 1.1),
        ("peak memory", "MB", lambda contender: [run.memory or 0 for run in contender.runs], 600e6),
    ):
        line = bench.results.add("files", what, ours.name, unit, figures(ours), ours=True, limit=limit)
        for peer in contenders[1:]:
            if peer.runs:
                bench.results.add("files", what, peer.name, unit, figures(peer), against=line)
    for peer in others:
        remove(peer.site)


def lines(bench):
    """Index the same articles from one file, plain and compressed."""
    index, peer_index = bench.folder / "index-scratch", bench.folder / "index-tantivy-cli"
    plain, packed = bench.archive.lines(), bench.archive.packed()
    for path in (bench.archive.files(), plain, packed):
        if path:
            warm(path)
    from_files = bench.of_folder("Dateline, from files", index)
    from_lines = bench.of_file("Dateline", bench.archive, plain, index)
    from_packed = bench.of_file("Dateline, packed", bench.archive, packed, index)
    peer = peers.tantivy_command(plain, peer_index, bench.articles)
    if not packed:
        from_packed.failed = "zstd is not installed"
    race("lines", [from_lines, from_packed, from_files, peer], bench.runs)
    what = f"index {bench.articles:,} articles from one"
    limits = {from_files.name: 1.0}
    bench.results.add_race("lines", f"{what} .jsonl", "s", [from_lines, from_files, peer], limits, chart=False)
    bench.results.add_race("lines", f"{what} .jsonl.zst", "s", [from_packed, from_files], limits, chart=False)
    remove(index)
    remove(peer_index)


def unchanged(bench):
    """Index an unchanged folder again."""
    bench.have_indexes()
    folder, printed = bench.archive.files(), bench.printed("unchanged")

    def check():
        report = json.loads(peers.text_of(printed))
        expect("files unchanged", report["files"]["unchanged"], bench.articles)

    ours = Contender("Dateline", bench.ask(bench.index, "index", "--format", "json", folder), printed, check=check, ours=True)
    find = Contender("find -printf %s", ["find", folder, "-printf", "%s\n"], bench.printed("find"))
    race("unchanged", [ours, find], bench.runs * SHORT)
    what = f"index {bench.articles:,} unchanged files again"
    bench.results.add_race("unchanged", what, "ms", [ours, find], {find.name: 2.0}, push=1.3)


def add(bench):
    """Add a few articles, each time to a fresh copy of the index."""
    bench.have_indexes()
    more, held = bench.archive.more(ADDED), bench.articles + ADDED
    warm(more)
    index, bare_index, printed = bench.folder / "index-scratch", bench.folder / "index-bare-scratch", bench.printed("stats")

    def copy(made, fresh):
        remove(fresh)
        run(["cp", "-a", made, fresh])
        # Flush the copy, or the first program that syncs would wait for it.
        run(["sync", "--file-system", fresh])

    def check():
        run(bench.ask(index, "stats", "--format", "json"), printed)
        expect("articles held", json.loads(peers.text_of(printed))["articles"], held)

    ours = Contender("Dateline", bench.ask(index, "add", more), bench.printed("ids"), before=lambda: copy(bench.index, index), check=check, ours=True)
    bare = Contender(
        "bare tantivy, en_stem", [bench.examples / "bare_tantivy", "add", more, bare_index],
        before=lambda: copy(bench.bare_index, bare_index),
        check=lambda: expect("articles held", peers.tantivy_articles(bare_index), held),
    )
    race("add", [ours, bare], bench.runs * SHORT)
    bench.results.add_race("add", f"add {ADDED} articles to {bench.articles:,}", "ms", [ours, bare], {ours.name: 0.1})
    remove(index)
    remove(bare_index)
