"""Columns of a file of weights: which hold weights, codes, names and the unit."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NoReturn

import pandas as pd

from hotspots.errors import InputError
from hotspots.sources.force_extract.values.offences import (
    normal_codes,
    standard_offences,
)

# Headings of a weight and of what is weighed, the surest first.
_EXACT = re.compile(r"weight|your weight|yours|your own weight")
_WEIGHTS = tuple(
    re.compile(pattern)
    for pattern in (
        r".*\bweight(s|ing|ings)?\b.*",
        r".*\b(cchi|chi|css|harm|severity)\b.*",
        r".*\b(score|scores|days|points|cost|value)\b.*",
    )
)
_NAMES = tuple(
    re.compile(pattern)
    for pattern in (
        r".*\b(offence|offense|crime|title|description|name)\b.*",
        r".*\b(type|category|class|behaviour)\b.*",
        r".*",
    )
)
_NO_NAME = re.compile(r".*\b(group|act|note|notes|source|unit|comment|comments)\b.*")
_CODE = re.compile(r".*\b(code|codes|class|classification|ho|hoc|hocr)\b.*")
_UNIT = re.compile(r"(harm )?units?")
# A column of codes is one where so many of its cells are known; without a heading
# that says so, nearly all.
_LEAST_KNOWN, _LEAST_KNOWN_UNNAMED = 0.2, 0.8
_LEAST_NUMBERS = 0.5
# So many names of a column are looked up to tell whether it names offences.
_MOST_LOOKED_UP = 200
# A comma is one between thousands; elsewhere it may stand for the decimal point.
_NUMBER = re.compile(
    r"[£$€]?\s*([-+]?(?:\d{1,3}(?:,\d{3})+|\d*)(?:\.\d+|(?<=\d)\.?)(?:[eE][-+]?\d+)?)"
    r"\s*(?:days?|points?)?"
)


@dataclass(frozen=True)
class WeightColumns:
    """The columns of a file of weights.

    Attributes
    ----------
    weight
        What one incident weighs.
    codes
        Codes or classes of offences, the column best known first; perhaps none.
    title
        What is weighed, in words; None where codes alone say it.
    unit
        The unit of the weights; None where no column says it.
    """

    weight: str
    codes: tuple[str, ...]
    title: str | None
    unit: str | None


def find_columns(
    frame: pd.DataFrame, *, name: str, is_known: Callable[[str], bool]
) -> WeightColumns:
    """Find the columns of a file of weights.

    Parameters
    ----------
    frame
        The file, as text.
    name
        What messages call it.
    is_known
        Whether a name is one of an offence, a class or a category.

    Raises
    ------
    InputError
        If no column holds weights or names, or several may hold the weights.

    Examples
    --------
    >>> table = pd.DataFrame({"Offence": ["ABH"], "CCHI days": ["10"], "Act": ["1861"]})
    >>> find_columns(table, name="mine.csv", is_known=lambda text: text == "ABH")
    WeightColumns(weight='CCHI days', codes=(), title='Offence', unit=None)
    """
    heads = {column: _plain(column) for column in frame.columns}
    weight = _weight_column(frame, heads, name)
    unit = next((c for c, head in heads.items() if _UNIT.fullmatch(head)), None)
    others = [column for column in frame.columns if column not in (weight, unit)]
    codes = _code_columns(frame, others, heads)
    named = [column for column in others if column not in codes]
    title = _title_column(frame, named, heads, is_known)
    if not codes and title is None:
        _refuse(frame, name)
    return WeightColumns(weight, tuple(codes), title, unit)


def number_of(text: str) -> float | None:
    """Return the number that a cell writes, with its commas and unit; None for none.

    Examples
    --------
    >>> number_of("5,475 days"), number_of("£39,360"), number_of("1,5")
    (5475.0, 39360.0, None)
    """
    found = _NUMBER.fullmatch(text.strip())
    if found is not None:
        return float(found[1].replace(",", ""))
    return float(text) if text.strip().lower() in ("inf", "-inf") else None


def _plain(heading: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", heading.lower()).strip()


def _weight_column(frame: pd.DataFrame, heads: dict[str, str], name: str) -> str:
    exact = [column for column in frame.columns if _EXACT.fullmatch(heads[column])]
    numeric = [column for column in frame.columns if _is_numeric(frame[column])]
    candidates = [
        exact,
        *([c for c in numeric if each.fullmatch(heads[c])] for each in _WEIGHTS),
        numeric if len(numeric) == 1 < len(frame.columns) else [],
    ]
    found = next(filter(None, candidates), [])
    if not found:
        _refuse(frame, name)
    if number_of(str(found[0])) is not None:
        msg = (
            f"The harm scale {name} has no row of headings: its first row holds "
            "weights. Add a first row that names each column, such as category,weight."
        )
        raise InputError(msg)
    if len(found) > 1:
        msg = (
            f"The harm scale {name} has several columns that may hold the weights: "
            f"{', '.join(found)}. Call the one to use “weight”, or delete the others."
        )
        raise InputError(msg)
    return str(found[0])


def _is_numeric(texts: pd.Series) -> bool:
    filled = texts[texts != ""]
    return len(filled) > 0 and filled.map(number_of).notna().mean() > _LEAST_NUMBERS


def _code_columns(
    frame: pd.DataFrame, columns: Sequence[str], heads: dict[str, str]
) -> list[str]:
    table = standard_offences()
    shares = {}
    for column in columns:
        filled = frame.loc[frame[column] != "", column]
        known = [
            code in table.by_code or code in table.by_class
            for code in normal_codes(filled).dropna()
        ]
        share = sum(known) / max(len(filled), 1)
        is_named = _CODE.fullmatch(heads[column]) is not None
        if share >= (_LEAST_KNOWN if is_named else _LEAST_KNOWN_UNNAMED):
            shares[column] = share
    return sorted(shares, key=lambda column: -shares[column])


def _title_column(
    frame: pd.DataFrame,
    columns: Sequence[str],
    heads: dict[str, str],
    is_known: Callable[[str], bool],
) -> str | None:
    worded = [
        column
        for column in columns
        if not _NO_NAME.fullmatch(heads[column]) and not _is_numeric(frame[column])
    ]
    for pattern in _NAMES:
        found = [column for column in worded if pattern.fullmatch(heads[column])]
        if found:
            return max(found, key=lambda name: _n_known(frame[name].array, is_known))
    return None


def _n_known(texts: Iterable[str], is_known: Callable[[str], bool]) -> int:
    unique = [text for text in dict.fromkeys(texts) if text]
    return sum(map(is_known, unique[:_MOST_LOOKED_UP]))


def _refuse(frame: pd.DataFrame, name: str) -> NoReturn:
    msg = (
        f"The harm scale {name} needs a column that names offences, classes or "
        "categories, and a column of weights, such as category and weight. It has: "
        f"{', '.join(map(str, frame.columns))}."
    )
    raise InputError(msg)
