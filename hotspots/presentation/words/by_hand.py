"""What is said of a list that was changed by hand: what came in, what went out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from hotspots.method.choosing import constraints
from hotspots.presentation.words.escaping import plain
from hotspots.presentation.words.numbers import (
    first_of,
    in_words,
    listed,
    number,
)

NO_REASON = "no reason given"
# So many zones are named in a sentence.
MOST_NAMED = 6


def taken_out(
    ranking: pd.DataFrame, selection: pd.DataFrame, take_out: Mapping[str, str]
) -> str:
    """Say which zones were taken out, why, and what came in; nothing if none.

    Parameters
    ----------
    ranking, selection
        The ranking that they were taken out of, and the chosen zones.
    take_out
        Reason of each zone.

    Examples
    --------
    >>> ranking = pd.DataFrame({
    ...     "zone": ["A", "B"], "name": ["Mill Lane", "Quay"], "district": "Dover",
    ...     "rank": [2, 9],
    ... })
    >>> chosen = ranking.tail(1).assign(chosen_as="score", gave_way="A")
    >>> taken_out(ranking, chosen, {"A": "hospital"})
    'One zone was taken out: Mill Lane, Dover (rank 2; hospital). Quay, Dover (rank 9) \
came in.'
    """
    rows = ranking[ranking["zone"].isin(list(take_out))].sort_values("rank")
    if rows.empty:
        return ""
    came = selection[
        selection["gave_way"].isin(list(take_out))
        & (selection["chosen_as"] != constraints.BY_HAND)
    ]
    reasons = [take_out[zone] for zone in rows["zone"]]
    said = f"{_were(len(rows), 'taken out')}: {_zones(rows, reasons)}."
    return f"{said}{_moved(came, 'came in')}"


def put_in(
    ranking: pd.DataFrame, selection: pd.DataFrame, take_out: Mapping[str, str]
) -> str:
    """Say which zones were put in by hand, why, and what went; nothing if none."""
    rows = selection[selection["chosen_as"] == constraints.BY_HAND]
    if rows.empty:
        return ""
    went = set(rows["gave_way"]) - set(take_out)
    made_room = ranking[ranking["zone"].isin(list(went))].sort_values("rank")
    said = f"{_were(len(rows), 'put in by hand')}: {_zones(rows, rows['reason'])}."
    return f"{said}{_moved(made_room, 'went out')}"


def _moved(rows: pd.DataFrame, what: str) -> str:
    """Say which zones came in or went out; nothing if none."""
    return "" if rows.empty else f" {_zones(rows)} {what}."


def _zones(rows: pd.DataFrame, reasons: Iterable[str] | None = None) -> str:
    """Name zones with their ranks and, where given, the reason of each."""
    whys = (
        [""] * len(rows)
        if reasons is None
        else [f"; {plain(reason or NO_REASON)}" for reason in reasons]
    )
    zones = [
        f"{plain(row['name'])}, {plain(str(row['district']))} "
        f"(rank {number(row['rank'])}{why})"
        for row, why in zip(rows.to_dict("records"), whys, strict=True)
    ]
    return and_more(zones)


def not_ranked(take_out: Mapping[str, str], ranking: pd.DataFrame) -> str:
    """Say which zones taken out are not in the ranking at all; nothing if none."""
    lost = sorted(set(take_out) - set(ranking["zone"] if take_out else ()))
    if not lost:
        return ""
    zones = [plain(zone) for zone in lost]
    return (
        f"Taken out, but without an incident in these months or in zones of this "
        f"width: {and_more(zones)}."
    )


def by_hand_sentences(
    ranking: pd.DataFrame, selection: pd.DataFrame, take_out: Mapping[str, str]
) -> list[str]:
    """Say what was changed by hand, and what came in or went out for it.

    Parameters
    ----------
    ranking, selection
        The ranking, and the chosen zones.
    take_out
        Reason of each zone taken out, ranked or not.
    """
    sentences = (
        taken_out(ranking, selection, take_out),
        not_ranked(take_out, ranking),
        put_in(ranking, selection, take_out),
    )
    return [sentence for sentence in sentences if sentence]


def _were(number_of_zones: int, what: str) -> str:
    zones = "zone was" if number_of_zones == 1 else "zones were"
    return f"{in_words(number_of_zones).capitalize()} {zones} {what}"


def and_more(zones: list[str]) -> str:
    """List the first zones, and how many more there are."""
    return listed(first_of(zones, most=MOST_NAMED, noun="zone"))
