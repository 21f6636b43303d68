"""Hours of the week as a reader sees them: sentences, chart, lists."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from hotspots.method.patrols.days import DaysBeforeAfter
from hotspots.method.patrols.strand_times import StrandWeeks
from hotspots.method.patrols.when import hours_table
from hotspots.presentation.charts.when import week_heat_map
from hotspots.presentation.words import patrols as patrol_words
from hotspots.presentation.words import when as words

CHOSEN = pd.DataFrame(
    {
        "zone": ["A1", "A2", "A3"],
        "name": ["Mill Lane", "High Street", "Oast Hill"],
        "district": ["Swale", "Dover", "Dover"],
    }
)


@pytest.fixture
def weeks() -> StrandWeeks:
    hours = np.full((3, 7, 24), 0.25)
    hours[0, 4:6, 16:22] += 10
    hours[1, :, 3:9] += 0.5
    hours[2] = 0
    return StrandWeeks(("A1", "A2", "A3"), hours, np.array([2, 0, 1]))


def test_the_peak_sentence_is_computed(weeks):
    peak, _, none = weeks.peaks()
    assert words.peak_sentence(peak, n_timed=weeks.weeks[0].sum()) == (
        "Friday and Saturday, 21:00 to 03:00: 76% of the incidents in 7% of the week."
    )
    assert words.peak_sentence(none, n_timed=0) == (
        "Fewer than 30 incidents with a time: too few to name peak hours."
    )
    assert words.peak_sentence(None, n_timed=99) == words.NONE_STAND_OUT


def test_police_uk_has_no_times():
    assert "no times of day in these data" in words.NO_TIMES


def test_the_heat_map_has_a_day_a_row_and_begins_at_five(weeks):
    drawn = week_heat_map(hours_table(weeks.weeks[0])).to_dict()
    encoding = drawn["encoding"]
    assert encoding["y"]["sort"] == list(words.DAYS)
    assert encoding["x"]["sort"][:2] == ["05:00", "06:00"]
    assert encoding["x"]["sort"][-1] == "04:00"
    (values,) = drawn["datasets"].values()
    assert len(values) == 7 * 24
    late_friday = {"Day": "Friday", "Hour": "02:00", "Incidents": 10.25}
    assert late_friday in values


def test_the_chart_is_described(weeks):
    peak = weeks.peaks()[0]
    alt = words.chart_alt("Mill Lane", peak, n_timed=162)
    assert alt.startswith("Chart of incidents by hour and day of the week, Mill Lane.")
    assert "Friday and Saturday, 21:00 to 03:00" in alt


def test_the_table_has_a_row_an_hour_and_a_column_a_day(weeks):
    table = words.hours_list(hours_table(weeks.weeks[0]))
    assert list(table) == ["Hour", *words.DAYS]
    assert table["Hour"].to_list()[:2] == ["05:00", "06:00"]
    assert table.set_index("Hour").loc["22:00", "Saturday"] == pytest.approx(10.2)


def test_day_and_night_lists_are_in_their_own_order(weeks):
    table = words.day_and_night_table(weeks, CHOSEN)
    assert table["untimed"].to_list() == [2, 0, 1]
    by_day = words.day_or_night_list(table, by_night=False)
    by_night = words.day_or_night_list(table, by_night=True)
    assert by_day["Zone"].to_list() == ["High Street", "Mill Lane", "Oast Hill"]
    assert by_night["Zone"].to_list() == ["Mill Lane", "High Street", "Oast Hill"]
    assert by_night["Peak hours"].to_list()[0] == "Friday and Saturday, 21:00 to 03:00"
    assert by_night["Of its incidents"].to_list()[2] == ""


def test_days_before_and_after_are_told_with_their_range():
    days = DaysBeforeAfter("2024-04-01", "2025-03-30", 364, 2, 100, 80, 0.8, 0.59, 1.08)
    told = patrol_words.by_day_sentence(days)
    assert "From 1 April 2024 to 30 March 2025 the 2 patrolled zones had 80" in told
    assert "52 weeks before: 100." in told
    assert "fall anyway" in told
