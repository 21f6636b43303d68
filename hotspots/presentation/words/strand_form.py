"""The words of the form in which a strand is defined."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from hotspots.presentation.words.escaping import plain
from hotspots.presentation.words.numbers import counted, number

NEW, EDITED = "A new strand", "Change a strand"
HOW = (
    "Only the name and what the strand counts are needed. Say what it counts in data "
    "of data.police.uk, in a force's own extract, or in both."
)
# Labels and help of the fields, by their names in a file of strands.
STRAND_LABELS = {
    "short": ("Name", "On buttons and in lists, such as Knife crime."),
    "n_zones": ("Number of zones", ""),
    "floor": (
        "Fewest zones in each district",
        "Leave it empty to use the number that all strands share.",
    ),
    "colours": ("Colour of its maps", ""),
}
PUBLIC_LABELS = {
    "name": ("What the public calls it", "Within a sentence: knife crime."),
    "incidents": ("What is counted, in full", "Such as recorded knife crimes."),
    "in_short": ("What is counted, in short", "Such as offences, or reports."),
    "most": (
        "What its zones have most of",
        "The places with most ...: recorded knife crime.",
    ),
}
WAY_LABELS = {
    "option": ("Name of this way of counting", "As a choice on Rank zones."),
    "title": ("Title over maps and charts", "Such as Knife crime."),
    "noun": ("Its incidents in a sentence", "Such as knife crimes."),
    "caption": ("What there is to know of it", "Stands under the choice."),
}
NOTE_LABELS = {
    "page": ("Caveat on pages and under pictures", "A sentence; empty for none."),
    "picture": ("The same caveat in a few words", "Stands in each picture."),
}
LIST_LABELS = {
    "categories": ("Categories that count", ""),
    "offence_groups": ("Offence groups that count", "All offences of a group."),
    "offence_subgroups": ("Offence subgroups that count", ""),
    "offence_classes": ("Offence classes that count", "Type a code or a word."),
    "offence_classes_left_out": (
        "Offence classes that do not",
        "Left out of the groups above.",
    ),
    "asb_types": (
        "Types of antisocial behaviour that count",
        "“all” stands for every type, and for incidents with no type given.",
    ),
    "asb_types_left_out": ("Types of antisocial behaviour that do not", ""),
    "flags": (
        "Offences with one of these flags count too",
        "Whatever class they are of, unless groups are named beside.",
    ),
    "flags_in_groups": ("... if they are of one of these groups", "None: of any."),
    "flags_needed": (
        "Only what has one of these flags counts",
        "For a strand such as knife crime: nothing without the flag counts.",
    ),
    "flags_left_out": (
        "What has one of these flags does not count",
        "Such as domestic abuse.",
    ),
}
FROM = {
    "from_police_uk": "Counted in data of data.police.uk",
    "from_extracts": "Counted in a force's own extract",
}
ADD_WAY, REMOVE_WAY = "Add another way of counting", "Remove this way of counting"
WORDS_OF_WAY = "Its words and caveat"
PUBLIC_WORDS = "Words for the newsletter"
USE, CANCEL, ADD = "Use this strand", "Cancel", "Add a strand"
NO_COLOUR = "Chosen by the name"
NO_NAME = "Give the strand a name."
LAST = "One strand has to stay."


def name_from(short: str, taken: Iterable[str]) -> str:
    """Make the name that links and commands use from the one that people read.

    Examples
    --------
    >>> name_from("Knife crime", ()), name_from("Knife-crime!", ["knife-crime"])
    ('knife-crime', 'knife-crime2')
    >>> name_from("24/7", ())
    'strand24-7'
    """
    name = "-".join(re.findall(r"[a-z0-9]+", short.lower()))[:24].strip("-")
    if not name[:1].isalpha():
        name = f"strand{name}"
    used, number_of = set(taken), 2
    wanted = name
    while wanted in used:
        wanted, number_of = f"{name}{number_of}", number_of + 1
    return wanted


def way_heading(title: str, number_of: int, n_ways: int) -> str:
    """Head the fields of a way of counting."""
    named = f": {plain(title)}" if title else ""
    return (
        f"Way of counting {number_of}{named}" if n_ways > 1 else f"What counts{named}"
    )


def preview(n_incidents: int, largest: Sequence[tuple[str, int]]) -> str:
    """Say how many incidents of the data loaded a way of counting counts."""
    if not n_incidents:
        return "**In the data loaded this counts nothing.**"
    named = "; ".join(f"{plain(name)} {number(n)}" for name, n in largest)
    return (
        f"In the data loaded this counts {counted(n_incidents, 'incident')}: {named}."
    )
