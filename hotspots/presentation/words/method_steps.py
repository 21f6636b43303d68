"""Steps of the method in plain English: reading, what a fall shows, publishing."""

from __future__ import annotations

from dataclasses import dataclass

from hotspots.disclosure.policy import Policy
from hotspots.presentation.words import loading as loading_words
from hotspots.presentation.words import numbers
from hotspots.settings import Settings
from hotspots.sources.reading import Reading

ONE_FILE_A_MONTH = (
    "The files of data.police.uk have a row for each incident. Each month of a force "
    "counts once: if two files cover it, the one with more rows counts."
)
ONE_ROW_A_CRIME = (
    "A force's extract has a row for each crime or incident, or for each offence or "
    "person in it: each crime counts once."
)
MONTHS_ONLY = (
    "In files of data.police.uk an incident has a month, but no day or hour.",
    "Antisocial behaviour has no reference number there, so an incident entered twice "
    "looks like two incidents. None is removed.",
)
MOVED_TO_POINTS = (
    "The police do not publish exact places. Each incident is moved to the nearest of "
    "about 750,000 map points, in the middle of a street or at a public place "
    "(location anonymisation).",
)


@dataclass(frozen=True)
class Step:
    """One step of the method: what is done, what it cannot do, where to read more."""

    title: str
    done: str
    limits: tuple[str, ...]
    reference: str = ""


def read(reading: Reading) -> Step:
    """Say how files are read."""
    rows = loading_words.rows_sentence(reading.files, reading.set_aside)
    return Step(
        "Read",
        "Every row is kept, or set aside with a reason, and the two add up to all rows "
        f"read. {ONE_FILE_A_MONTH if reading.is_public else ONE_ROW_A_CRIME} A month "
        "with far fewer or far more incidents than those around it is flagged. Data "
        f"loaded now: {rows}",
        (
            "Only what was reported and recorded is there. If recording changes, crime "
            "seems to change.",
            *(MONTHS_ONLY if reading.is_public else ()),
        ),
    )


def place(reading: Reading) -> Step:
    """Say how incidents are placed."""
    n_placeless = int((reading.set_aside["reason"] == "no location").sum())
    placeless = (
        f" In these data that is {numbers.counted(n_placeless, 'row')}."
        if n_placeless
        else ""
    )
    return Step(
        "Place",
        "Each incident belongs to the district that its row names, or else to the "
        "district whose boundary contains it. Rows outside all districts are set "
        "aside.",
        (
            *(MOVED_TO_POINTS if reading.is_public else ()),
            f"Rows without a location count in no zone.{placeless}",
        ),
        "L Tompson and others, UK open source crime data: accuracy and possibilities "
        "for research, Cartography and Geographic Information Science 42 (2015).",
    )


def evaluation(settings: Settings) -> tuple[Step, ...]:
    """Explain what is set beside a fall, one step each."""
    return (
        _expected(),
        _verdicts(),
        _comparison_zones(),
        _buffers(settings),
        _county(),
    )


def _expected() -> Step:
    return Step(
        "Estimate what would have happened without patrols",
        "The number expected without patrols (counterfactual) starts from how busy "
        "each zone usually is (empirical Bayes): from its counts of this and earlier "
        "years, those of the zones around it, and those of all others. The next-ranked "
        "zones, which nobody chose, show how such zones changed, and the chosen zones "
        "would have gone the same way. Beside it stands the range of ordinary numbers "
        "(95% prediction interval). The same analysis a year earlier, before patrols, "
        "shows whether the method finds an effect where there is none (placebo test).",
        (
            "No range allows for anything that moves all zones alike, such as a new "
            "way of recording. Mark such months on the data page.",
            "Chosen zones may change together in a way that the county does not, such "
            "as town centres in a wet summer. The range allows for as much of that as "
            "earlier years here, or other places, have shown.",
            "A fall of 20% that was added to real years without patrols showed clearly "
            "in about half of the tests, one of 30% in about 8 of 10 (power). “No "
            "clear difference” does not mean no difference.",
            "If data.police.uk moved its map points between the two periods, nothing "
            "is estimated.",
            "Zones that were chosen on months that are also compared get no verdict.",
        ),
        "E Hauer, Observational Before-After Studies in Road Safety, 1997; D Clayton "
        "and J Kaldor, Empirical Bayes estimates of age-standardized relative risks "
        "for use in disease mapping, Biometrics 43 (1987).",
    )


def _verdicts() -> Step:
    return Step(
        "Look at single zones",
        "Each zone is compared with the range expected of it without patrols, which "
        "allows for chance and for ordinary change from year to year: fewer than "
        "expected, more, or as expected. With many zones some would pass by chance, so "
        "the p-values are adjusted: about one in ten zones called fewer or more will "
        "be so by chance (false discovery rate 10%).",
        (
            "A count before and a count after are no verdict by themselves: most of "
            "the worst zones fall back without patrols (regression to the mean).",
        ),
        "Y Benjamini and Y Hochberg, Controlling the false discovery rate, Journal of "
        "the Royal Statistical Society B 57 (1995).",
    )


def _comparison_zones() -> Step:
    return Step(
        "Compare with similar zones",
        "The chosen zones are compared with the next-ranked zones that have no patrols "
        "and lie farther away than the buffer (comparison group; relative incidence "
        "rate ratio). Both are measured from an earlier year if one is loaded.",
        (
            "Comparison zones are less busy than chosen zones. They are not matched on "
            "their earlier months: in tests without any effect, matching found one.",
        ),
        "A Braga and others, Hot spots policing of small geographic areas effects on "
        "crime, Campbell Systematic Reviews 15 (2019).",
    )


def _buffers(settings: Settings) -> Step:
    width = numbers.metres(settings.buffer_width_m)
    return Step(
        "Look for crime that moved",
        f"Incidents within {width} of the chosen zones (the buffer) are compared with "
        "those within the same distance of the comparison zones. A rise suggests that "
        "crime moved nearby (displacement); a fall, that benefits spread (diffusion of "
        "benefits). The weighted displacement difference counts zones and buffers "
        "together.",
        ("Crime that moved farther, or to other times or kinds, is not seen.",),
        "A Wheeler and J Ratcliffe, A simple weighted displacement difference test, "
        "Crime Science 7 (2018).",
    )


def _county() -> Step:
    return Step(
        "Measure the county",
        "County measures compare the latest months loaded with the same months a year "
        "before and with a fixed baseline. Their range (95% confidence interval) "
        "allows for districts and months that changed differently (over-dispersion).",
        ("A range does not say why a measure changed.",),
        "D Spiegelhalter, Handling over-dispersion of performance indicators, Quality "
        "and Safety in Health Care 14 (2005).",
    )


def publish(policy: Policy, *, is_public: bool) -> Step:
    """Explain how figures are made safe to publish, by the policy in force."""
    rules = (*_counts_published(policy, is_public=is_public), *_zones_shown(policy))
    limits = (
        "A data protection officer has to confirm these rules.",
        "Files from the other pages are for analysts, and hide nothing.",
    )
    width = (
        "Two packs with zones of different widths can show more together than each "
        "alone. Keep to one width in what you publish.",
    )
    return Step(
        "Publish",
        f"Figures in a pack are made safe first (statistical disclosure control), by "
        f"the rules in force. {' '.join(rules)}",
        limits if policy.hides_nothing else limits + width,
        "A Hundepool and others, Statistical Disclosure Control, 2012.",
    )


def _counts_published(policy: Policy, *, is_public: bool) -> list[str]:
    """Say which counts are hidden, and how the others are rounded."""
    if policy.hides_nothing:
        why = ", because anyone can count public data again" if is_public else ""
        return [f"No count is hidden or rounded{why}."]
    rounded = (
        f"rounded to the nearest {policy.round_to}"
        if policy.round_to > 1
        else "printed as they are"
    )
    if not policy.hide_up_to:
        return [f"No count is hidden for being small; all are {rounded}."]
    return [
        f"Counts from 1 to {policy.hide_up_to} are hidden (primary suppression) and "
        f"the others {rounded}. More figures are hidden until no hidden one can be "
        f"worked out from the rest (secondary suppression).",
    ]


def _zones_shown(policy: Policy) -> list[str]:
    """Say how truly zones are placed, and how they are named."""
    placed = "roughly" if policy.coarsen_future else "exactly"
    named = "by their district" if policy.name_addresses_by_district else "as others"
    return [
        f"Zones are placed {placed}, and zones that are mostly one address are named "
        f"{named}."
    ]
