"""Figures into words: the only place where a sentence holds a figure.

Numbers are written one way everywhere: thousands with commas, shares as whole per
cents, months in full.
"""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from hotspots.presentation.synthetic import CREDIT as MADE_UP_CREDIT
from hotspots.settings import ASB, VIOLENCE

if TYPE_CHECKING:
    from hotspots.method.summary import SelectionSummary
    from hotspots.settings import Settings
    from hotspots.sources.reading import Reading

STRAND_TITLES = {
    "asb": "Antisocial behaviour",
    "violence": "Violence (police.uk proxy)",
}
STRAND_NOUNS = {
    "asb": "antisocial behaviour (ASB) incidents",
    "violence": "violence incidents",
}
STRAND_SHORT = {"asb": "ASB", "violence": "Violence"}


@dataclass(frozen=True)
class CountedWords:
    """What a set of categories is called: to choose, over a map, in a sentence."""

    option: str
    caption: str
    title: str
    noun: str


COUNTED_WORDS = {
    ASB.categories: CountedWords(
        option="Antisocial behaviour alone",
        caption="One category, so zones rank by number.",
        title=STRAND_TITLES["asb"],
        noun=STRAND_NOUNS["asb"],
    ),
    (*ASB.categories, "Public order", "Criminal damage and arson"): CountedWords(
        option="ASB and the crimes it goes with",
        caption="Adds public order, and criminal damage and arson.",
        title="Antisocial behaviour and the crimes it goes with",
        noun="incidents of antisocial behaviour and the crimes it goes with",
    ),
    VIOLENCE.categories: CountedWords(
        option="Violence and robbery",
        caption="Violence and sexual offences, and robbery.",
        title=STRAND_TITLES["violence"],
        noun=STRAND_NOUNS["violence"],
    ),
    (*VIOLENCE.categories, "Possession of weapons"): CountedWords(
        option="Violence, robbery and weapons",
        caption=(
            "Adds possession of weapons. Patrols find weapons: more patrols, more "
            "found, so a zone can look worse because it is patrolled."
        ),
        title="Violence and weapons (police.uk proxy)",
        noun="violence and weapons incidents",
    ),
}
MINUS = "\N{MINUS SIGN}"
SMALL_NUMBERS = (
    *("zero", "one", "two", "three", "four"),
    *("five", "six", "seven", "eight", "nine"),
)
HOW_TO_LOAD = (
    "Hotspots ranks zones about 350 metres across by how much recorded crime they "
    "hold and how much harm it does, and chooses where patrols go.\n\n"
    "1. Open **data.police.uk**, choose *Data*, then *Custom download*.\n"
    "2. Tick the force and the months (twelve or more), leave *Include crime data* "
    "ticked, and download the zip.\n"
    "3. Give the zip here as it is. It stays on the machine that runs Hotspots."
)
LINK_WITHOUT_DATA = (
    "This link carries settings and no data, so you see the built-in sample. Load the "
    "data that the link was made with on the data page to see the same zones."
)
MONTHS_HELP = (
    "Zones are chosen on these months, both included. Twelve are best: then each "
    "season counts once."
)
WIDTH_HELP = (
    "Zones are hexagons of this width. data.police.uk moves each incident to one of "
    "750,000 map points, so zones under about 250 metres show the points rather than "
    "the places."
)
PRISON_LABEL = "Let zones that are mostly a prison be chosen"
PROXY_NOTE = (
    "data.police.uk does not tell serious violence apart: “Violence and sexual "
    "offences” holds malicious messages and murder alike. So this list stands in for "
    "serious violence until a force extract with offences is loaded."
)
ONE_CATEGORY_NOTE = (
    "This strand counts one category, and each of its incidents weighs the same. So "
    "volume and harm rank alike, and there is no weight to set."
)
SCALE_TITLES = {
    "cchi-kent": "Cambridge index, Kent's mix",
    "cchi-patrol": "Cambridge, patrol offences",
    "ons": "ONS severity, Kent's mix",
    "equal": "Every incident alike",
    "cchi-sqrt": "Cambridge, square root",
}
SCALE_HELP = (
    "How much harm one incident of each category stands for. The Cambridge Crime Harm "
    "Index counts the days in prison that a guideline gives the offence; Kent's mix of "
    "offences makes it a weight for each category. Patrol offences leaves out sexual "
    "offences, harassment, homicide, drugs and weapons. The square root makes the "
    "contrasts milder. No weight is the true one: see how little the list changes."
)
# Letters that Markdown, or Streamlit's kind of it, takes for more than themselves.
MARKDOWN = frozenset("\\`*_[]<>#|~$:!{}")
SHARE_HELP = "0 ranks by the number of incidents alone, 1 by their harm alone."
FLOOR_HELP = "The floor: every district gets at least so many zones."
DOWNLOADS = {
    "set-aside-rows.csv": "Rows set aside (CSV)",
    "chosen-zones.csv": "Chosen zones (CSV)",
    "chosen-zones.geojson": "Chosen zones (map file)",
    "ranking.csv": "Whole ranking (CSV)",
    "settings.json": "Settings",
}
INCIDENTS_CREDIT = (
    "Incidents: data.police.uk (Open Government Licence 3.0), placed at anonymous map "
    "points, by month only."
)
DISTRICTS_CREDIT = (
    "Districts: made from postcode data © Crown copyright, Royal Mail and ONS (OGL "
    "3.0) and land © OpenStreetMap contributors (ODbL)."
)
ATTRIBUTION = f"{INCIDENTS_CREDIT} {DISTRICTS_CREDIT}"


def map_credit(*, synthetic: bool) -> str:
    """Say in short on a map whose incidents it shows."""
    return MADE_UP_CREDIT if synthetic else "Incidents: data.police.uk (OGL 3.0)."


def attribution(
    *, districts: str = "", zone_file: str = "", synthetic: bool = False
) -> str:
    """Credit whoever made the data.

    Parameters
    ----------
    districts
        Whom to credit for the user's own districts; empty for the built-in ones.
    zone_file
        Name of the user's own zone file; empty for hexagons.
    synthetic
        Whether the incidents are made up.

    Examples
    --------
    >>> told = attribution(districts="District boundaries: mine", zone_file="lsoa.zip")
    >>> told.removeprefix(INCIDENTS_CREDIT)
    ' District boundaries: mine. Zones: lsoa.zip.'
    """
    told = [MADE_UP_CREDIT if synthetic else INCIDENTS_CREDIT, DISTRICTS_CREDIT]
    if districts:
        told[1] = f"{districts.rstrip('.')}."
    if zone_file:
        told.append(f"Zones: {zone_file}.")
    return " ".join(told)


def capital(text: str) -> str:
    """Write a text's first letter large and leave the others."""
    return text[0].upper() + text[1:]


def signed(change: float, size: str) -> str:
    """Put the sign of a change before its size; none before no change.

    Examples
    --------
    >>> signed(-4.5, "4.5%"), signed(25, "25%"), signed(0, "0%")
    ('\N{MINUS SIGN}4.5%', '+25%', '0%')
    """
    return f"{'+' if change > 0 else MINUS if change < 0 else ''}{size}"


def number(value: float) -> str:
    """Write a whole number.

    Examples
    --------
    >>> number(67464)
    '67,464'
    """
    return f"{value:,.0f}"


def counted(value: int, noun: str, plural: str = "") -> str:
    """Write a number with its noun.

    Examples
    --------
    >>> counted(1, "zone"), counted(24, "zone"), counted(2, "category", "categories")
    ('1 zone', '24 zones', '2 categories')
    """
    return f"{number(value)} {noun if value == 1 else plural or noun + 's'}"


def in_words(value: int) -> str:
    """Write a small number as a word, where a figure is easily taken for another.

    Examples
    --------
    >>> in_words(1), in_words(9), in_words(13)
    ('one', 'nine', '13')
    """
    return SMALL_NUMBERS[value] if value < len(SMALL_NUMBERS) else number(value)


def share(value: float) -> str:
    """Write a share of 1 as a per cent, never rounding something to nothing.

    Examples
    --------
    >>> share(0.0633), share(0.004), share(0), share(1)
    ('6%', 'under 1%', '0%', '100%')
    """
    if 0 < value < 0.005:
        return "under 1%"
    return f"{100 * value:.0f}%"


def month(value: str) -> str:
    """Write a month in full.

    Examples
    --------
    >>> month("2025-01")
    'January 2025'
    """
    return f"{calendar.month_name[int(value[5:])]} {value[:4]}"


def month_short(value: str) -> str:
    """Write a month in short.

    Examples
    --------
    >>> month_short("2025-01")
    'Jan 2025'
    """
    return f"{calendar.month_abbr[int(value[5:])]} {value[:4]}"


def metres(value: float) -> str:
    """Write a length.

    Examples
    --------
    >>> metres(1000)
    '1,000 metres'
    """
    return f"{number(value)} metres"


def harm_help(unit: str) -> str:
    """Say what a harm column holds."""
    return f"Its incidents weighed by the harm scale, in {unit}."


def months(first: str, last: str) -> str:
    """Write a span of months, both ends included.

    Examples
    --------
    >>> months("2025-01", "2025-12"), months("2024-04", "2025-03")
    ('January to December 2025', 'April 2024 to March 2025')
    >>> months("2025-01", "2025-01")
    'January 2025'
    """
    if first == last:
        return month(first)
    if first[:4] == last[:4]:
        return f"{calendar.month_name[int(first[5:])]} to {month(last)}"
    return f"{month(first)} to {month(last)}"


def months_not_loaded(settings: Settings, loaded: Sequence[str]) -> list[str]:
    """List the months that zones are to be chosen on and the data do not hold.

    Examples
    --------
    >>> from hotspots.settings import Settings
    >>> asked = Settings(first_month="2024-11", last_month="2025-02")
    >>> months_not_loaded(asked, ["2024-11", "2025-02"])
    ['2024-12', '2025-01']
    """
    return [month for month in _every_month(settings) if month not in loaded]


def span_told(settings: Settings, loaded: Sequence[str]) -> str:
    """Write the months that zones are chosen on, and which of them are not loaded.

    Examples
    --------
    >>> from hotspots.settings import Settings
    >>> asked = Settings(first_month="2024-11", last_month="2025-02")
    >>> span_told(asked, ["2024-11", "2025-01"])
    'November 2024 to February 2025, of which December 2024 and February 2025 are not
    loaded'
    """
    span = months(settings.first_month, settings.last_month)
    missing = months_not_loaded(settings, loaded)
    if not missing:
        return span
    every = _every_month(settings)
    gaps: list[list[str]] = []
    for month in missing:
        follows = bool(gaps) and every.index(month) == every.index(gaps[-1][-1]) + 1
        gaps = [*gaps[:-1], [*gaps[-1], month]] if follows else [*gaps, [month]]
    told = listed([months(gap[0], gap[-1]) for gap in gaps])
    return f"{span}, of which {told} {'is' if len(missing) == 1 else 'are'} not loaded"


def _every_month(settings: Settings) -> list[str]:
    span = pd.period_range(settings.first_month, settings.last_month, freq="M")
    return [str(month) for month in span]


def listed(words: Sequence[str]) -> str:
    """Write words as a list in a sentence.

    Examples
    --------
    >>> listed(["Dover", "Swale", "Thanet"])
    'Dover, Swale and Thanet'
    """
    *most, last = words
    return f"{', '.join(most)} and {last}" if most else last


def zone_title(name: str, district: str) -> str:
    """Write what a zone is called where several districts are spoken of."""
    return f"{name}, {district}"


def plain(text: str) -> str:
    r"""Write a name from a file so that Markdown leaves it as it is.

    Examples
    --------
    >>> print(plain("King's Road [A2] *"))
    King's Road \[A2\] \*
    """
    return "".join(f"\\{letter}" if letter in MARKDOWN else letter for letter in text)


def problem(text: object) -> str:
    r"""Write an error's sentence so that no name in it becomes a link or a picture.

    Examples
    --------
    >>> print(problem("![x](http://example.org/p.png) is not there."))
    !\[x\](http://example.org/p.png) is not there.
    """
    return "".join(f"\\{one}" if one in "\\`*[]<>$" else one for one in str(text))


def counts_title(categories: Sequence[str]) -> str:
    """Name a set of categories that a strand counts, as an option.

    Examples
    --------
    >>> counts_title(("Anti-social behaviour",)), counts_title(("Drugs", "Robbery"))
    ('Antisocial behaviour alone', 'Drugs and robbery')
    """
    known = COUNTED_WORDS.get(tuple(categories))
    return known.option if known else in_a_sentence(categories).capitalize()


def counts_caption(categories: Sequence[str]) -> str:
    """Say what there is to know of a set of categories."""
    known = COUNTED_WORDS.get(tuple(categories))
    return known.caption if known else "As the link that was opened asks."


def title_of(categories: Sequence[str]) -> str:
    """Name what a strand that counts these categories is about."""
    known = COUNTED_WORDS.get(tuple(categories))
    return known.title if known else counts_title(categories)


def noun_of(categories: Sequence[str]) -> str:
    """Name the incidents of these categories in a sentence.

    Examples
    --------
    >>> noun_of(("Drugs", "Robbery"))
    'incidents of drugs and robbery'
    """
    known = COUNTED_WORDS.get(tuple(categories))
    return known.noun if known else f"incidents of {in_a_sentence(categories)}"


def in_a_sentence(categories: Sequence[str]) -> str:
    """Name categories within a sentence."""
    return listed([category.lower() for category in categories])


def map_label(strand: str, n_zones: int) -> str:
    """Name a map for a screen reader."""
    return (
        f"Map of {counted(n_zones, 'chosen zone')}: {STRAND_TITLES[strand]}. The list "
        f"on this page holds the same zones."
    )


def zones_in_places(summary: SelectionSummary) -> str:
    """Say how many zones were chosen and how many places they make."""
    zones = counted(summary.n_zones, "zone")
    if summary.n_places == summary.n_zones:
        return f"{zones}, none touching another"
    return f"{zones} in {counted(summary.n_places, 'place')}"


def headline(summary: SelectionSummary, *, area: Sequence[str]) -> str:
    """Say in one line what was chosen and how much of the strand it holds.

    Parameters
    ----------
    summary
        Totals of the selection.
    area
        Every district of the area.
    """
    districts = counted(len(area), "district")
    each_has_one = summary.n_districts == len(area)
    where = f"{number(summary.n_districts)} of {districts}"
    return (
        f"**{zones_in_places(summary)}**, "
        f"{f'at least one in each of {districts}' if each_has_one else f'in {where}'}. "
        f"They hold {share(summary.share_of_volume)} of {number(summary.volume)} "
        f"incidents."
    )


def selection_sentence(
    summary: SelectionSummary,
    *,
    strand: str,
    settings: Settings,
    loaded: Sequence[str],
) -> str:
    """Say what was chosen, on which months, and how much of the strand it holds.

    Parameters
    ----------
    summary
        Totals of the selection.
    strand, settings
        What was chosen, and the settings in force.
    loaded
        The months that the data hold.
    """
    span = span_told(settings, loaded)
    span += "," if " of which " in span else ""
    harm = f" and {share(summary.share_of_harm)} of their harm"
    categories = settings.strand(strand).categories
    one_category, noun = len(categories) == 1, noun_of(categories)
    return (
        f"**{zones_in_places(summary)}**, chosen on {span} from "
        f"{number(summary.n_ranked)} zones. They hold {number(summary.volume_chosen)} "
        f"of {number(summary.volume)} {noun} "
        f"({share(summary.share_of_volume)}){'' if one_category else harm}."
    )


def floor_sentence(summary: SelectionSummary, *, floor: int) -> str:
    """Say what the promise to each district changes and what it costs."""
    if floor == 0:
        return "No district is promised a zone: the highest scores are chosen."
    n_districts = summary.n_districts
    each = f"Each of the {in_words(n_districts)} districts"
    promise = (
        f"{each if n_districts > 1 else 'The district'} has at least {in_words(floor)}."
    )
    if summary.n_by_floor == 0:
        return f"{promise} The scores alone give that, so the promise costs nothing."
    districts = listed(summary.districts_by_floor)
    price = summary.volume_price
    fewer = f", {number(price)} fewer incidents in chosen zones" if price > 0 else ""
    return (
        f"{promise} For that reason {in_words(summary.n_by_floor)} "
        f"{'zone is' if summary.n_by_floor == 1 else 'zones are'} in ({districts}), in "
        f"place of higher-scoring zones elsewhere. The price: "
        f"{share(summary.share_price)} of the total score{fewer}."
    )


def reason(displaced: str) -> str:
    """Say why a zone is in, given the title of the zone that it displaced, if any."""
    if not displaced:
        return "Chosen on its score"
    return f"Chosen for its district, in place of {displaced}"


def mark(marks: str) -> str:
    """Write the marks of a zone as one phrase.

    Examples
    --------
    >>> mark("mostly one address; mostly a hospital")
    'Mostly one address, mostly a hospital'
    """
    return marks.replace("; ", ", ").capitalize()


def notes(selection: pd.DataFrame, barred: pd.DataFrame, *, strand: str) -> list[str]:
    """Say what a reader of the chosen zones must know besides.

    Parameters
    ----------
    selection
        The selection.
    barred
        Rows of the ranking that were no candidates.
    strand
        `asb` or `violence`.
    """
    told = [PROXY_NOTE] if strand == "violence" else []
    if (selection["marks"] != "").any():
        told.append(_marked_sentence(selection[selection["marks"] != ""]))
    if len(barred):
        told.append(_barred_sentence(barred))
    return told


def _barred_sentence(barred: pd.DataFrame) -> str:
    zones = [
        f"{plain(zone_title(row['name'], row['district']))} "
        f"(rank {number(row['rank'])}, "
        f"{counted(row['volume'], 'incident')})"
        for row in barred.head(5).to_dict("records")
    ]
    rest = len(barred) - len(zones)
    more = [f"{number(rest)} more"] if rest else []
    return (
        f"Not candidates, because most of their incidents are at a prison, where no "
        f"street patrol goes: {listed(zones + more)}."
    )


def _marked_sentence(marked: pd.DataFrame) -> str:
    zones = [
        f"{plain(zone_title(row['name'], row['district']))} ({row['marks']})"
        for row in marked.to_dict("records")
    ]
    return (
        f"An address is not a street. Look before you send a patrol to {listed(zones)}."
    )


def data_sentence(reading: Reading, loaded: Sequence[str]) -> str:
    """Say what is loaded: incidents, districts and months, gaps included."""
    what = "made-up incident" if reading.synthetic else "recorded incident"
    span = months(loaded[0], loaded[-1])
    n_span = 12 * (int(loaded[-1][:4]) - int(loaded[0][:4]))
    n_span += int(loaded[-1][5:]) - int(loaded[0][5:]) + 1
    gaps = "" if n_span == len(loaded) else f" of the {n_span}"
    n_months = counted(len(loaded), "month")
    return (
        f"{counted(len(reading.incidents), what)} in "
        f"{counted(len(reading.area), 'district')}, {n_months}{gaps} from {span}."
    )


def rows_sentence(files: pd.DataFrame, set_aside: pd.DataFrame) -> str:
    """Say how many rows were read, kept and set aside, and why."""
    read, kept = int(files["rows_read"].sum()), int(files["rows_kept"].sum())
    told = f"{counted(read, 'row')} read, {number(kept)} kept, "
    told += f"{number(len(set_aside))} set aside"
    if set_aside.empty:
        return f"{told}."
    by_reason = set_aside["reason"].astype("str").value_counts()
    reasons = [f"{number(n)} {why}" for why, n in by_reason.items()]
    return f"{told}: {listed(reasons)}."


def skipped_sentence(files: pd.DataFrame) -> str:
    """Say how many files were found and not read, or nothing."""
    skipped = files.loc[~files["use"].str.startswith("read"), "use"].astype("str")
    if skipped.empty:
        return ""
    kinds = skipped.str.partition(":")[0].value_counts()
    told = [f"{counted(n, 'file')} {kind}" for kind, n in kinds.items()]
    return f"{listed(told)}."
