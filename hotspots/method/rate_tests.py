"""Tests of two Poisson rates, and the interval of one, as others publish them.

The tables use the exact tests of `rates`; a reader can check those against these.
"""

from __future__ import annotations

from typing import Literal

import numpy as np

from hotspots.method.rates import LEVEL

Method = Literal["wald", "score", "sqrt", "wald-log", "score-log", "cond-midp"]


def poisson_interval(
    count: int, *, exposure: float = 1.0, level: float = LEVEL
) -> tuple[float, float]:
    """Return the exact interval of a rate, from one count.

    Parameters
    ----------
    count
        Incidents.
    exposure
        What they are counted over, such as days.
    level
        How often such an interval holds the true rate, at least.

    Notes
    -----
    Garwood 1936, Biometrika 28:437.

    Examples
    --------
    >>> low, high = poisson_interval(15, exposure=400)
    >>> round(low, 4), round(high, 4)
    (0.021, 0.0619)
    """
    from scipy.special import gammaincinv

    tail = (1 - level) / 2
    low = float(gammaincinv(count, tail)) if count else 0.0
    return low / exposure, float(gammaincinv(count + 1, 1 - tail)) / exposure


def e_test_p_value(*, counts: tuple[int, int], exposures: tuple[float, float]) -> float:
    """Return how likely two rates at least as far apart are where they are the same.

    Parameters
    ----------
    counts, exposures
        Of the first and of the second rate.

    Notes
    -----
    The E-test of Krishnamoorthy and Thomson 2004, Journal of Statistical Planning and
    Inference 119:23, two-sided. It rejects a little more often than the exact
    conditional test, and holds its level nearly always.

    Examples
    --------
    Their first example gives 0.0884:

    >>> round(e_test_p_value(counts=(0, 3), exposures=(100, 100)), 4)
    0.0884
    """
    from scipy.stats import poisson_means_test

    (first, second), (time_1, time_2) = counts, exposures
    return float(poisson_means_test(first, time_1, second, time_2).pvalue)


def higher_rate_p_value(
    *, counts: tuple[int, int], exposures: tuple[float, float], method: Method
) -> float:
    """Return how likely the first rate is so much the higher where they are the same.

    Parameters
    ----------
    counts, exposures
        Of the first and of the second rate; both counts above 0 for `wald-log`.
    method
        One of the six tests that Gu and others compare.

    Notes
    -----
    Gu, Ng, Tang and Schucany 2008, Biometrical Journal 50:283.

    Examples
    --------
    Their first example, breast cancer after X-rays:

    >>> told = {"counts": (60, 30), "exposures": (51477.5, 54308.7)}
    >>> round(higher_rate_p_value(**told, method="cond-midp"), 5)
    0.00031
    """
    from scipy.special import ndtr
    from scipy.stats import binom

    first, second = counts
    times = exposures[0] / exposures[1]
    both = first + second
    if method == "cond-midp":
        share = times / (1 + times)
        beyond = binom.sf(first, both, share)
        return float(beyond + binom.pmf(first, both, share) / 2)
    difference = first - second * times
    z = {
        "wald": lambda: difference / np.sqrt(first + second * times**2),
        "score": lambda: difference / np.sqrt(both * times),
        "sqrt": lambda: (
            2
            * (np.sqrt(first + 3 / 8) - np.sqrt(times * (second + 3 / 8)))
            / np.sqrt(1 + times)
        ),
        "wald-log": lambda: (
            np.log(first / second / times) / np.sqrt(1 / first + 1 / second)
        ),
        "score-log": lambda: (
            np.log(first / second / times) / np.sqrt((2 + 1 / times + times) / both)
        ),
    }[method]()
    return float(ndtr(-z))
