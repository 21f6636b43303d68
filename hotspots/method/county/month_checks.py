"""Which months look wrong, beside the others that are loaded."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from hotspots.months import months_between
from hotspots.sources.reading import Reading
from hotspots.tables import MONTHS, check

MISSING = "no incidents: month missing"
RECORDING_CHANGED = "recording changed in it (marked by the user)"

# A month is judged by the median of the loaded months nearest to it, at most so many:
# a year of seasons, and not so long that a slow rise of crime looks like a fault.
MOST_OTHERS = 12
# Of Kent's 16 months of 2024 and 2025 none has less than 0.89 or more than 1.22 times
# the median of the others. These catch a month that is half or double, whatever its
# season.
TOTAL_LOW, TOTAL_HIGH = 0.65, 1.6
# Single categories swing more with the seasons: antisocial behaviour in Kent from 0.60
# to 1.52, and robbery, with 120 a month, from 0.46. Hence wider bounds, large numbers
# only, and half a year of other months.
PART_LOW, PART_HIGH = 0.55, 1.8
LEAST_TOTAL = 100
LEAST_PART = 300
LEAST_OTHERS_FOR_PART = 6
# So many expected and none found is no chance.
LEAST_ABSENT = 30

_SHOWN = 5

Counts = NDArray[np.int64]


def look_over(reading: Reading) -> pd.DataFrame:
    """Count each month's incidents and say in words where a month looks wrong.

    Parameters
    ----------
    reading
        What was read.

    Returns
    -------
    pandas.DataFrame
        Table `MONTHS`: every month from the first to the last loaded.

    Notes
    -----
    What to expect of a month is the median of the other loaded months, of the 12
    nearest where there are more. Noted are a month that is missing between others; a
    total below 0.65 or above 1.6 times what is expected; a category or a district that
    is absent though 30 or more are expected; and, with six other months or more, one
    below 0.55 or above 1.8 times, if 300 or more are expected. With only two months a
    total is never called high: either may be at fault. Real changes are noted as well:
    a note asks for a look at the source and nothing is mended.
    """
    incidents = reading.incidents
    loaded = incidents["month"].cat.categories.tolist()
    every = months_between(loaded[0], loaded[-1]) if loaded else []
    when = np.array([every.index(month) for month in loaded], dtype=np.intp)
    n_incidents = np.zeros(len(every), dtype=np.int64)
    n_incidents[when] = np.bincount(incidents["month"].cat.codes, minlength=len(loaded))
    notes = np.full(len(every), MISSING, dtype=object)
    notes[when] = _notes(incidents, n_incidents[when], when)
    table = {"month": every, "incidents": n_incidents, "note": notes.tolist()}
    return check(pd.DataFrame(table), MONTHS)


def mark_changes(looked_over: pd.DataFrame, changes: Sequence[str]) -> pd.DataFrame:
    """Note the months in which crime came to be recorded otherwise.

    Parameters
    ----------
    looked_over
        Table `MONTHS`.
    changes
        Months that the user marked; those that are not loaded are left out.
    """
    marked = looked_over["month"].isin(list(changes))
    longer = [
        "; ".join(filter(None, [note, RECORDING_CHANGED])) if is_marked else note
        for note, is_marked in zip(looked_over["note"], marked, strict=True)
    ]
    return check(looked_over.assign(note=longer), MONTHS)


def _notes(
    incidents: pd.DataFrame, n_incidents: Counts, when: NDArray[np.intp]
) -> list[str]:
    """Return a note on each loaded month."""
    n_others = min(len(when) - 1, MOST_OTHERS)
    wholes = _expected(n_incidents, when)
    columns = [incidents["category"], incidents["district"]]
    parts = [
        (names, counts, _expected(counts, when))
        for names, counts in (_counted(incidents["month"], each) for each in columns)
    ]
    notes = []
    for number, whole in enumerate(wholes):
        told = _on_total(n_incidents[number], whole, n_others)
        # Where the whole month is out, so is each part, and nothing more is learnt.
        told_others = 0 if told else n_others
        for names, counts, expected in parts:
            for name, n, usual in zip(
                names, counts[number], expected[number], strict=True
            ):
                told += _on_part(name, n, usual, told_others)
        more = [f"and {len(told) - _SHOWN} more"] if len(told) > _SHOWN else []
        notes.append("; ".join(told[:_SHOWN] + more))
    return notes


def _counted(month: pd.Series, part: pd.Series) -> tuple[list[str], Counts]:
    """Count incidents in each month (rows) of each part (columns)."""
    names = part.cat.categories.tolist()
    shape = (len(month.cat.categories), len(names))
    both = month.cat.codes.to_numpy(np.int64) * len(names) + part.cat.codes.to_numpy()
    return names, np.bincount(both, minlength=shape[0] * shape[1]).reshape(shape)


def _expected(counts: Counts, when: NDArray[np.intp]) -> NDArray[np.float64]:
    """Return the median of the nearest other months; 0 where there are none."""
    expected = np.zeros(counts.shape)
    for number, month in enumerate(when):
        nearest = np.argsort(np.abs(when - month), kind="stable")
        others = nearest[nearest != number][:MOST_OTHERS]
        if len(others):
            expected[number] = np.median(counts[others], axis=0)
    return expected


def _on_total(n: int, expected: float, n_others: int) -> list[str]:
    if expected < LEAST_TOTAL:
        return []
    found = (
        f"{n:,} incidents, {n / expected:.0%} of what other months lead one to expect"
    )
    if n < TOTAL_LOW * expected:
        return [f"looks low: {found}"]
    # Of two months alone, one low makes the other look high.
    if n > TOTAL_HIGH * expected and n_others > 1:
        return [f"looks high: {found}"]
    return []


def _on_part(name: str, n: int, expected: float, n_others: int) -> list[str]:
    if n == 0 and expected >= LEAST_ABSENT:
        return [f"{name} is absent: about {expected:,.0f} incidents expected"]
    if n_others < LEAST_OTHERS_FOR_PART or expected < LEAST_PART:
        return []
    found = f"{n:,} incidents, {n / expected:.0%} of what is expected"
    if n < PART_LOW * expected:
        return [f"{name} looks low: {found}"]
    if n > PART_HIGH * expected:
        return [f"{name} looks high: {found}"]
    return []
