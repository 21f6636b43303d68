"""Where rows lie: map points in metres, districts, and the area in force."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from hotspots.sources.areas import (
    KENT_FORCE,
    Force,
    district_of_lsoa,
    districts_of,
    force_with,
    forces,
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

PLACED_BY = ("longitude", "latitude", "lsoa")

# Where no force is named, one that holds so much of the rows is taken for it.
_LEAST_SHARE_OF_ROWS = 0.9

# How the area came to be.
BY_FORCES, BY_ROWS, BY_FILE, UNKNOWN = "forces", "rows", "file", "unknown"


@dataclass(frozen=True)
class Area:
    """The districts in force, and where they come from.

    Attributes
    ----------
    districts
        Their names, in the order of the alphabet.
    forces
        Names of the police forces whose districts they are; empty for those of a file.
    basis
        `BY_FORCES` that the files name, `BY_ROWS` where they name none and nearly all
        rows lie in the districts of one, `BY_FILE` of the user, or `UNKNOWN`.
    """

    districts: tuple[str, ...]
    forces: tuple[str, ...]
    basis: str


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
        The districts in force, and where they come from.
    unplaced
        Whether each row has a position and nothing that tells its district.
    polygons
        Identity of the polygons that placed any row, and of the rows that they were
        asked for; empty if none were.
    """

    points: Points
    district: pd.Series
    area: Area
    unplaced: NDArray[np.bool_]
    polygons: str

    @property
    def inside(self) -> NDArray[np.bool_]:
        """Whether each row lies in the area."""
        on_grid = self.points.on_grid[self.points.of_row]
        return self.district.isin(self.area.districts).to_numpy() & on_grid


def place(
    rows: pd.DataFrame, districts: Districts | None, *, named: tuple[Force, ...] = ()
) -> Placed:
    """Place rows that have coordinates.

    Parameters
    ----------
    rows
        Columns `PLACED_BY`: two of degrees, and a categorical.
    districts
        The user's own districts. Without them a district is what the LSOA's name says;
        Kent's polygons place the rows without one where Kent Police's files are read.
    named
        The territorial police forces that the files name.
    """
    points = map_points(rows["longitude"].to_numpy(), rows["latitude"].to_numpy())
    district = _said_by_lsoa(rows["lsoa"])
    area = _area(district, districts, named)
    unsaid, asked_for = (district == "").to_numpy(), "rows without an LSOA name"
    is_kent = districts is None and KENT_FORCE in area.forces
    if is_kent:
        asked_for = f"rows of {KENT_FORCE}'s files without it"
    elif districts is not None and districts.replaces_lsoa_names:
        unsaid, asked_for = np.ones(len(rows), dtype=bool), "every row"
    unplaced, polygons = unsaid, ""
    if unsaid.any() and (is_kent or districts is not None):
        using = _kent_districts() if districts is None else districts
        district = _with_polygons(district, unsaid, points, using)
        unplaced = np.zeros(len(rows), dtype=bool)
        # One file may be built in or the user's own, and then places other rows.
        polygons = f"{using.fingerprint} for {asked_for}"
    return Placed(points, district, area, unplaced, polygons)


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


def _area(
    district: pd.Series, districts: Districts | None, named: tuple[Force, ...]
) -> Area:
    if districts is not None:
        return Area(tuple(sorted(districts.names)), (), BY_FILE)
    found, basis = named, BY_FORCES
    if not named:
        found, basis = _force_of_rows(district), BY_ROWS
    if not found:
        return Area((), (), UNKNOWN)
    names = tuple(sorted(force.name for force in found))
    return Area(districts_of(found), names, basis)


def _force_of_rows(district: pd.Series) -> tuple[Force, ...]:
    """Return the one force whose districts hold nearly all rows, if there is one."""
    n_rows = district[district != ""].astype("str").value_counts()
    of_force = n_rows.groupby(n_rows.index.map(force_with)).sum()
    if of_force.empty or of_force.max() < _LEAST_SHARE_OF_ROWS * of_force.sum():
        return ()
    return (forces()[str(of_force.idxmax())],)
