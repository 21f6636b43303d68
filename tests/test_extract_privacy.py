"""Nothing that leaves, and nothing kept, names a crime, a text or the time of a row."""

from __future__ import annotations

import io
import re
import zipfile

import pandas as pd
import pytest

from hotspots.cli.commands import main
from hotspots.presentation.briefing import pack
from hotspots.presentation.files.exports import to_csv
from hotspots.presentation.files.formats import suffixes
from hotspots.presentation.words.not_counted import not_counted
from hotspots.settings import Settings
from hotspots.sources.incident_files import read_incidents
from hotspots.sources.opening import Upload
from hotspots.tables import FILES, SET_ASIDE
from tests.made_up_extract import IDENTIFIER, NARRATIVE, made_up_extract


@pytest.fixture(scope="module")
def content() -> bytes:
    return made_up_extract(6000, asb=True)


@pytest.fixture(scope="module")
def moments(content) -> list[bytes]:
    """Every way in which the time of a row could be written."""
    starts = pd.read_csv(io.BytesIO(content))["Committed From"].dropna()
    times = pd.to_datetime(starts, format="%d/%m/%Y %H:%M", errors="coerce").dropna()
    forms = ("%d/%m/%Y %H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M")
    return [text.encode() for form in forms for text in times.dt.strftime(form)[:400]]


def unpacked(path) -> bytes:
    held = path.read_bytes()
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            held += b"".join(map(archive.read, archive.namelist()))
    return held


def secrets_in(held: bytes, moments: list[bytes]) -> list[bytes]:
    secrets = [NARRATIVE.encode(), IDENTIFIER.encode(), *moments]
    return [secret for secret in secrets if secret in held]


def test_no_file_that_a_command_writes_holds_a_secret(
    content, moments, tmp_path, monkeypatch, capfd
):
    extract = tmp_path / "in" / "extract.csv"
    extract.parent.mkdir()
    extract.write_bytes(content)
    out = tmp_path / "out"
    out.mkdir()
    monkeypatch.setenv("XDG_CACHE_HOME", str(out / "cache"))
    monkeypatch.setenv("HOTSPOTS_CACHE", str(out / "cache"))
    monkeypatch.setattr(pack, "SIZES", ())
    few = ["--number", "4", "--floor", "0"]
    for strand in ("asb", "violence"):
        common = [str(extract), "--strand", strand]
        assert main(["rank", *common, "--out", str(out / f"{strand}.csv")]) == 0
        for suffix in suffixes():
            to = str(out / f"{strand}-zones{suffix}")
            assert main(["select", *common, *few, "--out", to]) == 0
        zones = ["--zones", str(out / f"{strand}-zones.geojson")]
        to = str(out / f"{strand}-outcomes.csv")
        assert main(["compare", str(extract), *zones, "--out", to]) == 0
    settings = Settings(floor=0).with_strand("asb", n_zones=3)
    chosen = out / "settings.json"
    chosen.write_text(settings.with_strand("violence", n_zones=3).to_json())
    to = ["--settings", str(chosen), "--out", str(out / "pack")]
    assert main(["brief", str(extract), *to]) == 0
    mapping = ["--save-columns", str(out / "columns.json")]
    # What it wrote itself it writes again.
    for _ in range(2):
        assert main(["check", str(extract), *mapping]) == 0
    printed = capfd.readouterr()
    assert not secrets_in((printed.out + printed.err).encode(), moments)
    written = [path for path in out.rglob("*") if path.is_file()]
    assert len(written) > 12
    for path in written:
        assert not secrets_in(unpacked(path), moments), path.name


def test_no_table_that_pages_show_or_export_holds_a_secret(content, moments):
    reading = read_incidents(
        Upload("extract.csv", content), flags=Settings().flags_named
    )
    assert not reading.is_public
    held = to_csv(reading.set_aside, SET_ASIDE) + to_csv(reading.files, FILES)
    held += reading.incidents.to_csv().encode()
    held += "\n".join(not_counted(reading)).encode()
    assert not secrets_in(held, moments)
    assert not re.search(rb"\d\d:\d\d", held)
