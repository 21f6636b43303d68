"""How to load data, and what was loaded."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

from hotspots.months import months_between
from hotspots.presentation.words.escaping import plain
from hotspots.presentation.words.months_told import months
from hotspots.presentation.words.numbers import counted, first_of, listed, number
from hotspots.sources.reading import ELSEWHERE, IDENTICAL, NOT_USED

if TYPE_CHECKING:
    from hotspots.sources.reading import Reading


HOW_TO_LOAD = (
    "Hotspots ranks small zones, about 350 metres across, by how much recorded crime "
    "they have and how much harm it does, and chooses where patrols go.\n\n"
    "1. Open **data.police.uk**, choose *Data*, then *Custom download*.\n"
    "2. Tick the force and the months (twelve or more), leave *Include crime data* "
    "ticked, and download the zip.\n"
    "3. Upload the zip here as it is. It stays on the machine that runs Hotspots."
)


LINK_WITHOUT_DATA = (
    "This link was made with other data, which a link never carries. You see the "
    "built-in sample with the link's settings: load those data on the data page."
)
NOT_SHOWN = "These figures cannot be shown at the moment. Please come back later."
VISIT_LOST = (
    "The connection was lost, and the server no longer holds the files that you "
    "loaded. Your settings are as they were. Load the files again on the data page."
)


READING_SAMPLE = "Opening the built-in sample …"
_MOST_NAMED = 3


def reading(files: Sequence[str]) -> str:
    """Say which files are being read, and how many they are.

    Examples
    --------
    >>> reading(["kent-2024.zip", "kent-2025.zip"])
    'Reading 2 files: kent-2024.zip and kent-2025.zip …'
    """
    named = first_of([plain(name) for name in files], most=_MOST_NAMED)
    return f"Reading {counted(len(files), 'file')}: {listed(named)} …"


def data_sentence(reading: Reading, loaded: Sequence[str]) -> str:
    """Say what is loaded: incidents, districts and months, gaps included."""
    what = "made-up incident" if reading.synthetic else "recorded incident"
    span = months(loaded[0], loaded[-1])
    n_span = len(months_between(loaded[0], loaded[-1]))
    gaps = "" if n_span == len(loaded) else f" of the {n_span}"
    n_months = counted(len(loaded), "month")
    return (
        f"{counted(len(reading.incidents), what)} in "
        f"{counted(len(reading.area), 'district')}, {n_months}{gaps} from {span}."
    )


def rows_sentence(files: pd.DataFrame, set_aside: pd.DataFrame) -> str:
    """Say how many rows were read, kept and set aside, and why."""
    read, n_kept = int(files["rows_read"].sum()), int(files["rows_kept"].sum())
    rows = f"{counted(read, 'row')} read, {number(n_kept)} kept, "
    rows += f"{number(len(set_aside))} set aside"
    if set_aside.empty:
        return f"{rows}."
    by_reason = set_aside["reason"].astype("str").value_counts()
    reasons = [f"{why} ({number(n)})" for why, n in by_reason.items()]
    return f"{rows}: {listed(reasons)}."


SKIPPED = {
    ELSEWHERE: "set aside whole",
    IDENTICAL: "skipped: identical to another",
    NOT_USED: "not used",
}


def skipped_sentence(files: pd.DataFrame) -> str:
    """Say how many files were found and not read, or nothing."""
    n_files = files["status"].astype("str").value_counts()
    parts = [
        f"{counted(int(n_files[status]), 'file')} {what}"
        for status, what in SKIPPED.items()
        if status in n_files.index
    ]
    return f"{listed(parts)}." if parts else ""
