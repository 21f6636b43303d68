"""How rates are spread over zones, in any shape, and what that tells of one zone."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

# Neighbouring rates differ by 8%. A count of 150 tells a rate to as much, and few zones
# hold more.
LOG_STEP = 0.08
# Expectation-maximisation takes many small steps at its end that move no prediction.
MOST_STEPS = 300
LEAST_GAIN = 1e-7
STEPS_OF_RESAMPLE = 100
SEED = 1981


def rate_grid(low: float, high: float) -> Floats:
    """Return rates from `low` to at least `high`, at equal steps of their logarithm.

    Examples
    --------
    >>> rate_grid(1.0, 1.2).round(3).tolist()
    [1.0, 1.083, 1.174, 1.271]
    """
    n_steps = int(np.ceil(np.log(high / low) / LOG_STEP))
    rates: Floats = low * np.exp(LOG_STEP * np.arange(n_steps + 1))
    return rates


def fit_prior(
    likelihood: Floats, n_zones: ArrayLike, *, most_steps: int = MOST_STEPS
) -> tuple[Floats, float]:
    """Find the shares of the rates that make the counts likeliest.

    Parameters
    ----------
    likelihood
        How likely the counts of a zone are at each rate: shape (kinds of zone, rates).
    n_zones
        How many zones of each kind there are.
    most_steps
        Steps of expectation-maximisation at most.

    Returns
    -------
    tuple
        Shares of the rates, of sum 1, and the logarithm of the likelihood.

    Notes
    -----
    Nonparametric maximum likelihood (Kiefer and Wolfowitz 1956, Annals of Mathematical
    Statistics 27:887) by expectation-maximisation (Laird 1978, JASA 73:805) from equal
    shares. It stops while the shares are still smooth.

    Examples
    --------
    Two rates that counts tell apart with certainty:

    >>> shares, _ = fit_prior(np.eye(2), [3, 1])
    >>> shares.round(6).tolist()
    [0.75, 0.25]
    """
    of_kind = np.asarray(n_zones, dtype=float)
    total = of_kind.sum()
    of_kind = of_kind / total
    shares = np.full(likelihood.shape[1], 1 / likelihood.shape[1])
    last = -np.inf
    for _ in range(most_steps):
        marginal = likelihood @ shares
        told = float(of_kind @ np.log(marginal))
        if told - last < LEAST_GAIN:
            break
        last = told
        shares = shares * ((of_kind / marginal) @ likelihood)
    return shares / shares.sum(), last * total


def posterior(likelihood: Floats, shares: Floats) -> Floats:
    """Return how likely each rate is for each zone, given its counts.

    Parameters
    ----------
    likelihood
        How likely the counts of each zone are at each rate: shape (zones, rates).
    shares
        Shares of the rates.

    Examples
    --------
    >>> posterior(np.array([[0.2, 0.1]]), np.array([0.5, 0.5])).round(3).tolist()
    [[0.667, 0.333]]
    """
    joint = likelihood * shares
    told: Floats = joint / joint.sum(axis=1, keepdims=True)
    return told


def resampled_priors(
    likelihood: Floats, n_zones: ArrayLike, *, n: int, steps: int = STEPS_OF_RESAMPLE
) -> Floats:
    """Return priors of counties like this one, to see how much a prior is worth.

    Parameters
    ----------
    likelihood, n_zones
        As for `fit_prior`.
    n
        How many priors.
    steps
        Steps of expectation-maximisation.

    Returns
    -------
    numpy.ndarray
        Shares of shape (rates, priors), the same in every run.

    Notes
    -----
    The Bayesian bootstrap (Rubin 1981, Annals of Statistics 9:130): each zone counts
    with a random weight of mean 1.

    Examples
    --------
    >>> priors = resampled_priors(np.eye(2), [300, 100], n=50)
    >>> priors.shape, bool(abs(priors[0].mean() - 0.75) < 0.02)
    ((2, 50), True)
    """
    of_kind = np.asarray(n_zones, dtype=float)[:, None]
    weights = np.random.default_rng(SEED).gamma(of_kind, size=(len(likelihood), n))
    weights /= weights.sum(axis=0)
    shares = np.full((likelihood.shape[1], n), 1 / likelihood.shape[1])
    for _ in range(steps):
        shares = shares * (likelihood.T @ (weights / (likelihood @ shares)))
    return shares
