from __future__ import annotations

import io
import random
import struct
import tracemalloc
import zipfile

import pytest

from hotspots.errors import InputError
from hotspots.sources import zips
from hotspots.sources.zips import zip_members

STREET = "2025-01-kent-street.csv"


def packed(members: dict[str, bytes]) -> io.BytesIO:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return file


def listed(file: io.BytesIO):
    return zip_members("kent.zip", file, wanted=lambda name: name.endswith(".csv"))


def unpacked(file):
    return [load() for _, load in listed(file)]


# Refuses bad input


def test_a_zip_cut_short_is_refused():
    content = packed({STREET: b"rows" * 1000}).getvalue()
    with pytest.raises(InputError, match="kent.zip is empty or not a whole zip file"):
        listed(io.BytesIO(content[: len(content) // 2]))


def test_a_member_with_a_wrong_byte_is_named_when_it_is_read():
    content = bytearray(packed({STREET: b"rows and more rows " * 50}).getvalue())
    content[60] ^= 0xFF
    [(_, load)] = listed(io.BytesIO(bytes(content)))
    with pytest.raises(InputError, match=f"kent.zip: {STREET} is damaged. Download"):
        load()


@pytest.mark.parametrize(
    "method",
    [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA],
)
def test_any_wrong_bytes_are_told_in_words_or_do_no_harm(method):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in (STREET, "2.csv"):
            entry = zipfile.ZipInfo(name)
            archive.writestr(entry, b"rows and more rows " * 9, method)
    whole, chance = file.getvalue(), random.Random(1)
    n_refused = 0
    for _ in range(4000):
        content = bytearray(whole)
        for _ in range(chance.choice((1, 2, 4))):
            content[chance.randrange(len(content))] = chance.choice((0, 255, 1, 128))
        try:
            unpacked(io.BytesIO(bytes(content)))
        except InputError:
            n_refused += 1
    assert n_refused > 1000


def test_a_damaged_zip_at_a_path_is_told_as_one_in_memory(tmp_path):
    content = bytearray(packed({STREET: b"rows"}).getvalue())
    end = content.index(b"PK\x05\x06")
    content[end + 16 : end + 20] = (2**31).to_bytes(4, "little")
    (tmp_path / "kent.zip").write_bytes(content)
    with pytest.raises(InputError, match="Download or copy"):
        unpacked(tmp_path / "kent.zip")


def test_a_blank_name_does_no_harm():
    assert [name for name, _ in listed(packed({STREET: b"rows", "": b""}))] == [
        STREET,
        "",
    ]


@pytest.mark.parametrize(
    "name",
    ["../up.csv", "a/../../up.csv", "/root.csv", "C:/root.csv", "..\\up.csv", "\\\\a"],
)
def test_a_name_outside_the_zip_is_refused(name):
    with pytest.raises(
        InputError, match=r"kent.zip is refused: it contains a file named"
    ):
        listed(packed({STREET: b"rows", name: b"rows"}))


def test_a_name_with_dots_inside_it_is_not_refused():
    [(name, _)] = listed(packed({"a..b/2025..csv": b"rows"}))
    assert name == "a..b/2025..csv"


def test_a_password_is_told():
    content = bytearray(packed({STREET: b"rows"}).getvalue())
    entry = content.index(b"PK\x01\x02")
    content[entry + 8] |= 1
    with pytest.raises(InputError, match=r"protected by a password. Unpack it"):
        listed(io.BytesIO(bytes(content)))


def test_a_way_of_packing_that_python_cannot_read_is_told():
    content = bytearray(packed({STREET: b"rows"}).getvalue())
    for start, place in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        content[content.index(start) + place] = 9  # deflate64
    [(_, load)] = listed(io.BytesIO(bytes(content)))
    with pytest.raises(InputError, match="compressed in a way that cannot be read"):
        load()


def test_too_many_members_are_refused(monkeypatch):
    monkeypatch.setattr(zips, "MOST_MEMBERS", 2)
    with pytest.raises(InputError, match="holds 3 files. At most 2 can be read"):
        listed(packed(dict.fromkeys(["a.csv", "b.csv", "c.csv"], b"")))


def test_a_bomb_is_refused_before_it_is_unpacked():
    bomb = packed({STREET: bytes(zips.SMALL_BYTES + 1)})
    with pytest.raises(InputError, match=r"its files unpack to [\d,]+ times their si"):
        listed(bomb)


def test_a_bomb_among_files_that_are_none_is_named(monkeypatch):
    monkeypatch.setattr(zips, "SMALL_BYTES", 100_000)
    members = {"usual.csv": random.Random(1).randbytes(50_000), STREET: bytes(150_000)}
    with pytest.raises(InputError, match=rf"{STREET} unpacks to [\d,]+ times its size"):
        listed(packed(members))


def test_small_members_that_are_large_together_are_refused(monkeypatch):
    monkeypatch.setattr(zips, "SMALL_BYTES", 100_000)
    members = {f"{number}.csv": bytes(60_000) for number in range(6)}
    with pytest.raises(InputError, match=r"kent.zip is refused: its files unpack to"):
        listed(packed(members))
    assert len(listed(packed({"1.csv": bytes(60_000)}))) == 1


def test_members_that_lie_over_each_other_are_counted_once(monkeypatch):
    """Two hundred entries tell of one member; each alone shrinks like a street file."""
    monkeypatch.setattr(zips, "SMALL_BYTES", 100_000)
    one = packed({STREET: random.Random(1).randbytes(10_000)}).getvalue()
    start, end = one.index(b"PK\x01\x02"), one.index(b"PK\x05\x06")
    entries = one[start:end] * 200
    told = struct.pack("<HHLLH", 200, 200, len(entries), start, 0)
    with pytest.raises(InputError, match="its files unpack to 199 times their size"):
        listed(io.BytesIO(one[:start] + entries + one[end : end + 8] + told))


def test_a_member_that_unpacks_to_more_than_it_says_is_read_no_further():
    content = bytearray(packed({STREET: bytes(2**28)}).getvalue())
    entry = content.index(b"PK\x01\x02")
    content[entry + 24 : entry + 28] = (1000).to_bytes(4, "little")
    [(_, load)] = listed(io.BytesIO(bytes(content)))
    tracemalloc.start()
    with pytest.raises(InputError, match=f"{STREET} is damaged"):
        load()
    most_bytes = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most_bytes < 2**22


def test_a_whole_archive_of_real_size_is_not_refused():
    """As data.police.uk's of the whole country: 10 GB, a sixth of it when packed."""
    content = packed({f"{n}.csv": b"rows" for n in range(5)}).getvalue()
    start = content.index(b"PK\x01\x02")
    large, at = bytearray(content), start
    for _ in range(5):
        large[at + 20 : at + 24] = (2 * 10**9 // 6).to_bytes(4, "little")
        large[at + 24 : at + 28] = (2 * 10**9).to_bytes(4, "little")
        at = large.find(b"PK\x01\x02", at + 4)
    whole = zipfile.ZipFile(io.BytesIO(bytes(large))).infolist()
    zips._refuse_bomb("whole.zip", whole, packed_bytes=10**10 // 6)


def test_too_much_in_all_is_refused(monkeypatch):
    monkeypatch.setattr(zips, "MOST_UNPACKED_BYTES", 2 * 2**30 - 1)
    members = packed({"a.csv": b"a", "b.csv": b"b"}).getvalue()
    large = bytearray(members)
    start = 0
    for _ in range(2):
        start = large.index(b"PK\x01\x02", start) + 4
        large[start + 20 : start + 24] = (2**30).to_bytes(4, "little")
    with pytest.raises(
        InputError, match="unpacks to more than 1 GB. Give fewer months"
    ):
        listed(io.BytesIO(bytes(large)))


def test_large_members_that_are_not_wanted_do_no_harm():
    members = listed(packed({STREET: b"rows", "a.bin": bytes(zips.SMALL_BYTES + 1)}))
    assert [name for name, _ in members] == [STREET, "a.bin"]


def test_a_member_has_at_most_256_mb_unless_set(monkeypatch):
    content = packed({"a.csv": b"1" * (3 * 2**20), "b.txt": b"1" * 9}).getvalue()

    def read() -> list[tuple]:
        return zips.zip_members("a.zip", io.BytesIO(content), wanted=bool)

    assert zips.most_member_bytes() == 256 * 2**20
    assert len(read()) == 2
    monkeypatch.setenv("HOTSPOTS_MOST_MEMBER_MB", "2")
    with pytest.raises(
        InputError, match=r"a\.csv unpacks to 3 MB; at most 2 MB are read"
    ):
        read()
    for wrong in ("-1", "two", "1e3", "9" * 9, "²"):
        monkeypatch.setenv("HOTSPOTS_MOST_MEMBER_MB", wrong)
        with pytest.raises(InputError, match="must be a whole number of megabytes"):
            read()


def test_no_message_repeats_a_name_without_end():
    long = "../" + "x" * 60_000
    content = packed({long: b"1"})
    with pytest.raises(InputError) as refused:
        zips.zip_members("a.zip", content, wanted=bool)
    assert len(str(refused.value)) < 500
