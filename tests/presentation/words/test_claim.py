"""A published claim in words, and what could be seen."""

from __future__ import annotations

import numpy as np
import pytest

from hotspots.cli.commands import main
from hotspots.method.evaluation.power import VisibleFall
from hotspots.method.evaluation.published_claim import check_claim
from hotspots.method.pipeline import ClaimSpread, VisibleFalls
from hotspots.presentation.words import claim, power


@pytest.mark.parametrize("county", ["-6.3", "-6.3%", "\N{MINUS SIGN}6.3 %"])
def test_the_published_claim_is_no_evidence_at_any_busyness(county, capsys):
    claimed = ["--zones-total", "24", "--fell", "18"]
    assert main(["claim", *claimed, "--county", county]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "The claim: 18 of 24 hotspots fell."
    assert len(said) == 5
    assert said[-1] == claim.NO_EVIDENCE


@pytest.mark.parametrize(
    ("fell", "said"), [(2, claim.NO_EVIDENCE), (24, claim.MORE), (22, claim.DEPENDS)]
)
def test_few_falls_get_no_verdict_and_many_ask_for_the_size(fell, said):
    checks = check_claim(n_zones=24, n_fell=fell, county_change=0.0)
    if said == claim.DEPENDS:
        assert claim.claim_sentences(checks)[-1] in {claim.DEPENDS, claim.MORE}
    else:
        assert claim.claim_sentences(checks)[-1] == said


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--fell", "26"], "26 of 24 zones cannot have fallen"),
        (["--fell", "18", "--county", "nan"], "cannot have changed by nan%"),
        (["--fell", "18", "--before", "3,x"], "“x” is not a number"),
        (["--fell", "18", "--before", "0"], "not all 0. Given: 0."),
        (["--fell", "18", "--after", "3"], "nothing without counts before"),
        (["--fell", "18", "--county", "5x"], "not a number of per cent"),
    ],
)
def test_claims_that_cannot_be_are_refused(arguments, said, capsys):
    assert main(["claim", "--zones-total", "24", *arguments]) == 2
    assert said in capsys.readouterr().err


def test_where_counts_are_known_the_size_decides_and_not_the_number_of_falls(capsys):
    whole = [
        "claim",
        "--zones-total",
        "24",
        "--fell",
        "18",
        "--county=\N{MINUS SIGN}6.3%",
    ]
    for after, side in (("58.4", 0), ("30", -1), ("100", 1)):
        assert main([*whole, "--before", "74.3", "--after", after]) == 0
        said = capsys.readouterr().out.splitlines()
        assert said[-2].startswith(
            f"Together they had about {round(24 * float(after)):,} incidents after. "
            f"Without patrols about 1,505 would have been expected, and anything from "
        )
        assert said[-1] == claim.SHOWS_BY_SIZE[side]


def test_years_of_the_files_stand_beside_the_claim():
    spread = ClaimSpread(np.array([9]), 0.07, (13, 19))
    assert claim.spread_sentence(spread, n_zones=24) == (
        "In 2 pairs of years in these files, 13 and 19 of the 24 "
        "busiest zones fell in the next year."
    )
    none = ClaimSpread(np.array([9]), 0.07, ())
    assert "too few years" in claim.spread_sentence(none, n_zones=24)


def test_what_could_be_seen_stands_beside_what_patrols_did_elsewhere():
    fall = VisibleFall(24, 12, 1000.0, 0.1, 0.244)
    falls = VisibleFalls(fall, [fall], [fall], [(1, fall)], 0)
    said = power.power_sentences(falls)
    assert said[0].startswith(
        "In these 24 zones, with 12 months of patrols, a fall of at least 24% would "
        "show in four of five programmes."
    )
    assert "other places, because no earlier years are loaded" in said[0]
    assert any("fell by about 16%" in each and "41 of 100" in each for each in said)
    assert power.fall_list(falls)["Years of history"].to_list() == [2, 2, 2, 1]
