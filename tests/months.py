"""Checked months for tests, written as a few rows."""

from __future__ import annotations

import pandas as pd

from hotspots.method.county.month_flags import CheckedMonths
from hotspots.tables import MONTH_FLAGS

NAN = float("nan")


def flags_of(*rows: tuple[str, str, str, str, float, float]) -> pd.DataFrame:
    """Make `MONTH_FLAGS` of rows: month, part of, part, kind, found, expected."""
    return pd.DataFrame(rows, columns=MONTH_FLAGS.column_names)


def checked(months: dict[str, int], *rows) -> CheckedMonths:
    """Make checked months of incidents by month, and rows of flags."""
    table = {"month": list(months), "incidents": list(months.values())}
    return CheckedMonths(pd.DataFrame(table), flags_of(*rows))
