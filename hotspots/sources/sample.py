"""The built-in samples: a made-up county, as a force's extract and as police.uk files.

The extract is the same county offence by offence, with codes and times; the app opens
with it. What they are, and what they say nothing about, is told in data/README.md. A
reading knows them by their identifiers, whatever their files are called (see
`Reading.synthetic`).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from hotspots.errors import InputError
from hotspots.sources.opening import find_files
from hotspots.writing import write_file

POLICE_UK, OFFENCES = "police.uk", "offences"
# What the app opens with, and what is written unless another is asked for.
OPENS_WITH = OFFENCES

_DATA = Path(__file__).parents[2] / "data"


@dataclass(frozen=True)
class Sample:
    """A built-in sample.

    Attributes
    ----------
    sources
        Its files, to be read like any others.
    reading
        What reading them gives, so that it is there at once (`sources.shipped`).
    """

    sources: tuple[Path, ...]
    reading: Path


_OFFENCES = _DATA / "sample-offences"
SAMPLES = {
    # With the mapping of its columns, so that nothing has to be guessed.
    OFFENCES: Sample(
        (
            _OFFENCES / "columns.json",
            _OFFENCES / "made-up-kent-offences-2022-04-to-2025-03.parquet",
        ),
        _OFFENCES / "made-up-kent-offences-2022-04-to-2025-03.reading",
    ),
    POLICE_UK: Sample(
        (_DATA / "sample" / "made-up-kent-2022-04-to-2025-03.zip",),
        _DATA / "sample" / "made-up-kent-2022-04-to-2025-03.reading",
    ),
}


def sample_sources(kind: str = OPENS_WITH) -> list[Path]:
    """Return the built-in files, to be read like any others.

    Parameters
    ----------
    kind
        One of `SAMPLES`.

    Examples
    --------
    >>> [path.suffix for path in sample_sources()]
    ['.json', '.parquet']
    """
    return list(SAMPLES[kind].sources)


def write_sample(folder: Path | str, *, kind: str = OPENS_WITH) -> list[Path]:
    """Write a sample as people get such files.

    That of police.uk is a folder a month, as a download of data.police.uk; the offences
    are one CSV, as a force's system exports it, and the mapping of its columns.

    Parameters
    ----------
    folder
        Where to write. It is made if it is not there.
    kind
        One of `SAMPLES`.

    Returns
    -------
    list of Path
        The files of the sample, such as 2024-01/2024-01-kent-street.csv in the folder.

    Raises
    ------
    InputError
        If a file of that name is there and is not the sample's, for it may hold real
        incidents; then nothing is written. Or if the folder cannot be written to.
    """
    contents = {
        Path(folder) / name: content for name, content in _contents(kind).items()
    }
    try:
        for path, content in contents.items():
            if path.exists() and path.read_bytes() != content:
                msg = (
                    f"{path} exists already and is not part of the sample. Give "
                    "another folder, so that the two do not mix."
                )
                raise InputError(msg)
        for path, content in contents.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            write_file(path, content)
    except OSError as error:
        msg = f"The sample cannot be written to {folder} ({error.strerror or error})."
        raise InputError(msg) from error
    return list(contents)


def _contents(kind: str) -> dict[str, bytes]:
    if kind == POLICE_UK:
        found = find_files(sample_sources(kind))
        return {file.name.rpartition(": ")[2]: file.read() for file in found}
    return dict(map(_as_exported, sample_sources(kind)))


def _as_exported(path: Path) -> tuple[str, bytes]:
    """Return a file's name and bytes, Parquet as the CSV that a system exports."""
    if path.suffix != ".parquet":
        return path.name, path.read_bytes()
    import pyarrow.parquet as pq

    rows = pq.read_table(path).to_pandas()
    text: str = rows.to_csv(index=False, lineterminator="\n")
    return path.with_suffix(".csv").name, text.encode()
