"""How much more than chance a total varies, from how differently its parts changed."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hotspots.method.evaluation.dispersion import UNKNOWN, Dispersion
from hotspots.method.evaluation.rates import CONFIDENCE

# With two parts one number would have to tell how far apart they are.
LEAST_PARTS = 3
# Far beyond any ratio of two periods; a sum of counts that it is sought for is reached.
_WIDEST_LOG_RATIO = 50.0


def dispersion_between(
    *,
    before: ArrayLike,
    after: ArrayLike,
    days_before: ArrayLike,
    days_after: ArrayLike,
) -> Dispersion:
    """Tell from parts of a total how much more than chance they changed apart.

    Parameters
    ----------
    before, after
        Counts of each part.
    days_before, days_after
        Lengths in days, of each part or of all.

    Returns
    -------
    Dispersion
        Unknown with fewer than three parts that hold incidents, or with none at all
        before or after.

    Notes
    -----
    Pearson's X2 over its degrees of freedom in a Poisson model with a rate for each
    part and one change for all, as statsmodels gives with `fit(scale="X2")`; never less
    than 1, for parts that happened to change alike show no law.

    Examples
    --------
    Three parts of 200 that became 100, 150 and 50 of 300 together:

    >>> found = dispersion_between(
    ...     before=[200, 200, 200], after=[100, 150, 50], days_before=1, days_after=1
    ... )
    >>> round(found.phi, 2), found.degrees_of_freedom
    (17.14, 2.0)
    """
    old, new = np.asarray(before, dtype=float), np.asarray(after, dtype=float)
    held = old + new > 0
    if held.sum() < LEAST_PARTS or not (old.any() and new.any()):
        return UNKNOWN
    days = np.broadcast_to(np.divide(days_after, days_before), old.shape)[held]
    old, new = old[held], new[held]
    expected = (old + new) * _share_after(old + new, float(new.sum()), days)
    spread = (new - expected) ** 2
    pearson = float((spread / expected + spread / (old + new - expected)).sum())
    degrees = float(held.sum() - 1)
    return Dispersion(max(pearson / degrees, 1.0), degrees)


def together(dispersions: Sequence[Dispersion]) -> Dispersion:
    """Add up what several kinds of parts vary beyond chance.

    Returns
    -------
    Dispersion
        Unknown if any is unknown.

    Notes
    -----
    Where districts wander apart and months do, each adds its own to the variance of
    the county's total: what each has beyond 1 is added. The degrees of freedom are
    Satterthwaite's (1946, Biometrics Bulletin 2:110).

    Examples
    --------
    >>> found = together([Dispersion(4.0, 12.0), Dispersion(2.0, 3.0)])
    >>> found.phi, round(found.degrees_of_freedom, 1)
    (5.0, 9.4)
    """
    if not all(each.is_known for each in dispersions):
        return UNKNOWN
    phi = 1 + sum(each.phi - 1 for each in dispersions)
    per_degree = sum(each.phi**2 / each.degrees_of_freedom for each in dispersions)
    return Dispersion(phi, phi**2 / per_degree)


def wider_interval(
    *,
    before: int,
    after: int,
    days: float,
    dispersion: Dispersion,
    confidence: float = CONFIDENCE,
) -> tuple[float, float]:
    """Return the interval of a ratio of two rates, wider than chance alone.

    Parameters
    ----------
    before, after
        Counts.
    days
        Days after for each day before.
    dispersion
        How much more than chance the counts vary.
    confidence
        Confidence level of the interval.

    Returns
    -------
    tuple of float
        Its ends; not numbers where a count is 0 or the dispersion is unknown.

    Notes
    -----
    exp(ln(ratio) -+ t sqrt(phi (1/before + 1/after))), t being Student's for the
    dispersion's degrees of freedom.

    Examples
    --------
    A fall of 4.5% that, with ten times the variance of chance, shows nothing:

    >>> found = wider_interval(
    ...     before=20000, after=19100, days=1, dispersion=Dispersion(10, 1e9)
    ... )
    >>> [round(100 * (end - 1), 1) for end in found]
    [-10.3, 1.7]
    """
    if not (dispersion.is_known and before and after):
        return float("nan"), float("nan")
    from scipy.special import stdtrit

    ratio = after / before / days
    error = np.sqrt(dispersion.phi * (1 / before + 1 / after))
    reach = np.exp(stdtrit(dispersion.degrees_of_freedom, (1 + confidence) / 2) * error)
    return float(ratio / reach), float(ratio * reach)


def _share_after(
    total: NDArray[np.float64], n_after: float, days: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the share of each part's incidents that one change for all puts after."""
    from scipy.optimize import brentq
    from scipy.special import expit

    def missed(log_ratio: float) -> float:
        return float(total @ expit(log_ratio + np.log(days))) - n_after

    log_ratio = brentq(missed, -_WIDEST_LOG_RATIO, _WIDEST_LOG_RATIO, xtol=1e-12)
    return np.asarray(expit(log_ratio + np.log(days)))
