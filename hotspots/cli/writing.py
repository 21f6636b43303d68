"""Files out of the command line, and the refusals that keep what is read."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from hotspots.errors import InputError
from hotspots.writing import Writer, is_file, links_in, paths_of

if TYPE_CHECKING:
    from hotspots.method.pipeline import Ranked
    from hotspots.sources.shapes.boundaries import Districts
    from hotspots.sources.shapes.zone_files import ZonePolygons

# How the name of a file may end that holds one table.
TABLE_FORMATS = (".csv",)
# Options that name a file to write.
WRITTEN = ("out", "save_columns", "in_and_out")


def read_bytes(path: Path) -> bytes:
    """Read a file."""
    try:
        return path.read_bytes()
    except OSError as error:
        msg = f"{path} cannot be opened ({error.strerror}). Check its name and folder."
        raise InputError(msg) from error


def writer_of(options: argparse.Namespace, *, besides: Path | None = None) -> Writer:
    """Return what writes a command's files, and touches none that the command reads.

    Read is what stands for data, and whatever other option names a file that is there:
    so no option can be forgotten.

    Parameters
    ----------
    options
        The command line, parsed.
    besides
        A file that is read and then written anew.
    """
    of_options = {
        name: value for name, value in vars(options).items() if name not in WRITTEN
    }
    data = paths_of(of_options.pop("files", ()))
    others = paths_of(*of_options.values())
    # A list of zones may stand after the strand that it is for.
    named = paths_of(*(str(path).partition("=")[2] for path in others))
    files = [path for path in (*others, *named) if path != besides and is_file(path)]
    read = [*data, *links_in(data), *files]
    return Writer(inputs=tuple(read))


def refuse_out(
    options: argparse.Namespace, formats: Sequence[str], *, of: Path | None = None
) -> None:
    """Refuse a file that is read, or one of a format that is not written.

    Parameters
    ----------
    options
        The command line, parsed.
    formats
        How the file's name may end.
    of
        The file; the one that every command writes if None.
    """
    out: Path = of or options.out
    if out.suffix.lower() not in formats:
        msg = f"{out} cannot be written: its name must end in {' or '.join(formats)}."
        raise InputError(msg)
    writer_of(options).refuse_inputs(out)
    if of is not None:
        Writer((options.out,)).refuse_inputs(of)


def refuse_pack(options: argparse.Namespace, names: Iterable[str]) -> None:
    """Refuse a folder in which a pack would be read as data, or lie over what is read.

    Parameters
    ----------
    options
        The command line, parsed.
    names
        Files that every pack holds.
    """
    writer = writer_of(options)
    for name in names:
        writer.refuse_inputs(options.out / name)


def write_pack(
    folder: Path,
    contents: Iterator[tuple[str, bytes]],
    *,
    writer: Writer,
    n_files: int,
) -> int:
    """Write the files of a pack, showing how far it is; return how many there are."""
    written = 0
    for name, content in contents:
        path = folder / name
        writer.make_folder(path.parent)
        writer.write(path, content)
        written += 1
        if sys.stderr.isatty():
            print(f"\r{written} of {n_files} files", end="", file=sys.stderr)
    if sys.stderr.isatty():
        print(file=sys.stderr)
    return written


def zone_file_of(
    options: argparse.Namespace, polygons: ZonePolygons | None
) -> dict[str, str]:
    """Return name and fingerprint of the user's own zone file; nothing for hexagons."""
    if polygons is None:
        return {}
    name = Path(options.zone_file).name
    return {"name": name, "fingerprint": polygons.fingerprint}


def attribution_of(
    ranked: Ranked, districts: Districts | None, zone_file: Mapping[str, str]
) -> str:
    """Credit whoever made the data, the districts and the zones of a file."""
    from hotspots.presentation.words.attribution import attribution
    from hotspots.sources.shapes.boundaries import kent_districts

    return attribution(
        districts=districts.attribution if districts else "",
        zone_file=zone_file.get("name", ""),
        is_public=ranked.reading.is_public,
        synthetic=ranked.synthetic,
        has_outlines=bool(kent_districts().within(ranked.reading.area).names),
    )
