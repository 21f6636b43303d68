"""Extracts of different months put together: each incident once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from hotspots.sources.force_extract.reading import ExtractReading


@dataclass(frozen=True)
class Joined:
    """Rows of several extracts.

    Attributes
    ----------
    rows
        As `ExtractReading.rows`, with `file` before; without `incident_key`, which has
        done its work.
    overlaps
        Pairs of files whose days overlap and that cannot be told apart, because at
        least one has no identifiers: their rows may count twice.
    repeats
        The rows left out because a later file has the same incident: `file`, `line`
        and `start`.
    """

    rows: pd.DataFrame
    overlaps: tuple[tuple[str, str], ...]
    repeats: pd.DataFrame


def join_readings(readings: Sequence[ExtractReading]) -> Joined:
    """Put readings together; where two files hold an incident, the later file counts.

    Parameters
    ----------
    readings
        In the order of the months, the newest last: it knows the incident best.
    """
    rows = pd.concat(
        [reading.rows.assign(file=reading.file_name) for reading in readings],
        ignore_index=True,
    )
    what = rows["offence_class"].fillna(rows["offence_code"]).fillna("")
    what = what.where(~rows["is_asb"], "asb").astype(str)
    labelled = pd.DataFrame(
        {"key": rows["incident_key"], "what": what, "file": rows["file"]}
    )
    has_key = labelled["key"].notna()
    first_file = labelled[has_key].groupby(["key", "what"])["file"]
    newest = first_file.transform("last")
    repeated = has_key & (labelled["file"] != newest.reindex(labelled.index))
    for name in rows.columns:
        if str(name).startswith("flag: "):
            rows[name] = rows[name].astype("boolean").fillna(value=False).astype(bool)
    left = [str(c) for c in rows.columns if c not in ("file", "incident_key")]
    return Joined(
        rows=rows.loc[~repeated, ["file", *left]].reset_index(drop=True),
        overlaps=_overlaps(readings),
        repeats=rows.loc[repeated, ["file", "line", "start"]].reset_index(drop=True),
    )


def _overlaps(readings: Sequence[ExtractReading]) -> tuple[tuple[str, str], ...]:
    found = []
    for at, one in enumerate(readings):
        for other in readings[at + 1 :]:
            told_apart = _has_keys(one) and _has_keys(other)
            if not told_apart and _share_days(one, other):
                found.append((one.file_name, other.file_name))
    return tuple(found)


def _has_keys(reading: ExtractReading) -> bool:
    return "identifier" in reading.mapping.columns


def _share_days(one: ExtractReading, other: ExtractReading) -> bool:
    if one.rows.empty or other.rows.empty:
        return False
    first = max(one.rows["start"].min(), other.rows["start"].min())
    last = min(one.rows["start"].max(), other.rows["start"].max())
    return bool(first <= last)
