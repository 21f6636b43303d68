"""Crimes that patrols should hardly touch, in zones chosen on other crimes."""

from __future__ import annotations

import numpy as np
import pytest

from hotspots.method.evaluation.control_outcomes import control_outcome
from hotspots.method.evaluation.counterfactual import counterfactual
from hotspots.method.evaluation.placebo import busiest

N_ZONES, N_CHOSEN = 400, 20


def world(seed: int):
    """Violence and burglary of zones whose busyness in both goes together."""
    random = np.random.default_rng(seed)
    busy = random.gamma(0.5, 8.0, N_ZONES)
    violence = random.poisson(busy[:, None] * [1.0, 0.95])
    burglary = random.poisson(busy[:, None] * [0.3, 0.27])
    chosen = busiest(violence[:, 0], N_CHOSEN)
    strand = counterfactual(violence[:, :1], violence[:, 1], chosen=chosen)
    return burglary, chosen, strand


def test_zones_that_were_not_chosen_on_a_crime_are_expected_to_keep_it():
    """Own rates of burglary alone would expect far too few of them."""
    logs, alone, clear = [], [], 0
    for seed in range(40):
        burglary, chosen, strand = world(seed)
        found = control_outcome("x", *burglary.T, chosen=chosen, strand=strand)
        logs.append(np.log(found.seen / found.expected))
        clear += found.side != 0
        own = counterfactual(burglary[:, :1], burglary[:, 1], chosen=chosen)
        alone.append(own.log_ratio)
    assert abs(np.mean(logs)) < 0.04
    assert np.mean(alone) > 0.08
    assert clear <= 4


def test_it_is_the_change_in_the_zones_ranked_next_for_the_strand():
    burglary, chosen, strand = world(1)
    found = control_outcome("x", *burglary.T, chosen=chosen, strand=strand)
    others = np.flatnonzero(~chosen)
    order = others[np.argsort(-strand.everywhere[others], kind="stable")]
    beside = burglary[order[: strand.n_reference]].sum(axis=0)
    assert found.before == burglary[chosen, 0].sum()
    assert found.expected == pytest.approx(found.before * beside[1] / beside[0])
    low, high = found.ordinary
    assert low < found.expected < high


@pytest.mark.parametrize(("times", "side"), [(0.3, -1), (1.0, 0), (3.0, 1)])
def test_a_control_that_strays_far_is_called_so(times, side):
    burglary, chosen, strand = world(3)
    after = np.where(chosen, np.round(times * burglary[:, 0]), burglary[:, 0])
    found = control_outcome("x", burglary[:, 0], after, chosen=chosen, strand=strand)
    assert found.side == side


def test_too_little_gives_no_control():
    burglary, chosen, strand = world(1)
    nothing = np.where(chosen, 0, burglary[:, 0])
    beside = {"chosen": chosen, "strand": strand}
    assert control_outcome("x", nothing, burglary[:, 1], **beside) is None
    rare = np.where(chosen, burglary[:, 0], 0)
    assert control_outcome("x", rare, rare, **beside) is None
