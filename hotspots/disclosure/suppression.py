"""Which further figures to hide, so that no hidden one follows from those shown.

This is secondary suppression. A reader knows more than one figure: totals, districts,
single months, how many zones fell, and the packs of earlier months. A hidden figure is
safe where the rest leaves it free: a small one must be able to have each of the small
values, another at least as many values. `feasible_tables` finds a case for each: safety
is shown, not assumed.

Rounding counts for nothing here. The cases agree with every figure of this release as
it was before rounding, since exact totals may be had elsewhere. Of an earlier release
only what it published is known, so there its rounding counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from hotspots.disclosure.feasible_tables import FeasibleTables
from hotspots.disclosure.table_to_protect import ZONE, TableToProtect
from hotspots.tables import CHOSEN_ZONES, COUNTY, DISTRICT, REST_OF_COUNTY

# A pack is worth little without its totals, so zones are hidden before them.
COSTS = {
    ZONE: 1.0,
    DISTRICT: 5.0,
    CHOSEN_ZONES: 30.0,
    REST_OF_COUNTY: 30.0,
    COUNTY: 300.0,
}
# A month is one of many, and a picture bears a gap.
COST_OF_MONTH = 2.0
# Of two figures that protect alike the smaller goes; 1% a thousand incidents.
COST_OF_SIZE = 0.01 / 1000


@dataclass(frozen=True, eq=False)
class Suppressed:
    """What may be shown of a table.

    Attributes
    ----------
    hidden
        Which figures are hidden.
    falls_shown
        Whether the numbers of zones that fell and rose may be shown.
    linked
        Whether the earlier releases agree with this one. Where one does not, its data
        were changed since, and it could not be checked together with this one.
    """

    hidden: NDArray[np.bool_]
    falls_shown: bool
    linked: bool


def suppress(
    table: TableToProtect, earlier: Sequence[TableToProtect] = (), *, most_hidden: int
) -> Suppressed | None:
    """Hide as few further figures as it takes.

    Parameters
    ----------
    table
        The figures to be published; those that are small, hidden already.
    earlier
        Earlier releases' tables, as published, the oldest first.
    most_hidden
        The largest count that is small.

    Returns
    -------
    Suppressed or None
        None where nothing that could be hidden would do.
    """
    if not table.hidden.any() and not any(one.hidden.any() for one in earlier):
        return Suppressed(table.hidden, falls_shown=True, linked=True)
    bearing = [one for one in earlier if one.months & table.months]
    linked, nested = _agreeing(table, bearing)
    for falls in dict.fromkeys([table.falls, None]):
        protection = _Protection(
            replace(table, falls=falls), linked, most_hidden, nested=nested
        )
        if protection.hide_enough():
            protection.show_what_need_not_be_hidden()
            return Suppressed(
                protection.hidden,
                falls_shown=falls is not None or table.falls is None,
                linked=len(linked) == len(bearing),
            )
    return None


def _agreeing(
    table: TableToProtect, earlier: Sequence[TableToProtect]
) -> tuple[list[TableToProtect], bool]:
    """Return the earlier tables that can be true beside this one; whether nested.

    Where not all can, the later ones are preferred: the data changed since the others.
    """
    shown = replace(table, hidden=np.zeros_like(table.hidden))
    for nested in (True, False):
        if _can_be_true(shown, earlier, nested=nested):
            return list(earlier), nested
    nested = _can_be_true(shown, nested=True)
    agreeing: list[TableToProtect] = []
    for one in reversed(earlier):
        if _can_be_true(shown, [one, *agreeing], nested=nested):
            agreeing.insert(0, one)
    return agreeing, nested


def _can_be_true(
    table: TableToProtect, earlier: Sequence[TableToProtect] = (), *, nested: bool
) -> bool:
    feasible = FeasibleTables(table, earlier, nested=nested)
    # To take packs for unlinked that are not would be to check less.
    return any(feasible.find({}, presolve=way) is not None for way in (True, False))


class _Protection:
    """The figures hidden so far and the feasible tables found for them."""

    def __init__(
        self,
        table: TableToProtect,
        earlier: list[TableToProtect],
        most_hidden: int,
        *,
        nested: bool,
    ) -> None:
        self._table, self._earlier = table, earlier
        self._most_hidden, self._nested = most_hidden, nested
        self._needed_width = most_hidden - 1
        self.hidden = table.hidden.copy()
        self._prepare()
        self._found = np.empty((0, self._feasible.n_figures), dtype=np.int64)

    def _prepare(self) -> None:
        table = replace(self._table, hidden=self.hidden)
        self._feasible = FeasibleTables(table, self._earlier, nested=self._nested)
        tables = [table, *self._earlier]
        small, hidden = (
            np.concatenate([getattr(one, name) for one in tables])
            for name in ("small", "hidden")
        )
        self._small = np.flatnonzero(small).tolist()
        self._others = np.flatnonzero(hidden & ~small).tolist()

    def hide_enough(self) -> bool:
        """Hide until every hidden figure is safe; say whether that was possible."""
        self._look_for_many()
        while True:
            need = next(self._needs(), None)
            if need is None:
                return True
            if not self._meet(*need):
                return False

    def show_what_need_not_be_hidden(self) -> None:
        """Show each figure again without which all stay safe, the dearest first."""
        secondary = self.hidden & ~self._table.hidden
        costs = np.where(secondary, self._costs(), 0)
        n_hidden = int(secondary.sum())
        for figure in np.argsort(-costs, kind="stable")[:n_hidden].tolist():
            self._try_to_show(figure)

    def _try_to_show(self, figure: int) -> None:
        as_it_was = self.hidden, self._found
        self.hidden = self.hidden.copy()
        self.hidden[figure] = False
        count = self._table.least[figure]
        self._found = self._found[self._found[:, figure] == count]
        self._prepare()
        while (need := next(self._needs(), None)) is not None:
            if not self._find(*need):
                self.hidden, self._found = as_it_was
                self._prepare()
                return

    def _needs(self) -> Iterator[tuple[int, int | None]]:
        """Give figures and the values they must be able to have and cannot yet.

        No value: some that widens what is known of the figure.
        """
        for figure in self._small:
            seen = set(self._found[:, figure].tolist())
            for value in range(1, self._most_hidden + 1):
                if value not in seen:
                    yield figure, value
        for figure in self._others:
            if self._width(figure) < self._needed_width:
                yield figure, None

    def _width(self, figure: int) -> int:
        return int(np.ptp(self._found[:, figure])) if len(self._found) else 0

    def _look_for_many(self) -> None:
        """Look for tables that serve many figures at once, before one by one."""
        for turn in range(self._most_hidden):
            aims = {
                figure: 1 + (number + turn) % self._most_hidden
                for number, figure in enumerate(self._small)
            }
            self._add(self._feasible.find({}, aims=aims))

    def _add(self, feasible: NDArray[np.int64] | None) -> bool:
        if feasible is None:
            return False
        self._found = np.vstack([self._found, feasible])
        return True

    def _find(self, figure: int, value: int | None) -> bool:
        """Find a table for a need without hiding more."""
        if value is not None:
            return self._add(self._feasible.find({figure: value}))
        return any(
            self._add(self._feasible.find({figure: wanted}))
            for wanted in self._widening(figure)
        )

    def _widening(self, figure: int) -> list[int]:
        """Return values that would make what is known of a figure wide enough."""
        if not len(self._found):
            return []
        seen = self._found[:, figure]
        wide = self._needed_width
        return [int(seen.min()) + wide, int(seen.max()) - wide]

    def _meet(self, figure: int, value: int | None) -> bool:
        """Find a table for a need, hiding more if it takes that."""
        if self._find(figure, value):
            return True
        costs = self._costs()
        wanted = [value] if value is not None else self._widening(figure)
        for one in wanted:
            feasible = self._feasible.find({figure: one}, costs=costs)
            if feasible is not None:
                own = feasible[: self._feasible.n_own]
                self.hidden = self.hidden | (own != self._table.least)
                self._prepare()
                return self._add(feasible)
        return False

    def _costs(self) -> NDArray[np.float64]:
        table = self._table
        of_rows = [cost for row in table.rows for cost in (COSTS[row.kind],) * 2]
        kinds = np.array([*of_rows, *(COST_OF_MONTH for _ in table.monthly)])
        return np.asarray(kinds * (1 + COST_OF_SIZE * np.minimum(table.least, 10_000)))
