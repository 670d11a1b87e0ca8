"""The main comparisons as a bar chart: an SVG without scripts or embedded fonts, for light and dark pages."""
from html import escape
from itertools import groupby

from .results import figure

WIDTH, LEFT, RIGHT = 820, 210, 130
BAR, GAP, TITLE = 16, 6, 30

STYLE = """
  svg { font: 13px system-ui, sans-serif; }
  .page { fill: #ffffff; } .title { font-weight: 600; } text { fill: #1f2328; } .small { fill: #59636e; }
  .ours { fill: #0969da; } .peer { fill: #afb8c1; }
  @media (prefers-color-scheme: dark) {
    .page { fill: #0d1117; } text { fill: #e6edf3; } .small { fill: #9198a1; }
    .ours { fill: #4493f8; } .peer { fill: #484f58; }
  }
"""


def draw(results, about):
    """Returns the chart; each group of bars has its own scale, since some are in seconds and some in milliseconds."""
    lines = [line for line in results.lines if line.chart and line.middle is not None]
    groups = [(what, list(of_group)) for what, of_group in groupby(lines, key=lambda line: line.what)]
    body, said, y = [], [], 60
    for what, of_group in groups:
        if len(of_group) < 2:
            continue
        y += TITLE
        body.append(f'<text class="title" x="16" y="{y - 10}">{escape(what[:1].upper() + what[1:])}</text>')
        longest = max(line.middle for line in of_group)
        for line in of_group:
            length = max(2.0, (WIDTH - LEFT - RIGHT) * line.middle / longest)
            middle = y + BAR - 4
            body.append(f'<text x="{LEFT - 8}" y="{middle}" text-anchor="end">{escape(line.who)}</text>')
            body.append(f'<rect class="{"ours" if line.ours else "peer"}" x="{LEFT}" y="{y}" width="{length:.1f}" height="{BAR}" rx="2"/>')
            body.append(f'<text x="{LEFT + length + 8:.1f}" y="{middle}">{escape(figure(line.middle, line.unit))}</text>')
            y += BAR + GAP
        said.append(f"{what}: " + ", ".join(f"{line.who} {figure(line.middle, line.unit)}" for line in of_group) + ".")
    machine = about["machine"]
    under = f"Median of {about['runs']} runs, {machine['cores']} cores of {machine['processor']}, {machine['date']}. Shorter is faster."
    return "\n".join([
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {y + 16}" width="{WIDTH}" height="{y + 16}" role="img" '
        'aria-labelledby="chart-title chart-desc">',
        f'<title id="chart-title">Dateline compared with other programs, {about["articles"]:,} articles</title>',
        f'<desc id="chart-desc">{escape(" ".join(said))}</desc>',
        f"<style>{STYLE}</style>",
        f'<rect class="page" width="{WIDTH}" height="{y + 16}" rx="6"/>',
        f'<text class="title" x="16" y="28">Dateline compared with other programs, {about["articles"]:,} articles</text>',
        f'<text class="small" x="16" y="48">{escape(under)}</text>',
        *body,
        "</svg>",
        "",
    ])
