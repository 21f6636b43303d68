"""Textbook empirical Bayes: each count drawn to what places like it hold.

What `expected` does without a shape of the prior, these do with a gamma distribution.
They suit sparse counts, and places whose expected number a model gives.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hotspots.errors import InputError

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Shrunk:
    """Counts drawn to what their model predicts.

    Attributes
    ----------
    estimate
        Mean number of each site.
    sd
        Standard deviation of that mean.
    weight
        Share of the estimate that is the model's prediction; the rest is the count.
    """

    estimate: Floats
    sd: Floats
    weight: Floats


def shrink_to_model(
    counts: ArrayLike, *, predicted: ArrayLike, dispersion: ArrayLike
) -> Shrunk:
    """Combine the count of a site with what a model predicts for sites like it.

    Parameters
    ----------
    counts
        Counts of the sites.
    predicted
        Mean counts of sites like each, above 0.
    dispersion
        Squared coefficient of variation of true means among such sites: the
        overdispersion k of a negative binomial model.

    Notes
    -----
    The weight is 1 / (1 + k x predicted), the estimate w x predicted + (1 - w) x count,
    its variance (1 - w) x estimate (Hauer, Harwood, Council and Griffith 2002,
    Transportation Research Record 1784:126).

    Examples
    --------
    Hauer's road of 1.8 km with 12 accidents, 4.34 of them on roads like it, phi 2.05 a
    kilometre:

    >>> told = shrink_to_model(12, predicted=4.3405, dispersion=1 / (2.05 * 1.8))
    >>> round(float(told.estimate), 2), round(float(told.sd), 2)
    (8.48, 2.14)
    """
    model = np.asarray(predicted, dtype=float)
    if not (model > 0).all():
        msg = f"A model must predict more than 0 for each site, not {model.min():g}."
        raise InputError(msg)
    weight = 1 / (1 + np.asarray(dispersion, dtype=float) * model)
    estimate = weight * model + (1 - weight) * np.asarray(counts, dtype=float)
    return Shrunk(estimate, np.sqrt((1 - weight) * estimate), weight)


@dataclass(frozen=True)
class Effect:
    """The change at treated sites against what empirical Bayes expects there.

    Attributes
    ----------
    ratio
        Incidents after for each one expected; below 1 is fewer.
    standard_error
        Of the ratio.
    expected, variance
        Incidents expected after with no treatment, and the variance of that number.
    """

    ratio: float
    standard_error: float
    expected: float
    variance: float

    @property
    def percent(self) -> float:
        """The change in percent; above 0 is fewer incidents."""
        return 100 * (1 - self.ratio)

    @property
    def z(self) -> float:
        """The change over its standard error, whatever its direction."""
        return abs(1 - self.ratio) / self.standard_error


def effect_at_sites(
    *,
    before: ArrayLike,
    after: ArrayLike,
    predicted_before: ArrayLike,
    predicted_after: ArrayLike,
    dispersion: ArrayLike,
) -> Effect:
    """Estimate what a treatment did at some sites, regression to the mean allowed for.

    Parameters
    ----------
    before, after
        Counts of the sites.
    predicted_before, predicted_after
        What a model predicts for sites like each in the two periods.
    dispersion
        As for `shrink_to_model`.

    Notes
    -----
    Highway Safety Manual, chapter 9, section 10: the expected number after is the
    shrunk number before, times predicted after / predicted before; the ratio of sums is
    divided by 1 + variance / expected^2, to be unbiased. The manual's equation 9A.1-11
    can be bracketed in two ways; with its sample problem they give a standard error of
    13.88 and 13.85 percent. This is the first, which the R package HSM takes.

    Examples
    --------
    Ten expected before and after, and five seen:

    >>> told = effect_at_sites(
    ...     before=[10, 10],
    ...     after=[5, 5],
    ...     predicted_before=[10, 10],
    ...     predicted_after=[10, 10],
    ...     dispersion=[0.1, 0.1],
    ... )
    >>> round(told.ratio, 4), round(told.percent, 1)
    (0.4878, 51.2)
    """
    shrunk = shrink_to_model(before, predicted=predicted_before, dispersion=dispersion)
    scale = np.asarray(predicted_after, float) / np.asarray(predicted_before, float)
    expected = float((scale * shrunk.estimate).sum())
    seen = float(np.sum(after))
    if expected == 0 or seen == 0:
        msg = (
            f"An effect needs incidents: {seen:g} were seen after and {expected:g} "
            f"were expected. Take more sites or a longer period."
        )
        raise InputError(msg)
    variance = float((scale**2 * shrunk.sd**2).sum())
    doubt = variance / expected**2
    ratio = seen / expected / (1 + doubt)
    of_ratio = (seen / expected) ** 2 * (1 / seen + doubt / (1 + doubt))
    return Effect(ratio, float(np.sqrt(of_ratio)), expected, variance)


@dataclass(frozen=True, eq=False)
class Smoothed:
    """Rates drawn to their common mean.

    Attributes
    ----------
    rates
        Smoothed rate of each zone.
    mean, variance
        Of true rates over zones.
    """

    rates: Floats
    mean: float
    variance: float


def smooth_rates(events: ArrayLike, population: ArrayLike) -> Smoothed:
    """Draw each zone's rate to the mean of all, the more the fewer people it has.

    Parameters
    ----------
    events
        Counts of the zones.
    population
        What each count is out of, above 0.

    Notes
    -----
    Marshall 1991, Applied Statistics 40:283, by moments. A variance below 0 is taken as
    0, and then all rates are the mean.

    Examples
    --------
    Two zones of 100 people. Of the variance of their rates, 0.0025, chance explains
    0.0008; they keep the rest, 68%, of their distance from 0.08:

    >>> told = smooth_rates([3, 13], [100, 100])
    >>> told.rates.round(4).tolist(), round(told.mean, 4)
    ([0.046, 0.114], 0.08)
    """
    events, population = np.asarray(events, float), np.asarray(population, float)
    if not (population > 0).all():
        msg = f"Each zone needs a population above 0, not {population.min():g}."
        raise InputError(msg)
    crude = events / population
    mean = float(events.sum() / population.sum())
    spread = float((population * (crude - mean) ** 2).sum() / population.sum())
    variance = max(spread - mean / float(population.mean()), 0.0)
    chance = mean / population
    total = variance + chance
    weight = np.divide(variance, total, out=np.zeros(total.shape), where=total > 0)
    return Smoothed(mean + weight * (crude - mean), mean, variance)
