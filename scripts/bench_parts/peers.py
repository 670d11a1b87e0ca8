"""The other programs: how to run them, and how to check their results."""
import json
import re
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

from .archive import HERE, expect, remove
from .measure import Contender, Failure

# The schema for tantivy-cli.
TANTIVY_FIELD = {
    "type": "text",
    "options": {"indexing": {"record": "position", "fieldnorms": True, "tokenizer": "en_stem"}, "stored": True},
}


def text_of(path):
    """Returns the output of a program."""
    return Path(path).read_text(encoding="utf-8", errors="replace")


def tantivy_articles(index):
    """Returns the number of articles in a tantivy index, from its metadata."""
    segments = json.loads(text_of(index / "meta.json"))["segments"]
    return sum(segment["max_doc"] - (segment["deletes"] or {"num_deleted_docs": 0})["num_deleted_docs"] for segment in segments)


def bare_tantivy(program, tokenizer, folder, index, articles):
    """Returns the contender bare tantivy, indexing a folder."""
    name = f"bare tantivy, {tokenizer}"
    return Contender(
        name, [program, "index", folder, index, tokenizer], site=index,
        before=lambda: remove(index),
        check=lambda: expect(f"articles in {name}", tantivy_articles(index), articles),
    )


def sqlite_fts5(folder, database, printed, articles):
    """Returns the contender SQLite, indexing a folder; skipped where FTS5 is missing."""
    contender = Contender(
        "SQLite FTS5, porter", [sys.executable, HERE / "sqlite_fts5.py", folder, database], printed, database,
        before=lambda: remove(database),
        check=lambda: expect("articles in SQLite", int(text_of(printed)), articles),
    )
    try:
        sqlite3.connect(":memory:").execute("CREATE VIRTUAL TABLE articles USING fts5(body)")
    except sqlite3.OperationalError:
        contender.failed = "Python's SQLite has no FTS5"
    return contender


def recoll(folder, settings, articles):
    """Returns the contender Recoll, indexing a folder; skipped where it is not installed."""

    def before():
        remove(settings)
        settings.mkdir()
        (settings / "recoll.conf").write_text(f"topdirs = {folder}\nnoaspell = 1\n")

    def check():
        asked = subprocess.run(["recollq", "-c", settings, "-n", "1", "mime:text/plain"], capture_output=True, text=True, check=False)
        found = re.search(r"^(\d+) results", asked.stdout, re.MULTILINE)
        expect("articles in Recoll", found and int(found[1]), articles)

    contender = Contender("Recoll", ["recollindex", "-c", settings], site=settings, before=before, check=check)
    if not (shutil.which("recollindex") and shutil.which("recollq")):
        contender.failed = "not installed (recollindex)"
    return contender


def tantivy_command(lines, index, articles):
    """Returns the contender tantivy-cli, indexing JSON lines; skipped where it is not installed."""

    def before():
        remove(index)
        index.mkdir()
        schema = [{"name": name} | TANTIVY_FIELD for name in ("headline", "body")]
        (index / "meta.json").write_text(json.dumps({"segments": [], "schema": schema, "opstamp": 0}))

    contender = Contender(
        "tantivy-cli, en_stem", ["tantivy", "index", "-i", index, "-f", lines],
        before=before,
        check=lambda: expect("articles in tantivy-cli", tantivy_articles(index), articles),
    )
    if not shutil.which("tantivy"):
        contender.failed = "not installed (tantivy)"
    return contender


def file_searcher():
    """Returns the name and the command that lists the files of a folder that contain a word, in any case, ignoring word boundaries."""
    if shutil.which("rg"):
        return "rg -li", ["rg", "-liF", "--no-ignore", "--"]
    if shutil.which("grep"):
        return "grep -rli (no rg here)", ["grep", "-rliF", "--"]
    raise Failure("neither rg nor grep is installed")
