"""Which months look wrong, compared with the others that are loaded."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from hotspots.method.county.broad_categories import broad_incidents
from hotspots.method.county.month_flags import (
    CATEGORY,
    DISTRICT,
    MISSING,
    PART_ABSENT,
    PART_HIGH,
    PART_LOW,
    RECORDING_CHANGED,
    TOTAL_HIGH,
    TOTAL_LOW,
    CheckedMonths,
)
from hotspots.months import months_between
from hotspots.sources.reading import Reading
from hotspots.tables import MONTH_FLAGS, MONTHS, check

# A month is compared with the median of the loaded months nearest to it, at most so
# many: a year of seasons, and not so long that a slow rise of crime looks like a fault.
MOST_OTHERS = 12
# Of Kent's 16 months of 2024 and 2025 none has less than 0.89 or more than 1.22 times
# the median of the others. These catch a month that is half or double, whatever its
# season.
LEAST_TOTAL_RATIO, MOST_TOTAL_RATIO = 0.65, 1.6
# Single categories swing more with the seasons: antisocial behaviour in Kent from 0.60
# to 1.52, and robbery, with 120 a month, from 0.46. Hence wider bounds, large numbers
# only, and half a year of other months.
LEAST_PART_RATIO, MOST_PART_RATIO = 0.55, 1.8
LEAST_TOTAL = 100
LEAST_PART = 300
LEAST_OTHERS_FOR_PART = 6
# So many expected and none found is no chance.
LEAST_ABSENT = 30

Counts = NDArray[np.int64]
# A row of `MONTH_FLAGS`.
Flag = tuple[str, str, str, str, float, float]


def check_months(reading: Reading) -> CheckedMonths:
    """Count each month's incidents and flag what looks wrong.

    Parameters
    ----------
    reading
        What was read.

    Returns
    -------
    CheckedMonths
        Every month from the first to the last loaded, and the flags in their order.

    Notes
    -----
    What to expect of a month is the median of the other loaded months, of the 12
    nearest where there are more. Flagged are a month that is missing between others; a
    total below 0.65 or above 1.6 times what is expected; a category or a district that
    is absent though 30 or more are expected; and, with six other months or more, one
    below 0.55 or above 1.8 times, if 300 or more are expected. With only two months a
    total is never called high: either may be at fault. Real changes are flagged as
    well: a flag asks for a look at the source and nothing is mended.
    """
    incidents = reading.incidents
    loaded = incidents["month"].cat.categories.tolist()
    every = months_between(loaded[0], loaded[-1]) if loaded else []
    when = np.array([every.index(month) for month in loaded], dtype=np.intp)
    n_incidents = np.zeros(len(every), dtype=np.int64)
    n_incidents[when] = np.bincount(incidents["month"].cat.codes, minlength=len(loaded))
    months = check(pd.DataFrame({"month": every, "incidents": n_incidents}), MONTHS)
    rows = [
        (month, "", "", MISSING, 0.0, np.nan) for month in every if month not in loaded
    ]
    rows += _flags(reading, n_incidents[when], when)
    return CheckedMonths(months, _table(rows))


def mark_changes(checked: CheckedMonths, changes: Sequence[str]) -> CheckedMonths:
    """Flag the months in which crime came to be recorded otherwise.

    Parameters
    ----------
    checked
        The months and their flags.
    changes
        Months that the user marked; those that are not loaded are left out.
    """
    marked = [month for month in checked.months["month"] if month in set(changes)]
    if not marked:
        return checked
    more = [(month, "", "", RECORDING_CHANGED, np.nan, np.nan) for month in marked]
    flags = [*checked.flags.itertuples(index=False, name=None), *more]
    return CheckedMonths(checked.months, _table(flags))


def _table(rows: Sequence[Flag]) -> pd.DataFrame:
    """Return table `MONTH_FLAGS`, by month and else in the order given."""
    flags = pd.DataFrame(rows, columns=MONTH_FLAGS.column_names)
    kinds = dict.fromkeys(["month", "part_of", "part", "kind"], "str")
    typed = flags.astype(kinds | dict.fromkeys(["found", "expected"], "float64"))
    in_order = typed.sort_values("month", kind="stable", ignore_index=True)
    return check(in_order, MONTH_FLAGS)


def _flags(reading: Reading, n_incidents: Counts, when: NDArray[np.intp]) -> list[Flag]:
    """Return the flags of the loaded months."""
    incidents = reading.incidents
    # Single offences of an extract swing more than the categories that the bounds were
    # set for.
    category = broad_incidents(reading)["category"]
    columns = ((CATEGORY, category), (DISTRICT, incidents[DISTRICT]))
    loaded = incidents["month"].cat.categories
    n_others = min(len(when) - 1, MOST_OTHERS)
    wholes = _expected(n_incidents, when)
    parts = [
        (part_of, names, counts, _expected(counts, when))
        for part_of, column in columns
        for names, counts in [_counted(incidents["month"], column)]
    ]
    flags: list[Flag] = []
    for number, month in enumerate(loaded):
        found, usual = int(n_incidents[number]), float(wholes[number])
        kind = _kind_of_total(found, usual, n_others)
        if kind:
            flags.append((month, "", "", kind, float(found), usual))
        # Where the whole month is out, so is each part, and nothing more is learnt.
        n_telling = 0 if kind else n_others
        for part_of, names, counts, expected in parts:
            for part, n, usual_n in zip(
                names, counts[number].tolist(), expected[number].tolist(), strict=True
            ):
                if kind_of_part := _kind_of_part(n, usual_n, n_telling):
                    flags.append(
                        (month, part_of, part, kind_of_part, float(n), usual_n)
                    )
    return flags


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


def _kind_of_total(n: int, expected: float, n_others: int) -> str:
    if expected < LEAST_TOTAL:
        return ""
    if n < LEAST_TOTAL_RATIO * expected:
        return TOTAL_LOW
    # Of two months alone, one low makes the other look high.
    if n > MOST_TOTAL_RATIO * expected and n_others > 1:
        return TOTAL_HIGH
    return ""


def _kind_of_part(n: int, expected: float, n_others: int) -> str:
    if n == 0 and expected >= LEAST_ABSENT:
        return PART_ABSENT
    if n_others < LEAST_OTHERS_FOR_PART or expected < LEAST_PART:
        return ""
    if n < LEAST_PART_RATIO * expected:
        return PART_LOW
    return PART_HIGH if n > MOST_PART_RATIO * expected else ""
