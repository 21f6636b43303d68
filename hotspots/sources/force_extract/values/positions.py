"""Positions as forces write them, into metres of the British National Grid.

Metres or degrees, in two columns or in one, and grid references of the Ordnance
Survey. Positions exchanged or in another system are seen by where they would lie.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyproj
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from hotspots.sources.police_uk.coordinates import to_grid

# England and Wales with some ten kilometres of sea, as kilometres east and north: to
# tell what cannot be a position there, never to place anything.
_OUTLINE_KM = (
    *((375, 625), (380, 645), (390, 660), (410, 655), (430, 615), (440, 565)),
    *((460, 540), (500, 520), (535, 475), (548, 430), (560, 395), (572, 360)),
    *((600, 355), (630, 350), (660, 320), (665, 290), (655, 260), (640, 225)),
    *((620, 200), (648, 175), (648, 140), (620, 105), (585, 95), (560, 85)),
    *((530, 92), (490, 80), (455, 66), (400, 66), (370, 57), (335, 80)),
    *((305, 72), (305, 50), (280, 25), (235, 40), (200, 25), (172, 0)),
    *((100, -5), (75, -5), (75, 25), (125, 42), (180, 88), (205, 115)),
    *((205, 155), (240, 155), (260, 175), (190, 182), (150, 195), (155, 235)),
    *((210, 265), (240, 290), (195, 310), (200, 395), (250, 408), (290, 398)),
    *((310, 420), (310, 445), (300, 465), (290, 485), (283, 520), (300, 560)),
    *((325, 575), (340, 595), (360, 610), (370, 612)),
)
ENGLAND_AND_WALES = shapely.Polygon([(1000 * e, 1000 * n) for e, n in _OUTLINE_KM])

KINDS = ("easting and northing", "longitude and latitude", "grid reference", "point")
_SQUARES = "ABCDEFGHJKLMNOPQRSTUVWXYZ"
_REFERENCE = r"[HJNOST][A-HJ-Z](\d{4}|\d{6}|\d{8}|\d{10})"
_HALVES = r"^\s*[A-Z]{2}[\s,./\-]*(\d+)[\s,./\-]*(\d*)\s*$"
_PAIR = r"(-?\d+(?:\.\d+)?)\s*[,;/ ]\s*(-?\d+(?:\.\d+)?)"
# Metres of the map that web sites draw; nothing else that a force writes lies there.
_WEB_NORTHINGS = (6_400_000, 7_600_000)


@dataclass(frozen=True)
class PositionsRead:
    """Positions, read.

    Attributes
    ----------
    easting, northing
        Metres; missing where blank or unreadable. Of a grid reference the south-west
        corner of its square.
    unreadable
        Rows that hold something which is no position.
    kind
        One of `KINDS`, as the values show it.
    system
        EPSG code that the values are in.
    swapped
        The two columns are exchanged.
    first_row
        Row that shows it, of positions exchanged or in another system.
    precision_m
        Side of the square of the coarsest grid reference; 1 for coordinates.
    """

    easting: pd.Series
    northing: pd.Series
    unreadable: pd.Series
    kind: str
    system: str = "EPSG:27700"
    swapped: bool = False
    first_row: int | None = None
    precision_m: int = 1


def inside(
    easting: pd.Series, northing: pd.Series, area: BaseGeometry | None
) -> NDArray[np.bool_]:
    """Tell which positions lie in the area, or in England and Wales without one."""
    ground = ENGLAND_AND_WALES if area is None else area
    shapely.prepare(ground)
    return np.asarray(
        shapely.contains_xy(ground, easting.to_numpy(float), northing.to_numpy(float))
    )


def read_pair(
    first: pd.Series,
    second: pd.Series,
    *,
    swapped: bool | None = None,
    area: BaseGeometry | None = None,
) -> PositionsRead:
    """Read easting and northing, or longitude and latitude, from two columns.

    Parameters
    ----------
    first, second
        Easting or longitude; northing or latitude.
    swapped
        Whether a person said that they are exchanged; by itself where most lie tells.
    area
        Ground of the force in metres, if known.
    """
    one, other = numbers(first), numbers(second)
    if swapped is not None:
        one, other = (other, one) if swapped else (one, other)
    options = _options(one, other, try_swapped=swapped is None)
    usable = (one.notna() & other.notna() & (one != 0) & (other != 0)).to_numpy()
    best = max(options, key=lambda option: _share_inside(option, usable, area))
    if _share_inside(options[0], usable, area) >= 0.5:
        best = options[0]
    easting, northing, system, is_swapped = best
    easting, northing = easting.where(usable), northing.where(usable)
    written = (first != "") | (second != "")
    zero = (one == 0) & (other == 0)
    lost = easting.isna() | northing.isna()
    odd = is_swapped or system == "EPSG:3857"
    return PositionsRead(
        easting=easting,
        northing=northing,
        unreadable=lost & written & ~zero,
        kind=KINDS[1] if system == "EPSG:4326" else KINDS[0],
        system=system,
        swapped=is_swapped if swapped is None else swapped,
        first_row=int(first.index.to_numpy()[usable.argmax()])
        if odd and usable.any()
        else None,
    )


_Option = tuple[pd.Series, pd.Series, str, bool]


def _options(one: pd.Series, other: pd.Series, *, try_swapped: bool) -> list[_Option]:
    """Give the ways to read two columns of numbers, the plain way first."""
    options = [_in_metres(one, other, swapped=False)]
    if try_swapped:
        options.append(_in_metres(other, one, swapped=True))
    return options


def _in_metres(one: pd.Series, other: pd.Series, *, swapped: bool) -> _Option:
    sizes = pd.concat([one.abs(), other.abs()])
    middle = sizes[sizes > 0].median()
    if middle <= 180:
        within = (one.abs() <= 180) & (other.abs() <= 90)
        east, north = to_grid(one.where(within, np.nan), other.where(within, np.nan))
        system = "EPSG:4326"
    elif other.abs().median() > _WEB_NORTHINGS[0] or one.abs().median() > 5e6:
        web = pyproj.Transformer.from_crs(3857, 4326, always_xy=True)
        longitude, latitude = web.transform(one.to_numpy(), other.to_numpy())
        east, north = to_grid(longitude, latitude)
        system = "EPSG:3857"
    else:
        return one, other, "EPSG:27700", swapped
    finite = np.isfinite(east) & np.isfinite(north)
    return (
        pd.Series(np.where(finite, east, np.nan), index=one.index),
        pd.Series(np.where(finite, north, np.nan), index=one.index),
        system,
        swapped,
    )


def _share_inside(
    option: _Option, usable: NDArray[np.bool_], area: BaseGeometry | None
) -> float:
    if not usable.any():
        return 0.0
    return float(inside(option[0][usable], option[1][usable], area).mean())


def numbers(texts: pd.Series) -> pd.Series:
    """Read numbers, with marks between thousands, decimal commas, and units.

    Examples
    --------
    >>> numbers(pd.Series(["576,187", "0,529986", "155419m", "see map", ""])).to_list()
    [576187.0, 0.529986, 155419.0, nan, nan]
    """
    plain = pd.to_numeric(texts.where(texts != ""), errors="coerce").astype(float)
    left = plain.isna() & (texts != "")
    if left.any():
        odd = texts[left].str.replace(r"[\s\u00a0'°]|(m|metres)$", "", regex=True)
        grouped = odd.str.fullmatch(r"-?\d{1,3}(,\d{3})+(\.\d+)?")
        odd = odd.where(~grouped, odd.str.replace(",", ""))
        odd = odd.str.replace(r"^(-?\d+),(\d+)$", r"\1.\2", regex=True)
        odd = odd.str.replace(r"^(.*\d)([NE])$", r"\1", regex=True)
        odd = odd.str.replace(r"^(.*\d)W$", r"-\1", regex=True)
        plain[left] = pd.to_numeric(odd, errors="coerce").astype(float)
    return plain.where(np.isfinite(plain))


def read_references(texts: pd.Series) -> PositionsRead:
    """Read grid references of 4 to 10 figures, with or without spaces.

    Examples
    --------
    >>> read = read_references(pd.Series(["TQ 464 405", "tr1925667323", "XX 1"]))
    >>> read.easting.to_list()[:2], read.northing.to_list()[:2], read.precision_m
    ([546400.0, 619256.0], [140500.0, 167323.0], 100)
    """
    plain = texts.str.upper().str.replace(r"[\s,./\-]", "", regex=True)
    halves = texts.str.upper().str.extract(_HALVES)
    even = (halves[1] == "") | (halves[0].str.len() == halves[1].str.len())
    fits = plain.str.fullmatch(_REFERENCE) & even
    easting = pd.Series(np.nan, index=texts.index)
    northing = pd.Series(np.nan, index=texts.index)
    precision = 1
    for n_figures in (4, 6, 8, 10):
        here = plain[fits & (plain.str.len() == n_figures + 2)]
        if here.empty:
            continue
        half = n_figures // 2
        side = 10 ** (5 - half)
        precision = max(precision, side)
        corners = {letters: _corner(letters) for letters in here.str[:2].unique()}
        east = here.str[:2].map({k: v[0] for k, v in corners.items()}).astype(float)
        north = here.str[:2].map({k: v[1] for k, v in corners.items()}).astype(float)
        easting[here.index] = east + here.str[2 : 2 + half].astype(float) * side
        northing[here.index] = north + here.str[2 + half :].astype(float) * side
    return PositionsRead(
        easting=easting,
        northing=northing,
        unreadable=easting.isna() & (texts != ""),
        kind="grid reference",
        precision_m=precision,
    )


def _corner(letters: str) -> tuple[int, int]:
    """Give the south-west corner of a 100 km square in metres."""
    great, small = (_SQUARES.index(letter) for letter in letters)
    east = ((great - 2) % 5) * 5 + small % 5
    north = (19 - great // 5 * 5) - small // 5
    return east * 100_000, north * 100_000


def read_points(
    texts: pd.Series, *, swapped: bool | None = None, area: BaseGeometry | None = None
) -> PositionsRead:
    """Read both coordinates from one column: ``POINT (E N)`` or ``E, N``."""
    pairs = point_parts(texts)
    read = read_pair(
        pairs[0].fillna(""), pairs[1].fillna(""), swapped=swapped, area=area
    )
    return PositionsRead(
        **{
            **read.__dict__,
            "kind": "point",
            "unreadable": read.easting.isna() & (texts != ""),
        }
    )


def point_parts(texts: pd.Series) -> pd.DataFrame:
    """Cut both numbers out of a column of points; missing where it is no point."""
    plain = texts.str.upper().str.replace(r"^(SRID=\d+;)?POINT\s*", "", regex=True)
    pairs = plain.str.extract(rf"^[(\[]?\s*{_PAIR}\s*[)\]]?$")
    sizes = pairs.astype(float).abs()
    least, most = sizes.min(axis=1), sizes.max(axis=1)
    degrees = (least <= 9) & most.between(49, 61)
    return pairs.where(degrees | (least > 5_000), axis=0)


def share_references(texts: pd.Series) -> float:
    """Share of the texts that read as grid references."""
    plain = texts.str.upper().str.replace(r"[\s,./\-]", "", regex=True)
    return float(plain.str.fullmatch(_REFERENCE).mean()) if len(texts) else 0.0
