"""What an archive has to contain: the files of its folders, the added streams, without what was removed by hand.

Each article has a headline of its own: its part (a folder, or "stream"), its key and a word that changes with each version. The state of an archive is a set
of such headlines; while it is unknown whether a killed command took effect, there are several candidates.
"""
import copy
import json
import os
import random
from pathlib import Path

FOLDERS = ("news", "wire")
STREAM = "stream"


class State:
    """The contents of an archive."""

    def __init__(self):
        self.followed = set()
        self.removed = set()
        self.articles = {part: {} for part in (*FOLDERS, STREAM)}

    def headlines(self, part):
        """Returns the sorted headlines of a part."""
        return sorted(f"{part} {key} {word}" for key, word in self.articles[part].items())

    def everything(self):
        """Returns the headlines of all parts."""
        return {part: self.headlines(part) for part in self.articles}

    def index(self, disk, folders=None):
        """Brings all followed folders up to date, or those given."""
        for folder in folders or self.followed:
            found = {key: word for file in disk.files[folder].values() for key, word in file.items()}
            self.articles[folder] = {key: word for key, word in found.items() if (folder, key) not in self.removed}

    def follow(self, folder, disk):
        """Adds a folder."""
        self.followed.add(folder)
        self.index(disk, [folder])

    def forget(self, folder):
        """Stops following a folder."""
        self.followed.discard(folder)
        self.articles[folder] = {}

    def add(self, part, articles):
        """Adds articles, also removed ones."""
        self.removed -= {(part, key) for key in articles}
        self.articles[part].update(articles)

    def remove(self, part, keys):
        """Removes articles by hand."""
        self.removed |= {(part, key) for key in keys}
        for key in keys:
            self.articles[part].pop(key, None)


class Disk:
    """The folders of articles, which change at random."""

    def __init__(self, root, chance):
        self.root, self.chance = Path(root), chance
        self.files = {folder: {} for folder in FOLDERS}
        self.words = 0
        for folder in FOLDERS:
            (self.root / folder).mkdir(parents=True)
            for _ in range(8):
                self.create(folder)

    def word(self):
        """Returns a new word."""
        self.words += 1
        return f"w{self.words}q"

    def create(self, folder):
        """Writes a new file: one article as text, or several as JSON lines."""
        name = f"{self.chance.choice('abc')}/{self.word()}.{self.chance.choice(['txt', 'txt', 'jsonl'])}"
        self.write(folder, name)

    def write(self, folder, name):
        """Writes a new version of a file."""
        path = self.root / folder / name
        path.parent.mkdir(exist_ok=True)
        stem = path.stem
        if path.suffix == ".txt":
            articles = {stem: self.word()}
        else:
            # The number of records stays: records are identified by it.
            records = len(self.files[folder].get(name, ())) or self.chance.randint(1, 5)
            articles = {f"{stem}-{number}": self.word() for number in range(1, records + 1)}
        lines = [(f"{folder} {key} {word}", f"The tide came in, {word}.") for key, word in articles.items()]
        if path.suffix == ".txt":
            text = "".join(f"{headline}\n\n{body}\n" for headline, body in lines)
        else:
            text = "".join(json.dumps({"headline": headline, "body": body}) + "\n" for headline, body in lines)
        path.write_text(text)
        self.files[folder][name] = articles

    def change(self):
        """Makes a random change and returns its description."""
        folder = self.chance.choice(FOLDERS)
        names = sorted(self.files[folder])
        name = self.chance.choice(names)
        path = self.root / folder / name
        match self.chance.choice(["create", "write", "write", "delete", "rename", "back in time"]):
            case "delete" if len(names) > 4:
                path.unlink()
                del self.files[folder][name]
                return f"delete {folder}/{name}"
            case "rename" if path.suffix == ".txt":
                # The name is the key, so that the article gets a new version too.
                self.create(folder)
                path.unlink()
                del self.files[folder][name]
                return f"replace {folder}/{name}"
            case "write":
                self.write(folder, name)
                return f"write {folder}/{name}"
            case "back in time":
                before = path.stat()
                self.write(folder, name)
                os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns - self.chance.choice([0, 10**18])))
                return f"write {folder}/{name} with an old time"
            case _:
                self.create(folder)
                return f"create a file in {folder}"


class Candidates:
    """The states that an archive may have."""

    def __init__(self, states):
        self.states = states

    def after(self, change):
        """Returns the candidates after a command that completed."""
        states = copy.deepcopy(self.states)
        for state in states:
            change(state)
        return Candidates(states)

    def or_after(self, change):
        """Returns the candidates after a command that was killed."""
        return Candidates(self.states + self.after(change).states)

    def matching(self, found):
        """Returns the candidates that an archive with these headlines can have."""
        states = [state for state in self.states if state.everything() == found]
        unique = {json.dumps([sorted(state.followed), sorted(state.removed)]): state for state in states}
        return Candidates(list(unique.values()))

    def explain_parts(self, found):
        """Returns whether each part is as in some candidate: a killed command commits one folder after the other."""
        return all(any(state.headlines(part) == found[part] for state in self.states) for part in found)


def make(seed, root):
    """Returns the source of chance and the folders."""
    chance = random.Random(seed)
    return chance, Disk(root, chance)
