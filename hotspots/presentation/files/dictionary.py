"""The data dictionary: every table and column, written from their contracts.

`python -m hotspots.presentation.files.dictionary` writes docs/tables.md; a test
fails while that page is stale.
"""

from __future__ import annotations

from pathlib import Path

from hotspots.tables import TABLES, Column, Table
from hotspots.writing import write_file

PAGE = Path(__file__).parents[3] / "docs" / "tables.md"

HEAD = """# Tables

Made from `hotspots/tables/` by `python -m hotspots.presentation.files.dictionary`.
Every table is checked against its contract where it is made. Columns stand in files in
this order.
"""


def dictionary() -> str:
    """Write the page."""
    return "\n".join([HEAD, *map(_section, TABLES)])


def _section(table: Table) -> str:
    key = f", told apart by {', '.join(f'`{name}`' for name in table.key)}"
    lines = [
        f"## {table.name}\n",
        f"One row per {table.one_row_per}{key if table.key else ''}.\n",
        "| column | kind | unit | meaning |",
        "| --- | --- | --- | --- |",
        *map(_row, table.columns),
    ]
    return "\n".join(lines) + "\n"


def _row(column: Column) -> str:
    cells = (f"`{column.name}`", column.kind, column.unit, column.meaning)
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    write_file(PAGE, dictionary().encode())
