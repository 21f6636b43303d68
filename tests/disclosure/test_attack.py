"""Attacks on packs in a row: nothing hidden is recovered, and nothing narrowed.

The attack itself is in `attack.py`, and shares nothing with the project.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from hotspots.disclosure.policy import Policy
from hotspots.disclosure.publish import publish_counts
from hotspots.errors import InputError
from hotspots.method.evaluation.before_after import (
    monthly_counts,
    outcomes_of_zones,
)
from hotspots.method.evaluation.periods import Periods
from hotspots.method.evaluation.totals import totals_of_county
from hotspots.method.pipeline import run
from hotspots.months import Period, months_between
from hotspots.settings import Settings
from hotspots.sources.sample import sample_sources
from tests.disclosure.attack import HIDDEN, Attack, Pack, attacked


def county_of(seed: int, *, n_zones: int, n_districts: int, a_month: float):
    """Make monthly counts of zones and of the rest of each district, from a seed."""
    rng = np.random.default_rng(seed)
    of_zone = np.r_[
        np.arange(n_districts), rng.integers(0, n_districts, n_zones - n_districts)
    ]
    busy = a_month * rng.gamma(1, 1, n_zones)
    months = [
        *months_between("2023-01", "2023-04"),
        *months_between("2024-01", "2024-04"),
    ]
    zones = rng.poisson(busy[:, None], (n_zones, len(months)))
    rest = rng.poisson(a_month, (n_districts, len(months)))
    return {
        "of_zone": of_zone,
        "zones": pd.DataFrame(zones, columns=months),
        "rest": pd.DataFrame(rest, columns=months),
    }


def tables_of(county, before: Period, after: Period):
    of_zone = county["of_zone"]
    zones, rest = (
        np.column_stack([county[name][p.months].sum(axis=1) for p in (before, after)])
        for name in ("zones", "rest")
    )
    districts = [
        zones[of_zone == number].sum(axis=0) + rest[number]
        for number in range(len(rest))
    ]
    chosen, whole = zones.sum(axis=0), np.sum(districts, axis=0)
    outcomes = pd.DataFrame(zones, columns=["before", "after"]).assign(
        zone=[f"Z{number}" for number in range(len(zones))],
        name=[f"Street {number}" for number in range(len(zones))],
        district=[f"D{number}" for number in of_zone],
    )
    totals = pd.DataFrame(
        [whole, chosen, whole - chosen, *districts], columns=["before", "after"]
    ).assign(
        part=["county", "chosen zones", "rest of county", *["district"] * len(rest)],
        district=["", "", "", *[f"D{number}" for number in range(len(rest))]],
    )
    return outcomes, totals, months_of(county, last=after.last)


def months_of(county, *, last: str) -> pd.DataFrame:
    """Count county and chosen zones in each month up to the last loaded."""
    chosen = county["zones"].sum()
    both = {"county": chosen + county["rest"].sum(), "chosen zones": chosen}
    monthly = pd.concat(both, names=["part", "month"]).rename("incidents")
    monthly = monthly.reset_index()
    return monthly[monthly["month"] <= last].reset_index(drop=True)


def pack_of(published, before: Period, after: Period, round_to: int = 5) -> Pack:
    def shown(row):
        return tuple(
            HIDDEN if pd.isna(row[p]) else int(row[p]) for p in ("before", "after")
        )

    rows = {
        ("zone", row["zone"], row["district"]): shown(row)
        for _, row in published.zones.iterrows()
    } | {
        (row["part"], "", row["district"]): shown(row)
        for _, row in published.totals.iterrows()
    }
    monthly = {
        (row["part"], row["month"]): HIDDEN
        if pd.isna(row["incidents"])
        else int(row["incidents"])
        for _, row in published.monthly.iterrows()
    }
    fell, rose = published.falls or (None, None)
    periods = (before.months, after.months)
    return Pack(rows, periods, fell, rose, round_to, monthly)


def plain_pack(tables, before: Period, after: Period, round_to: int = 5) -> Pack:
    """Hide the small counts alone and round the others."""
    outcomes, totals, monthly = tables

    def shown(count):
        if 1 <= count <= 4:
            return HIDDEN
        return int((count + round_to // 2) // round_to * round_to)

    rows = {
        ("zone", row["zone"], row["district"]): (
            shown(row["before"]),
            shown(row["after"]),
        )
        for _, row in outcomes.iterrows()
    } | {
        (row["part"], "", row["district"]): (shown(row["before"]), shown(row["after"]))
        for _, row in totals.iterrows()
    }
    months = {
        (row["part"], row["month"]): shown(row["incidents"])
        for _, row in monthly.iterrows()
    }
    change = outcomes["after"] - outcomes["before"]
    fell, rose = int((change < 0).sum()), int((change > 0).sum())
    return Pack(rows, (before.months, after.months), fell, rose, round_to, months)


def truths_of(outcomes, totals, monthly):
    """Return every count by the keys of `Pack.figures`."""
    zones = {
        (("zone", row["zone"], row["district"]), period): row[name]
        for _, row in outcomes.iterrows()
        for period, name in enumerate(("before", "after"))
    }
    parts = {
        ((row["part"], "", row["district"]), period): row[name]
        for _, row in totals.iterrows()
        for period, name in enumerate(("before", "after"))
    }
    months = {
        (row["part"], row["month"]): row["incidents"] for _, row in monthly.iterrows()
    }
    return zones | parts | months


WINDOWS = (
    (Period("2023-01", "2023-02"), Period("2024-01", "2024-02")),
    (Period("2023-02", "2023-03"), Period("2024-02", "2024-03")),
)
SAME_BEFORE = (WINDOWS[0], (Period("2023-01", "2023-02"), Period("2024-02", "2024-03")))


THREE = (
    *WINDOWS,
    (Period("2023-02", "2023-04"), Period("2024-02", "2024-04")),
)


def releases(tables, windows, policy=None):
    """Publish pack after pack, each knowing the ones before."""
    policy = policy or Policy()
    packs, earlier = [], []
    for each, periods in zip(tables, windows, strict=True):
        published = publish_counts(
            *each, periods=periods, policy=policy, earlier=earlier
        )
        packs.append(pack_of(published, *periods, policy.round_to))
        earlier.append(published.release)
    return packs


def toys(seeds, windows):
    """Give each toy county's tables, a few for each pack, and what is true."""
    for seed in seeds:
        county = county_of(seed, n_zones=4, n_districts=2, a_month=2.5)
        tables = [tables_of(county, *window) for window in windows]
        yield tables, [truths_of(*pair) for pair in tables]


def attack_protected(seeds, windows, policy) -> Counter:
    found = Counter()
    for tables, truths in toys(seeds, windows):
        try:
            packs = releases(tables, windows, policy)
        except InputError:
            # Of so few incidents nothing at all may be fit to be published.
            found["refused"] += 1
            continue
        found += attacked(packs, truths)
    return found


def attack_plain(seeds, windows, policy) -> Counter:
    found = Counter()
    for tables, truths in toys(seeds, windows):
        packs = [
            plain_pack(pair, *window, policy.round_to)
            for pair, window in zip(tables, windows, strict=True)
        ]
        found += attacked(packs, truths)
    return found


SEEDS = range(4)
PACKS = pytest.mark.parametrize(
    "windows",
    [WINDOWS, SAME_BEFORE, THREE],
    ids=["both periods move", "after moves", "three packs"],
)


@PACKS
@pytest.mark.parametrize("round_to", [1, 5])
def test_nothing_hidden_follows_from_packs_in_a_row(windows, round_to):
    found = attack_protected(SEEDS, windows, Policy(round_to=round_to))
    assert found["refused"] <= 1
    assert found["hidden"] > 40
    assert found["hidden months"] > 5
    assert found["recovered"] == 0
    assert found["narrowed"] == 0


@pytest.mark.parametrize(
    ("round_to", "what", "at_least"), [(1, "recovered", 10), (5, "narrowed", 5)]
)
def test_without_secondary_suppression_the_same_attack_succeeds(
    round_to, what, at_least
):
    found = attack_plain(SEEDS, WINDOWS, Policy(round_to=round_to))
    assert found[what] >= at_least


def test_months_that_pass_no_suppression_give_hidden_counts_away():
    """What a pack's figures hide, its months of the chosen zones told."""
    found = Counter()
    for seed in SEEDS:
        county = county_of(seed, n_zones=4, n_districts=2, a_month=2.5)
        outcomes, totals, monthly = tables_of(county, *WINDOWS[0])
        truth = truths_of(outcomes, totals, monthly)
        [pack] = releases(
            [(outcomes, totals, monthly.iloc[:0])], WINDOWS[:1], Policy(round_to=1)
        )
        plain = plain_pack((outcomes, totals, monthly), *WINDOWS[0], round_to=1)
        found += attacked([replace(pack, monthly=plain.monthly)], [truth])
    assert found["recovered"] > 0


def test_a_pack_that_knows_nothing_of_the_one_before_gives_it_away():
    found = Counter()
    for tables, truths in toys(range(2), SAME_BEFORE):
        packs = [
            releases([pair], [window], Policy(round_to=1))[0]
            for pair, window in zip(tables, SAME_BEFORE, strict=True)
        ]
        found += attacked(packs, truths)
    assert found["narrowed"] > 0


def test_a_single_pack_is_safe_from_one_who_knows_what_was_rounded():
    found = Counter()
    for tables, truths in toys(SEEDS, WINDOWS[:1]):
        [pack] = releases(tables, WINDOWS[:1], Policy())
        [truth] = truths
        rows = {
            row: tuple(
                HIDDEN if count is HIDDEN else int(truth[row, period])
                for period, count in enumerate(counts)
            )
            for row, counts in pack.rows.items()
        }
        monthly = {
            key: HIDDEN if count is HIDDEN else int(truth[key])
            for key, count in pack.monthly.items()
        }
        exact = replace(pack, rows=rows, monthly=monthly, round_to=1)
        found += attacked([exact], [truth])
    assert found["hidden months"] > 5
    assert found["narrowed"] == 0


def county_tables(sources, categories, windows):
    """Choose the violence zones of real files, and count other categories in them."""
    result = run(sources, Settings(), "violence")
    tables = []
    for before, after in windows:
        periods = Periods(before, after, patrols_start="2024-04")
        outcomes = outcomes_of_zones(
            result.cube, result.selection, categories=categories, periods=periods
        )
        totals = totals_of_county(
            result.reading.incidents,
            outcomes,
            categories=categories,
            periods=periods,
            area=result.reading.area,
        )
        monthly = monthly_counts(
            result.cube,
            result.reading.incidents,
            result.selection["zone"],
            categories=categories,
        )
        loaded = monthly[monthly["month"] <= after.last].reset_index(drop=True)
        tables.append((outcomes, totals, loaded))
    return tables


def attack_county(tables, windows) -> Counter:
    truths = [truths_of(*pair) for pair in tables]
    packs = releases(tables, windows)
    # Where a zone lies across a border, that districts hold their zones is no clue.
    return attacked(packs, truths, nested=Attack(packs).is_possible())


def one_month(before: str, after: str):
    return Period(before, before), Period(after, after)


def test_nothing_hidden_follows_in_the_sample():
    windows = [one_month("2024-01", "2025-01"), one_month("2024-02", "2025-02")]
    tables = county_tables(sample_sources("police.uk"), ("Robbery",), windows)
    found = attack_county(tables, windows)
    assert found["hidden"] > 10
    assert found["recovered"] == found["narrowed"] == 0


def test_nothing_hidden_follows_in_real_kent(kent_zips):
    windows = [
        (Period("2024-01", "2024-02"), Period("2025-01", "2025-02")),
        (Period("2024-02", "2024-03"), Period("2025-02", "2025-03")),
    ]
    tables = county_tables(kent_zips, ("Anti-social behaviour",), windows)
    found = attack_county(tables, windows)
    assert found["hidden"] > 5
    assert found["recovered"] == found["narrowed"] == 0
