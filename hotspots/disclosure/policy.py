"""What may be published of small counts and places: the policy, and what it says.

It governs what leaves the house (pictures, words, public files), not the analyst's own
pages. `hotspots.disclosure.publish` applies it to counts and
`hotspots.disclosure.public_zones` to places.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import Any

from hotspots.errors import InputError
from hotspots.method.zoning.addresses import names_a_building
from hotspots.settings import ZONE_WIDTH_BOUNDS_M

MOST_HIDDEN_BOUND = 50
# What stands where a figure is hidden, whatever the reason: two marks would give away
# which figures are small.
HIDDEN = "hidden"
# What the public reads of a zone without a name of its own.
UNNAMED = "A zone"


@dataclass(frozen=True, kw_only=True)
class Policy:
    """What may be published, each choice in one number or word.

    The defaults are for data that are not public; `usual_policy` says which to start
    from.

    Attributes
    ----------
    hide_up_to
        Counts from 1 to this are hidden; 0 hides none.
    round_to
        Other counts are rounded to the nearest multiple of this; 1 rounds none.
    least_zone_width_m
        Zones are drawn no narrower than this, in metres.
    name_addresses_by_district
        Whether zones that are mostly one address are named by their district alone.
    coarsen_future
        Whether future patrols are placed roughly: their outlines are drawn coarser, and
        each is named by its district, not its street.
    future_zone_width_m
        Then they are drawn as hexagons of this width, in metres.
    reason_not_coarsened
        Why they are not.

    Examples
    --------
    >>> Policy.from_dict(Policy(hide_up_to=9, round_to=10).to_dict()).hide_up_to
    9
    >>> Policy(round_to=20)
    Traceback (most recent call last):
    hotspots.errors.InputError: Rounded to 20, a count of 5 would be published as 0.
    Round to 10 at most, or hide larger counts.
    """

    hide_up_to: int = 4
    round_to: int = 5
    least_zone_width_m: int = 350
    name_addresses_by_district: bool = True
    coarsen_future: bool = True
    future_zone_width_m: int = 1000
    reason_not_coarsened: str = ""

    def __post_init__(self) -> None:
        """Refuse what is no policy, or one that would print an untruth."""
        _whole(self.hide_up_to, "The largest number hidden", 0, MOST_HIDDEN_BOUND)
        _whole(self.round_to, "The rounding base", 1, 2 * MOST_HIDDEN_BOUND)
        _whole(
            self.least_zone_width_m,
            "The least width of zones drawn (metres)",
            *ZONE_WIDTH_BOUNDS_M,
        )
        _whole(
            self.future_zone_width_m,
            "The width that zones of future patrols are drawn with (metres)",
            self.least_zone_width_m,
            ZONE_WIDTH_BOUNDS_M[1],
        )
        least_shown = self.hide_up_to + 1
        if self.round_to > 2 * least_shown:
            msg = (
                f"Rounded to {self.round_to}, a count of {least_shown} would be "
                f"published as 0. Round to {2 * least_shown} at most, or hide larger "
                f"counts."
            )
            raise InputError(msg)
        _yes_or_no(self.name_addresses_by_district, "Naming addresses only by district")
        _yes_or_no(
            self.coarsen_future, "Showing only the general area of future patrols"
        )
        self._check_reason()

    @property
    def hides_nothing(self) -> bool:
        """Whether every count is published as it is."""
        return self.hide_up_to == 0 and self.round_to == 1

    def _check_reason(self) -> None:
        reason = self.reason_not_coarsened
        if not isinstance(reason, str):
            msg = f"The reason for exact areas must be a text, not {reason}."
            raise InputError(msg)
        if not self.coarsen_future and not reason.strip():
            msg = (
                "Exact areas of future patrols need a reason, which is printed in the "
                "pack. Give it, or show only the general area."
            )
            raise InputError(msg)

    def to_dict(self) -> dict[str, Any]:
        """Return the policy as names and plain values, for JSON."""
        return asdict(self)

    @classmethod
    def from_dict(cls, values: object) -> Policy:
        """Read what `to_dict` wrote; what is left out keeps its default."""
        if not isinstance(values, dict):
            msg = "The publishing policy must be a JSON object of names and values."
            raise InputError(msg)
        known = [field.name for field in fields(cls)]
        unknown = sorted(str(name) for name in values if name not in known)
        if unknown:
            msg = (
                f"The publishing policy has unknown names: "
                f"{', '.join(unknown)}. Use: {', '.join(known)}."
            )
            raise InputError(msg)
        return cls(**values)


def usual_policy(*, is_public: bool) -> Policy:
    """Return the policy in force unless another is set.

    Hiding what anyone can count again protects nobody, and settings with public data
    give every hidden count away. A force's own extract can point to people.

    Parameters
    ----------
    is_public
        Whether anyone can have the same incidents, as from data.police.uk.

    Examples
    --------
    >>> usual_policy(is_public=True).hide_up_to, usual_policy(is_public=True).round_to
    (0, 1)
    >>> usual_policy(is_public=False).hide_up_to, usual_policy(is_public=False).round_to
    (4, 5)
    """
    return Policy(hide_up_to=0, round_to=1) if is_public else Policy()


def rounded(count: int, policy: Policy) -> int:
    """Round a count as it is published; halves go up.

    Examples
    --------
    >>> [rounded(count, Policy()) for count in (0, 5, 7, 8, 1234)]
    [0, 5, 5, 10, 1235]
    """
    base = policy.round_to
    return (count + base // 2) // base * base


def known_range(published: int, policy: Policy) -> tuple[int, int]:
    """Return the counts that a published figure may stand for, both ends included.

    Examples
    --------
    >>> known_range(10, Policy()), known_range(5, Policy()), known_range(0, Policy())
    ((8, 12), (5, 7), (0, 0))
    """
    if published == 0:
        return 0, 0
    base = policy.round_to
    least = published - base // 2
    return max(least, policy.hide_up_to + 1), least + base - 1


def public_name(name: str, district: str, *, is_address: bool, policy: Policy) -> str:
    """Return what the public may read as a zone's name.

    Parameters
    ----------
    name, district
        As the selection has them.
    is_address
        Whether the zone is mostly one address (`addresses.is_address`). A zone that
        is named for a prison, hospital or police station is one too: its incidents of
        other kinds made the name.
    policy
        The policy.

    Examples
    --------
    >>> public_name("Mill Lane", "Swale", is_address=True, policy=Policy())
    'A zone in Swale'
    >>> public_name("Mill Lane", "Swale", is_address=False, policy=Policy())
    'A zone in Swale'
    >>> exact = Policy(coarsen_future=False, reason_not_coarsened="Published before")
    >>> public_name("Mill Lane", "Swale", is_address=False, policy=exact)
    'Mill Lane, Swale'
    >>> public_name("Prison near Quay", "Swale", is_address=False, policy=Policy())
    'A zone in Swale'
    """
    is_address = is_address or names_a_building(name)
    if policy.coarsen_future or (policy.name_addresses_by_district and is_address):
        return unnamed(district)
    return f"{name}, {district}" if district else name


def unnamed(district: str) -> str:
    """Return what the public reads of a zone that is named by its district alone.

    Examples
    --------
    >>> unnamed("Swale"), unnamed("")
    ('A zone in Swale', 'A zone')
    """
    return f"{UNNAMED} in {district}" if district else UNNAMED


def _whole(value: object, what: str, least: int, most: int) -> None:
    if not isinstance(value, int) or isinstance(value, bool):
        msg = f"{what} must be a whole number, not {value}."
        raise InputError(msg)
    if not least <= value <= most:
        msg = f"{what} must be from {least} to {most:,}, not {value:,}."
        raise InputError(msg)


def _yes_or_no(value: object, what: str) -> None:
    if not isinstance(value, bool):
        msg = f"{what} must be true or false, not {value}."
        raise InputError(msg)
