"""The built-in samples: a made-up county, as police.uk files and as a force's extract.

The second is the first offence by offence, with codes and times. What they are, and
what they say nothing about, is told in data/README.md. A reading knows them by their
identifiers, whatever their files are called (see `Reading.synthetic`).
"""

from __future__ import annotations

from pathlib import Path

from hotspots.errors import InputError
from hotspots.sources.opening import find_files
from hotspots.writing import write_file

_DATA = Path(__file__).parents[2] / "data"
# The kinds of sample: where each lies, and what its files are called.
KINDS = {
    "police.uk": (_DATA / "sample", "*.zip"),
    # With the mapping of its columns, so that nothing has to be guessed.
    "offences": (_DATA / "sample-offences", "*"),
}
# What the app opens with, and what is written unless another is asked for.
OPENS_WITH = "police.uk"

# What reading these files gives, so that it is there at once; made by
# data/build_sample.py. It is used for the very bytes that it was made from.
SAMPLE_READING = _DATA / "sample" / "made-up-kent-2022-04-to-2025-03.reading"
SAMPLE_SHA256 = "fea959a840885ba1bf14fbab24c46a38b4024d7f2d90e4c1dc2f9db3d990c5b5"


def sample_sources(kind: str = OPENS_WITH) -> list[Path]:
    """Return the built-in files, to be read like any others.

    Parameters
    ----------
    kind
        One of `KINDS`.

    Examples
    --------
    >>> [path.suffix for path in sample_sources("police.uk")]
    ['.zip']
    """
    folder, pattern = KINDS[kind]
    return sorted(folder.glob(pattern))


def write_sample(folder: Path | str, *, kind: str = OPENS_WITH) -> list[Path]:
    """Write a sample as people get such files.

    That of police.uk is a folder a month, as a download of data.police.uk; the offences
    are one CSV, as a force's system exports it, and the mapping of its columns.

    Parameters
    ----------
    folder
        Where to write. It is made if it is not there.
    kind
        One of `KINDS`.

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
    if kind == "police.uk":
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
