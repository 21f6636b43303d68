from __future__ import annotations

import json

import pytest

from hotspots.errors import InputError
from hotspots.method.pipeline import run
from hotspots.presentation.files.formats import (
    FORMATS,
    format_of,
    suffixes,
    zones_to_write,
)
from hotspots.settings import Settings
from tests.toy import write_toy


@pytest.fixture(scope="module")
def zones(tmp_path_factory):
    settings = Settings().with_strand("violence", n_zones=2)
    folder = tmp_path_factory.mktemp("toy")
    return zones_to_write(
        run([write_toy(folder)], settings, "violence"), attribution=""
    )


# Refuses bad input


@pytest.mark.parametrize("name", ["zones.txt", "zones", "zones.csv.bak"])
def test_a_format_that_is_not_written_is_refused_with_those_that_are(name):
    words = f"{name} cannot be written: its name must end in .csv or .geojson"
    with pytest.raises(InputError, match=words):
        format_of(name)


# Gives the right answer


def test_no_two_formats_have_a_suffix():
    assert len(set(suffixes())) == len(FORMATS)


@pytest.mark.parametrize("written", FORMATS, ids=lambda each: each.suffix)
def test_every_format_holds_every_chosen_zone(zones, written):
    content = written.write(zones)
    for zone in zones.selection["zone"]:
        assert zone.encode() in content


def test_a_map_file_says_what_made_it(zones):
    document = json.loads(format_of("zones.GEOJSON").write(zones))
    assert document["hotspots"]["strand"] == "violence"
    assert document["hotspots"]["settings"]["violence"]["n_zones"] == 2
