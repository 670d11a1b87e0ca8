"""The machine and the versions of the programs."""
import os
import platform
import re
import sqlite3
import subprocess
from datetime import date


def printed(*command, cwd=None):
    """Returns the output of a program, or nothing if it is not installed."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, cwd=cwd, check=False)
    except OSError:
        return ""
    return done.stdout + done.stderr


def version(program):
    """Returns the version of a program, or nothing if it is not installed."""
    found = re.search(r"\d+(\.\d+)+", printed(program, "--version"))
    return found[0] if found else ""


def processor():
    """Returns the name of the processor."""
    try:
        with open("/proc/cpuinfo") as file:
            found = re.search(r"^model name\s*: (.*)", file.read(), re.MULTILINE)
    except OSError:
        found = None
    return found[1] if found else platform.processor() or platform.machine()


def describe(root, dateline):
    """Returns the machine, the versions and the date."""
    with open(root / "Cargo.lock") as file:
        tantivy = re.search(r'^name = "tantivy"\nversion = "(.*)"', file.read(), re.MULTILINE)
    versions = {
        "dateline": version(str(dateline)),
        "commit": printed("git", "describe", "--always", "--dirty", cwd=root).strip(),
        "tantivy": tantivy[1] if tantivy else "",
        "rustc": version("rustc"),
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
    }
    versions |= {name: version(name) for name in ("find", "rg", "grep", "zstd", "recollindex")}
    versions["tantivy-cli"] = version("tantivy")
    return {
        "date": date.today().isoformat(),
        "processor": processor(),
        "cores": len(os.sched_getaffinity(0)),
        "memory": os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"),
        "system": f"{platform.system()} {platform.release()}",
        "load": os.getloadavg()[0],
        "versions": versions,
    }


def as_text(machine):
    """Returns the description as lines for people."""
    lines = [
        f"{machine['date']}; {machine['cores']} cores of {machine['processor']}, {machine['memory'] / 2**30:.0f} GiB of memory, {machine['system']}",
        ", ".join(f"{name} {number or '(none)'}" for name, number in machine["versions"].items()),
    ]
    if machine["load"] > 0.5:
        lines.append(f"WARNING: the machine is busy (load {machine['load']:.1f}): the figures will be worse and more scattered")
    return "\n".join(lines)
