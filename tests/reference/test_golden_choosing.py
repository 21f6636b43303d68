"""Ranges of ranks, PAI and PEI against published examples, kept beside this file."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import binomtest

from hotspots.method.choosing.persistence import accuracy_curve
from hotspots.method.choosing.rank_uncertainty import (
    holm_rejections,
    pair_p_value,
    rank_ranges,
)

CASES = {
    case["id"]: case
    for case in json.loads(
        Path(__file__).with_name("choosing.json").read_text(encoding="utf-8")
    )
}


def test_holm_step():
    case = CASES["holm-step"]
    alpha = 1 - case["inputs"]["coverage"]
    found = holm_rejections(case["inputs"]["p"], alpha=alpha)
    assert found.tolist() == case["expected"]["holm"]


def test_pai_pei_and_rri():
    case = CASES["pai"]
    found = accuracy_curve(**case["inputs"])
    for column, values in case["expected"].items():
        assert found[column.lower()].to_list() == pytest.approx(
            values, abs=case["tolerance"]
        )


@pytest.mark.parametrize(("one", "other"), [(0, 0), (0, 9), (20, 10), (354, 301)])
def test_a_pair_of_counts_is_tested_as_scipy_does(one, other):
    expected = binomtest(one, one + other).pvalue if one + other else 1.0
    assert pair_p_value(one, other) == pytest.approx(expected)


def test_ranges_of_counts_are_those_of_every_pair_tested_by_scipy():
    rng = np.random.default_rng(8)
    counts = rng.poisson(rng.gamma(0.7, 30, size=40))
    found = rank_ranges(counts[:, None], [1])
    for zone, volume in enumerate(counts):
        others = np.delete(counts, zone)
        worse = [_greater(other, volume) for other in others]
        better = [_greater(volume, other) for other in others]
        rejected = holm_rejections([*worse, *better], alpha=0.05)
        n = len(others)
        assert found["rank_low"][zone] == 1 + rejected[:n].sum()
        assert found["rank_high"][zone] == len(counts) - rejected[n:].sum()


def _greater(more, less):
    if more + less == 0:
        return 1.0
    return binomtest(int(more), int(more + less), alternative="greater").pvalue
