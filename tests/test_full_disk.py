"""A disk that is really full: a small one is mounted, filled, and written to.

Every command that writes leaves the old file and no stray, and says so in one sentence.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from hotspots.cli.commands import main
from hotspots.disclosure.record import no_record, write_record
from hotspots.errors import InputError
from hotspots.sources import reading_cache
from hotspots.sources.reading_cache import open_reading
from hotspots.sources.shapes.polygon_files import read_polygon_file
from tests.fuzz.targets import extract_tables, polygons
from tests.presentation.briefing.whole_packs import FEW_ZONES, write_place

OLD = b"what was there\n"
# A record that is none is refused before anything is written.
RECORD = write_record(no_record(), {}).encode()
NO_ROOM = "No space left on device"
SELECT = ("select", "--strand", "violence", "--number", "3")
COMPARE = (*("compare", "--zones", "ZONES"), "--before", "2024-01:2024-01")
# Each command, and the option that names what it writes; DATA stands for the data.
COMMANDS = {
    "ranking.csv": ("rank", "DATA", "--strand", "violence", "--out"),
    **{
        f"zones.{kind}": (*SELECT, "DATA", "--out")
        for kind in ("csv", "xlsx", "geojson", "gpkg", "kml", "parquet")
    },
    "joint.csv": ("select", "DATA", "--joint", "--number", "3", "--out"),
    "changes.csv": (
        *(*SELECT, "DATA", "--earlier", "ZONES", "--out", "ELSEWHERE.csv"),
        "--in-and-out",
    ),
    "outcomes.csv": (*COMPARE, "--after", "2025-01:2025-01", "DATA", "--out"),
    "record.json": (
        "brief",
        "DATA",
        "--out",
        "ELSEWHERE",
        "--settings",
        "SET",
        "--record",
    ),
    "columns.json": ("check", "EXTRACT", "--save-columns"),
    "words.md": ("brief", "DATA", "--settings", "SET", "--out"),
    "sample.json": ("sample", "--kind", "police.uk", "--out"),
}
# These are given a folder, and write the file into it.
INTO_A_FOLDER = ("words.md", "sample.json")


@pytest.fixture(scope="module")
def mounted(tmp_path_factory) -> Iterator[Path]:
    """Mount a disk of 256 KB."""
    folder = tmp_path_factory.mktemp("disk")
    mount = ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(folder)]
    try:
        subprocess.run(mount, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("mounting a disk is not permitted here")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


@pytest.fixture
def disk(mounted) -> Path:
    """Empty the disk."""
    (mounted / "filler").unlink(missing_ok=True)
    for folder in mounted.iterdir():
        shutil.rmtree(folder)
    return mounted


def fill(disk: Path) -> None:
    with (disk / "filler").open("ab", 0) as file, suppress(OSError):
        while True:
            file.write(bytes(4096))
    assert shutil.disk_usage(disk).free == 0


@pytest.fixture(scope="module")
def given(tmp_path_factory) -> dict[str, str]:
    """What commands read, by the words that stand for it."""
    folder = tmp_path_factory.mktemp("given")
    data = str(write_place(folder / "data"))
    settings, zones = folder / "settings.json", folder / "zones.geojson"
    settings.write_text(FEW_ZONES.to_json(), encoding="utf-8")
    assert (
        main([*SELECT, data, "--months", "2024-01:2024-01", "--out", str(zones)]) == 0
    )
    extract = folder / "extract.csv"
    extract.write_bytes(extract_tables()[0])
    return {
        **{"DATA": data, "ZONES": str(zones), "SET": str(settings)},
        **{"EXTRACT": str(extract), "ELSEWHERE": str(folder / "elsewhere")},
        "ELSEWHERE.csv": str(folder / "elsewhere.csv"),
    }


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_leaves_the_old_file_and_says_so_once(
    disk, given, name, capsys, monkeypatch
):
    folder = Path(tempfile.mkdtemp(dir=disk))
    out = folder / name
    old = RECORD if name == "record.json" else OLD
    out.write_bytes(old)
    fill(disk)
    # Nor is there room for what is laid by on the way.
    monkeypatch.setattr(tempfile, "tempdir", str(disk))
    command = [given.get(word, word) for word in COMMANDS[name]]
    status = main([*command, str(folder if name in INTO_A_FOLDER else out)])
    said = capsys.readouterr().err.strip().splitlines()
    assert status == 2
    assert len(said) == 1
    assert NO_ROOM in said[0]
    assert out.read_bytes() == old
    assert [path.name for path in folder.rglob("*") if path.is_file()] == [name]


def test_a_reading_is_had_and_no_stray_is_left_where_the_cache_is_full(
    disk, given, monkeypatch
):
    cache = Path(tempfile.mkdtemp(dir=disk))
    monkeypatch.setenv(reading_cache.VARIABLE, str(cache))
    fill(disk)
    assert len(open_reading(Path(given["DATA"])).incidents) > 0
    assert not [path for path in cache.rglob("*") if path.is_file()]


def test_no_room_to_unpack_a_geopackage_is_a_sentence(disk, tmp_path, monkeypatch):
    file = tmp_path / "zones.gpkg"
    file.write_bytes(polygons("gpkg")()[0])
    fill(disk)
    monkeypatch.setattr(tempfile, "tempdir", str(disk))
    with pytest.raises(InputError, match=NO_ROOM):
        read_polygon_file(file)
