"""A zip's members, to be read in memory; a zip that could do harm is refused."""

from __future__ import annotations

import errno
import functools
import io
import lzma
import os
import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

from hotspots.errors import InputError
from hotspots.texts import clean

# A whole data.police.uk archive holds about 5,000 files, 10 GB once unpacked, and a
# street file shrinks to a fifth. Beyond these a zip is a mistake or a trap.
MOST_MEMBERS = 20_000
MOST_UNPACKED_BYTES = 16 * 2**30
MOST_TIMES_SMALLER = 100
# A nation's month has 130 MB as one file. Whoever has larger ones says so.
MOST_MEMBER_MB = 256
MOST_MEMBER_VARIABLE = "HOTSPOTS_MOST_MEMBER_MB"
# What unpacks to no more than this, all wanted members taken together, may shrink by
# any factor: it does no harm.
SMALL_BYTES = 64 * 2**20

# What Python's reader raises where a zip's bytes are wrong.
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    IndexError,
    OverflowError,
    ValueError,
)
_UNREADABLE = (RuntimeError, NotImplementedError)

_MOST_DIGITS = 6
_UNSAFE_NAME = re.compile(r"^[\\/]|^[A-Za-z]:|(^|[\\/])\.\.([\\/]|$)")


def zip_members(
    name: str, source: Path | io.BytesIO, *, wanted: Callable[[str], bool]
) -> list[tuple[str, Callable[[], bytes]]]:
    """List a zip's members, each with a function that unpacks it in memory.

    Parameters
    ----------
    name
        What the zip is called in messages.
    source
        Its path, or its bytes.
    wanted
        Says of a member's name whether it is to be read. Others are listed, and never
        unpacked.

    Raises
    ------
    InputError
        If it is no zip, needs a password, names files outside itself, or unpacks to
        far more than a street file would.

    Examples
    --------
    >>> packed = io.BytesIO()
    >>> with zipfile.ZipFile(packed, "w") as archive:
    ...     archive.writestr("2025-01/2025-01-kent-street.csv", "Crime ID,Month")
    >>> [(member, load)] = zip_members("kent.zip", packed, wanted=lambda name: True)
    >>> member, load()
    ('2025-01/2025-01-kent-street.csv', b'Crime ID,Month')
    """
    archive = _opened(name, source)
    # Not by is_dir, which fails on a name that is blank.
    members = [info for info in archive.infolist() if not info.filename.endswith("/")]
    _refuse_unsafe(name, members)
    to_read = [info for info in members if wanted(info.filename)]
    _refuse_bomb(name, to_read, packed_bytes=archive.start_dir)
    _refuse_large(name, to_read)
    # Loaded by its entry, not by its name: a zip may hold one name twice.
    return [
        (info.filename, functools.partial(_load, archive, info, name))
        for info in members
    ]


def most_member_bytes() -> int:
    """Return how many bytes a member of a zip may have.

    Raises
    ------
    InputError
        If the environment variable that says so holds no whole number.
    """
    asked = os.environ.get(MOST_MEMBER_VARIABLE, "").strip() or str(MOST_MEMBER_MB)
    if not (asked.isascii() and asked.isdecimal() and 0 < len(asked) <= _MOST_DIGITS):
        msg = (
            f"{MOST_MEMBER_VARIABLE} must be a whole number of megabytes, such as "
            f"{MOST_MEMBER_MB}, not {clean(asked, most=40)!r}."
        )
        raise InputError(msg)
    return int(asked) * 2**20


def _opened(name: str, source: Path | io.BytesIO) -> zipfile.ZipFile:
    """Open a zip for its members' readers; it closes when the last of them goes."""
    try:
        return zipfile.ZipFile(source)
    except (*_DAMAGED, *_UNREADABLE, OSError) as error:
        if isinstance(error, OSError) and error.errno not in (None, errno.EINVAL):
            raise
        msg = f"{name} is empty or not a whole zip file. Download or copy it again."
        raise InputError(msg) from error


def _load(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> bytes:
    try:
        with archive.open(info) as member:
            # To the size that was judged and no further, whatever else it unpacks to.
            return member.read(info.file_size)
    except (*_DAMAGED, OSError) as error:
        member_name = clean(info.filename)
        msg = f"{name}: {member_name} is damaged. Download or copy the zip again."
        raise InputError(msg) from error
    except _UNREADABLE as error:
        msg = (
            f"{name}: {clean(info.filename)} is compressed in a way that cannot be "
            f"read: {clean(error)}. Zip it again."
        )
        raise InputError(msg) from error


def _refuse_unsafe(name: str, members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MOST_MEMBERS:
        msg = (
            f"{name} holds {len(members):,} files. At most {MOST_MEMBERS:,} can be "
            "read. Split it."
        )
        raise InputError(msg)
    outside = [i.filename for i in members if _UNSAFE_NAME.search(i.filename)]
    if outside:
        msg = (
            f"{name} is refused: it contains a file named {clean(outside[0])}, outside "
            "its own folder. Unpack it and give the files."
        )
        raise InputError(msg)
    if any(info.flag_bits & 1 for info in members):
        msg = f"{name} is protected by a password. Unpack it and give the files."
        raise InputError(msg)


def _refuse_large(name: str, members: list[zipfile.ZipInfo]) -> None:
    most = most_member_bytes()
    large = next((info for info in members if info.file_size > most), None)
    if large is not None:
        msg = (
            f"{name}: {clean(large.filename)} unpacks to "
            f"{large.file_size / 2**20:,.0f} MB; at most {most // 2**20:,} MB are "
            f"read. Split it by month, or set {MOST_MEMBER_VARIABLE}."
        )
        raise InputError(msg)


def _refuse_bomb(
    name: str, members: list[zipfile.ZipInfo], *, packed_bytes: int
) -> None:
    unpacked_bytes = sum(info.file_size for info in members)
    if unpacked_bytes <= SMALL_BYTES:
        return
    if unpacked_bytes > MOST_UNPACKED_BYTES:
        limit = MOST_UNPACKED_BYTES // 2**30
        msg = f"{name} unpacks to more than {limit} GB. Give fewer months at a time."
        raise InputError(msg)
    # Members that lie over each other say more than the zip holds.
    packed = min(sum(info.compress_size for info in members), packed_bytes)
    smaller = unpacked_bytes / max(packed, 1)
    if smaller > MOST_TIMES_SMALLER:
        msg = (
            f"{name} is refused: its files unpack to {smaller:,.0f} times their size, "
            "as no street files do."
        )
        raise InputError(msg)
    for info in members:
        smaller = info.file_size / max(info.compress_size, 1)
        if info.file_size > SMALL_BYTES and smaller > MOST_TIMES_SMALLER:
            msg = (
                f"{name} is refused: {clean(info.filename)} unpacks to "
                f"{smaller:,.0f} times its size, as no street file does."
            )
            raise InputError(msg)
