"""The words around a strand's picture: its months, what was hidden, whose data."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial

from hotspots.presentation.briefing.published_figures import PublishedFigures
from hotspots.presentation.briefing.settings import PackSettings
from hotspots.presentation.pictures.frame import PictureWords, nothing_moved
from hotspots.presentation.words import pictures
from hotspots.presentation.words.briefing import (
    OWN_NOW,
    OWN_THEN,
    based_on,
    began_in,
    began_once,
    drawn_as_falls,
    of_days,
    promise,
    public,
)
from hotspots.presentation.words.comparison import period
from hotspots.presentation.words.numbers import capital
from hotspots.tables import CHOSEN_ZONES, COUNTY

# Pictures that show what was chosen, and no count of incidents.
WITHOUT_COUNTS = ("zones", "districts")
# What stands for a zone on a map of zones.
SIGNS = {"zones": "Dots", "change": "Signs", "before-after": "Circles"}


def picture_words(
    kind: str, facts: PublishedFigures, choices: PackSettings, loaded: Collection[str]
) -> PictureWords:
    """Return the words of a picture, its title still to be set.

    Parameters
    ----------
    kind
        One of `settings.KINDS`.
    facts
        Published figures.
    choices
        The publishing policy.
    loaded
        Months that hold incidents.
    """
    moved = nothing_moved
    if kind in SIGNS:
        policy = choices.policy
        moved = partial(
            pictures.moved,
            signs=SIGNS[kind],
            zone=facts.called,
            area_m=policy.future_zone_width_m if policy.coarsen_future else 0,
        )
    rules = [] if kind in WITHOUT_COUNTS else _rules(kind, facts, choices)
    if kind == "trend":
        rules.append(pictures.gaps(loaded))
    return PictureWords(
        title="",
        subtitle=_months(kind, facts),
        source=pictures.source(synthetic=facts.synthetic, is_public=facts.is_public),
        warning=pictures.SYNTHETIC if facts.synthetic else "",
        hidden=" ".join(filter(None, rules)),
        moved=moved,
    )


def _rules(kind: str, facts: PublishedFigures, choices: PackSettings) -> list[str]:
    """Say what of the picture was hidden and rounded, and what its counts include."""
    shown = {
        "trend": facts.monthly[["incidents"]],
        "figures": facts.parts.loc[
            facts.parts["part"].isin([COUNTY, CHOSEN_ZONES]), ["before", "after"]
        ],
    }.get(kind, facts.zones[["before", "after"]])
    rule = pictures.hidden(
        choices.policy,
        kind=kind,
        zone=facts.called,
        is_any_hidden=bool(shown.isna().to_numpy().any()),
    )
    return [
        rule,
        drawn_as_falls(facts) if kind == "change" else "",
        facts.notes.picture,
    ]


def compared(facts: PublishedFigures, joined: str = ", compared with ") -> str:
    """Say which months are compared."""
    assert facts.periods is not None
    if facts.has_own_months:
        return f"{OWN_NOW}{joined}{OWN_THEN}"
    return f"{period(facts.periods.after)}{joined}{period(facts.periods.before)}"


def _months(kind: str, facts: PublishedFigures) -> str:
    if kind in WITHOUT_COUNTS or facts.periods is None:
        on = based_on(facts) or "where patrols go"
        return f"{capital(on)}{promise(facts)}"
    if kind == "trend":
        a_month = f"{capital(public(facts).in_short)} a month"
        starts = began_in(facts).rstrip(".")
        if not facts.has_own_months:
            start = facts.periods.patrols_start
            starts = began_once(facts, start) if start else ""
        return f"{a_month}; {starts[0].lower()}{starts[1:]}" if starts else a_month
    daily = "; changes are per day" if kind == "change" and of_days(facts) else ""
    return f"{capital(compared(facts))}{daily}"
