"""What the figures leave out, and why: a line each, for commands and pages alike.

Long because rows, months, districts, categories and files are each left out for reasons
of their own, and a reader must find all of them in one place.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

from hotspots.method.county.month_flags import MISSING
from hotspots.presentation.words import month_flags
from hotspots.presentation.words.data import file_name
from hotspots.presentation.words.escaping import plain
from hotspots.presentation.words.extracts import extract_lines
from hotspots.presentation.words.months_told import month, spans
from hotspots.presentation.words.numbers import (
    MOST_NAMED,
    capital,
    counted,
    in_words,
    listed,
    named,
    number,
)
from hotspots.sources import placing
from hotspots.sources.police_uk import row_rules
from hotspots.sources.reading import ELSEWHERE, IN_PART

if TYPE_CHECKING:
    from hotspots.sources.reading import Reading

# What to do about each reason for which a whole file may be lost.
WHAT_TO_DO = {
    row_rules.UNKNOWN_MONTH: "Write the months as 2025-01.",
    row_rules.AMBIGUOUS_MONTH: "Write the months as 2025-01.",
    row_rules.UNREADABLE: "Download or save the files again.",
    row_rules.NO_DISTRICT: (
        "Give the boundaries of your districts (the data page, or --districts)."
    ),
}
NO_AREA = (
    "The files name no police force of England and Wales, so no districts are known. "
    "Load a force's files beside these, or give the boundaries of your districts (the "
    "data page, or --districts)."
)
_WHAT_TO_CHECK = {
    row_rules.NO_LOCATION: "Check that the files hold longitude and latitude.",
    row_rules.REPEATED: "Check that each month is given once.",
    row_rules.SAME_MONTH: "Check that each month is given once.",
}
SEE_DATA = "See what is not counted"
# Of a file's rows: fewer are in the count of rows, and told in full on the data page.
_LEAST_SHARE = 0.01


def area_line(reading: Reading) -> str:
    """Say where the districts in force come from; empty where nobody asked.

    Parameters
    ----------
    reading
        What was read.
    """
    basis = reading.basis
    if basis is None:
        return ""
    n_districts = counted(len(basis.districts), "district")
    if basis.basis == placing.BY_FILE:
        return f"{n_districts} from your own boundaries."
    if basis.basis == placing.UNKNOWN:
        return NO_AREA
    forces = listed(basis.forces)
    if basis.basis == placing.BY_ROWS:
        return (
            f"The files name no police force. Nearly all rows lie in the districts of "
            f"{forces}, so these {n_districts} are used."
        )
    return f"{n_districts} of {forces}."


def not_counted(reading: Reading) -> list[str]:
    """Say what no figure counts: rows, files and categories, each with what to do.

    Parameters
    ----------
    reading
        What was read.

    Returns
    -------
    list of str
        A sentence or two each; empty where everything is counted.
    """
    return [*filter(None, [rows_line(reading)]), *to_correct(reading)]


def to_correct(reading: Reading) -> list[str]:
    """Say what is not counted beyond the usual few rows, each with what to do."""
    return [
        *reason_lines(reading, least_share=_LEAST_SHARE),
        *category_lines(reading),
        *file_lines(reading.files),
        *extract_lines(reading),
    ]


def likely_cause(reading: Reading, *, districts_file: str = "") -> str:
    """Say why most rows are set aside, and what to do.

    Parameters
    ----------
    reading
        What was read.
    districts_file
        Name of the visitor's own file of districts.
    """
    reasons = reading.set_aside["reason"].astype("str").value_counts()
    if reasons.empty:
        return ""
    reason, basis = str(reasons.index[0]), reading.basis
    what = f"Most often ({counted(int(reasons.iloc[0]), 'row')}): {reason}."
    if reason == row_rules.OUTSIDE and basis is not None:
        if basis.basis == placing.BY_FILE:
            return (
                f"{what} The districts of {plain(districts_file)} hold few of these "
                f"incidents. Check that the file holds all districts of the area, and "
                f"no zones."
            )
        return (
            f"{what} These rows lie elsewhere than {listed(basis.forces)}. Check that "
            f"the files are of the area that you mean."
        )
    return f"{what} {(WHAT_TO_DO | _WHAT_TO_CHECK).get(reason, '')}".strip()


def folded(lines: Sequence[str]) -> str:
    """Fold several sentences into a line: the first, and how many more there are.

    Examples
    --------
    >>> folded(["Two files are left out.", "One category is not known."])
    'Two files are left out. 1 more note is on the data page.'
    """
    if len(lines) < 2:
        return "".join(lines)
    more = len(lines) - 1
    return (
        f"{lines[0]} {counted(more, 'more note')} {'is' if more == 1 else 'are'} on "
        f"the data page."
    )


def months_to_check(flags: pd.DataFrame) -> str:
    """Name months that are counted and look wrong; empty where there is none.

    Parameters
    ----------
    flags
        Table `MONTH_FLAGS`, as far as it touches what is counted.
    """
    if flags.empty:
        return ""
    is_missing = flags["kind"] == MISSING
    missing = flags.loc[is_missing, "month"].drop_duplicates()
    parts = [f"no incidents in {spans(sorted(missing))}"] if len(missing) else []
    if len(flags) > is_missing.sum():
        parts.append(month_flags.listed_by_month(flags[~is_missing]))
    return f"Check first: {'; '.join(parts)}. Nothing was corrected."


def outlines_missing(area: Sequence[str], drawn: Sequence[str]) -> str:
    """Say that maps lack outlines of districts; empty where they have all.

    Parameters
    ----------
    area
        The districts in force.
    drawn
        Those whose outlines are known.

    Examples
    --------
    >>> outlines_missing(["Dover"], ["Dover"])
    ''
    >>> outlines_missing(["Boston", "Lincoln"], ["Dover"]).partition(".")[0]
    'The maps show no district outlines: none are built in for this area'
    """
    n_drawn = len(set(area) & set(drawn))
    if n_drawn == len(set(area)):
        return ""
    lacking = (
        f"The maps show the outlines of {n_drawn} of {counted(len(area), 'district')}"
        if n_drawn
        else "The maps show no district outlines: none are built in for this area"
    )
    return f"{lacking}. Load your own boundaries on the data page to see them."


def districts_without(lacking: Sequence[str], *, n_districts: int) -> str:
    """Say in which districts no zone can be chosen; empty where there is none.

    Parameters
    ----------
    lacking
        Districts without any zone to choose.
    n_districts
        How many districts the area has.

    Examples
    --------
    >>> districts_without(["Dover"], n_districts=13)
    'No incident counted lies in one of the 13 districts (Dover), so it has no zone.'
    """
    if not lacking:
        return ""
    one = len(lacking) == 1
    return (
        f"No incident counted lies in {in_words(len(lacking))} of the {n_districts} "
        f"districts ({named(lacking)}), so {'it has' if one else 'they have'} no zone."
    )


def months_read(reading: Reading) -> list[str]:
    """Say which months were read from another spelling, for the list of files."""
    return [
        f"{file_name(each.file)}: “{each.text}” was read as {month(each.month)}."
        for each in reading.months_read
    ]


def rows_line(reading: Reading) -> str:
    """Say how many rows are not counted, and why; empty where all are."""
    reasons = reading.set_aside["reason"].value_counts()
    reasons = reasons[reasons > 0]
    if reasons.empty:
        return ""
    parts = listed([f"{number(n)} {reason}" for reason, n in reasons.items()])
    n_read = int(reading.files["rows_read"].sum())
    return (
        f"Not counted: {number(int(reasons.sum()))} of {counted(n_read, 'row')} read "
        f"({parts})."
    )


def reason_lines(reading: Reading, *, least_share: float = 0.0) -> list[str]:
    """Say of each reason that can hide a file what it is about and what to do.

    Parameters
    ----------
    reading
        What was read.
    least_share
        Files of which it hides a smaller share of the rows are left out.
    """
    n_read = reading.files.set_index("file")["rows_read"]
    lines = []
    for reason, what_to_do in WHAT_TO_DO.items():
        rows = reading.set_aside[reading.set_aside["reason"] == reason]
        files = rows["file"].astype("str").value_counts()
        files = files[files >= least_share * n_read.reindex(files.index)]
        if files.empty:
            continue
        where = named(
            [f"{file_name(str(file))} ({number(n)})" for file, n in files.items()]
        )
        of_files = rows["file"].astype("str").isin(files.index)
        texts = _texts(rows.loc[of_files, "month"]) if "month" in reason else ""
        lines.append(f"{capital(reason)}{texts}: {where}. {what_to_do}")
    return lines


def _texts(months: pd.Series) -> str:
    different = months.astype("str").drop_duplicates().to_list()
    return f" ({named([f'“{text}”' for text in different])})"


def category_lines(reading: Reading) -> list[str]:
    """Say which categories are not known, with their counts and months.

    Of very many those with most rows are named.
    """
    unknown = reading.unknown_categories
    n_rows = unknown.groupby("category")["incidents"].sum()
    largest = n_rows.nlargest(MOST_NAMED).index
    lines = []
    for category, rows in unknown[unknown["category"].isin(largest)].groupby(
        "category"
    ):
        months = [month(text) for text in sorted(rows["month"])]
        lines.append(
            f"The category “{category}” is not known: "
            f"{counted(int(rows['incidents'].sum()), 'row')} in {named(months)} "
            f"{'is' if rows['incidents'].sum() == 1 else 'are'} in no strand. Correct "
            f"its spelling in the file."
        )
    if more := len(n_rows) - len(largest):
        n_others = int(n_rows.drop(largest).sum())
        lines.append(
            f"{counted(more, 'more category', 'more categories')} "
            f"{'is' if more == 1 else 'are'} not known: {counted(n_others, 'row')} in "
            f"no strand."
        )
    return lines


def file_lines(files: pd.DataFrame) -> list[str]:
    """Say which files another one stands for, in whole or in part."""
    left_out = files[files["status"].isin([ELSEWHERE, IN_PART])]
    return [
        f"{file_name(row['file'])}: {row['use']}." for _, row in left_out.iterrows()
    ]
