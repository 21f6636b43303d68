"""What is said of a list and its rules."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pandas as pd

from hotspots.presentation.words.choosing import equals

if TYPE_CHECKING:
    from hotspots.method.choosing.constraints import Choice


def test_zones_of_equal_score_are_named_with_their_districts():
    ranking = pd.DataFrame(
        {
            "zone": ["A", "B"],
            "name": ["High Street", "High Street"],
            "district": ["Deal", "Dover"],
        }
    )
    choice = SimpleNamespace(tied=pd.DataFrame({"zone": ["A"], "other": ["B"]}))
    said = equals(cast("Choice", choice), ranking)
    assert "High Street, Deal (in) or High Street, Dover (out)." in said
