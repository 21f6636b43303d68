"""What a selection holds, taken together, and what the district floor costs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from hotspots.method.choosing.constraints import BY_FLOOR
from hotspots.tables import DISTRICTS, check


@dataclass(frozen=True)
class PriceOfPromise:
    """What the promise to each district costs a list.

    Attributes
    ----------
    n_zones, districts
        Zones that are in for the promise alone, and their districts.
    share
        Total score that is lost for it, as a part of the total without it (0 to 1).
    fewer_incidents
        By column of incidents, those that the list without the promise would hold
        beyond this one.
    """

    n_zones: int
    districts: tuple[str, ...]
    share: float
    fewer_incidents: Mapping[str, int]


@dataclass(frozen=True)
class SelectionSummary:
    """Totals of a selection.

    Attributes
    ----------
    n_zones, n_groups, n_districts, n_ranked
        Chosen zones, groups that touching ones make, districts they lie in, zones
        ranked.
    volume, volume_chosen
        Incidents of the strand in all zones and in the chosen ones.
    share_of_volume, share_of_harm
        Of the strand's volume and harm, the part in chosen zones (0 to 1).
    promise
        What the promise to each district costs; its incidents are of column `volume`.
    """

    n_zones: int
    n_groups: int
    n_districts: int
    n_ranked: int
    volume: int
    volume_chosen: int
    share_of_volume: float
    share_of_harm: float
    promise: PriceOfPromise


@dataclass(frozen=True)
class DistinctTotals:
    """Incidents and harm of all zones and of the chosen ones, each incident once."""

    volume: int
    volume_chosen: int
    harm: float
    harm_chosen: float


def summarise(
    ranking: pd.DataFrame,
    selection: pd.DataFrame,
    *,
    distinct: DistinctTotals | None = None,
) -> SelectionSummary:
    """Total a selection against the ranking that it was chosen from.

    Parameters
    ----------
    ranking, selection
        The tables of these names.
    distinct
        The totals where zones overlap, and the zones' own do not add up.
    """
    totals = distinct or DistinctTotals(
        volume=int(ranking["volume"].sum()),
        volume_chosen=int(selection["volume"].sum()),
        harm=float(ranking["harm"].sum()),
        harm_chosen=float(selection["harm"].sum()),
    )
    volume, chosen, harm = totals.volume, totals.volume_chosen, totals.harm
    return SelectionSummary(
        n_zones=len(selection),
        n_groups=selection["group"].nunique(),
        n_districts=selection["district"].nunique(),
        n_ranked=len(ranking),
        volume=volume,
        volume_chosen=chosen,
        share_of_volume=chosen / volume,
        share_of_harm=totals.harm_chosen / harm if harm else 0.0,
        promise=price_of_promise(ranking, selection),
    )


def price_of_promise(
    ranking: pd.DataFrame,
    selection: pd.DataFrame,
    *,
    volumes: Sequence[str] = ("volume",),
) -> PriceOfPromise:
    """Return what the promise to each district costs a list.

    Parameters
    ----------
    ranking, selection
        The ranking, of a strand or over several, and what was chosen from it.
    volumes
        The columns of both tables that hold incidents, one a strand.
    """
    by_floor = selection[selection["chosen_as"] == BY_FLOOR]
    made_room = ranking[ranking["zone"].isin(list(selection["displaced"]))]
    lost = float(made_room["score"].sum() - by_floor["score"].sum())
    without = float(selection["score"].sum()) + lost
    return PriceOfPromise(
        n_zones=len(by_floor),
        districts=tuple(by_floor["district"].astype("str").unique()),
        share=lost / without if without else 0.0,
        fewer_incidents={
            column: int(made_room[column].sum() - by_floor[column].sum())
            for column in volumes
        },
    )


def by_district(
    selection: pd.DataFrame, incidents: pd.DataFrame, *, area: Sequence[str]
) -> pd.DataFrame:
    """Count what each district of the area has: chosen zones and incidents.

    Parameters
    ----------
    selection
        The table of this name. A zone counts in the district of most of its incidents.
    incidents
        The incidents that count, a row each: their own `district`, and whether they lie
        `in_chosen` zones.
    area
        Every district of the area.

    Returns
    -------
    pandas.DataFrame
        The districts table. A district with no incident has 0 throughout; one with
        no chosen zone has a best rank of 0.
    """
    district = selection["district"].astype("str")
    chosen = selection.groupby(district)
    columns = {
        "chosen": chosen.size(),
        "chosen_by_floor": (selection["chosen_as"] == BY_FLOOR).groupby(district).sum(),
        "best_rank": chosen["rank"].min(),
        "volume": _number_of(incidents["district"]),
        "volume_chosen": _number_of(incidents.loc[incidents["in_chosen"], "district"]),
    }
    counts = pd.DataFrame(columns).reindex(list(area)).fillna(0).astype("int64")
    return check(counts.rename_axis("district").reset_index(), DISTRICTS)


def _number_of(districts: pd.Series) -> pd.Series:
    """Count the rows of each district; of categoricals only the numbers are read."""
    n_rows = districts.value_counts(sort=False)
    return n_rows.set_axis(n_rows.index.astype("str"))
