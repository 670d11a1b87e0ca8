"""The results: the lines of the table, as a table and as JSON."""
import json
import statistics
from dataclasses import asdict, dataclass
from typing import Optional

# Formats by unit: the factor from the measured value, and the decimals of figures below ten and from ten on.
UNITS = {"s": (1, 2, 1), "ms": (1000, 2, 1), "× text": (1, 2, 1), "MB": (1e-6, 1, 0)}

HEADINGS = ("what", "of", "median (min–max)", "CPU", "peak memory", "Dateline/it", "target", "met")


@dataclass
class Line:
    """One line of the table: one figure of Dateline or of a peer."""

    part: str
    what: str
    who: str
    unit: str
    ours: bool
    # The main figure, and the minimum and maximum of single rounds; `None` where there is none.
    middle: Optional[float] = None
    low: Optional[float] = None
    high: Optional[float] = None
    cpu: Optional[float] = None
    memory: Optional[int] = None
    # Dateline's figure divided by this one.
    ratio: Optional[float] = None
    # The target: the maximum of the ratio, or for Dateline of the figure; and a more ambitious one.
    limit: Optional[float] = None
    push: Optional[float] = None
    met: Optional[bool] = None
    # The reason why there is no figure.
    note: str = ""
    chart: bool = False


class Results:
    """The lines, in the order in which they were measured."""

    def __init__(self):
        self.lines = []
        # By part: every query, its kind, and the median of its runs in seconds.
        self.queries = {}

    def add(self, part, what, who, unit, figures, middle=None, *, ours=False, runs=(), against=None, limit=None, push=None, chart=False):
        """Adds the figures of the rounds; `against` is Dateline's line, if this is another program's.

        `middle` is the main figure if it is not the median of the figures. Returns the line.
        """
        line = Line(part, what, who, unit, ours, limit=limit, push=push, chart=chart)
        line.middle = statistics.median(figures) if middle is None else middle
        line.low, line.high = min(figures), max(figures)
        if runs:
            line.cpu = statistics.median(run.cpu for run in runs)
            line.memory = max((run.memory for run in runs if run.memory), default=None)
        if against:
            line.ratio = against.middle / line.middle
        if limit is not None:
            line.met = (line.middle if against is None else line.ratio) <= limit
        self.lines.append(line)
        return line

    def absent(self, part, what, who, note):
        """Adds a line for a program that could not be measured."""
        self.lines.append(Line(part, what, who, "", False, note=note.partition("\n")[0]))

    def add_race(self, part, what, unit, contenders, limits, *, push=None, chart=True):
        """Adds a line for every contender that was timed; the first is Dateline. `limits` has the targets by name."""
        ours = None
        for contender in contenders:
            if contender.failed or not contender.runs:
                self.absent(part, what, contender.name, contender.failed or "not measured")
                continue
            seconds = [run.seconds for run in contender.runs]
            limit = limits.get(contender.name)
            line = self.add(
                part, what, contender.name, unit, seconds, ours=contender.ours and ours is None, runs=contender.runs,
                against=ours, limit=limit, push=push if limit is not None else None, chart=chart,
            )
            ours = ours or line

    def table(self):
        """Returns the lines as one Markdown table, aligned for reading as text."""
        rows, last = [HEADINGS], None
        for line in self.lines:
            rows.append(cells(line, "" if line.what == last else line.what))
            last = line.what
        widths = [max(len(row[column]) for row in rows) for column in range(len(HEADINGS))]
        rows.insert(1, tuple("-" * width for width in widths))
        return "\n".join("| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths)) + " |" for row in rows)

    def write(self, path, about):
        """Writes everything as JSON, in seconds and bytes."""
        with open(path, "w", encoding="utf-8") as file:
            lines = [asdict(line) for line in self.lines]
            json.dump(about | {"lines": lines, "queries": self.queries}, file, indent=1, ensure_ascii=False)
            file.write("\n")


def cells(line, what):
    """Returns the cells of a line."""
    if line.middle is None:
        return (what, line.who, f"left out: {line.note}", "", "", "", "", "")
    spread = "" if line.low == line.high else f" ({number(line.low, line.unit)}–{number(line.high, line.unit)})"
    target = ""
    if line.limit is not None:
        of_ratio = line.ratio is not None
        target = f"≤ {line.limit:.2f}" if of_ratio else f"≤ {figure(line.limit, line.unit)}"
        if line.push is not None:
            target += f", better {line.push:.2f}"
    return (
        what,
        line.who,
        figure(line.middle, line.unit) + spread,
        "" if line.cpu is None else figure(line.cpu, line.unit),
        "" if line.memory is None else figure(line.memory, "MB"),
        "" if line.ratio is None else f"{line.ratio:.2f}" if line.ratio >= 0.1 else f"{line.ratio:.3f}",
        target,
        "" if line.met is None else "yes" if line.met else "NO",
    )


def number(value, unit):
    """Returns a value formatted for its unit, without the unit."""
    factor, digits, digits_from_ten = UNITS[unit]
    value *= factor
    return f"{value:,.{digits if value < 10 else digits_from_ten}f}"


def figure(value, unit):
    """Returns a value with its unit."""
    return f"{number(value, unit)} {unit}"
