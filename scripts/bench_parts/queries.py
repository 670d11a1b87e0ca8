"""Makes the 200 queries of an archive from its own words; the same archive gives the same queries.

queries.py FOLDER OUT.json

Words come equally from five bands of document frequency, from one article in ten thousand to more than one in ten. Words, phrases and prefixes
are in lower case, as people type them. This runs as a separate process because it needs more memory than `measure.run` allows its parent.
"""
import json
import os
import random
import sys
from collections import Counter

# The number of queries of each kind.
KINDS = {"word": 60, "two words": 20, "phrase of 2": 40, "phrase of 3": 20, "prefix": 30, "OR of 3": 30}

# The document-frequency bands end at these fractions: 10, 100, 1,000 and 10,000 of 100,000 articles.
BANDS = (1e-4, 1e-3, 1e-2, 1e-1)

# The number of articles that candidate phrases are taken from.
SAMPLED = 2000

PUNCTUATION = str.maketrans("", "", ',;:"()!?')


def lines_of(path):
    """Returns the words of a file, line by line; `None` replaces tokens with other characters than letters."""
    with open(path, encoding="utf-8") as file:
        for line in file.read().lower().translate(PUNCTUATION).split("\n"):
            yield [word if word.isascii() and word.isalpha() else None for word in line.split()]


def runs(words, length):
    """Returns the sequences of a number of adjacent words."""
    return (run for run in zip(*(words[start:] for start in range(length))) if None not in run)


def main():
    """Counts the document frequency of words and phrases, then chooses."""
    folder, out = sys.argv[1:]
    chance = random.Random(20261125)
    files = sorted(os.path.join(place, name) for place, _, names in os.walk(folder) for name in names)
    articles_with, phrases, pairs = Counter(), ({}, {}), []
    for number, path in enumerate(files):
        lines = list(lines_of(path))
        words = {word for line in lines for word in line if word}
        articles_with.update(words)
        if number % max(1, len(files) // SAMPLED) == 0:
            for found, length in zip(phrases, (2, 3)):
                of_article = sorted({run for line in lines for run in runs(line, length)})
                found.update(dict.fromkeys(chance.sample(of_article, min(2, len(of_article))), 0))
            long = sorted(word for word in words if len(word) > 3)
            pairs.append(tuple(chance.sample(long, 2)))
    for path in files:
        lines = list(lines_of(path))
        for found, length in zip(phrases, (2, 3)):
            for run in {run for line in lines for run in runs(line, length) if run in found}:
                found[run] += 1
    words = {word: count for word, count in articles_with.items() if len(word) > 2}
    beginnings = {word: count for word, count in words.items() if len(word) > 4}
    chosen = {
        "word": banded(chance, words, len(files), KINDS["word"]),
        "two words": [" ".join(pair) for pair in chance.sample(pairs, KINDS["two words"])],
        "phrase of 2": [quoted(run) for run in banded(chance, phrases[0], len(files), KINDS["phrase of 2"])],
        "phrase of 3": [quoted(run) for run in banded(chance, phrases[1], len(files), KINDS["phrase of 3"])],
        "prefix": [word[: chance.randint(3, 5)] + "*" for word in banded(chance, beginnings, len(files), KINDS["prefix"])],
        "OR of 3": [" OR ".join(three) for three in zip(*[iter(banded(chance, words, len(files), 3 * KINDS["OR of 3"]))] * 3)],
    }
    with open(out, "w", encoding="utf-8") as file:
        json.dump([{"kind": kind, "query": query} for kind, queries in chosen.items() for query in queries], file, indent=0)


def quoted(run):
    """Returns words as a phrase."""
    return '"' + " ".join(run) + '"'


def banded(chance, articles_with, articles, wanted):
    """Returns a number of the counted items, in turn from every band that has any left."""
    bands = [[] for _ in range(len(BANDS) + 1)]
    for thing, count in sorted(articles_with.items()):
        bands[sum(count > end * articles for end in BANDS)].append(thing)
    for band in bands:
        chance.shuffle(band)
    chosen = []
    while len(chosen) < wanted and any(bands):
        chosen.extend(band.pop() for band in bands if band)
    if len(chosen) < wanted:
        sys.exit("the archive is too small to make queries of")
    return chosen[:wanted]


if __name__ == "__main__":
    main()
