"""The sample's world: how busy each place is, how that changes, what happens there.

It knows of no patrols and of no zones, so no effect of patrols is in it: whatever the
method finds about one is chance, regression to the mean, or the county's own trend.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
import pandas as pd
from numpy.typing import NDArray

N_YEARS = 3
MONTHS_A_YEAR = 12

# Three fields say how busy a place is; a category's log rate mixes theirs.
FIELDS = ("asb", "violence", "theft")
MIX = {
    "Anti-social behaviour": (1.0, 0.0, 0.0),
    "Bicycle theft": (0.3, 0.2, 0.4),
    "Burglary": (0.2, 0.6, 0.1),
    "Criminal damage and arson": (0.3, 0.6, 0.0),
    "Drugs": (0.5, 0.6, 0.1),
    "Other crime": (0.0, 0.8, 0.1),
    "Other theft": (0.1, 0.5, 0.3),
    "Possession of weapons": (0.4, 0.6, 0.1),
    "Public order": (0.5, 0.7, 0.1),
    "Robbery": (0.4, 0.5, 0.4),
    "Shoplifting": (0.0, 0.0, 1.0),
    "Theft from the person": (0.4, 0.4, 0.5),
    "Vehicle crime": (0.3, 0.5, 0.0),
    "Violence and sexual offences": (0.0, 1.0, 0.0),
}


@dataclass(frozen=True)
class Shape:
    """How unequal places are: their log rate as a curve over the normal score.

    Attributes
    ----------
    below, above
        Slope of the log rate below and above the middle place.
    bend
        How much the slope above grows: positive makes the busiest stand out more.
    """

    below: float
    above: float
    bend: float


# Fitted (Nelder-Mead, eight worlds) to Kent's real points of 2025: how many have an
# incident of the strand, and the share of incidents at the busiest of them. Theft is
# judged by eye: a few shops have most of it.
SHAPES = {
    "asb": Shape(1.16, 1.61, -0.068),
    "violence": Shape(1.32, 1.06, 0.032),
    "theft": Shape(5.0, 4.8, -0.5),
}

# What makes a place busy, as weights in its score: postcodes near it and its block, for
# all fields alike; then its block and the place itself, for each field. With these,
# hexagons of 350 m are as unequal, and their strands as alike, as Kent's real ones.
NEAR, BLOCK, BLOCK_OF_FIELD, ITSELF = 0.5, 0.5, 0.4, 0.65

# Kinds of place busier or quieter than streets: steps in the score of each field.
LEAN = {
    "Bus/Coach Station": (1.5, 0.8, 0.8),
    "Hospital": (-0.5, 3.8, 0.0),
    "Nightclub": (0.5, 1.5, 0.5),
    "Park/Open Space": (0.8, 0.2, -0.5),
    "Parking Area": (0.5, 0.5, 0.5),
    "Petrol Station": (0.3, 0.3, 1.8),
    "Police Station": (0.5, 2.0, 0.0),
    "Prison": (-4.0, 5.5, -4.0),
    "Shopping Area": (1.0, 0.8, 2.5),
    "Sports/Recreation Area": (0.3, 0.0, -0.3),
    "Supermarket": (1.0, 0.5, 2.8),
    "Theatre/Concert Hall": (0.5, 0.5, 0.3),
}

# Variance of the log rate of a block, and of a place in it, in one year about its usual
# level, and of a block in one month about its year: for each field. Together they give
# hexagons the yearly change (tau squared) and the monthly unrest of real ones.
YEARLY_OF_BLOCK = (0.03, 0.03, 0.03)
YEARLY_OF_PLACE = (0.08, 0.08, 0.08)
MONTHLY_OF_BLOCK = (0.15, 0.15, 0.15)

# Separate streams of random numbers, so that one part can be drawn without the others.
_LEVELS, _CHANGES, _INCIDENTS = range(3)


@dataclass(frozen=True)
class World:
    """How busy places are, and the seed of the numbers drawn in this world.

    Attributes
    ----------
    seed
        The seed.
    district
        Of each place the number of its district in the order of the alphabet.
    by_year
        Log rates of shape (fields, years, places).
    by_month
        What a month adds to its year's: (fields, months, places).
    """

    seed: int
    district: NDArray[np.int64]
    by_year: NDArray[np.float64]
    by_month: NDArray[np.float64]


def make_world(places: pd.DataFrame, *, seed: int) -> World:
    """Make the world of a seed.

    Parameters
    ----------
    places
        The places of `data.sample_places.build_places`.
    seed
        Number that the world is drawn with; the same gives the same world.
    """
    block = places["block"].to_numpy()
    n_places, n_blocks = len(places), int(block.max()) + 1
    n_months = N_YEARS * MONTHS_A_YEAR
    rng = np.random.default_rng([seed, _CHANGES])
    of_block = _changes(rng, YEARLY_OF_BLOCK, N_YEARS, n_blocks)[..., block]
    of_place = _changes(rng, YEARLY_OF_PLACE, N_YEARS, n_places)
    by_month = _changes(rng, MONTHLY_OF_BLOCK, n_months, n_blocks)[..., block]
    levels = _levels(places, np.random.default_rng([seed, _LEVELS]))
    district = np.unique(places["district"], return_inverse=True)[1]
    return World(seed, district, levels[:, None] + of_block + of_place, by_month)


def _changes(
    rng: np.random.Generator, variance: tuple[float, ...], n_times: int, n: int
) -> NDArray[np.float64]:
    spread = np.sqrt(variance)[:, None, None]
    return spread * rng.standard_normal((len(FIELDS), n_times, n))


def _levels(places: pd.DataFrame, rng: np.random.Generator) -> NDArray[np.float64]:
    """Return the usual log rate of each field at each place."""
    block, n_places = places["block"].to_numpy(), len(places)
    n_blocks = int(block.max()) + 1
    near = np.log(places["n_near"].to_numpy())
    near = (near - near.mean()) / (near.std() or 1)
    shared = NEAR * near + BLOCK * rng.standard_normal(n_blocks)[block]
    levels = []
    for field, name in enumerate(FIELDS):
        of_block = BLOCK_OF_FIELD * rng.standard_normal(n_blocks)[block]
        itself = ITSELF * rng.standard_normal(n_places)
        lean = [LEAN[kind][field] if kind in LEAN else 0 for kind in places["kind"]]
        levels.append(_by_rank(shared + of_block + itself + lean, SHAPES[name]))
    return np.array(levels)


def _by_rank(score: NDArray[np.float64], shape: Shape) -> NDArray[np.float64]:
    """Give the places, in the order of their scores, the log rates of the shape."""
    normal = NormalDist()
    ranks = (np.arange(len(score)) + 0.5) / len(score)
    at = np.array([normal.inv_cdf(rank) for rank in ranks.tolist()])
    slope = np.where(at < 0, shape.below, shape.above + shape.bend * at)
    log_rate = np.empty(len(score))
    log_rate[np.argsort(score, kind="stable")] = slope * at
    return log_rate


def draw_year(
    world: World,
    category: str,
    *,
    year: int,
    total: int,
    expected: NDArray[np.float64],
) -> NDArray[np.int64]:
    """Draw one year's incidents of a category.

    Parameters
    ----------
    world
        The world.
    category
        One of `MIX`.
    year
        Year of the sample, from 0.
    total
        Incidents to draw.
    expected
        Incidents expected, of shape (12 months, districts); only their proportions
        matter.

    Returns
    -------
    numpy.ndarray
        Incidents of shape (12 months, places); they make up the total.
    """
    months = slice(year * MONTHS_A_YEAR, (year + 1) * MONTHS_A_YEAR)
    log_rate = np.zeros((MONTHS_A_YEAR, len(world.district)))
    for weight, by_year, by_month in zip(
        MIX[category], world.by_year, world.by_month, strict=True
    ):
        log_rate += weight * (by_year[year] + by_month[months])
    rate = np.exp(log_rate)
    for district in np.unique(world.district):
        its = world.district == district
        rate[:, its] *= (expected[:, district] / rate[:, its].sum(axis=1))[:, None]
    number = list(MIX).index(category)
    rng = np.random.default_rng([world.seed, _INCIDENTS, number, year])
    return rng.multinomial(total, rate.ravel() / rate.sum()).reshape(rate.shape)
