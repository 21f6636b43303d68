"""Hours of the week: shares that add up, peaks that stand out, day and night."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotspots.method.patrols.when import (
    BLOCK_HOURS,
    FIRST_HOUR,
    LEAST_INCIDENTS,
    day_and_night,
    hours_table,
    peak_of,
    season_of,
    shares_of_hours,
    weeks_of_zones,
)

FRIDAY, SATURDAY = 4, 5


def times(*rows: tuple[str, str | None], has_time: bool = True) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["start", "end"])
    return frame.assign(
        start=pd.to_datetime(frame["start"]),
        end=pd.to_datetime(frame["end"]),
        has_time=has_time,
    )


def hour_of(clock: int) -> int:
    return (clock - FIRST_HOUR) % 24


def one_week(rows: pd.DataFrame) -> np.ndarray:
    return weeks_of_zones(rows, np.zeros(len(rows), dtype=int), n_zones=1)[0]


class TestShares:
    @given(
        st.datetimes(min_value=pd.Timestamp("2020-01-01").to_pydatetime()),
        st.integers(0, 60 * 24 * 20),
    )
    def test_those_of_one_incident_add_up_to_one(self, start, minutes):
        begins = np.array([start], dtype="M8[m]")
        row, hour, share = shares_of_hours(begins, begins + np.timedelta64(minutes))
        assert share.sum() == pytest.approx(1)
        assert (share > 0).all()
        assert ((hour >= 0) & (hour < 168)).all()
        assert set(row) == {0}

    def test_they_equal_counting_every_minute(self):
        rng = np.random.default_rng(5)
        start = np.datetime64("2024-02-26T00:00") + rng.integers(0, 20_000, 40)
        minutes = rng.integers(1, 60 * 24 * 7 - 1, 40)
        _, hour, share = shares_of_hours(start, start + minutes)
        found = np.bincount(hour, weights=share, minlength=168)
        by_minute = np.zeros(168)
        for begins, n in zip(start, minutes, strict=True):
            for minute in begins + np.arange(n):
                at = pd.Timestamp(minute) - pd.Timedelta(hours=FIRST_HOUR)
                by_minute[at.day_of_week * 24 + at.hour] += 1 / n
        np.testing.assert_allclose(found, by_minute)

    def test_the_small_hours_are_the_night_before(self):
        week = one_week(times(("2025-01-04 02:30", None)))
        assert pd.Timestamp("2025-01-04").day_name() == "Saturday"
        assert week[FRIDAY, hour_of(2)] == 1

    def test_incidents_without_a_time_are_in_no_week(self):
        rows = pd.concat(
            [
                times(("2025-01-04", None), has_time=False),
                times(("2025-01-04 12:00", None)),
            ]
        )
        assert one_week(rows).sum() == 1

    def test_each_zone_has_its_own(self):
        rows = times(
            ("2025-01-03 21:00", "2025-01-03 23:00"), ("2025-01-03 21:00", None)
        )
        weeks = weeks_of_zones(rows, np.array([1, 0]), n_zones=3)
        assert weeks[0, FRIDAY, hour_of(21)] == 1
        assert weeks[1, FRIDAY, hour_of(21)] == weeks[1, FRIDAY, hour_of(22)] == 0.5
        assert weeks[2].sum() == 0


class TestPeaks:
    def even(self, each: float = 1.0) -> np.ndarray:
        return np.full((7, 24), each)

    def test_the_block_put_in_is_found(self):
        week = self.even()
        week[FRIDAY : SATURDAY + 1, hour_of(21) : hour_of(3)] += 10
        peak = peak_of(week)
        assert peak.days == (FRIDAY, SATURDAY)
        assert (peak.first_hour, peak.last_hour) == (21, 3)
        assert peak.share == pytest.approx(132 / 288)
        assert peak.share_of_week == pytest.approx(12 / 168)

    def test_days_go_on_from_sunday_to_monday(self):
        week = self.even()
        week[[6, 0], hour_of(8) : hour_of(10)] += 20
        assert peak_of(week).days == (6, 0)

    def test_an_even_week_has_none(self):
        assert peak_of(self.even()) is None

    def test_too_few_incidents_have_none(self):
        week = np.zeros((7, 24))
        week[FRIDAY, 16:18] = (LEAST_INCIDENTS - 1) / 2
        assert peak_of(week) is None
        week[FRIDAY, 16:18] = LEAST_INCIDENTS / 2
        assert peak_of(week).days == (FRIDAY,)

    def test_chance_alone_seldom_shows_one(self):
        rng = np.random.default_rng(1)
        weeks = rng.multinomial(60, np.full(168, 1 / 168), 200).reshape(-1, 7, 24)
        n_peaks = sum(peak_of(week.astype(float)) is not None for week in weeks)
        assert n_peaks <= 20

    def test_a_block_is_no_longer_than_a_shift(self):
        week = np.zeros((7, 24))
        week[2, 2:16] = 5
        peak = peak_of(week)
        assert (peak.last_hour - peak.first_hour) % 24 == BLOCK_HOURS[1]

    def test_evenings_of_every_day_are_cut_to_a_seventh_of_the_week(self):
        week = self.even(0.1)
        week[:, 12:20] = 5
        peak = peak_of(week)
        assert peak.share_of_week <= 1 / 7
        assert peak.share < 8 * 7 * 5 / week.sum()

    def test_it_is_the_best_by_trying_every_block(self):
        rng = np.random.default_rng(3)
        week = rng.poisson(2, (7, 24)).astype(float)
        week[2:4, 5:9] += 4
        best, where = 0.0, None
        total = week.sum()
        for n_days in range(1, 8):
            for day in range(7):
                days = [(day + step) % 7 for step in range(n_days)]
                for n_hours in range(2, min(8, 24 // n_days) + 1):
                    for hour in range(24 - n_hours + 1):
                        inside = week[days, hour : hour + n_hours].sum() / total
                        even = n_days * n_hours / 168
                        if not even < inside < 1:
                            continue
                        ratio = inside * np.log(inside / even)
                        ratio += (1 - inside) * np.log((1 - inside) / (1 - even))
                        if total * ratio > best:
                            best, where = total * ratio, (days, hour, n_hours)
        peak = peak_of(week)
        assert list(peak.days) == where[0]
        assert peak.first_hour == (FIRST_HOUR + where[1]) % 24
        assert (peak.last_hour - peak.first_hour) % 24 == where[2]


def test_day_is_five_to_seventeen_and_night_the_rest():
    weeks = np.zeros((3, 7, 24))
    weeks[0, 0, hour_of(5)] = 4
    weeks[0, 0, hour_of(16)] = 1
    weeks[1, 0, hour_of(17)] = 3
    weeks[2, 0, hour_of(4)] = 3
    table = day_and_night(weeks)
    assert table["by_day"].to_list() == [5, 0, 0]
    assert table["by_night"].to_list() == [0, 3, 3]
    assert table["day_rank"].to_list() == [1, 2, 3]
    assert table["night_rank"].to_list() == [3, 1, 2]


def test_the_table_of_hours_begins_at_five_on_monday():
    week = np.arange(168.0).reshape(7, 24)
    table = hours_table(week)
    assert table.iloc[0].to_dict() == {"day": 0, "hour": 5, "incidents": 0}
    assert table.iloc[-1].to_dict() == {"day": 6, "hour": 4, "incidents": 167}


def test_december_is_winter_and_march_spring():
    months = pd.Series(["2024-12", "2025-02", "2025-03", "2025-08", "2025-11"])
    assert season_of(months).to_list() == [
        *("winter", "winter", "spring", "summer", "autumn")
    ]
