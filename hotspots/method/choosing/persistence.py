"""A list and what came later: what it caught, beside what could have been caught."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from hotspots.errors import InputError

BEST_POSSIBLE = "best possible"


def caught_later(
    later: pd.DataFrame, lists: Mapping[str, Sequence[str]]
) -> pd.DataFrame:
    """Return what share of a later period's incidents each list holds.

    Parameters
    ----------
    later
        A row for every zone of the area: `zone`, `area_m2`, the later period's
        `volume` and `harm`, and `foreseen`: incidents foreseen for as many days, which
        are those of the months that the lists were chosen on.
    lists
        Zones of each list, by its name; chosen without the later period.

    Returns
    -------
    pandas.DataFrame
        For each list, and for the best list of as many zones as the first: `list`,
        `n_zones`, `volume`, `volume_share`, `harm`, `harm_share`, `area_share`, `pai`
        (predictive accuracy index: share of incidents for each share of ground), `pei`
        (that as a share of the best list's of as many zones) and `rri` (recapture rate
        index: incidents foreseen for each one seen). A share of nothing is empty.

    Raises
    ------
    InputError
        If a list names a zone that `later` does not hold.

    Notes
    -----
    PAI is of Chainey, Tompson and Uhlig (2008), RRI of Levine (2008), PEI of Hunt
    (2016). The best list is of the zones with most later incidents; equals go by id.

    Examples
    --------
    >>> later = pd.DataFrame({
    ...     "zone": list("ABCD"), "area_m2": 1.0, "volume": [6, 3, 1, 0],
    ...     "harm": [6.0, 3.0, 1.0, 0.0], "foreseen": [2.0, 6.0, 1.0, 1.0],
    ... })
    >>> found = caught_later(later, {"list": ["B"]})
    >>> found[["list", "volume_share", "pai", "pei", "rri"]].round(2).values.tolist()
    [['list', 0.3, 1.2, 0.5, 2.0], ['best possible', 0.6, 2.4, 1.0, 0.33]]
    """
    by_zone = later.set_index("zone")
    strange = sorted(
        {zone for ids in lists.values() for zone in ids} - {*by_zone.index}
    )
    if strange:
        msg = (
            f"The later period's zones lack {', '.join(strange)}. Count both periods "
            f"in the same zones."
        )
        raise InputError(msg)
    n_first = len(next(iter(lists.values()), ()))
    every = {**lists, BEST_POSSIBLE: best_list(later, n_zones=n_first)}
    rows = [_caught(name, list(ids), by_zone) for name, ids in every.items()]
    return pd.DataFrame(rows)


def best_list(later: pd.DataFrame, *, n_zones: int) -> list[str]:
    """Return the zones with most incidents; equals go by id."""
    order = later.sort_values(["volume", "zone"], ascending=[False, True])
    return [str(zone) for zone in order["zone"].head(n_zones)]


def _caught(name: str, ids: list[str], by_zone: pd.DataFrame) -> dict[str, object]:
    total = by_zone[["volume", "harm", "area_m2"]].sum()
    held = by_zone.loc[ids, ["volume", "harm", "area_m2"]].sum()
    best = best_list(by_zone.reset_index(), n_zones=len(ids))
    best_held = by_zone.loc[best, ["volume", "area_m2"]].sum()
    pai = _pai(held, total)
    return {
        "list": name,
        "n_zones": len(ids),
        "volume": int(held["volume"]),
        "volume_share": _ratio(held["volume"], total["volume"]),
        "harm": float(held["harm"]),
        "harm_share": _ratio(held["harm"], total["harm"]),
        "area_share": _ratio(held["area_m2"], total["area_m2"]),
        "pai": pai,
        "pei": _ratio(pai, _pai(best_held, total)),
        "rri": _ratio(by_zone.loc[ids, "foreseen"].sum(), held["volume"]),
    }


def _pai(held: pd.Series, total: pd.Series) -> float:
    return _ratio(
        _ratio(held["volume"], total["volume"]),
        _ratio(held["area_m2"], total["area_m2"]),
    )


def _ratio(part: float, whole: float) -> float:
    return float(part / whole) if whole else float("nan")


def years_in_list(lists: Mapping[str, Sequence[str]]) -> pd.DataFrame:
    """Return in how many of the years loaded each zone would be in the list.

    Parameters
    ----------
    lists
        The list that each year's incidents alone would give, by the year's name.

    Returns
    -------
    pandas.DataFrame
        `zone`, a flag for each year, `years_in` and `years_loaded`; zones that are in
        most years first.

    Examples
    --------
    >>> found = years_in_list({"2024": ["A", "B"], "2025": ["B", "C"]})
    >>> found[["zone", "years_in", "years_loaded"]].to_numpy().tolist()
    [['B', 2, 2], ['A', 1, 2], ['C', 1, 2]]
    """
    zones = sorted({zone for ids in lists.values() for zone in ids})
    flags = {year: [zone in set(ids) for zone in zones] for year, ids in lists.items()}
    table = pd.DataFrame({"zone": pd.Series(zones, dtype="str"), **flags})
    table["years_in"] = table[list(lists)].sum(axis=1).astype("int64")
    table["years_loaded"] = len(lists)
    order = table.sort_values(["years_in", "zone"], ascending=[False, True])
    return order.reset_index(drop=True)
