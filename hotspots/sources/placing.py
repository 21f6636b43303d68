"""Where rows lie: map points in metres, districts, and the area in force."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from hotspots.sources.areas import (
    KENT_DISTRICTS,
    KENT_FORCE,
    LEAST_SHARE_OF_FORCE,
    district_of_lsoa,
)
from hotspots.sources.police_uk.coordinates import to_grid

if TYPE_CHECKING:
    from hotspots.sources.shapes.boundaries import Districts

# The British National Grid ends here, in metres. What lies beyond is in no district.
GRID_WIDTH_M = 700_000
GRID_HEIGHT_M = 1_300_000

# Degrees beyond a whole turn are cut to it: they are off the grid just as well.
_TURN = 360
_STEPS_A_DEGREE = 10**7
_ROWS = 2**33

PLACED_BY = ("longitude", "latitude", "lsoa", "force")


@dataclass(frozen=True)
class Points:
    """Map points: the number of each row's point, and the metres of each point."""

    of_row: NDArray[np.int32]
    easting: NDArray[np.float64]
    northing: NDArray[np.float64]

    @property
    def on_grid(self) -> NDArray[np.bool_]:
        """Whether each point lies on the British National Grid."""
        return (
            (self.easting >= 0)
            & (self.easting < GRID_WIDTH_M)
            & (self.northing >= 0)
            & (self.northing < GRID_HEIGHT_M)
        )


@dataclass(frozen=True)
class Placed:
    """Rows in their places.

    Attributes
    ----------
    points
        Their map points.
    district
        The district of each row as a categorical; "" for none.
    area
        The districts in force, in the order of the alphabet.
    polygons
        Identity of the polygons that placed any row, and of the rows that they were
        asked for; empty if none were.
    """

    points: Points
    district: pd.Series
    area: tuple[str, ...]
    polygons: str

    @property
    def inside(self) -> NDArray[np.bool_]:
        """Whether each row lies in the area."""
        on_grid = self.points.on_grid[self.points.of_row]
        return self.district.isin(self.area).to_numpy() & on_grid


def place(rows: pd.DataFrame, districts: Districts | None) -> Placed:
    """Place rows that have coordinates.

    Parameters
    ----------
    rows
        Columns `PLACED_BY`: two of degrees, and two categoricals.
    districts
        The user's own districts. Without them a district is what the LSOA's name says;
        Kent's polygons place the rows of Kent Police that have no LSOA name.
    """
    points = map_points(rows["longitude"].to_numpy(), rows["latitude"].to_numpy())
    district = _said_by_lsoa(rows["lsoa"])
    unsaid, asked_for = (district == "").to_numpy(), "rows without an LSOA name"
    if districts is None:
        unsaid = unsaid & (rows["force"] == KENT_FORCE).to_numpy()
        asked_for = f"rows of {KENT_FORCE} without an LSOA name"
    elif districts.replaces_lsoa_names:
        unsaid, asked_for = np.ones(len(rows), dtype=bool), "every row"
    polygons = ""
    if unsaid.any():
        using = _kent_districts() if districts is None else districts
        district = _with_polygons(district, unsaid, points, using)
        # One file may be built in or the user's own, and then places other rows.
        polygons = f"{using.fingerprint} for {asked_for}"
    if districts is None:
        area = _area_of_forces(rows["force"], district)
    else:
        area = set(districts.names)
    return Placed(points, district, tuple(sorted(area)), polygons)


def map_points(longitude: NDArray[np.float64], latitude: NDArray[np.float64]) -> Points:
    """Give each map point a number: the same degrees are the same point.

    Degrees count to seven decimals (1 cm); the files have six.

    Examples
    --------
    >>> points = map_points(np.array([0.5, 0.6, 0.5]), np.array([51.2, 51.2, 51.2]))
    >>> points.of_row.tolist()
    [0, 1, 0]
    >>> points.easting.round().tolist()
    [574759.0, 581744.0]
    """
    # Both as whole numbers in one, which is quicker to compare than two.
    column = np.rint(np.clip(longitude, -_TURN, _TURN) * _STEPS_A_DEGREE)
    row = np.rint((np.clip(latitude, -_TURN, _TURN) + _TURN) * _STEPS_A_DEGREE)
    both = column.astype(np.int64) * _ROWS + row.astype(np.int64)
    of_row, point = pd.factorize(both)
    columns, rows = np.divmod(point, _ROWS)
    easting, northing = to_grid(
        columns / _STEPS_A_DEGREE, (rows - _TURN * _STEPS_A_DEGREE) / _STEPS_A_DEGREE
    )
    return Points(of_row.astype(np.int32), easting, northing)


def _said_by_lsoa(lsoa: pd.Series) -> pd.Series:
    said = [district_of_lsoa(name) for name in lsoa.cat.categories]
    names = sorted({*said, ""})
    place = {name: number for number, name in enumerate(names)}
    codes = np.array([place[name] for name in said], dtype=np.int32)[lsoa.cat.codes]
    return pd.Series(pd.Categorical.from_codes(codes, pd.Index(names, dtype="str")))


def _kent_districts() -> Districts:
    # Imported here: the usual files name every LSOA and need no polygons.
    from hotspots.sources.shapes.boundaries import kent_districts

    return kent_districts()


def _with_polygons(
    district: pd.Series,
    unsaid: NDArray[np.bool_],
    points: Points,
    districts: Districts,
) -> pd.Series:
    """Return the districts with the unsaid ones taken from polygons."""
    asked = np.zeros(len(points.easting), dtype=bool)
    asked[points.of_row[unsaid]] = True
    asked &= points.on_grid
    found = np.full(len(asked), "", dtype=object)
    found[asked] = districts.district_of(points.easting[asked], points.northing[asked])
    names = district.cat.categories.union(pd.Index(districts.names, dtype="str"))
    placed = district.cat.set_categories(names)
    placed[unsaid] = found[points.of_row[unsaid]]
    return placed


def _area_of_forces(force: pd.Series, district: pd.Series) -> set[str]:
    area: set[str] = set()
    for name in force.unique():
        if name == KENT_FORCE:
            area.update(KENT_DISTRICTS.values())
        else:
            shares = district[(force == name).to_numpy()].value_counts(normalize=True)
            area.update(shares.index[shares >= LEAST_SHARE_OF_FORCE])
    return area - {""}
