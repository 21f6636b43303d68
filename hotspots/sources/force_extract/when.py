"""When it happened: start and end of each row, from one column or two."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from hotspots.sources.force_extract.columns.guesses import Question
from hotspots.sources.force_extract.columns.mapping import Mapping
from hotspots.sources.force_extract.values.clocks import read_clock
from hotspots.sources.force_extract.values.dates import DatesRead, read_dates


@dataclass(frozen=True)
class When:
    """Start and end of each row, local time.

    `end` is missing where none is given or it cannot be read or it lies before the
    start (`end_before_start`). `blank`, `bad_date`, `bad_time` are about the start.
    """

    start: pd.Series
    end: pd.Series
    has_time: pd.Series
    recorded: pd.Series
    blank: pd.Series
    bad_date: pd.Series
    bad_time: pd.Series
    end_unreadable: pd.Series
    end_before_start: pd.Series
    order: str
    questions: tuple[Question, ...] = ()


def read_when(frame: pd.DataFrame, mapping: Mapping) -> When:
    """Read the dates and times of the columns mapped."""
    columns = mapping.columns
    order, asked = _order(frame, mapping)
    dates = read_dates(frame[columns["from_date"]], order=order)
    start, has_time, bad_time = _with_clock(frame, columns.get("from_time"), dates)
    end, end_bad = _end(frame, mapping, order)
    recorded = pd.Series(pd.NaT, index=frame.index, dtype="datetime64[s]")
    if "recorded" in columns:
        recorded = read_dates(frame[columns["recorded"]], order=order).times
    before = end < start
    return When(
        start=start,
        end=end.where(~before),
        has_time=has_time,
        recorded=recorded,
        blank=frame[columns["from_date"]] == "",
        bad_date=dates.unreadable,
        bad_time=bad_time,
        end_unreadable=end_bad,
        end_before_start=before,
        order=dates.order,
        questions=_questions(frame, mapping, dates, asked=asked),
    )


def _order(frame: pd.DataFrame, mapping: Mapping) -> tuple[str | None, bool]:
    """Take the order said; else one that any date column of the file shows."""
    if mapping.date_order is not None:
        return mapping.date_order, False
    columns = mapping.columns
    own = read_dates(frame[columns["from_date"]])
    if not own.asked:
        return own.order if own.order in ("day first", "month first") else None, False
    for role in ("to_date", "recorded"):
        if role in columns:
            other = read_dates(frame[columns[role]])
            if not other.asked and other.order == "month first":
                return other.order, False
            if not other.asked and other.order == "day first":
                return other.order, False
    return None, True


def _with_clock(
    frame: pd.DataFrame, clock: str | None, dates: DatesRead
) -> tuple[pd.Series, pd.Series, pd.Series]:
    """Add the time of its own column; a blank one leaves the time unknown."""
    good = pd.Series(data=False, index=frame.index)
    if clock is None:
        times = dates.times
        midnight = bool((times.dropna().dt.normalize() == times.dropna()).all())
        return times, dates.has_time & (not midnight), good
    spans, bad = read_clock(frame[clock])
    day = dates.times.dt.normalize()
    start = (day + spans.fillna(pd.Timedelta(0))).astype("datetime64[s]")
    return start, spans.notna() & day.notna(), bad


def _end(
    frame: pd.DataFrame, mapping: Mapping, order: str | None
) -> tuple[pd.Series, pd.Series]:
    columns = mapping.columns
    if "to_date" not in columns:
        none = pd.Series(pd.NaT, index=frame.index, dtype="datetime64[s]")
        return none, pd.Series(data=False, index=frame.index)
    dates = read_dates(frame[columns["to_date"]], order=order)
    end, has_time, bad_time = _with_clock(frame, columns.get("to_time"), dates)
    if "to_time" in columns:
        # A day without its time would end the span at midnight, before it may begin.
        end = end.where(has_time)
    return end, dates.unreadable | bad_time


def _questions(
    frame: pd.DataFrame, mapping: Mapping, dates: DatesRead, *, asked: bool
) -> tuple[Question, ...]:
    column = mapping.columns["from_date"]
    found: list[Question] = []
    if asked:
        found.append(
            Question(
                code="date_order",
                text=(
                    f"{column} does not show plainly whether day or month comes "
                    f"first. It is read {dates.order}."
                ),
                columns=(column,),
                assumed=dates.order,
                options=("day first", "month first"),
                first_row=int(frame.index[0]),
            )
        )
    times = dates.times.dropna()
    months_only = len(times) > 20 and bool((times.dt.day == 1).all())
    if months_only and "from_time" not in mapping.columns:
        found.append(
            Question(
                code="month_only",
                text=f"{column} holds months only: there are no days or hours.",
                columns=(column,),
                assumed="the first of the month",
                must_confirm=False,
            )
        )
    return tuple(found)
