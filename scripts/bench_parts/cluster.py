"""The archive on a cluster of three nodes with 1 GB of memory each: loading, size, searching, exporting."""
import json
import os
import subprocess
import time
import urllib.request
from pathlib import Path

from .measure import ENVIRONMENT, Failure, run, say

ROOT = Path(__file__).resolve().parent.parent.parent
PORT = "9700"
# The cluster keeps what a replica may still ask for until it has synced its leases.
LEASES = 35


def cluster(command, *options):
    """Runs a command of scripts/test-cluster and returns its output."""
    done = subprocess.run(
        [ROOT / "scripts/test-cluster", command, "--port", PORT, *options], stdout=subprocess.PIPE, text=True, check=False
    )
    if done.returncode != 0:
        raise Failure(f"scripts/test-cluster {command} failed")
    return done.stdout.strip()


def ask(address, path, method="GET"):
    """Returns the answer of the cluster."""
    with urllib.request.urlopen(urllib.request.Request(address + path, method=method)) as answer:
        return json.load(answer)


def cpu_of(pids):
    """Returns the CPU seconds of some processes so far."""
    ticks = 0
    for pid in pids:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def nodes():
    """Returns the processes of the nodes."""
    found = subprocess.run(["pgrep", "-f", "opensearch.runner|test-cluster.*Node"], stdout=subprocess.PIPE, text=True, check=False)
    return [int(pid) for pid in found.stdout.split()]


def part(sorted_values, share):
    """Returns the value at a share of sorted values."""
    return sorted_values[min(len(sorted_values) - 1, int(len(sorted_values) * share))]


def measure(program, archive):
    """Measures and prints."""
    lines, files = archive.lines(), archive.files()
    queries = json.loads(archive.queries().read_text(encoding="utf-8"))
    text = sum(len(article["headline"]) + len(article["body"]) for article in map(json.loads, lines.open(encoding="utf-8")))
    folder = archive.folder / "cluster"
    print(f"{archive.articles:,} articles, {text / 1e6:.0f} MB of text", flush=True)
    addresses = cluster("up", "--nodes", "3", "--heap", "1g").split(",")
    try:
        for replicas in (0, 1):
            place = folder / f"replicas-{replicas}"
            subprocess.run(["rm", "-rf", place], check=True)
            location = f"{','.join(addresses)}/bench{replicas}"
            before = cpu_of(nodes())
            cost = run([program, "--index", place, "index", "--cluster", location, "--shards", "3", "--replicas", str(replicas), "--quiet", files])
            spent = cpu_of(nodes()) - before
            print(f"load, {replicas} replicas: {cost.seconds:.1f} s; CPU: dateline {cost.cpu:.1f} s, nodes {spent:.1f} s", flush=True)
        place, index = folder / "replicas-0", "bench0"
        cost = run([program, "--index", place, "index", "--quiet"])
        print(f"unchanged run: {cost.seconds * 1e3:.0f} ms", flush=True)
        say(f"waiting {LEASES} s for the leases of replicas")
        time.sleep(LEASES)
        # What a merge may drop is known after a flush.
        ask(addresses[0], f"/{index}/_flush", "POST")
        ask(addresses[0], f"/{index}/_forcemerge?max_num_segments=1", "POST")
        ask(addresses[0], f"/{index}/_refresh", "POST")
        stored = ask(addresses[0], f"/{index}/_stats/store")["_all"]["primaries"]["store"]["size_in_bytes"]
        print(f"stored after a merge: {stored / 1e6:.0f} MB, {stored / text:.2f} times the text", flush=True)
        texts = [query["query"] if isinstance(query, dict) else query for query in queries][:200]
        for how, options in (("10 snippets", []), ("no second pass", ["--no-rerank"])):
            times = []
            for query in texts:
                begun = time.perf_counter()
                subprocess.run([program, "--index", place, "search", *options, "--", query], env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
                times.append((time.perf_counter() - begun) * 1e3)
            times = sorted(times[20:])
            print(f"search, {how}: p50 {part(times, 0.5):.1f} ms, p99 {part(times, 0.99):.1f} ms", flush=True)
        cost = run([program, "--index", place, "search", "--timeout", "0", "date:1900..2100", "-n", "1000000", "--sort", "newest", "--format", "jsonl"])
        print(f"export: {archive.articles / cost.seconds:,.0f} articles/s, {(cost.memory or 0) / 1e6:.0f} MB", flush=True)
    finally:
        cluster("down")
