"""Comparison zones, and the change in patrolled zones against theirs as one ratio."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from hotspots.errors import InputError
from hotspots.method.evaluation.buffers import outlines_of
from hotspots.method.evaluation.rates import LEVEL
from hotspots.method.zoning.zones import Zoning
from hotspots.tables import COMPARISON_ZONES, check

# Coordinates are doubles of some 600,000 m: distances are right to far less than this.
NEGLIGIBLE_M = 1e-6

# Added to all four counts where one is 0, so that a logarithm can be had.
HALF = 0.5


@dataclass(frozen=True, eq=False)
class ComparisonZones:
    """Zones not patrolled that tell what would have happened anyway.

    Attributes
    ----------
    zones
        Table `COMPARISON_ZONES`, by rank. It is empty where there is none to be had.
    n_asked
        How many were wanted: as many as there are chosen zones.
    n_unpatrolled
        How many zones could have been chosen and were not; 0 where no others are known.
    n_near
        Of these, how many lie too near to a chosen zone.
    """

    zones: pd.DataFrame
    n_asked: int
    n_unpatrolled: int
    n_near: int


def choose_comparison_zones(
    candidates: pd.DataFrame,
    zoning: Zoning,
    *,
    chosen: Sequence[str],
    buffer_m: float,
) -> ComparisonZones:
    """Take the next-ranked zones that lie outside the buffers of the chosen ones.

    Parameters
    ----------
    candidates
        Table `RANKING`, of the zones that may be chosen (`selection.candidates`).
    zoning
        The zones ranked.
    chosen
        Ids of the chosen zones.
    buffer_m
        Width of a buffer; comparison zones lie at least so far from any chosen zone,
        outline to outline.

    Returns
    -------
    ComparisonZones
        As many as there are chosen zones, or as there are.

    Raises
    ------
    InputError
        If the width is below 0.

    Notes
    -----
    They are not matched to the chosen zones on the months before those of selection,
    though that is often advised. A zone as busy as a chosen one in earlier months, and
    not as busy in the months that zones were chosen on, is one that had no bad year:
    the chosen ones then fall beside it with no patrol at all. Where nothing was done,
    matching gave mean relative rate ratios of 0.55 to 0.97, and the next-ranked zones
    0.76 to 1.09 (tests/benchmarks/bench_comparison_zones.py). Earlier months help as
    the baseline instead: with before taken from months that no zone was chosen on, the
    next-ranked zones gave 0.98 to 1.01 throughout.
    """
    if buffer_m < 0:
        msg = f"A buffer cannot be {buffer_m:g} metres wide. Choose 0 or more."
        raise InputError(msg)
    others = candidates[~candidates["zone"].isin(list(chosen))].sort_values("rank")
    far = _metres_to_nearest(zoning, others["zone"], chosen)
    outside = far >= buffer_m - NEGLIGIBLE_M
    taken = others[outside].head(len(chosen))
    columns = ["zone", "name", "district", "rank", "volume"]
    zones = taken[columns].assign(distance_m=far[outside][: len(chosen)])
    return ComparisonZones(
        zones=check(zones.reset_index(drop=True), COMPARISON_ZONES),
        n_asked=len(chosen),
        n_unpatrolled=len(others),
        n_near=int((~outside).sum()),
    )


def _metres_to_nearest(
    zoning: Zoning, zones: pd.Series, chosen: Sequence[str]
) -> NDArray[np.float64]:
    """Return how far each zone is from the nearest chosen one; endless if none is."""
    import shapely

    place, outlines = outlines_of(zoning, zones.to_list())
    _, patrolled = outlines_of(zoning, chosen)
    far = np.full(len(zones), np.inf)
    if len(patrolled) and len(outlines):
        tree = shapely.STRtree(patrolled)
        found, metres = tree.query_nearest(
            outlines, return_distance=True, all_matches=False
        )
        far[place[found[0]]] = metres
    return far


@dataclass(frozen=True, eq=False)
class Dispersion:
    """How much more the change of zones varies than chance allows.

    Attributes
    ----------
    phi
        Variance for each one of Poisson counts, each incident counting alike; at
        least 1. Intervals are widened by its square root.
    pearson
        The same with each zone counting alike: Pearson's X2 over its degrees of
        freedom, as textbooks have it, and not held to at least 1.
    degrees_of_freedom
        Zones with an incident in either period, less one.
    """

    phi: NDArray[np.float64]
    pearson: NDArray[np.float64]
    degrees_of_freedom: NDArray[np.float64]


# What chance alone gives.
POISSON = Dispersion(np.array(1.0), np.array(1.0), np.array(np.inf))


@dataclass(frozen=True, eq=False)
class RelativeRatio:
    """Change in patrolled zones for that in comparison zones, with its interval.

    Attributes
    ----------
    ratio
        Below 1: patrolled zones fared better, whatever the county did.
    low, high
        Ends of the interval.
    """

    ratio: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]


def dispersion(before: ArrayLike, after: ArrayLike) -> Dispersion:
    """Measure how unevenly zones changed between the periods, beyond chance.

    Parameters
    ----------
    before, after
        Counts, zones along the last axis; further axes (simulated worlds) are kept.

    Notes
    -----
    Residuals are those of a Poisson model with zone and period effects on the counts
    zone x period. Its fit is closed: of the n incidents of a zone, n p are expected
    after, p being the share after of all zones' incidents, with variance n p (1 - p).

    Cells are whole periods, not months, for what an interval of a change between
    periods must cover is that each place changes from year to year by itself. Monthly
    counts hardly show that: a place that is a quarter up for the whole of a year has
    months that vary round their mean as chance has it.

    `phi` is sum r^2 / (1 - h)^2 over sum n p (1 - p), h being the zone's share of all
    incidents. With it phi (1 / before + 1 / after) is the variance of the log ratio of
    the sums that standard errors clustered by zone give, a zone that sways the sums
    counting as if it had been left out (Bell and McCaffrey 2002, Survey Methodology
    28:169). Pearson's takes the mean of r^2 / n p (1 - p) instead. Busier places are
    further from Poisson, so that is too small where a few zones hold much of the
    incidents (tests/benchmarks/bench_comparison_zones.py shows by how much).

    Examples
    --------
    Two zones that swapped their incidents, and two that kept them:

    >>> float(dispersion([30, 10], [10, 30]).phi)
    40.0
    >>> float(dispersion([30, 10], [30, 10]).phi)
    1.0
    """
    before, after = np.asarray(before, dtype=float), np.asarray(after, dtype=float)
    both = before + after
    all_zones = np.maximum(both.sum(axis=-1, keepdims=True), 1)
    share = after.sum(axis=-1, keepdims=True) / all_zones
    variance = both * share * (1 - share)
    residual = after - both * share
    swayed = np.where(both < all_zones, 1 - both / all_zones, 1.0)
    free = np.maximum((both > 0).sum(axis=-1) - 1, 1)
    each = _quotient(residual**2, variance)
    together = _quotient(((residual / swayed) ** 2).sum(axis=-1), variance.sum(axis=-1))
    return Dispersion(
        phi=np.maximum(together, 1.0),
        pearson=each.sum(axis=-1) / free,
        degrees_of_freedom=np.asarray(free, dtype=float),
    )


def relative_rate_ratio(
    *,
    patrolled: tuple[ArrayLike, ArrayLike],
    compared: tuple[ArrayLike, ArrayLike],
    dispersions: tuple[Dispersion, Dispersion] = (POISSON, POISSON),
    level: float = LEVEL,
) -> RelativeRatio:
    """Compare the change in patrolled zones with that in comparison zones.

    Parameters
    ----------
    patrolled, compared
        Incidents (before, after) of all such zones together; arrays give a ratio each.
    dispersions
        Of the patrolled and of the comparison zones.
    level
        How often such an interval holds the true ratio.

    Notes
    -----
    ratio = (T1 / T0) / (C1 / C0), with variance of its logarithm phi_T (1/T0 + 1/T1) +
    phi_C (1/C0 + 1/C1) (Wilson 2022, Journal of Quantitative Criminology 38:323). The
    interval takes Student's t, for phi is estimated, with the degrees of freedom of
    Satterthwaite 1946, Biometrics Bulletin 2:110; without dispersions it is the normal
    one. Half an incident is added to all four counts where one is 0. Lengths of the
    periods cancel, both groups being counted in the same ones.

    Beware of the direction: Farrington and Welsh's relative effect size is the inverse,
    above 1 where patrolled zones fared better.

    Examples
    --------
    Wheeler's example prints 0.6545455:

    >>> told = relative_rate_ratio(patrolled=(50, 30), compared=(60, 55))
    >>> [round(float(each), 4) for each in (told.ratio, told.low, told.high)]
    [0.6545, 0.3657, 1.1714]
    """
    from scipy.special import stdtrit

    counts = np.stack(np.broadcast_arrays(*patrolled, *compared)).astype(float)
    t0, t1, c0, c1 = counts + np.where(counts.min(axis=0) == 0, HALF, 0.0)
    ratio = (t1 / t0) / (c1 / c0)
    own, other = dispersions
    variance_own = own.phi * (1 / t0 + 1 / t1)
    variance_other = other.phi * (1 / c0 + 1 / c1)
    variance = variance_own + variance_other
    share_own = variance_own / variance
    per_degree = (
        share_own**2 / own.degrees_of_freedom
        + (1 - share_own) ** 2 / other.degrees_of_freedom
    )
    with np.errstate(divide="ignore"):
        free = 1 / per_degree
    reach = np.exp(stdtrit(free, (1 + level) / 2) * np.sqrt(variance))
    return RelativeRatio(ratio=ratio, low=ratio / reach, high=ratio * reach)


def _quotient(
    part: NDArray[np.float64], whole: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return part for each one of whole; 0 where whole is 0."""
    there = whole > 0
    return np.where(there, part / np.where(there, whole, 1.0), 0.0)
