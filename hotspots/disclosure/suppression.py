"""Which further figures to hide, so that no hidden one follows from those shown.

A reader knows more than one figure: totals, districts, how many zones fell, and the
packs of earlier months. A hidden figure is safe where the rest leaves it free: a small
one must be able to have each of the small values, another at least as many values.
`feasible_tables` finds a case for each: safety is shown, not assumed.

Rounding counts for nothing here. The cases agree with every figure of this edition as
it was before rounding, since exact totals may be had elsewhere. Of an earlier edition
only what it published is known, so there its rounding counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from hotspots.disclosure.feasible_tables import Witnesses
from hotspots.disclosure.table_to_protect import (
    CHOSEN_ZONES,
    COUNTY,
    DISTRICT,
    REST_OF_COUNTY,
    ZONE,
    Sheet,
)

# A pack is worth little without its totals, so zones are hidden before them.
COSTS = {
    ZONE: 1.0,
    DISTRICT: 5.0,
    CHOSEN_ZONES: 30.0,
    REST_OF_COUNTY: 30.0,
    COUNTY: 300.0,
}
# Of two figures that protect alike the smaller goes; 1% a thousand incidents.
COST_OF_SIZE = 0.01 / 1000


@dataclass(frozen=True, eq=False)
class Suppressed:
    """What may be shown of a sheet.

    Attributes
    ----------
    hidden
        Which figures are hidden, of shape (lines, 2).
    falls_told
        Whether the numbers of zones that fell and rose may be told.
    linked
        Whether the earlier editions agree with this one. Where they do not, their data
        were changed since, and they could not be checked together.
    """

    hidden: NDArray[np.bool_]
    falls_told: bool
    linked: bool


def suppress(
    sheet: Sheet, earlier: Sequence[Sheet] = (), *, most_hidden: int
) -> Suppressed | None:
    """Hide as few further figures as it takes.

    Parameters
    ----------
    sheet
        The figures to be published; those that are small, hidden already.
    earlier
        Earlier editions' sheets, as published.
    most_hidden
        The largest count that is small.

    Returns
    -------
    Suppressed or None
        None where nothing that could be hidden would do.
    """
    if not sheet.hidden.any() and not any(one.hidden.any() for one in earlier):
        return Suppressed(sheet.hidden, falls_told=True, linked=True)
    bearing = [one for one in earlier if _months(one) & _months(sheet)]
    linked, nested = _agreeing(sheet, bearing)
    for falls in dict.fromkeys([sheet.falls, None]):
        protection = _Protection(
            replace(sheet, falls=falls), linked, most_hidden, nested=nested
        )
        if protection.hide_enough():
            protection.show_what_need_not_be_hidden()
            return Suppressed(
                protection.hidden,
                falls_told=falls is not None or sheet.falls is None,
                linked=len(linked) == len(bearing),
            )
    return None


def _months(sheet: Sheet) -> set[str]:
    return {month for months in sheet.months for month in months}


def _agreeing(sheet: Sheet, earlier: Sequence[Sheet]) -> tuple[list[Sheet], bool]:
    """Return the earlier sheets that can be true beside this one; whether nested."""
    shown = replace(sheet, hidden=np.zeros_like(sheet.hidden))
    for nested in (True, False):
        if Witnesses(shown, earlier, nested=nested).find({}) is not None:
            return list(earlier), nested
    nested = Witnesses(shown, nested=True).find({}) is not None
    return [], nested


class _Protection:
    """The figures hidden so far and the witnesses found for them."""

    def __init__(
        self, sheet: Sheet, earlier: list[Sheet], most_hidden: int, *, nested: bool
    ) -> None:
        self._sheet, self._earlier = sheet, earlier
        self._most_hidden, self._nested = most_hidden, nested
        self._needed_width = most_hidden - 1
        self.hidden = sheet.hidden.copy()
        self._prepare()
        self._found = np.empty((0, self._witnesses.n_figures), dtype=np.int64)

    def _prepare(self) -> None:
        sheet = replace(self._sheet, hidden=self.hidden)
        self._witnesses = Witnesses(sheet, self._earlier, nested=self._nested)
        sheets = [sheet, *self._earlier]
        small, hidden = (
            np.concatenate([getattr(one, name).ravel() for one in sheets])
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
        further = self.hidden & ~self._sheet.hidden
        costs = np.where(further, self._costs().reshape(further.shape), 0).ravel()
        for figure in np.argsort(-costs, kind="stable")[: int(further.sum())].tolist():
            self._try_to_show(figure)

    def _try_to_show(self, figure: int) -> None:
        kept = self.hidden, self._found
        self.hidden = self.hidden.copy()
        self.hidden.flat[figure] = False
        count = self._sheet.least.flat[figure]
        self._found = self._found[self._found[:, figure] == count]
        self._prepare()
        while (need := next(self._needs(), None)) is not None:
            if not self._find(*need):
                self.hidden, self._found = kept
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
        """Look for witnesses that serve many figures at once, before one by one."""
        for turn in range(self._most_hidden):
            aims = {
                figure: 1 + (place + turn) % self._most_hidden
                for place, figure in enumerate(self._small)
            }
            self._keep(self._witnesses.find({}, aims=aims))

    def _keep(self, witness: NDArray[np.int64] | None) -> bool:
        if witness is None:
            return False
        self._found = np.vstack([self._found, witness])
        return True

    def _find(self, figure: int, value: int | None) -> bool:
        """Find a witness for a need without hiding more."""
        if value is not None:
            return self._keep(self._witnesses.find({figure: value}))
        return any(
            self._keep(self._witnesses.find({figure: wanted}))
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
        """Find a witness for a need, hiding more if it takes that."""
        if self._find(figure, value):
            return True
        costs = self._costs()
        wanted = [value] if value is not None else self._widening(figure)
        for one in wanted:
            witness = self._witnesses.find({figure: one}, costs=costs)
            if witness is not None:
                own = witness[: self._witnesses.n_own].reshape(self.hidden.shape)
                self.hidden = self.hidden | (own != self._sheet.least)
                self._prepare()
                return self._keep(witness)
        return False

    def _costs(self) -> NDArray[np.float64]:
        kinds = np.array([COSTS[line.kind] for line in self._sheet.lines])
        sizes = 1 + COST_OF_SIZE * np.minimum(self._sheet.least, 10_000)
        return np.asarray((kinds[:, None] * sizes).ravel())
