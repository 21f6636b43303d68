"""One zone: its map points, what kinds of incidents, its months, ranks and neighbours.

Everything is of a zone that holds an incident of any kind, chosen or not.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import xarray as xr
from numpy.typing import NDArray

from hotspots.errors import InputError
from hotspots.method.evaluation.before_after import outcomes_of_zones
from hotspots.method.pipeline.results import Ranked, Result, left_out_of
from hotspots.method.pipeline.stages import (
    choose,
    harm_weights,
    loaded_months,
    periods_in_force,
)
from hotspots.method.pipeline.sureness import ranks_with_ranges
from hotspots.method.zoning.counts import of_categories
from hotspots.tables import CHOSEN, KINDS_OF_ZONE, POINTS_OF_ZONE, check

# Why a zone is out that no rule keeps out.
BELOW, NOT_RANKED = "below the list", "not ranked"


@dataclass(frozen=True)
class RankRange:
    """A rank, and the ranks that chance allows (95% confidence)."""

    rank: int
    low: int
    high: int


@dataclass(frozen=True, eq=False)
class ZoneFacts:
    """What the data hold of one zone, for one strand.

    Attributes
    ----------
    zone, name, district
        Its id, name and district.
    points
        Table `POINTS_OF_ZONE`: the strand's incidents in the months in force.
    kinds
        Table `KINDS_OF_ZONE`: all incidents in the months in force.
    months
        The strand's incidents in each month loaded, by month.
    ranked
        Its row of the ranking; None where it has no incident of the strand.
    ranks
        By score, by volume and by harm; empty where it is not ranked.
    """

    zone: str
    name: str
    district: str
    points: pd.DataFrame
    kinds: pd.DataFrame
    months: pd.Series
    ranked: pd.Series | None
    ranks: tuple[RankRange, ...]

    @property
    def volume(self) -> int:
        """The strand's incidents in the months in force."""
        return int(self.points["incidents"].sum())


@dataclass(frozen=True)
class WhyOut:
    """Why a zone is not in the list.

    Attributes
    ----------
    why
        One of the words of `hotspots.method.choosing.reasons`, `BELOW` or `NOT_RANKED`.
    of
        The zone or district that it is about; empty for none.
    typed
        The reason typed for a zone taken out.
    """

    why: str
    of: str = ""
    typed: str = ""


def zone_facts(ranked: Ranked, zone: str) -> ZoneFacts:
    """Gather what the data hold of a zone.

    Raises
    ------
    InputError
        If no incident of these data lies in such a zone.
    """
    row = row_of(ranked, zone)
    named = ranked.zoning.zones.iloc[row]
    in_ranking = ranked.ranking[ranked.ranking["zone"] == zone]
    is_ranked = len(in_ranking) > 0
    return ZoneFacts(
        zone=zone,
        name=str(named["name"]),
        district=str(named["district"]),
        points=_points(ranked, zone),
        kinds=_kinds(ranked, row),
        months=_of_strand(ranked, ranked.cube[row]),
        ranked=in_ranking.iloc[0] if is_ranked else None,
        ranks=_ranks(ranked, zone) if is_ranked else (),
    )


def row_of(ranked: Ranked, zone: str) -> int:
    """Return a zone's row of the zones table; as `zone_facts`."""
    rows = np.flatnonzero(ranked.zoning.zones["zone"] == zone)
    if not len(rows):
        msg = f"No incident of these data lies in a zone with the id “{zone}”."
        raise InputError(msg)
    return int(rows[0])


def _points(ranked: Ranked, zone: str) -> pd.DataFrame:
    """Count the strand's incidents at each map point of a zone."""
    incident, _ = ranked.zoning.incidents_in([zone])
    held = ranked.reading.incidents.iloc[incident]
    held = held.loc[ranked.counts(held), ["point", "location", "easting", "northing"]]
    by_point = held.astype({"location": "str"}).groupby("point", sort=True)
    points = by_point.first().assign(incidents=by_point.size()).reset_index(drop=True)
    ordered = points.sort_values(
        ["incidents", "location"], ascending=[False, True], kind="stable"
    )
    return check(ordered.reset_index(drop=True), POINTS_OF_ZONE)


def _kinds(ranked: Ranked, row: int) -> pd.DataFrame:
    """Count a zone's incidents of each kind, the strand's first."""
    chosen_on = ranked.settings.months_chosen_on
    months = [m for m in ranked.cube["month"].to_numpy() if m in chosen_on]
    counts = ranked.cube[row].sel(month=months).sum("month")
    weight = harm_weights(ranked.programme)
    kinds = pd.DataFrame(
        {
            "kind": pd.Series(ranked.cube["category"].to_numpy(), dtype="str"),
            "incidents": counts.to_numpy().astype(np.int64),
        }
    )
    kinds["counts"] = kinds["kind"].isin(list(weight))
    kinds["harm"] = kinds["incidents"] * kinds["kind"].map(weight).fillna(0.0)
    kinds = kinds[kinds["incidents"] > 0]
    ordered = kinds.sort_values(
        ["counts", "incidents", "kind"], ascending=[False, False, True], kind="stable"
    )
    return check(ordered.reset_index(drop=True), KINDS_OF_ZONE)


def _of_strand(ranked: Ranked, counts: xr.DataArray) -> pd.Series:
    """Return a zone's incidents of the strand in each month loaded."""
    loaded = loaded_months(ranked.reading)
    of_strand = of_categories(counts, ranked.programme.counted)
    of_month = of_strand.sel(month=loaded).sum("category")
    return pd.Series(of_month.to_numpy().astype(np.int64), index=loaded)


def _ranks(ranked: Ranked, zone: str) -> tuple[RankRange, ...]:
    """Return a zone's ranks by score, by volume and by harm, with their ranges."""
    row = ranked.ranking[ranked.ranking["zone"] == zone].iloc[0]
    found = []
    columns = (("rank", None), ("volume_rank", 0.0), ("harm_rank", 1.0))
    for column, harm_share in columns:
        ends = ranks_with_ranges(ranked, [zone], harm_share=harm_share).iloc[0]
        low, high = int(ends["rank_low"]), int(ends["rank_high"])
        found.append(RankRange(int(row[column]), low, high))
    return tuple(found)


def why_out(result: Result, zone: str) -> WhyOut:
    """Say why a zone is not in the list; ask only of one that is not."""
    in_ranking = result.ranking["zone"] == zone
    typed = dict(result.programme.take_out).get(zone, "")
    if not in_ranking.any():
        return WhyOut(NOT_RANKED, typed=typed)
    if result.choice is None:
        return WhyOut(BELOW)
    found = left_out_of(result).set_index("zone")
    if zone not in found.index:
        return WhyOut(BELOW)
    row = found.loc[zone]
    return WhyOut(str(row["why"]), str(row["of"]), str(row["reason"]))


def exchanged_for(result: Result, zone: str) -> pd.DataFrame:
    """Return the zones that would come in without a zone, or go out for it.

    The list is chosen again under the same rules, without the zone if it is in and with
    it if it is out; what else changes is what it is exchanged for.

    Returns
    -------
    pandas.DataFrame
        Their rows of the ranking.

    Raises
    ------
    InputError
        If no list keeps to the rules then.
    """
    is_in = bool((result.selection["zone"] == zone).any())
    programme = result.programme
    take_out, put_in = (
        {held: why for held, why in pairs if held != zone}
        for pairs in (programme.take_out, programme.put_in)
    )
    (take_out if is_in else put_in)[zone] = ""
    settings = result.settings.with_strand(
        result.strand,
        take_out=tuple(take_out.items()),
        put_in=tuple(put_in.items()),
    )
    choice = choose(
        result.ranking,
        result.zoning,
        result.reading.area,
        settings,
        settings.strand(result.strand),
    )
    now, then = set(result.selection["zone"]), set(choice.zones["zone"])
    others = (then - now if is_in else now - then) - {zone}
    return result.ranking[result.ranking["zone"].isin(others)].reset_index(drop=True)


def before_and_after(result: Result, zone: str) -> pd.DataFrame:
    """Count a zone before and after, whether or not it is chosen.

    Returns
    -------
    pandas.DataFrame
        One row of table `OUTCOMES`, without anything expected.

    Raises
    ------
    InputError
        If the data or the settings give no two periods to compare.
    """
    loaded = loaded_months(result.reading)
    row = row_of(result, zone)
    return outcomes_of_zones(
        result.cube,
        named(result, [row]),
        categories=result.programme.counted,
        periods=periods_in_force(result.settings, loaded),
    )


def named(result: Ranked, rows: list[int] | NDArray[np.intp]) -> pd.DataFrame:
    """Return zones by their rows of the zones table, as table `CHOSEN`."""
    return result.zoning.zones.iloc[rows][CHOSEN.column_names].reset_index(drop=True)
