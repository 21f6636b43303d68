from __future__ import annotations

import io
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
    "name",
    ["../up.csv", "a/../../up.csv", "/root.csv", "C:/root.csv", "..\\up.csv", "\\\\a"],
)
def test_a_name_outside_the_zip_is_refused(name):
    with pytest.raises(InputError, match=r"kent.zip is refused: it holds a file named"):
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
    with pytest.raises(InputError, match="packed in a way that cannot be read"):
        load()


def test_too_many_members_are_refused(monkeypatch):
    monkeypatch.setattr(zips, "MOST_MEMBERS", 2)
    with pytest.raises(InputError, match="holds 3 files; at most 2 are read"):
        listed(packed(dict.fromkeys(["a.csv", "b.csv", "c.csv"], b"")))


def test_a_bomb_is_refused_before_it_is_unpacked():
    bomb = packed({STREET: bytes(zips.SMALL_BYTES + 1)})
    with pytest.raises(
        InputError, match=r"street.csv unpacks to [\d,]+ times its size"
    ):
        listed(bomb)


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
