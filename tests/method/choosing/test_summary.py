from __future__ import annotations

import pandas as pd

from hotspots.method.choosing.summary import summarise


def test_where_only_a_prison_holds_harm_the_floor_costs_no_score():
    """Harm alone counts, and the zone that holds all of it is no candidate."""
    ranking = pd.DataFrame(
        {
            "zone": ["A1", "B1"],
            "district": ["Swale", "Swale"],
            "volume": [3, 2],
            "harm": [9.0, 0.0],
            "score": [1.0, 0.0],
        }
    )
    selection = ranking.tail(1).assign(
        chosen_as="score", displaced="", reason="", gave_way="", group=1
    )
    summary = summarise(ranking, selection)
    assert summary.share_price == 0
    assert summary.share_of_harm == 0
    assert summary.share_of_volume == 0.4
