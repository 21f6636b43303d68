"""One table read: rows kept and set aside, repeats, flags, and what to ask."""

from __future__ import annotations

import numpy as np
import pandas as pd
from shapely.geometry.base import BaseGeometry

from hotspots.errors import InputError
from hotspots.sources.force_extract.cells.raw_table import RawTable
from hotspots.sources.force_extract.columns.guess import Guess, examples
from hotspots.sources.force_extract.columns.guesses import Question
from hotspots.sources.force_extract.columns.mapping import POSITION_ROLES, Mapping
from hotspots.sources.force_extract.reading import ExtractReading
from hotspots.sources.force_extract.rows import (
    SetAside,
    differing_repeats,
    incident_keys,
    repeats,
    rows_are_persons,
)
from hotspots.sources.force_extract.values.flags import flags_of, flags_unread
from hotspots.sources.force_extract.values.offences import OffenceTable
from hotspots.sources.force_extract.values.positions import (
    PositionsRead,
    inside,
    numbers,
)
from hotspots.sources.force_extract.what import WhatHappened, read_what
from hotspots.sources.force_extract.when import When, read_when
from hotspots.sources.force_extract.where import read_where
from hotspots.texts import counted

# The identifiers of made-up samples begin so.
SYNTHETIC_ID = "synthetic-"
# Below this share of rows with a position in the area, something is wrong with all.
LEAST_SHARE_PLACED = 0.2


class UnplacedRowsError(InputError):
    """Nearly all rows of an extract have no position in the area.

    Attributes
    ----------
    found
        What was found, without what may be the cause.
    """

    def __init__(self, found: str) -> None:
        self.found = found
        super().__init__(
            f"{found} The columns may be others, in another system than the British "
            "National Grid or degrees, or of another force."
        )


class Reader:
    """One reading of one table; each step fills in what the next one needs."""

    def __init__(
        self,
        table: RawTable,
        guess: Guess,
        area: BaseGeometry | None,
        offences: OffenceTable,
        file_name: str,
    ) -> None:
        self.table, self.guess, self.area = table, guess, area
        self.mapping, self.file_name = guess.mapping, file_name
        frame = table.frame
        self.when: When = read_when(frame, self.mapping)
        self.what: WhatHappened = read_what(frame, self.mapping, offences)
        where = read_where(frame, self.mapping, area)
        self.where: PositionsRead = where[0]
        self.questions = [*guess.questions, *where[1], *self.when.questions]
        self.aside = SetAside(frame.index)

    def reading(self) -> ExtractReading:
        """Give the reading."""
        self._classify()
        self._refuse_unplaced()
        keys, persons = self._repeats()
        kept_rows = self.aside.free()
        frame = self.table.frame
        unused = self.when.end_unreadable | self.when.end_before_start
        return ExtractReading(
            file_name=self.file_name,
            file_format=self.table.file_format,
            columns=self.guess.columns,
            mapping=self._settled(persons=persons),
            questions=tuple(self.questions),
            rows=self._rows(keys)[kept_rows.to_numpy()].reset_index(drop=True),
            set_aside=self._set_aside(),
            unmapped=self.what.unmapped(kept_rows),
            assumed=self.what.assumed(kept_rows),
            examples=examples(self.table, self.mapping),
            n_read=self.table.n_rows,
            offences_total=self._offences_total(kept_rows),
            position_kind=self.where.kind,
            position_system=self.where.system,
            precision_m=self.where.precision_m,
            date_order=self.when.order,
            n_ends_unused=int((unused & kept_rows).sum()),
            n_flags_unread=flags_unread(frame, self.mapping.flags),
            synthetic=self._is_synthetic(),
        )

    def _is_synthetic(self) -> bool:
        column = self.mapping.columns.get("identifier")
        if column is None:
            return False
        return bool(self.table.frame[column].str.startswith(SYNTHETIC_ID).any())

    def _classify(self) -> None:
        where = self.where
        aside = self.aside
        aside.where(self.when.blank, "no date")
        aside.where(self.when.bad_date, "date not readable")
        aside.where(self.when.bad_time, "time not readable")
        aside.where(where.easting.isna() | where.northing.isna(), "no position")
        aside.where(self.what.neither, "neither antisocial behaviour nor an offence")
        aside.where(self.what.blank, "no offence")
        placed = inside(where.easting, where.northing, self.area)
        outside = ~placed & aside.free().to_numpy()
        aside.where(outside, "position outside the area")
        self._say_exchanged(outside)

    def _say_exchanged(self, outside: np.ndarray) -> None:
        """Say it where single rows have their two coordinates exchanged."""
        hits = outside & inside(self.where.northing, self.where.easting, self.area)
        if not hits.any() or self.where.kind == "grid reference":
            return
        first = int(self.table.frame.index.to_numpy()[hits.argmax()])
        self.questions.append(
            Question(
                code="rows_exchanged",
                text=(
                    f"{counted(int(hits.sum()), 'row')} set aside as outside the area "
                    "would lie in it with the two coordinates exchanged. The first is "
                    f"row {first}. Correct them in the file."
                ),
                columns=(),
                assumed="set aside",
                first_row=first,
                must_confirm=False,
            )
        )

    def _refuse_unplaced(self) -> None:
        """Refuse a file whose positions are nearly all unusable, and say the first."""
        bad = self.aside.reason.isin(["no position", "position outside the area"])
        if bad.mean() <= 1 - LEAST_SHARE_PLACED or len(bad) < 5:
            return
        names = [
            self.mapping.columns[role]
            for role in POSITION_ROLES
            if role in self.mapping.columns
        ]
        where = "the area" if self.area is not None else "England and Wales"
        msg = (
            f"Of {len(bad):,} rows of {self.file_name}, {int(bad.sum()):,} have no "
            f"position in {where} by {' and '.join(names)}; the first is row "
            f"{_first_row(bad)}."
        )
        raise UnplacedRowsError(msg)

    def _repeats(self) -> tuple[pd.Series, bool]:
        """Set aside rows that repeat an incident; give the keys, and if persons."""
        column = self.mapping.columns.get("identifier")
        frame = self.table.frame
        if column is None:
            return pd.Series(pd.NA, index=frame.index, dtype="UInt64"), False
        keys = incident_keys(frame[column])
        versions = self.mapping.columns.get("version")
        version = numbers(frame[versions]) if versions else None
        free = self.aside.free()
        dropped, older = repeats(keys, self.what, free, version)
        persons = rows_are_persons(self.mapping, dropped)
        self.aside.where(older, "an earlier version of an incident")
        reason = "another person of a crime already read"
        self.aside.where(dropped, reason if persons else "the same crime again")
        self._ask_about_repeats(column, dropped, keys, persons=persons)
        return keys, persons

    def _ask_about_repeats(
        self, column: str, dropped: pd.Series, keys: pd.Series, *, persons: bool
    ) -> None:
        n = int(dropped.sum())
        if persons and n and self.mapping.one_row_per is None:
            self.questions.append(
                Question(
                    code="rows_are_persons",
                    text=(
                        f"Rows are persons: {column} repeats. Each crime is counted "
                        f"once. Not counted: {counted(n, 'row')} of further persons."
                    ),
                    columns=(column,),
                    assumed="person",
                    options=("person", "incident"),
                    first_row=_first_row(dropped),
                    must_confirm=False,
                )
            )
        places = pd.DataFrame(
            {"easting": self.where.easting, "northing": self.where.northing}
        )
        odd = differing_repeats(dropped, keys, self.when, places)
        if odd is not None:
            self.questions.append(
                Question(
                    code="repeats_differ",
                    text=(
                        f"{column} repeats for the same offence at another time or "
                        f"place, first in row {odd}. Each number is counted once."
                    ),
                    columns=(column,),
                    assumed="counted once",
                    first_row=odd,
                )
            )

    def _settled(self, *, persons: bool) -> Mapping:
        """Fill in what the data decided, so that next month reads the same way."""
        order = self.when.order
        settled = {
            **self.mapping.__dict__,
            "date_order": self.mapping.date_order
            or (order if order in ("day first", "month first") else None),
            "swapped": True if self.where.swapped else self.mapping.swapped,
            "one_row_per": self.mapping.one_row_per or ("person" if persons else None),
        }
        return Mapping(**settled)

    def _rows(self, keys: pd.Series) -> pd.DataFrame:
        columns = self.mapping.columns
        frame = self.table.frame
        rows = pd.DataFrame(
            {
                "row": frame.index,
                "line": self.table.lines.reindex(frame.index).to_numpy(),
                "easting": self.where.easting,
                "northing": self.where.northing,
                "start": self.when.start,
                "end": self.when.end,
                "has_time": self.when.has_time,
                "recorded": self.when.recorded,
                "offence_code": self.what.code,
                "offence_class": self.what.offence_class,
                "found_by": self.what.found_by,
                "is_asb": self.what.is_asb,
                "asb_class": self.what.asb_class,
                "asb_type": self.what.asb_type,
                "beat": frame[columns["beat"]] if "beat" in columns else "",
                "offences": self._offences(),
                "incident_key": keys,
            },
            index=frame.index,
        )
        for meaning, says in flags_of(frame, self.mapping.flags).items():
            rows[f"flag: {meaning}"] = says
        return rows

    def _offences(self) -> pd.Series:
        column = self.mapping.columns.get("count")
        if column is None:
            return pd.Series(1, index=self.table.frame.index, dtype="int64")
        return numbers(self.table.frame[column]).fillna(1).round().astype("int64")

    def _offences_total(self, kept_rows: pd.Series) -> int | None:
        if "count" not in self.mapping.columns:
            return None
        return int(self._offences()[kept_rows].sum())

    def _set_aside(self) -> pd.DataFrame:
        reason = self.aside.reason.dropna()
        found: dict[int, str] = dict(self.table.unreadable)
        found |= dict(zip(reason.index.to_numpy(), reason, strict=True))
        rows = np.array(sorted(found), dtype="int64")
        return pd.DataFrame(
            {
                "row": rows,
                "line": self.table.lines.reindex(rows).to_numpy(),
                "start": self.when.start.reindex(rows).to_numpy(),
                "reason": [found[row] for row in rows],
            }
        )


def _first_row(hits: pd.Series) -> int:
    return int(hits.index.to_numpy()[hits.to_numpy().argmax()])
