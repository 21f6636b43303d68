"""The words of a pack, and the published figures that they are made of."""

from __future__ import annotations

import re
from dataclasses import replace

import pandas as pd
import pytest

from hotspots.disclosure.policy import HIDDEN
from hotspots.method.evaluation.periods import Periods
from hotspots.months import Period
from hotspots.presentation.briefing.figures_file import FIGURE_COLUMNS, figures
from hotspots.presentation.briefing.published_figures import (
    PublishedFigures,
    percent_change,
)
from hotspots.presentation.synthetic import MADE_UP
from hotspots.presentation.words.briefing import (
    INCLUDES,
    PROXY,
    caption,
    headline,
    note,
    paragraph,
    words,
)
from hotspots.presentation.words.comparison import CHOSEN_ON_AFTER

BEFORE, AFTER = Period("2023-04", "2024-03"), Period("2024-04", "2025-03")
AREA = ("Dover", "Swale")


def counts(*pairs: tuple[int | None, int | None]) -> dict[str, pd.Series]:
    before, after = zip(*pairs, strict=True)
    return {
        "before": pd.Series(before, dtype="Int64"),
        "after": pd.Series(after, dtype="Int64"),
    }


ZONES = pd.DataFrame(
    {
        "zone": ["A", "B"],
        "name": ["Mill Lane", "A zone in Swale"],
        "district": ["Dover", "Swale"],
        **counts((40, 30), (5, None)),
    }
)
PARTS = pd.DataFrame(
    {
        "part": ["county", "chosen zones", "rest of county", "district", "district"],
        "district": ["", "", "", "Dover", "Swale"],
        **counts(
            (20000, 19100), (45, 35), (19955, 19065), (12000, 12000), (8000, 7100)
        ),
    }
)


@pytest.fixture
def facts() -> PublishedFigures:
    return PublishedFigures(
        strand="violence",
        whose="Kent's",
        area=AREA,
        chosen_on=BEFORE,
        zones=ZONES,
        parts=PARTS,
        periods=Periods(BEFORE, AFTER, "2024-04"),
        n_fell=2,
        n_expected=1,
        expected_after=40,
        of_100=40,
    )


def numbers(text: str) -> set[str]:
    """Return the numbers of a text, without years."""
    found = re.findall(r"\d[\d,]*(?:\.\d+)?", text)
    return {each.rstrip(",").replace(",", "") for each in found} - {
        *(str(year) for year in range(2019, 2032))
    }


# Figures


def test_every_figure_is_listed_once_with_what_it_is_of(facts):
    told = figures(facts)
    assert tuple(told.columns) == FIGURE_COLUMNS
    assert not told.duplicated(["figure", "of", "district"]).any()
    of = told.set_index(["figure", "of", "district"])["value"]
    assert of["zones that fell", "", ""] == "2"
    assert of["incidents before", "county", ""] == "20000"
    assert of["change, %", "county", ""] == "-4.5"
    assert of["change, %", "", "Swale"] == "-11.2"
    assert of["incidents after", "2. A zone in Swale", "Swale"] == HIDDEN
    assert of["change, %", "2. A zone in Swale", "Swale"] == HIDDEN


def test_a_change_is_of_published_counts_or_unknown():
    assert percent_change(20000, 19100) == -4.5
    assert percent_change(None, 3) is percent_change(3, None) is percent_change(0, 3)


def test_without_periods_there_are_no_counts(facts):
    told = figures(replace(facts, periods=None, n_fell=None, n_expected=None))
    assert set(told["figure"]) == {"zones chosen", "districts with a zone", "districts"}


# Words


def test_a_fall_is_told_with_what_was_expected_anyway(facts):
    assert headline(facts) == (
        "Violence fell in 2 of Kent's 2 hotspots; about 1 were expected to fall anyway"
    )
    assert paragraph(facts) == (
        "Since patrols began in April 2024, violence fell 4.5% county-wide and fell "
        "22.2% in the hotspots together, to 35 incidents where about 40 were expected "
        "anyway. It fell in 2 of 2 hotspots; about 1 would have "
        "been expected to fall without patrols, because hotspots are chosen after a bad "
        "year, so this alone does not show that patrols worked."
    )


def test_every_figure_in_the_words_is_in_the_figures(facts):
    told = words(facts, rules=())
    values = {value.lstrip("-") for value in figures(facts)["value"]}
    text = " ".join([told.headline, told.paragraph, told.caption, *told.note])
    allowed = values | {"750000"}
    assert numbers(text) <= allowed
    assert len(numbers(text)) >= 5


def test_what_is_unusual_is_told_as_such_and_no_more(facts):
    more = paragraph(replace(facts, is_unusual=True))
    assert more.endswith("so more fell than expected.")
    fewer = paragraph(replace(facts, is_unusual=True, n_fell=0))
    assert fewer.endswith("so fewer fell than expected.")
    assert "worked" not in more + fewer


def test_zones_chosen_on_the_months_being_judged_claim_no_fall(facts):
    overlapping = replace(facts, chosen_on_after=True)
    told = words(overlapping, rules=())
    assert "fell" not in told.headline
    assert CHOSEN_ON_AFTER in told.paragraph
    assert CHOSEN_ON_AFTER in told.note


def test_where_nothing_was_expected_no_fall_is_claimed(facts):
    unknown = replace(facts, n_expected=None)
    assert "fell" not in headline(unknown) + paragraph(unknown)


def test_a_hidden_total_is_not_told(facts):
    parts = facts.parts.assign(after=pd.array([pd.NA] * 5, dtype="Int64"))
    assert "cannot be published" in paragraph(replace(facts, parts=parts))


def test_made_up_data_are_told_as_such_in_every_text(facts):
    told = words(replace(facts, synthetic=True), rules=("Counts are rounded.",))
    assert told.paragraph.startswith(MADE_UP)
    assert told.caption.startswith(MADE_UP)
    assert told.note[0] == MADE_UP
    assert told.note[-1] == "Counts are rounded."
    assert "data.police.uk." not in told.caption


def test_violence_says_what_it_holds(facts):
    assert INCLUDES in caption(facts)
    assert PROXY in note(facts)
    asb = replace(facts, strand="asb")
    assert INCLUDES not in caption(asb)
    assert PROXY not in note(asb)


def test_a_promise_is_told_where_every_district_has_a_zone(facts):
    assert "at least one in each of 2 districts" in note(facts)[0]
    without = replace(facts, area=(*AREA, "Thanet"))
    assert "at least one" not in " ".join(note(without))
