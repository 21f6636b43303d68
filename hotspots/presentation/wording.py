"""Figures into words: the only place where a sentence holds a figure.

Numbers are written one way everywhere: thousands with commas, shares as whole per
cents, months in full.
"""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from hotspots.method.summary import SelectionSummary

STRAND_TITLES = {
    "asb": "Antisocial behaviour",
    "violence": "Violence (police.uk proxy)",
}
STRAND_NOUNS = {
    "asb": "antisocial behaviour (ASB) incidents",
    "violence": "violence incidents",
}
PROXY_NOTE = (
    "data.police.uk does not tell serious violence apart: “Violence and sexual "
    "offences” holds malicious messages and murder alike. So this list stands in for "
    "serious violence until a force extract with offences is loaded."
)
ONE_CATEGORY_NOTE = (
    "This strand counts one category, and each of its incidents weighs the same. So "
    "volume and harm rank alike, and there is no weight to set."
)
SCALE_TITLES = {
    "cchi-kent": "Cambridge Crime Harm Index, Kent's mix of offences",
    "cchi-patrol": "Cambridge Crime Harm Index, offences that patrols can prevent",
    "ons": "ONS Crime Severity Score, Kent's mix of offences",
    "equal": "Every incident weighs the same",
    "cchi-sqrt": "Square root of the Cambridge index (milder contrasts)",
}
ATTRIBUTION = (
    "Incidents: data.police.uk (Open Government Licence 3.0), placed at anonymous map "
    "points, by month only. Districts: made from postcode data © Crown copyright, "
    "Royal Mail and ONS (OGL 3.0) and land © OpenStreetMap contributors (ODbL)."
)


def number(value: float) -> str:
    """Write a whole number.

    Examples
    --------
    >>> number(67464)
    '67,464'
    """
    return f"{value:,.0f}"


def counted(value: int, noun: str, plural: str = "") -> str:
    """Write a number with its noun.

    Examples
    --------
    >>> counted(1, "zone"), counted(24, "zone"), counted(2, "category", "categories")
    ('1 zone', '24 zones', '2 categories')
    """
    return f"{number(value)} {noun if value == 1 else plural or noun + 's'}"


def share(value: float) -> str:
    """Write a share of 1 as a per cent, never rounding something to nothing.

    Examples
    --------
    >>> share(0.0633), share(0.004), share(0), share(1)
    ('6%', 'under 1%', '0%', '100%')
    """
    if 0 < value < 0.005:
        return "under 1%"
    return f"{100 * value:.0f}%"


def month(value: str) -> str:
    """Write a month in full.

    Examples
    --------
    >>> month("2025-01")
    'January 2025'
    """
    return f"{calendar.month_name[int(value[5:])]} {value[:4]}"


def months(first: str, last: str) -> str:
    """Write a span of months, both ends included.

    Examples
    --------
    >>> months("2025-01", "2025-12"), months("2024-04", "2025-03")
    ('January to December 2025', 'April 2024 to March 2025')
    >>> months("2025-01", "2025-01")
    'January 2025'
    """
    if first == last:
        return month(first)
    if first[:4] == last[:4]:
        return f"{calendar.month_name[int(first[5:])]} to {month(last)}"
    return f"{month(first)} to {month(last)}"


def listed(words: Sequence[str]) -> str:
    """Write words as a list in a sentence.

    Examples
    --------
    >>> listed(["Dover", "Swale", "Thanet"])
    'Dover, Swale and Thanet'
    """
    *most, last = words
    return f"{', '.join(most)} and {last}" if most else last


def zone_title(name: str, district: str) -> str:
    """Write what a zone is called where several districts are spoken of."""
    return f"{name}, {district}"


def zones_in_places(summary: SelectionSummary) -> str:
    """Say how many zones were chosen and how many places they make."""
    zones = counted(summary.n_zones, "zone")
    if summary.n_places == summary.n_zones:
        return f"{zones}, none touching another"
    return f"{zones} in {counted(summary.n_places, 'place')}"


def selection_sentence(summary: SelectionSummary, *, strand: str, span: str) -> str:
    """Say what was chosen, on which months, and how much of the strand it holds."""
    return (
        f"{zones_in_places(summary)}, chosen on {span}. They hold "
        f"{number(summary.volume_chosen)} of {number(summary.volume)} "
        f"{STRAND_NOUNS[strand]} ({share(summary.share_of_volume)}) and "
        f"{share(summary.share_of_harm)} of their harm, in "
        f"{number(summary.n_zones)} of the {number(summary.n_ranked)} zones that had "
        f"any."
    )


def floor_sentence(summary: SelectionSummary, *, floor: int) -> str:
    """Say what the promise to each district changes and what it costs."""
    if floor == 0:
        return "No district is promised a zone: the highest scores are chosen."
    promise = (
        f"Each of the {counted(summary.n_districts, 'district')} has at least {floor}."
    )
    if summary.n_by_floor == 0:
        return f"{promise} The scores alone give that, so the promise costs nothing."
    districts = listed(summary.districts_by_floor)
    return (
        f"{promise} {counted(summary.n_by_floor, 'zone')} "
        f"{'is' if summary.n_by_floor == 1 else 'are'} in for that reason ({districts})"
        f", in place of higher-scoring zones elsewhere. The price: the chosen zones "
        f"hold {number(summary.volume_price)} fewer incidents "
        f"({share(summary.share_price)}) than without the promise."
    )


def reason(zone: pd.Series, names: pd.Series) -> str:
    """Say why a zone is in.

    Parameters
    ----------
    zone
        A row of the selection.
    names
        Title of each zone that could be displaced, by zone id.
    """
    if not zone["displaced"]:
        return "Score"
    return f"District floor, in place of {names[zone['displaced']]}"


def prisons_sentence(left_out: pd.DataFrame) -> str:
    """Say which zones are no candidates, with the rank that they would have had."""
    zones = [
        f"{zone_title(row['name'], row['district'])} (rank {number(row['rank'])})"
        for _, row in left_out.iterrows()
    ]
    return (
        f"Not candidates, because most of their incidents are at a prison, where no "
        f"street patrol goes: {listed(zones)}."
    )


def marked_sentence(selection: pd.DataFrame) -> str:
    """Say how many of the chosen zones are mostly one address or an institution."""
    marked = selection[selection["marks"] != ""]
    if marked.empty:
        return ""
    zones = [f"{row['name']} ({row['marks']})" for _, row in marked.iterrows()]
    return (
        f"An address is not a street: look before you send a patrol to {listed(zones)}."
    )


def data_sentence(n_incidents: int, first: str, last: str, n_districts: int) -> str:
    """Say what is loaded."""
    return (
        f"{counted(n_incidents, 'incident')} from {months(first, last)} in "
        f"{counted(n_districts, 'district')}"
    )


def rows_sentence(files: pd.DataFrame, set_aside: pd.DataFrame) -> str:
    """Say how many rows were read, kept and set aside, and why."""
    read, kept = int(files["rows_read"].sum()), int(files["rows_kept"].sum())
    told = f"{counted(read, 'row')} read, {number(kept)} kept, "
    told += f"{number(len(set_aside))} set aside"
    if set_aside.empty:
        return f"{told}."
    by_reason = set_aside["reason"].astype("str").value_counts()
    reasons = [f"{number(n)} {why}" for why, n in by_reason.items()]
    return f"{told}: {listed(reasons)}."


def skipped_sentence(files: pd.DataFrame) -> str:
    """Say how many files were found and not read, or nothing."""
    skipped = files.loc[~files["use"].str.startswith("read"), "use"].astype("str")
    if skipped.empty:
        return ""
    kinds = skipped.str.partition(":")[0].value_counts()
    told = [f"{counted(n, 'file')} {kind}" for kind, n in kinds.items()]
    return f"{listed(told)}."
