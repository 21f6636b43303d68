"""One list over several strands, as a list that people read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from hotspots.presentation.lists.zones import (
    RANGE,
    WHY,
    in_place_of,
    range_text,
    titles_of_those_out,
)
from hotspots.presentation.words import address_flags
from hotspots.presentation.words import joint as words


def joint_rows(
    selection: pd.DataFrame,
    ranking: pd.DataFrame,
    ranges: pd.DataFrame,
    titles: Mapping[str, str],
) -> pd.DataFrame:
    """List the zones with the strand that earns each its place.

    Parameters
    ----------
    selection, ranking
        Table `JOINT_SELECTION`, and the ranking that it was chosen from.
    ranges
        `rank_low` and `rank_high` of each zone.
    titles
        What each strand is called in short, by its name.
    """
    rows = pd.DataFrame(
        {
            "No.": range(1, len(selection) + 1),
            "Zone": selection["name"],
            "District": selection["district"].astype("str"),
            "Earned by": selection["earned_by"].map(titles),
            "Why": selection["chosen_as"].map(WHY),
        }
    )
    if (selection["reason"] != "").any():
        rows["Reason"] = selection["reason"]
    others = in_place_of(selection, ranking)
    if any(others):
        rows["In place of"] = others
    for strand, title in titles.items():
        rows[f"{title} incidents"] = selection[f"{strand}_volume"]
        rows[f"{title} rank"] = selection[f"{strand}_rank"]
    rows["Rank"] = selection["rank"]
    rows[RANGE] = [
        range_text(low, high, n_ranked=len(ranking))
        for low, high in zip(ranges["rank_low"], ranges["rank_high"], strict=True)
    ]
    rows["Share of all"] = [f"{100 * score:.2f}%" for score in selection["score"]]
    rows[address_flags.COLUMN] = address_flags.in_column(selection)
    return rows


def joint_reasons(
    selection: pd.DataFrame, ranking: pd.DataFrame, titles: Mapping[str, str]
) -> list[str]:
    """Say of each chosen zone which strand earns its place, or why else it is in."""
    title_of = titles_of_those_out(ranking, selection)
    return [
        words.reason(
            row["chosen_as"],
            earned_by=titles[row["earned_by"]],
            displaced=title_of[row["displaced"]],
            gave_way=title_of[row["gave_way"]],
            typed=row["reason"],
        )
        for row in selection.to_dict("records")
    ]


def joint_districts(
    selection: pd.DataFrame, area: Sequence[str], titles: Mapping[str, str]
) -> pd.DataFrame:
    """List how many zones each district has, and which strands earn them."""
    district = selection["district"].astype("str")
    by_strand = pd.crosstab(district, selection["earned_by"])
    counts = by_strand.reindex(index=list(area), columns=list(titles), fill_value=0)
    rows = pd.DataFrame(
        {"District": list(area), "Chosen zones": counts.sum(axis=1).to_numpy()}
    )
    for strand, title in titles.items():
        rows[f"Of these, mostly for {title}"] = counts[strand].to_numpy()
    return rows
