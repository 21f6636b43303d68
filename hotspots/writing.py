"""Every file that is written: set aside first, then put in place, whole or not at all.

A file is written under a name of its own in the same folder, flushed to the disk and
renamed. A full disk, Ctrl-C or a server that is shut down leaves the old file as it was
and nothing beside it. What a command reads is never written over.
"""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from hotspots.errors import InputError

# Hidden, so that no folder is read with it, and short, whatever the file is called.
PREFIX, SUFFIX = ".hotspots-", ".part"
# Who may read a new file, before the user's own mask; a private one: the user alone.
SHARED, PRIVATE = 0o666, 0o600


@dataclass(frozen=True)
class Writer:
    """Writes files, and refuses to touch what is read.

    Attributes
    ----------
    inputs
        Files and folders that are read. None is written over, and nothing is written
        into such a folder, where it would be read as data next time.

    Examples
    --------
    >>> Writer(inputs=(Path("data"),)).refuse_inputs(Path("data/ranking.csv"))
    Traceback (most recent call last):
    hotspots.errors.InputError: data/ranking.csv is among the files to read, in data: it
    would be read as data next time. Give it another folder.
    """

    inputs: tuple[Path, ...] = ()

    def refuse_inputs(self, out: Path) -> None:
        """Refuse a file that is read, or that lies in a folder that is read.

        Raises
        ------
        InputError
            Naming both.
        """
        for source in self.inputs:
            if _is_same(out, source):
                msg = (
                    f"{out} is among the files to read and would be overwritten. Give "
                    f"it another name."
                )
                raise InputError(msg)
            if _resolved(source) in _resolved(out).parents:
                msg = (
                    f"{out} is among the files to read, in {source}: it would be read "
                    f"as data next time. Give it another folder."
                )
                raise InputError(msg)

    def write(self, out: Path, content: bytes, *, private: bool = False) -> None:
        """Write a file whole, or leave what was there.

        Parameters
        ----------
        out
            The file. Its folder must be there.
        content
            All of it.
        private
            Whether a new file is for the user alone to read.

        Raises
        ------
        InputError
            If it is read, or cannot be written.
        """
        self.refuse_inputs(out)
        try:
            _write(out, content, mode=PRIVATE if private else SHARED)
        except OSError as error:
            raise InputError(_not_written(out, error)) from error

    def make_folder(self, folder: Path) -> None:
        """Make a folder, and those above it.

        Raises
        ------
        InputError
            If it cannot be made.
        """
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            msg = f"{folder} cannot be made ({_why(error)}). Give another folder."
            raise InputError(msg) from error


def write_file(out: Path, content: bytes) -> None:
    """Write a file whole, or leave what was there; as `Writer.write`."""
    Writer().write(out, content)


def is_unfinished(path: Path) -> bool:
    """Say whether a file is one that was set aside here and never put in place.

    A power cut can leave one; another process may be writing it at this moment.

    Examples
    --------
    >>> is_unfinished(Path("readings/.hotspots-k2x9.part"))
    True
    >>> is_unfinished(Path("ranking.csv.part"))
    False
    """
    return path.name.startswith(PREFIX) and path.suffix == SUFFIX


def _write(out: Path, content: bytes, *, mode: int) -> None:
    target = Path(os.path.realpath(out))
    if target.exists() and not target.is_file():
        # A pipe or a screen takes bytes as they come, and cannot be renamed.
        target.write_bytes(content)
        return
    if target.exists() and not os.access(target, os.W_OK):
        raise PermissionError(13, "it is read-only")
    with _aside(target, mode=mode) as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    _flush_folder(target.parent)


@contextmanager
def _aside(target: Path, *, mode: int) -> Iterator[IO[bytes]]:
    """Open a file beside the target; put it in its place, or take it away."""
    number, name = tempfile.mkstemp(prefix=PREFIX, suffix=SUFFIX, dir=target.parent)
    try:
        with os.fdopen(number, "wb") as file:
            yield file
        Path(name).chmod(_mode_of(target, usual=mode))
        Path(name).replace(target)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise


def _mode_of(target: Path, *, usual: int) -> int:
    """Return who may read the file: whoever could, or what the user's mask says."""
    if target.exists():
        return stat.S_IMODE(target.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return usual & ~mask


def _flush_folder(folder: Path) -> None:
    """Have the disk keep the new name too, where the system can be asked to."""
    if os.name == "nt":
        return
    with suppress(OSError):
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


def is_file(path: Path) -> bool:
    """Say whether a file is there; no file has a name that no disk can hold."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def paths_of(*given: object) -> tuple[Path, ...]:
    """Return the paths among what a command was given: one, many or none each.

    Examples
    --------
    >>> [path.name for path in paths_of("a.csv", None, ["b.zip", Path("c")], "")]
    ['a.csv', 'b.zip', 'c']
    """
    found: list[Path] = []
    for each in given:
        if isinstance(each, str | Path):
            found += [Path(each)] if str(each) else []
        elif isinstance(each, Iterable):
            found += paths_of(*each)
    return tuple(found)


def links_in(folders: Iterable[Path]) -> list[Path]:
    """List the links to files in folders: what they lead to is read as well."""
    return [
        path
        for folder in folders
        for at, _, names in os.walk(folder)
        for path in (Path(at) / name for name in names)
        if path.is_symlink()
    ]


def _is_same(out: Path, source: Path) -> bool:
    if _resolved(out) == _resolved(source):
        return True
    try:
        return out.samefile(source)
    except OSError:
        return False


def _resolved(path: Path) -> Path:
    return Path(os.path.realpath(path))


def _not_written(out: Path, error: OSError) -> str:
    was_there = " What was there before is as it was." if is_file(out) else ""
    return f"{out} cannot be written ({_why(error)}). Check its folder.{was_there}"


def _why(error: OSError) -> str:
    return error.strerror or type(error).__name__
