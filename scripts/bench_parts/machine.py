"""What the figures were measured on, and with which versions."""
import os
import platform
import re
import shutil
import sqlite3
import subprocess
from datetime import date


def first_line(*command, cwd=None):
    """Returns the first line that a program prints, `None` if it is not there."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, cwd=cwd, check=False)
    except OSError:
        return None
    return (done.stdout or done.stderr).partition("\n")[0].strip() or None


def processor():
    """Returns the name of the processor."""
    try:
        with open("/proc/cpuinfo") as file:
            found = re.search(r"^model name\s*: (.*)", file.read(), re.MULTILINE)
    except OSError:
        found = None
    return found[1] if found else platform.processor() or platform.machine()


def describe(root, dateline):
    """Returns the machine, the versions and the day."""
    with open(root / "Cargo.lock") as file:
        tantivy = re.search(r'^name = "tantivy"\nversion = "(.*)"', file.read(), re.MULTILINE)
    versions = {
        "dateline": first_line(str(dateline), "--version"),
        "commit": first_line("git", "describe", "--always", "--dirty", cwd=root),
        "tantivy": tantivy[1] if tantivy else None,
        "rustc": first_line("rustc", "--version"),
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
    }
    for name in ("find", "rg", "grep", "zstd", "recollindex", "tantivy"):
        if shutil.which(name):
            versions[f"{name} command" if name in versions else name] = first_line(name, "--version")
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
        "; ".join(f"{name} {version}" if name not in version else version for name, version in machine["versions"].items() if version),
    ]
    if machine["load"] > 0.5:
        lines.append(f"WARNING: the machine is busy (load {machine['load']:.1f}): the figures will be worse and wider apart than they are")
    return "\n".join(lines)
