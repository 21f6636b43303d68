from __future__ import annotations

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from hotspots.sources.police_uk.crime_ids import digest_ids

IDS = st.lists(st.text(alphabet="ab0\u00e9", max_size=20), max_size=12)


def digests(*chunks: list[str]) -> list[tuple[int, int]]:
    first, second = digest_ids(pa.chunked_array(chunks, type=pa.string()))
    return list(zip(first.tolist(), second.tolist(), strict=True))


@given(IDS, IDS)
def test_ids_are_equal_where_their_digests_are(some, others):
    texts = some + others
    told = digests(some, others)
    for text, digest in zip(texts, told, strict=True):
        assert [other == digest for other in told] == [other == text for other in texts]
        assert (digest == (0, 0)) == (text == "")


def test_a_slice_of_a_column_is_read_from_its_start():
    ids = pa.array(["aa", "bb", "", "cc"])
    first, _ = digest_ids(pa.chunked_array([ids[1:]]))
    assert first.tolist() == [one for one, _ in digests(["bb", "", "cc"])]


def test_long_ids_that_differ_in_one_letter_differ():
    alike = [f"{number:064d}" for number in range(20_000)]
    assert len(set(digests(alike))) == len(alike)
