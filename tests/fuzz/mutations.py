"""Files spoilt by a seed: bytes, lines, cells, numbers and JSON, in every usual way."""

from __future__ import annotations

import io
import json
import random
import struct
import zipfile
import zlib
from collections.abc import Callable, Sequence

Mutation = Callable[[random.Random, bytes, Sequence[bytes]], bytes]

# Cells and values that readers of such files stumble on.
HOSTILE: tuple[str, ...] = (
    "",
    " ",
    "\0",
    "\x02",
    "\u202e",
    "\ufeff",
    "\u00a0",
    '"',
    '""',
    "'",
    ",",
    ";",
    "\t",
    "\r",
    "\r\n\r\n",
    "NULL",
    "NaN",
    "nan",
    "inf",
    "-inf",
    "1e309",
    "-1",
    "0",
    "-0.0",
    "9" * 40,
    "1,5",
    "1.2E+63",
    "٣",
    "²",
    "½",
    "2025-13",
    "0000-00-00",
    "31/02/2025",
    "02/03/2025",
    "29/02/2024 24:00",
    "Feb-25",
    "9999-12-31",
    "1899-12-30",
    "=1+1",
    "@SUM(A1)",
    "<script>alert(1)</script>",
    "../../etc/passwd",
    "http://example.org",
    "x" * 3000,
    "é",
    "\U0001f6a8",
    "true",
    "null",
    "{}",
    "[]",
    "POLYGON EMPTY",
    "GEOMETRYCOLLECTION EMPTY",
)
VALUES: tuple[object, ...] = (
    None,
    True,
    False,
    0,
    -1,
    5,
    1.5,
    10**30,
    1e308,
    "",
    "x",
    "2025-01",
    "\ud800",
    "\x02",
    [],
    {},
    [1, 2],
    [[]],
    {"a": {"b": []}},
    [None] * 30,
)


def mutate(content: bytes, *, seed: int, others: Sequence[bytes]) -> bytes:
    """Spoil a file; one seed gives one file.

    Parameters
    ----------
    content
        A sound file.
    seed
        Any whole number.
    others
        Further sound files of the kind, to splice in.
    """
    source = random.Random(seed)
    for _ in range(source.choice((1, 1, 1, 2, 3, 8))):
        content = source.choice(MUTATIONS)(source, content, others)
    return content


def turn_bits(source: random.Random, content: bytes, _: Sequence[bytes]) -> bytes:
    spoilt = bytearray(content)
    for _n in range(source.choice((1, 1, 4, 64)) if spoilt else 0):
        spoilt[source.randrange(len(spoilt))] ^= 1 << source.randrange(8)
    return bytes(spoilt)


def put_bytes(source: random.Random, content: bytes, _: Sequence[bytes]) -> bytes:
    at = source.randrange(len(content) + 1)
    put = source.choice(
        (b"\0", b"\xff", b"\xff\xfe", b"\xef\xbb\xbf", b"\n", b"\x80", bytes(64))
    )
    over = source.choice((0, len(put)))
    return content[:at] + put + content[at + over :]


def cut(source: random.Random, content: bytes, _: Sequence[bytes]) -> bytes:
    first, last = sorted(source.randrange(len(content) + 1) for _n in range(2))
    return source.choice(
        (content[:last], content[first:], content[:first] + content[last:])
    )


def repeat(source: random.Random, content: bytes, _: Sequence[bytes]) -> bytes:
    first, last = sorted(source.randrange(len(content) + 1) for _n in range(2))
    piece = content[first:last][:2000]
    return content[:last] + piece * source.choice((1, 2, 50)) + content[last:]


def splice(source: random.Random, content: bytes, others: Sequence[bytes]) -> bytes:
    other = source.choice([*others, content])
    return (
        content[: source.randrange(len(content) + 1)]
        + other[source.randrange(len(other) + 1) :]
    )


def put_word(source: random.Random, content: bytes, _: Sequence[bytes]) -> bytes:
    at = source.randrange(len(content) + 1)
    return content[:at] + source.choice(HOSTILE).encode() + content[at:]


def change_cell(source: random.Random, content: bytes, _: Sequence[bytes]) -> bytes:
    lines = content.split(b"\n")
    row = source.randrange(len(lines))
    cells = lines[row].split(b",")
    at = source.randrange(len(cells))
    word = source.choice(HOSTILE).encode()
    cells[at : at + source.choice((0, 1, 1, 1, 2))] = [word]
    lines[row] = b",".join(cells)
    return b"\n".join(lines)


def change_column(source: random.Random, content: bytes, _: Sequence[bytes]) -> bytes:
    """Give a whole column one word, or drop it, or double it."""
    lines = [line.split(b",") for line in content.split(b"\n")]
    at = source.randrange(len(lines[0]))
    start = source.choice((0, 1))
    way = source.choice(("word", "drop", "double"))
    word = source.choice(HOSTILE).encode()
    for cells in lines[start:]:
        if at < len(cells):
            cells[at : at + 1] = {
                "word": [word],
                "drop": [],
                "double": [cells[at]] * 2,
            }[way]
    return b"\n".join(b",".join(cells) for cells in lines)


def shuffle_lines(source: random.Random, content: bytes, _: Sequence[bytes]) -> bytes:
    lines = content.split(b"\n")
    source.shuffle(lines)
    return b"\n".join(lines)


def encode_again(source: random.Random, content: bytes, _: Sequence[bytes]) -> bytes:
    text = content.decode("utf-8", "replace")
    how = source.choice(("utf-16", "utf-8-sig", "cp1252", "utf-32", "utf-16-le"))
    text = source.choice((text, text.replace("\n", "\r\n"), text.replace("\n", "\r")))
    return text.encode(how, "replace")


def change_delimiter(
    source: random.Random, content: bytes, _: Sequence[bytes]
) -> bytes:
    return content.replace(b",", source.choice((b";", b"\t", b"|", b" ", b"")))


def change_json(source: random.Random, content: bytes, _: Sequence[bytes]) -> bytes:
    """Change one value somewhere in a JSON file, or its name."""
    try:
        values = json.loads(content)
    except (ValueError, RecursionError):
        return content
    places = list(places_in(values))
    if not places:
        return json.dumps(source.choice(VALUES)).encode()
    holder, key = source.choice(places)
    way = source.choice(("value", "value", "drop", "name", "deep"))
    if way == "value":
        holder[key] = source.choice(VALUES)
    elif way == "deep":
        holder[key] = json.loads("[" * 90 + "]" * 90)
    elif way == "name" and isinstance(holder, dict):
        holder[source.choice(HOSTILE)] = holder.pop(key)
    else:
        del holder[key]
    return json.dumps(values).encode()


def places_in(value: object):
    """Every dict and list of a document, with each of its keys."""
    found = value.items() if isinstance(value, dict) else ()
    found = enumerate(value) if isinstance(value, list) else found
    for key, inner in list(found):
        yield value, key
        yield from places_in(inner)


def change_member(source: random.Random, content: bytes, _: Sequence[bytes]) -> bytes:
    """Spoil one member of a zip, or its name, and zip it again."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = [(name, archive.read(name)) for name in archive.namelist()]
    except (
        zipfile.BadZipFile,
        zlib.error,
        RuntimeError,
        ValueError,
        OSError,
        EOFError,
    ):
        return content
    except (NotImplementedError, struct.error):
        return content
    at = source.randrange(len(members)) if members else 0
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, (name, inner) in enumerate(members):
            if number != at:
                archive.writestr(name, inner)
                continue
            way = source.choice((*WAYS_OF_MEMBERS, *[None] * 6))
            if way is not None:
                archive.writestr(way(name), inner)
                continue
            spoil = source.choice(MUTATIONS)
            archive.writestr(name, spoil(source, inner, [inner]))
    return packed.getvalue()


WAYS_OF_MEMBERS: tuple[Callable[[str], str], ...] = (
    lambda name: f"../{name}",
    lambda name: f"\x02{name}",
    lambda name: "x" * 5000 + name,
    lambda name: f"{name}/",
    lambda name: name.upper(),
)


def only_part(source: random.Random, content: bytes, _: Sequence[bytes]) -> bytes:
    return source.choice(
        (b"", b"\n", b" " * 50, content[:1], content[:64], bytes(1000), b"{}", b"[]")
    )


MUTATIONS: tuple[Mutation, ...] = (
    turn_bits,
    put_bytes,
    cut,
    repeat,
    splice,
    put_word,
    change_cell,
    change_cell,
    change_column,
    shuffle_lines,
    encode_again,
    change_delimiter,
    change_json,
    change_json,
    change_member,
    change_member,
    change_member,
    only_part,
)
