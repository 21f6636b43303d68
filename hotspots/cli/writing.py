"""Files out of the command line, and the refusals that keep what is read."""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from hotspots.errors import InputError


def write(out: Path, content: bytes) -> None:
    """Write a file."""
    try:
        out.write_bytes(content)
    except OSError as error:
        msg = f"{out} cannot be written ({error.strerror}). Check its folder."
        raise InputError(msg) from error


def replace_file(out: Path, content: bytes) -> None:
    """Write a file aside and then put it in place: a full disk leaves the old one."""
    aside = out.with_name(f".{out.name}.{os.getpid()}.part")
    try:
        with aside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(out)
    except OSError as error:
        msg = f"{out} cannot be written ({error.strerror}). Check its folder."
        raise InputError(msg) from error
    finally:
        with contextlib.suppress(OSError):
            aside.unlink()


def read_bytes(path: Path) -> bytes:
    """Read a file."""
    try:
        return path.read_bytes()
    except OSError as error:
        msg = f"{path} cannot be opened ({error.strerror}). Check its name and folder."
        raise InputError(msg) from error


def write_pack(
    folder: Path, contents: Iterator[tuple[str, bytes]], *, n_files: int
) -> int:
    """Write the files of a pack, showing how far it is; return how many there are."""
    written = 0
    for name, content in contents:
        path = folder / name
        make_folder(path.parent)
        write(path, content)
        written += 1
        if sys.stderr.isatty():
            print(f"\r{written} of {n_files} files", end="", file=sys.stderr)
    if sys.stderr.isatty():
        print(file=sys.stderr)
    return written


def make_folder(folder: Path) -> None:
    """Make a folder, and those above it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        msg = f"{folder} cannot be made ({error.strerror}). Check --out."
        raise InputError(msg) from error


def refuse_out(options: argparse.Namespace, formats: Sequence[str]) -> None:
    """Refuse a file that is read, or one of a format that is not written."""
    out: Path = options.out
    if out.suffix.lower() not in formats:
        msg = f"{out} cannot be written: its name must end in {' or '.join(formats)}."
        raise InputError(msg)
    others = ("districts", "zone_file", "harm_scale", "zones")
    given = [*options.files, *(getattr(options, name, None) for name in others)]
    if any(_is_read_from(out, Path(source)) for source in given if source):
        msg = (
            f"{out} is among the files to read and would be overwritten. Give --out "
            f"another name."
        )
        raise InputError(msg)


def refuse_among_files(options: argparse.Namespace) -> None:
    """Refuse a folder in which the pack's tables would be read as data next time."""
    out = options.out.resolve()
    folders = [Path(file).resolve() for file in options.files if Path(file).is_dir()]
    if any(folder in (out, *out.parents) for folder in folders):
        msg = (
            f"{options.out} is among the files to read, and the pack would be read as "
            f"data next time. Give --out another folder."
        )
        raise InputError(msg)


def _is_read_from(out: Path, source: Path) -> bool:
    """Say whether the file to write is this source, or a csv file in this folder."""
    if not (out.exists() and source.exists()):
        return False
    in_folder = source.resolve() in out.resolve().parents
    return out.samefile(source) or (in_folder and out.suffix.lower() == ".csv")
