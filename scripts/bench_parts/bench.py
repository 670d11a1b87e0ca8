"""Shared by all parts of the benchmark: the archive, the programs, and Dateline's commands."""
import json
from dataclasses import dataclass
from pathlib import Path

from . import peers
from .archive import Archive, expect, remove, warm
from .measure import Contender, run, say
from .results import Results

# No limit on file size: by default Dateline skips files over 256 MB.
ANY_SIZE = ("--max-file-size", "64G")


@dataclass
class Bench:
    """One run of the benchmark."""

    archive: Archive
    ten_times: Archive
    dateline: Path
    examples: Path
    runs: int
    results: Results

    @property
    def articles(self):
        """Returns the number of articles in the archive."""
        return self.archive.articles

    @property
    def folder(self):
        """Returns the folder of everything derived from the archive."""
        return self.archive.folder

    @property
    def index(self):
        """Returns the index to search."""
        return self.folder / "index-dateline"

    @property
    def bare_index(self):
        """Returns the index that bare tantivy searches."""
        return self.folder / "index-bare-en_stem"

    def ask(self, index, *arguments):
        """Returns a Dateline command that ignores the configuration of this machine."""
        config = self.folder / "config.toml"
        config.touch()
        return [self.dateline, "--config", config, "--index", index, "--quiet", *arguments]

    def printed(self, name):
        """Returns the file for the output of a program."""
        return self.folder / f"printed-{name}"

    def of_folder(self, name, index):
        """Returns the contender Dateline, indexing the folder from nothing."""
        printed = self.printed("index")

        def check():
            report = json.loads(peers.text_of(printed))
            expect("articles indexed", report["articles"]["added"], self.articles)

        command = self.ask(index, "index", "--format", "json", self.archive.files())
        return Contender(name, command, printed, index, before=lambda: remove(index), check=check, ours=True)

    def of_file(self, name, archive, file, index):
        """Returns the contender Dateline, indexing one file of many articles from nothing."""
        printed = self.printed("ids")

        def check():
            with open(printed, "rb") as ids:
                expect("articles added", sum(1 for _ in ids), archive.articles)

        command = self.ask(index, "add", *ANY_SIZE, file)
        return Contender(name, command, printed, index, before=lambda: remove(index), check=check, ours=True)

    def bare(self, tokenizer, index):
        """Returns the contender bare tantivy, indexing the folder from nothing."""
        return peers.bare_tantivy(self.examples / "bare_tantivy", tokenizer, self.archive.files(), index, self.articles)

    def no_indexes(self):
        """Marks the indexes to search as incomplete."""
        (self.folder / "indexes.made-by").unlink(missing_ok=True)

    def indexes_are_made(self):
        """Marks the indexes to search as complete, and records the programs that made them."""
        (self.folder / "indexes.made-by").write_text(self.makers())

    def have_indexes(self):
        """Makes the indexes to search, unless the same builds of the programs made them."""
        stamp = self.folder / "indexes.made-by"
        if not stamp.exists() or stamp.read_text() != self.makers():
            say("making the indexes to search")
            self.no_indexes()
            for contender in (self.of_folder("Dateline", self.index), self.bare("en_stem", self.bare_index)):
                contender.before()
                run(contender.command, contender.output)
                contender.check()
            self.indexes_are_made()
        warm(self.index)
        warm(self.bare_index)

    def makers(self):
        """Returns an identifier of the builds of the programs."""
        return " ".join(str(program.stat().st_mtime_ns) for program in (self.dateline, self.examples / "bare_tantivy"))
