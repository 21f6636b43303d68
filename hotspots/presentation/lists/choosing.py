"""How a list came about, how sure it is and what changed, as lists that people read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

from hotspots.method.choosing.rank_uncertainty import Stays
from hotspots.presentation.lists.zones import HARM
from hotspots.presentation.words import choosing, in_and_out, sureness
from hotspots.presentation.words.numbers import share

if TYPE_CHECKING:
    from hotspots.method.pipeline.dependence import Dependence
    from hotspots.method.pipeline.in_and_out import InAndOut


def price_list(prices: pd.DataFrame, ranking: pd.DataFrame) -> pd.DataFrame:
    """List the zones that are in for the promise, and in place of which."""
    name = _names_of(ranking, [*prices["zone"], *prices["displaced"]])
    return pd.DataFrame(
        {
            "District": prices["district"],
            "Its zone": prices["zone"].map(name),
            "In place of": [
                f"{name[zone]}, {district}"
                for zone, district in zip(
                    prices["displaced"], prices["displaced_district"], strict=True
                )
            ],
            "Fewer incidents": prices["fewer_incidents"],
            "Less harm": prices["less_harm"].round().astype("int64"),
        }
    )


def _names_of(ranking: pd.DataFrame, zones: Sequence[str]) -> dict[str, str]:
    """Return the names of these zones, those of them that are ranked."""
    rows = ranking[ranking["zone"].isin(zones)]
    return dict(zip(rows["zone"], rows["name"], strict=True))


def left_out_list(left_out: pd.DataFrame, ranking: pd.DataFrame) -> pd.DataFrame:
    """List the zones that rank high enough but are not in the list, and why."""
    name = _names_of(ranking, left_out["of"].to_list())
    why = [
        choosing.why_out(
            row["why"], of=name.get(row["of"], row["of"]), typed=row["reason"]
        )
        for row in left_out.to_dict("records")
    ]
    return pd.DataFrame(
        {
            "Zone": left_out["name"],
            "District": left_out["district"].astype("str"),
            "Incidents": left_out["volume"],
            "Rank": left_out["rank"],
            "Why it is out": why,
        }
    )


def stays_list(stays: Stays, ranking: pd.DataFrame) -> pd.DataFrame:
    """List how often each zone is in the list when counts vary by chance."""
    rows = stays.zones.merge(ranking, on="zone").sort_values("rank")
    rows = rows[rows["chosen"] | (rows["stays_in_of_100"] >= sureness.WORTH_NAMING)]
    return pd.DataFrame(
        {
            "Zone": rows["name"],
            "District": rows["district"].astype("str"),
            "Rank": rows["rank"],
            "In the list": rows["chosen"].map({True: "Yes", False: "No"}),
            "Chosen, times in 100": rows["stays_in_of_100"].round().astype("int64"),
        }
    ).reset_index(drop=True)


def in_and_out_list(found: InAndOut) -> pd.DataFrame:
    """List every zone of two lists: in both, new or gone, with ranks and reasons."""
    rows = found.table
    status = in_and_out.STATUS if found.is_ours else in_and_out.STATUS_OF_OTHERS
    listed = pd.DataFrame(
        {
            "Status": rows["status"].map(status),
            "Zone": rows["name"].where(rows["name"] != "", rows["zone"]),
            "District": rows["district"],
            "Rank then": _or_none(rows["rank_then"]),
            "Rank now": _or_none(rows["rank_now"]),
            "Incidents then": _or_none(rows["volume_then"]),
            "Incidents now": _or_none(rows["volume_now"]),
            "Why": rows["why"].map(in_and_out.WHY_MOVED),
        }
    )
    return listed.dropna(axis="columns", how="all")


def _or_none(numbers: pd.Series) -> pd.Series:
    """Return whole numbers, and nothing for 0: not ranked, or not known."""
    return numbers.astype("Int64").mask(numbers == 0)


def caught_list(caught: pd.DataFrame) -> pd.DataFrame:
    """List what each list caught of a later period."""
    return pd.DataFrame(
        {
            "List": caught["list"].map(sureness.LISTS),
            "Zones": caught["n_zones"],
            "Incidents": caught["volume"],
            "Of all incidents": [_share(value) for value in caught["volume_share"]],
            HARM: caught["harm"].round().astype("int64"),
            "Of all harm": [_share(value) for value in caught["harm_share"]],
            "PAI": caught["pai"].round(1),
            "PEI": caught["pei"].round(2),
            "RRI": caught["rri"].round(2),
        }
    )


def _share(value: float) -> str:
    return "" if pd.isna(value) else share(value)


def years_list(years: pd.DataFrame, selection: pd.DataFrame) -> pd.DataFrame:
    """List in how many of the years loaded each chosen zone would be in the list."""
    rows = selection.merge(years[["zone", "years_in"]], on="zone", how="left")
    n_years = int(years["years_loaded"].max()) if len(years) else 0
    return pd.DataFrame(
        {
            "No.": range(1, len(rows) + 1),
            "Zone": rows["name"],
            "District": rows["district"].astype("str"),
            f"Years in the list, of {n_years}": rows["years_in"]
            .fillna(0)
            .astype("int64"),
        }
    )


def depends_list(found: Dependence) -> pd.DataFrame:
    """List in how many of the lists made otherwise each chosen zone is."""
    rows = found.zones
    listed = pd.DataFrame(
        {
            "No.": range(1, len(rows) + 1),
            "Zone": rows["name"],
            "District": rows["district"].astype("str"),
            f"Weightings, of {found.n_weighings}": rows["weighings_in"],
        }
    )
    # One year is the list itself.
    if found.n_years > 1:
        listed[f"Years, of {found.n_years}"] = rows["years_in"]
    if found.has_grid:
        shares = rows["kept_on_moved_grid"]
        listed["Incidents kept, grid moved"] = [_share(one) for one in shares]
    listed["In whatever changes"] = found.in_all.map({True: "Yes", False: ""})
    return listed
