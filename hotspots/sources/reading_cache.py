"""What was read once is read at once the next time: readings kept in a cache folder.

A reading is found again by the sha256 of its files' bytes, their names, the districts
and the reader that made it. It is never trusted blindly: what is damaged, or not ours,
is read anew and written again. Uploads are never kept on disk, nor is a reading of
anything but what data.police.uk publishes.

Long because nothing that is found in the folder is trusted.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import json
import os
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import pyarrow as pa

from hotspots.errors import InputError
from hotspots.sources.opening import FileOnDisk, Source, Upload, files_on_disk
from hotspots.sources.police_uk.read import read_police_uk
from hotspots.sources.reading import Reading
from hotspots.sources.shipped import READER_VERSION, shipped_zip
from hotspots.sources.stored_reading import (
    NotAReadingError,
    NotStorableError,
    from_bytes,
    to_bytes,
)
from hotspots.sources.zips import most_member_bytes
from hotspots.writing import Writer, is_unfinished

if TYPE_CHECKING:
    from hotspots.sources.shapes.boundaries import Districts

# A folder, or "off". Without it the cache lies where the system keeps such things.
VARIABLE = "HOTSPOTS_CACHE"
OFF = "off"

MOST_CACHE_BYTES = 2 * 2**30
# A reading of a nation's year has about 40 MB.
MOST_READING_BYTES = 2**30
_STRAY_SECONDS = 3600
_ENDING = ".reading"
_PRIVATE = 0o700

_SOURCES = Path(__file__).parent
_FACTS = Path(__file__).parents[2] / "data"

# A file's size, time and number on its disk: another of these means that it changed.
_State = tuple[int, int, int]


def open_reading(
    sources: Source | Iterable[Source], districts: Districts | None = None
) -> Reading:
    """Read street-level files, or take what was read from them before.

    Parameters
    ----------
    sources
        Files, folders, zips and uploads, as for `read_police_uk`.
    districts
        The user's own districts.

    Returns
    -------
    Reading
        The same as `read_police_uk` gives.

    Raises
    ------
    InputError
        As `read_police_uk` does.

    Notes
    -----
    The environment variable `HOTSPOTS_CACHE` names the folder, or is `off`.

    Examples
    --------
    >>> from hotspots.sources.sample import sample_sources
    >>> open_reading(sample_sources("police.uk")).synthetic
    True
    """
    several: list[Source] = (
        [sources] if isinstance(sources, Path | str | Upload) else [*sources]
    )
    files = files_on_disk(several)
    if not files:
        return read_police_uk(several, districts=districts)
    return _opened(several, files, districts)


def _opened(
    sources: list[Source], files: list[FileOnDisk], districts: Districts | None
) -> Reading:
    if districts is None and _may_be_sample(files):
        shipped = shipped_zip(files[0].path, files[0].name)
        if shipped is not None:
            return shipped
    folder = cache_folder()
    if folder is None:
        return read_police_uk(sources, districts=districts)
    before = _states(files)
    digests = _digests(files)
    if before is None or digests is None:
        return read_police_uk(sources, districts=districts)
    path = folder / f"{_key(files, digests, districts)}{_ENDING}"
    n_kept = _kept(path)
    if n_kept is not None:
        return n_kept
    reading = read_police_uk(sources, districts=districts)
    # Files that changed meanwhile were read as something else than was hashed.
    if _states(files) == before and files_on_disk(sources) == files:
        keep(reading, path)
    return reading


def cache_folder() -> Path | None:
    """Return the folder of this user's readings; None where nothing is to be kept."""
    asked = os.environ.get(VARIABLE, "").strip()
    if asked.casefold() == OFF:
        return None
    try:
        base = Path(asked).expanduser() if asked else _usual_folder()
        if asked and not base.is_absolute():
            return None
        folder = base / "readings"
        folder.mkdir(mode=_PRIVATE, parents=True, exist_ok=True)
        return folder if _is_private(folder) else None
    except (OSError, RuntimeError, ValueError):
        return None


def keep(reading: Reading, path: Path) -> None:
    """Keep a reading in the cache, if it may be kept and there is room.

    Parameters
    ----------
    reading
        What was read. One that is not public is never kept.
    path
        Its file in the cache folder.
    """
    if not reading.is_public:
        return
    try:
        content = to_bytes(reading)
        if len(content) <= min(MOST_READING_BYTES, MOST_CACHE_BYTES):
            if path.is_symlink():
                # What it leads to is not ours to write over.
                path.unlink()
            Writer().write(path, content, private=True)
            _make_room(path.parent)
    except (InputError, OSError, NotStorableError):
        # The cache only saves time: without it all is read as ever.
        return


def _kept(path: Path) -> Reading | None:
    """Return the reading of a file of the cache; None if it is not there or damaged."""
    try:
        if path.is_symlink() or path.stat().st_size > MOST_READING_BYTES:
            return None
        reading = from_bytes(path.read_bytes())
        # So that the oldest is the one that nobody opened for longest.
        os.utime(path)
    except (OSError, NotAReadingError):
        return None
    return reading if reading.is_public else None


def _usual_folder() -> Path:
    local = os.environ.get("LOCALAPPDATA", "") if os.name == "nt" else ""
    given = local or os.environ.get("XDG_CACHE_HOME", "")
    base = Path(given) if Path(given).is_absolute() else Path.home() / ".cache"
    return base / "hotspots"


def _is_private(folder: Path) -> bool:
    """Make a folder of ours private; say whether nobody else can write there."""
    if folder.is_symlink():
        return False
    if os.name == "nt":
        return True
    info = folder.stat()
    if info.st_uid != os.getuid():
        return False
    if info.st_mode & 0o777 != _PRIVATE:
        folder.chmod(_PRIVATE)
    return True


def _states(files: list[FileOnDisk]) -> list[_State] | None:
    try:
        stats = [file.path.stat() for file in files]
    except OSError:
        return None
    return [(each.st_size, each.st_mtime_ns, each.st_ino) for each in stats]


def _digests(files: list[FileOnDisk]) -> list[str] | None:
    """Return the sha256 of each file that is read; empty for those only listed."""
    try:
        with ThreadPoolExecutor(max_workers=2) as pool:
            return list(pool.map(_digest, files))
    except OSError:
        return None


def _digest(file: FileOnDisk) -> str:
    if not file.is_read:
        return ""
    with file.path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _key(
    files: list[FileOnDisk], digests: list[str], districts: Districts | None
) -> str:
    named = sorted(
        (file.name, file.is_given, digest)
        for file, digest in zip(files, digests, strict=True)
    )
    parts = [_reader(), most_member_bytes(), named, _identity(districts)]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def _identity(districts: Districts | None) -> list[object]:
    if districts is None:
        return []
    import shapely

    drawn = hashlib.sha256()
    for outline in shapely.to_wkb(districts.polygons):
        drawn.update(outline)
    return [
        districts.fingerprint,
        districts.names,
        districts.replaces_lsoa_names,
        drawn.hexdigest(),
    ]


@functools.cache
def _reader() -> str:
    """Say what reads: its version, its code, the facts it uses and its libraries."""
    versions = f"{READER_VERSION} {pd.__version__} {pa.__version__}"
    about = hashlib.sha256(versions.encode())
    code = _SOURCES.glob("**/*.py")
    for path in sorted([*code, *_FACTS.glob("*.csv"), *_FACTS.glob("*.geojson")]):
        about.update(path.name.encode() + path.read_bytes())
    return about.hexdigest()


def _may_be_sample(files: list[FileOnDisk]) -> bool:
    return len(files) == 1 and files[0].is_given and files[0].name.endswith(".zip")


def _make_room(folder: Path) -> None:
    """Remove the readings that were not opened for longest, and what was cut short."""
    now = time.time()
    ours = []
    for path, info in _listed(folder):
        if path.suffix == _ENDING:
            ours.append((info.st_mtime, info.st_size, path))
        elif is_unfinished(path) and now - info.st_mtime > _STRAY_SECONDS:
            path.unlink(missing_ok=True)
    total = 0
    for _, size, path in sorted(ours, reverse=True):
        total += size
        if total > MOST_CACHE_BYTES:
            path.unlink(missing_ok=True)


def _listed(folder: Path) -> Iterator[tuple[Path, os.stat_result]]:
    for path in folder.iterdir():
        # Another visit may have removed it meanwhile.
        with contextlib.suppress(FileNotFoundError):
            yield path, path.stat()
