"""Running a command and measuring the whole process; running several in turn."""
import os
import resource
import signal
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Callable, Optional

# Nothing of what the user has set for Dateline counts, and programs that look at the language compare bytes, which is the fastest they can.
ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith("DATELINE_")} | {"LC_ALL": "C"}

# What the commands print on standard error, kept to be shown if one fails.
ERRORS = tempfile.TemporaryFile()


class Failure(Exception):
    """A program that was to be measured did not do its work."""


@dataclass
class Run:
    """What one process took: seconds by the clock, seconds of processors, and bytes of memory at the most."""

    seconds: float
    cpu: float
    # Unknown where the child needs less than this program.
    memory: Optional[int]


@dataclass
class Contender:
    """One of those that are measured in turn."""

    name: str
    command: list
    output: str = os.devnull
    # What it makes: a folder or a file.
    site: Optional[Path] = None
    # Neither is timed: what makes all ready for a run, and what raises `Failure` if the run did not do its work.
    before: Optional[Callable[[], None]] = None
    check: Optional[Callable[[], None]] = None
    ours: bool = False
    runs: list = field(default_factory=list)
    failed: str = ""


def say(line):
    """Says on standard error what is being done."""
    print(line, file=sys.stderr, flush=True)


def run(command, output=os.devnull):
    """Runs a command to its end, its standard output in a file, and returns what it took.

    The child is spawned by hand because what `subprocess` does around it takes as long as a search. To the kernel a child has needed at
    least the memory of its parent, so this program has to stay small: whatever needs much is done in a process of its own.
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

    A peer that fails is left out from then on, with the reason; where Dateline fails there is nothing to measure.
    """
    for number in range(1, rounds + 1):
        for contender in contenders:
            if contender.failed:
                continue
            try:
                if contender.before:
                    contender.before()
                # Else what was written before goes to the disk during the run that comes.
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
