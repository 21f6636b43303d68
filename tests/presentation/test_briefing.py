from __future__ import annotations

import numpy as np
import pytest

from hotspots.errors import TableError
from hotspots.method.pipeline import run
from hotspots.presentation.briefing import county_picture
from hotspots.presentation.picture_frame import PictureWords
from hotspots.presentation.picture_sizes import SLIDE
from hotspots.settings import Settings
from hotspots.sources.boundaries import kent_districts
from tests.toy import write_toy

WORDS = PictureWords(
    title="Three hotspots",
    subtitle="Chosen on January to February 2025",
    source="Incidents: data.police.uk",
    key="A zone where patrols go",
)


@pytest.fixture(scope="module")
def chosen(tmp_path_factory):
    toy = write_toy(tmp_path_factory.mktemp("toy"))
    result = run([toy], Settings().with_strand("violence", n_zones=3), "violence")
    zones = result.zoning.zones.set_index("zone").loc[result.selection["zone"]]
    return result.selection, zones[["easting", "northing"]].to_numpy()


def draw(selection, centres, **choices):
    return county_picture(
        selection,
        centres,
        districts=kent_districts(),
        colour="#71151d",
        words=WORDS,
        **choices,
    )


def test_there_is_one_dot_a_zone_and_the_legend_s(chosen):
    assert len(draw(*chosen).signs) == 3 + 1


def test_every_word_and_district_is_on_it_and_no_count(chosen):
    told = " ".join(text.text for text in draw(*chosen).texts)
    for words in (*vars(WORDS).values(), *kent_districts().names, "20 km"):
        assert words in told
    counts = {str(count) for count in chosen[0]["volume"]}
    assert not counts & set(told.split())


def test_it_is_drawn_in_the_size_that_is_asked_for(chosen):
    assert draw(*chosen, size=SLIDE).size is SLIDE


def test_a_selection_that_is_none_is_refused(chosen):
    selection, centres = chosen
    with pytest.raises(TableError, match="`chosen_as` is missing"):
        draw(selection.drop(columns="chosen_as"), np.asarray(centres))
