"""The sheet of one zone: what it says, what it never says, and its pictures."""

from __future__ import annotations

import base64
import re

import numpy as np
import pandas as pd
import pytest
import shapely

from hotspots.months import Period
from hotspots.presentation.briefing.zone_sheet import ZoneSheet, zone_sheet
from hotspots.presentation.colours import MAP_COLOURS
from hotspots.presentation.lists.one_zone import KindsForPrint
from hotspots.presentation.pictures.marks import Box
from hotspots.presentation.pictures.one_zone import months_picture, zone_picture
from hotspots.presentation.synthetic import MADE_UP
from hotspots.presentation.words.escaping import plain
from hotspots.presentation.words.one_zone import NOT_TO_PUBLISH

ZONE = shapely.box(0, 0, 300, 300)
BESIDE = np.array([shapely.box(300, 0, 600, 300)], dtype=object)
POINTS = pd.DataFrame(
    {
        "location": [f"Street {i}" for i in range(40)],
        "easting": [float(7 * i) for i in range(40)],
        "northing": [float(31 * i % 300) for i in range(40)],
        "incidents": list(range(200, 0, -5)),
    }
)
COLOURS = MAP_COLOURS["orange"]
MONTHS = pd.Series({"2024-01": 4, "2024-02": 0, "2024-05": 9})


def drawn(points: pd.DataFrame = POINTS):
    return zone_picture(ZONE, BESIDE, points, colours=COLOURS, alt="Map of a zone")


def bars():
    chosen_on = Period("2024-05", "2024-05")
    return months_picture(MONTHS, chosen_on=chosen_on, colours=COLOURS, alt="Months")


def sheet(**changes) -> str:
    rows = pd.DataFrame({"Street or place": ["Mill Lane"] * 30, "Incidents": 7})
    values = {
        "title": plain("Mill Lane [A2] *"),
        "strand": "Violence",
        "status": "**Zone 3 of 24 in the list.** 210 incidents.",
        "flags": [],
        "map": drawn(),
        "months": bars(),
        "streets": rows,
        "kinds": KindsForPrint(rows.head(2), "75 other incidents.", "9 not counted."),
        "ranks": rows.head(0),
        "months_sentence": "13 incidents.",
        "when": "No times.",
        "patrols": "None.",
        "change": ["Fell."],
        "reason": ["In."],
        "credit": "The police.",
        "synthetic": False,
        "place": "Centre: easting 1, northing 2.",
    }
    return zone_sheet(ZoneSheet(**(values | changes))).decode()


def overlap(a, b) -> bool:
    return (
        a.left < b.right and b.left < a.right and a.top < b.bottom and b.top < a.bottom
    )


# The sheet


def test_text_of_a_page_is_read_without_its_signs_and_never_as_html():
    text = sheet(reason=[plain("<img src=x onerror=alert(1)>")])
    assert "<h1>Mill Lane [A2] *</h1>" in text
    assert "Zone 3 of 24 in the list. 210 incidents." in text
    assert "<img src=x" not in text
    assert "default-src &#39;none&#39;" in text or "default-src 'none'" in text
    assert not re.search(r"(?:src|href)=\"(?!data:)", text)


def test_long_lists_are_cut_and_say_so():
    text = sheet()
    assert text.count("<td>Mill Lane</td>") == 12 + 2
    assert "18 other streets or places: 126 incidents." in text
    assert "75 other incidents. 9 not counted." in text


def test_the_sheet_says_that_it_is_not_to_publish_and_whether_data_are_made_up():
    assert MADE_UP not in sheet()
    text = sheet(synthetic=True)
    assert "Synthetic data." in text
    assert MADE_UP.replace("'", "&#39;") in text
    for each in (text, sheet()):
        assert NOT_TO_PUBLISH in each
        assert "Centre: easting 1, northing 2." in each


def test_pictures_are_in_the_file():
    (first, _) = re.findall(r"svg\+xml;base64,([A-Za-z0-9+/=]+)", sheet())
    assert base64.b64decode(first).startswith(b"<svg ")


# The pictures


def test_no_name_covers_a_name_or_a_point_and_none_is_cut():
    picture = drawn()
    names = [text.rect for text in picture.texts if "Street" in text.text]
    signs = [sign.rect for sign in picture.signs]
    assert len(names) > 8
    assert len(signs) == len(POINTS)
    for n, name in enumerate(names):
        assert not any(overlap(name, other) for other in names[n + 1 :])
        assert min(name.left, name.top) > 0
        assert name.right < picture.size.width_px


def test_the_busiest_points_are_named_before_others():
    named = {text.text for text in drawn().texts}
    assert "Street 0, 200" in named


def test_a_zone_without_points_is_drawn_all_the_same():
    assert drawn(POINTS.head(0)).signs == []


@pytest.mark.parametrize("n_months", [1, 3, 60])
def test_months_are_drawn_whether_few_or_many(n_months):
    months = pd.Series(1, index=pd.period_range("2020-01", periods=n_months, freq="M"))
    months.index = months.index.astype("str")
    picture = months_picture(
        months, chosen_on=Period("2020-01", "2020-01"), colours=COLOURS, alt=""
    )
    held = [mark for mark in picture.marks if isinstance(mark, Box)]
    assert len(held) == min(n_months, 36)
    assert all(mark.rect.right <= picture.size.width_px for mark in held)


def test_a_month_that_is_not_loaded_has_a_sign_and_none_is_nought():
    numbers = [text.text for text in bars().texts if not text.text.isalpha()]
    assert numbers[:1] == ["4"]
    assert [n for n in numbers if n in {"0", "4", "9", "?"}] == [
        "4",
        "0",
        "?",
        "?",
        "9",
    ]
