"""The words of a pack: headline, paragraph, caption, and a note for editors.

Short and factual, as a newsletter prints them. A fall never stands without the number
expected without patrols, and no word says more than the published figures do. The zones
are never called the county's own hotspots: they are those that these settings choose,
unless those really patrolled are loaded, which are called so.

Long because a pack's words are read together.
"""

from __future__ import annotations

from dataclasses import dataclass

from hotspots.presentation.briefing.published_figures import ByHand, PublishedFigures
from hotspots.presentation.synthetic import MADE_UP
from hotspots.presentation.words.by_hand import NO_REASON
from hotspots.presentation.words.comparison import (
    by_size,
    fell_as_expected,
    fell_in,
    patrols_sentence,
)
from hotspots.presentation.words.in_and_out import changed_sentences
from hotspots.presentation.words.months_told import (
    during,
    month,
    months,
    same_months,
    spoken,
)
from hotspots.presentation.words.numbers import (
    capital,
    counted,
    fell_or_rose,
    in_words,
    listed,
    metres,
    number,
    one_in,
    years_in_100,
)
from hotspots.presentation.words.patrolled import began_somewhere
from hotspots.presentation.words.per_day import per_day, per_day_note
from hotspots.presentation.words.strands import public_of
from hotspots.settings.counting import PublicWords
from hotspots.tables import CHOSEN_ZONES, COUNTY

APPROXIMATE = "The public data give the month, not the day, and an approximate place."
FROM_RECORDS = (
    "The figures are counted from police records, which are not public, so small "
    "numbers are hidden and others rounded."
)
CALM_DOWN = "because places picked at their worst tend to calm down"
NO_PROOF = "So these figures do not show that the patrols made the difference."
NOT_WHERE = "These figures do not say where patrols went."
NO_PROOF_NOR_PATROLS = (
    "So these figures do not show that patrols made a difference. They do not say "
    "where patrols went."
)
NOT_PATROLLED = (
    "These are zones that the software would choose, not a list of where patrols went."
)
REALLY_PATROLLED = "These are the zones that are really patrolled, as listed."
MONTHS_NOT_KNOWN = (
    "Nobody knows which months they were chosen on, so we cannot say what would have "
    "been expected without patrols."
)
WITHHELD = (
    "Changes are left out, because small numbers in these zones could not be hidden "
    "safely."
)
EXPECTED_LEFT_OUT = (
    "How many would have been expected without patrols is left out, because it is "
    "worked out from numbers that are hidden."
)
CANNOT_YET_SAY = (
    "We cannot yet say what patrols changed here, because these areas were picked from "
    "months that would have to be compared."
)
# Where patrols began in different months.
OWN_NOW = "the months since patrols began in each zone"
OWN_THEN = "the same months before"
PROMISE = "Every district has at least one of them."
DISTRICT_RULE = "The rule of this list is at least one zone in every district."


@dataclass(frozen=True)
class Words:
    """What can be pasted beside a picture."""

    headline: str
    paragraph: str
    caption: str
    note: tuple[str, ...]


def words(
    facts: PublishedFigures, *, rules: tuple[str, ...], is_marked: bool = True
) -> Words:
    """Write the words of a strand.

    Parameters
    ----------
    facts
        Published figures.
    rules
        Sentences on what is hidden and rounded.
    is_marked
        Whether each text says itself that data are made up; not where a page's head
        does.
    """
    says_made_up = facts.synthetic and is_marked
    made_up = f"{MADE_UP} " if says_made_up else ""
    return Words(
        headline=headline(facts),
        paragraph=made_up + paragraph(facts),
        caption=made_up + caption(facts),
        note=(*([MADE_UP] if says_made_up else []), *note(facts), *rules),
    )


def public(facts: PublishedFigures) -> PublicWords:
    """Return what the public reads the strand as."""
    return public_of(facts.programme)


def headline(facts: PublishedFigures) -> str:
    """Write a headline: what happened if it is known, else which places these are."""
    if facts.n_fell is None or facts.chosen_on_after or facts.n_expected is None:
        return places(facts)
    is_close = 10 * abs(facts.n_fell - facts.n_expected) <= facts.n_zones
    if is_close and not facts.side:
        return fell_as_expected(
            facts.n_fell,
            facts.n_zones,
            what=public(facts).name,
            where=zones_called(facts),
        )
    return falls(facts)


def places(facts: PublishedFigures) -> str:
    """Say which places the hotspots are."""
    what = "place" if facts.n_zones == 1 else "places"
    if facts.is_patrolled:
        zones = counted(facts.n_zones, "zone")
        return (
            f"The {zones}{_in_area(facts)} patrolled for {public(facts).name}"
            f"{promise(facts)}"
        )
    if facts.is_shaped:
        return (
            f"{number(facts.n_zones)} {what}{_in_area(facts)} chosen for "
            f"{public(facts).most}{promise(facts)}"
        )
    if not facts.by_number_alone:
        by = "number and harm" if facts.is_weighed else "number"
        return (
            f"{number(facts.n_zones)} {what}{_in_area(facts)} chosen by the {by} of "
            f"{public(facts).incidents}{promise(facts)}"
        )
    return (
        f"The {number(facts.n_zones)} {what}{_in_area(facts)} with most "
        f"{public(facts).most}{promise(facts)}"
    )


def paragraph(facts: PublishedFigures) -> str:
    """Write a few sentences for a newsletter."""
    if facts.periods is None or facts.n_fell is None or facts.n_expected is None:
        return _chosen(facts)
    if facts.chosen_on_after:
        return _chosen(facts)
    # The headline has the falls; where no count may be given they stand here too.
    together = _together(facts) or f"{falls(facts)}."
    sentences = (together, _county(facts), _no_proof(facts))
    return " ".join(filter(None, sentences))


def caption(facts: PublishedFigures) -> str:
    """Write the line under a picture."""
    on = based_on(facts)
    text = f"The {counted(facts.n_zones, facts.called)}{f', {on}' if on else ''}."
    if facts.notes.caption:
        text += f" {facts.notes.caption}"
    if facts.synthetic:
        return text
    return f"{text} Source: {'data.police.uk' if facts.is_public else 'police records'}"


def zones_called(facts: PublishedFigures) -> str:
    """Return what the public calls the zones, as within a sentence."""
    return f"{facts.called}s"


def based_on(facts: PublishedFigures) -> str:
    """Say which months the zones were chosen on, or nothing where nobody knows."""
    if facts.chosen_on is None:
        return ""
    span = during(facts.chosen_on.first, facts.chosen_on.last)
    return f"based on {public(facts).in_short} {span}"


def note(facts: PublishedFigures) -> list[str]:
    """Write a note for editors: how it was done, and what must be kept in mind."""
    sentences = [_how_chosen(facts), *_how_shaped(facts)]
    if facts.has_promise:
        sentences += [DISTRICT_RULE, promise_not_met(facts)]
    if facts.periods is not None and facts.n_fell is not None:
        sentences += _of_comparison(facts)
    if facts.is_expected_left_out:
        sentences.append(EXPECTED_LEFT_OUT)
    sentences.append(_not_counted(facts))
    if facts.is_withheld:
        sentences.append(WITHHELD)
    approximate = APPROXIMATE if facts.is_public else FROM_RECORDS
    return [*[sentence for sentence in sentences if sentence], approximate]


def _of_comparison(facts: PublishedFigures) -> list[str]:
    assert facts.periods is not None
    if facts.chosen_on_after:
        return [CANNOT_YET_SAY]
    own = "" if facts.has_own_months else patrols_sentence(facts.periods)
    return [_compared(facts), of_days(facts), *_how_rare(facts), own]


def falls(facts: PublishedFigures) -> str:
    """Say in how many hotspots it fell and was to be expected to, and the verdict."""
    if facts.n_fell is None or facts.n_expected is None:
        return ""
    return fell_in(
        (facts.n_fell, facts.n_zones),
        what=public(facts).name,
        where=zones_called(facts),
        expected=facts.n_expected,
        side=facts.side,
        of=public(facts).in_short,
    )


def drawn_as_falls(facts: PublishedFigures) -> str:
    """Say why the map of changes draws other than the falls counted, or nothing."""
    if facts.n_fell in (None, facts.directions.get("fell", 0)) or not falls(facts):
        return ""
    assert facts.n_fell is not None
    n_drawn, fell = facts.directions.get("fell", 0), number(facts.n_fell)
    if facts.n_fell < n_drawn:
        return f"Before rounding {fell} fell."
    if "hidden" in facts.directions:
        return f"Of the {fell} that fell, some are hidden or fell by less than 5%."
    return f"The {fell} that fell include falls of less than 5%."


def promise(facts: PublishedFigures) -> str:
    """Say that every district has a zone, or nothing; it goes on a sentence."""
    return ", at least one in every district" if facts.has_every_district else ""


def promise_not_met(facts: PublishedFigures) -> str:
    """Name the districts without a zone, or say nothing where each has one."""
    lacking = facts.districts_without
    if not lacking:
        return ""
    have = "has" if len(lacking) == 1 else "have"
    return f"{listed(lacking)} {have} none, because no zone could be chosen there."


def _in_area(facts: PublishedFigures) -> str:
    return f" in {facts.where}" if facts.where else ""


def _chosen(facts: PublishedFigures) -> str:
    """Say how much of the strand the hotspots have."""
    months_counted = facts.counted_in or facts.chosen_on
    assert months_counted is not None
    span = during(months_counted.first, months_counted.last)
    areas = counted(facts.n_zones, "small area")
    across = f"each about {metres(facts.zone_width_m)} across"
    what = f"{public(facts).incidents}{_in_area(facts)}"
    if facts.is_patrolled:
        areas = f"the {counted(facts.n_zones, 'zone')} that are patrolled"
        across = across if facts.zone_width_m else "of different sizes"
    if facts.share_of_incidents:
        text = (
            f"{capital(span)} about {one_in(facts.share_of_incidents)} {what} came "
            f"from {areas}, {across}."
        )
    elif facts.is_patrolled:
        text = f"{places(facts).removesuffix(promise(facts))} are {across}."
    elif not facts.by_number_alone:
        text = f"These {areas}, {across}, were chosen for their {what} {span}."
    else:
        text = f"{capital(span)} these {areas}, {across}, had the most {what}."
    return f"{text} {PROMISE}" if facts.has_every_district else text


def _together(facts: PublishedFigures) -> str:
    """Say how the hotspots changed together, and what was expected, or nothing."""
    assert facts.periods is not None
    before, after = facts.counts_of(CHOSEN_ZONES)
    if before is None or after is None or facts.expected_after is None:
        return ""
    first, second = facts.periods.before, facts.periods.after
    then = months(first.first, first.last)
    now = months(second.first, second.last)
    if facts.has_own_months:
        then, now = "the months before patrols began", "the same months since"
    elif spoken(first.first, first.last) != then:
        then, now = (spoken(each.first, each.last) for each in (first, second))
    else:
        span = (second.first, second.last)
        now = same_months(span, of=(first.first, first.last))
    where = (
        f"{capital(public(facts).in_short)} in the "
        f"{counted(facts.n_zones, facts.called)}"
    )
    text = (
        f"{where} stayed at {number(after)} in {then} and {now}."
        if before == after
        else f"{where} {'fell' if after < before else 'rose'} from {number(before)} in "
        f"{then} to {number(after)} in {now}."
    )
    why = f", {CALM_DOWN}" if facts.expected_after < before else ""
    about = number(facts.expected_after)
    return (
        f"{text} About {about} would have been expected without patrols{why}. "
        f"{capital(by_size(facts.side, public(facts).in_short))}."
    )


def of_days(facts: PublishedFigures) -> str:
    """Say that changes are per day where the periods compared differ, or nothing."""
    if facts.periods is None:
        return ""
    each = (facts.periods, *facts.months_of_zone.values())
    return per_day_note([(periods.before, periods.after) for periods in each])


def _county(facts: PublishedFigures) -> str:
    """Say how the whole area changed, or nothing."""
    before, after = facts.counts_of(COUNTY)
    if before is None or after is None:
        return ""
    area = facts.where or "the whole area"
    change = fell_or_rose(before, after, days=facts.days)
    span = ""
    if facts.has_own_months and facts.periods is not None:
        first, second = facts.periods.before, facts.periods.after
        then, now = (spoken(each.first, each.last) for each in (first, second))
        span = f" from {then} to {now}"
    what = f"{public(facts).in_short}{per_day(facts.days)}"
    return f"Across {area} {what} {change}{span}."


def _no_proof(facts: PublishedFigures) -> str:
    """Say that nothing is shown of patrols, unless incidents were clearly fewer."""
    if facts.side < 0:
        return "" if facts.is_patrolled else NOT_WHERE
    return NO_PROOF if facts.is_patrolled else NO_PROOF_NOR_PATROLS


def _how_chosen(facts: PublishedFigures) -> str:
    words = public(facts)
    if facts.is_patrolled or facts.chosen_on is None:
        on = based_on(facts)
        return f"{REALLY_PATROLLED} {f'{capital(on)}.' if on else MONTHS_NOT_KNOWN}"
    span = during(facts.chosen_on.first, facts.chosen_on.last)
    serious = " and by how serious such offences are" if facts.is_weighed else ""
    return (
        f"Hotspots are areas about {metres(facts.zone_width_m)} across, ranked by the "
        f"number of {words.incidents} {span}{serious}. {NOT_PATROLLED}"
    )


def _how_shaped(facts: PublishedFigures) -> list[str]:
    """Say which zones were taken out or put in by hand, and how far apart they are."""
    apart = []
    if facts.spacing_m is not None:
        distance = f"are at least {metres(facts.spacing_m)} apart"
        apart = [f"Hotspots {distance if facts.spacing_m else 'do not touch'}."]
    return [
        *_by_hand(facts.taken_out, "taken out"),
        *_by_hand(facts.put_in, "put in"),
        *apart,
        *([] if facts.changed is None else changed_sentences(facts.changed)),
    ]


def _by_hand(zones: tuple[ByHand, ...], what: str) -> list[str]:
    if not zones:
        return []
    were = "zone was" if len(zones) == 1 else "zones were"
    named = [f"one in {zone.district} ({zone.reason or NO_REASON})" for zone in zones]
    return [f"{capital(in_words(len(zones)))} {were} {what} by hand: {listed(named)}."]


def _compared(facts: PublishedFigures) -> str:
    assert facts.periods is not None
    before, after = facts.periods.before, facts.periods.after
    then = same_months((before.first, before.last), of=(after.first, after.last))
    if facts.has_own_months:
        return f"We compared {OWN_NOW} with {OWN_THEN}. {began_in(facts)}"
    start = facts.periods.patrols_start
    began = f" {began_once(facts, start)}." if start else ""
    return f"We compared {spoken(after.first, after.last)} with {then}.{began}"


def _not_counted(facts: PublishedFigures) -> str:
    """Say how many patrolled zones the figures leave out, or nothing."""
    n_zones = facts.n_left_out
    if not n_zones:
        return ""
    more = "zone is" if n_zones == 1 else "zones are"
    return (
        f"{capital(in_words(n_zones))} more {more} patrolled but not counted here, "
        f"because the records do not cover the months before and after patrols began."
    )


def began_in(facts: PublishedFigures) -> str:
    """Say in which months patrols began, and in how many zones each."""
    each = [
        f"{month(start)} ({counted(n_zones, 'zone')})"
        for start, n_zones in facts.starts.items()
    ]
    return f"Patrols began in {listed(each)}." if each else ""


def began_once(facts: PublishedFigures, start: str) -> str:
    """Say when patrols began, and whether they cover these zones; no full stop."""
    if facts.is_patrolled:
        return f"Patrols began in {month(start)}"
    return began_somewhere(start, where=facts.where)


def _how_rare(facts: PublishedFigures) -> list[str]:
    """Say how often so many would fall without patrols."""
    if facts.n_expected is None or facts.of_100 is None:
        return []
    often = years_in_100(facts.of_100 / 100)
    return [
        f"Without patrols (counterfactual), falls in as many {zones_called(facts)} or "
        f"more would be seen in {often}, {CALM_DOWN} (regression to the mean)."
    ]
