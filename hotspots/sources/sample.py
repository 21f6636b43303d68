"""The built-in sample: made-up incidents of three years, as files of data.police.uk.

What it is, and what it says nothing about, is told in data/README.md. A reading knows
it by its Crime IDs, whatever its files are called (see `Reading.synthetic`).
"""

from __future__ import annotations

from pathlib import Path

from hotspots.errors import InputError
from hotspots.sources.opening import FoundFile, find_files

_FOLDER = Path(__file__).parents[2] / "data" / "sample"

# What reading these files gives, so that it is there at once; made by
# data/build_sample.py. It is used for the very bytes that it was made from.
SAMPLE_READING = _FOLDER / "made-up-kent-2022-04-to-2025-03.reading"
SAMPLE_SHA256 = "fea959a840885ba1bf14fbab24c46a38b4024d7f2d90e4c1dc2f9db3d990c5b5"


def sample_sources() -> list[Path]:
    """Return the built-in files, to be read like any others.

    Examples
    --------
    >>> [path.suffix for path in sample_sources()]
    ['.zip']
    """
    return sorted(_FOLDER.glob("*.zip"))


def write_sample(folder: Path | str) -> list[Path]:
    """Write the sample as a download of data.police.uk holds it: a folder a month.

    Parameters
    ----------
    folder
        Where to write. It is made if it is not there.

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
        Path(folder) / _name_in_zip(file): file.read()
        for file in find_files(sample_sources())
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
            path.write_bytes(content)
    except OSError as error:
        msg = f"The sample cannot be written to {folder} ({error.strerror or error})."
        raise InputError(msg) from error
    return list(contents)


def _name_in_zip(file: FoundFile) -> str:
    return file.name.rpartition(": ")[2]
