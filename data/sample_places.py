"""The places of the sample: map points with made-up names, from real postcodes.

Postcodes that lie together become one map point, as data.police.uk gives one point for
a street; further points together make a block, and blocks a made-up LSOA.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from hotspots.sources.areas import KENT_DISTRICTS
from hotspots.sources.police_uk.coordinates import to_degrees

# Kent's real files of 16 months name 20,976 map points; Kent has 56,669 places with a
# postcode.
POSTCODES_PER_POINT = 2.7
# Kent has 1,107 LSOAs, so 19 points to one; a block is a street or two.
POINTS_PER_BLOCK = 5
POINTS_PER_LSOA = 19
LSOA_LETTERS = "ABCDE"

# How many postcodes lie so near says whether a point is in a town or in the fields.
NEAR_M = 400.0

# data.police.uk has six decimals of a degree.
DECIMALS = 6

# What the names are drawn with; another number gives the same streets other names.
NAMES_SEED = 2022

# From the centre of a town outwards.
STREET_KINDS = """
    Street Road Place Hill Court Lane Avenue Grove Gardens Crescent Drive Way Walk
    Rise Mews Close
"""
# No name of a person: a street of the sample is nobody's.
STREET_WORDS = """
    Acorn Alder Almond Apple Ash Aspen Bank Barn Bay Beacon Beech Birch Blackthorn
    Bluebell Bracken Bramble Bridge Broad Brook Broom Cedar Chalk Chapel Cherry
    Chestnut Church Clover College Common Coppice Copse Cowslip Cross Down Elder Elm
    Farm Fern Field Forge Fox Foxglove Furze Glebe Gorse Grange Granary Green
    Harbour Hawthorn Hazel Heath Heather High Hill Holly Honeysuckle Hop Juniper
    Kiln Kingfisher Laburnum Lake Larch Lark Laurel Lavender Lilac Lime Linden
    Linnet Long Lower Magnolia Manor Maple Market Marsh Mead Meadow Mill Mount
    Mulberry Myrtle New North Oak Oast Old Orchard Park Parsonage Pear Pebble Pier
    Pine Plain Plum Pond Poplar Primrose Priory Quarry Quay Rectory Ridge River Rose
    Rowan Rye Sandy School Shore Skylark Sorrel South Spring Station Stone Swallow
    Sycamore Teasel Thistle Thorn Tower Town Upper Vale Vicarage Vine Violet Wall
    Walnut Warren Water Well West Wheat White Willow Wind Windmill Wood Wren Yew
"""

# How many map points of Kent's real files are each kind of place.
GENERIC_POINTS = {
    "Parking Area": 634,
    "Sports/Recreation Area": 330,
    "Petrol Station": 175,
    "Supermarket": 145,
    "Park/Open Space": 107,
    "Shopping Area": 106,
    "Theatre/Concert Hall": 25,
    "Hospital": 25,
    "Further/Higher Educational Building": 24,
    "Bus/Coach Station": 22,
    "Nightclub": 18,
    "Police Station": 16,
    "Conference/Exhibition Centre": 8,
    "Prison": 3,
}
# Prisons and hospitals stand apart, so that their zones are mostly theirs; the other
# kinds of place are where people are. Parts of all points, by postcodes near them.
APART = ("Prison", "Hospital")
APART_UP_TO = 0.3
BUSY_FROM = 0.4


def build_places(postcodes: pd.DataFrame) -> pd.DataFrame:
    """Turn postcodes into the sample's places.

    Parameters
    ----------
    postcodes
        `easting` and `northing` in metres, and `code` of a district of Kent.

    Returns
    -------
    pandas.DataFrame
        A row a map point: `district`, `longitude` and `latitude` as texts, `n_near`
        (postcodes near it), `block` (its number), `lsoa` and `lsoa_code` (made up),
        `kind` (of place, empty for a street) and `location` (that or its street).
    """
    points = postcodes.assign(n_near=_count_near(postcodes))
    of_districts = [
        _map_points(points[points["code"] == code]).assign(district=name)
        for code, name in sorted(KENT_DISTRICTS.items(), key=lambda item: item[1])
    ]
    places = pd.concat(of_districts, ignore_index=True)
    rng = np.random.default_rng(NAMES_SEED)
    kind, street = _kinds(places["n_near"].to_numpy(), rng), _streets(places, rng)
    longitude, latitude = to_degrees(places["easting"], places["northing"])
    named = places.assign(
        longitude=[f"{degrees:.{DECIMALS}f}" for degrees in longitude],
        latitude=[f"{degrees:.{DECIMALS}f}" for degrees in latitude],
        block=places.groupby(["district", "block"]).ngroup(),
        lsoa=places["district"] + " " + places["lsoa"].map(_lsoa_number),
        lsoa_code=places.groupby(["district", "lsoa"]).ngroup().map("X01{:06d}".format),
        kind=kind,
        location=np.where(kind != "", kind, street),
    )
    return named.sort_values(["district", "lsoa", "location"], ignore_index=True)


def _map_points(postcodes: pd.DataFrame) -> pd.DataFrame:
    """Turn a district's postcodes into map points, with their block and LSOA from 0."""
    at = postcodes[["easting", "northing"]].to_numpy(float)
    groups = _split(at, np.arange(len(at)), POSTCODES_PER_POINT)
    points = postcodes.iloc[[_middle(at, group) for group in groups]]
    here = points[["easting", "northing"]].to_numpy(float)
    numbers = {
        "block": _numbered(_split(here, np.arange(len(here)), POINTS_PER_BLOCK)),
        "lsoa": _numbered(_split(here, np.arange(len(here)), POINTS_PER_LSOA)),
    }
    return points.drop(columns="code").assign(**numbers)


def _lsoa_number(number: int) -> str:
    """Return 001A, 001B, ... 001E, 002A and so on for 0, 1, ..."""
    group, letter = divmod(number, len(LSOA_LETTERS))
    return f"{group + 1:03d}{LSOA_LETTERS[letter]}"


def _count_near(postcodes: pd.DataFrame) -> NDArray[np.int64]:
    points = shapely.points(postcodes[["easting", "northing"]].to_numpy())
    pairs = shapely.STRtree(points).query(points, predicate="dwithin", distance=NEAR_M)
    return np.bincount(pairs[0], minlength=len(points))


def _split(
    at: NDArray[np.float64], rows: NDArray[np.intp], size: float
) -> list[NDArray[np.intp]]:
    """Part places into groups of about this size that lie together, by halving."""

    def halved(rows: NDArray[np.intp], n_parts: int) -> Iterator[NDArray[np.intp]]:
        if n_parts <= 1:
            yield rows
            return
        longer_side = np.ptp(at[rows], axis=0).argmax()
        order = rows[np.argsort(at[rows, longer_side], kind="stable")]
        cut = round(len(rows) * (n_parts // 2) / n_parts)
        yield from halved(order[:cut], n_parts // 2)
        yield from halved(order[cut:], n_parts - n_parts // 2)

    return list(halved(rows, round(len(rows) / size)))


def _middle(at: NDArray[np.float64], group: NDArray[np.intp]) -> int:
    """Return the place nearest to the group's middle."""
    away = ((at[group] - at[group].mean(axis=0)) ** 2).sum(axis=1)
    return int(group[away.argmin()])


def _numbered(groups: list[NDArray[np.intp]]) -> NDArray[np.int64]:
    """Return for each place the number of its group, from 0."""
    number = np.zeros(sum(map(len, groups)), dtype=np.int64)
    for group, members in enumerate(groups):
        number[members] = group
    return number


def _kinds(n_near: NDArray[np.int64], rng: np.random.Generator) -> NDArray[np.object_]:
    by_near = np.argsort(n_near, kind="stable")
    apart = by_near[: int(APART_UP_TO * len(by_near))]
    busy = by_near[int(BUSY_FROM * len(by_near)) :]
    kind = np.full(len(n_near), "", dtype=object)
    for name, n_points in GENERIC_POINTS.items():
        among = apart if name in APART else busy
        free = among[kind[among] == ""]
        kind[rng.choice(free, min(n_points, len(free)), replace=False)] = name
    return kind


def _streets(places: pd.DataFrame, rng: np.random.Generator) -> NDArray[np.object_]:
    """Name streets, each name once in a district while names last."""
    words, kinds = STREET_WORDS.split(), STREET_KINDS.split()
    # Not quite by postcodes near: a centre has a mews or two.
    busy = places["n_near"].to_numpy() * rng.lognormal(0, 0.5, len(places))
    street = np.full(len(places), "", dtype=object)
    for rows in places.groupby("district").indices.values():
        of_kind = -(-len(rows) // len(kinds))
        names = [
            f"{word} {kind}"
            for kind in kinds
            for word in np.resize(rng.permutation(words), of_kind)
        ]
        street[rows[np.argsort(-busy[rows], kind="stable")]] = names[: len(rows)]
    return street
