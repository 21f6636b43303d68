"""What is worked out from counts, not counted: shares, what is expected, reasons.

Under a policy that hides counts none of these may hold what a hidden count adds to it.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from hotspots.disclosure.policy import Policy, usual_policy
from hotspots.method.pipeline import run_evaluations
from hotspots.months import Period
from hotspots.presentation.briefing.analysis import StrandAnalysis
from hotspots.presentation.briefing.cards import card_figures
from hotspots.presentation.briefing.figures_file import figures
from hotspots.presentation.briefing.publishing import published_figures
from hotspots.presentation.words import briefing as words
from hotspots.settings import Settings
from hotspots.settings.strand_files import definitions_from
from tests.presentation.briefing.whole_packs import (
    CATEGORIES,
    FEW_ZONES,
    materials,
    write_place,
)

WHOLE = usual_policy(is_public=True)
HEADING = "month | category | district | street | q | r | n"
# Before and after of zones; a further one may have few after.
MANY = {"Mill Lane": (1400, 203, 141), "High Road": (1410, 152, 163)}
# Enough others to tell what is expected; none is chosen.
OTHERS = {f"Road {n}": (1300 + 5 * n, 60 + 7 * n, 50 + 7 * n) for n in range(9)}


def violence(folder, few: int):
    """Make the strand's tables; few incidents in the last zone after."""
    zones = {**MANY, "Church Row": (1380, 144, few), **OTHERS}
    lines = [HEADING]
    for street, (column, *counts) in zones.items():
        district = f"{'West' if column < 1400 else 'North'} Northamptonshire"
        lines += [
            f"{month} | {category} | {district} | {street} | {column} | 500 | {count}"
            for category in CATEGORIES
            for month, count in zip(("2024-01", "2025-01"), counts, strict=True)
        ]
    settings = replace(FEW_ZONES, chosen_on=Period("2024-01", "2024-01"))
    settings = settings.with_strand("violence", n_zones=3)
    made, _ = materials([write_place(folder, "\n".join(lines))], settings)
    analysis = next(each for each in made if each.strand == "violence")
    assert analysis.evaluation is not None
    return analysis


@pytest.fixture(scope="module")
def open_(tmp_path_factory):
    return violence(tmp_path_factory.mktemp("open"), 98)


@pytest.fixture(scope="module")
def hidden(tmp_path_factory):
    return violence(tmp_path_factory.mktemp("hidden"), 3)


def test_a_share_is_worked_out_from_published_months_alone(open_):
    exact = published_figures(open_, policy=WHOLE)
    rounded = published_figures(open_, policy=Policy())
    monthly = rounded.monthly[rounded.monthly["month"] == "2024-01"]
    county, chosen = (
        int(monthly.loc[monthly["part"] == part, "incidents"].sum())
        for part in ("county", "chosen zones")
    )
    assert chosen % 5 == county % 5 == 0
    assert rounded.share_of_incidents == chosen / county
    assert exact.share_of_incidents != rounded.share_of_incidents


def test_no_share_is_told_where_nothing_is_published_to_work_it_out_from(open_):
    alone = replace(open_, evaluation=None)
    assert published_figures(alone, policy=WHOLE).share_of_incidents
    facts = published_figures(alone, policy=Policy())
    assert facts.share_of_incidents is None
    assert "about one in" not in words.paragraph(facts)


def test_what_is_expected_is_left_out_where_a_zones_count_is_hidden(open_, hidden):
    shown = published_figures(open_, policy=Policy())
    assert shown.n_expected is not None
    assert not shown.is_expected_left_out
    facts = published_figures(hidden, policy=Policy())
    assert facts.is_expected_left_out
    assert facts.n_expected is facts.expected_after is facts.of_100 is None
    assert facts.side == 0
    assert words.EXPECTED_LEFT_OUT in words.note(facts)
    assert "expected" not in words.headline(facts) + words.paragraph(facts)
    listed = figures(facts)
    assert not listed["figure"].str.contains("expected").any()
    card = card_figures(facts, ["zones that fell", "hotspots together", "county"])
    assert "is not known" not in " ".join(each.expected for each in card)


def test_with_nothing_hidden_all_is_said(hidden):
    facts = published_figures(hidden, policy=WHOLE)
    assert facts.n_expected is not None
    assert not facts.is_expected_left_out
    assert words.EXPECTED_LEFT_OUT not in words.note(facts)


def test_of_strands_that_share_incidents_the_second_publishes_no_counts(tmp_path):
    """Twelve toy counties with such a pair: 20 hidden figures were narrowed."""
    one = {"name": "asb", "n_zones": 3, "from_police_uk": [
        {"name": "all", "title": "Antisocial behaviour", "categories": [CATEGORIES[1]]}
    ]}  # fmt: skip
    both = {"name": "both", "n_zones": 2, "from_police_uk": [
        {"name": "all", "title": "All crime", "categories": list(CATEGORIES)}
    ]}  # fmt: skip
    settings = replace(
        Settings.with_definitions(definitions_from({"strands": [one, both]})),
        patrols_start="2024-04",
    )
    results = run_evaluations([write_place(tmp_path)], settings, ["asb", "both"])
    for policy in (Policy(), usual_policy(is_public=True)):
        first, second = (
            published_figures(StrandAnalysis(*each), policy=policy) for each in results
        )
        assert first.counts is not None
        assert second.is_withheld is not policy.hides_nothing
        assert (second.counts is None) is not policy.hides_nothing
