"""From what a user gives (files, folders, zips, uploads) to files that can be read.

Long because files, folders, zips and uploads go one way.
"""

from __future__ import annotations

import functools
import hashlib
import io
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from hotspots.errors import InputError
from hotspots.sources.zips import zip_members
from hotspots.texts import MOST_LETTERS, clean

NOT_USED_CSV = {
    "-outcomes.csv": "not used: outcomes",
    "-stop-and-search.csv": "not used: stop and search",
}
NOT_CSV = "not used: not a .csv file"
ZIP_IN_ZIP = "not used: a zip inside a zip"

_WANTED = "Give data.police.uk files such as 2025-01-kent-street.csv."
_PROBLEMS_SHOWN = 10


@dataclass(frozen=True)
class Upload:
    """A file that came through a browser: its name and its bytes."""

    name: str
    content: bytes

    @property
    def n_bytes(self) -> int:
        """How much memory the file takes."""
        return len(self.content)


Source = Path | str | Upload


@dataclass(frozen=True)
class FileOnDisk:
    """A file that a reading of paths looks into, or only lists by its name."""

    name: str
    path: Path
    is_read: bool
    is_given: bool


@dataclass(frozen=True)
class FoundFile:
    """One file, found and not yet read.

    `not_used` says why it is left alone; it is empty for a file that should be read.
    `is_given` says whether the user named this very file, not a folder or zip of it.
    """

    name: str
    not_used: str
    load: Callable[[], bytes]
    # Tells two uploads of one name apart, so that their order cannot matter.
    origin: str = ""
    is_given: bool = False

    def read(self) -> bytes:
        """Return the file's bytes; a zip's member is unpacked in memory."""
        try:
            return self.load()
        except OSError as error:
            raise InputError(_cannot_open(self.name, error)) from error


def find_files(sources: Source | Iterable[Source]) -> list[FoundFile]:
    """Find every file in files, folders, zips and uploads, sorted by name.

    Parameters
    ----------
    sources
        Paths of csv files, zips or folders, or uploads; or a single one of these.
        Folders are searched to any depth, and the zips in them too.

    Returns
    -------
    list of FoundFile
        Those that are not used as well, each with the reason.

    Raises
    ------
    InputError
        Naming everything that is missing, broken or without a usable file, at once.

    Examples
    --------
    >>> files = [Upload("2025-01-kent-street.csv", b"..."), Upload("notes.txt", b"...")]
    >>> for file in find_files(files):
    ...     print(file.name, "|", file.not_used)
    2025-01-kent-street.csv |
    notes.txt | not used: not a .csv file
    """
    found, problems = search(sources)
    refuse(problems)
    return found


def search(
    sources: Source | Iterable[Source],
) -> tuple[list[FoundFile], list[str]]:
    """Find the files as `find_files` does, and return the problems beside them."""
    given = [sources] if isinstance(sources, Path | str | Upload) else list(sources)
    problems: list[str] = []
    found = [
        file
        for source in given
        for file in _each(problems, functools.partial(_found_in, source, problems))
    ]
    if not problems and not _any_to_read(found):
        problems.append(_nothing_to_read(found))
    return _named_apart(found), problems


def files_on_disk(sources: Source | Iterable[Source]) -> list[FileOnDisk] | None:
    """List the files that a reading of these would use, without opening any.

    Returns
    -------
    list of FileOnDisk
        Zips are whole. None where some are no paths, or cannot be listed.
    """
    given = [sources] if isinstance(sources, Path | str | Upload) else list(sources)
    files = []
    try:
        for source in given:
            if isinstance(source, Upload):
                return None
            path = Path(source)
            is_given = not path.is_dir()
            files += [
                FileOnDisk(shown(each), each, _is_opened(each), is_given)
                for each in ([path] if is_given else _in_folder(path))
            ]
        return files if all(file.path.is_file() for file in files) else None
    except (OSError, ValueError, InputError):
        return None


def _is_opened(path: Path) -> bool:
    return _suffix(path.name) == ".zip" or not _why_not_used(path.name)


def refuse(problems: list[str]) -> None:
    """Raise one InputError that tells all problems, if there are any."""
    if not problems:
        return
    if len(problems) == 1:
        raise InputError(problems[0])
    lines = problems[:_PROBLEMS_SHOWN]
    if more := len(problems) - len(lines):
        lines.append(f"and {more} more.")
    heading = f"{len(problems)} of the files given cannot be read:"
    raise InputError("\n- ".join([heading, *lines]))


def shown(name: Path | str) -> str:
    r"""Return a file's name as text that can be printed, drawn and hashed.

    Bytes of a name that are not UTF-8 are written out.

    Examples
    --------
    >>> print(shown("caf" + chr(0xDCE9) + ".csv"))
    caf\udce9.csv
    """
    text = str(name).encode("utf-8", "backslashreplace").decode()
    plain = clean(text, most=len(text) + 1)
    # The end says what file it is, and of what kind.
    short = plain[-MOST_LETTERS + 1 :]
    return plain if len(plain) <= MOST_LETTERS else f"…{short}"


def _each(problems: list[str], find: Callable[[], list[FoundFile]]) -> list[FoundFile]:
    """Find files; if they cannot be found, note why and go on without them."""
    try:
        return find()
    except InputError as error:
        problems.append(str(error))
    return []


def _found_in(source: Source, problems: list[str]) -> list[FoundFile]:
    if isinstance(source, Upload):
        return _found_in_upload(source)
    path = Path(source)
    try:
        if not path.exists():
            msg = (
                f"{shown(path)} does not exist. Check its name and the folder you "
                "start from."
            )
            raise InputError(msg)
        if path.is_dir():
            return _found_in_folder(path, problems)
        return _found_at(path, given=True)
    except OSError as error:
        raise InputError(_cannot_open(shown(path), error)) from error


def _found_in_upload(upload: Upload) -> list[FoundFile]:
    origin = hashlib.sha256(upload.content).hexdigest()
    name = shown(upload.name)
    if _suffix(name) == ".zip":
        members = _members(name, io.BytesIO(upload.content), given=True)
        return [replace(member, origin=origin) for member in members]
    load = functools.partial(bytes, upload.content)
    return [FoundFile(name, _why_not_used(name), load, origin, is_given=True)]


def _found_in_folder(folder: Path, problems: list[str]) -> list[FoundFile]:
    n_problems = len(problems)
    found = [
        file
        for path in _in_folder(folder)
        for file in _each(problems, functools.partial(_found_at, path, given=False))
    ]
    if len(problems) > n_problems:
        return found
    return _with_something_to_read(f"The folder {shown(folder)}", found)


def _in_folder(folder: Path) -> list[Path]:
    """List a folder's files; a link to a folder elsewhere is refused.

    It is not followed, for it can lead to a whole disk, and not left out in silence.
    """
    found = []
    for path in sorted(folder.rglob("*")):
        if _is_junk(path.relative_to(folder)):
            continue
        if path.is_file():
            found.append(path)
        elif path.is_symlink() and path.is_dir() and not _is_within(path, folder):
            msg = (
                f"{shown(path)} is a link to another folder, which is not followed. "
                f"Give that folder too, and take the link away."
            )
            raise InputError(msg)
    return found


def _is_within(path: Path, folder: Path) -> bool:
    return folder.resolve() in path.resolve().parents


def _found_at(path: Path, *, given: bool) -> list[FoundFile]:
    if not path.is_file():
        # A pipe or a device may have no end.
        msg = f"{shown(path)} is not a file or a folder. Give a file that is saved."
        raise InputError(msg)
    if _suffix(path.name) == ".zip":
        return _members(shown(path), path, given=given)
    why = _why_not_used(path.name)
    return [FoundFile(shown(path), why, path.read_bytes, is_given=given)]


def _members(name: str, source: Path | io.BytesIO, *, given: bool) -> list[FoundFile]:
    found = [
        FoundFile(f"{name}: {shown(member)}", _why_not_used(member, in_zip=True), load)
        for member, load in zip_members(name, source, wanted=_is_wanted)
        if not _is_junk(PurePath(member))
    ]
    return _with_something_to_read(name, found) if given else found


def _is_wanted(name: str) -> bool:
    return not _why_not_used(name)


def _why_not_used(name: str, *, in_zip: bool = False) -> str:
    if in_zip and _suffix(name) == ".zip":
        return ZIP_IN_ZIP
    if _suffix(name) != ".csv":
        return NOT_CSV
    endings = (why for end, why in NOT_USED_CSV.items() if name.lower().endswith(end))
    return next(endings, "")


def _is_junk(path: PurePath) -> bool:
    return any(part.startswith(".") or part == "__MACOSX" for part in path.parts)


def _suffix(name: str) -> str:
    return PurePath(name).suffix.lower()


def _any_to_read(found: list[FoundFile]) -> bool:
    return any(not file.not_used for file in found)


def _with_something_to_read(what: str, found: list[FoundFile]) -> list[FoundFile]:
    if _any_to_read(found):
        return found
    msg = f"{what} contains no street-level CSV file ({_tally(found)}). {_WANTED}"
    raise InputError(msg)


def _nothing_to_read(found: list[FoundFile]) -> str:
    if not found:
        return f"No file was given. {_WANTED}"
    names = ", ".join(file.name for file in found[:3])
    return f"There is no street-level CSV file in {names} ({_tally(found)}). {_WANTED}"


def _tally(found: list[FoundFile]) -> str:
    if not found:
        return "it is empty"
    counted = Counter(file.not_used for file in found)
    return "; ".join(f"{n} {why}" for why, n in sorted(counted.items()))


def _named_apart(found: list[FoundFile]) -> list[FoundFile]:
    """Sort by name; a name given again becomes `name (2)`."""
    seen: Counter[str] = Counter()
    files = []
    for file in sorted(found, key=lambda file: (file.name, file.origin)):
        seen[file.name] += 1
        again = f" ({seen[file.name]})" if seen[file.name] > 1 else ""
        files.append(replace(file, name=file.name + again))
    return files


def _cannot_open(name: str, error: OSError) -> str:
    return f"{name} cannot be opened ({error.strerror or error})."
