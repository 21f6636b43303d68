"""Ranges of ranks, PAI and PEI against published examples, kept beside this file."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.special import ndtri
from scipy.stats import binomtest

from hotspots.method.choosing.persistence import caught_later
from hotspots.method.choosing.rank_uncertainty import (
    holm_limit,
    rank_ranges,
    upper_tail,
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
    z = -ndtri(np.array([case["inputs"]["p"]]))
    found = z >= holm_limit(z, n_tests=z.size, alpha=alpha)
    assert found[0].tolist() == case["expected"]["holm"]


def test_pai_pei_and_rri():
    case = CASES["pai"]
    inputs = case["inputs"]
    later = pd.DataFrame(
        {
            "zone": list("ABC"),
            "area_m2": inputs["area"],
            "volume": inputs["observed"],
            "harm": inputs["observed"],
            "foreseen": inputs["predicted"],
        }
    )
    by_length = [
        caught_later(later, {"list": list("ABC")[:length]}).iloc[0]
        for length in (1, 2, 3)
    ]
    for column, values in case["expected"].items():
        found = [each[column.lower()] for each in by_length]
        assert found == pytest.approx(values, abs=case["tolerance"])


@pytest.mark.parametrize(("one", "other"), [(0, 0), (0, 9), (20, 10), (354, 301)])
def test_a_pair_of_counts_is_tested_as_scipy_does(one, other):
    more, fewer = max(one, other), min(one, other)
    found = upper_tail(np.array([more]), np.array([fewer]))
    assert found.tolist() == pytest.approx([_greater(more, fewer)])


def test_ranges_of_counts_are_those_of_every_pair_tested_by_scipy():
    rng = np.random.default_rng(8)
    counts = rng.poisson(rng.gamma(0.7, 30, size=40))
    found = rank_ranges(counts[:, None], [1])
    for zone, volume in enumerate(counts):
        others = np.delete(counts, zone)
        worse = [_greater(other, volume) for other in others]
        better = [_greater(volume, other) for other in others]
        rejected = _holm([*worse, *better], alpha=0.05)
        n = len(others)
        assert found["rank_low"][zone] == 1 + rejected[:n].sum()
        assert found["rank_high"][zone] == len(counts) - rejected[n:].sum()


def _greater(more, less):
    if more + less == 0:
        return 1.0
    return binomtest(int(more), int(more + less), alternative="greater").pvalue


def _holm(p_values, *, alpha):
    """Step down through the p-values in order, as the textbook does."""
    order = np.argsort(p_values, kind="stable")
    rejected = np.zeros(len(p_values), dtype=bool)
    for step, row in enumerate(order):
        if p_values[row] > alpha / (len(p_values) - step):
            break
        rejected[row] = True
    return rejected
