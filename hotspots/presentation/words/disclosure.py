"""What disclosure control did, in words: for the public, and for the publisher."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from hotspots.disclosure.policy import HIDDEN, Policy
from hotspots.presentation.briefing.published_figures import FROM_ZERO, percent_change
from hotspots.presentation.words import numbers

if TYPE_CHECKING:
    from hotspots.disclosure.publish import Published
    from hotspots.presentation.briefing.published_figures import PublishedFigures

PUBLIC_DATA = (
    "These counts are exact: anyone can count them again in the public data from "
    "data.police.uk."
)
SECONDARY = "A few other numbers are left out so that nobody can work these out."
SECONDARY_ALONE = (
    "A few numbers are left out because others, left out earlier, could be worked out "
    "from them."
)
NO_ADDRESSES = "We do not name areas where most reports come from one address."
PERCENTAGES = "Percentages are worked out from the rounded numbers."

# What the publisher must know before publishing, by what was left out.
LEFT_OUT = {
    "districts": (
        "Totals of districts are not published: hidden counts could be worked out "
        "from them."
    ),
    "parts": (
        "Of the totals only the county's are published: hidden counts could be worked "
        "out from the others."
    ),
    "months_of_zones": (
        "Single months of the hotspots are not published: hidden counts could be "
        "worked out from them."
    ),
    "months": (
        "No single months are published: hidden counts could be worked out from them."
    ),
    "falls": (
        "How many zones fell is not published: a hidden count could be worked out from "
        "it."
    ),
}
NOT_LINKED = (
    "The figures disagree with an earlier pack, so the data have changed since. Nobody "
    "has checked what follows from both packs together. Compare them before you "
    "publish."
)


RECORD_ASKED = (
    "This pack leaves numbers out. Nobody must be able to work them out from this pack "
    "and an earlier one together, so give the private record that you saved with your "
    "last pack of these data. If there is none yet, say so."
)
SAVE_RECORD = (
    "Save the private record first: your next pack needs it. Keep it to yourself, "
    "because it tells which numbers left out are small. Then save the pack."
)
PACK_FIRST = (
    "To save this picture alone, first make the pack below and save its private record."
)
PUBLIC_POLICY = (
    "These data are public: anyone can count the same incidents again, so no number is "
    "left out or rounded unless you say so below. Zones are still placed roughly, and "
    "no street is named. That keeps a list out of print, and no more: whoever has the "
    "same public data and settings can choose the same zones. The other pages are for "
    "the analyst and are not changed. Ask your data protection officer before you "
    "publish."
)
POLICY = (
    "These data are not public, so small numbers are left out and others rounded by "
    "these rules in all that leaves in pictures, words and files. The other pages are "
    "for the analyst and are not changed. Ask your data protection officer before you "
    "publish."
)


def count_shown(count: int | None) -> str:
    """Write a published count; a hidden one says so.

    Examples
    --------
    >>> count_shown(1235), count_shown(None)
    ('1,235', 'hidden')
    """
    return HIDDEN if count is None else numbers.number(count)


def change_shown(before: int | None, after: int | None, *, days: float = 1.0) -> str:
    """Write the change of a published count in per cent, if it has one.

    Examples
    --------
    >>> change_shown(20, 25), change_shown(None, 5), change_shown(0, 5)
    ('+25%', 'hidden', 'from 0')
    """
    if before is None or after is None:
        return HIDDEN
    change = percent_change(before, after, days=days)
    if change is None:
        return FROM_ZERO
    return numbers.signed(change, f"{abs(change):g}%")


def settings_explained(policy: Policy) -> dict[str, str]:
    """Say in one sentence what each setting of the policy does, by its name."""
    return {
        "hide_up_to": hiding(policy) or "No number is left out for being small.",
        "round_to": rounding(policy) or "Numbers are not rounded.",
        "least_zone_width_m": (
            f"Zones are drawn no narrower than "
            f"{numbers.metres(policy.least_zone_width_m)}."
        ),
        "name_addresses_by_district": (
            "An area where most reports come from one address is named by its district "
            "alone."
            if policy.name_addresses_by_district
            else "An area where most reports come from one address is named like any "
            "other."
        ),
        "coarsen_future": placing(policy),
    }


def publishing_rules(figures: PublishedFigures, policy: Policy) -> list[str]:
    """Return what readers must know of the figures published, a sentence or two each.

    A rule that changed nothing in these figures is not among them.

    Parameters
    ----------
    figures
        What is published.
    policy
        The policy in force.
    """
    counts = figures.counts
    rules = []
    if counts is not None:
        if counts.n_small:
            rules.append(hiding(policy))
        if counts.n_secondary:
            rules.append(SECONDARY if counts.n_small else SECONDARY_ALONE)
        rules += [rounding(policy), PERCENTAGES] if policy.round_to > 1 else []
        is_exact = not policy.hide_up_to and policy.round_to == 1
        if is_exact and figures.is_public and not figures.synthetic:
            rules.append(PUBLIC_DATA)
    rules.append(NO_ADDRESSES if policy.name_addresses_by_district else "")
    return [rule for rule in [*rules, placing(policy)] if rule]


def hiding(policy: Policy) -> str:
    """Say which counts are left out, if any."""
    if not policy.hide_up_to:
        return ""
    if policy.hide_up_to == 1:
        return "To protect people, we do not print the number 1."
    return f"To protect people, we do not print numbers from 1 to {policy.hide_up_to}."


def rounding(policy: Policy) -> str:
    """Say how counts are rounded, if they are."""
    if policy.round_to == 1:
        return ""
    return f"Numbers are rounded to the nearest {policy.round_to}."


def placing(policy: Policy) -> str:
    """Say how truly the pictures place the zones."""
    if policy.coarsen_future:
        return (
            "The dots show the general area, not the streets to be patrolled, and each "
            "area is named by its district alone."
        )
    reason = policy.reason_not_coarsened.strip().rstrip(".")
    return f"The dots show the areas to be patrolled exactly. The reason: {reason}."


def warnings(counts: Published | None) -> list[str]:
    """Return what the publisher must know before publishing, in sentences."""
    if counts is None:
        return []
    left_out = counts.left_out._asdict()
    sentences = [
        LEFT_OUT[name] for name, is_left_out in left_out.items() if is_left_out
    ]
    return sentences if counts.is_linked else [*sentences, NOT_LINKED]


def private_note() -> str:
    """Write the file that marks the private folder of a pack."""
    return (
        "Do not publish this folder, and take it out before you pass the pack on.\n"
        "\n"
        "panel.html is for those who decide: it names the streets of each zone, and\n"
        "gives its rank and why it is in.\n"
        "\n"
        "settings.json makes the same pack again from the same data, and so the same\n"
        "list of streets. Beside the published figures and other data it can give\n"
        "away what the pack hides.\n"
    )


def policy_introduced(*, is_public: bool) -> str:
    """Say what is published and what is not, for the app's user."""
    return PUBLIC_POLICY if is_public else POLICY


def checked_against(n_packs: int) -> str:
    """Say how many earlier packs the private record holds.

    Examples
    --------
    >>> checked_against(2)
    'Checked against 2 earlier packs.'
    """
    return f"Checked against {numbers.counted(n_packs, 'earlier pack')}."


RECORD_NOT_GIVEN = (
    "This pack leaves numbers out and is on no private record, so nobody has checked "
    "what follows from it and other packs together. Give --record FILE.json, the same "
    "for every pack of these data."
)


def strands_not_checked(recorded: Iterable[str], strands: Iterable[str]) -> str:
    """Say which strands of a record nothing was checked against; nothing if none.

    Examples
    --------
    >>> strands_not_checked(["asb", "drugs"], ["asb"]).partition(".")[0]
    'The private record has packs of drugs, a strand that these settings lack'
    """
    lacking = sorted(set(recorded) - set(strands))
    if not lacking:
        return ""
    names = numbers.listed(lacking)
    what = "a strand" if len(lacking) == 1 else "strands"
    return (
        f"The private record has packs of {names}, {what} that these settings lack. If "
        f"this pack counts some of the same incidents, nobody has checked what follows "
        f"from both together. Compare them before you publish."
    )
