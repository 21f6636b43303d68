"""Whether two readings are the same to the last bit, and readings drawn at random."""

from __future__ import annotations

import csv
import dataclasses
import io

import pandas as pd
from hypothesis import strategies as st

from hotspots.sources.reading import ExtractDetails, Reading
from tests.toy import HEADING

FRAMES = ("incidents", "set_aside", "files")


def assert_same(one: Reading, other: Reading) -> None:
    for field in dataclasses.fields(Reading):
        ours, theirs = getattr(one, field.name), getattr(other, field.name)
        if isinstance(ours, ExtractDetails) and isinstance(theirs, ExtractDetails):
            pd.testing.assert_frame_equal(ours.rows, theirs.rows, check_exact=True)
            ours, theirs = _without_rows(ours), _without_rows(theirs)
        if field.name not in FRAMES:
            assert ours == theirs, field.name
            assert type(ours) is type(theirs), field.name
            continue
        pd.testing.assert_frame_equal(ours, theirs, check_exact=True)
        assert ours.index.equals(theirs.index)
        assert _codes(ours) == _codes(theirs)


def _without_rows(details: ExtractDetails) -> dict[str, object]:
    names = [field.name for field in dataclasses.fields(ExtractDetails)]
    return {name: getattr(details, name) for name in names if name != "rows"}


def _codes(frame: pd.DataFrame) -> dict[str, str]:
    """The type of each column, and of the numbers that stand for its texts."""
    return {
        str(
            name
        ): f"{column.dtype} {column.cat.codes.dtype if column.dtype == 'category' else ''}"
        for name, column in frame.items()
    }


_OF_COLUMN = {
    "Crime ID": st.sampled_from(["", "a" * 64, "b" * 64, "synthetic-0000001", "NULL"]),
    "Month": st.sampled_from(["2025-01", "2025-02", "Feb-25", "02/03/2025", "", "x"]),
    "Falls within": st.sampled_from(["Kent Police", "Essex Police", "", "Nobody"]),
    "Longitude": st.sampled_from(["0.52", "0.5200001", "", "0", "word", "-5.5"]),
    "Latitude": st.sampled_from(["51.27", "51.2700001", "", "0", "inf", "50.1"]),
    "Location": st.sampled_from(["On or near Mill Lane", "On or near Café", "", "Zoo"]),
    "LSOA name": st.sampled_from(["Swale 001A", "Medway 002B", "", "Nowhere 1A"]),
    "Crime type": st.sampled_from(
        ["Anti-social behaviour", "Robbery", "", "Fly tipping", "Violent crime"]
    ),
}


@st.composite
def street_files(draw: st.DrawFn) -> bytes:
    """A street file of a few rows, good and bad."""
    rows = draw(st.lists(st.fixed_dictionaries(_OF_COLUMN), min_size=1, max_size=12))
    text = io.StringIO()
    writer = csv.DictWriter(text, HEADING, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()
