"""What could be the case beside everything published: the intruder's problem.

A *feasible table* is one such case: whole numbers of incidents in each zone, each
district and the rest of the county, in each stretch of months, from which every
published figure follows. It is found by a small integer programme.

Zones and districts are published by period only, so they need no single months: chosen
zones together do. Zones chosen by the same releases make a *group*, which is counted
month by month. Any numbers of a group's zones in a stretch and of its months that sum
to the same can be true together, so nothing is lost.

It is one problem and its columns are numbered together, so it is one long module.

Long because the programme and its cases belong together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hotspots.disclosure.table_to_protect import ZONE, Falls, Row, TableToProtect
from hotspots.tables import CHOSEN_ZONES, COUNTY, DISTRICT, REST_OF_COUNTY

# Tables are sought this near the truth. One that is found is feasible all the same, so
# this can only hide more, never less.
WITHIN = 40
# So many steps, not seconds: the same inputs always hide the same figures.
MOST_STEPS = 2000
# Beyond any count of a force, and small enough for exact sums.
MANY = 10_000_000

# Which tables' chosen zones a group belongs to; those of none are with the rest.
Group = frozenset[int]
REST: Group = frozenset()


class _Conditions:
    """Linear conditions, gathered one by one."""

    def __init__(self) -> None:
        self.rows: list[int] = []
        self.columns: list[int] = []
        self.factors: list[float] = []
        self.least: list[float] = []
        self.most: list[float] = []

    def add(
        self,
        terms: Iterable[tuple[int, float]],
        *,
        least: float = -np.inf,
        most: float = np.inf,
    ) -> None:
        for column, factor in terms:
            self.rows.append(len(self.least))
            self.columns.append(column)
            self.factors.append(factor)
        self.least.append(least)
        self.most.append(most)

    def copy(self) -> _Conditions:
        return deepcopy(self)


class FeasibleTables:
    """Finds feasible tables beside one to be published and earlier ones, together.

    Figures are numbered: those of the table to be published first.

    Parameters
    ----------
    table
        The table to be published.
    earlier
        Earlier tables, as published.
    nested
        Whether each district holds all incidents of its chosen zones, at all times. A
        zone across a border may spoil that.
    """

    def __init__(
        self,
        table: TableToProtect,
        earlier: Sequence[TableToProtect] = (),
        *,
        nested: bool = True,
    ) -> None:
        self.tables = [table, *earlier]
        self._units = _units(self.tables)
        self._stretches = _stretches(self.tables)
        self._groups = _groups(self.tables)
        self._months = sorted(set().union(*(one.months for one in self.tables)))
        sizes = [len(one.least) for one in self.tables]
        self._first_figure = np.cumsum([0, *sizes]).tolist()
        self.n_own, self.n_figures = sizes[0], sum(sizes)
        # Columns: incidents of each unit and stretch, of each group and month, figures,
        # which to hide, which zones fell.
        self._n_by_stretch = len(self._units) * len(self._stretches)
        self._n_cells = self._n_by_stretch + len(self._groups) * len(self._months)
        self._first_hiding = self._n_cells + self.n_figures
        self._n_columns = self._first_hiding + self.n_own
        self._conditions = _Conditions()
        self._least, self._most = self._known()
        self._add_figures()
        self._add_county(nested=nested)
        self._add_groups()
        self._add_hiding()
        for which, one in enumerate(self.tables):
            if one.falls is not None:
                self._add_falls(which, one.falls)

    def find(
        self,
        values: Mapping[int, int],
        *,
        aims: Mapping[int, int] | None = None,
        costs: NDArray[np.float64] | None = None,
        presolve: bool = True,
    ) -> NDArray[np.int64] | None:
        """Return the figures of a feasible table in which some have the values given.

        Parameters
        ----------
        values
            Figure -> value that it must have.
        aims
            Figure -> value that it should come near.
        costs
            What hiding each figure to be published costs. Then those shown may differ
            from their counts, which means to hide them, as cheaply as can be; else they
            may not.
        presolve
            Whether the solver simplifies first. It is faster, and has been seen to miss
            tables that there are.

        Returns
        -------
        numpy.ndarray or None
            A value a figure; None if there is no such table.
        """
        from scipy.optimize import Bounds, LinearConstraint, milp

        n_aims = len(aims or {})
        least, most = self._bounds(values, may_hide=costs is not None)
        objective = np.r_[np.zeros(self._n_columns), np.ones(n_aims)]
        if costs is not None:
            objective[self._first_hiding : self._first_hiding + self.n_own] = costs
        matrix, low, high = self._matrix(aims or {})
        whole = np.ones(len(objective), dtype=np.int64)
        whole[self._n_cells : self._first_hiding] = 0
        whole[self._n_columns :] = 0
        found = milp(
            objective,
            integrality=whole,
            bounds=Bounds(
                np.r_[least, np.zeros(n_aims)], np.r_[most, np.full(n_aims, np.inf)]
            ),
            constraints=LinearConstraint(matrix, low, high),
            options={
                "node_limit": MOST_STEPS,
                "mip_rel_gap": 0.5 if aims else 0,
                "presolve": presolve,
            },
        )
        if found.x is None:
            return None
        # A solver works to a tolerance; a table must hold to the last incident.
        table = np.rint(found.x).astype(np.int64)
        n, rows = self._n_columns, len(self._conditions.least)
        sums = matrix[:rows, :n].astype(np.int64) @ table[:n]
        is_within = (table[:n] >= least) & (table[:n] <= most)
        is_true = (sums >= np.array(low[:rows])) & (sums <= np.array(high[:rows]))
        if not (is_within.all() and is_true.all()):
            return None
        return np.asarray(table[self._n_cells : self._first_hiding])

    def _known(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return the bounds of each figure while no further one is hidden."""
        least, most, hidden = (
            np.concatenate([getattr(one, name) for one in self.tables])
            for name in ("least", "most", "hidden")
        )
        # Of those to be published the count is known, of earlier ones what was shown.
        largest = 2 * int(most.max(initial=0)) + WITHIN
        own = np.arange(self.n_figures) < self.n_own
        hidden_most = np.where(own, most + WITHIN, largest)
        hidden_least = np.where(own, np.maximum(1, least - WITHIN), 1)
        return (
            np.where(hidden, hidden_least, least).astype(float),
            np.where(hidden, hidden_most, most).astype(float),
        )

    def _bounds(
        self, values: Mapping[int, int], *, may_hide: bool
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        least, most = np.zeros(self._n_columns), np.ones(self._n_columns)
        most[: self._n_cells] = MANY
        figures = slice(self._n_cells, self._first_hiding)
        least[figures], most[figures] = self._least, self._most
        if may_hide:
            own = np.arange(self.n_own) + self._n_cells
            count = self.tables[0].least
            loose = count > 0
            least[own[loose]] = np.maximum(1, count - WITHIN)[loose]
            most[own[loose]] = (count + WITHIN)[loose]
        else:
            most[self._first_hiding : self._first_hiding + self.n_own] = 0
        for figure, value in values.items():
            column = self._n_cells + figure
            if not least[column] <= value <= most[column]:
                most[column] = least[column] - 1
                continue
            least[column] = most[column] = value
        return least, most

    def _matrix(self, aims: Mapping[int, int]) -> tuple[Any, list[float], list[float]]:
        """Return the conditions, with the distance of each figure from its aim."""
        from scipy.sparse import csr_array

        conditions = self._conditions.copy()
        for number, (figure, aim) in enumerate(aims.items()):
            column, distance = self._n_cells + figure, self._n_columns + number
            conditions.add([(column, 1), (distance, 1)], least=aim)
            conditions.add([(column, 1), (distance, -1)], most=aim)
        shape = (len(conditions.least), self._n_columns + len(aims))
        matrix = csr_array(
            (conditions.factors, (conditions.rows, conditions.columns)), shape=shape
        )
        return matrix, conditions.least, conditions.most

    def _cells(self, units: Iterable[int], stretches: Iterable[int]) -> Iterator[int]:
        n = len(self._stretches)
        within = list(stretches)
        return (unit * n + stretch for unit in units for stretch in within)

    def _add_figures(self) -> None:
        """Make each figure the sum of its cells."""
        figure = 0
        for which, one in enumerate(self.tables):
            for number, (row, months) in enumerate(one.keys):
                if number < 2 * len(one.rows):
                    units, stretches = self._units_of(one, row), self._within(months)
                    cells = [(cell, 1.0) for cell in self._cells(units, stretches)]
                else:
                    cells = [
                        (self._month_cell(group, month), 1.0)
                        for group in self._groups_of(which, row)
                        for month in months
                    ]
                column = self._n_cells + figure
                self._conditions.add([*cells, (column, -1.0)], least=0, most=0)
                figure += 1

    def _month_cell(self, group: Group, month: str) -> int:
        number = self._groups.index(group) * len(self._months)
        return self._n_by_stretch + number + self._months.index(month)

    def _groups_of(self, which: int, row: Row) -> list[Group]:
        if row.kind == COUNTY:
            return self._groups
        return [group for group in self._groups if which in group]

    def _units_of(self, table: TableToProtect, row: Row) -> list[int]:
        if row.kind == ZONE:
            return [self._units[ZONE, row.zone]]
        if row.kind == DISTRICT:
            return [self._units[DISTRICT, row.district]]
        if row.kind == COUNTY:
            return self._of_kind(DISTRICT) or self._outside_districts()
        chosen = [
            self._units[ZONE, table.rows[number].zone]
            for number in table.rows_of(ZONE, row.district)
        ]
        if row.kind == CHOSEN_ZONES:
            return chosen
        others = set(self._of_kind(ZONE)) - set(chosen)
        return [*sorted(others), self._units[REST_OF_COUNTY, ""]]

    def _outside_districts(self) -> list[int]:
        return [*self._of_kind(ZONE), self._units[REST_OF_COUNTY, ""]]

    def _of_kind(self, kind: str) -> list[int]:
        return [number for (of, _), number in self._units.items() if of == kind]

    def _within(self, months: Iterable[str]) -> list[int]:
        held = set(months)
        return [
            number for number, part in enumerate(self._stretches) if part[0] in held
        ]

    def _add_county(self, *, nested: bool) -> None:
        """Make the county its districts, and its zones and the rest, at all times."""
        districts, others = self._of_kind(DISTRICT), self._outside_districts()
        for stretch in range(len(self._stretches) if districts else 0):
            plus = [(cell, 1.0) for cell in self._cells(others, [stretch])]
            minus = [(cell, -1.0) for cell in self._cells(districts, [stretch])]
            self._conditions.add([*plus, *minus], least=0, most=0)
            if nested:
                self._add_nesting(stretch)

    def _add_nesting(self, stretch: int) -> None:
        zones: dict[str, set[int]] = {}
        for one in self.tables:
            for number in one.rows_of(ZONE):
                row = one.rows[number]
                unit = self._units[ZONE, row.zone]
                zones.setdefault(row.district, set()).add(unit)
        for district, units in zones.items():
            if (DISTRICT, district) in self._units:
                whole = self._units[DISTRICT, district]
                parts = [(cell, -1.0) for cell in self._cells(sorted(units), [stretch])]
                cell = next(self._cells([whole], [stretch]))
                self._conditions.add([(cell, 1.0), *parts], least=0)

    def _add_groups(self) -> None:
        """Make each group's months of a stretch the sum of its zones there."""
        for group in self._groups:
            units = self._units_in(group)
            for stretch, months in enumerate(self._stretches):
                plus = [(self._month_cell(group, month), 1.0) for month in months]
                minus = [(cell, -1.0) for cell in self._cells(units, [stretch])]
                self._conditions.add([*plus, *minus], least=0, most=0)

    def _units_in(self, group: Group) -> list[int]:
        group_of = _group_of_zones(self.tables)
        zones = [
            number
            for (kind, zone), number in self._units.items()
            if kind == ZONE and group_of[zone] == group
        ]
        return zones if group else [*zones, self._units[REST_OF_COUNTY, ""]]

    def _add_hiding(self) -> None:
        """Let a figure to be published differ from its count only where hidden."""
        hidden, counts = self.tables[0].hidden, self.tables[0].least
        for figure in np.flatnonzero(~hidden).tolist():
            count = int(counts[figure])
            column, hiding = self._n_cells + figure, self._first_hiding + figure
            below = min(WITHIN, max(count - 1, 0))
            above = WITHIN if count else 0
            self._conditions.add([(column, 1), (hiding, below)], least=count)
            self._conditions.add([(column, 1), (hiding, -above)], most=count)

    def _add_falls(self, which: int, falls: Falls) -> None:
        """Let so many zones fall and so many rise; the columns are made here."""
        fell, rose = [], []
        first = self._n_cells + self._first_figure[which]
        for row in self.tables[which].rows_of(ZONE):
            before, after = first + 2 * row, first + 2 * row + 1
            fell.append((self._add_flag(after, before), 1.0))
            rose.append((self._add_flag(before, after), 1.0))
        self._conditions.add(fell, least=falls.fell, most=falls.fell)
        self._conditions.add(rose, least=falls.rose, most=falls.rose)

    def _add_flag(self, less: int, more: int) -> int:
        """Add a column that is 1 where one figure is less than another, else 0."""
        flag, self._n_columns = self._n_columns, self._n_columns + 1
        ends = [self._most[column - self._n_cells] for column in (less, more)]
        far = float(max(ends)) + WITHIN + 1
        self._conditions.add([(less, 1), (more, -1), (flag, far)], most=far - 1)
        self._conditions.add([(less, 1), (more, -1), (flag, far)], least=0)
        return flag


def _units(tables: Sequence[TableToProtect]) -> dict[tuple[str, str], int]:
    """Give numbers to what holds incidents: zones, the rest, districts."""
    keys = [
        (row.kind, row.zone or row.district)
        for one in tables
        for row in one.rows
        if row.kind in (ZONE, DISTRICT)
    ]
    every = dict.fromkeys([*keys, (REST_OF_COUNTY, "")])
    return {key: number for number, key in enumerate(every)}


def _stretches(tables: Sequence[TableToProtect]) -> list[list[str]]:
    """Part the months into stretches that each period holds whole or not at all."""
    periods = [set(months) for one in tables for months in one.periods]
    parts: dict[tuple[bool, ...], list[str]] = {}
    for month in sorted(set().union(*periods)):
        held = tuple(month in period for period in periods)
        parts.setdefault(held, []).append(month)
    return list(parts.values())


def _group_of_zones(tables: Sequence[TableToProtect]) -> dict[str, Group]:
    """Say of each zone which tables that tell months chose it."""
    group_of: dict[str, Group] = {}
    for which, one in enumerate(tables):
        for zone in one.zones:
            this = {which} if one.monthly else set()
            group_of[zone] = group_of.get(zone, REST) | this
    return group_of


def _groups(tables: Sequence[TableToProtect]) -> list[Group]:
    """List the groups of zones and the rest; none where no table tells months."""
    if not any(one.monthly for one in tables):
        return []
    return list(dict.fromkeys([REST, *_group_of_zones(tables).values()]))
