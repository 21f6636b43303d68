"""What disclosure control did, in words."""

from __future__ import annotations

from hotspots.disclosure.policy import HIDDEN, INCLUDES_SENSITIVE, TO_CONFIRM, Policy
from hotspots.presentation.words import numbers


def count_shown(count: int | None) -> str:
    """Write a published count; a hidden one says so.

    Examples
    --------
    >>> count_shown(1235), count_shown(None)
    ('1,235', 'hidden')
    """
    return HIDDEN if count is None else numbers.number(count)


def settings_explained(policy: Policy) -> dict[str, str]:
    """Say in one sentence what each setting of the policy does, by its name."""
    return {
        "hide_up_to": _hiding_explained(policy),
        "round_to": _rounding_explained(policy),
        "least_zone_width_m": (
            f"Zones are drawn no narrower than "
            f"{numbers.metres(policy.least_zone_width_m)}."
        ),
        "name_addresses_by_district": (
            "Zones whose incidents are mostly at one address are named by their "
            "district alone."
            if policy.name_addresses_by_district
            else "Zones whose incidents are mostly at one address are named like any "
            "other."
        ),
        "coarsen_future": (
            f"Where patrols are still to come, zones are drawn as hexagons "
            f"{numbers.metres(policy.future_zone_width_m)} wide, so that their exact "
            f"edges are not given away."
            if policy.coarsen_future
            else f"Zones where patrols are still to come are drawn exactly. The reason "
            f"given: {policy.reason_not_coarsened.strip().rstrip('.')}."
        ),
    }


def rule_in_force(policy: Policy, *, sensitive_included: bool) -> list[str]:
    """Return the rule in plain English, a sentence or two each, for the pack.

    Parameters
    ----------
    policy
        The policy.
    sensitive_included
        Whether the counts may include sexual and domestic offences.
    """
    told = list(settings_explained(policy).values())
    if policy.hide_up_to:
        told.insert(
            1,
            "Further figures are hidden where a hidden one could be worked out from "
            "totals, districts, the number of zones that fell or the pack before. "
            "Both kinds are marked alike.",
        )
        told.insert(2, "Where there were no incidents, 0 is shown.")
    told.insert(
        len(told) - 3,
        "Changes and ratios are worked out from the figures as published.",
    )
    if sensitive_included:
        told.append(INCLUDES_SENSITIVE)
    return [*told, TO_CONFIRM]


def _hiding_explained(policy: Policy) -> str:
    if not policy.hide_up_to:
        return "No count is hidden for being small."
    counts = "1" if policy.hide_up_to == 1 else f"1 to {policy.hide_up_to}"
    return f"Counts of {counts} are hidden: so few incidents could point to a person."


def _rounding_explained(policy: Policy) -> str:
    if policy.round_to == 1:
        return "Counts that are shown are not rounded."
    return f"Counts that are shown are rounded to the nearest {policy.round_to}."
