"""What data/README.md says of the files beside it."""

from __future__ import annotations

import csv
import hashlib
import json
import re
from pathlib import Path

import pytest
import shapely

from hotspots.sources.areas import KENT_DISTRICTS

DATA = Path(__file__).parents[1] / "data"
README = (DATA / "README.md").read_text("utf-8")
DESCRIBED = re.findall(r"^## (\S+)$(.*?)(?=^## |\Z)", README, re.MULTILINE | re.DOTALL)


def test_every_file_of_the_folder_is_described():
    files = {
        path.relative_to(DATA).as_posix()
        for path in DATA.rglob("*")
        if path.is_file() and path.suffix not in (".py", ".pyc", "")
    }
    assert {name for name, _ in DESCRIBED} == files - {"README.md"}


@pytest.mark.parametrize(
    ("name", "text"), DESCRIBED, ids=[name for name, _ in DESCRIBED]
)
def test_each_has_its_hash_and_its_licence(name, text):
    content = (DATA / name).read_bytes()
    # A table of the project's own, to which anyone may add.
    if "no checksum" not in text:
        assert f"sha256 `{hashlib.sha256(content).hexdigest()}`" in text
    assert "- Licence: " in text


def test_the_districts_are_13_small_and_carry_their_licence():
    path = DATA / "districts.geojson"
    document = json.loads(path.read_text("utf-8"))
    rows = [row["properties"] for row in document["features"]]
    assert {row["code"]: row["name"] for row in rows} == KENT_DISTRICTS
    assert path.stat().st_size < 120_000
    assert document["licence"] == "Open Database License (ODbL) v1.0"
    for credit in re.findall(r"Contains [^.\n]+ 2025", README):
        assert credit in document["attribution"]
    assert "© OpenStreetMap contributors" in document["attribution"]


def test_the_districts_fit_without_gap_or_overlap():
    document = json.loads((DATA / "districts.geojson").read_text("utf-8"))
    shapes = [shapely.geometry.shape(row["geometry"]) for row in document["features"]]
    assert shapely.coverage_is_valid(shapes)


def test_every_harm_weight_has_a_source():
    with (DATA / "harm_scales.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == [
        *("scale", "category", "weight", "unit", "source"),
        *("title", "note"),
    ]
    assert all(len(row["source"]) > 20 for row in rows)
    for scale in {row["scale"] for row in rows}:
        of_scale = [row for row in rows if row["scale"] == scale]
        assert len(of_scale) == 14
        assert sum(bool(row["title"] and row["note"]) for row in of_scale) == 1
