"""What reading a built-in sample gives, as it ships beside the sample.

It is used for the very bytes of that sample, read by this version of the reader, and
for nothing else; without it the sample is read like any other file.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from hotspots.sources.reading import Reading
from hotspots.sources.sample import OFFENCES, POLICE_UK, SAMPLES
from hotspots.sources.stored_reading import NotAReadingError, from_bytes, under_name

# Raise it whenever a reading of the same files may come out otherwise.
READER_VERSION = 2


def made_from(sources: Sequence[Path]) -> str:
    """Say of what bytes a reading was made, and by what reader.

    Raises
    ------
    OSError
        If a file cannot be read.
    """
    digests = [hashlib.sha256(path.read_bytes()).hexdigest() for path in sources]
    return " ".join([f"reader {READER_VERSION}", *digests])


def shipped_zip(path: Path, name: str) -> Reading | None:
    """Return the reading of the sample's zip under a name; None for any other file."""
    reading = _shipped(POLICE_UK, [path])
    return None if reading is None else under_name(reading, name)


def shipped_offences(sources: Sequence[object]) -> Reading | None:
    """Return the reading of the sample by offence; None for any other files."""
    paths = [Path(each) for each in sources if isinstance(each, Path | str)]
    wanted = [path.name for path in SAMPLES[OFFENCES].sources]
    in_order = sorted(paths, key=lambda path: path.name)
    if len(paths) != len(sources) or [path.name for path in in_order] != wanted:
        return None
    return _shipped(OFFENCES, in_order)


def _shipped(kind: str, paths: Sequence[Path]) -> Reading | None:
    sample = SAMPLES[kind]
    try:
        # So that no other file is read for its checksum alone.
        if _sizes(paths) != _sizes(sample.sources):
            return None
        content = sample.reading.read_bytes()
        return from_bytes(content, made_from=made_from(paths))
    except (OSError, NotAReadingError):
        return None


def _sizes(paths: Sequence[Path]) -> list[int]:
    return [path.stat().st_size for path in paths]
