"""Tables into the lists that people read: plain words as headings, reasons as text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import pandas as pd

from hotspots.method.choosing.constraints import BY_FLOOR, BY_HAND, BY_SCORE
from hotspots.method.county.month_flags import CheckedMonths
from hotspots.presentation.words import address_flags, month_flags, months_told
from hotspots.presentation.words import data as data_words
from hotspots.presentation.words import selection as selection_words
from hotspots.presentation.words.numbers import number
from hotspots.presentation.words.sureness import NEARLY_ANY
from hotspots.tables import (
    DISTRICTS,
    FILES,
    MONTHS,
    RANKING,
    SELECTION,
    SET_ASIDE,
    WITHOUT_WORST,
    check,
)

HARM = "Harm"
NOT_ELIGIBLE = "Not eligible"
RANGE = "Could rank"
# A range of so large a part of so many ranks says nothing of a zone's rank.
NEARLY_ALL, MANY_RANKS = 0.9, 100
# Why a zone is in, as the list says it.
WHY = {BY_SCORE: "Score", BY_FLOOR: "District", BY_HAND: "By hand"}
# Whole numbers of a list that is sent at every change, half as long as they come.
SHORT: Final = "int32"


def chosen_list(selection: pd.DataFrame, ranking: pd.DataFrame) -> pd.DataFrame:
    """List the chosen zones by rank, numbered as on the map, with the reason for each.

    Parameters
    ----------
    selection, ranking
        The tables of these names.
    """
    check(selection, SELECTION)
    rows = _zone_columns(selection)
    rows.insert(0, "No.", range(1, len(selection) + 1))
    at = list(rows.columns).index("Rank")
    rows.insert(at, "Why", selection["chosen_as"].map(WHY).to_numpy())
    if (selection["reason"] != "").any():
        rows.insert(at + 1, "Reason", selection["reason"].to_numpy())
    others = in_place_of(selection, ranking)
    if any(others):
        after = list(rows.columns).index(address_flags.COLUMN) + 1
        rows.insert(after, "In place of", others)
    if selection["group"].nunique() < len(selection):
        rows["Group"] = selection["group"].to_numpy()
    return rows


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
            "Of these, for its district": districts["chosen_by_floor"],
            "Rank of its best zone": districts["best_rank"],
            "Incidents": districts["volume"],
            "Of these, in chosen zones": districts["volume_chosen"],
        }
    )


def rank_list(
    ranking: pd.DataFrame,
    selection: pd.DataFrame,
    not_eligible: pd.DataFrame,
    *,
    by_offence: bool = False,
) -> pd.DataFrame:
    """List every ranked zone by rank, and say of each whether it is chosen.

    Parameters
    ----------
    ranking, selection
        The tables of these names.
    not_eligible
        Rows of the ranking that are no candidates.
    by_offence
        Whether each offence has its own weight, so that one can make a zone's rank.
    """
    check(ranking, RANKING)
    rows = _zone_columns(ranking)
    number = dict(zip(selection["zone"], range(1, len(selection) + 1), strict=True))
    chosen = dict.fromkeys(not_eligible["zone"], NOT_ELIGIBLE)
    chosen |= {zone: f"No. {place}" for zone, place in number.items()}
    rows.insert(0, "Rank", rows.pop("Rank"))
    rows.insert(
        5, "Chosen", [chosen.get(zone, "") for zone in ranking["zone"].to_list()]
    )
    if by_offence:
        rows["Rank without worst"] = ranking[WITHOUT_WORST].to_numpy()
    # Last, because most have none.
    rows[address_flags.COLUMN] = rows.pop(address_flags.COLUMN)
    return rows


def range_text(low: int, high: int, *, n_ranked: int) -> str:
    """Write a range of ranks; one that holds nearly all of many ranks says nothing.

    Parameters
    ----------
    low, high
        Its ends.
    n_ranked
        Zones ranked.

    Examples
    --------
    >>> range_text(1, 5, n_ranked=400), range_text(3, 3, n_ranked=400)
    ('1 to 5', '3')
    >>> range_text(1, 390, n_ranked=400)
    'Nearly any'
    """
    if n_ranked >= MANY_RANKS and high - low + 1 >= NEARLY_ALL * n_ranked:
        return NEARLY_ANY
    return number(low) if low == high else f"{number(low)} to {number(high)}"


def find(rows: pd.DataFrame, text: str, *, streets: Sequence[str]) -> pd.DataFrame:
    """Return the rows of a list whose zone, district or streets hold the text.

    Parameters
    ----------
    rows
        The list.
    text
        What was typed.
    streets
        For each row the street of it that was found; empty for none. Where there is
        one, the rows say it.

    Examples
    --------
    >>> zones = {"Zone": ["Mill Lane", "High Street"], "District": ["Swale", "Dover"]}
    >>> find(pd.DataFrame(zones), " mill", streets=["", "Mill Road"])
              Zone      Street District
    0    Mill Lane                Swale
    1  High Street   Mill Road    Dover
    """
    wanted = text.strip()
    if not wanted:
        return rows
    found = pd.Series(list(streets), index=rows.index, dtype="str")
    holds = [
        rows[name].str.contains(wanted, case=False, regex=False)
        for name in ("Zone", "District")
    ]
    if (found != "").any():
        rows = rows.copy()
        rows.insert(list(rows.columns).index("Zone") + 1, "Street", found)
    return rows[holds[0] | holds[1] | (found != "")]


def month_list(checked: CheckedMonths) -> pd.DataFrame:
    """List the months with their incidents and what looks wrong with them."""
    months = check(checked.months, MONTHS)
    return pd.DataFrame(
        {
            "Month": months["month"].map(months_told.month_short),
            "Incidents": months["incidents"],
            "What looks wrong": month_flags.notes(months["month"], checked.flags),
        }
    )


def reason_list(set_aside: pd.DataFrame) -> pd.DataFrame:
    """List why rows were set aside, the most frequent reason first."""
    check(set_aside, SET_ASIDE)
    rows = set_aside["reason"].astype("str").value_counts()
    reasons = data_words.REASONS | data_words.EXTRACT_REASONS
    return pd.DataFrame(
        {
            "Reason": rows.index,
            "Rows": rows.to_numpy(),
            "What it means": [reasons[reason] for reason in rows.index],
        }
    )


def file_list(files: pd.DataFrame) -> pd.DataFrame:
    """List the files with what was done with each, those that were not read first."""
    check(files, FILES)
    in_order = files.sort_values("use", key=lambda use: use == "read", kind="stable")
    return pd.DataFrame(
        {
            "File": in_order["file"].map(data_words.file_name),
            "What was done": in_order["use"].map(lambda use: use[:1].upper() + use[1:]),
            "Months": in_order["months"],
            "Rows read": in_order["rows_read"],
            "Kept": in_order["rows_kept"],
            "Set aside": in_order["rows_set_aside"],
        }
    ).reset_index(drop=True)


def reasons(selection: pd.DataFrame, ranking: pd.DataFrame) -> list[str]:
    """Say of each chosen zone why it is in."""
    title = titles_of_those_out(ranking, selection)
    return [
        selection_words.reason(
            chosen_as, displaced=title[displaced], gave_way=title[gave_way], typed=typed
        )
        for chosen_as, displaced, gave_way, typed in zip(
            selection["chosen_as"],
            selection["displaced"],
            selection["gave_way"],
            selection["reason"],
            strict=True,
        )
    ]


def in_place_of(selection: pd.DataFrame, ranking: pd.DataFrame) -> list[str]:
    """Name for each chosen zone those that are out for it, by promise or by hand."""
    title = titles_of_those_out(ranking, selection)
    return [
        selection_words.in_place_of(title[displaced], title[gave_way])
        for displaced, gave_way in zip(
            selection["displaced"], selection["gave_way"], strict=True
        )
    ]


def titles_of_those_out(
    ranking: pd.DataFrame, selection: pd.DataFrame
) -> dict[str, str]:
    """Return the title of each zone that is out for another; that of none is empty."""
    named = {*selection["displaced"], *selection["gave_way"]}
    if not any(named):
        return {"": ""}
    rows = ranking.loc[ranking["zone"].isin(list(named)), ["zone", "name", "district"]]
    return {"": ""} | {
        zone: selection_words.zone_title(name, district)
        for zone, name, district in zip(*(rows[each] for each in rows), strict=True)
    }


def _zone_columns(table: pd.DataFrame) -> pd.DataFrame:
    volume, harm = table["volume"], table["harm"].round().astype(SHORT)
    columns = {
        "Zone": table["name"],
        "District": table["district"].astype("str"),
        "Incidents": volume.astype(SHORT),
        "Rank": table["rank"].astype(SHORT),
        address_flags.COLUMN: address_flags.in_column(table),
    }
    rows = pd.DataFrame(columns)
    # Of one category at a day each, harm says again what incidents do.
    if (harm != volume).any():
        rows.insert(list(rows.columns).index("Rank"), HARM, harm)
        rows["Volume rank"] = table["volume_rank"].astype(SHORT)
        rows["Harm rank"] = table["harm_rank"].astype(SHORT)
    return rows.reset_index(drop=True)
