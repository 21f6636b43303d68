"""The rules that a planner sets for a list of zones."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from hotspots.errors import InputError
from hotspots.method.choosing.programme import UNLIMITED


@dataclass(frozen=True)
class Rules:
    """What a list of zones must keep to.

    Attributes
    ----------
    n_zones
        How many zones.
    floor
        Least number in each district.
    floors
        The same for single districts, in place of `floor`.
    cap
        Most in each district; None for no cap.
    caps
        The same for single districts, in place of `cap`.
    take_out, put_in
        Reason for each zone taken out or put in by hand.
    spacing_m
        Least distance in metres from outline to outline of any two zones; 0 asks only
        that none touch, None asks nothing.
    least_incidents, most_incidents
        Bounds of a zone's incidents (included); None for no upper bound. Zones put in
        by hand need not keep to them.
    """

    n_zones: int
    floor: int = 1
    floors: Mapping[str, int] = field(default_factory=dict)
    cap: int | None = None
    caps: Mapping[str, int] = field(default_factory=dict)
    take_out: Mapping[str, str] = field(default_factory=dict)
    put_in: Mapping[str, str] = field(default_factory=dict)
    spacing_m: float | None = None
    least_incidents: int = 0
    most_incidents: int | None = None

    def __post_init__(self) -> None:
        wrong = [*_wrong_numbers(self), *_wrong_hands(self)]
        if wrong:
            raise InputError(" ".join(wrong))

    def within(self, zones: Collection[str]) -> Rules:
        """Return the rules without zones taken out that are not among these.

        A zone with no incident of a strand is not in its ranking, so that it need not
        be taken out of it.
        """
        if not self.take_out:
            return self
        ranked = set(zones)
        take_out = {
            zone: reason for zone, reason in self.take_out.items() if zone in ranked
        }
        return replace(self, take_out=take_out)

    def floor_of(self, district: str) -> int:
        """Return the least number of zones in a district."""
        return self.floors.get(district, self.floor)

    def cap_of(self, district: str) -> int:
        """Return the most zones in a district; a very large number for no cap."""
        return self.caps.get(district, UNLIMITED if self.cap is None else self.cap)


def _wrong_numbers(rules: Rules) -> list[str]:
    numbers = [
        ("The number of zones", rules.n_zones, 1),
        ("The floor", rules.floor, 0),
        *((f"The floor of {name}", floor, 0) for name, floor in rules.floors.items()),
        ("The cap", 1 if rules.cap is None else rules.cap, 0),
        *((f"The cap of {name}", cap, 0) for name, cap in rules.caps.items()),
        ("The least number of incidents", rules.least_incidents, 0),
    ]
    wrong = [
        f"{what} must be at least {least}, not {number:,}."
        for what, number, least in numbers
        if number < least
    ]
    most = rules.most_incidents
    if most is not None and most < rules.least_incidents:
        wrong.append(
            f"A zone cannot have at least {rules.least_incidents:,} incidents and at "
            f"most {most:,}. Lower the one or raise the other."
        )
    spacing = rules.spacing_m
    if spacing is not None and not (math.isfinite(spacing) and spacing >= 0):
        wrong.append(
            f"The distance between zones must be 0 metres or more, not {spacing}."
        )
    return wrong


def _wrong_hands(rules: Rules) -> list[str]:
    both = sorted(set(rules.take_out) & set(rules.put_in))
    wrong = [
        f"{zone} is both taken out and put in. Keep one of these." for zone in both
    ]
    if len(rules.put_in) > rules.n_zones:
        wrong.append(
            f"{len(rules.put_in)} zones are put in, but the list has {rules.n_zones}. "
            f"Ask for more zones, or put in fewer."
        )
    return wrong
