from __future__ import annotations

import pandas as pd

from hotspots.method.choosing.summary import by_district, summarise


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
    assert summary.promise.share == 0
    assert summary.share_of_harm == 0
    assert summary.share_of_volume == 0.4


def test_an_incident_counts_in_its_own_district_whatever_zone_it_lies_in():
    """One of Dover's incidents lies in a zone of Swale; so it is in a chosen zone."""
    selection = pd.DataFrame({"district": ["Swale"], "chosen_as": "score", "rank": 2})
    incidents = pd.DataFrame(
        {
            "district": ["Swale", "Swale", "Dover", "Dover"],
            "in_chosen": [True, False, True, False],
        }
    )
    told = by_district(selection, incidents, area=("Dover", "Swale", "Thanet"))
    assert told["volume"].to_list() == [2, 2, 0]
    assert told["volume_chosen"].to_list() == [1, 1, 0]
    assert told["chosen"].to_list() == [0, 1, 0]
