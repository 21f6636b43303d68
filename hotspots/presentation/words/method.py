"""The method in plain English, for a reader who will be asked about it in public.

Each step says what is done and where its limits are, with the figures in force.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from hotspots.presentation.words import loading as loading_words
from hotspots.presentation.words import method_steps, months_told, numbers
from hotspots.presentation.words import ranking as ranking_words
from hotspots.presentation.words import strands as strands_words
from hotspots.presentation.words.method_steps import Step
from hotspots.settings import Settings
from hotspots.sources.harm_scales import built_in_scales, scale_sources, scale_title
from hotspots.sources.reading import Reading

WORDS_PAGE = Path(__file__).parents[3] / "docs" / "words.md"

INTRODUCTION = (
    "Hotspots answers three questions from recorded crime: where are antisocial "
    "behaviour and violence worst, which zones should patrols have if every district "
    "is to get some, and what changed since. Every step is arithmetic that anyone "
    "can repeat: the same files and settings give the same zones on any machine."
)
LIMITS_IN_SHORT = (
    "**What it cannot say.** Why a zone is bad; where crime will be next; which "
    "incidents were serious; whether a fall was the patrols' doing. It counts what was "
    "reported, recorded and published, and nothing else."
)

ABOUT_SCALES = (
    "What one incident of each category weighs. A strand uses the weights of the "
    "categories that it counts, and no others."
)


def steps(settings: Settings, reading: Reading) -> tuple[Step, ...]:
    """Tell the method step by step.

    Parameters
    ----------
    settings
        The settings in force.
    reading
        What was read: its figures are told.
    """
    return (
        _read(reading),
        _place(reading),
        _zone(settings),
        _weigh(),
        _rank(settings),
        _choose(settings),
        _compare(settings),
        method_steps.anyway(settings),
        method_steps.tell(),
    )


def _read(reading: Reading) -> Step:
    rows = loading_words.rows_sentence(reading.files, reading.set_aside)
    return Step(
        "Read",
        "The files of data.police.uk hold one row an incident. Every row is kept, or "
        "set aside with its reason, and the two make up all rows read. A force's month "
        "counts once: of two files for it the fuller counts. A month with far fewer or "
        "far more incidents than its neighbours is pointed out. Of the data loaded: "
        f"{rows}",
        (
            "Only what was reported and recorded is there. When recording changes, "
            "crime seems to change.",
            "An incident has a month, and no day or hour.",
            "Antisocial behaviour carries no reference number, so an incident entered "
            "twice cannot be told from two incidents; none is removed.",
        ),
    )


def _place(reading: Reading) -> Step:
    n_placeless = int((reading.set_aside["reason"] == "no location").sum())
    placeless = (
        f" Here that is {numbers.counted(n_placeless, 'row')}." if n_placeless else ""
    )
    return Step(
        "Place",
        "Each incident belongs to the district that its row names, or else to the "
        "district whose boundary it lies in. Rows outside all districts are set aside.",
        (
            "The police publish no exact places: every incident is moved to the "
            "nearest of about 750,000 map points, in the middle of a street or at a "
            "public place.",
            "One or two rows in a hundred have no place at all and count in no zone."
            f"{placeless}",
        ),
    )


def _zone(settings: Settings) -> Step:
    return Step(
        "Zone",
        f"The map is divided into hexagons {numbers.metres(settings.zone_width_m)} "
        "across, all of one size, so that counts can be compared. A zone's number "
        "depends on its place alone. It is called by the street that most of its "
        "incidents name.",
        (
            "Where the lines fall is chance. On Kent's 2025, moving the grid by half a "
            "zone leaves 2 to 6 of 24 chosen violence zones, and 2 to 5 of 27 for "
            "antisocial behaviour, without a chosen zone within 350 metres.",
            "A name is a help, not an address: the zone is more than that street.",
        ),
    )


def _weigh() -> Step:
    return Step(
        "Count and weigh",
        "A strand is one patrol programme: antisocial behaviour or violence. Its "
        "volume in a zone is the number of its incidents there; its harm is the same "
        "incidents weighed by a harm scale, which says what one incident of each "
        "category stands for. The two strands are ranked apart: at one day an "
        "incident, antisocial behaviour would vanish beside violence.",
        (
            "No weight is the true one. On Kent's 2025 the five built-in scales, from "
            "volume alone to harm alone, change 3 of 24 violence zones at most. Try "
            "your own on Rank zones.",
            strands_words.PROXY_NOTE,
            "Within a category every incident weighs the same, so one grave crime "
            "neither makes a hotspot nor can be seen.",
        ),
    )


def _rank(settings: Settings) -> Step:
    mixed = [
        f"{numbers.share(strand.harm_share)} of it for "
        f"{strands_words.STRAND_SHORT[name]}"
        for name, strand in settings.strands.items()
        if strand.counts_several
    ]
    told = (
        f" Harm makes up {' and '.join(mixed)}."
        if mixed
        else " Where a strand counts one category the two are alike."
    )
    return Step(
        "Rank",
        "A zone's score is its share of the strand's volume and its share of the "
        f"strand's harm, mixed.{told} Equal scores are settled by harm, then volume, "
        "then the zone's number, compared as whole numbers, so that no machine decides "
        "otherwise.",
        (
            "Ranks are close: two zones that differ by a few incidents could change "
            "places by chance.",
            "An address is not a street. Zones with four fifths of their incidents at "
            "one map point, and zones that are mostly a hospital, a police station or "
            "a prison, are marked.",
            "A busy place has more incidents because more people are there. The score "
            "is not a risk for a person.",
        ),
    )


def _choose(settings: Settings) -> Step:
    numbers = " and ".join(
        f"{strand.n_zones} for {strands_words.STRAND_SHORT[name]}"
        for name, strand in settings.strands.items()
    )
    floor = (
        f"First each district's worst {settings.floor}, then the worst of the rest, up "
        f"to the number of zones: {numbers}"
        if settings.floor > 1
        else f"First each district's worst zone, then the worst of the rest, up to the "
        f"number of zones: {numbers}"
        if settings.floor
        else f"The zones of highest score, up to the number of zones: {numbers}. No "
        f"district is promised one"
    )
    prisons = (
        "Prisons may be chosen."
        if settings.include_prisons
        else "Zones that are mostly a prison are left out: no street patrol goes there."
    )
    return Step(
        "Choose",
        f"{floor}. No other choice that keeps the promise has a higher total score. A "
        "zone that is in only for its district says so, beside the zone that it kept "
        f"out. Zones that touch are told as one place. {prisons}",
        (
            "The promise to each district has a price: worse zones elsewhere stay out. "
            "Choose zones tells it.",
            "Whether a zone can be patrolled at all, only people who know it can say.",
        ),
    )


def _compare(settings: Settings) -> Step:
    return Step(
        "Compare",
        "Before and after are the same calendar months unless others are set, so that "
        "seasons cancel out. "
        f"Patrols began in {months_told.month(settings.patrols_start)}. Each zone, the "
        "chosen zones together, each district and the whole county are counted in "
        "both.",
        (
            "A zone chosen because its year was bad will mostly fall with no patrol at "
            "all. So “18 of 24 fell” is no proof of anything by itself.",
            "If zones were chosen on months that are also judged, their change is not "
            "evidence about patrols.",
            "Single zones are small: where 20 incidents become 12, chance may be all "
            "there is to it.",
        ),
    )


def heading(number: int, step: Step) -> str:
    """Write a step's heading."""
    return f"{number}. {step.title}"


def done(step: Step) -> str:
    """Write what a step does."""
    return f"**What is done**\n\n{step.done}"


def limits(step: Step) -> str:
    """Write a step's limits as a list."""
    return "\n".join(["**Its limits**\n", *(f"- {limit}" for limit in step.limits)])


def scale_table() -> pd.DataFrame:
    """List the weight of each category under each built-in harm scale, as text."""
    columns = {
        scale.title: {"Unit": scale.unit}
        | {
            category: ranking_words.weight(value)
            for category, value in scale.weights.items()
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


def words() -> str:
    """Return the table of words that `docs/words.md` holds, as Markdown."""
    text = WORDS_PAGE.read_text(encoding="utf-8")
    return text[text.index("| word |") :]
