"""A strand's pictures: which there are, what each says, and how it is drawn.

Long because each of six pictures is set up here, all in the same way.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from hotspots.disclosure.policy import HIDDEN, Policy
from hotspots.disclosure.public_zones import public_centres, public_outlines
from hotspots.presentation.briefing.analysis import StrandAnalysis
from hotspots.presentation.briefing.cards import card_figures, figures_in_words
from hotspots.presentation.briefing.published_figures import PublishedFigures
from hotspots.presentation.briefing.settings import PackSettings
from hotspots.presentation.briefing.small_print import (
    compared,
    picture_words,
)
from hotspots.presentation.colours import STEEL, colours_of
from hotspots.presentation.pictures.cards import figures_card
from hotspots.presentation.pictures.frame import PictureWords
from hotspots.presentation.pictures.maps import (
    FELL,
    ROSE,
    SAME,
    change_map,
    districts_map,
    zones_map,
)
from hotspots.presentation.pictures.marks import Picture
from hotspots.presentation.pictures.pair import before_after_maps
from hotspots.presentation.pictures.sizes import Size
from hotspots.presentation.pictures.trend import trend_picture
from hotspots.presentation.words import alt_texts
from hotspots.presentation.words.briefing import falls, of_days, public, zones_called
from hotspots.presentation.words.comparison import period
from hotspots.presentation.words.numbers import capital, counted, number
from hotspots.presentation.words.pack import (
    CHOSEN_ON_AFTER,
    MONTHS_HIDDEN,
    NO_OUTLINES,
    NOT_COMPARED,
    START_NOT_KNOWN,
    WITHHELD,
)
from hotspots.presentation.words.patrolled import start_labels
from hotspots.presentation.words.strands import title_of
from hotspots.sources.shapes.boundaries import Districts
from hotspots.tables import CHOSEN_ZONES, COUNTY

# A zone drawn as about the same may have fallen all the same: the key says by how much.
MEANINGS = {
    FELL: "Fewer by 5% or more",
    SAME: "Within 5%",
    ROSE: "More by 5% or more",
    HIDDEN: "Count hidden",
}


# Headings of two maps where each zone has months of its own.
OWN_MONTHS = ("Before patrols began in each", "Since patrols began in each")
# Pictures that draw the districts' outlines, and those that show what changed.
MAPS = ("zones", "districts", "change", "before-after")
OF_CHANGE = ("change", "before-after", "figures", "trend")


@dataclass(frozen=True, eq=False)
class Drawing:
    """One picture of a strand, to be drawn in any size.

    Attributes
    ----------
    kind
        One of `pack_settings.KINDS`.
    title
        Its title.
    note
        What was hidden and rounded of it; empty if nothing.
    alt
        What it shows, for those who cannot see it.
    draw
        Draws it.
    """

    kind: str
    title: str
    note: str
    alt: str
    draw: Callable[[Size], Picture]


def drawings(
    facts: PublishedFigures,
    analysis: StrandAnalysis,
    choices: PackSettings,
    districts: Districts,
) -> list[Drawing]:
    """Return the pictures that these figures allow.

    Parameters
    ----------
    facts
        Published figures.
    analysis
        Where the zones lie, and the months.
    choices
        Policy, titles and order of facts.
    districts
        The districts to draw.
    """
    made = _Pictures(facts, analysis, choices, districts)
    draw: dict[str, Callable[[], Drawing]] = {
        "zones": made.zones,
        "districts": made.districts_with_zones,
        "change": made.change,
        "before-after": made.before_after,
        "figures": made.figures,
        "trend": made.trend,
    }
    lacking = why_left_out(facts, analysis, districts)
    return [make() for kind, make in draw.items() if kind not in lacking]


def why_left_out(
    facts: PublishedFigures, analysis: StrandAnalysis, districts: Districts
) -> dict[str, str]:
    """Say of each picture that cannot be drawn what it lacks.

    Parameters
    ----------
    facts, analysis, districts
        As for `drawings`.

    Returns
    -------
    dict
        By kind of picture, one of the reasons in `presentation.words.pack.LEFT_OUT`.
    """
    lacking: dict[str, str] = {}
    if facts.periods is None:
        is_known = bool(analysis.settings.patrols_start or facts.starts)
        why = NOT_COMPARED if is_known else START_NOT_KNOWN
        why = WITHHELD if facts.is_withheld else why
        lacking |= dict.fromkeys(OF_CHANGE, why)
    elif facts.chosen_on_after:
        lacking |= dict.fromkeys(OF_CHANGE, CHOSEN_ON_AFTER)
    elif facts.monthly.empty:
        lacking["trend"] = MONTHS_HIDDEN
    # A map of part of the area would look as though it were the whole.
    if not (districts.names and set(facts.area) <= set(districts.names)):
        lacking |= dict.fromkeys(MAPS, NO_OUTLINES)
    return lacking


class _Pictures:
    """The pictures of one strand."""

    def __init__(
        self,
        facts: PublishedFigures,
        analysis: StrandAnalysis,
        choices: PackSettings,
        districts: Districts,
    ) -> None:
        self._facts = facts
        self._choices, self._districts = choices, districts
        self._colour = colours_of(facts.programme).strong
        self._called = public(facts).in_short
        self._places = _places(analysis, choices.policy).loc[facts.zones["zone"]]

    def zones(self) -> Drawing:
        facts = self._facts
        title = counted(facts.n_zones, f"{facts.name} hotspot")
        if facts.is_patrolled:
            title = f"{counted(facts.n_zones, 'zone')} patrolled for {facts.name}"
        words = self._words("zones", title, key=capital(facts.called))
        return self._drawing(
            "zones",
            words,
            alt_texts.zones(facts.zones_in, area=facts.area),
            lambda size: zones_map(
                self._places,
                districts=self._districts,
                colour=self._colour,
                words=words,
                size=size,
            ),
        )

    def districts_with_zones(self) -> Drawing:
        facts = self._facts
        table = pd.DataFrame(facts.zones_in.items(), columns=["district", "chosen"])
        where = "in every district" if facts.has_every_district else "by district"
        zones = zones_called(facts)
        title = f"{capital(facts.name)} hotspots {where}"
        if facts.is_patrolled:
            title = f"Zones patrolled for {facts.name} {where}"
        key = f"{capital(zones)} in the district"
        words = self._words("districts", title, key=key)
        return self._drawing(
            "districts",
            words,
            alt_texts.districts(facts.zones_in, area=facts.area, zones=zones),
            lambda size: districts_map(
                table,
                districts=self._districts,
                colour=self._colour,
                words=words,
                size=size,
            ),
        )

    def change(self) -> Drawing:
        facts = self._facts
        name = facts.name
        zones = self._places.assign(change=facts.zone_directions)
        title = f"How {name} changed in the {zones_called(facts)}"
        words = self._words("change", title, note=falls(facts))
        alt = alt_texts.change(
            facts.zone_directions,
            facts.zones["district"].astype("str").to_list(),
            name=name,
            span=compared(facts, " with "),
            zone=facts.called,
        )
        parts = (alt, of_days(facts), _sentence(falls(facts)), words.hidden)
        counts = facts.directions
        meanings = {
            way: f"{words_of} ({counts.get(way, 0)})"
            for way, words_of in MEANINGS.items()
        }
        return self._drawing(
            "change",
            words,
            " ".join(filter(None, parts)),
            lambda size: change_map(
                zones,
                districts=self._districts,
                words=words,
                meanings=meanings,
                size=size,
            ),
        )

    def before_after(self) -> Drawing:
        facts = self._facts
        assert facts.periods is not None
        before, after = period(facts.periods.before), period(facts.periods.after)
        if facts.has_own_months:
            before, after = OWN_MONTHS
        counts = facts.zones[["before", "after"]].astype("Float64")
        zones = self._places.assign(
            before=counts["before"].to_numpy(dtype=float, na_value=np.nan),
            after=counts["after"].to_numpy(dtype=float, na_value=np.nan),
        )
        together = facts.counts_of(CHOSEN_ZONES)
        headings = (
            ("Before", _with_total(before, together[0], self._called)),
            ("After", _with_total(after, together[1], self._called)),
        )
        name = capital(facts.name)
        title = f"{name} in the {zones_called(facts)}, before and after"
        note, key = falls(facts), f"{self._called} in a {facts.called}"
        words = self._words("before-after", title, key=key, note=note)
        alt = alt_texts.before_after(
            counts.set_axis([before, after], axis="columns"),
            together=together,
            zone=facts.called,
            called=self._called,
        )
        return self._drawing(
            "before-after",
            words,
            f"{alt} {_sentence(falls(facts))}".strip(),
            lambda size: before_after_maps(
                zones,
                districts=self._districts,
                colour=self._colour,
                words=words,
                headings=headings,
                size=size,
            ),
        )

    def figures(self) -> Drawing:
        card = card_figures(self._facts, self._choices.facts)
        name = capital(self._facts.name)
        note = of_days(self._facts)
        title = f"{name} in numbers"
        words = self._words("figures", title, note=note.removesuffix("."))
        span = compared(self._facts, " with ")
        return self._drawing(
            "figures",
            words,
            f"Card comparing {span}. {figures_in_words(card)} {note}".strip(),
            lambda size: figures_card(
                card, colour=self._colour, words=words, size=size
            ),
        )

    def trend(self) -> Drawing:
        facts = self._facts
        assert facts.periods is not None
        together = f"{capital(zones_called(facts))} together"
        monthly = _monthly(facts.monthly, together)
        title = f"{capital(facts.name)}, month by month"
        words = self._words("trend", title, key=f"{self._called} a month")
        starts = start_labels(facts.starts, is_patrolled=facts.is_patrolled)
        return self._drawing(
            "trend",
            words,
            alt_texts.trend(
                monthly,
                starts=starts,
                rounded=self._choices.policy.round_to > 1,
                called=self._called,
            ),
            lambda size: trend_picture(
                monthly,
                starts=starts,
                colours={"County": STEEL, together: self._colour},
                words=words,
                size=size,
            ),
        )

    def _words(
        self, kind: str, title: str, *, key: str = "", note: str = ""
    ) -> PictureWords:
        words = picture_words(
            kind, self._facts, self._choices, self._facts.monthly["month"]
        )
        if self._facts.notes.picture:
            # A name in short does not say what is counted: the line under it does.
            counts = title_of(self._facts.programme)
            words = replace(words, subtitle=f"{counts}. {words.subtitle}")
        own = self._choices.titles.get(f"{self._facts.strand}-{kind}", "")
        return replace(
            words,
            title=own or title,
            subtitle=_subtitle(kind, words.subtitle, note),
            key=key,
        )

    def _drawing(
        self,
        kind: str,
        words: PictureWords,
        shown: str,
        draw: Callable[[Size], Picture],
    ) -> Drawing:
        sentences = (_sentence(words.title), shown, _sentence(words.warning))
        alt = " ".join(filter(None, sentences))
        return Drawing(
            kind,
            words.title,
            words.hidden,
            alt,
            lambda size: replace(draw(size), alt=alt),
        )


def _subtitle(kind: str, months: str, note: str) -> str:
    # The months stand over the maps of before and after.
    if kind == "before-after" and note:
        return note
    return f"{months}. {note}" if note else months


def _sentence(text: str) -> str:
    return text and f"{text}."


def _with_total(months: str, total: int | None, called: str) -> str:
    return months if total is None else f"{months}: {number(total)} {called} in all"


def _places(analysis: StrandAnalysis, policy: Policy) -> pd.DataFrame:
    """Return where to draw each zone, as the policy has it, and where it is."""
    outlines = public_outlines(analysis.outlines, policy=policy, future=True)
    return pd.DataFrame(
        np.column_stack([public_centres(outlines), public_centres(analysis.outlines)]),
        columns=["easting", "northing", "zone_easting", "zone_northing"],
        index=analysis.selection["zone"],
    ).assign(district=analysis.selection["district"].to_numpy())


def _monthly(published: pd.DataFrame, together: str) -> pd.DataFrame:
    """Return the published months as the picture names them; hidden ones empty."""
    names = {COUNTY: "County", CHOSEN_ZONES: together}
    return published.assign(
        part=published["part"].map(names).astype("str"),
        incidents=published["incidents"].astype("float64"),
    )
