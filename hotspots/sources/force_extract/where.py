"""Where it happened: the position of each row in metres."""

from __future__ import annotations

import pandas as pd
from shapely.geometry.base import BaseGeometry

from hotspots.sources.force_extract.columns.guesses import Question
from hotspots.sources.force_extract.columns.mapping import POSITION_PAIRS, Mapping
from hotspots.sources.force_extract.values.positions import (
    PositionsRead,
    read_pair,
    read_points,
    read_references,
)


def read_where(
    frame: pd.DataFrame, mapping: Mapping, area: BaseGeometry | None
) -> tuple[PositionsRead, tuple[Question, ...]]:
    """Read the positions of the columns mapped, and what is odd about them."""
    columns = mapping.columns
    for pair in POSITION_PAIRS:
        if set(pair) <= set(columns):
            names = (columns[pair[0]], columns[pair[1]])
            read = read_pair(
                frame[names[0]], frame[names[1]], swapped=mapping.swapped, area=area
            )
            return read, _questions(read, names, confirmed=mapping.swapped is not None)
    if "grid_reference" in columns:
        return read_references(frame[columns["grid_reference"]]), ()
    name = columns["point"]
    # Either order is usual in one column, and the figures tell which it is.
    read = read_points(frame[name], swapped=mapping.swapped, area=area)
    return read, _questions(read, (name,), confirmed=True)


def _questions(
    read: PositionsRead, names: tuple[str, ...], *, confirmed: bool
) -> tuple[Question, ...]:
    found: list[Question] = []
    both = " and ".join(names)
    if read.swapped and not confirmed:
        found.append(
            Question(
                code="swapped",
                text=(
                    f"{both} are exchanged: as they are headed, the positions would "
                    "lie in the sea or outside the area. The first is row "
                    f"{read.first_row}. They are read the other way round."
                ),
                columns=names,
                assumed="exchanged",
                options=("exchanged", "as headed"),
                first_row=read.first_row,
            )
        )
    if read.system == "EPSG:3857":
        found.append(
            Question(
                code="wrong_system",
                text=(
                    f"{both} are not on the British National Grid but in the metres of "
                    f"web maps (EPSG:3857), from row {read.first_row}. They are turned "
                    "into grid metres."
                ),
                columns=names,
                assumed="EPSG:3857",
                first_row=read.first_row,
            )
        )
    headed_degrees = any(
        word in both.lower() for word in ("latitude", "longitude", "lat", "lon")
    )
    in_metres = read.kind == "easting and northing" and read.system == "EPSG:27700"
    if headed_degrees and in_metres and len(names) == 2 and "lat" in both.lower():
        found.append(
            Question(
                code="wrong_system",
                text=f"{both} hold metres of the British National Grid, not degrees.",
                columns=names,
                assumed="EPSG:27700",
                first_row=read.first_row,
                must_confirm=False,
            )
        )
    return tuple(found)
