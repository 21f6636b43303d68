"""What would have happened anyway: the counts expected after, with nothing done.

Zones are chosen because a year was bad, so most of them fall next year with no patrol
at all. How many, and by how much, the zones that were not chosen tell.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hotspots.method.evaluation.prediction import predict_after
from hotspots.method.evaluation.rates import CONFIDENCE

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Expected:
    """The counts expected in the chosen zones had nothing been done, and those seen.

    Attributes
    ----------
    expected
        Mean count after of each chosen zone.
    low, high
        The count after of a chosen zone lies between these, both included, in at least
        95 of 100 years.
    p_fall
        How likely the zone has fewer incidents after than before.
    n_expected_to_fall
        How many chosen zones would be expected to have fewer.
    ratio
        Incidents seen in the chosen zones for each one expected; not a number where
        none is expected.
    ratio_low, ratio_high
        Its interval, for change from year to year and for chance.
    everywhere
        Mean count after of every zone, chosen or not.
    trend
        Incidents after for each one before, had each zone kept its own rate.
    tau2
        Variance of the logarithm of a busy zone's rate from year to year.
    clumps
        Variance of counts on top of chance for each incident: one cause, several of
        them.
    n_periods
        Periods before that the expectation rests on.
    """

    expected: Floats
    low: Counts
    high: Counts
    p_fall: Floats
    n_expected_to_fall: float
    ratio: float
    ratio_low: float
    ratio_high: float
    everywhere: Floats
    trend: float
    tau2: float
    clumps: float
    n_periods: int


def expected_after(
    history: ArrayLike,
    after: ArrayLike,
    *,
    chosen: ArrayLike,
    outside: ArrayLike | None = None,
) -> Expected:
    """Say what counts the chosen zones would have after, had nothing been done.

    Parameters
    ----------
    history
        Incidents of every zone that could have been chosen, zones x periods, oldest
        first: the period before last, and ahead of it such earlier periods of the same
        calendar months as are loaded.
    after
        Incidents of every such zone after.
    chosen
        Whether each zone was chosen. The choice may rest on the history in any way, and
        on nothing after it.
    outside
        The zones that tell how the county changed; those not chosen, unless given.
        Leave out zones that patrols may have touched.

    Raises
    ------
    InputError
        If the zones outside have no incident before, or arrays differ in length.

    Notes
    -----
    Empirical Bayes. A zone has a rate of its own, drawn from a prior of any shape that
    all zones share, and its counts vary about it from year to year by more than chance
    (`learn`). Prior and variation are those that make all counts likeliest, save the
    counts after of zones that are not outside, which are not looked at. Given the
    counts before, the choice tells no more of a zone, so it may be left out of account
    (Rubin 1976, Biometrika 63:581).

    The trend is incidents seen outside over those expected there by the same rule:
    the plain ratio is too high, for zones that were not chosen had a good year.

    Changes of different zones are taken as independent. Where all chosen zones share a
    fate that the county does not, such as town centres in a bad summer, chance is
    larger than told.

    Examples
    --------
    Ten zones alike hold 3 a year by chance, and the two that held most are chosen. Both
    are likely to fall:

    >>> told = expected_after(
    ...     [[6], [5], [4], [3], [3], [3], [2], [2], [1], [1]],
    ...     [3, 2, 2, 5, 4, 1, 3, 1, 3, 2],
    ...     chosen=[True, True] + 8 * [False],
    ... )
    >>> told.n_expected_to_fall > 1.5, chance_of_at_least(2, told.p_fall) > 0.5
    (True, True)
    """
    told = predict_after(
        history,
        after,
        chosen=chosen,
        outside=outside,
    )
    came = np.asarray(after, dtype=np.int64)[np.asarray(chosen, dtype=bool)]
    ratio, low, high = told.ratio(int(came.sum()))
    return Expected(
        expected=told.mean,
        low=told.quantile((1 - CONFIDENCE) / 2),
        high=told.quantile((1 + CONFIDENCE) / 2),
        p_fall=told.p_fall,
        n_expected_to_fall=float(told.p_fall.sum()),
        ratio=ratio,
        ratio_low=low,
        ratio_high=high,
        everywhere=told.everywhere,
        trend=told.trend,
        tau2=told.variation.tau2,
        clumps=told.variation.clumps,
        n_periods=np.shape(history)[1],
    )


def chance_of_at_least(n: int, chances: ArrayLike) -> float:
    """Return how likely at least `n` of some events are, each with its own chance.

    Notes
    -----
    The Poisson-binomial distribution, by adding one event after the other.

    Examples
    --------
    Two coins, of which one always falls heads:

    >>> chance_of_at_least(2, [0.5, 1.0])
    0.5
    """
    of_number = np.ones(1)
    for chance in np.asarray(chances, dtype=float):
        of_number = np.convolve(of_number, [1 - chance, chance])
    return float(min(of_number[max(n, 0) :].sum(), 1.0))
