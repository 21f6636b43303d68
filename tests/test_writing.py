from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest

from hotspots import writing
from hotspots.errors import InputError
from hotspots.writing import Writer, write_file


def strays(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


# Refuses bad input


def test_a_file_that_is_read_is_never_written_over(tmp_path):
    data = tmp_path / "kent.csv"
    data.write_bytes(b"data")
    (tmp_path / "hard.csv").hardlink_to(data)
    (tmp_path / "soft.csv").symlink_to(data)
    (tmp_path / "folder").mkdir()
    names = ("kent.csv", "hard.csv", "soft.csv", "folder/../kent.csv")
    for name in names:
        with pytest.raises(InputError, match="is among the files to read and would be"):
            Writer((data,)).write(tmp_path / name, b"new")
    assert data.read_bytes() == b"data"


def test_nothing_is_written_into_a_folder_that_is_read(tmp_path):
    folder = tmp_path / "data"
    (folder / "deep").mkdir(parents=True)
    (tmp_path / "link").symlink_to(folder)
    for out in (folder / "a.csv", folder / "deep" / "a.gpkg", tmp_path / "link/a.csv"):
        with pytest.raises(InputError, match="read as data next time"):
            Writer((folder,)).write(out, b"new")
    assert strays(folder) == ["deep"]


def test_a_file_cannot_be_written_into_a_folder_that_is_not_there(tmp_path):
    with pytest.raises(InputError, match="cannot be written"):
        write_file(tmp_path / "no" / "a.csv", b"new")


@pytest.mark.parametrize("fault", [OSError(28, "No space left on device")])
@pytest.mark.parametrize("at", ["fsync", "replace"])
def test_a_fault_leaves_the_old_file_and_no_stray(tmp_path, monkeypatch, fault, at):
    out = tmp_path / "record.json"
    out.write_bytes(b"old")

    def fails(*_):
        raise fault

    holder = os if at == "fsync" else writing.Path
    monkeypatch.setattr(holder, at, fails)
    with pytest.raises(InputError, match="No space left on device.*as it was"):
        write_file(out, b"new")
    assert out.read_bytes() == b"old"
    assert strays(tmp_path) == ["record.json"]


def test_an_interruption_leaves_the_old_file_and_no_stray(tmp_path, monkeypatch):
    out = tmp_path / "record.json"
    out.write_bytes(b"old")

    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_file(out, b"new")
    assert out.read_bytes() == b"old"
    assert strays(tmp_path) == ["record.json"]


@pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() == 0, reason="root may write anywhere"
)
def test_a_read_only_file_is_left_alone(tmp_path):
    out = tmp_path / "a.csv"
    out.write_bytes(b"old")
    out.chmod(0o444)
    with pytest.raises(InputError, match="read-only"):
        write_file(out, b"new")


# Gives the right answer


def test_a_file_is_written_whole_and_again(tmp_path):
    out = tmp_path / "a.csv"
    for content in (b"one", b"another"):
        write_file(out, content)
        assert out.read_bytes() == content
    assert strays(tmp_path) == ["a.csv"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_a_new_file_is_as_the_users_mask_says_and_an_old_one_stays_as_it_was(tmp_path):
    def mode(path: Path) -> int:
        return stat.S_IMODE(path.stat().st_mode)

    mask = os.umask(0o027)
    try:
        write_file(tmp_path / "a.csv", b"")
        Writer().write(tmp_path / "private.json", b"", private=True)
    finally:
        os.umask(mask)
    assert mode(tmp_path / "a.csv") == 0o640
    assert mode(tmp_path / "private.json") == 0o600
    (tmp_path / "a.csv").chmod(0o604)
    write_file(tmp_path / "a.csv", b"new")
    assert mode(tmp_path / "a.csv") == 0o604


def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "real").mkdir()
    target = tmp_path / "real" / "a.csv"
    target.write_bytes(b"old")
    link = tmp_path / "link.csv"
    link.symlink_to(target)
    write_file(link, b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no /dev/null")
def test_a_device_takes_what_is_written_and_stays_a_device():
    write_file(Path(os.devnull), b"new")
    assert not Path(os.devnull).is_file()


def test_a_name_of_the_longest_kind_is_written(tmp_path):
    out = tmp_path / ("a" * 251 + ".csv")
    write_file(out, b"new")
    assert out.read_bytes() == b"new"
