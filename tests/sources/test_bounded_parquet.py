from __future__ import annotations

import io

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from hotspots.sources import bounded_parquet
from hotspots.sources.bounded_parquet import TooLargeError, open_parquet, plain_table

ENCODINGS = ("PLAIN", "DELTA_BYTE_ARRAY", "DELTA_LENGTH_BYTE_ARRAY")


def written(texts: list[str | None], encoding: str) -> bytes:
    file = io.BytesIO()
    table = pa.table({"n": range(len(texts)), "ref": texts, "last": texts})
    pq.write_table(
        table, file, use_dictionary=["last"], column_encoding={"ref": encoding}
    )
    return file.getvalue()


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("most_rows", [7, 65_536])
def test_text_is_read_however_it_is_stored(monkeypatch, encoding, most_rows):
    monkeypatch.setattr(bounded_parquet, "MOST_ROWS_AT_ONCE", most_rows)
    texts = [None, "", *(f"synthetic-{number}" for number in range(100))]
    table, left_out = open_parquet(written(texts, encoding), "a.parquet")
    assert left_out == []
    assert table.column_names == ["n", "ref", "last"]
    assert plain_table(table).to_pydict()["ref"] == texts


@pytest.mark.parametrize("encoding", ["PLAIN", "DELTA_BYTE_ARRAY"])
def test_one_long_text_in_many_rows_is_refused(monkeypatch, encoding):
    monkeypatch.setattr(bounded_parquet, "MOST_BYTES", 50_000_000)
    content = written(["x" * 1_000_000] * 200, encoding)
    assert len(content) < 12_000_000
    with pytest.raises(TooLargeError, match="a.parquet unpacks to"):
        open_parquet(content, "a.parquet")
