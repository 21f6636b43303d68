"""Zones that are mostly one institution: a prison, a hospital or a police station."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping

import pandas as pd

from hotspots.method.choosing.constraints import BY_HAND
from hotspots.method.choosing.rules import Rules

# Why such a zone is taken out, by its flag.
INSTITUTIONS: Mapping[str, str] = {
    "mostly_prison": "prison",
    "mostly_hospital": "hospital",
    "mostly_police_station": "police station",
}
# So often the next best zones are looked at; no list has needed more than three.
MOST_ROUNDS = 10


def institutions(zones: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of a ranking or selection that are mostly one institution."""
    return zones[zones[list(INSTITUTIONS)].any(axis=1)]


def what_it_is(zone: Mapping[Hashable, object]) -> str:
    """Return what a zone mostly is, as a reason to take it out.

    Examples
    --------
    >>> what_it_is({"mostly_prison": False, "mostly_hospital": True})
    'hospital'
    """
    return next((why for flag, why in INSTITUTIONS.items() if zone.get(flag)), "")


def without_institutions(
    selection: pd.DataFrame, choose_without: Callable[[dict[str, str]], pd.DataFrame]
) -> dict[str, str]:
    """Return the zones to take out so that no zone of the list is one institution.

    Parameters
    ----------
    selection
        The selection.
    choose_without
        Chooses again without these zones; each has its reason.

    Notes
    -----
    The next best zone may be an institution too, so the list is chosen again until
    none is left. Zones put in by hand stay.
    """
    out: dict[str, str] = {}
    for _ in range(MOST_ROUNDS):
        found = institutions(selection)
        found = found[found["chosen_as"] != BY_HAND]
        if found.empty:
            break
        out |= {row["zone"]: what_it_is(row) for row in found.to_dict("records")}
        selection = choose_without(out)
    return out


def promises_in_doubt(selection: pd.DataFrame, rules: Rules) -> pd.DataFrame:
    """Return institutions without which a district has fewer zones than promised.

    Zones put in by hand are left out: someone has decided on them.
    """
    is_one = selection.index.isin(institutions(selection).index)
    by_hand = selection["chosen_as"] == BY_HAND
    districts = selection["district"].astype("str")
    counts = districts[~is_one | by_hand].value_counts()
    short = [counts.get(name, 0) < rules.floor_of(name) for name in districts]
    return selection[is_one & ~by_hand & pd.Series(short, index=selection.index)]
