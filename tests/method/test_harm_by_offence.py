"""Weights of offences move the list, and what police find can be left out."""

from __future__ import annotations

import pytest

from hotspots.method.county.harm_shares import harm_shares
from hotspots.method.pipeline import harm_weights, ranking_table, run, run_to_ranking
from hotspots.settings import Settings
from hotspots.sources.incident_files import read_incidents
from hotspots.sources.opening import Upload
from hotspots.tables import RANKING, RANKING_BY_OFFENCE, WITHOUT_WORST, check
from tests.made_up_extract import made_up_extract

CONTENT = made_up_extract(8000)
FEW = Settings(floor=0).with_strand("violence", n_zones=12, harm_share=1.0)


def chosen(settings: Settings) -> set[str]:
    result = run([Upload("extract.csv", CONTENT)], settings, "violence")
    return set(result.selection["zone"])


def test_doubling_the_weight_of_robbery_moves_the_list():
    plain = chosen(FEW)
    robbery = (("34B", 730.0),)
    assert chosen(FEW.with_strand("violence", weights=robbery)) != plain
    assert chosen(FEW.with_strand("violence", weights=(("34B", 365.0),))) == plain


def test_a_ranking_by_offence_tells_the_rank_without_the_worst_incident():
    ranked = run_to_ranking([Upload("extract.csv", CONTENT)], FEW, "violence")
    check(ranked.ranking, RANKING_BY_OFFENCE)
    assert ranking_table(ranked.programme) is RANKING_BY_OFFENCE
    assert ranking_table(FEW.strand("violence")) is RANKING
    assert (ranked.ranking[WITHOUT_WORST] >= ranked.ranking["rank"]).all()


def test_one_incident_can_be_kept_from_making_a_zone():
    limited = FEW.with_strand("violence", most_of_one=0.2)
    ranked = run_to_ranking([Upload("extract.csv", CONTENT)], limited, "violence")
    plain = run_to_ranking([Upload("extract.csv", CONTENT)], FEW, "violence")
    both = ranked.ranking.set_index("zone")["harm"].to_frame("limited")
    both["plain"] = plain.ranking.set_index("zone")["harm"]
    assert (both["limited"] <= both["plain"]).all()
    assert (both["limited"] < both["plain"]).any()


def test_offences_that_police_find_can_be_left_out():
    reading = read_incidents([Upload("extract.csv", CONTENT)], flags=FEW.flags_named)
    weapons = FEW.with_strand("violence", extract_counting="serious-and-weapons")
    without = weapons.with_strand("violence", leave_out_police_generated=True)
    groups = [
        {
            kind.group
            for kind in settings.for_extract(reading.kinds).strand("violence").kinds
        }
        for settings in (weapons, without)
    ]
    assert "Possession of weapons offences" not in groups[1]
    plain = Settings().with_strand(
        "violence",
        categories=("Robbery", "Possession of weapons"),
        leave_out_police_generated=True,
    )
    assert plain.strand("violence").counted == ("Robbery",)


def test_shares_of_harm_add_up_to_one():
    ranked = run_to_ranking([Upload("extract.csv", CONTENT)], FEW, "violence")
    strand, weights = ranked.programme, harm_weights(ranked.programme)
    shares = harm_shares(
        ranked.reading.incidents,
        categories=strand.counted,
        weighed=strand.weighed,
        weight_of=dict(zip(strand.weighed, weights.values(), strict=True)),
        period=ranked.settings.months_chosen_on,
    )
    assert shares.sum() == pytest.approx(1)
    assert shares["5D"] > shares["8N"]
