"""A user's own weights: a table of offences, classes or categories with a weight each.

Any workbook or delimited text is read. Its columns are found by their headings and by
what they hold; what a row names is looked up in the tables of offences.
"""

from __future__ import annotations

import functools
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

import pandas as pd

from hotspots.errors import InputError
from hotspots.settings import CATEGORIES, WEIGHT_DECIMALS, check_weight
from hotspots.sources.force_extract.cells.opening import open_table
from hotspots.sources.force_extract.cells.raw_table import RawTable
from hotspots.sources.force_extract.values.offences import (
    normal_codes,
    plain_title,
    standard_offences,
)
from hotspots.sources.harm_scales import DEFAULT_UNIT, HarmScale
from hotspots.sources.offence_weights import titles_of_keys
from hotspots.sources.police_uk.categories import category_today
from hotspots.sources.weight_columns import WeightColumns, find_columns, number_of
from hotspots.texts import clean, from_cell

WEIGHT_SUFFIXES = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".ods", ".parquet")

# The Cambridge index has some 700 rows; so many are no table of weights.
MOST_ROWS = 20_000


@dataclass(frozen=True)
class JoinedRows:
    """Rows of one offence class that weigh differently; their median is its weight."""

    key: str
    n_rows: int
    least: float
    most: float
    weight: float


@dataclass(frozen=True)
class WeightFile:
    """A file of weights, as read.

    Attributes
    ----------
    scale
        The weights, by category of data.police.uk, offence class or type of
        antisocial behaviour. A name that none of the tables has keeps its weight
        under that name.
    says_unit
        Whether the file names the unit.
    n_rows
        Rows read.
    not_known
        What rows name that is in none of the tables, as written.
    without_weight
        What rows name that have no weight.
    joined
        Classes that several rows weigh differently.
    columns
        The columns that were used.
    """

    scale: HarmScale
    says_unit: bool
    n_rows: int
    not_known: tuple[str, ...]
    without_weight: tuple[str, ...]
    joined: tuple[JoinedRows, ...]
    columns: WeightColumns


def is_weight_file(name: str) -> bool:
    """Say whether a name is that of a file that can hold weights.

    Examples
    --------
    >>> is_weight_file("Weights 2026.XLSX"), is_weight_file("cchi-kent")
    (True, False)
    """
    return PurePath(name).suffix.lower() in WEIGHT_SUFFIXES


def read_weights(content: bytes, *, name: str) -> WeightFile:
    r"""Read a file of weights.

    Parameters
    ----------
    content
        The file's bytes: a workbook, Parquet, or text of any common encoding and
        delimiter, with a heading for each column.
    name
        Name that the scale goes by.

    Raises
    ------
    InputError
        If no column holds weights or names, or a weight cannot weigh.

    Notes
    -----
    Where rows of several codes belong to one offence class, the class weighs their
    median, unless a row weighs the class itself.

    Examples
    --------
    >>> file = b"Offence code,Offence,Score\n008/06,ABH,10\n34B,Robbery,365\n"
    >>> read_weights(file, name="mine.csv").scale.weights
    {'8N': 10.0, '34B': 365.0}
    """
    try:
        table = open_table(content, name)
    except InputError as error:
        msg = (
            f"The harm scale {name} cannot be read as a table of weights: {error} It "
            "needs a column of offences, classes or categories and a column of weights."
        )
        raise InputError(msg) from error
    _refuse_unreadable(table, name)
    frame = table.frame.map(from_cell)
    columns = find_columns(frame, name=name, is_known=lambda text: bool(key_of(text)))
    weighed, without = _Rows(frame, columns, name).weights()
    if not weighed:
        msg = f"The harm scale {name} needs at least one row with a weight."
        raise InputError(msg)
    weights, joined = _by_key(weighed, name)
    for key, weight in weights.items():
        check_weight(title_of(key), weight)
    unit = _unit(frame, columns)
    not_known = [each.name for each in weighed if not each.is_known]
    return WeightFile(
        scale=HarmScale(name, weights, unit or DEFAULT_UNIT),
        says_unit=bool(unit),
        n_rows=len(frame),
        not_known=tuple(dict.fromkeys(not_known)),
        without_weight=without,
        joined=joined,
        columns=columns,
    )


def _refuse_unreadable(table: RawTable, name: str) -> None:
    """Refuse rows that are no rows, for a weight may stand in them, and too many."""
    if table.n_rows > MOST_ROWS:
        msg = (
            f"The harm scale {name} has {table.n_rows:,} rows; {MOST_ROWS:,} are the "
            "most. Give a row for each offence, class or category."
        )
        raise InputError(msg)
    for row, why in table.unreadable.items():
        msg = (
            f"Row {row} of the harm scale {name} cannot be read ({why}). Put a number "
            "or a name that contains a comma in quotation marks."
        )
        raise InputError(msg)


@dataclass(frozen=True)
class _Weighed:
    """A row that has a weight, and whether it weighs all that its key stands for."""

    row: int
    name: str
    key: str
    weight: float
    is_known: bool
    is_exact: bool


class _Rows:
    """The rows of a file, each with what it names."""

    def __init__(self, frame: pd.DataFrame, columns: WeightColumns, name: str) -> None:
        self.name, self.rows = name, frame.index
        self.texts = frame[columns.weight].to_list()
        self.codes = [normal_codes(frame[code]).to_list() for code in columns.codes]
        named = pd.Series("", index=frame.index, dtype="str")
        if columns.title is not None:
            named = frame[columns.title]
        self.titles = named.to_list()
        for code in columns.codes:
            named = named.where(named != "", frame[code])
        self.names = [clean(text) for text in named]

    def weights(self) -> tuple[list[_Weighed], tuple[str, ...]]:
        """Return the rows that weigh something, and the names of those that do not."""
        weighed = [self._weighed(at) for at, text in enumerate(self.texts) if text]
        without = [
            self.names[at] or f"row {self.rows[at]}"
            for at, text in enumerate(self.texts)
            if not text
        ]
        return weighed, tuple(dict.fromkeys(without))

    def _weighed(self, at: int) -> _Weighed:
        named, row = self.names[at], int(self.rows[at])
        if not named:
            msg = (
                f"The harm scale {self.name} has a row without a category or offence: "
                f"row {row}. Add what it weighs."
            )
            raise InputError(msg)
        weight = number_of(self.texts[at])
        if weight is None:
            msg = (
                f"The harm scale {self.name} weighs {named} by “{self.texts[at]:.40}”, "
                "which is not a number. Correct it."
            )
            raise InputError(msg)
        key, is_exact = self._key(at)
        return _Weighed(row, named, key or named, _rounded(weight), bool(key), is_exact)

    def _key(self, at: int) -> tuple[str, bool]:
        """Return the key of what a row names, and whether it names no part of it."""
        table, title = standard_offences(), self.titles[at]
        for codes in self.codes:
            code = codes[at]
            found = table.class_of(code, title)[0] if isinstance(code, str) else None
            if found is not None:
                return found, code == found
        key = key_of(title)
        alike = map(plain_title, (key, title_of(key)))
        return key, not key or plain_title(title) in alike


def title_of(key: str) -> str:
    """Return what people call a key of a scale."""
    return titles_of_keys().get(key, key)


def key_of(name: str) -> str:
    """Return what a scale calls an offence, a class or a category; empty if unknown.

    Examples
    --------
    >>> [key_of(name) for name in ("robbery", "ABH", "8n", "Begging", "Ghosts")]
    ['Robbery', '8N', '8N', 'asb.begging', '']
    """
    today = category_today(name)
    if today in CATEGORIES:
        return today
    if name in titles_of_keys():
        return name
    plain = plain_title(name)
    if plain in _keys_by_title():
        return _keys_by_title()[plain]
    code = normal_codes(pd.Series([name])).iloc[0]
    return standard_offences().class_of(code, name)[0] or ""


@functools.cache
def _keys_by_title() -> dict[str, str]:
    return {plain_title(title): key for key, title in titles_of_keys().items()}


def _rounded(weight: float) -> float:
    """Round to the decimals that weights have; none becomes nought by that."""
    rounded = round(weight, WEIGHT_DECIMALS)
    return weight if rounded == 0 else rounded


def _by_key(
    weighed: Sequence[_Weighed], name: str
) -> tuple[dict[str, float], tuple[JoinedRows, ...]]:
    """Return one weight for each key, and the keys that several rows weigh unlike."""
    rows: dict[str, list[_Weighed]] = {}
    for each in weighed:
        rows.setdefault(each.key, []).append(each)
    weights, joined = {}, []
    for key, every in rows.items():
        exact = [each for each in every if each.is_exact]
        used = exact or every
        values = [each.weight for each in used]
        if exact and len(set(values)) > 1:
            msg = (
                f"The harm scale {name} has {exact[0].name} twice, with different "
                f"weights, in rows {exact[0].row} and {exact[1].row}. Keep one row."
            )
            raise InputError(msg)
        weights[key] = _rounded(statistics.median(values))
        if len(set(values)) > 1:
            joined.append(
                JoinedRows(key, len(used), min(values), max(values), weights[key])
            )
    return weights, tuple(joined)


def _unit(frame: pd.DataFrame, columns: WeightColumns) -> str:
    """Return the first unit that a row gives; empty where none does."""
    given = [] if columns.unit is None else map(clean, frame[columns.unit])
    return next(filter(None, given), "")
