"""A list beside another: what is in both, new or gone, at which ranks, and why."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

import pandas as pd

from hotspots.method.choosing.constraints import BY_SCORE
from hotspots.method.choosing.scenarios import (
    BOTH,
    GONE,
    NEW,
    RULES,
    compare_lists,
    match_zones,
)
from hotspots.method.pipeline.results import (
    Ranked,
    Result,
    count_and_rank,
    left_out_of,
)
from hotspots.method.pipeline.stages import (
    loaded_months,
    with_months,
)
from hotspots.method.pipeline.standing import standing
from hotspots.months import Period
from hotspots.tables import IN_AND_OUT, check

if TYPE_CHECKING:
    from hotspots.sources.shapes.zone_files import ChosenZones

# Why a zone of another's list is in none of ours: as it is drawn it ranks too low, or
# its ground is shared out between zones here.
RANKS_TOO_LOW, DRAWN_OTHERWISE = "ranks too low", "drawn otherwise"
HARM_DECIMALS = 3


@dataclass(frozen=True, eq=False)
class InAndOut:
    """A list beside another one.

    Attributes
    ----------
    table
        Table `IN_AND_OUT`.
    is_ours
        Whether the other list was made by this software too.
    then, now
        Months that the lists were chosen on; `then` is None where nobody says.
    name
        Name of the other list's file; empty for other months.
    """

    table: pd.DataFrame
    is_ours: bool
    then: Period | None
    now: Period
    name: str = ""

    def count(self, status: str) -> int:
        """Return how many zones are in both, new or gone."""
        return int((self.table["status"] == status).sum())


def beside_file(
    result: Result, earlier: ChosenZones, rank_on: Callable[[Period], Ranked]
) -> InAndOut:
    """Set a list beside one from a file, ours or another's, of zones of any shape.

    Parameters
    ----------
    result
        The list.
    earlier
        The zones of the file. Those on the same ground are the same, whatever their
        ids; see `match_zones`.
    rank_on
        Ranks the same strand on other months. It is asked for the months that the
        file's list was made on, where the file says them, all are loaded and its zones
        are of this grid.
    """
    then = _ranked_then(result, earlier, rank_on)
    polygons = earlier.polygons
    old = dict(zip(polygons.ids, polygons.polygons, strict=True))
    matched = match_zones(old, _outlines(result))
    same = dict(zip(matched["later"], matched["earlier"], strict=True))
    made = earlier.settings
    return InAndOut(
        _table(
            result,
            earlier.zones,
            then,
            same=same,
            elsewhere=standing(result, earlier).zones,
        ),
        is_ours=made is not None,
        then=None if made is None else made.chosen_on,
        now=result.settings.months_chosen_on,
        name=PurePath(earlier.name).name,
    )


def _ranked_then(
    result: Result, earlier: ChosenZones, rank_on: Callable[[Period], Ranked]
) -> Ranked | None:
    made = earlier.settings
    if made is None or made.chosen_on is None:
        return None
    is_same_grid = result.zoning.holds(earlier.zones["zone"]).all()
    lacks = made.chosen_on.missing_from(loaded_months(result.reading))
    is_of_strand = earlier.strand in ("", result.strand)
    return (
        rank_on(made.chosen_on) if is_same_grid and is_of_strand and not lacks else None
    )


def ranked_on(ranked: Ranked, span: Period) -> Ranked:
    """Rank the same strand's zones on other months."""
    settings = replace(ranked.settings, chosen_on=span)
    settings = with_months(settings, loaded_months(ranked.reading))
    return count_and_rank(
        ranked.reading, settings, ranked.strand, ranked.zoning, ranked.cube
    )


def beside_months(result: Result, other: Result) -> InAndOut:
    """Set a list beside the one that other months give, of the same zones."""
    return InAndOut(
        _table(result, other.selection, other, same=None, elsewhere=None),
        is_ours=True,
        then=other.settings.months_chosen_on,
        now=result.settings.months_chosen_on,
    )


def _table(
    result: Result,
    earlier: pd.DataFrame,
    then: Ranked | None,
    *,
    same: Mapping[str, str] | None,
    elsewhere: pd.DataFrame | None,
) -> pd.DataFrame:
    left = left_out_of(result)
    why_out = dict(zip(left["zone"], left["why"], strict=True)) if len(left) else {}
    compared = compare_lists(
        earlier,
        result.selection,
        then=None if then is None else then.ranking,
        now=result.ranking,
        why_out=why_out,
        same=same,
    )
    compared = _ranked_as_drawn(compared, elsewhere)
    compared["why"] = [
        row["why"] or _why(row, knows_then=then is not None, result=result)
        for row in compared.to_dict("records")
    ]
    named = earlier if elsewhere is None else elsewhere
    rows = compared.assign(**_names(compared, named, result.ranking))
    harm = dict.fromkeys(("harm_then", "harm_now"), HARM_DECIMALS)
    return check(rows.round(harm)[IN_AND_OUT.column_names], IN_AND_OUT)


def _outlines(result: Result) -> dict[str, object]:
    zones = result.selection["zone"].to_list()
    return dict(zip(zones, result.outlines_of(zones), strict=True))


def _ranked_as_drawn(
    compared: pd.DataFrame, elsewhere: pd.DataFrame | None
) -> pd.DataFrame:
    """Fill in where zones of another's list would rank, as they are drawn."""
    if elsewhere is None:
        return compared.copy()
    by_zone = elsewhere.set_index("zone")
    filled = compared.copy()
    lacking = (compared["status"] == GONE) & (compared["rank_now"] == 0)
    ids = compared.loc[lacking, "earlier_zone"]
    for column in ("rank", "volume", "harm"):
        values = by_zone[column].reindex(ids).to_numpy()
        filled.loc[lacking, f"{column}_now"] = values
    return filled


def _why(row: Mapping[Hashable, Any], *, knows_then: bool, result: Result) -> str:
    """Say why a zone is in one list alone, where only this list's ranking is known."""
    if row["status"] == BOTH or knows_then:
        return ""
    if row["status"] == NEW:
        return BY_SCORE
    by_score = result.selection[result.selection["chosen_as"] == BY_SCORE]
    last = int(by_score["rank"].max()) if len(by_score) else 0
    if row["rank_now"] > last:
        return RANKS_TOO_LOW
    is_ours = (result.zoning.zones["zone"] == row["zone"]).any()
    return RULES if is_ours else DRAWN_OTHERWISE


def _names(
    compared: pd.DataFrame, earlier: pd.DataFrame, ranking: pd.DataFrame
) -> dict[str, pd.Series]:
    """Name each zone as this list does, or else as the earlier one."""
    known = pd.concat([ranking, earlier])[["zone", "name", "district"]].astype("str")
    by_zone = known[known["name"] != ""].drop_duplicates("zone").set_index("zone")
    rows = by_zone.reindex(compared["zone"]).fillna("").astype("str")
    columns = ("name", "district")
    return {name: rows[name].set_axis(compared.index) for name in columns}
