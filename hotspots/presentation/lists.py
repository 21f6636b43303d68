"""Tables into the lists that people read: plain words as headings, reasons as text."""

from __future__ import annotations

import pandas as pd

from hotspots.method.selection import CHOSEN_BY_FLOOR
from hotspots.presentation import wording
from hotspots.tables import DISTRICTS, RANKING, SELECTION, check

HARM = "Harm"


def chosen_list(selection: pd.DataFrame, ranking: pd.DataFrame) -> pd.DataFrame:
    """List the chosen zones by rank, numbered as on the map, with the reason for each.

    Parameters
    ----------
    selection, ranking
        The tables of these names.
    """
    check(selection, SELECTION)
    told = _zone_columns(selection)
    told.insert(0, "No.", range(1, len(selection) + 1))
    by_floor = selection["chosen_as"] == CHOSEN_BY_FLOOR
    told.insert(3, "Why", by_floor.map({True: "District", False: "Score"}).to_numpy())
    told["In place of"] = list(
        map(_displaced(ranking, selection).get, selection["displaced"])
    )
    told["Place"] = selection["place"].to_numpy()
    return told


def not_chosen_list(ranking: pd.DataFrame, selection: pd.DataFrame) -> pd.DataFrame:
    """List the ranked zones that were not chosen, by rank."""
    check(ranking, RANKING)
    return _zone_columns(ranking[~ranking["zone"].isin(selection["zone"])])


def district_list(districts: pd.DataFrame) -> pd.DataFrame:
    """List the districts with what each got and what it holds."""
    check(districts, DISTRICTS)
    return pd.DataFrame(
        {
            "District": districts["district"],
            "Chosen zones": districts["chosen"],
            "Of these, for the floor": districts["chosen_by_floor"],
            "Rank of its worst zone": districts["best_rank"],
            "Incidents": districts["volume"],
            "Of these, in chosen zones": districts["volume_chosen"],
        }
    )


def reasons(selection: pd.DataFrame, ranking: pd.DataFrame) -> list[str]:
    """Say of each chosen zone why it is in."""
    titles = _displaced(ranking, selection)
    return [wording.reason(titles[zone]) for zone in selection["displaced"]]


def _displaced(ranking: pd.DataFrame, selection: pd.DataFrame) -> dict[str, str]:
    """Return the title of each displaced zone; that of none is empty."""
    displaced = ranking[ranking["zone"].isin(selection["displaced"])]
    return {"": ""} | {
        row["zone"]: wording.zone_title(row["name"], row["district"])
        for row in displaced.to_dict("records")
    }


def _zone_columns(table: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Zone": table["name"],
            "District": table["district"].astype("str"),
            "Incidents": table["volume"],
            HARM: table["harm"].round().astype("int64"),
            "Rank": table["rank"],
            "Look out": table["marks"].map(wording.mark),
            "Rank by volume": table["volume_rank"],
            "Rank by harm": table["harm_rank"],
        }
    ).reset_index(drop=True)
