"""The words of a pack: headline, paragraph, caption, and a note for editors.

Short and factual, as the Commissioner's newsletter is. A fall is never told without the
number expected anyway, and no word says more than the published figures do.
"""

from __future__ import annotations

from dataclasses import dataclass

from hotspots.presentation.briefing.published_figures import (
    CHOSEN_ZONES,
    COUNTY,
    PUBLIC_NAMES,
    PublishedFigures,
    percent_change,
)
from hotspots.presentation.synthetic import MADE_UP
from hotspots.presentation.words.comparison import (
    CHOSEN_ON_AFTER,
    patrols_sentence,
    period,
)
from hotspots.presentation.words.months_told import month
from hotspots.presentation.words.numbers import capital, counted, listed, number

PROXY = (
    "data.police.uk cannot tell serious violence apart, so violence here is violence "
    "and sexual offences, and robbery."
)
INCLUDES = (
    "Sexual and domestic offences are included, because data.police.uk cannot tell "
    "them apart."
)
POINTS = (
    "data.police.uk gives the month of an incident, not the day, and moves it to one "
    "of 750,000 map points."
)
FELL_ANYWAY = "because hotspots are chosen after a bad year"


@dataclass(frozen=True)
class Words:
    """What can be pasted beside a picture."""

    headline: str
    paragraph: str
    caption: str
    note: tuple[str, ...]


def words(facts: PublishedFigures, *, rules: tuple[str, ...]) -> Words:
    """Write the words of a strand.

    Parameters
    ----------
    facts
        Published figures.
    rules
        Sentences on what is hidden and rounded.
    """
    made_up = f"{MADE_UP} " if facts.synthetic else ""
    return Words(
        headline=headline(facts),
        paragraph=made_up + paragraph(facts),
        caption=made_up + caption(facts),
        note=(*([MADE_UP] if facts.synthetic else []), *note(facts), *rules),
    )


def hotspots(facts: PublishedFigures) -> str:
    """Name the chosen zones as the public does.

    A space that does not break keeps the number with its word.
    """
    whose = f"{facts.whose} " if facts.whose else ""
    name = PUBLIC_NAMES[facts.strand]
    return f"{whose}{counted(facts.n_zones, f'{name} hotspot')}"


def headline(facts: PublishedFigures) -> str:
    """Write a headline: what happened if it can be told, else what was chosen."""
    if facts.n_fell is None or facts.chosen_on_after or facts.n_expected is None:
        return capital(f"{hotspots(facts)}{promise(facts)}")
    whose = f"{facts.whose} " if facts.whose else ""
    fell = (
        f"fell in {number(facts.n_fell)} of {whose}{counted(facts.n_zones, 'hotspot')}"
    )
    return (
        f"{capital(PUBLIC_NAMES[facts.strand])} {fell}; about "
        f"{number(facts.n_expected)} were expected to fall anyway"
    )


def paragraph(facts: PublishedFigures) -> str:
    """Write two sentences for a newsletter."""
    chosen = (
        f"{capital(hotspots(facts))} were chosen for the number of incidents and the "
        f"harm they did in {period(facts.chosen_on)}{promise(facts)}."
    )
    if facts.periods is None or facts.n_fell is None:
        return chosen
    if facts.chosen_on_after:
        return f"{chosen} {CHOSEN_ON_AFTER}"
    if facts.n_expected is None:
        return chosen
    return f"{_county(facts)} {_falls(facts)}"


def caption(facts: PublishedFigures) -> str:
    """Write the line under a picture."""
    told = f"{capital(hotspots(facts))}, chosen on {period(facts.chosen_on)}."
    if facts.strand == "violence":
        told += f" {INCLUDES}"
    return f"{told} Source: data.police.uk." if not facts.synthetic else told


def note(facts: PublishedFigures) -> list[str]:
    """Write a note for editors: how it was done, and what must be kept in mind."""
    told = [
        f"Hotspots are zones of about the same size, ranked by how many incidents they "
        f"hold and how much harm these do, on {period(facts.chosen_on)}"
        f"{promise(facts)}."
    ]
    if facts.periods is not None and facts.n_fell is not None:
        told.append(
            f"Compared are {period(facts.periods.before)} and "
            f"{period(facts.periods.after)}. Patrols began in "
            f"{month(facts.periods.patrols_start)}."
        )
        told.append(_falls(facts) if not facts.chosen_on_after else CHOSEN_ON_AFTER)
        told.append(patrols_sentence(facts.periods))
    if facts.strand == "violence":
        told.append(PROXY)
    return [*[sentence for sentence in told if sentence], POINTS]


def _county(facts: PublishedFigures) -> str:
    """Say how the county and the hotspots changed, of published counts."""
    assert facts.periods is not None
    since = (
        f"Since patrols began in {month(facts.periods.patrols_start)}"
        if facts.periods.are_usual
        else f"From {period(facts.periods.before)} to {period(facts.periods.after)}"
    )
    name = PUBLIC_NAMES[facts.strand]
    told = [
        f"{change} {where}"
        for change, where in (
            (_change(*facts.counts_of(COUNTY)), "county-wide"),
            (_change(*facts.counts_of(CHOSEN_ZONES)), "in the hotspots together"),
        )
        if change
    ]
    if not told:
        return f"{since}, how {name} changed cannot be published."
    return f"{since}, {name} {listed(told)}{_expected(facts)}."


def _expected(facts: PublishedFigures) -> str:
    """Say beside a fall in the hotspots how many incidents were expected anyway."""
    _, after = facts.counts_of(CHOSEN_ZONES)
    if after is None or facts.expected_after is None:
        return ""
    return (
        f", to {number(after)} incidents where about {number(facts.expected_after)} "
        f"were expected anyway"
    )


def _falls(facts: PublishedFigures) -> str:
    if facts.n_fell is None or facts.n_expected is None:
        return ""
    told = (
        f"It fell in {number(facts.n_fell)} of {counted(facts.n_zones, 'hotspot')}; "
        f"about {number(facts.n_expected)} would have been expected to fall without "
        f"patrols, {FELL_ANYWAY}"
    )
    if facts.is_unusual:
        more = facts.n_fell > facts.n_expected
        return f"{told}, so {'more' if more else 'fewer'} fell than expected."
    return f"{told}, so this alone does not show that patrols worked."


def _change(before: int | None, after: int | None) -> str:
    """Say how a published count changed, or nothing where it is hidden."""
    percent = percent_change(before, after)
    if percent is None:
        return ""
    if percent == 0:
        return "stayed about the same"
    return f"{'fell' if percent < 0 else 'rose'} {abs(percent):g}%"


def promise(facts: PublishedFigures) -> str:
    """Say that every district has a zone, or nothing; it goes on a sentence."""
    if not facts.has_every_district:
        return ""
    return f", at least one in each of {counted(len(facts.area), 'district')}"
