"""Zones of a file before and after, each over the months of its own patrols."""

from __future__ import annotations

import json

import numpy as np
import pytest
import shapely

from hotspots.method.evaluation import evaluate
from hotspots.method.evaluation.before_after import harm_of_outcomes
from hotspots.method.evaluation.starts import NOT_BEGUN
from hotspots.method.pipeline.patrolled_outcomes import compare_listed
from hotspots.method.pipeline.standing import outcomes_beside, standing_of
from hotspots.method.zoning.zones import hexagons
from hotspots.months import Period
from hotspots.presentation.lists import patrolled as lists
from hotspots.presentation.words import patrolled as words
from hotspots.settings import Settings
from hotspots.sources.opening import Upload
from hotspots.sources.police_uk.coordinates import to_degrees
from hotspots.sources.shapes.zone_files import ChosenZones, read_chosen_zones
from tests.worlds import ASB, id_of, reading_of

N_ZONES = 200
MONTHS = ("2022-01", "2022-06", "2023-01", "2023-06", "2024-01", "2024-06")
EARLY, LATER = ("2023-01", "2024-01"), ("2023-06", "2024-06")


def listed(
    *rows: dict[str, str], moved_m: float = 0.0, of_us: bool = True
) -> ChosenZones:
    """Write hexagons by their numbers as a file, and read it."""
    features = []
    for number, row in enumerate(rows):
        zone = id_of(number)
        corners = shapely.get_coordinates(hexagons([zone])[0]) + moved_m
        ring = [[float(one) for one in to_degrees(*corner)] for corner in corners]
        name = zone if of_us else f"Z{number}"
        features.append(
            {
                "type": "Feature",
                "properties": {"zone": name, **row},
                "geometry": {"type": "Polygon", "coordinates": [ring]},
            }
        )
    document = {"type": "FeatureCollection", "features": features}
    return read_chosen_zones(Upload("ours.geojson", json.dumps(document).encode()))


def settings(**more) -> Settings:
    usual = {"chosen_on": Period("2023-01", "2023-01"), "patrols_start": "2023-06"}
    return Settings(**(usual | more))


def compared(reading, zones, **more):
    return compare_listed(reading, zones, settings(**more), "asb").evaluation


@pytest.fixture(scope="module")
def reading():
    random = np.random.default_rng(1)
    rates = np.sort(40 * random.gamma(1.5, 1 / 1.5, N_ZONES))[::-1]
    return reading_of({month: random.poisson(rates) for month in MONTHS})


@pytest.fixture(scope="module")
def counts(reading):
    """Count incidents by month and zone."""
    zone = reading.incidents["point"] // 2
    return reading.incidents.groupby(["month", zone], observed=False).size()


@pytest.fixture
def half_later():
    return listed(*[{"start": "2023-06" if n < 3 else "2024-06"} for n in range(6)])


def test_each_zone_is_counted_over_the_months_of_its_own_start(
    reading, counts, half_later
):
    comparison = compared(reading, half_later).comparison
    expected = [
        [int(counts[month, zone]) for month in (EARLY if zone < 3 else LATER)]
        for zone in range(6)
    ]
    assert comparison.outcomes[["before", "after"]].to_numpy().tolist() == expected
    assert list(comparison.counts_of("chosen zones")) == np.sum(expected, 0).tolist()
    assert comparison.starts == {"2023-06": 3, "2024-06": 3}
    # The county stays in the months of the first of two that are as many.
    of_county = [int(counts[month].sum()) for month in EARLY]
    assert list(comparison.counts_of("county")) == of_county
    in_zones = [int(counts[month].loc[:5].sum()) for month in EARLY]
    rest = np.subtract(of_county, in_zones).tolist()
    assert list(comparison.counts_of("rest of county")) == rest


def test_harm_is_that_of_the_months_of_each_zone(reading, half_later):
    found = compare_listed(reading, half_later, settings(), "asb")
    comparison = found.evaluation.comparison
    harm = harm_of_outcomes(found.result.cube, comparison, weight_of={ASB: 2.0})
    counted = comparison.outcomes[["before", "after"]].to_numpy()
    assert harm.to_numpy().tolist() == (2 * counted).tolist()


def test_what_is_expected_of_a_zone_is_what_its_own_months_give(reading, half_later):
    evaluation = compared(reading, half_later)
    first, second = evaluation.by_start
    assert evaluation.expected is not None
    assert evaluation.expected.expected.tolist() == [
        *first.expected.expected[:3].tolist(),
        *second.expected.expected[3:].tolist(),
    ]
    low, high = evaluation.expected.ordinary
    assert low < evaluation.comparison.outcomes["expected_after"].sum() < high
    widths = [
        each.expected.ordinary[1] / each.expected.ordinary[0]
        for each in evaluation.by_start
    ]
    assert min(widths) * 0.8 < high / low < max(widths) * 1.25
    assert evaluation.over_months_of(id_of(4)) is second
    assert evaluation.over_months_of(id_of(0)) is first


def test_one_start_of_all_zones_is_what_the_settings_would_have_given(reading):
    same = listed(*[{"start": "2023-06"}] * 6)
    one = compared(reading, same, patrols_start="2024-06")
    other = compared(reading, listed(*[{}] * 6))
    assert one.comparison.periods == other.comparison.periods
    assert one.comparison.outcomes.equals(other.comparison.outcomes)
    assert one.comparison.groups == ()
    assert one.relative is not None


def test_months_set_by_hand_hold_for_every_zone(reading, half_later):
    by_hand = {
        "before": Period("2022-01", "2022-01"),
        "after": Period("2024-01", "2024-01"),
    }
    comparison = compared(reading, half_later, **by_hand).comparison
    assert comparison.groups == ()
    assert str(comparison.periods.before) == "2022-01:2022-01"
    assert len(comparison.outcomes) == 6


def test_a_zone_whose_patrols_are_still_to_come_is_left_out_and_given(reading):
    rows = [{"start": "2030-01"}, *[{"start": "2023-06"}] * 5]
    comparison = compared(reading, listed(*rows)).comparison
    assert len(comparison.outcomes) == 5
    (left_out,) = comparison.not_compared
    assert (left_out.zones, left_out.why) == ((id_of(0),), NOT_BEGUN)


@pytest.mark.parametrize(
    ("chosen_on", "why"),
    [
        (None, evaluate.CHOSEN_ON_UNKNOWN),
        (Period("2024-01", "2024-01"), evaluate.CHOSEN_ON_AFTER),
        (Period("2019-01", "2019-12"), evaluate.CHOSEN_ON_LACKING),
    ],
)
def test_months_of_choosing_that_allow_no_verdict_allow_none_of_any_start(
    reading, half_later, chosen_on, why
):
    evaluation = compared(reading, half_later, chosen_on=chosen_on)
    assert evaluation.why_not == why
    assert evaluation.expected is None
    assert set(evaluation.comparison.outcomes["verdict"]) == {""}


def test_polygons_as_large_as_the_hexagons_are_compared_with_these(reading):
    theirs = listed(*[{}] * 6, moved_m=20.0, of_us=False)
    found = compare_listed(reading, theirs, settings(), "asb")
    assert found.result.has_others
    assert found.evaluation.expected is not None
    ours = compared(reading, listed(*[{}] * 6)).comparison.outcomes
    outcomes = found.evaluation.comparison.outcomes
    assert outcomes["before"].to_list() == ours["before"].to_list()


def test_polygons_of_another_size_have_no_others(reading):
    large = listed(*[{}] * 6, of_us=False)
    large.polygons.polygons[:] = shapely.buffer(large.polygons.polygons, 100)
    assert compared(reading, large).why_not == evaluate.NO_OTHER_ZONES


def test_an_incident_where_zones_of_two_starts_overlap_counts_once_in_totals(
    reading, counts
):
    twice = listed(
        {"start": "2023-06"}, {"start": "2023-06"}, {"start": "2024-06"}, of_us=False
    )
    polygons = twice.polygons.polygons
    polygons[1] = polygons[2] = shapely.buffer(polygons[0], 10)
    comparison = compared(reading, twice).comparison
    both = [int(counts[month, 0]) for month in ("2023-01", "2023-06")]
    assert comparison.outcomes["before"].to_list() == [both[0], *both]
    assert comparison.counts_of("chosen zones").before == sum(both)


def test_the_file_of_outcomes_holds_what_its_maker_says_and_each_rank(reading):
    rows = [
        {"start": "2023-06", "tier": "1", "agency": "Wardens"},
        {"start": "2024-06"},
    ]
    found = compare_listed(reading, listed(*rows), settings(), "asb")
    beside = standing_of(found.result)
    written = outcomes_beside(found.result, found.evaluation.comparison, beside)
    assert written["tier"].to_list() == ["1", ""]
    assert written["agency"].to_list() == ["Wardens", ""]
    assert written["months_after"].to_list() == ["2024-01:2024-01", "2024-06:2024-06"]
    assert written["rank"].to_list() == beside.zones["rank"].to_list()
    assert not written["start_assumed"].any()


def test_a_start_that_the_file_lacks_is_marked_wherever_it_is_used(reading):
    rows = [{"start": "2024-06", "tier": "1"}, {}, {}]
    found = compare_listed(reading, listed(*rows), settings(), "asb")
    assert found.result.start_assumed.to_list() == [False, True, True]
    names = " and ".join(found.result.selection["name"][1:])
    assert words.starts_assumed(found.result) == (
        f"The file does not say when patrols began in 2 zones ({names}), which are "
        f"compared as if they began in June 2023."
    )
    assert words.starts_assumed(found.result) in words.file_notes(found.result)
    zones = found.result.selection["zone"]
    assert lists.of_patrols(found.result, zones)["Patrols began"] == [
        "Jun 2024",
        "Jun 2023 (assumed)",
        "Jun 2023 (assumed)",
    ]
    beside = standing_of(found.result)
    written = outcomes_beside(found.result, found.evaluation.comparison, beside)
    assert written["start"].to_list() == ["2024-06", "2023-06", "2023-06"]
    assert written["start_assumed"].to_list() == [False, True, True]


def test_a_file_without_any_start_says_so_unless_the_months_are_set_by_hand(reading):
    one = compare_listed(reading, listed({}), settings(), "asb").result
    assert words.starts_assumed(one) == (
        "The file does not say when patrols began, so the zone is compared as if they "
        "began in June 2023."
    )
    many = compare_listed(reading, listed({}, {}), settings(), "asb").result
    assert "so all zones are compared as if" in words.starts_assumed(many)
    assert "Patrols began" not in lists.of_patrols(many, many.selection["zone"])
    by_hand = settings(
        before=Period("2023-01", "2023-01"), after=Period("2024-01", "2024-01")
    )
    set_so = compare_listed(reading, listed({}, {}), by_hand, "asb").result
    assert words.starts_assumed(set_so) == ""


def test_zones_without_incidents_and_far_off_ones_are_told_apart(reading):
    lone = listed(*[{}] * 3, of_us=False)
    polygons = lone.polygons.polygons
    for row, metres in ((1, 600), (2, -100_000)):
        polygons[row] = shapely.transform(polygons[row], lambda points: points + metres)  # noqa: B023
    result = compare_listed(reading, lone, settings(), "asb").result
    assert result.without_incidents == (["Z1", "Z2"], ["Z2"])
    assert result.selection["volume"].to_list()[1:] == [0, 0]
