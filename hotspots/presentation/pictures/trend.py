"""The trend month by month, the county and the chosen zones under each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from hotspots.months import months_between
from hotspots.presentation.colours import INK
from hotspots.presentation.pictures.frame import Body, PictureWords, framed
from hotspots.presentation.pictures.land import HIDDEN_MEANING, hidden_sign
from hotspots.presentation.pictures.marks import Line, Mark, Picture, Rect, Sign, Text
from hotspots.presentation.pictures.paragraphs import FAINT_INK, LegendEntry
from hotspots.presentation.pictures.sizes import NEWSLETTER, Size
from hotspots.presentation.pictures.text import LINE_HEIGHT, text_width_px
from hotspots.tables import Column, Table, check

PUBLISHED_MONTHLY = Table(
    "monthly counts to draw",
    "month and part",
    ("part", "month"),
    (
        Column("part", "text", "What the line is called on the picture."),
        Column("month", "text", "The month, as 2025-01."),
        Column(
            "incidents",
            "number",
            "As published; empty if hidden.",
            "incidents",
            least=0,
            may_be_empty=True,
        ),
    ),
)
GRID = "#c9d0d7"
NICE = (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10)
N_STEPS = 3
# The height of both panels together, in shares of the width.
HEIGHT_SHARE = 0.56


@dataclass(frozen=True)
class _Axes:
    """Months and counts onto a panel's pixels."""

    plot: Rect
    months: Sequence[str]
    most: float

    def across(self, month: str) -> float:
        step = self.plot.width / len(self.months)
        return self.plot.left + (self.months.index(month) + 0.5) * step

    def down(self, incidents: float) -> float:
        return self.plot.bottom - incidents / self.most * self.plot.height


def trend_picture(
    monthly: pd.DataFrame,
    *,
    starts: Mapping[str, str],
    colours: Mapping[str, str],
    words: PictureWords,
    size: Size = NEWSLETTER,
) -> Picture:
    """Draw each part's incidents month by month, each on an axis that starts at 0.

    Parameters
    ----------
    monthly
        `PUBLISHED_MONTHLY`. Parts stand under each other, as they first come.
    starts
        Months in which patrols began, as 2024-04, with what is written there; marked
        if within the months.
    colours
        Colour of each part's line, as #rrggbb.
    words
        What is written; `key` says what is counted, such as "incidents a month".
    size
        The size to draw it in.
    """
    check(monthly, PUBLISHED_MONTHLY)
    months = months_between(monthly["month"].min(), monthly["month"].max())

    counts_of = {
        str(part): of_part.set_index("month")["incidents"].astype(float)
        for part, of_part in monthly.groupby("part", sort=False)
    }
    tops = {part: _nice_above(counts.max()) for part, counts in counts_of.items()}
    labels = max(text_width_px(f"{top:,.0f}", size.text_px) for top in tops.values())

    def draw(room: Rect) -> list[Mark]:
        height = room.height / len(counts_of)
        drawn: list[Mark] = []
        for n, (part, counts) in enumerate(counts_of.items()):
            top = room.top + n * height
            panel = Rect(room.left, top, room.right, top + height)
            axes = _Axes(_plot(panel, labels + 10, size), months, tops[part])
            drawn += _grid(axes, size)
            for start in starts:
                name = _name_of_start(start, starts) if n == 0 else ""
                drawn += _start(axes, start, size, name=name)
            drawn += _line(axes, counts, colours[part], size)
            drawn += _title(panel, part, words.key, colours[part], size)
        return drawn

    body = Body(draw, lambda width_px: HEIGHT_SHARE * width_px, beside_words=True)
    legend = []
    if monthly["incidents"].isna().any():
        legend.append(
            LegendEntry(hidden_sign(1.3 * _dot_px(size), INK), HIDDEN_MEANING)
        )
    return framed(words, body, size=size, legend=legend)


def _plot(panel: Rect, labels_px: float, size: Size) -> Rect:
    """Leave room for the title over the plot, the years under it, counts beside it."""
    line = size.text_px * LINE_HEIGHT
    top, bottom = panel.top + 2.5 * line, panel.bottom - 1.7 * line
    return Rect(panel.left + labels_px, top, panel.right, bottom)


def _nice_above(most: float) -> float:
    """Return the least round top of an axis of three steps that is not below."""
    # A part of which every month is hidden has no most.
    step = max(most if most > 0 else 1.0, 1.0) / N_STEPS
    power = 10.0 ** np.floor(np.log10(step))
    nice = min(number for number in NICE if number * power >= step * (1 - 1e-9))
    return float(max(np.ceil(nice * power), 1) * N_STEPS)


def _grid(axes: _Axes, size: Size) -> list[Mark]:
    plot = axes.plot
    counts = [axes.most * step / N_STEPS for step in range(N_STEPS + 1)]
    rules = [
        Line(((plot.left, axes.down(count)), (plot.right, axes.down(count))), GRID, 1.5)
        for count in counts
    ]
    labels = [
        Text(
            f"{count:,.0f}",
            plot.left - 10,
            axes.down(count),
            size.text_px,
            colour=FAINT_INK,
            align="right",
        )
        for count in counts
    ]
    return [*rules, *labels, *_years(axes, size)]


def _years(axes: _Axes, size: Size) -> list[Mark]:
    """Mark each January, and name the first month and those that there is room for."""
    named: list[Text] = []
    ticks: list[Mark] = []
    bottom = axes.plot.bottom
    for n, month in enumerate(axes.months):
        if n and not month.endswith("-01"):
            continue
        across = axes.across(month)
        ticks.append(Line(((across, bottom), (across, bottom + 8)), FAINT_INK, 2.0))
        label = Text(
            _month_name(month),
            across,
            bottom + 10 + size.text_px * LINE_HEIGHT / 2,
            size.text_px,
            colour=FAINT_INK,
            align="left" if n == 0 else "center",
        )
        clear = not named or named[-1].rect.right + 12 < label.rect.left
        if clear and label.rect.right <= axes.plot.right + 1:
            named.append(label)
    return [*ticks, *named]


def _month_name(month: str) -> str:
    """Write a month as Jan 2025.

    Examples
    --------
    >>> _month_name("2025-01")
    'Jan 2025'
    """
    return pd.Timestamp(f"{month}-01").strftime("%b %Y")


def _name_of_start(start: str, starts: Mapping[str, str]) -> str:
    """Name the one start with its month; of several the first stands for all."""
    if len(starts) == 1:
        return f"{_month_name(start)}: {starts[start]}"
    return starts[start].partition(":")[0] if start == min(starts) else ""


def _start(axes: _Axes, patrols_start: str, size: Size, *, name: str) -> list[Mark]:
    """Mark the patrol start: a dashed rule before its month, named over the first."""
    if patrols_start not in axes.months:
        return []
    plot = axes.plot
    across = axes.across(patrols_start) - plot.width / len(axes.months) / 2
    line = size.text_px * LINE_HEIGHT
    rule = Line(
        ((across, plot.top - 1.3 * line), (across, plot.bottom)), INK, 2.5, dashed=True
    )
    if not name:
        return [rule]
    width = text_width_px(name, size.text_px, bold=True)
    right = across + 8 + width <= plot.right
    return [
        rule,
        Text(
            name,
            across + 8 if right else across - 8,
            plot.top - 0.85 * line,
            size.text_px,
            bold=True,
            align="left" if right else "right",
        ),
    ]


def _dot_px(size: Size) -> float:
    return 0.55 * size.text_px


def _line(axes: _Axes, counts: pd.Series, colour: str, size: Size) -> list[Mark]:
    """Draw the line, broken where a month is missing or hidden."""
    runs: list[list[tuple[float, float]]] = [[]]
    hidden: list[Mark] = []
    for month in axes.months:
        count = counts.get(month)
        if count is not None and not np.isnan(count):
            runs[-1].append((axes.across(month), axes.down(count)))
            continue
        runs.append([])
        if count is not None:
            at = (axes.across(month), axes.plot.bottom)
            hidden.append(hidden_sign(1.3 * _dot_px(size), colour, at))
    lines = [Line(tuple(run), colour, 4.0) for run in runs if len(run) > 1]
    dots = [
        Sign(across, down, _dot_px(size), fill=colour)
        for run in runs
        for across, down in run
    ]
    return [*lines, *dots, *hidden]


def _title(panel: Rect, part: str, unit: str, colour: str, size: Size) -> list[Mark]:
    """Name the panel in its line's colour, and what is counted beside it."""
    down = panel.top + size.text_px * LINE_HEIGHT / 2
    bold = Text(part, panel.left, down, 1.1 * size.text_px, bold=True, colour=colour)
    beside = bold.rect.right + 0.4 * size.text_px
    return [bold, Text(unit, beside, down, size.text_px, colour=FAINT_INK)]
