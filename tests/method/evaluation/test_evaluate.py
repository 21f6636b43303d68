"""What can be said of patrols, on small counties drawn by hand and on planted ones."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from hotspots.method import pipeline
from hotspots.method.evaluation import evaluate
from hotspots.method.evaluation.counterfactual import counterfactual
from hotspots.method.evaluation.expected_harm import expected_harm
from hotspots.method.evaluation.history import ZoneHistory, months_of_history
from hotspots.method.evaluation.relative_effect import relative_rate_ratio
from hotspots.method.evaluation.shared_fate import usual_shared_sd
from hotspots.months import Period, months_between
from hotspots.settings import Settings, built_in_strands
from hotspots.sources.police_uk.read import read_police_uk
from hotspots.sources.sample import sample_sources
from tests.worlds import (
    ASB,
    N_PATROLLED,
    Plan,
    county,
    evaluated,
    id_of,
    reading_of,
    staged,
)

STRANDS = tuple(built_in_strands())

BEFORE = [9, 8, 7, 3, 3, 2, 2, 1, 1, 1, 1, 1, 1]
AFTER = [5, 8, 4, 4, 3, 1, 3, 1, 0, 2, 1, 2, 0]
ON_BEFORE = Plan("2024-01:2024-01")


@pytest.fixture
def small():
    """Thirteen zones: the worst three of January 2024 hold 24 then and 17 a year on."""
    return reading_of({"2024-01": BEFORE, "2025-01": AFTER})


# Refuses to say


def test_zones_chosen_on_the_months_judged_are_counted_and_not_judged(small):
    told = evaluated(small, Plan("2025-01:2025-01"))
    assert (told.expected, told.relative, told.spillover) == (None, None, None)
    assert told.why_not == evaluate.CHOSEN_ON_AFTER
    assert (told.p_as_many, told.side, told.harm) == (1, 0, None)
    outcomes = told.comparison.outcomes
    assert outcomes["expected_after"].isna().all()
    assert outcomes["verdict"].eq("").all()
    assert outcomes["before"].sum() > 0
    assert told.pooled.ratio > 0


def test_zones_of_which_nobody_says_when_they_were_chosen_are_not_explained(small):
    world = staged(small, ON_BEFORE)
    unknown = replace(world.comparison, chosen_on=None)
    inputs = replace(world.inputs, candidates=None)
    told = replace(world, comparison=unknown, inputs=inputs).evaluated()
    assert told.why_not == evaluate.CHOSEN_ON_UNKNOWN
    assert told.expected is None
    # A change by itself is no verdict, and chance alone needs no months of selection.
    assert told.comparison.outcomes["verdict"].eq("").all()
    assert told.comparison.outcomes["p_adjusted"].notna().all()


def test_zones_chosen_on_months_not_loaded_are_not_explained(small):
    world = staged(small, ON_BEFORE)
    inputs = replace(world.inputs, candidates=None, lacking={"2023-12"})
    told = replace(world, inputs=inputs).evaluated()
    assert (told.why_not, told.expected) == (evaluate.CHOSEN_ON_LACKING, None)


def test_without_other_zones_nothing_tells_what_was_expected(small):
    world = staged(small, ON_BEFORE)
    inputs = replace(world.inputs, candidates=None)
    told = replace(world, inputs=inputs).evaluated()
    assert (told.why_not, told.relative) == (evaluate.NO_OTHER_ZONES, None)


def test_other_zones_without_an_incident_before_tell_nothing():
    told = evaluated(
        reading_of({"2024-01": [9, 8, 7], "2025-01": [5, 8, 4, 4]}), ON_BEFORE
    )
    assert (told.why_not, told.expected) == (evaluate.REFUSED, None)
    assert told.refusal.startswith(
        "Too little lies outside the chosen zones: 0 incidents in 1 zone."
    )
    # The ranking holds no fourth zone, for it had no incident then.
    assert told.relative is not None
    assert told.relative.zones.zones.empty
    assert told.relative.zones.n_unpatrolled == 0
    assert told.spillover is None


def points_of(months: dict[str, range]) -> pd.DataFrame:
    """Lay 12 incidents at each point of each month."""
    laid = [
        pd.DataFrame({"point": np.repeat(list(at), 12), "month": name, "category": "X"})
        for name, at in months.items()
    ]
    as_read = {"month": "category", "category": "category"}
    return pd.concat(laid, ignore_index=True).astype(as_read)


def test_where_map_points_moved_between_the_periods_zones_are_not_compared(small):
    world = staged(small, ON_BEFORE)
    moved = points_of({"2024-01": range(40), "2025-01": range(20, 60)})
    told = replace(world, inputs=replace(world.inputs, incidents=moved)).evaluated()
    assert (told.why_not, told.side) == (evaluate.POINTS_MOVED, 0)
    assert (told.expected, told.relative, told.spillover) == (None, None, None)
    assert told.moved == (Period("2024-01", "2024-01"), Period("2025-01", "2025-01"))
    assert told.comparison.outcomes["verdict"].eq("").all()


def test_years_ahead_of_a_move_of_map_points_are_not_used():
    years = ("2022-01", "2023-01", "2024-01", "2025-01")
    reading = reading_of(dict(zip(years, (BEFORE, BEFORE, BEFORE, AFTER), strict=True)))
    world = staged(reading, ON_BEFORE)
    assert world.evaluated().expected.n_periods == 3
    moved = (Period("2022-01", "2022-01"), Period("2023-01", "2023-01"))
    since = evaluate.since_move(world.inputs, moved)
    assert replace(world, inputs=since).evaluated().expected.n_periods == 2
    assert evaluate.since_move(world.inputs, None) is world.inputs


# History


def test_history_goes_back_as_long_as_the_same_months_are_loaded():
    before = Period("2024-01", "2024-02")
    loaded = [*months_between("2018-01", "2024-02"), "2025-01", "2025-02"]
    spans = [str(span) for span in months_of_history(before, loaded)]
    # Five years before at most.
    assert spans[0] == "2019-01:2019-02"
    assert len(spans) == 6
    loaded.remove("2022-02")
    spans = [str(span) for span in months_of_history(before, loaded)]
    assert spans == ["2023-01:2023-02", "2024-01:2024-02"]


def test_years_of_history_do_not_overlap():
    before = Period("2022-01", "2023-06")
    loaded = months_between("2018-01", "2024-12")
    assert months_of_history(before, loaded) == [before]


def test_months_of_selection_outside_before_are_part_of_the_history():
    counts = {"2024-01": BEFORE, "2025-01": AFTER}
    hot_once = {"2023-07": [90, 80, 70, *BEFORE[3:]]}
    told = evaluated(reading_of(counts | hot_once), Plan("2023-07:2023-07"))
    assert told.expected.n_periods == 2
    assert evaluated(reading_of(counts), ON_BEFORE).expected.n_periods == 1
    # What was hot in July is expected to hold more than January alone tells.
    january = evaluated(reading_of(counts), ON_BEFORE)
    assert told.expected.expected.sum() > january.expected.expected.sum()


def test_earlier_years_are_used_where_they_are_loaded(small):
    counts = {"2023-01": BEFORE[::-1], "2024-01": BEFORE, "2025-01": AFTER}
    with_year = evaluated(reading_of(counts), ON_BEFORE)
    assert with_year.expected.n_periods == 2
    # Zones quiet a year earlier are expected to fall back further.
    alone = evaluated(small, ON_BEFORE)
    assert with_year.expected.expected[0] < alone.expected.expected[0]


@pytest.mark.parametrize(
    ("chosen_on", "months", "baseline"),
    [
        ("2024-01:2024-01", ["2023-01"], "2023-01:2023-01"),
        ("2024-01:2024-01", [], "2024-01:2024-01"),
        ("2023-07:2023-07", ["2023-07", "2023-01"], "2024-01:2024-01"),
        ("2023-01:2024-01", ["2023-01", "2022-01"], "2022-01:2022-01"),
        ("2022-01:2024-01", ["2023-01", "2022-01"], "2024-01:2024-01"),
    ],
)
def test_others_are_measured_from_the_latest_year_no_zone_was_chosen_on(
    chosen_on, months, baseline
):
    counts = dict.fromkeys([*months, "2024-01"], BEFORE) | {"2025-01": AFTER}
    told = evaluated(reading_of(counts), Plan(chosen_on))
    assert str(told.relative.baseline) == baseline


# Chosen zones


def test_falls_are_counted_as_the_list_counts_them():
    """2024's January to March hold a day more: a fall by one is a fall all the same."""
    months = {"2024": [400, 300, 200, 90, 80], "2025": [399, 300, 210, 88, 83]}
    none = {f"{year}-{m}": [1, 1, 1, 1, 1] for year in months for m in ("02", "03")}
    counts = {f"{year}-01": held for year, held in months.items()} | none
    plan = Plan("2024-01:2024-03", "2024-01:2024-03", "2025-01:2025-03")
    told = evaluated(reading_of(counts), plan)
    assert told.comparison.periods.before.days == 91
    assert told.comparison.n_fell == 1


def test_a_chosen_zone_that_holds_nothing_is_expected_to_hold_nothing(small):
    empty = id_of(99)
    told = staged(small, ON_BEFORE, also=[empty]).evaluated()
    outcomes = told.comparison.outcomes
    assert outcomes["zone"].to_list() == [empty, id_of(0), id_of(1), id_of(2)]
    assert outcomes.loc[0, ["before", "after", "expected_after"]].to_list() == [0] * 3
    assert outcomes.loc[0, "verdict"] == "as expected"
    expected, alone = told.expected, evaluated(small, ON_BEFORE).expected
    assert expected.p_fall[0] == expected.low[0] == expected.high[0] == 0
    assert told.harm.expected[0] == told.harm.seen[0] == 0
    assert expected.expected[1:] == pytest.approx(alone.expected)
    assert told.comparison.n_fell == 2


def test_expectations_stand_beside_their_own_zones(small):
    """The worst zone last in the file: its expectation moves with it."""
    world = staged(small, ON_BEFORE)
    turned = world.comparison.outcomes.iloc[::-1].reset_index(drop=True)
    told = replace(
        world, comparison=replace(world.comparison, outcomes=turned)
    ).evaluated()
    alone = world.evaluated()
    assert told.expected.expected == pytest.approx(alone.expected.expected[::-1])
    assert told.expected.low.tolist() == alone.expected.low[::-1].tolist()
    assert told.expected.p_fall == pytest.approx(alone.expected.p_fall[::-1])


def test_a_prison_neither_compares_nor_tells_what_is_usual():
    counts = {"2024-01": [*BEFORE, 6], "2025-01": [*AFTER, 6]}
    prison = {13: "Prison"}
    told = evaluated(reading_of(counts, streets=prison), ON_BEFORE)
    assert id_of(13) not in told.relative.ids
    assert len(told.relative.ids) == 3
    assert id_of(13) in evaluated(reading_of(counts), ON_BEFORE).relative.ids
    wild = counts | {"2025-01": [*AFTER, 600]}
    again = evaluated(reading_of(wild, streets=prison), ON_BEFORE)
    assert again.expected.expected == pytest.approx(told.expected.expected)


def test_harm_of_one_category_is_expected_as_its_incidents_are(small):
    told = evaluated(small, ON_BEFORE)
    assert told.harm.expected == pytest.approx(told.expected.expected)
    assert told.harm.seen.tolist() == told.expected.seen.tolist()
    assert told.harm.ordinary == pytest.approx(told.expected.ordinary, rel=0.1)


def test_harm_falls_back_category_by_category(small):
    """Two categories of the same counts, one of ten times the harm."""
    world = staged(small, ON_BEFORE)
    twice = world.inputs.cube.sel(category=[ASB, ASB]).assign_coords(
        category=["rare", "common"]
    )
    inputs = replace(world.inputs, cube=twice)
    weights = {"rare": 10.0, "common": 1.0}
    told = evaluate.evaluate(world.comparison, inputs, weight_of=weights, buffer_m=250)
    assert told.harm.expected == pytest.approx(11 / 2 * told.expected.expected, rel=0.3)
    assert told.harm.seen == pytest.approx(11 / 2 * told.expected.seen)


def test_a_category_too_rare_is_expected_where_the_strand_is():
    overall = counterfactual(
        [[value] for value in BEFORE], AFTER, chosen=[True] * 3 + [False] * 10
    )
    none = np.zeros(13, dtype=int)
    rare = ZoneHistory(
        pd.Index(range(13)), none[:, None], np.zeros((13, 1)), none.copy(), {}
    )
    rare.after[5] = 2
    common = replace(rare, before=np.array(BEFORE)[:, None], after=np.array(AFTER))
    chosen = np.arange(13) < 3
    harm = expected_harm(
        {"rare": rare, "common": common},
        {"rare": 50.0, "common": 0.0},
        chosen=chosen,
        overall=overall,
    )
    share = 2 / overall.everywhere[3:].sum()
    # All categories of a zone add up to what is expected of the strand there.
    assert harm.expected == pytest.approx(50 * overall.expected * share / (1 + share))
    assert harm.seen.tolist() == [0, 0, 0]
    none_at_all = replace(rare, after=none)
    assert (
        expected_harm({"x": none_at_all}, {"x": 5.0}, chosen=chosen, overall=overall)
        is None
    )


# A year earlier


TWO_YEARS = months_between("2023-04", "2025-03")


def test_a_year_earlier_everything_is_a_year_earlier():
    loaded = months_between("2022-04", "2025-03")
    settings = Settings(
        patrols_start="2024-04", chosen_on=Period("2023-04", "2024-03"), floor=2
    )
    earlier = pipeline.placebo_settings(settings, loaded)
    assert earlier.chosen_on == Period("2022-04", "2023-03")
    periods = pipeline.periods_in_force(earlier, loaded)
    assert (str(periods.before), str(periods.after)) == (
        "2022-04:2023-03",
        "2023-04:2024-03",
    )
    assert earlier.patrols_start == periods.patrols_start == "2023-04"
    assert earlier.floor == 2


@pytest.mark.parametrize(
    ("settings", "loaded"),
    [
        (
            Settings(patrols_start="2024-04", chosen_on=Period("2023-04", "2024-03")),
            TWO_YEARS,
        ),
        # Chosen on months that lie another year back.
        (
            Settings(patrols_start="2024-04", chosen_on=Period("2022-04", "2023-03")),
            months_between("2022-04", "2025-03"),
        ),
        (Settings(patrols_start="2024-04"), months_between("2022-04", "2025-03")),
        # Patrols had begun in what would be after.
        (
            Settings(
                patrols_start="2024-04",
                chosen_on=Period("2024-06", "2024-06"),
                before=Period("2024-06", "2024-06"),
                after=Period("2025-06", "2025-06"),
            ),
            months_between("2022-04", "2025-06"),
        ),
    ],
    ids=["months lacking", "selection lacking", "not said", "patrols already"],
)
def test_without_a_year_free_of_patrols_there_is_no_year_earlier(settings, loaded):
    assert pipeline.placebo_settings(settings, loaded) is None


# Planted truth


@pytest.fixture(scope="module")
def with_patrols():
    return evaluated(county(seed=2, effect=0.6), ON_BEFORE, n_zones=N_PATROLLED)


@pytest.fixture(scope="module")
def without_patrols():
    return evaluated(county(seed=2), ON_BEFORE, n_zones=N_PATROLLED)


def ranges(told) -> list[tuple[float, float]]:
    beside = told.relative.ratio
    return [
        told.expected.interval,
        (float(beside.low), float(beside.high)),
    ]


def test_a_planted_fall_of_two_fifths_lies_in_the_ranges_and_is_seen(with_patrols):
    """Of one month alone: less could not be seen, for so much zones share by chance."""
    for low, high in ranges(with_patrols):
        assert low < 0.6 < high < 1
    assert with_patrols.side == -1
    assert with_patrols.p_as_many < 0.05
    verdicts = set(with_patrols.comparison.outcomes["verdict"])
    assert "fewer than expected" in verdicts


def test_where_nothing_was_planted_nothing_is_claimed(without_patrols):
    for low, high in ranges(without_patrols):
        assert low < 1 < high
    assert (without_patrols.side, without_patrols.p_as_many > 0.05) == (0, True)
    verdicts = without_patrols.comparison.outcomes["verdict"]
    assert verdicts.eq("as expected").all()


def test_a_planted_rise_is_seen_too():
    told = evaluated(county(seed=2, effect=1.7), ON_BEFORE, n_zones=N_PATROLLED)
    for low, high in ranges(told):
        assert 1 < low < 1.7 < high
    assert told.side == 1


def test_the_shared_shock_is_measured_on_years_without_patrols_alone():
    years = [f"{year}-01" for year in range(2020, 2026)]
    counts = {month: [*BEFORE[3:], *BEFORE[:3]] for month in years}
    reading = reading_of(counts | {"2024-01": BEFORE, "2025-01": AFTER})
    told = evaluated(reading, ON_BEFORE)
    # 2020 to 2024 lie before patrols and make four pairs; 2025 is after.
    assert told.expected.n_periods == 5
    assert 1 <= told.shared.n_pairs <= 4
    patrolled = replace(ON_BEFORE, patrols_start="2023-01")
    assert evaluated(reading, patrolled).shared.n_pairs < max(told.shared.n_pairs, 1)
    alone = evaluated(reading_of({"2024-01": BEFORE, "2025-01": AFTER}), ON_BEFORE)
    assert (alone.shared.n_pairs, alone.shared.sd) == (0, usual_shared_sd(1))


def test_ratios_beside_others_are_as_they_were_and_their_ranges_wider():
    told = evaluated(county(seed=2), ON_BEFORE, n_zones=N_PATROLLED)
    plain = relative_rate_ratio(
        patrolled=told.relative.patrolled, compared=told.relative.compared
    )
    assert told.relative.ratio.ratio == pytest.approx(plain.ratio)
    assert told.relative.ratio.low < plain.low
    around = told.spillover.with_shared_fate(0.2)
    for name in ("ratio", "incidents", "harm"):
        narrow, wide = getattr(told.spillover, name), getattr(around, name)
        assert wide.low < narrow.low < narrow.high < wide.high
    assert around.ratio.ratio == told.spillover.ratio.ratio
    assert around.harm.estimate == told.spillover.harm.estimate


@pytest.fixture(scope="module")
def sample():
    return read_police_uk(sample_sources("police.uk"))


@pytest.mark.parametrize("strand", STRANDS)
def test_of_the_sample_where_no_effect_was_planted_none_is_claimed(sample, strand):
    settings = pipeline.with_months(
        Settings(patrols_start="2024-04"), pipeline.loaded_months(sample)
    )
    programme = settings.strand(strand)
    zoning = pipeline.zone(sample, width_m=settings.zone_width_m)
    cube = pipeline.count_in(sample, zoning)
    of_strand = pipeline.count_strand(sample, zoning, cube, settings, programme)
    ranking = pipeline.rank(zoning, of_strand, programme)
    chosen = pipeline.select(
        pipeline.choose(ranking, zoning, sample.area, settings, programme), zoning
    )
    told = pipeline.evaluate(
        pipeline.compare(sample, cube, chosen, settings, programme),
        pipeline.evaluation_inputs(sample, zoning, cube, ranking, settings),
        settings,
        programme,
    )
    assert (told.side, told.p_as_many > 0.05) == (0, True)
    moved = told.spillover.ratio
    for low, high in [*ranges(told), (float(moved.low), float(moved.high))]:
        assert low < 1 < high
    for difference in (told.spillover.incidents, told.spillover.harm):
        assert difference.low < 0 < difference.high
    assert np.isfinite(told.expected.ratio)
