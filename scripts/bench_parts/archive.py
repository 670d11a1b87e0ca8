"""The generated archive: made once, kept in the work folder."""
import os
import shutil
import sys
from pathlib import Path

from .measure import Failure, run, say

HERE = Path(__file__).resolve().parent


class Archive:
    """An archive of a number of articles in its own folder, with everything derived from it."""

    def __init__(self, work, articles, generator):
        self.articles = articles
        self.folder = work / f"archive-{articles}"
        self.generator = generator

    def files(self):
        """Returns the folder with one file per article."""
        return self.made("files", lambda path: self.generate("files", self.articles, path))

    def lines(self):
        """Returns the file with one article per line."""
        return self.made("articles.jsonl", lambda path: self.generate("jsonl", self.articles, path))

    def packed(self):
        """Returns the same file compressed; `None` without zstd."""
        if not shutil.which("zstd"):
            return None
        lines = self.lines()
        return self.made("articles.jsonl.zst", lambda path: run(["zstd", "-q", "-f", lines, "-o", path]))

    def more(self, count):
        """Returns a folder of further articles that the archive does not contain."""
        return self.made(f"more-{count}", lambda path: self.generate("files", count, path, "--start", self.articles))

    def queries(self):
        """Returns the file of the queries."""
        files = self.files()
        return self.made("queries.json", lambda path: self.script("queries.py", files, path))

    def tally(self):
        """Returns the file with the articles counted by source and by month."""
        lines = self.lines()
        return self.made("tally.json", lambda path: self.script("tally.py", lines, path))

    def made(self, name, make):
        """Returns the path that `make` creates, once; an incomplete one is created again."""
        path, done = self.folder / name, self.folder / f"{name}.done"
        if not done.exists():
            say(f"making {path}")
            self.folder.mkdir(parents=True, exist_ok=True)
            remove(path)
            make(path)
            done.touch()
        return path

    def generate(self, kind, count, path, *options):
        """Runs the generator."""
        run([sys.executable, self.generator, kind, count, path, *options])

    def script(self, name, *arguments):
        """Runs a script in this folder."""
        run([sys.executable, HERE / name, *arguments])


def remove(path):
    """Removes a file or folder, if it is there."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def files_of(path):
    """Yields every file below a folder, or the file itself."""
    if not path.is_dir():
        yield path
    for place, _, names in os.walk(path):
        for name in names:
            yield Path(place, name)


def warm(path):
    """Reads everything into the page cache; returns the number of bytes."""
    total, buffer = 0, bytearray(1 << 20)
    for file in files_of(path):
        with open(file, "rb", buffering=0) as opened:
            while read := opened.readinto(buffer):
                total += read
    return total


def disk_use(path):
    """Returns the disk space of the files below a folder, in bytes."""
    return sum(file.stat().st_blocks * 512 for file in files_of(path))


def expect(what, found, expected):
    """Fails unless a program produced the expected result."""
    if found != expected:
        raise Failure(f"{what}: {found}, expected {expected}")
