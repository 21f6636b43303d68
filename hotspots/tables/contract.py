"""A table's contract: its columns, and `check`, which holds a frame to them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import pandas as pd
from pandas.api import types

from hotspots.errors import TableError

Kind = Literal["text", "count", "number", "flag"]


def _is_text(values: pd.Series) -> bool:
    return isinstance(values.dtype, pd.CategoricalDtype) or types.is_string_dtype(
        values
    )


IS_OF_KIND: dict[Kind, Callable[[pd.Series], bool]] = {
    "text": _is_text,
    "count": types.is_integer_dtype,
    "number": types.is_numeric_dtype,
    "flag": types.is_bool_dtype,
}


@dataclass(frozen=True)
class Column:
    """One column: its kind, what it means, its unit and its bounds (included).

    Where `may_be_empty`, the meaning says when a cell is.
    """

    name: str
    kind: Kind
    meaning: str
    unit: str = ""
    least: float | None = None
    most: float | None = None
    may_be_empty: bool = False


@dataclass(frozen=True)
class Table:
    """One table: what a row is, which columns tell rows apart, and its columns."""

    name: str
    one_row_per: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def column_names(self) -> list[str]:
        """The columns' names, in the order in which files are written."""
        return [column.name for column in self.columns]


def check(frame: pd.DataFrame, table: Table) -> pd.DataFrame:
    """Return the frame itself if it keeps the table's contract.

    Parameters
    ----------
    frame
        The frame that claims to be such a table. It may hold further columns.
    table
        The contract.

    Raises
    ------
    TableError
        Naming every broken rule at once.

    Examples
    --------
    >>> from hotspots.tables import MONTHS
    >>> check(pd.DataFrame({"incidents": [-1]}), MONTHS)
    Traceback (most recent call last):
    hotspots.errors.TableError: The months table breaks its contract:
    - `month` is missing. The table has: incidents.
    - `incidents` must be at least 0. It holds: -1.
    """
    broken = [rule for column in table.columns for rule in _broken(frame, column)]
    broken += _repeated(frame, table)
    if broken:
        broken.sort(key=lambda rule: " is missing" not in rule)
        msg = "\n- ".join([f"The {table.name} table breaks its contract:", *broken])
        raise TableError(msg)
    return frame


def _broken(frame: pd.DataFrame, column: Column) -> list[str]:
    if column.name not in frame.columns:
        found = ", ".join(map(str, frame.columns))
        return [f"`{column.name}` is missing. The table has: {found}."]
    values = frame[column.name]
    if len(values) and not IS_OF_KIND[column.kind](values):
        return [f"`{column.name}` must be {column.kind}. It is {values.dtype}."]
    rules = []
    must_be_given = column.kind not in ("count", "flag") and not column.may_be_empty
    if must_be_given and (empty := values.isna().sum()):
        rules.append(f"`{column.name}` must be given. Empty cells: {empty}.")
    if column.least is not None and len(values) and values.min() < column.least:
        rules.append(_out_of_bounds(column.name, "least", column.least, values.min()))
    if column.most is not None and len(values) and values.max() > column.most:
        rules.append(_out_of_bounds(column.name, "most", column.most, values.max()))
    return rules


def _out_of_bounds(name: str, word: str, bound: float, found: float) -> str:
    return f"`{name}` must be at {word} {bound:g}. It holds: {found}."


def _repeated(frame: pd.DataFrame, table: Table) -> list[str]:
    key = [name for name in table.key if name in frame.columns]
    if not key or (len(key) == 1 and frame[key[0]].is_unique):
        return []
    repeats = frame.loc[frame.duplicated(key), key].drop_duplicates()
    if repeats.empty:
        return []
    shown = ", ".join(" ".join(map(str, row)) for row in repeats.head(5).to_numpy())
    return [f"`{' + '.join(key)}` must be unique. It repeats: {shown}."]
