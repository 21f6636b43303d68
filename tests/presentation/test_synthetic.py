from __future__ import annotations

import altair as alt
import pandas as pd
import pytest

from hotspots.presentation import synthetic
from hotspots.presentation.colours import INK


@pytest.fixture
def chart() -> alt.Chart:
    return alt.Chart(pd.DataFrame({"a": [1]})).mark_bar().encode(x="a:Q")


def test_real_data_are_told_as_they_are(chart):
    written = chart.to_dict()
    assert synthetic.chart(written, synthetic=False) == written
    assert synthetic.note("May 2025", synthetic=False) == "May 2025"
    assert synthetic.file_name("a.csv", synthetic=False) == "a.csv"


def test_a_chart_of_made_up_data_says_so_under_its_own_title(chart):
    bare = synthetic.chart(chart.to_dict(), synthetic=True)
    assert bare["title"]["text"] == "Synthetic data"
    # Charts are white in dark pages too, where the page's own ink is white.
    assert bare["title"]["color"] == INK
    titled = chart.properties(title=alt.TitleParams("County", anchor="start")).to_dict()
    told = synthetic.chart(titled, synthetic=True)["title"]
    assert (told["text"], told["subtitle"]) == ("County", "Synthetic data")
    assert told["anchor"] == "start"
    assert "subtitle" not in titled["title"]
