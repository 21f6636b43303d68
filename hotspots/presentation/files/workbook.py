"""Chosen zones as a workbook: the zones, those left out and why, the settings."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pandas as pd

from hotspots.presentation.files.zone_list import as_wkt
from hotspots.presentation.words.choosing import WHY_OUT
from hotspots.presentation.words.in_and_out import WHY_MOVED
from hotspots.sources.shapes.made_with import NAME, SETTINGS_SHEET

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

    from hotspots.presentation.files.zone_list import ZonesToWrite

ZONES, LEFT_OUT, IN_AND_OUT = "Chosen zones", "Left out", "In and out"
# A cell holds no more letters.
LONGEST_CELL = 32_767
TOO_LONG = "Too long for a cell. Take the GeoPackage of these zones."
# The same zones make the same file at any time.
MADE_AT = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)


def to_workbook(zones: ZonesToWrite) -> bytes:
    """Write chosen zones as XLSX. Every text stays a text, none runs as a formula.

    In place of an outline longer than a cell may be stands where to find it.
    """
    import xlsxwriter

    content = io.BytesIO()
    texts = {"strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(content, {"in_memory": True, **texts}) as book:
        book.set_properties({"created": MADE_AT})
        bold = book.add_format({"bold": True})
        outlines = [
            text if len(text) <= LONGEST_CELL else TOO_LONG
            for text in as_wkt(zones.outlines)
        ]
        _table(book.add_worksheet(ZONES), zones.zone_list.assign(wkt=outlines), bold)
        if len(zones.left_out):
            _table(book.add_worksheet(LEFT_OUT), _left_out(zones.left_out), bold)
        if zones.beside is not None:
            rows = zones.beside.table
            said = rows.assign(why=rows["why"].map(WHY_MOVED))
            _table(book.add_worksheet(IN_AND_OUT), said, bold)
        _table(book.add_worksheet(SETTINGS_SHEET), _settings(zones), bold)
    return content.getvalue()


def _left_out(left_out: pd.DataFrame) -> pd.DataFrame:
    return left_out.assign(
        district=left_out["district"].astype("str"), why=left_out["why"].map(WHY_OUT)
    )


def _settings(zones: ZonesToWrite) -> pd.DataFrame:
    rows = [
        (name, value if isinstance(value, str) else json.dumps(value))
        for name, value in zones.made_by.items()
        if name != "settings"
    ]
    chosen = zones.made_by.get("settings", {})
    if isinstance(chosen, dict):
        rows += [(f"settings: {name}", json.dumps(v)) for name, v in chosen.items()]
    rows.append(("attribution", zones.attribution))
    # All of it once more, for this software to read, over as many rows as it needs.
    whole = json.dumps(dict(zones.made_by), ensure_ascii=False)
    rows += [(NAME, part) for part in _parts(whole)]
    return pd.DataFrame(rows, columns=["setting", "value"])


def _parts(text: str) -> list[str]:
    """Cut a text into as many as cells can hold.

    Examples
    --------
    >>> [len(part) for part in _parts("a" * 40_000)]
    [32767, 7233]
    """
    starts = range(0, len(text), LONGEST_CELL)
    return [text[start : start + LONGEST_CELL] for start in starts]


def _table(sheet: Worksheet, rows: pd.DataFrame, bold: Any) -> None:  # noqa: ANN401
    for column, name in enumerate(rows.columns):
        sheet.write_string(0, column, str(name), bold)
        values = rows[name].to_list()
        sheet.set_column(column, column, _width(str(name), values))
        for row, value in enumerate(values, start=1):
            if isinstance(value, str):
                sheet.write_string(row, column, value)
            elif isinstance(value, bool):
                sheet.write_boolean(row, column, value)
            else:
                sheet.write_number(row, column, value)
    sheet.freeze_panes(1, 0)


def _width(name: str, values: Sequence[object]) -> int:
    """Return a column's width in letters: wide enough, within reason."""
    return min(max(len(name), *(len(str(value)) for value in values), 4) + 1, 40)
