"""What changes made by hand did to a list: which zone came in for which."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd

from hotspots.method.choosing.constraints import (
    TIME_LIMIT_S,
    Choice,
    choose,
    prepare,
)
from hotspots.method.choosing.rules import Rules
from hotspots.method.choosing.solving import solve


def choose_and_compare(ranking: pd.DataFrame, rules: Rules, **given: Any) -> Choice:  # noqa: ANN401
    """Choose, and say of each zone in whose place changes by hand brought it in.

    Parameters
    ----------
    ranking, rules, given
        As for `choose`.

    Returns
    -------
    Choice
        Its zones have `gave_way` filled in: see `gave_way`. It stays empty where
        nothing was changed by hand, or where the same rules without these changes give
        no list.

    Raises
    ------
    InputError
        As `choose`.
    """
    choice = choose(ranking, rules, **given)
    if not (rules.take_out or rules.put_in):
        return choice
    untouched = _untouched(ranking, rules, **given)
    return replace(
        choice, zones=choice.zones.assign(gave_way=gave_way(choice.zones, untouched))
    )


def _untouched(ranking: pd.DataFrame, rules: Rules, **given: Any) -> pd.DataFrame:  # noqa: ANN401
    """Return the list that the rules alone give, by rank; no row where none is found.

    Zones taken out count as any others, whatever the reason.
    """
    prepared = prepare(ranking, replace(rules, take_out={}, put_in={}), **given)
    try:
        solution = solve(prepared.problem, time_limit_s=TIME_LIMIT_S)
    except TimeoutError:
        solution = None
    return prepared.zones[solution.chosen] if solution else prepared.zones.head(0)


def gave_way(chosen: pd.DataFrame, untouched: pd.DataFrame) -> list[str]:
    """Return for each chosen zone the one that is out in its stead; empty for none.

    Parameters
    ----------
    chosen
        The list: columns `zone` and `district`, by rank.
    untouched
        The list without the changes made by hand.

    Notes
    -----
    One change exchanges one zone for one. Of several, the zones that came in are set
    beside those that went: of the same district first, then in the order of ranks.

    Examples
    --------
    >>> lists = [
    ...     pd.DataFrame({"zone": zones, "district": ["Dover"] * 2})
    ...     for zones in (["A", "C"], ["A", "B"])
    ... ]
    >>> gave_way(*lists)
    ['', 'B']
    """
    came = chosen[~chosen["zone"].isin(untouched["zone"])]
    went = untouched[~untouched["zone"].isin(chosen["zone"])]
    pairs: dict[str, str] = {}
    left = {str(row["zone"]): str(row["district"]) for row in went.to_dict("records")}
    rows = came[["zone", "district"]].astype("str").to_numpy().tolist()
    for same in (True, False):
        for zone, district in rows:
            fits = [out for out, of in left.items() if of == district or not same]
            if zone not in pairs and fits:
                pairs[zone] = fits[0]
                del left[fits[0]]
    return [pairs.get(str(zone), "") for zone in chosen["zone"]]
