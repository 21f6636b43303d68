"""A strand's hours and days: what counts, where, in which months."""

from __future__ import annotations

import pandas as pd
import pytest

from hotspots.method.patrols.days import compare_by_day, days_covered
from hotspots.method.patrols.strand_times import (
    dated_incidents,
    strand_weeks,
    week_of_area,
)
from hotspots.method.pipeline import run
from hotspots.presentation.files.formats import format_of
from hotspots.presentation.files.zone_list import zones_to_write
from hotspots.settings import Settings
from tests.method.patrols.times import with_times
from tests.toy import write_toy

FRIDAY, AT_22 = 4, 17


@pytest.fixture(scope="module")
def toy(tmp_path_factory):
    settings = Settings().with_strand("violence", n_zones=2)
    return run([write_toy(tmp_path_factory.mktemp("toy"))], settings, "violence")


def weeks(result, **asked):
    return strand_weeks(
        result.reading,
        result.zoning,
        result.programme,
        months=result.settings.months_chosen_on,
        zones=result.selection["zone"].to_list(),
        **asked,
    )


def whole_area(result):
    months = result.settings.months_chosen_on
    return week_of_area(result.reading, result.programme, months=months)


def patrols(*rows: tuple[str, str]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["zone", "date"])
    return frame.assign(hours=1.0, visits=float("nan"), line=range(2, 2 + len(rows)))


def dated(zone: str, *dates: str) -> pd.DataFrame:
    return pd.DataFrame({"zone": zone, "date": list(dates)}, dtype="str")


def test_months_alone_have_no_hours_and_no_days(toy):
    assert weeks(toy) is None
    assert whole_area(toy) is None
    assert dated_incidents(toy.reading, toy.zoning, toy.programme) is None


def test_each_zone_has_its_strand_in_the_months_it_was_chosen_on(toy):
    found = weeks(with_times(toy))
    assert found.weeks[:, FRIDAY, AT_22].tolist() == toy.selection["volume"].to_list()
    assert found.weeks.sum() == toy.selection["volume"].sum()
    of_area = whole_area(with_times(toy)).weeks
    assert of_area.shape == (1, 7, 24)
    assert of_area.sum() == toy.ranking["volume"].sum()


def test_incidents_without_a_time_are_counted_and_in_no_week(toy):
    n = len(toy.reading.incidents) - 1
    found = weeks(with_times(toy, untimed=n))
    timed = found.weeks.sum(axis=(1, 2))
    assert (timed + found.n_untimed).tolist() == toy.selection["volume"].to_list()
    of_area = whole_area(with_times(toy, untimed=n))
    total = of_area.weeks.sum() + of_area.n_untimed.sum()
    assert total == toy.ranking["volume"].sum()


def test_the_seasons_make_up_the_year(toy):
    timed = with_times(toy)
    seasons = [
        weeks(timed, season=name) for name in ("winter", "spring", "summer", "autumn")
    ]
    total = sum(each.weeks.sum() for each in seasons)
    assert total == weeks(timed).weeks.sum()


def test_days_are_those_of_the_start(toy):
    found = dated_incidents(with_times(toy).reading, toy.zoning, toy.programme)
    day = pd.to_datetime(found["date"])
    assert set(day.dt.day_of_week) == {FRIDAY}
    counted = toy.reading.incidents["category"].isin(toy.programme.categories)
    assert len(found) == counted.sum()


@pytest.mark.parametrize("name", ["zones.csv", "zones.geojson"])
def test_files_say_when_only_where_the_data_have_times(toy, name):
    plain = format_of(name).write(zones_to_write(toy, attribution=""))
    timed = format_of(name).write(zones_to_write(with_times(toy), attribution=""))
    assert b"when" not in plain
    assert timed.count(b"too few incidents with a time") == len(toy.selection)


class TestByDay:
    def test_the_same_days_52_weeks_before_are_before(self):
        log = patrols(("A1", "2024-04-10"), ("A1", "2024-04-12"))
        seen = pd.concat(
            [
                dated("A1", "2023-04-11", "2023-04-12", "2023-04-14", "2023-04-15"),
                dated("A1", "2024-04-10", "2024-04-12", "2024-04-13"),
                dated("B1", "2022-01-01", "2024-04-11", "2024-05-01"),
            ]
        )
        found = compare_by_day(log, seen)
        assert (found.first, found.last, found.n_days) == (
            "2024-04-10",
            "2024-04-12",
            3,
        )
        assert (found.n_zones, found.before, found.after) == (1, 2, 2)
        assert found.low < found.ratio == 1 < found.high

    def test_without_the_year_before_there_is_none(self):
        log = patrols(("A1", "2024-04-10"))
        assert compare_by_day(log, dated("A1", "2024-01-01", "2024-05-01")) is None

    def test_log_and_data_may_have_no_day_in_common(self):
        log = patrols(("A1", "2025-04-10"))
        assert days_covered(log, dated("A1", "2024-01-01")) is None
        assert days_covered(log, dated("A1")) is None
