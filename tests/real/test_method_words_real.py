"""What the page on the method says of Kent's 2025, worked out again."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from hotspots.disclosure.policy import usual_policy
from hotspots.method import pipeline
from hotspots.method.choosing.strands import always_chosen, differing, other_weighings
from hotspots.presentation.words import method as method_words
from hotspots.settings import Settings, built_in_strands
from hotspots.sources.harm_scales import built_in_scales
from hotspots.sources.police_uk.read import read_police_uk

STRANDS = tuple(built_in_strands())

WIDTH_M = 350
HALF_M = WIDTH_M / 2
# Rows of hexagons lie so far apart.
ROW_M = WIDTH_M * np.sqrt(3) / 2
SHIFTS_M = ((HALF_M, 0), (0, ROW_M / 2), (HALF_M, ROW_M / 2), (HALF_M / 2, ROW_M / 2))


@pytest.fixture(scope="module")
def reading(kent_zips):
    return read_police_uk(kent_zips[1])


def counted(reading, strand):
    settings = pipeline.with_months(Settings(), pipeline.loaded_months(reading))
    programme = settings.strand(strand)
    zoning = pipeline.zone(reading, width_m=WIDTH_M)
    cube = pipeline.count_in(reading, zoning)
    of_strand = pipeline.count_strand(reading, zoning, cube, settings, programme)

    def chosen(programme):
        ranking = pipeline.rank(zoning, of_strand, programme)
        return pipeline.select(
            pipeline.choose(ranking, zoning, reading.area, settings, programme), zoning
        )

    return programme, zoning, chosen


def told(reading) -> str:
    steps = method_words.steps(Settings(), reading, policy=usual_policy(is_public=True))
    return "\n".join(map(method_words.limits, steps))


def test_weights_change_three_violence_zones_at_most(reading):
    programme, _, chosen = counted(reading, "violence")
    usual = chosen(programme)
    changed = [
        len(differing(chosen(other), usual)[0])
        for scale in built_in_scales()
        for share in np.linspace(0, 1, 21).round(2)
        for other in [replace(programme, harm_scale=scale, harm_share=float(share))]
    ]
    assert (len(usual), max(changed)) == (24, 3)
    assert "change at most 3 of 24 violence zones" in told(reading)
    always = always_chosen([chosen(other) for other in other_weighings(programme)])
    assert len(always) == 21


def n_gone(reading, strand, *, east_m, north_m) -> int:
    """Chosen zones with no chosen zone within a zone's width once the grid is moved."""
    programme, zoning, chosen = counted(reading, strand)
    moved = replace(
        reading,
        incidents=reading.incidents.assign(
            easting=reading.incidents["easting"] + east_m,
            northing=reading.incidents["northing"] + north_m,
        ),
    )
    _, other_zoning, other_chosen = counted(moved, strand)
    here = centres(zoning, chosen(programme))
    there = centres(other_zoning, other_chosen(programme)) - [east_m, north_m]
    apart_m = np.hypot(*(here[:, None] - there).transpose(2, 0, 1))
    return int((apart_m.min(axis=1) > WIDTH_M).sum())


def centres(zoning, selection):
    zones = zoning.zones.set_index("zone").loc[selection["zone"]]
    return zones[["easting", "northing"]].to_numpy()


@pytest.mark.parametrize("strand", STRANDS)
def test_where_the_grid_lies_changes_a_few_zones(reading, strand):
    gone = [
        n_gone(reading, strand, east_m=east_m, north_m=north_m)
        for east_m, north_m in SHIFTS_M
    ]
    assert (min(gone), max(gone)) == {"asb": (2, 5), "violence": (2, 6)}[strand]
    assert "leaves 2 to 6 of 24 chosen violence zones, and 2 to 5 of 27" in told(
        reading
    )
