"""What the data hold of one zone, as lists that people read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from hotspots.method.zoning.names import GENERIC_PLACES
from hotspots.presentation.lists.zones import HARM, range_text
from hotspots.presentation.words import months_told
from hotspots.presentation.words import one_zone as words
from hotspots.presentation.words.numbers import number, share
from hotspots.sources.offence_weights import titles_of_keys
from hotspots.tables import KINDS_OF_ZONE, POINTS_OF_ZONE, check

if TYPE_CHECKING:
    from hotspots.method.pipeline.one_zone import ZoneFacts

NOT_COUNTED = "Not counted"
RANKED_BY = ("Score", "Incidents", "Harm")


def streets(facts: ZoneFacts) -> pd.DataFrame:
    """List a zone's streets and named places by incidents."""
    points = check(facts.points, POINTS_OF_ZONE)
    by_name = points.groupby("location", sort=False)["incidents"].agg(["sum", "size"])
    rows = by_name.sort_values("sum", ascending=False, kind="stable").reset_index()
    return pd.DataFrame(
        {
            "Street or place": rows["location"],
            "Incidents": rows["sum"],
            "Share": [share(n / max(facts.volume, 1)) for n in rows["sum"]],
            "What": [
                "Place" if name in GENERIC_PLACES else "Street"
                for name in rows["location"]
            ],
            "Map points": rows["size"],
        }
    )


@dataclass(frozen=True, eq=False)
class KindsForPrint:
    """The kinds of a zone that have room on a sheet, and what the others hold.

    Attributes
    ----------
    rows
        Kinds that the strand counts, most harm first: those with most harm and those
        with most incidents.
    others
        A sentence on the rest of them; empty where all are shown.
    not_counted
        A sentence on kinds that the strand does not count; empty where there is none.
    """

    rows: pd.DataFrame
    others: str
    not_counted: str


def kinds_for_print(facts: ZoneFacts, *, unit: str, most: int) -> KindsForPrint:
    """Choose the kinds of a zone that a sheet shows.

    Parameters
    ----------
    facts
        What the data hold of the zone.
    unit
        Unit of harm.
    most
        So many rows have room.
    """
    counts = facts.kinds[facts.kinds["counts"]]
    by_harm = counts.sort_values("harm", ascending=False, kind="stable")
    gravest = by_harm.head((most + 1) // 2)
    frequent = counts.drop(gravest.index).head(most - len(gravest))
    is_shown = by_harm.index.isin([*gravest.index, *frequent.index])
    rest = by_harm[~is_shown]
    n_others = facts.kinds.loc[~facts.kinds["counts"], "incidents"].sum()
    return KindsForPrint(
        rows=kinds(facts, unit=unit).loc[by_harm.index[is_shown]],
        others=words.other_kinds(
            rest["incidents"].to_list(), float(rest["harm"].sum()), unit=unit
        ),
        not_counted=words.kinds_not_counted(int(n_others)),
    )


def kinds(facts: ZoneFacts, *, unit: str) -> pd.DataFrame:
    """List what kinds of incidents a zone has: the strand's first, then others.

    Parameters
    ----------
    facts
        What the data hold of the zone.
    unit
        Unit of harm.
    """
    rows = check(facts.kinds, KINDS_OF_ZONE)
    titles = titles_of_keys()
    return pd.DataFrame(
        {
            "Kind": rows["kind"].map(lambda name: titles.get(name, name)),
            "Incidents": rows["incidents"],
            f"{HARM} ({unit})": [
                number(harm) if counts else NOT_COUNTED
                for harm, counts in zip(rows["harm"], rows["counts"], strict=True)
            ],
        }
    )


def ranks(facts: ZoneFacts, *, unit: str, n_ranked: int) -> pd.DataFrame:
    """List a zone's volume, harm and score with their ranks and ranges.

    Parameters
    ----------
    facts
        What the data hold of the zone; it is ranked.
    unit
        Unit of harm.
    n_ranked
        Zones ranked.
    """
    if facts.ranked is None:
        return pd.DataFrame()
    row = facts.ranked
    here = (
        f"{100 * row['score']:.2f}% of all",
        number(row["volume"]),
        f"{number(row['harm'])} {unit}",
    )
    return pd.DataFrame(
        {
            "By": RANKED_BY,
            "Here": here,
            f"Rank of {number(n_ranked)}": [number(each.rank) for each in facts.ranks],
            "Could rank (95%)": [
                range_text(each.low, each.high, n_ranked=n_ranked)
                for each in facts.ranks
            ],
        }
    )


def months(facts: ZoneFacts) -> pd.DataFrame:
    """List the strand's incidents of a zone month by month."""
    return pd.DataFrame(
        {
            "Month": [months_told.month_short(str(m)) for m in facts.months.index],
            "Incidents": facts.months.to_numpy(),
        }
    )


def patrols(rows: pd.DataFrame) -> pd.DataFrame:
    """List a zone's patrols month by month, from its rows of table `PATROLS`."""
    by_month = rows.groupby(rows["date"].str[:7], sort=True)
    listed = pd.DataFrame(
        {
            "Month": [months_told.month_short(str(m)) for m in by_month.groups],
            "Days with a patrol": by_month["date"].nunique().to_numpy(),
        }
    )
    for name, label in (("hours", "Hours"), ("visits", "Visits")):
        if rows[name].notna().any():
            listed[label] = by_month[name].sum().round(1).to_numpy()
    return listed
