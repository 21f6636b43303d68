"""An attack on what is published: a solver that knows all that a reader of packs knows.

It shares nothing with the project but the packs: it writes down every month of every
zone as an unknown, and asks for the least and the most that each hidden figure can be.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

HIDDEN = None


@dataclass
class Pack:
    """What a pack says: row -> (before, after), each a rounded count or hidden.

    Single months are by kind (county, chosen zones) and month.
    """

    rows: dict[tuple[str, str, str], tuple]
    periods: tuple[list[str], list[str]]
    fell: int | None
    rose: int | None
    round_to: int = 5
    monthly: dict[tuple[str, str], int | None] = field(default_factory=dict)

    @property
    def figures(self):
        """Each figure: its row, its months, its count; by a key."""
        of_rows = {
            (row, period): (row, self.periods[period], counts[period])
            for row, counts in self.rows.items()
            for period in (0, 1)
        }
        return of_rows | {
            (kind, month): ((kind, "", ""), [month], count)
            for (kind, month), count in self.monthly.items()
        }

    @property
    def keys_of_rows(self):
        return {(row, period) for row in self.rows for period in (0, 1)}

    @property
    def months(self) -> set[str]:
        return {month for _, months, _ in self.figures.values() for month in months}


def known_range(count: int, round_to: int) -> tuple[int, int]:
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
                sorted(set().union(*(pack.months for pack in packs)))
            )
        }
        things = {("rest", "")}
        self.district_of = {}
        for pack in packs:
            for kind, zone, district in pack.rows:
                if kind == "zone":
                    things.add(("zone", zone))
                    self.district_of[zone] = district
                elif kind == "district":
                    things.add(("district", district))
        self.thing = {key: number for number, key in enumerate(sorted(things))}
        self.n = len(self.thing) * len(self.month)
        # More than any count here, and small enough for a solver's tolerance.
        shown = [count or 0 for pack in packs for _, _, count in pack.figures.values()]
        self.far = 2 * max(shown) + 50
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

    def figure(self, pack: Pack, row, months) -> list[int]:
        kind, zone, district = row
        chosen = [
            ("zone", z) for k, z, d in pack.rows if k == "zone" and district in ("", d)
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
        for row, months, count in pack.figures.values():
            known = (1, np.inf)
            if count is not HIDDEN:
                known = known_range(count, pack.round_to)
            terms = [(cell, 1) for cell in self.figure(pack, row, months)]
            self.conditions.append((terms, *known))

    def _so_many_fell(self, pack: Pack) -> None:
        zones = [row for row in pack.rows if row[0] == "zone"]
        before, after = pack.periods
        falls = [(pack.fell, (after, before)), (pack.rose, (before, after))]
        for number, (less, more) in falls:
            if number is None:
                continue
            flags = []
            for row in zones:
                terms = [(cell, 1) for cell in self.figure(pack, row, less)]
                terms += [(cell, -1) for cell in self.figure(pack, row, more)]
                flag = self.n + self.n_flags
                self.n_flags += 1
                flags.append((flag, 1))
                # The flag is up: less by 1 or more. Down: not less.
                self.conditions.append(
                    ([*terms, (flag, self.far + 1)], -np.inf, self.far)
                )
                self.conditions.append(([*terms, (flag, self.far)], 0, np.inf))
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

    def solve(self, objective, extra=(), *, presolve=True):
        terms = [LinearConstraint(self._matrix, *self._ends()), *extra]
        most = np.r_[np.full(self.n, self.far), np.ones(self.n_flags)]
        return milp(
            objective,
            integrality=np.ones(self.n + self.n_flags),
            bounds=Bounds(np.zeros_like(most), most),
            constraints=terms,
            options={"mip_rel_gap": 0, "presolve": presolve},
        )

    def _ends(self):
        return [one[1] for one in self.conditions], [one[2] for one in self.conditions]

    def is_possible(self) -> bool:
        return self.solve(np.zeros(self.n + self.n_flags)).x is not None

    def narrowed(self, pack: Pack, row, months, *, most_useful: int, presolve=True):
        """Return the least and the most that a hidden figure can be.

        No search goes beyond `most_useful`: so much is as good as anything.
        """
        sums = np.zeros(self.n + self.n_flags)
        sums[self.figure(pack, row, months)] = 1
        within = [LinearConstraint(sums[None, :], 0, most_useful)]
        least = self.solve(sums, within, presolve=presolve)
        if least.x is None:
            least = self.solve(sums, presolve=presolve)
            within = []
        most = self.solve(-sums, within, presolve=presolve)
        return round(least.fun), round(-most.fun)

    def range_of(self, pack: Pack, row, months, count: int):
        """Return what a hidden figure can be, and whether that is wide enough.

        HiGHS with its presolve has missed solutions that there are, which makes a range
        too narrow, never too wide: so a narrow one is sought again without.
        """
        for presolve in (True, False):
            least, most = self.narrowed(
                pack, row, months, most_useful=count + 9, presolve=presolve
            )
            wide = least <= 1 and most >= 4 if count <= 4 else most - least >= 3
            if wide and least <= count <= most:
                break
        return least, most, wide


def attacked(packs: list[Pack], truths: list[dict], *, nested: bool = True) -> Counter:
    """Attack all hidden figures of all packs; count what was found out.

    Truths are by the keys of `Pack.figures`.
    """
    attack = Attack(packs, nested=nested)
    assert attack.is_possible(), "a reader's view must hold the truth"
    found = Counter()
    for pack, truth in zip(packs, truths, strict=True):
        for key, (row, months, shown) in pack.figures.items():
            if shown is not HIDDEN:
                continue
            count = truth[key]
            least, most, wide = attack.range_of(pack, row, months, count)
            assert least <= count <= most, "a reader's view must hold the truth"
            found["hidden"] += 1
            found["hidden months"] += key not in pack.keys_of_rows
            found["recovered"] += least == most
            found["narrowed"] += not wide
    return found
