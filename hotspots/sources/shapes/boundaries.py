"""Districts: Kent's, built in, or those of a boundary file that a user brings."""

from __future__ import annotations

import functools
import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd
import shapely
from numpy.typing import ArrayLike, NDArray

from hotspots.errors import InputError
from hotspots.sources.opening import Source
from hotspots.sources.shapes.polygon_files import PolygonFile, read_polygon_file
from hotspots.sources.shapes.zone_columns import texts_of

_KENT_FILE = Path(__file__).parents[3] / "data" / "districts.geojson"

# How far outside the built-in polygons, whose coast and borders are simplified, a point
# still counts as lying in the nearest one: piers, harbour arms, a border cut straight.
REACH_M = 500.0

# Columns that hold a district's name, likeliest first. LAD23NM is the style of the
# Office for National Statistics: local authorities, counties, community safety
# partnerships, police forces, wards.
_NAME_COLUMNS = (
    r"name",
    r"district(_?name)?",
    r"(LAD|LTLA)\d*NM",
    r"(CTYUA|UTLA|CTY)\d*NM",
    r"(CSP|PFA)\d*NM",
    r"WD\d*NM",
)


class NoNameColumnError(InputError):
    """No column of a boundary file looks like districts' names: one must be chosen.

    Attributes
    ----------
    columns
        Their names.
    """

    def __init__(self, name: str, columns: list[str]) -> None:
        self.columns = tuple(columns)
        super().__init__(
            f"{name} has no column that looks like a district's name, such as name or "
            f"LAD23NM. It has: {_listed(columns)}. Rename the right one to name."
        )


@dataclass(frozen=True, eq=False)
class Districts:
    """Districts as polygons.

    Attributes
    ----------
    names
        The districts' names, sorted.
    polygons
        Their polygons in EPSG:27700 (metres), in the order of the names.
    replaces_lsoa_names
        Whether these polygons decide an incident's district even where its LSOA name
        gives one: so for a user's file, not for the built-in districts.
    fingerprint
        sha256 of the file they come from, in hexadecimal.
    attribution
        Whom to credit wherever they are drawn.
    columns
        The columns of that file.
    file_name
        That file's name.
    """

    names: tuple[str, ...]
    polygons: NDArray[np.object_]
    replaces_lsoa_names: bool
    fingerprint: str
    attribution: str
    columns: tuple[str, ...] = ()
    file_name: str = ""

    def within(self, area: Collection[str]) -> Districts:
        """Keep the districts that an area holds."""
        held = np.isin(self.names, list(area))
        names = [
            name for name, is_held in zip(self.names, held, strict=True) if is_held
        ]
        return replace(self, names=tuple(names), polygons=self.polygons[held])

    def district_of(
        self, easting: ArrayLike, northing: ArrayLike
    ) -> NDArray[np.object_]:
        """Name the one district that each point lies in.

        Parameters
        ----------
        easting, northing
            Metres (EPSG:27700), of one length.

        Returns
        -------
        array of str
            "" for a point in no district. A point on a border, or where polygons
            overlap, belongs to the district whose name comes first.

        Notes
        -----
        The built-in districts have a simplified coast and simplified borders: a point
        in none of them but at most 500 m from one belongs to the nearest. At Kent's
        own border that takes in such a strip of its neighbours.

        Examples
        --------
        >>> kent_districts().district_of([575974.0, 530000.0], [156304.0, 180000.0])
        array(['Maidstone', ''], dtype=object)
        """
        places = np.asarray(easting, dtype=float) + 1j * np.asarray(northing, float)
        unique, which = np.unique(places, return_inverse=True)
        points = np.asarray(shapely.points(unique.real, unique.imag), dtype=np.object_)
        district = self._first_that_covers(points)
        if not self.replaces_lsoa_names:
            outside = np.flatnonzero(district == len(self.names))
            district[outside] = self._nearest_in_reach(points[outside])
        return np.array([*self.names, ""], dtype=object)[district[which]]

    def _first_that_covers(self, points: NDArray[np.object_]) -> NDArray[np.intp]:
        """Index of the first polygon that holds each point; n_districts if none."""
        first = np.full(len(points), len(self.names), dtype=np.intp)
        tree = shapely.STRtree(points)
        polygon, point = tree.query(self.polygons, predicate="intersects")
        np.minimum.at(first, point, polygon)
        return first

    def _nearest_in_reach(self, points: NDArray[np.object_]) -> NDArray[np.intp]:
        """Index of the nearest polygon in reach of each point; n_districts if none."""
        nearest = np.full(len(points), len(self.names), dtype=np.intp)
        tree = shapely.STRtree(points)
        polygon, point = tree.query(
            self.polygons, predicate="dwithin", distance=REACH_M
        )
        away_m = shapely.distance(self.polygons[polygon], points[point])
        # The nearest is written last; of equally near ones the first by name.
        last = np.lexsort((-polygon, -away_m))
        nearest[point[last]] = polygon[last]
        return nearest


@functools.cache
def kent_districts() -> Districts:
    """Return Kent's 12 districts and Medway, as built by data/build_districts.py.

    Examples
    --------
    >>> len(kent_districts().names)
    13
    """
    return _districts(
        read_polygon_file(_KENT_FILE), name_column="name", replaces_lsoa_names=False
    )


def read_districts(
    source: Source, *, name_column: str | None = None, layer: str | None = None
) -> Districts:
    """Read a user's own districts from a boundary file.

    Parameters
    ----------
    source
        A path or an upload in any format for `read_polygon_file`. Rows of one name make
        one district, unless their codes say that they are two.
    name_column
        Column that holds the names. Without it the usual ones are looked for: `name`,
        `district`, `LAD23NM`, `CTYUA23NM`, `WD23NM` and the like, of any year.
    layer
        Which layer, where the file holds several of polygons.

    Raises
    ------
    InputError
        If the file cannot be used as it is; the message says why.

    Examples
    --------
    >>> from hotspots.sources.opening import Upload
    >>> content = _KENT_FILE.read_bytes()
    >>> read_districts(Upload("my districts.geojson", content)).names[:2]
    ('Ashford', 'Canterbury')
    """
    return _districts(
        read_polygon_file(source, layer=layer),
        name_column=name_column,
        replaces_lsoa_names=True,
    )


def _districts(
    file: PolygonFile, *, name_column: str | None, replaces_lsoa_names: bool
) -> Districts:
    if file.notes.rows_left_out:
        msg = (
            f"{file.name}: {len(file.notes.rows_left_out)} of its rows have no "
            f"polygon; the first is row {file.notes.rows_left_out[0]}. Remove them, "
            f"or draw the districts."
        )
        raise InputError(msg)
    column = _name_column(file, name_column)
    name_of_row = np.array(_names(file, column))
    _refuse_two_of_one_name(file, column)
    names = tuple(sorted(set(name_of_row.tolist())))
    dissolved = [_dissolved(file.polygons[name_of_row == name]) for name in names]
    return Districts(
        names=names,
        polygons=np.array(dissolved, dtype=np.object_),
        replaces_lsoa_names=replaces_lsoa_names,
        fingerprint=file.fingerprint,
        attribution=file.attribution or f"District boundaries: {Path(file.name).name}",
        columns=tuple(map(str, file.columns)),
        file_name=Path(file.name).name,
    )


def _dissolved(polygons: NDArray[np.object_]) -> shapely.Geometry:
    return polygons[0] if len(polygons) == 1 else shapely.union_all(polygons)


def _name_column(file: PolygonFile, asked: str | None) -> str:
    columns = [str(column) for column in file.columns]
    if asked is not None:
        if asked in columns:
            return asked
        msg = f"{file.name} has no column {asked!r}. It has: {_listed(columns)}."
        raise InputError(msg)
    for pattern in _NAME_COLUMNS:
        for column in columns:
            if re.fullmatch(pattern, column, flags=re.IGNORECASE):
                return column
    raise NoNameColumnError(file.name, columns)


def _refuse_two_of_one_name(file: PolygonFile, column: str) -> None:
    """Refuse districts of one name and different codes: two places, not two parts."""
    code_column = re.sub(r"(NM|name)$", "CD", column, flags=re.IGNORECASE)
    codes = [each for each in file.columns if str(each).upper() == code_column.upper()]
    if not codes or codes[0] == column:
        return
    code = str(codes[0])
    pairs = pd.DataFrame({"name": texts_of(file, column), "code": texts_of(file, code)})
    names = pairs.drop_duplicates()["name"]
    twice = names[names.duplicated()]
    if len(twice):
        msg = (
            f"{file.name} has two districts called {twice.iloc[0]}, with different "
            f"codes in {codes[0]}. Give them different names."
        )
        raise InputError(msg)


def _listed(columns: list[str]) -> str:
    return ", ".join(columns) or "none"


def _names(file: PolygonFile, column: str) -> list[str]:
    names = texts_of(file, column)
    if "" in names:
        msg = (
            f"{file.name}: row {names.index('') + 1} has no name in its column "
            f"{column}. Give each polygon the name of its district."
        )
        raise InputError(msg)
    return names
