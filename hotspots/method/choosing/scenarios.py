"""Two lists side by side: what is in both, new and gone, why, and what rules cost."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from hotspots.method.choosing.constraints import BY_SCORE, Choice

BOTH, NEW, GONE = "both", "new", "gone"

MORE_INCIDENTS = "more incidents"
FEWER_INCIDENTS = "fewer incidents"
OTHERS_FELL = "others have fewer"
OTHERS_ROSE = "others have more"
MORE_HARM, LESS_HARM = "more harm", "less harm"
RULES = "rules"

# Zones of different grids are the same zone where they share so much of the lesser.
SAME_ZONE_FROM = 0.5


def compare_lists(
    earlier: pd.DataFrame,
    later: pd.DataFrame,
    *,
    then: pd.DataFrame | None = None,
    now: pd.DataFrame | None = None,
    why_out: Mapping[str, str] | None = None,
    same: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """Return every zone of two lists: in both, new or gone, and why.

    Parameters
    ----------
    earlier, later
        The lists: `zone`, and of the later one `chosen_as` if it has that.
    then, now
        The rankings of the two periods, if known: `zone`, `volume`,
        `harm` and `rank`.
    why_out
        For zones that a rule keeps out of the later list, which (`why` of `left_out`).
    same
        For zones of the later list the earlier zone on the same ground, where ids
        differ; see `match_zones`.

    Returns
    -------
    pandas.DataFrame
        By status and rank: `zone` (its id in the later list, if it is there),
        `earlier_zone` (empty if new), `status`, `rank_then`, `rank_now` (0 if not
        ranked or unknown), `volume_then`, `volume_now`, `harm_then`, `harm_now` and
        `why` (empty for zones in both, or if unknown).

    Notes
    -----
    Figures explain a change only where both periods have as many months.

    Examples
    --------
    >>> lists = pd.DataFrame({"zone": ["A", "B"]}), pd.DataFrame({"zone": ["B", "C"]})
    >>> compare_lists(*lists)[["zone", "status"]].to_numpy().tolist()
    [['B', 'both'], ['C', 'new'], ['A', 'gone']]
    """
    before = [str(zone) for zone in earlier["zone"]]
    same = {str(zone): str(zone) for zone in later["zone"]} if same is None else same
    rows = []
    for zone in map(str, later["zone"]):
        old = same.get(zone, "")
        old = old if old in before else ""
        rows.append((zone, old, BOTH if old else NEW))
    matched = {old for _, old, _ in rows}
    rows += [(zone, zone, GONE) for zone in before if zone not in matched]
    table = pd.DataFrame(rows, columns=["zone", "earlier_zone", "status"], dtype="str")
    # A zone that is new was there before, under its id of then.
    at_first = table["earlier_zone"].where(
        table["status"] != NEW, [same.get(zone, zone) for zone in table["zone"]]
    )
    for column, ids, ranking in (("then", at_first, then), ("now", table["zone"], now)):
        table[f"rank_{column}"] = _looked_up(ranking, "rank", ids)
        table[f"volume_{column}"] = _looked_up(ranking, "volume", ids)
        table[f"harm_{column}"] = _looked_up(ranking, "harm", ids)
    known = then is not None and now is not None
    reasons = {**_chosen_as(later), **(why_out or {})}
    by_figures = [_why_by_figures(row) if known else "" for row in table.itertuples()]
    table["why"] = [
        "" if status == BOTH else reasons.get(zone, figures)
        for zone, status, figures in zip(
            table["zone"], table["status"], by_figures, strict=True
        )
    ]
    order = {BOTH: 0, NEW: 1, GONE: 2}
    table = table.assign(at=table["status"].map(order)).sort_values(
        ["at", "rank_now", "rank_then"], kind="stable"
    )
    return table.drop(columns="at").reset_index(drop=True)


def _looked_up(ranking: pd.DataFrame | None, column: str, ids: pd.Series) -> pd.Series:
    if ranking is None:
        return pd.Series(0, index=ids.index)
    values = dict(zip(ranking["zone"].astype("str"), ranking[column], strict=True))
    return pd.Series([values.get(zone, 0) for zone in ids], index=ids.index)


def _chosen_as(later: pd.DataFrame) -> dict[str, str]:
    if "chosen_as" not in later:
        return {}
    by_rule = later[later["chosen_as"] != BY_SCORE]
    return dict(zip(by_rule["zone"].astype("str"), by_rule["chosen_as"], strict=True))


def _why_by_figures(row: Any) -> str:  # noqa: ANN401
    """Return what moved a zone up into the list, or down out of it."""
    up = row.status == NEW
    then, now = row.rank_then or np.inf, row.rank_now or np.inf
    if (now >= then) if up else (now <= then):
        return RULES
    if (row.volume_now > row.volume_then) if up else (row.volume_now < row.volume_then):
        return MORE_INCIDENTS if up else FEWER_INCIDENTS
    if (row.harm_now > row.harm_then) if up else (row.harm_now < row.harm_then):
        return MORE_HARM if up else LESS_HARM
    return OTHERS_FELL if up else OTHERS_ROSE


def match_zones(
    earlier: Mapping[str, object],
    later: Mapping[str, object],
    *,
    same_from: float = SAME_ZONE_FROM,
) -> pd.DataFrame:
    """Return which zones of two lists lie on the same ground, one to one.

    Parameters
    ----------
    earlier, later
        Polygons of the zones by id, in metres.
    same_from
        Least share of the lesser zone that both must hold.

    Returns
    -------
    pandas.DataFrame
        `earlier`, `later` and `share` (ground that both hold, of the lesser zone), by
        the later list; matched so that the shares are greatest in all.
    """
    import shapely
    from scipy.optimize import linear_sum_assignment

    old, new = list(earlier), list(later)
    one = np.array([earlier[zone] for zone in old], dtype=object)
    other = np.array([later[zone] for zone in new], dtype=object)
    share = np.zeros((len(new), len(old)))
    if old and new:
        pairs = shapely.STRtree(one).query(other, predicate="intersects")
        common = shapely.area(shapely.intersection(other[pairs[0]], one[pairs[1]]))
        lesser = np.minimum(shapely.area(other[pairs[0]]), shapely.area(one[pairs[1]]))
        share[pairs[0], pairs[1]] = common / lesser
    share[share < same_from] = 0.0
    rows = [
        (old[column], new[row], share[row, column])
        for row, column in zip(*linear_sum_assignment(-share), strict=True)
        if share[row, column] > 0
    ]
    return pd.DataFrame(rows, columns=["earlier", "later", "share"])


def price_of_each_promise(choice: Choice, ranking: pd.DataFrame) -> pd.DataFrame:
    """Return what each zone that is in for the promise keeps out.

    Parameters
    ----------
    choice
        The choice.
    ranking
        The ranking that it was made from.

    Returns
    -------
    pandas.DataFrame
        By rank: `zone`, `district`, `displaced`, `displaced_district`, and what the
        list loses by it: `fewer_incidents`, `less_harm`, `less_score`. The rows add up
        to the price of the whole promise.
    """
    zones = choice.zones[choice.zones["displaced"] != ""]
    return _prices(zones[["zone", "displaced"]].to_numpy().tolist(), ranking)


def _prices(pairs: list[list[str]], ranking: pd.DataFrame) -> pd.DataFrame:
    named = [zone for pair in pairs for zone in pair]
    by_zone = ranking[ranking["zone"].isin(named)].set_index("zone")
    one = by_zone.loc[[zone for zone, _ in pairs]].reset_index()
    other = by_zone.loc[[zone for _, zone in pairs]].reset_index()
    return pd.DataFrame(
        {
            "zone": one["zone"],
            "district": one["district"].astype("str"),
            "displaced": other["zone"],
            "displaced_district": other["district"].astype("str"),
            "fewer_incidents": other["volume"] - one["volume"],
            "less_harm": other["harm"] - one["harm"],
            "less_score": other["score"] - one["score"],
        }
    )
