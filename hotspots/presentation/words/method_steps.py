"""The last steps of the method in plain English: judging a fall, and publishing."""

from __future__ import annotations

from dataclasses import dataclass

from hotspots.presentation.words import numbers
from hotspots.settings import Settings


@dataclass(frozen=True)
class Step:
    """One step of the method: what is done, and what it cannot do."""

    title: str
    done: str
    limits: tuple[str, ...]


def anyway(settings: Settings) -> Step:
    """Tell what would have happened anyway."""
    ring = numbers.metres(settings.buffer_width_m)
    return Step(
        "Judge",
        "Zones are chosen after a bad year, so most fall the next with nothing done. "
        "How many would have, and by how much, is worked out from all zones: how busy "
        "they usually are, how much places change from year to year by themselves, and "
        "how the zones that were not chosen went on. The chosen zones are then set "
        "beside the next-ranked zones that were not patrolled, and the rings of "
        f"{ring} round them beside rings round those.",
        (
            "No range sees what moves everything alike, such as new ways of recording. "
            "Mark such months on the data page.",
            "Zones that share a fate which the county does not share, such as town "
            "centres in a wet summer, vary by more than the ranges say.",
            "More years before patrols make the expectation better: load them. With "
            "one year before, a true fall of a fifth shows clearly in only about 1 or "
            "2 of 10 such programmes, so “no clear difference” does not mean none.",
            "Zones chosen on the months that are judged cannot be judged at all.",
        ),
    )


def tell() -> Step:
    """Tell how figures are made safe to publish."""
    return Step(
        "Tell",
        "What leaves in a pack is made safe first: small counts are hidden, others "
        "rounded, and further figures hidden until no hidden one follows from the "
        "rest; zones are placed coarsely, and those that are mostly one address are "
        "named by their district.",
        (
            "It is a stated policy. A data protection officer has to confirm it.",
            "Files that the other pages offer are the analyst's own: nothing is hidden "
            "in them.",
            "Two packs with zones of different widths can tell more together than each "
            "alone. Keep to one width in what you publish.",
        ),
    )
