"""Runs a command and measures the whole process; runs several in turn."""
import os
import resource
import signal
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Callable, Optional

# Ignore the user's settings for Dateline, and let programs that respect the locale compare bytes, which is fastest.
ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith("DATELINE_")} | {"LC_ALL": "C"}

# The standard error of the commands, shown if one fails.
ERRORS = tempfile.TemporaryFile()


class Failure(Exception):
    """A measured program did not produce the expected result."""


@dataclass
class Run:
    """The cost of one process: wall-clock seconds, CPU seconds, and peak memory in bytes."""

    seconds: float
    cpu: float
    # Unknown if the child uses less memory than this program.
    memory: Optional[int]


@dataclass
class Contender:
    """A program that is measured in turn with others."""

    name: str
    command: list
    output: str = os.devnull
    # The folder or file it creates.
    site: Optional[Path] = None
    # Neither is timed: `before` prepares a run, `check` raises `Failure` if its result is wrong.
    before: Optional[Callable[[], None]] = None
    check: Optional[Callable[[], None]] = None
    ours: bool = False
    runs: list = field(default_factory=list)
    failed: str = ""


def say(line):
    """Reports progress on standard error."""
    print(line, file=sys.stderr, flush=True)


def run(command, output=os.devnull):
    """Runs a command to its end, with its standard output in a file, and returns its cost.

    The child is spawned directly because the overhead of `subprocess` is as long as a search. The kernel counts the memory of the parent
    as used by the child, so this program must stay small: everything that needs much memory runs in a separate process.
    """
    arguments = [str(argument) for argument in command]
    ERRORS.seek(0)
    ERRORS.truncate()
    actions = [
        (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
        (os.POSIX_SPAWN_OPEN, 1, str(output), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644),
        (os.POSIX_SPAWN_DUP2, ERRORS.fileno(), 2),
    ]
    begun = time.perf_counter()
    try:
        pid = os.posix_spawnp(arguments[0], arguments, ENVIRONMENT, file_actions=actions)
    except OSError as error:
        raise Failure(f"cannot run {arguments[0]}: {error.strerror}") from None
    try:
        _, status, usage = os.wait4(pid, 0)
    except KeyboardInterrupt:
        os.kill(pid, signal.SIGTERM)
        os.wait4(pid, 0)
        raise
    seconds = time.perf_counter() - begun
    code = os.waitstatus_to_exitcode(status)
    if code != 0:
        ERRORS.seek(0)
        said = ERRORS.read().decode(errors="replace").strip()[-2000:]
        raise Failure(f"exit code {code} of: {' '.join(arguments)}\n{said}")
    seen = usage.ru_maxrss > resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024 if seen else None)


def race(title, contenders, rounds):
    """Runs all in turn, round after round, so that a machine that slows down does so for all of them.

    A program that fails is skipped from then on, with the reason; if Dateline fails, the benchmark ends.
    """
    for number in range(1, rounds + 1):
        for contender in contenders:
            if contender.failed:
                continue
            try:
                if contender.before:
                    contender.before()
                # Otherwise earlier writes reach the disk during the next run.
                os.sync()
                taken = run(contender.command, contender.output)
                if contender.check:
                    contender.check()
            except Failure as failure:
                if contender.ours:
                    raise
                contender.failed = str(failure)
                say(f"{title}: {contender.name} FAILED: {failure}")
                continue
            contender.runs.append(taken)
            if taken.seconds >= 1 or number == rounds:
                say(f"{title}: round {number} of {rounds}: {contender.name}: {taken.seconds:.3f} s")
