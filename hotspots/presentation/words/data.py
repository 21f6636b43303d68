"""What is said of the data: what is loaded, what was set aside, what looks wrong."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pandas as pd

from hotspots.method.county.month_flags import CheckedMonths
from hotspots.months import Period
from hotspots.presentation.synthetic import DATA
from hotspots.presentation.words.escaping import plain
from hotspots.presentation.words.months_told import month, month_short, period, spans
from hotspots.presentation.words.numbers import counted, listed
from hotspots.sources.sample import OFFENCES, POLICE_UK

CHART_ALT = (
    "Bar chart of the incidents of each month. The table on this page holds the same "
    "figures."
)
USE_SAMPLE = {
    OFFENCES: "Use the built-in sample, offence by offence",
    POLICE_UK: "Use the built-in sample as files of data.police.uk",
}
REPLACES = "New files replace the data loaded now, so give all months together."
NONE_SET_ASIDE = "Every row was kept."
REASONS = {
    "unreadable row": "It has no category, or its coordinates are not numbers.",
    "unknown month": "Its month is missing or does not exist.",
    "same month in another file": (
        "Another file has more rows for the same force and month."
    ),
    "month can be read in two ways": (
        "Its month could be two different months, so neither is used."
    ),
    "no location": "No location is recorded for it.",
    "no district: no known LSOA name": (
        "Its LSOA name is not that of any district of the force."
    ),
    "outside the area": "It lies outside all districts.",
    "repeated Crime ID": "An earlier row records the same crime.",
}

# Those of a force's extract.
EXTRACT_REASONS = {
    "broken quotes": "A quotation mark in it is never closed.",
    "wrong number of cells": "It has more or fewer cells than the headings.",
    "heading repeated": "It repeats the headings.",
    "no date": "It does not say when it happened.",
    "date not readable": "Its date is not a date.",
    "time not readable": "Its time is not a time of day.",
    "neither antisocial behaviour nor an offence": (
        "Its class is that of another kind of incident."
    ),
    "no offence": "It does not say what happened.",
    "another person of a crime already read": (
        "It is about a further person of a crime that is counted."
    ),
    "an earlier version of an incident": "A later version of it is counted.",
    "the same crime again": "An earlier row records the same crime.",
    "the same incident in a later file": "A later file has it too.",
}


OWN_DISTRICTS = (
    "Your own districts (GeoJSON, GeoPackage, zipped shapefile, KML and others)"
)
NAME_COLUMN = "Column with the districts' names"
FOUND_BY_ITSELF = "Found by its heading"
# Pages that ask something about a file, as sentences name them.
PAGES = {"Data": "the data page", "Choose zones": "the page Choose zones"}
USE_ANYWAY, KEEP = "Use these data all the same", "Keep the data loaded before"


def not_used(problem: str) -> str:
    """Say why boundaries cannot be used, and that nothing changed."""
    return f"{problem} The districts in force before are still in use."


def most_set_aside(reason: str, *, share: str) -> str:
    """Say that most rows would not be counted, and why, before data are replaced."""
    return f"{share} of the rows would not be counted. {reason}"


def still_waits(file: str) -> str:
    """Say that a file waits in its box for an answer."""
    return f"**{plain(file)}** still waits for your answer."


def waits_on_page(files: Sequence[str], on_page: str) -> str:
    """Say on other pages that files wait, and that their figures lack them.

    Examples
    --------
    >>> waits_on_page(["old.gpkg"], PAGES["Choose zones"]).split(". ")[0]
    'old.gpkg waits for your answer on the page Choose zones'
    """
    verb, them = ("waits", "it") if len(files) == 1 else ("wait", "them")
    return (
        f"{plain(listed(files))} {verb} for your answer on {on_page}. Until then "
        f"no figure uses {them}."
    )


def answer_on(on_page: str) -> str:
    """Label the link to where a file is asked about."""
    return f"Answer on {on_page}"


def left_in_box(names: Sequence[str], problem: str) -> str:
    """Say which files of a box were not used beside those that were loaded."""
    verb = "was" if len(names) == 1 else "were"
    return f"{listed(names)} {verb} not used. {problem}"


def not_loaded(problem: str) -> str:
    """Say why data could not be loaded, and that what was loaded stays."""
    return f"{problem} The data loaded before are still in use."


def month_moved(value: str, *, is_last: bool) -> str:
    """Say that one end of the months moved, because the other passed it."""
    moved, other = ("last", "first") if is_last else ("first", "last")
    return (
        f"The {moved} month moved too: both are now {month(value)}, because "
        f"the {other} month would have passed it."
    )


def months_gone(asked: Period, now: Period) -> str:
    """Say that the months asked for are not loaded, and which count instead."""
    return (
        f"Not all of {period(asked)} is loaded. Zones are chosen on {period(now)} "
        f"instead."
    )


def file_name(path: str) -> str:
    """Write a file's name without its folders; a zip's member follows the zip.

    Examples
    --------
    >>> file_name("/home/me/kent.zip: 2025-01/2025-01-kent-street.csv")
    'kent.zip: 2025-01-kent-street.csv'
    """
    parts = [re.split(r"[/\\]", part)[-1] for part in path.split(": ")]
    return ": ".join(parts)


def data_line(
    incidents: pd.DataFrame, loaded: Sequence[str], *, is_synthetic: bool
) -> str:
    """Say in a few words what is loaded, and first of all if it is made up."""
    first, last = month_short(loaded[0]), month_short(loaded[-1])
    span = first if first == last else f"{first} to {last}"
    what = DATA if is_synthetic else counted(len(incidents), "incident")
    return f"{what}, {span}"


def area_sentence(area: Sequence[str], *, origin: str) -> str:
    """Name the districts in force, and say where they come from.

    Parameters
    ----------
    area
        Their names.
    origin
        A sentence that says where they come from, or why there are none.
    """
    named = f" {plain(listed(area))}." if area else ""
    return f"**Districts:** {plain(origin)}{named}"


def months_sentence(checked: CheckedMonths) -> str:
    """Say which months are missing and which look wrong."""
    every = checked.months
    absent = every[every["incidents"] == 0]
    is_flagged = every["month"].isin(checked.flags["month"])
    odd = every[(every["incidents"] > 0) & is_flagged]
    sentences = []
    if len(absent):
        verb = "is" if len(absent) == 1 else "are"
        sentences.append(
            f"{counted(len(absent), 'month')} {verb} missing: {spans(absent['month'])}."
        )
    if len(odd):
        verb = "looks" if len(odd) == 1 else "look"
        named = listed([month(value) for value in odd["month"]])
        sentences.append(
            f"**{counted(len(odd), 'month')} {verb} wrong: {named}.** Check the source "
            f"before you use them. Nothing was corrected."
        )
    else:
        n_loaded = len(every) - len(absent)
        sentences.append(
            f"None of the {counted(n_loaded, 'month')} loaded looks wrong."
            if n_loaded > 1
            else "With only one month loaded, it cannot be checked."
        )
    return " ".join(sentences)
