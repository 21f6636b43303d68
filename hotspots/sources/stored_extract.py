"""What a stored reading says of a force's extract, beside its tables.

Only a reading of made-up data is ever stored: that of the built-in sample.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from hotspots.settings.counting import IncidentKind
from hotspots.sources.force_extract.columns.mapping import mapping_from_json
from hotspots.sources.force_extract.reading import ExtractSummary
from hotspots.sources.reading import ExtractDetails, Reading

_TIMES = ("start", "end")
_SECONDS = "datetime64[s]"


def times_to_store(details: ExtractDetails) -> pd.DataFrame:
    """Return the times and flags of an extract's rows as numbers."""
    rows = details.rows
    seconds = {
        name: rows[name].to_numpy(dtype=_SECONDS).astype("int64") for name in _TIMES
    }
    return rows.assign(**seconds)


def about(reading: Reading) -> dict[str, Any] | None:
    """Return what JSON can write of an extract; None where the reading is of none."""
    extract = reading.extract
    if extract is None:
        return None
    return {
        "kinds": [
            {**dataclasses.asdict(kind), "flags": sorted(kind.flags)}
            for kind in reading.kinds
        ],
        "files": [
            {**dataclasses.asdict(file), "mapping": file.mapping.to_json()}
            for file in extract.files
        ],
        "content": extract.content,
        "overlaps": extract.overlaps,
    }


def kinds(stored: Mapping[str, Any] | None) -> tuple[IncidentKind, ...]:
    """Return the kinds of incidents that `about` wrote."""
    if stored is None:
        return ()
    return tuple(
        IncidentKind(**{**kind, "flags": frozenset(kind["flags"])})
        for kind in stored["kinds"]
    )


def details(
    stored: Mapping[str, Any] | None, frames: Mapping[str, pd.DataFrame]
) -> ExtractDetails | None:
    """Return what `about` and `times_to_store` wrote.

    Raises
    ------
    ValueError
        If the times are not those of the incidents.
    """
    if stored is None:
        return None
    times = frames["times"]
    if len(times) != len(frames["incidents"]):
        msg = f"{len(times)} times for {len(frames['incidents'])} incidents"
        raise ValueError(msg)
    seconds = {name: _as_times(times[name]) for name in _TIMES}
    return ExtractDetails(
        rows=times.assign(**seconds),
        files=tuple(_summary(file) for file in stored["files"]),
        content=stored["content"],
        overlaps=tuple((one, other) for one, other in stored["overlaps"]),
    )


def _as_times(seconds: pd.Series) -> np.ndarray[Any, Any]:
    return seconds.to_numpy(dtype="int64").view(_SECONDS)


def _summary(stored: Mapping[str, Any]) -> ExtractSummary:
    return ExtractSummary(
        **{
            **stored,
            "mapping": mapping_from_json(stored["mapping"]),
            "unmapped": tuple((name, n) for name, n in stored["unmapped"]),
            "assumed": tuple((a, b, n) for a, b, n in stored["assumed"]),
        }
    )
