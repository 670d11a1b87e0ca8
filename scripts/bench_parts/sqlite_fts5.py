"""Indexes a folder of articles into one table of SQLite's FTS5, and prints the number of articles.

sqlite_fts5.py FOLDER DATABASE
"""
import os
import sqlite3
import sys


def main():
    """Inserts every file in one transaction."""
    folder, database = sys.argv[1:]
    connection = sqlite3.connect(database, isolation_level=None)
    # The fastest settings for a database that can be rebuilt: no rollback, no syncing.
    for pragma in ("journal_mode = OFF", "synchronous = OFF", "temp_store = MEMORY", "cache_size = -262144"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("CREATE VIRTUAL TABLE articles USING fts5(headline, body, path UNINDEXED, tokenize = 'porter unicode61')")
    connection.execute("BEGIN")
    connection.executemany("INSERT INTO articles VALUES (?, ?, ?)", articles(folder))
    connection.execute("COMMIT")
    print(connection.execute("SELECT count(*) FROM articles").fetchone()[0])
    connection.close()


def articles(folder):
    """Yields headline, body and path of every file."""
    for place, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            path = os.path.join(place, name)
            with open(path, encoding="utf-8") as file:
                headline, _, body = file.read().partition("\n")
            yield headline, body.lstrip(), path


if __name__ == "__main__":
    main()
