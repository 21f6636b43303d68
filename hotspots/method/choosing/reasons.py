"""A choice into the reasons why zones that rank high are not in it."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from hotspots.method.choosing.constraints import BY_HAND, BY_SCORE, Choice

TAKEN_OUT = "taken out"
NOT_ELIGIBLE = "not eligible"
TOO_FEW = "too few incidents"
TOO_MANY = "too many incidents"
TOO_CLOSE = "too close"
AT_CAP = "district at its cap"
FOR_FLOOR = "district floor"
FOR_HAND = "put in by hand"
RULES_TOGETHER = "rules"

SHOWN = ("zone", "name", "district", "rank", "volume")


def left_out(
    ranking: pd.DataFrame, choice: Choice, *, not_eligible: Collection[str] = ()
) -> pd.DataFrame:
    """Return the zones that rank high enough but are not in the list, and why.

    Those that rank before the last zone chosen by score, that rank within as many as
    the list has, or that made room for the promise to a district or for a zone put in.

    Parameters
    ----------
    ranking
        The ranking that the zones were chosen from.
    choice
        The choice.
    not_eligible
        Zones that were chosen only if put in by hand.

    Returns
    -------
    pandas.DataFrame
        By rank: `zone`, `name`, `district`, `rank`, `volume`, `why` (one of this
        module's words), `of` (the chosen zone that it is too close to, or that it made
        room for; the district at its cap) and `reason` (as typed, of a
        zone taken out). Zones taken out are listed wherever they rank.
    """
    zones = choice.zones
    by_score = zones.loc[zones["chosen_as"] == BY_SCORE, "rank"]
    last = by_score.max() if len(by_score) else zones["rank"].max()
    out = ranking[~ranking["zone"].isin(zones["zone"])].sort_values("rank")
    taken = out["zone"].isin(list(choice.rules.take_out))
    ranks_high = (out["rank"] < last) | (out["rank"] <= len(zones))
    displaced = out["zone"].isin(zones["displaced"])
    made_room = out["zone"].isin(zones["gave_way"])
    out = out[ranks_high | displaced | taken | made_room]
    excluded = set(not_eligible)
    columns = (out["zone"], out["district"], out["volume"])
    found = [
        _why(str(zone), str(district), int(volume), choice, excluded)
        for zone, district, volume in zip(*columns, strict=True)
    ]
    out = out.reset_index(drop=True)
    return pd.DataFrame(
        {
            **{column: out[column] for column in SHOWN},
            "why": [why for why, _ in found],
            "of": [of for _, of in found],
            "reason": [choice.rules.take_out.get(str(z), "") for z in out["zone"]],
        }
    )


def only_ones(choice: Choice, ranking: pd.DataFrame) -> pd.DataFrame:
    """Return the zones that the promise holds in, though they would be in without it.

    They rank behind a zone that made room for a district's promise. Their own district
    has no more than it was promised, so none of them could make room in its stead.

    Parameters
    ----------
    choice
        The choice.
    ranking
        The ranking that the zones were chosen from.

    Returns
    -------
    pandas.DataFrame
        Rows of the chosen zones, by rank.
    """
    zones = choice.zones
    made_room = ranking.loc[ranking["zone"].isin(zones["displaced"]), "rank"]
    district = zones["district"].astype("str")
    n_of = district.map(district.value_counts())
    is_only = n_of <= district.map(choice.rules.floor_of)
    is_behind = zones["rank"] > made_room.min()
    rows: pd.DataFrame = zones[is_behind & is_only & (zones["chosen_as"] == BY_SCORE)]
    return rows


def _why(
    zone: str, district: str, volume: int, choice: Choice, excluded: set[str]
) -> tuple[str, str]:
    rules = choice.rules
    if zone in rules.take_out:
        return TAKEN_OUT, ""
    if zone in excluded:
        return NOT_ELIGIBLE, ""
    if volume < rules.least_incidents:
        return TOO_FEW, ""
    if rules.most_incidents is not None and volume > rules.most_incidents:
        return TOO_MANY, ""
    return _why_not_with_the_others(zone, district, choice)


def _why_not_with_the_others(
    zone: str, district: str, choice: Choice
) -> tuple[str, str]:
    zones = choice.zones
    pairs = choice.pairs
    beside = {
        *pairs.loc[pairs["zone"] == zone, "other"],
        *pairs.loc[pairs["other"] == zone, "zone"],
    }
    near = zones.loc[zones["zone"].isin(beside), "zone"]
    if len(near):
        return TOO_CLOSE, str(near.iloc[0])
    if (zones["district"] == district).sum() >= choice.rules.cap_of(district):
        return AT_CAP, district
    by_hand = zones[zones["chosen_as"] == BY_HAND]
    for_hand = by_hand.loc[by_hand["gave_way"] == zone, "zone"]
    if len(for_hand):
        return FOR_HAND, str(for_hand.iloc[0])
    for_it = zones.loc[zones["displaced"] == zone, "zone"]
    if len(for_it):
        return FOR_FLOOR, str(for_it.iloc[0])
    return RULES_TOGETHER, ""
