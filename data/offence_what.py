"""What the second sample's offences are: classes, types of antisocial behaviour, flags.

How many there are of each is exact in the two years that are compared, so that every
class falls by what the Commissioner published of its strand; which incidents they are
goes by chance and by how public their place is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.build_sample import AFTER, BEFORE, PUBLISHED_CHANGE
from data.offence_habits import ASB_TYPES, KINDS, USUAL_CODES, Habit, habit_of
from data.sample_world import MONTHS_A_YEAR, N_YEARS
from hotspots.method.patrols.hours import largest_remainders
from hotspots.sources.force_extract.values.offences import (
    OffenceTable,
    standard_offences,
)
from hotspots.sources.police_uk.categories import ANTISOCIAL_BEHAVIOUR

# Classes of other categories that count as serious violence and change with it.
KNIFE_AND_GUN = ("10A", "10B", "10D", "81")
WEAPONS = "Possession of weapons"
VIOLENCE_CHANGE = PUBLISHED_CHANGE["Robbery"]

# A class is drawn if England and Wales recorded so many of it in 2017/18.
LEAST_RECORDED = 700
# How much places of one kind differ, beside chance, in how public what happens is.
OF_LSOA, OF_POINT, CHANCE = 0.5, 0.4, 1.5

KIND_COLUMNS = (
    *("category", "share", "offence_class", "code", "title"),
    *("asb_class", "asb_type"),
)

# Separate streams of random numbers, so that one part can be drawn without the others.
_PLACES, _CLASSES, _FLAGS = range(20, 23)


@dataclass(frozen=True)
class Offences:
    """What each row is.

    Attributes
    ----------
    kinds
        A row for each class or type: `category`, `offence_class` (empty for antisocial
        behaviour), `code`, `title`, `asb_class`, `asb_type`.
    habits
        The habit of each of `kinds`.
    kind
        Of each incident the row of `kinds`.
    domestic, knife
        Flags of each incident.
    """

    kinds: pd.DataFrame
    habits: tuple[Habit, ...]
    kind: NDArray[np.int64]
    domestic: NDArray[np.bool_]
    knife: NDArray[np.bool_]


@dataclass(frozen=True)
class _Places:
    """Of each row: how public its place is, its year, and whether it is counted."""

    public: NDArray[np.float64]
    year: NDArray[np.int64]
    counted: NDArray[np.bool_]


def kinds_of_offence() -> tuple[pd.DataFrame, tuple[Habit, ...]]:
    """List the classes and types that are drawn, their shares and their habits."""
    offences = standard_offences()
    classes = offences.classes
    common = classes[
        (classes["n_england_wales_2017_18"] >= LEAST_RECORDED)
        & classes["police_uk_category"].notna()
    ]
    rows, habits = [], []
    for asb_type, (share, asb_class, public) in ASB_TYPES.items():
        rows.append((ANTISOCIAL_BEHAVIOUR, share, "", "", "", asb_class, asb_type))
        usual = habit_of(ANTISOCIAL_BEHAVIOUR, "")
        habits.append(Habit(public, usual.mix, share_span=usual.share_span))
    for row in common.itertuples():
        code = _code_of(offences, row.offence_class, row.title)
        if not code:
            continue
        rows.append(
            (
                row.police_uk_category,
                row.n_england_wales_2017_18,
                row.offence_class,
                code,
                row.title,
                "",
                "",
            )
        )
        habits.append(
            habit_of(
                row.police_uk_category, row.offence_class, subgroup=row.offence_subgroup
            )
        )
    return pd.DataFrame(rows, columns=list(KIND_COLUMNS)), tuple(habits)


def _code_of(offences: OffenceTable, offence_class: str, title: str) -> str:
    """Return the class's code that reads back as the class; empty if none does."""
    codes = sorted(
        code for code, classes in offences.by_code.items() if offence_class in classes
    )
    sure = [code for code in codes if len(offences.by_code[code]) == 1]
    usual = [USUAL_CODES[offence_class]] if offence_class in USUAL_CODES else []
    for code in [*usual, *sure, *codes]:
        found, how = offences.class_of(code, title)
        if found == offence_class and how != "commonest":
            return code
    return ""


def draw_offences(rows: pd.DataFrame, *, seed: int) -> Offences:
    """Draw what each incident was.

    Parameters
    ----------
    rows
        The incidents: `month` (its number from 0), `category`, `location`, `lsoa`,
        `easting`, `northing`, `is_counted` (inside the county, with a location).
    seed
        What it is drawn with; the same gives the same.
    """
    kinds, habits = kinds_of_offence()
    places = _Places(
        publicness(rows, seed=seed),
        rows["month"].to_numpy() // MONTHS_A_YEAR,
        rows["is_counted"].to_numpy(),
    )
    category = rows["category"].to_numpy()
    kind = np.full(len(rows), -1)
    rng = np.random.default_rng([seed, _CLASSES])
    for name, of_category in kinds.groupby("category", sort=True):
        order = sorted(of_category.index, key=lambda row: habits[row].public)
        mine = category == name
        numbers = _numbers(of_category, np.bincount(places.year[mine & places.counted]))
        for at in range(N_YEARS):
            here = np.flatnonzero(mine & places.counted & (places.year == at))
            by = places.public[here] + rng.logistic(0, CHANCE, len(here))
            kind[here[np.argsort(by)]] = np.repeat(
                order, [numbers[row][at] for row in order]
            )
        rest = np.flatnonzero(mine & ~places.counted)
        shares = of_category["share"].to_numpy() / of_category["share"].sum()
        kind[rest] = rng.choice(of_category.index.to_numpy(), len(rest), p=shares)
    return Offences(
        kinds, habits, kind, *_flags(kind, places, kinds, habits, seed=seed)
    )


def publicness(rows: pd.DataFrame, *, seed: int) -> NDArray[np.float64]:
    """Return how public what happens at each row's place is."""
    rng = np.random.default_rng([seed, _PLACES])
    lsoa, n_lsoas = _numbered(rows["lsoa"])
    at = rows["easting"].fillna(0) * 1e7 + rows["northing"].fillna(0)
    point, n_points = _numbered(at)
    of_kind = rows["location"].map({name: steps[0] for name, steps in KINDS.items()})
    drawn = OF_LSOA * rng.standard_normal(n_lsoas)[lsoa]
    drawn += OF_POINT * rng.standard_normal(n_points)[point]
    return drawn + of_kind.fillna(0).to_numpy(dtype=float)


def _numbered(values: pd.Series) -> tuple[NDArray[np.int64], int]:
    codes, names = pd.factorize(values, sort=True)
    return codes.astype(np.int64), len(names)


def change_of(category: str, offence_class: str) -> float:
    """Return by what part a class changed, as published; 0 where nothing was."""
    if category == WEAPONS:
        return VIOLENCE_CHANGE if offence_class in KNIFE_AND_GUN else 0.0
    return PUBLISHED_CHANGE.get(category, 0.0)


def _numbers(
    of_category: pd.DataFrame, n_of_year: NDArray[np.int64]
) -> Mapping[int, list[int]]:
    """Return how many a year each class has; the commonest takes what is left over."""
    shares = of_category["share"].astype(int).clip(lower=1).to_list()
    whole = [largest_remainders(shares, int(n)).tolist() for n in n_of_year]
    table = np.array(whole).T
    for row, (name, cls) in enumerate(
        zip(of_category["category"], of_category["offence_class"], strict=True)
    ):
        change = change_of(name, cls)
        if change:
            table[row, BEFORE] = round(table[row, AFTER] / (1 + change))
    slack = _slack(of_category)
    for at in range(N_YEARS):
        table[slack, at] += n_of_year[at] - table[:, at].sum()
    return dict(zip(of_category.index, table.tolist(), strict=True))


def _slack(of_category: pd.DataFrame) -> int:
    """Return the row of the commonest class that serious violence leaves out."""
    free = ~of_category["offence_class"].isin(list(KNIFE_AND_GUN))
    return int(of_category["share"].where(free, 0.0).to_numpy().argmax())


def _flags(
    kind: NDArray[np.int64],
    places: _Places,
    kinds: pd.DataFrame,
    habits: tuple[Habit, ...],
    *,
    seed: int,
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Flag exact numbers: domestic mostly in homes, knives mostly in the street."""
    rng = np.random.default_rng([seed, _FLAGS])
    domestic, knife = (np.zeros(len(kind), dtype=bool) for _ in range(2))
    for row, habit in enumerate(habits):
        change = change_of(*kinds.loc[row, ["category", "offence_class"]])
        for flag, share, side in (
            (domestic, habit.domestic, -1),
            (knife, habit.knife, 1),
        ):
            if share:
                flag[_flagged(kind == row, places, side, share, change, rng)] = True
    return domestic, knife


def _flagged(
    mine: NDArray[np.bool_],
    places: _Places,
    side: int,
    share: float,
    change: float,
    rng: np.random.Generator,
) -> NDArray[np.int64]:
    """Choose a class's flagged rows, a share of it in each year."""
    of_years = [
        np.flatnonzero(mine & places.counted & (places.year == at))
        for at in range(N_YEARS)
    ]
    n = [round(share * len(rows)) for rows in of_years]
    if change:
        n[BEFORE] = min(round(n[AFTER] / (1 + change)), len(of_years[BEFORE]))
    chosen = []
    for rows, n_flagged in zip(of_years, n, strict=True):
        by = side * places.public[rows] + rng.logistic(0, CHANCE, len(rows))
        chosen.append(rows[np.argsort(-by)[:n_flagged]])
    rest = np.flatnonzero(mine & ~places.counted)
    return np.concatenate([*chosen, rest[rng.random(len(rest)) < share]])
