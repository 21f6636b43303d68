"""The method in plain English, for a reader who will be asked about it in public.

Each step says what is done, where its limits are and what to read, with the figures in
force. The file is long because it is the method page from top to bottom.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from hotspots.disclosure.policy import Policy
from hotspots.presentation.words import choosing, method_steps, numbers
from hotspots.presentation.words import ranking as ranking_words
from hotspots.presentation.words import strands as strands_words
from hotspots.presentation.words.escaping import plain
from hotspots.presentation.words.method_steps import Step
from hotspots.presentation.words.patrolled import began_somewhere
from hotspots.settings import CATEGORIES, Settings
from hotspots.sources.harm_scales import built_in_scales, scale_sources, scale_title
from hotspots.sources.reading import Reading

WORDS_PAGE = Path(__file__).parents[3] / "docs" / "words.md"

INTRODUCTION = (
    "Hotspots answers three questions from recorded crime. Where are antisocial "
    "behaviour and violence worst? Which zones should patrols have if every district "
    "is to get some? What has changed since? Anyone can repeat every step: the same "
    "files and settings give the same zones on any machine."
)

_WITHIN_A_CATEGORY = (
    "Within a category every incident weighs the same, grave or slight: the files do "
    "not tell them apart."
)
_WITHIN_A_CLASS = (
    "Within a class of offences every incident weighs the same. An offence of no known "
    "class weighs as its category of data.police.uk."
)
_ONE_GRAVE_OFFENCE = (
    "Each class of offences has its own weight here, so one grave offence more or less "
    "can take a zone up or down by many ranks. Choose zones gives the range of each "
    "zone's rank, Rank zones its rank without its worst incident."
)


def about_scales(*, is_public: bool) -> str:
    """Say what the table of weights holds.

    Parameters
    ----------
    is_public
        Whether the data are those of data.police.uk.
    """
    by_class = (
        ""
        if is_public
        else " The data loaded are an extract: its offences weigh by their class, and "
        "by this table only where the class is not known. Rank zones lists their "
        "weights."
    )
    return (
        f"The table shows what one incident of each category weighs. A strand uses "
        f"only the weights of what it counts.{by_class}"
    )


def limits_in_short(*, is_public: bool) -> str:
    """Say what the method cannot say.

    Parameters
    ----------
    is_public
        Whether the data are those of data.police.uk.
    """
    serious = (
        "which incidents were serious, because files of data.police.uk do not tell; "
        if is_public
        else ""
    )
    what = "reported, recorded and published" if is_public else "reported and recorded"
    return (
        f"**What it cannot say:** why a zone is bad; where crime will be next; "
        f"{serious}whether patrols caused a fall. It counts only what was {what}."
    )


def steps(
    settings: Settings, reading: Reading, *, policy: Policy, zone_file: str = ""
) -> tuple[Step, ...]:
    """Explain the method step by step.

    Parameters
    ----------
    settings
        The settings in force.
    reading
        What was read: its figures are named.
    policy
        What may be published, as in force.
    zone_file
        Name of the user's own zone file; empty for hexagons.
    """
    return (
        method_steps.read(reading),
        method_steps.place(reading),
        _zone(settings, zone_file),
        _weigh(settings, is_public=reading.is_public),
        _rank(settings, is_public=reading.is_public),
        _choose(settings),
        _compare(settings),
        *method_steps.evaluation(settings),
        method_steps.publish(policy, is_public=reading.is_public),
    )


def _zone(settings: Settings, zone_file: str) -> Step:
    hexagons = (
        f"The map is divided into hexagons {numbers.metres(settings.zone_width_m)} "
        "across, all of the same size, so that counts can be compared. A zone's id "
        "depends only on where it is."
    )
    own = (
        f"The zones are those of the file {plain(zone_file)}, used as drawn, with the "
        "file's own ids. A larger zone holds more, so counts compare only where zones "
        "are about as large. What lies in no zone is not counted."
    )
    return Step(
        "Zone",
        f"{own if zone_file else hexagons} A zone's name is the street that most of "
        "its incidents of all kinds name. If more than half of them are at places that "
        "are no street, and more at one kind of place than in any street, the name "
        "says so: “Hospital near Mill Lane”.",
        (
            "Where the lines fall is arbitrary (modifiable areal unit problem). On "
            "Kent's 2025 data, moving the grid by half a zone leaves 2 to 6 of 24 "
            "chosen violence zones, and 2 to 5 of 27 for antisocial behaviour, without "
            "a chosen zone within 350 metres.",
            "A name is a help, not an address: the zone covers more than that street.",
        ),
        "S Openshaw, The Modifiable Areal Unit Problem, 1984.",
    )


def _weigh(settings: Settings, *, is_public: bool) -> Step:
    every = settings.strands.values()
    titles = [strands_words.public_of(strand).name for strand in every]
    notes = dict.fromkeys(strands_words.notes_of(strand).page for strand in every)
    return Step(
        "Count and weigh",
        f"A strand is one patrol programme: {' or '.join(titles)}. A zone's "
        "volume is the number of the strand's incidents in it. Its harm is the same "
        "incidents weighed by a harm scale (crime severity weights), which says how "
        "much one incident of each category stands for. Strands are ranked "
        "separately: at one day an incident, antisocial behaviour would vanish beside "
        "violence.",
        (
            _on_scales(is_public=is_public),
            *filter(None, notes),
            _WITHIN_A_CATEGORY if is_public else _WITHIN_A_CLASS,
        ),
        "L Sherman, P Neyroud and E Neyroud, The Cambridge Crime Harm Index, Policing "
        "10 (2016); Office for National Statistics, Crime Severity Score.",
    )


def _on_scales(*, is_public: bool) -> str:
    """Say how far weights matter: where one category holds nearly all, hardly."""
    on_public = (
        "On Kent's 2025 files of data.police.uk the five built-in scales, from volume "
        "only to harm only, change at most 3 of 24 violence zones"
    )
    here = (
        "."
        if is_public
        else ", because one category holds most of them. In an extract each class of "
        "offences has its own weight, so the scale and the weight of harm can change "
        "many zones: Rank zones says how many."
    )
    return (
        f"No scale is the right one. {on_public}{here} Try your own weights on Rank "
        f"zones."
    )


def _rank(settings: Settings, *, is_public: bool) -> Step:
    mixed = [
        f"{numbers.share(strand.harm_share)} of the score for "
        f"{strands_words.short_of(strand)}"
        for strand in settings.strands.values()
        if strand.counts_several
    ]
    harm = (
        f" Harm makes up {' and '.join(mixed)}."
        if mixed
        else " Where a strand counts one category, volume and harm are the same."
    )
    return Step(
        "Rank",
        "A zone's score combines its share of the strand's volume and its share of the "
        f"strand's harm (weighted sum of shares).{harm} Equal scores are ordered by "
        "harm, then volume, then the zone's id, in whole numbers, so that every "
        "machine gives the same order.",
        (
            "Ranks are close: two zones that differ by a few incidents could change "
            "places by chance.",
            *(() if is_public else (_ONE_GRAVE_OFFENCE,)),
            "A zone is flagged if four fifths of its incidents are at one map point, "
            "or if it is mostly a hospital, a police station or a prison. An address "
            "is not a street.",
            "A busy place has more incidents because more people are there. The score "
            "is not a person's risk.",
        ),
        "D Weisburd, The law of crime concentration, Criminology 53 (2015).",
    )


def _how_good(settings: Settings) -> str:
    """Say how good the choice is, under the rules that are set."""
    rules = choosing.rules_in_force(settings)
    of_strands = settings.strands.values()
    by_hand = any(strand.take_out or strand.put_in for strand in of_strands)
    limits = any(
        strand.least_incidents or strand.most_incidents for strand in of_strands
    )
    if not (rules or by_hand or limits):
        return (
            "No other choice that keeps the promise to each district has a higher "
            "total score (exact optimum by the greedy algorithm)."
        )
    return (
        f"{rules} The rules and the changes by hand that Choose zones shows go before "
        f"that order. No other list that keeps to them has a higher total score, or "
        f"Choose zones says how much higher one could be (integer programme)."
    ).strip()


def _choose(settings: Settings) -> Step:
    numbers = " and ".join(
        f"{strand.n_zones} for {strands_words.short_of(strand)}"
        for strand in settings.strands.values()
    )
    floor = (
        f"Each district's worst {settings.floor} zones are chosen first, then the "
        f"worst of the rest"
        if settings.floor > 1
        else "Each district's worst zone is chosen first, then the worst of the rest"
        if settings.floor
        else "The zones with the highest scores are chosen. No district is promised one"
    )
    prisons = (
        "Zones that are mostly a prison may be chosen."
        if settings.include_prisons
        else "Zones that are mostly a prison are not eligible, because street patrols "
        "do not cover them."
    )
    return Step(
        "Choose",
        f"{floor}. The numbers of zones are {numbers}. {_how_good(settings)} "
        "A zone that is in only for its district says so, and names "
        f"the zone that it displaced. Zones that touch are one group. {prisons}",
        (
            "The promise to each district has a price: worse zones elsewhere stay out. "
            "Choose zones shows the price.",
            "Only people who know a zone can say whether it can be patrolled.",
        ),
        "J Edmonds, Matroids and the greedy algorithm, Mathematical Programming 1 "
        "(1971).",
    )


def _compare(settings: Settings) -> Step:
    start = settings.patrols_start
    began = f"{began_somewhere(start)} unless their list is loaded. " if start else ""
    return Step(
        "Compare",
        "The periods before and after are the same calendar months unless you set "
        "others, so that seasons cancel out (before-after comparison). "
        f"{began}Each zone, the chosen zones together, each district and the whole "
        "county are counted in both periods.",
        (
            "Zones are chosen because their year was bad, and most of them fall "
            "without any patrol (regression to the mean). So “18 of 24 fell” proves "
            "nothing by itself.",
            "If zones were chosen on months that are also compared, their change is "
            "not evidence about patrols.",
            "Single zones are small: a change from 20 incidents to 12 may be chance.",
        ),
        "A Barnett and others, Regression to the mean: what it is and how to deal with "
        "it, International Journal of Epidemiology 34 (2005).",
    )


def heading(number: int, step: Step) -> str:
    """Write a step's heading."""
    return f"{number}. {step.title}"


def done(step: Step) -> str:
    """Write what a step does."""
    reference = f"\n\n*Reference: {step.reference}*" if step.reference else ""
    return f"**What is done**\n\n{step.done}{reference}"


def limits(step: Step) -> str:
    """Write a step's limits as a list."""
    return "\n".join(["**Limits**\n", *(f"- {limit}" for limit in step.limits)])


def scale_table() -> pd.DataFrame:
    """List the weight of each category under each built-in harm scale, as text."""
    columns = {
        scale.title: {"Unit": scale.unit}
        | {
            category: ranking_words.weight(value)
            for category, value in scale.weights.items()
            if category in CATEGORIES
        }
        for scale in built_in_scales().values()
    }
    return pd.DataFrame(columns).rename_axis("Category").reset_index()


def source_table() -> pd.DataFrame:
    """List where the weights of each harm scale come from."""
    sources = scale_sources()
    return pd.DataFrame(
        {
            "Harm scale": sources["scale"].map(scale_title),
            "Unit": sources["unit"],
            "Categories": sources["categories"],
            "Source": sources["source"],
        }
    )


def words_table() -> pd.DataFrame:
    """List the words of `docs/words.md`, and what each means here."""
    rows = [
        [cell.strip().replace("`", "") for cell in line.strip("| ").split("|")]
        for line in WORDS_PAGE.read_text(encoding="utf-8").splitlines()
        if line.startswith("|")
    ]
    # The second line of a table in Markdown is its rule.
    return pd.DataFrame(rows[2:], columns=["Word", "What it means here"])
