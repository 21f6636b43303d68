"""Aoristic shares against published examples."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from hotspots.method.patrols.when import FIRST_HOUR, shares_of_hours
from hotspots.presentation.words.when import DAYS

EXAMPLES = json.loads(Path(__file__).with_name("aoristic.json").read_text("utf-8"))


@pytest.mark.parametrize("example", EXAMPLES, ids=[each["id"] for each in EXAMPLES])
def test_shares_equal_the_published_example(example):
    start = np.array([example["start"]], dtype="M8[m]")
    end = np.array([example["end"] or "NaT"], dtype="M8[m]")
    _, hour, share = shares_of_hours(start, end)
    day, since_five = np.divmod(hour, 24)
    clock = since_five + FIRST_HOUR
    found = {
        f"{DAYS[(d + c // 24) % 7]} {c % 24:02d}": s
        for d, c, s in zip(day, clock, share, strict=True)
    }
    if "shares" in example:
        assert found == pytest.approx(example["shares"], abs=1e-12)
    else:
        assert len(found) == 7 * 24
        each = example["each_hour_of_the_week"]
        assert list(found.values()) == pytest.approx([each] * 168, abs=1e-12)
