"""Random commands on a random archive, some of them killed, with a check after each."""
import json
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections import Counter
from pathlib import Path

from . import world

FAKETIME = shutil.which("faketime")


class Difference(Exception):
    """The archive is not what it has to be."""


class Runs:
    """An archive with its folders in a temporary folder."""

    def __init__(self, seed, kill_share):
        program = os.environ.get("DATELINE") or Path(__file__).parents[2] / "target/release/dateline"
        self.program = str(Path(program).absolute())
        base = "/dev/shm" if Path("/dev/shm").is_dir() else None
        self.folder = tempfile.mkdtemp(prefix="dateline-soak-", dir=base)
        self.chance, self.disk = world.make(seed, self.folder)
        self.kill_share = kill_share
        self.durations, self.counts, self.log = {}, Counter(), []
        self.backup = None
        self.candidates = world.Candidates([world.State()])
        for folder in world.FOLDERS:
            self.complete(["index", folder], lambda state, folder=folder: state.follow(folder, self.disk))

    def remove_folder(self):
        """Removes everything."""
        shutil.rmtree(self.folder)

    def start(self, arguments, text, may_be_killed=False):
        """Starts a command, now and then at another time of the clock. A killed faketime would leave semaphores that a later one trips over."""
        prefix = []
        if FAKETIME and self.chance.random() < 0.1 and not may_be_killed:
            prefix = [FAKETIME, "-f", self.chance.choice(["-700d", "+700d"])]
        self.log.append(" ".join(prefix[1:] + arguments))
        process = subprocess.Popen(
            [*prefix, self.program, *arguments],
            cwd=self.folder, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
            start_new_session=True,
        )
        process.stdin.write(text.encode())
        process.stdin.close()
        return process

    def complete(self, arguments, change, text=""):
        """Runs a command to its end."""
        begun = time.monotonic()
        process = self.start(arguments, text)
        error = process.stderr.read().decode()
        if process.wait() != 0:
            raise Difference(f"{' '.join(arguments)} failed with {process.returncode}: {error}")
        self.durations[arguments[0]] = time.monotonic() - begun
        self.counts[arguments[0]] += 1
        self.candidates = self.candidates.after(change)
        self.check()

    def kill(self, arguments, change, text=""):
        """Kills a command at a random moment, checks what readers see, and completes it with the next run."""
        wait = self.chance.uniform(0, 1.1 * self.durations.get(arguments[0], 0.1))
        process = self.start(arguments, text, may_be_killed=True)
        time.sleep(wait)
        os.killpg(process.pid, signal.SIGKILL)
        process.stderr.close()
        process.wait()
        self.log[-1] += f" (killed after {wait * 1000:.0f} ms)"
        self.counts[f"{arguments[0]}, killed"] += 1
        self.candidates = self.candidates.or_after(change)
        self.check_soundness()
        found = self.found("index")
        if not self.candidates.explain_parts(found):
            raise Difference(f"a reader sees {found}")
        if self.chance.random() < 0.3:
            self.log.append(self.disk.change())
        self.complete(["index"], lambda state: state.index(self.disk))

    def found(self, archive):
        """Returns the headlines of an archive by part."""
        search = [self.program, "search", "words:>=0", "--format", "jsonl", "-n", "100000", "--quiet", "--index", archive]
        output = subprocess.run(search, cwd=self.folder, capture_output=True, check=False)
        if output.returncode not in (0, 1):
            raise Difference(f"{archive} cannot be searched: {output.stderr.decode()}")
        found = {part: [] for part in (*world.FOLDERS, world.STREAM)}
        for line in output.stdout.splitlines():
            headline = json.loads(line)["headline"]
            found[headline.split()[0]].append(headline)
        return {part: sorted(headlines) for part, headlines in found.items()}

    def check_soundness(self):
        """Asks the program itself. After a kill, an archive may have work left, but no fault."""
        checked = subprocess.run([self.program, "check"], cwd=self.folder, capture_output=True, check=False)
        if checked.returncode != 0:
            raise Difference(f"dateline check: {checked.stdout.decode()}{checked.stderr.decode()}")

    def check(self):
        """Compares the archive with what it has to be."""
        self.check_soundness()
        found = self.found("index")
        matching = self.candidates.matching(found)
        if not matching.states:
            for part, headlines in self.candidates.states[0].everything().items():
                missing, extra = Counter(headlines) - Counter(found[part]), Counter(found[part]) - Counter(headlines)
                if missing or extra:
                    raise Difference(f"in {part}, missing: {list(missing)}, not expected: {list(extra)}")
        self.candidates = matching

    def step(self):
        """Changes some files, and runs or kills a random command."""
        for _ in range(self.chance.randint(0, 4)):
            self.log.append(self.disk.change())
        run = self.kill if self.chance.random() < self.kill_share else self.complete
        state = self.candidates.states[0]
        is_known = len(self.candidates.states) == 1
        disk, chance = self.disk, self.chance
        update = lambda state: state.index(disk)
        match chance.choice(["index", "index", "verify", "stream", "stream", "remove", "add", "forget", "rebuild", "backup", "restore"]):
            case "index":
                run(["index"], update)
            case "verify":
                run(["index", "--verify"], update)
            case "rebuild":
                run(["index", "--rebuild"], update)
            case "stream":
                articles = {f"s{chance.randint(1, 30)}": disk.word() for _ in range(chance.randint(1, 3))}
                records = ({"id": key, "headline": f"stream {key} {word}", "body": word} for key, word in articles.items())
                text = "".join(json.dumps(record) + "\n" for record in records)
                run(["add", "-"], lambda state: state.add(world.STREAM, articles), text)
            case "remove" if is_known:
                part = chance.choice(list(state.articles))
                if part == world.STREAM:
                    keys = [chance.choice(sorted(state.articles[part]))] if state.articles[part] else []
                    names = [self.id_of(state.articles[part][key]) for key in keys]
                else:
                    file = chance.choice(sorted(disk.files[part]))
                    keys = [key for key in disk.files[part][file] if key in state.articles[part]]
                    names = [f"{part}/{file}"]
                if keys:
                    run(["remove", *names], lambda state: state.remove(part, keys))
            case "add":
                folder = chance.choice(world.FOLDERS)
                if all(folder in state.followed for state in self.candidates.states):
                    file, articles = chance.choice(sorted(disk.files[folder].items()))
                    run(["add", f"{folder}/{file}"], lambda state: state.add(folder, articles))
            case "forget" if is_known:
                folder = chance.choice(world.FOLDERS)
                if state.followed == set(world.FOLDERS):
                    run(["forget", folder], lambda state: state.forget(folder))
                for folder in sorted(set(world.FOLDERS) - self.candidates.states[0].followed):
                    self.complete(["index", folder], lambda state, folder=folder: state.follow(folder, disk))
            case "backup" if is_known:
                self.back_up(is_killed=run == self.kill)
            case "restore" if self.backup:
                shutil.rmtree(f"{self.folder}/index")
                shutil.copytree(f"{self.folder}/backup", f"{self.folder}/index")
                self.log.append("restore the backup")
                self.counts["restore"] += 1
                self.candidates = self.backup
                self.check()
                self.complete(["index"], update)

    def id_of(self, word):
        """Returns the id of the article with a word."""
        search = [self.program, "search", word, "--format", "ids", "--quiet"]
        return subprocess.run(search, cwd=self.folder, capture_output=True, check=True).stdout.decode().strip()

    def back_up(self, is_killed):
        """Makes a backup and checks it. A killed one leaves the last one or the new one."""
        before = self.backup.states if self.backup else []
        if is_killed:
            process = self.start(["backup", "backup"], "", may_be_killed=True)
            time.sleep(self.chance.uniform(0, 1.1 * self.durations.get("backup", 0.1)))
            os.killpg(process.pid, signal.SIGKILL)
            process.stderr.close()
            process.wait()
            self.log[-1] += " (killed)"
            self.counts["backup, killed"] += 1
        else:
            self.complete(["backup", "backup"], lambda state: None)
            before = []
        if not Path(self.folder, "backup/archive.json").exists() and is_killed and not before:
            return
        matching = world.Candidates(before + self.candidates.states).matching(self.found("backup"))
        if not matching.states:
            raise Difference(f"the backup has {self.found('backup')}")
        self.backup = matching


def repeat(runs, goes_on, seed):
    """Takes steps while `goes_on`; returns the exit code after printing what happened."""
    try:
        while goes_on():
            runs.step()
    except Difference as difference:
        print(f"DIFFERENCE with seed {seed}: {difference}\nthe last steps:")
        print("\n".join(f"  {line}" for line in runs.log[-25:]))
        print(f"kept for inspection: {runs.folder}")
        return 1
    runs.remove_folder()
    print(", ".join(f"{name}: {count}" for name, count in sorted(runs.counts.items())))
    return 0
