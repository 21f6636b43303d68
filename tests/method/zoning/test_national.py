"""Parquet of any size: the same figures as the ordinary path."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xarray as xr
from hypothesis import given, settings
from hypothesis import strategies as st

from hotspots.errors import InputError
from hotspots.method.zoning import national
from hotspots.method.zoning.counts import count
from hotspots.method.zoning.national import count_parquet
from hotspots.method.zoning.zones import zones_of_grid
from hotspots.sources.reading_cache import open_reading
from hotspots.sources.sample import sample_sources

COLUMNS = list(national.COLUMNS)


@pytest.fixture(scope="module")
def incidents() -> pd.DataFrame:
    return open_reading(sample_sources("police.uk")).incidents


def a_table(**changes: object) -> pa.Table:
    row = {"month": "2025-01", "category": "Drugs", "easting": 1.0, "northing": 2.0}
    return pa.Table.from_pylist([{**row, **changes}])


@pytest.mark.parametrize("width_m", [200, 350, 1000])
def test_the_sample_gives_the_ordinary_figures(incidents, tmp_path, width_m):
    half = len(incidents) // 2
    plain = incidents[COLUMNS].astype({"month": "str", "category": "str"})
    plain[:half].to_parquet(tmp_path / "a.parquet", row_group_size=50_000)
    (tmp_path / "sub").mkdir()
    incidents[half:].to_parquet(tmp_path / "sub" / "b.parquet")
    ordinary = count(incidents, zones_of_grid(incidents, width_m=width_m))
    xr.testing.assert_identical(count_parquet(tmp_path, width_m=width_m), ordinary)


@settings(max_examples=40, deadline=None)
@given(
    rows=st.lists(
        st.tuples(
            st.sampled_from(["2024-12", "2025-01"]),
            st.sampled_from(["Drugs", "Robbery", "é"]),
            st.floats(-1e6, 1e6),
            st.floats(-1e6, 1e6),
        ),
        min_size=1,
        max_size=30,
    ),
    size=st.integers(1, 9),
)
def test_however_rows_are_split_each_counts_once(rows, size, tmp_path_factory):
    path = tmp_path_factory.mktemp("split") / "rows.parquet"
    frame = pd.DataFrame(rows, columns=COLUMNS)
    frame.to_parquet(path, row_group_size=size)
    cube = count_parquet(path, width_m=350)
    q, r = national.hexagon_of(frame["easting"], frame["northing"], width_m=350)
    zone = national.hexagon_ids(q, r, width_m=350)
    counted = cube.to_series()
    expected = frame.groupby([zone, "category", "month"]).size()
    assert counted[counted > 0].sort_index().to_dict() == expected.to_dict()


@pytest.mark.parametrize(
    ("table", "words"),
    [
        (a_table(month=None), "1 rows have no month"),
        (a_table(easting=None), "1 rows have no easting"),
        (a_table(northing=np.inf), "1 rows have no northing"),
        (a_table(easting="here"), "easting must hold metres, not string"),
        (a_table().drop_columns(["category"]), "lacks the columns category"),
        (a_table().slice(0, 0), "holds no rows in Parquet"),
    ],
)
def test_what_cannot_be_counted_is_a_sentence(table, words, tmp_path):
    pq.write_table(table, tmp_path / "a.parquet")
    with pytest.raises(InputError, match=words):
        count_parquet(tmp_path, width_m=350)


def test_no_parquet_and_too_many_cells_are_refused(tmp_path, monkeypatch):
    (tmp_path / "a.csv").write_text("x")
    for path in (tmp_path / "none.parquet", tmp_path / "a.csv"):
        with pytest.raises(InputError, match="is not there, or is not a Parquet"):
            count_parquet(path, width_m=350)
    pq.write_table(a_table(), tmp_path / "a.parquet")
    monkeypatch.setattr(national, "MOST_CELLS", 0)
    with pytest.raises(InputError, match="too many for one machine"):
        count_parquet(tmp_path, width_m=350)
