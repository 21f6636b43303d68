"""What people call a zone: the street that most of its incidents name, its district.

A zone whose incidents are mostly at places that are no street says so: "Hospital near
Mill Lane". The names are those of `GENERIC_PLACES`.
"""

from __future__ import annotations

from collections import Counter

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from hotspots.texts import letter

# Kinds of place that data.police.uk names where it names no street.
GENERIC_PLACES = frozenset(
    {
        "Airport/Airfield",
        "Bus/Coach Station",
        "Conference/Exhibition Centre",
        "Ferry Terminal",
        "Further/Higher Educational Building",
        "Hospital",
        "Motorway Service Area",
        "Nightclub",
        "Park/Open Space",
        "Parking Area",
        "Pedestrian Subway",
        "Petrol Station",
        "Police Station",
        "Prison",
        "Race Track",
        "Railway Station",
        "Shopping Area",
        "Sports/Recreation Area",
        "Supermarket",
        "Theatre/Concert Hall",
        "Theme/Adventure Park",
    }
)

UNNAMED = "Unnamed"


def names_of_zones(
    incidents: pd.DataFrame, zone_of_incident: NDArray[np.int32], *, n_zones: int
) -> pd.DataFrame:
    """Return the name and the district of each zone, from all its incidents.

    Parameters
    ----------
    incidents
        The incidents table.
    zone_of_incident
        Row of each incident's zone, or -1 for none.
    n_zones
        How many zones there are.

    Returns
    -------
    pandas.DataFrame
        Columns `name` and `district`, a row a zone. The name is the most frequent
        street. Where more than half of the incidents are at places that are no street,
        and more at one kind of them than in any street, it is "Hospital near" that
        street, or the place alone where there is none. Names are unique in a district:
        equal ones tell the next street, then a letter, "Park Lane (zone B)": a number
        would be read as a rank.
    """
    district = _most_frequent(incidents["district"], zone_of_incident, n_zones)
    streets = _streets_by_count(incidents["location"], zone_of_incident)
    zones = pd.RangeIndex(n_zones)
    by_name = streets[~streets["generic"]]
    order = by_name.groupby("zone").cumcount()
    first = by_name[order == 0].set_index("zone")
    second = by_name[order == 1].set_index("zone")["street"]
    place = _places_that_hold_most(streets, first["n"])
    street = first["street"].reindex(zones)
    at_place = (place + " near " + street).fillna(place)
    named = pd.DataFrame(
        {
            "name": at_place.reindex(zones).fillna(street).fillna(UNNAMED),
            "district": district,
            "second": second.reindex(zones).fillna(""),
        },
        index=zones,
    )
    return named[["name", "district"]].assign(name=_made_unique(named))


def _most_frequent(
    values: pd.Series, zone_of_incident: NDArray[np.int32], n_zones: int
) -> NDArray[np.object_]:
    """Return each zone's most frequent category; of equals the first by name."""
    codes = values.cat.codes.to_numpy()
    names = values.cat.categories.to_numpy(dtype=object)
    order = np.argsort(names, kind="stable")
    placed = zone_of_incident >= 0
    cell = zone_of_incident[placed].astype(np.int64) * len(names) + codes[placed]
    counts = np.bincount(cell, minlength=n_zones * len(names))
    by_name = counts.reshape(n_zones, len(names))[:, order]
    return np.asarray(names[order][by_name.argmax(axis=1)])


def _streets_by_count(
    locations: pd.Series, zone_of_incident: NDArray[np.int32]
) -> pd.DataFrame:
    """Return zone and street, streets before generic places, most incidents first."""
    names = locations.cat.categories.to_numpy(dtype=object)
    placed = zone_of_incident >= 0
    codes = locations.cat.codes.to_numpy()[placed].astype(np.int64)
    pair, n = np.unique(
        zone_of_incident[placed] * np.int64(len(names)) + codes, return_counts=True
    )
    streets = pd.DataFrame({"zone": pair // len(names), "n": n})
    streets["street"] = names[pair % len(names)]
    streets["generic"] = streets["street"].isin(GENERIC_PLACES)
    return streets.sort_values(
        ["zone", "generic", "n", "street"], ascending=[True, True, False, True]
    ).reset_index(drop=True)


def _places_that_hold_most(streets: pd.DataFrame, in_street: pd.Series) -> pd.Series:
    """Return the place that is no street by which a zone is named, where one is."""
    places = streets[streets["generic"]]
    of_zone = places.groupby("zone")["n"]
    all_held = streets.groupby("zone")["n"].sum().reindex(of_zone.sum().index)
    busiest = places[of_zone.cumcount() == 0].set_index("zone")
    held = busiest["n"]
    is_named = (2 * of_zone.sum() > all_held) & (
        held > in_street.reindex(held.index).fillna(0)
    )
    return busiest.loc[is_named, "street"]


def _made_unique(named: pd.DataFrame) -> pd.Series:
    name, key = named["name"], ["district", "name"]
    repeated = named.duplicated(key, keep=False) & (named["second"] != "")
    name = name.where(~repeated, name + " (by " + named["second"] + ")")
    return _lettered(named.assign(name=name))


def _lettered(named: pd.DataFrame) -> pd.Series:
    """Give names that repeat in a district a letter that makes no other's name."""
    of_zone = list(zip(named["district"], named["name"], strict=True))
    taken, unique_names = set(of_zone), []
    met: Counter[tuple[str, str]] = Counter()
    for district, name in of_zone:
        unique = name
        met[district, name] += 1
        while met[district, name] > 1 and (district, unique) in taken:
            unique = f"{name} (zone {letter(met[district, name])})"
            met[district, name] += (district, unique) in taken
        taken.add((district, unique))
        unique_names.append(unique)
    return pd.Series(unique_names, index=named.index, dtype="str")
