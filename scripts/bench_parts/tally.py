"""Counts the articles of a JSON-lines file by source and by month, to check `dateline count`.

tally.py ARTICLES.jsonl OUT.json
"""
import json
import sys
from collections import Counter


def main():
    """Counts sources and months."""
    articles, out = sys.argv[1:]
    sources, months = Counter(), Counter()
    with open(articles, encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            sources[article["source"]] += 1
            months[article["date"][:7]] += 1
    with open(out, "w", encoding="utf-8") as file:
        json.dump({"source": sources, "month": months}, file)


if __name__ == "__main__":
    main()
