"""What the promise to each district brings into a list, and what it costs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from hotspots.presentation.words.numbers import counted, in_words, listed, share

if TYPE_CHECKING:
    from hotspots.method.choosing.summary import PriceOfPromise

NO_PROMISE = (
    "No district is promised a zone. The zones with the highest scores are chosen."
)


def promise_sentences(
    price: PriceOfPromise, *, floor: int, n_districts: int, fewer: Sequence[str]
) -> str:
    """Say what the promise to each district is, changes and costs.

    Parameters
    ----------
    price
        What it costs.
    floor
        How many zones each district is promised.
    n_districts
        How many districts the list has zones in.
    fewer
        Incidents that chosen zones hold less for it, in words, a strand each; empty
        where they hold no fewer.
    """
    if not floor:
        return NO_PROMISE
    each = f"Each of the {in_words(n_districts)} districts"
    promise = (
        f"{each if n_districts > 1 else 'The district'} has at least {in_words(floor)}."
    )
    if not price.n_zones:
        return (
            f"{promise} The scores alone would give that, so the promise costs nothing."
        )
    lost = [*filter(None, fewer)]
    leaves = f" and leaves {listed(lost)} in chosen zones" if lost else ""
    return (
        f"{promise} This promise brings in {in_words(price.n_zones)} "
        f"{'zone' if price.n_zones == 1 else 'zones'} ({listed(price.districts)}) in "
        f"place of higher-scoring zones elsewhere. It costs {share(price.share)} of "
        f"the total score{leaves}."
    )


def fewer_incidents(n_fewer: int, *, of: str = "") -> str:
    """Write how many incidents a list holds less for the promise; empty if not less.

    Examples
    --------
    >>> fewer_incidents(150), fewer_incidents(2, of="violence"), fewer_incidents(-3)
    ('150 fewer incidents', '2 fewer incidents of violence', '')
    """
    what = f" of {of}" if of else ""
    return f"{counted(n_fewer, 'fewer incident')}{what}" if n_fewer > 0 else ""
