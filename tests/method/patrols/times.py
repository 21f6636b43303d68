"""The toy place with times, as an extract gives them."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd

from hotspots.method.pipeline import Result


def with_times(result: Result, *, untimed: int = 0) -> Result:
    """Give every incident the Friday of its month's second week, 22:30, and no end.

    The first `untimed` incidents have no time.
    """
    reading = result.reading
    months = pd.to_datetime(reading.incidents["month"].astype("str") + "-08")
    fridays = months + pd.to_timedelta((4 - months.dt.day_of_week) % 7, unit="D")
    rows = pd.DataFrame(
        {
            "start": fridays + pd.Timedelta(hours=22, minutes=30),
            "end": pd.NaT,
            "has_time": np.arange(len(months)) >= untimed,
        }
    )
    timed: Any = SimpleNamespace(
        **{**vars(reading), "extract": SimpleNamespace(rows=rows)}
    )
    return replace(result, reading=timed)
