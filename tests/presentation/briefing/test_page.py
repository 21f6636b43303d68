"""The pack's page: whole in one file, in order, and read by anyone."""

from __future__ import annotations

import base64
import re
from dataclasses import replace
from html.parser import HTMLParser

import pandas as pd
import pytest

from hotspots.disclosure.policy import Policy
from hotspots.method.evaluation.periods import Periods
from hotspots.months import Period
from hotspots.presentation.briefing import page as briefing_page
from hotspots.presentation.briefing.page import StrandOnPage
from hotspots.presentation.briefing.published_figures import PublishedFigures
from hotspots.presentation.words.briefing import words
from hotspots.presentation.words.disclosure import publishing_rules
from hotspots.settings import Settings

VOID = {"meta", "img", "link", "br", "hr", "input"}
ODD = 'Mill & Sons <b>"Lane"</b>'


class Read(HTMLParser):
    """What a page holds: its elements in order, and its text without style."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.texts: list[tuple[str, str]] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if data.strip():
            self.texts.append((self.open[-1], " ".join(data.split())))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]

    @property
    def plain(self) -> str:
        return "\n".join(text for tag, text in self.texts if tag != "style")


def facts(strand: str = "violence", **changes) -> PublishedFigures:
    nothing = pd.array([50, pd.NA], dtype="Int64")
    zones = pd.DataFrame(
        {
            "zone": ["A", "B"],
            "name": [
                f"{ODD}, North Northamptonshire",
                "Quay Row, West Northamptonshire",
            ],
            "district": ["North Northamptonshire", "West Northamptonshire"],
            "before": nothing,
            "after": nothing,
        }
    )
    parts = pd.DataFrame(
        {
            "part": ["county", "chosen zones", "district", "district"],
            "district": ["", "", "North Northamptonshire", ODD],
            "before": pd.array([1000, 100, 600, pd.NA], dtype="Int64"),
            "after": pd.array([955, 100, 660, 300], dtype="Int64"),
        }
    )
    made = PublishedFigures(
        programme=Settings().strand(strand),
        where="",
        area=("North Northamptonshire", "West Northamptonshire"),
        chosen_on=Period("2024-01", "2024-01"),
        zones=zones,
        parts=parts,
        periods=Periods(
            before=Period("2024-01", "2024-01"),
            after=Period("2025-01", "2025-01"),
            patrols_start="2024-04",
        ),
        n_fell=1,
        n_expected=1,
        expected_after=90,
        of_100=60,
    )
    return replace(made, **changes)


def side(strand: str = "violence", **changes) -> StrandOnPage:
    told = facts(strand, **changes)
    return StrandOnPage(
        facts=told,
        words=words(told, rules=tuple(publishing_rules(told, Policy()))),
        picture=b"a picture",
        alt=f'Where "they" are: {ODD}.',
    )


def one_side(**changes) -> str:
    return briefing_page.page(
        [side(**changes)], title="Hotspots", attribution="Someone.", made_with="Made."
    )


@pytest.fixture(scope="module")
def page() -> str:
    return briefing_page.page(
        [side("asb"), side("violence")],
        title="Patrol hotspots & more",
        attribution="Incidents: someone <OGL>.",
        made_with="Made with Hotspots.",
    )


@pytest.fixture(scope="module")
def read(page) -> Read:
    return Read(page)


def test_every_element_is_closed_in_order(page, read):
    assert page.startswith("<!DOCTYPE html>")
    assert read.open == []
    ids = [attributes["id"] for _, attributes in read.elements if "id" in attributes]
    assert len(ids) == len(set(ids)) == 2
    named = [each["aria-labelledby"] for each in read.all("section")]
    assert named == ids


def test_the_page_loads_nothing_and_runs_nothing(page, read):
    assert not read.all("script")
    assert not read.all("link")
    assert not re.search(r"https?://|url\(|@import", page)
    assert {each["src"].partition(",")[0] for each in read.all("img")} == {
        "data:image/png;base64"
    }
    for each in read.all("img"):
        assert base64.b64decode(each["src"].partition(",")[2]) == b"a picture"


def test_the_page_says_its_language_and_title(read):
    assert read.all("html") == [{"lang": "en-GB"}]
    assert ("title", "Patrol hotspots & more") in read.texts
    assert {"charset": "utf-8"} in read.all("meta")


def test_headings_stand_in_order_under_one(read):
    levels = [tag for tag, _ in read.elements if re.fullmatch(r"h[1-6]", tag)]
    assert levels == ["h1", "h2", "h3", "h2", "h3"]


def test_every_picture_is_told_in_words(read):
    assert [each["alt"] for each in read.all("img")] == 2 * [
        f'Where "they" are: {ODD}.'
    ]


def test_tables_have_captions_and_scoped_headings(read):
    assert len(read.all("table")) == len(read.all("caption")) == 2
    assert all(each.get("scope") in ("col", "row") for each in read.all("th"))
    # Four columns and four rows each.
    assert len(read.all("th")) == 2 * (4 + 4)
    assert len(read.all("td")) == 2 * 4 * 3


def test_counts_are_told_as_published_and_a_hidden_one_is_hidden(read):
    cells = [text for tag, text in read.texts if tag in ("td", "th")]
    assert cells[4:20] == [
        *("Whole county", "1,000", "955", "−4.5%"),  # noqa: RUF001
        *("All hotspots together", "100", "100", "0%"),
        *("North Northamptonshire", "600", "660", "+10%"),
        *(ODD, "hidden", "300", "hidden"),
    ]


def test_zones_chosen_on_months_compared_are_not_set_beside_the_rest():
    told = Read(one_side(chosen_on_after=True))
    assert "Whole county" in told.plain
    assert "hotspots together" not in told.plain


def test_a_change_per_day_is_said_to_be_one_over_its_table():
    leap = Periods(
        Period("2024-01", "2024-02"), Period("2025-01", "2025-02"), "2024-04"
    )
    told = Read(one_side(periods=leap))
    (caption,) = [text for tag, text in told.texts if tag == "caption"]
    assert caption.endswith("had 60 days, January to February 2025 had 59.")


def test_without_style_the_page_reads_from_top_to_bottom(read):
    told = words(facts("asb"), rules=())
    expected = [
        "Patrol hotspots & more",
        told.headline,
        told.paragraph,
        told.caption,
        "Incidents in January 2024 (before) and in January 2025 (after)",
        "Where\nBefore\nAfter\nChange",
        "Note for editors: antisocial behaviour",
        told.note[0],
        "The dots show the general area",
        words(facts("violence"), rules=()).headline,
        "Note for editors: violence",
        "Incidents: someone <OGL>.",
        "Made with Hotspots.",
    ]
    places = [read.plain.find(each, read.plain.find("\n")) for each in expected]
    assert -1 not in places
    assert places == sorted(places)


def test_names_are_escaped(page):
    assert "Mill &amp; Sons &lt;b&gt;&#34;Lane&#34;&lt;/b&gt;" in page
    assert "<b>" not in page
    assert "someone &lt;OGL&gt;." in page


def test_made_up_data_are_warned_of_before_anything_else():
    told = briefing_page.page(
        [side("asb", synthetic=True)], title="T", attribution="", made_with=""
    )
    texts = Read(told).texts
    first = next(at for at, (tag, _) in enumerate(texts) if tag == "h1")
    assert texts[first + 1][1].startswith("Synthetic data. These data are made up")


def test_nothing_compared_and_nothing_drawn_leave_no_gap():
    bare = replace(side("asb", periods=None, n_fell=None), picture=b"")
    told = briefing_page.page([bare], title="T", attribution="", made_with="")
    for tag in ("table", "img", "figure"):
        assert Read(told).all(tag) == []
    assert "at least one in every district" in Read(told).plain
