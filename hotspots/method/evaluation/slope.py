"""How steeply counts after rise with zones' own rates, told from zones not chosen."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

# What the slope was on real years without a programme, and how far it strayed from
# that (docs/counterfactual.md): busy zones fall back a little further than others.
USUAL_SLOPE = 0.97
USUAL_SLOPE_SD = 0.03

# With fewer zones that hold incidents the usual slope is taken.
LEAST_ZONES = 30
N_STEPS = 50
TOLERANCE = 1e-8
# Keeps rates within what a computer's numbers hold.
WIDEST_LOG = 30.0


class Slope(NamedTuple):
    """Slope of the logarithm of counts after on that of own rates.

    Attributes
    ----------
    value
        1 where busy and quiet zones change alike; below 1 busier ones fall further.
    error
        Its standard error.
    """

    value: float
    error: float


USUAL = Slope(USUAL_SLOPE, USUAL_SLOPE_SD)


def slope_of(rates: Floats, after: Floats) -> Slope:
    """Return the slope that zones show, drawn to the usual one by how little they tell.

    Parameters
    ----------
    rates
        Own rates of zones that were not chosen.
    after
        Their incidents after.

    Notes
    -----
    Quasi-Poisson regression log E(after) = a + slope x log(rate), its standard error
    robust to uneven change (Huber 1967; White 1982, Econometrica 50:1), combined with
    the usual slope, each by the inverse of its variance.
    """
    if len(rates) < LEAST_ZONES or not after.any():
        return USUAL
    fitted = quasi_poisson_slope(np.log(rates), after)
    weights = np.array([fitted.error**-2, USUAL.error**-2])
    value = (weights @ [fitted.value, USUAL.value]) / weights.sum()
    return Slope(float(value), float(weights.sum() ** -0.5))


def quasi_poisson_slope(logarithms: Floats, counts: Floats) -> Slope:
    """Return the slope of log E(count) on a logarithm; no error where it shows none.

    Quasi-Poisson regression, its standard error robust to uneven variance.
    """
    centred = logarithms - logarithms.mean()
    if not centred.any():
        return Slope(1.0, np.inf)
    design = np.column_stack([np.ones(len(centred)), centred])
    found = np.array([np.log(counts.mean()), 1.0])
    for _ in range(N_STEPS):
        mean = np.exp(np.clip(design @ found, -WIDEST_LOG, WIDEST_LOG))
        information = (design * mean[:, None]).T @ design
        try:
            step = np.linalg.solve(information, design.T @ (counts - mean))
        except np.linalg.LinAlgError:
            # A few zones alone differ, and the fit runs away: they show no slope.
            return Slope(1.0, np.inf)
        # A long step overshoots; half a unit of a logarithm does not.
        found = found + step * min(1.0, 0.5 / max(np.abs(step).max(), TOLERANCE))
        if np.abs(step).max() < TOLERANCE:
            break
    score = design * (counts - mean)[:, None]
    bread = np.linalg.inv(information)
    variance = bread @ score.T @ score @ bread
    return Slope(float(found[1]), float(max(variance[1, 1] ** 0.5, TOLERANCE)))
