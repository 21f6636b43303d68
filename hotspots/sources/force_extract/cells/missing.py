"""What systems write where they know nothing, turned into empty text."""

from __future__ import annotations

import pandas as pd

# Upper case, without white space at the ends.
PLACEHOLDERS = frozenset(
    {
        *("NULL", "(NULL)", "<NULL>", "[NULL]", "\\N", "NONE", "(NONE)", "NIL"),
        *("NA", "N/A", "#N/A", "#N/A N/A", "N.A.", "NAN", "NAT", "#VALUE!", "#REF!"),
        *("#NULL!", "#DIV/0!", "#NAME?", "#NUM!", "-", "--", "---", ".", "?", "??"),
        *("UNKNOWN", "NOT KNOWN", "UNK", "NOT RECORDED", "NOT STATED", "(BLANK)"),
        *("BLANK", "NOT SET", "MISSING", "TBC", "–", "—"),  # noqa: RUF001
    }
)


def without_placeholders(frame: pd.DataFrame) -> pd.DataFrame:
    """Strip every cell and empty those that say no more than "nothing known"."""
    return pd.DataFrame(
        {place: _cleaned(frame.iloc[:, place]) for place in range(frame.shape[1])},
        index=frame.index,
    ).set_axis(frame.columns, axis=1)


def _cleaned(texts: pd.Series) -> pd.Series:
    stripped = texts.str.strip()
    return stripped.where(~stripped.str.upper().isin(list(PLACEHOLDERS)), "")
