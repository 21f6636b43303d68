"""Attacks on what is published: a solver that knows all that a reader of packs knows.

It shares nothing with the project but the packs: it writes down every month of every
zone as an unknown, and asks for the least and the most that each hidden figure can be.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from hotspots.disclosure.policy import Policy
from hotspots.disclosure.publish import publish_counts
from hotspots.method.evaluation.before_after import outcomes_of_zones, totals_of_county
from hotspots.method.evaluation.periods import Periods
from hotspots.method.pipeline import run
from hotspots.months import Period, months_between
from hotspots.settings import Settings
from hotspots.sources.sample import sample_sources

HIDDEN = None
# More than any count here, and small enough for a solver's tolerance.
FAR = 50_000


@dataclass
class Pack:
    """What a pack tells: line -> (before, after), each a rounded count or hidden."""

    lines: dict[tuple[str, str, str], tuple]
    months: tuple[list[str], list[str]]
    fell: int | None
    rose: int | None
    round_to: int = 5

    def hidden(self):
        return [
            (line, period)
            for line, counts in self.lines.items()
            for period in (0, 1)
            if counts[period] is HIDDEN
        ]


def range_of(count: int, round_to: int) -> tuple[int, int]:
    """What a published count may be: rounded, never 1 to 4."""
    if count == 0:
        return 0, 0
    if round_to == 1:
        return count, count
    return max(5, count - 2), count + 2


class Attack:
    """Unknowns: each zone, each district and the rest of the county, each month."""

    def __init__(self, packs: list[Pack], *, nested: bool = True) -> None:
        self.packs = packs
        self.month = {
            month: number
            for number, month in enumerate(
                sorted({month for pack in packs for p in pack.months for month in p})
            )
        }
        things = {("rest", "")}
        self.district_of = {}
        for pack in packs:
            for kind, zone, district in pack.lines:
                if kind == "zone":
                    things.add(("zone", zone))
                    self.district_of[zone] = district
                elif kind == "district":
                    things.add(("district", district))
        self.thing = {key: number for number, key in enumerate(sorted(things))}
        self.n = len(self.thing) * len(self.month)
        self.n_flags = 0
        self.conditions = []
        self._county_is_its_parts(nested=nested)
        for pack in packs:
            self._as_published(pack)
            if pack.fell is not None:
                self._so_many_fell(pack)
        self._matrix = self._as_matrix()

    def cells(self, keys, months):
        return [
            self.thing[key] * len(self.month) + self.month[month]
            for key in keys
            for month in months
        ]

    def parts_of_county(self):
        districts = [key for key in self.thing if key[0] == "district"]
        return districts or list(self.thing)

    def figure(self, pack: Pack, line, period: int) -> list[int]:
        kind, zone, district = line
        months = pack.months[period]
        chosen = [
            ("zone", z) for k, z, d in pack.lines if k == "zone" and district in ("", d)
        ]
        every = [key for key in self.thing if key[0] == "zone"]
        keys = {
            "zone": [("zone", zone)],
            "district": [("district", district)],
            "county": self.parts_of_county(),
            "chosen zones": chosen,
            "rest of county": [
                *(key for key in every if key not in chosen),
                ("rest", ""),
            ],
        }[kind]
        return self.cells(keys, months)

    def _county_is_its_parts(self, *, nested: bool) -> None:
        for month in self.month:
            districts = [key for key in self.thing if key[0] == "district"]
            if not districts:
                return
            others = [key for key in self.thing if key[0] != "district"]
            terms = [(cell, 1) for cell in self.cells(districts, [month])]
            terms += [(cell, -1) for cell in self.cells(others, [month])]
            self.conditions.append((terms, 0, 0))
            if not nested:
                continue
            for district in districts:
                inside = [
                    ("zone", zone)
                    for zone, of in self.district_of.items()
                    if of == district[1]
                ]
                terms = [(cell, 1) for cell in self.cells([district], [month])]
                terms += [(cell, -1) for cell in self.cells(inside, [month])]
                self.conditions.append((terms, 0, np.inf))

    def _as_published(self, pack: Pack) -> None:
        for line, counts in pack.lines.items():
            for period in (0, 1):
                known = (1, np.inf)
                if counts[period] is not HIDDEN:
                    known = range_of(counts[period], pack.round_to)
                terms = [(cell, 1) for cell in self.figure(pack, line, period)]
                self.conditions.append((terms, *known))

    def _so_many_fell(self, pack: Pack) -> None:
        zones = [line for line in pack.lines if line[0] == "zone"]
        for number, (less, more) in ((pack.fell, (1, 0)), (pack.rose, (0, 1))):
            flags = []
            for line in zones:
                terms = [(cell, 1) for cell in self.figure(pack, line, less)]
                terms += [(cell, -1) for cell in self.figure(pack, line, more)]
                flag = self.n + self.n_flags
                self.n_flags += 1
                flags.append((flag, 1))
                # The flag is up: less by 1 or more. Down: not less.
                self.conditions.append(([*terms, (flag, FAR + 1)], -np.inf, FAR))
                self.conditions.append(([*terms, (flag, FAR)], 0, np.inf))
            self.conditions.append((flags, number, number))

    def _as_matrix(self):
        rows, columns, factors = [], [], []
        for row, (terms, _, _) in enumerate(self.conditions):
            for column, factor in terms:
                rows.append(row)
                columns.append(column)
                factors.append(factor)
        shape = (len(self.conditions), self.n + self.n_flags)
        return csr_array((factors, (rows, columns)), shape=shape)

    def solve(self, objective, extra=()):
        terms = [LinearConstraint(self._matrix, *self._ends()), *extra]
        most = np.r_[np.full(self.n, FAR), np.ones(self.n_flags)]
        return milp(
            objective,
            integrality=np.ones(self.n + self.n_flags),
            bounds=Bounds(np.zeros_like(most), most),
            constraints=terms,
            options={"mip_rel_gap": 0},
        )

    def _ends(self):
        return [one[1] for one in self.conditions], [one[2] for one in self.conditions]

    def is_possible(self) -> bool:
        return self.solve(np.zeros(self.n + self.n_flags)).x is not None

    def narrowed(self, pack: Pack, line, period: int, *, most_useful: int):
        """Return the least and the most that a hidden figure can be.

        No search goes beyond `most_useful`: so much is as good as anything.
        """
        sums = np.zeros(self.n + self.n_flags)
        sums[self.figure(pack, line, period)] = 1
        within = [LinearConstraint(sums[None, :], 0, most_useful)]
        least = self.solve(sums, within)
        if least.x is None:
            least = self.solve(sums)
            within = []
        most = self.solve(-sums, within)
        return round(least.fun), round(-most.fun)


def county_of(seed: int, *, n_zones: int, n_districts: int, a_month: float):
    """Make monthly counts of zones and of the rest of each district, from a seed."""
    rng = np.random.default_rng(seed)
    of_zone = np.r_[
        np.arange(n_districts), rng.integers(0, n_districts, n_zones - n_districts)
    ]
    busy = a_month * rng.gamma(1, 1, n_zones)
    months = months_between("2023-01", "2024-12")
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
    return outcomes, totals


def pack_of(published, before: Period, after: Period, round_to: int = 5) -> Pack:
    def told(row):
        return tuple(
            HIDDEN if pd.isna(row[p]) else int(row[p]) for p in ("before", "after")
        )

    lines = {
        ("zone", row["zone"], row["district"]): told(row)
        for _, row in published.zones.iterrows()
    } | {
        (row["part"], "", row["district"]): told(row)
        for _, row in published.totals.iterrows()
    }
    fell, rose = published.falls or (None, None)
    return Pack(lines, (before.months, after.months), fell, rose, round_to)


def plain_pack(
    outcomes, totals, before: Period, after: Period, round_to: int = 5
) -> Pack:
    """Hide the small counts alone and round the others."""

    def told(row):
        return tuple(
            HIDDEN
            if 1 <= row[p] <= 4
            else int((row[p] + round_to // 2) // round_to * round_to)
            for p in ("before", "after")
        )

    lines = {
        ("zone", row["zone"], row["district"]): told(row)
        for _, row in outcomes.iterrows()
    } | {(row["part"], "", row["district"]): told(row) for _, row in totals.iterrows()}
    change = outcomes["after"] - outcomes["before"]
    return Pack(
        lines,
        (before.months, after.months),
        int((change < 0).sum()),
        int((change > 0).sum()),
        round_to,
    )


def truths_of(outcomes, totals):
    zones = {
        ("zone", row["zone"], row["district"]): (row["before"], row["after"])
        for _, row in outcomes.iterrows()
    }
    return zones | {
        (row["part"], "", row["district"]): (row["before"], row["after"])
        for _, row in totals.iterrows()
    }


def attacked(packs: list[Pack], truths: list[dict], *, nested: bool = True) -> Counter:
    """Attack all hidden figures of all packs; count what was found out."""
    attack = Attack(packs, nested=nested)
    assert attack.is_possible(), "a reader's view must hold the truth"
    found = Counter()
    for pack, truth in zip(packs, truths, strict=True):
        for line, period in pack.hidden():
            count = truth[line][period]
            least, most = attack.narrowed(pack, line, period, most_useful=count + 9)
            assert least <= count <= most, "a reader's view must hold the truth"
            wide = least <= 1 and most >= 4 if count <= 4 else most - least >= 3
            found["hidden"] += 1
            found["recovered"] += least == most
            found["narrowed"] += not wide
    return found


WINDOWS = (
    (Period("2023-01", "2023-02"), Period("2024-01", "2024-02")),
    (Period("2023-02", "2023-03"), Period("2024-02", "2024-03")),
)
SAME_BEFORE = (WINDOWS[0], (Period("2023-01", "2023-02"), Period("2024-02", "2024-03")))


def editions(tables, windows, policy=None):
    """Publish edition after edition, each knowing the ones before."""
    policy = policy or Policy()
    packs, kept = [], []
    for (outcomes, totals), (before, after) in zip(tables, windows, strict=True):
        published = publish_counts(
            outcomes, totals, before=before, after=after, policy=policy, earlier=kept
        )
        packs.append(pack_of(published, before, after, policy.round_to))
        kept.append(published.edition)
    return packs


def toys(seeds, windows):
    """Give each toy county's tables, a pair for each edition, and what is true."""
    for seed in seeds:
        county = county_of(seed, n_zones=4, n_districts=2, a_month=1.5)
        tables = [tables_of(county, *window) for window in windows]
        yield tables, [truths_of(*pair) for pair in tables]


def attack_protected(seeds, windows, policy) -> Counter:
    found = Counter()
    for tables, truths in toys(seeds, windows):
        found += attacked(editions(tables, windows, policy), truths)
    return found


def attack_plain(seeds, windows, policy) -> Counter:
    found = Counter()
    for tables, truths in toys(seeds, windows):
        packs = [
            plain_pack(*pair, *window, policy.round_to)
            for pair, window in zip(tables, windows, strict=True)
        ]
        found += attacked(packs, truths)
    return found


SEEDS = range(6)
EDITIONS = pytest.mark.parametrize(
    "windows", [WINDOWS, SAME_BEFORE], ids=["both periods move", "after moves"]
)


@EDITIONS
@pytest.mark.parametrize("round_to", [1, 5])
def test_nothing_hidden_follows_from_two_editions(windows, round_to):
    found = attack_protected(SEEDS, windows, Policy(round_to=round_to))
    assert found["hidden"] > 50
    assert found["recovered"] == 0
    assert found["narrowed"] == 0


@EDITIONS
@pytest.mark.parametrize(("round_to", "at_least"), [(1, 20), (5, 4)])
def test_without_hiding_further_figures_the_same_attack_succeeds(
    windows, round_to, at_least
):
    found = attack_plain(SEEDS, windows, Policy(round_to=round_to))
    assert found["recovered"] >= at_least


def test_an_edition_that_knows_nothing_of_the_one_before_gives_it_away():
    found = Counter()
    for tables, truths in toys(SEEDS, SAME_BEFORE):
        packs = [
            editions([pair], [window], Policy(round_to=1))[0]
            for pair, window in zip(tables, SAME_BEFORE, strict=True)
        ]
        found += attacked(packs, truths)
    assert found["narrowed"] > 0


def test_a_single_edition_is_safe_from_one_who_knows_what_was_rounded():
    for tables, truths in toys(SEEDS, WINDOWS[:1]):
        [pack] = editions(tables, WINDOWS[:1], Policy())
        [truth] = truths
        exact = {
            line: tuple(
                HIDDEN if told is HIDDEN else int(count)
                for told, count in zip(counts, truth[line], strict=True)
            )
            for line, counts in pack.lines.items()
        }
        found = attacked([replace(pack, lines=exact, round_to=1)], [truth])
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
        tables.append((outcomes, totals))
    return tables


def attack_county(tables, windows) -> Counter:
    truths = [truths_of(*pair) for pair in tables]
    packs = editions(tables, windows)
    # Where a zone lies across a border, that districts hold their zones is no clue.
    return attacked(packs, truths, nested=Attack(packs).is_possible())


def one_month(before: str, after: str):
    return Period(before, before), Period(after, after)


def test_nothing_hidden_follows_in_the_sample():
    windows = [one_month("2024-01", "2025-01"), one_month("2024-02", "2025-02")]
    tables = county_tables(sample_sources(), ("Robbery",), windows)
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
