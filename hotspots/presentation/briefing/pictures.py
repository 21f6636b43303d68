"""A strand's pictures: which there are, what each says, and how it is drawn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from hotspots.disclosure.policy import HIDDEN, Policy
from hotspots.disclosure.public_zones import public_centres, public_outlines
from hotspots.presentation.briefing.facts import (
    CHOSEN_ZONES,
    COUNTY,
    PUBLIC_NAMES,
    Facts,
    Material,
    percent_change,
)
from hotspots.presentation.briefing.settings import PackSettings
from hotspots.presentation.colours import STEEL, STRAND_COLOURS
from hotspots.presentation.pictures.cards import Figure, figures_card
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
from hotspots.presentation.words import pictures as picture_words
from hotspots.presentation.words.briefing import FELL_ANYWAY, hotspots, promise
from hotspots.presentation.words.comparison import period
from hotspots.presentation.words.disclosure import count_shown
from hotspots.presentation.words.months_told import month
from hotspots.presentation.words.numbers import capital, counted, listed, number, signed
from hotspots.sources.shapes.boundaries import Districts

# A zone drawn as about the same may have fallen all the same: the key says by how much.
MEANINGS = {
    FELL: "Fewer by 5% or more",
    SAME: "Within 5%",
    ROSE: "More by 5% or more",
    HIDDEN: "Count hidden",
}


@dataclass(frozen=True, eq=False)
class Drawing:
    """One picture of a strand, to be drawn in any size.

    Attributes
    ----------
    kind
        One of `pack_settings.KINDS`.
    title
        Its title.
    alt
        What it shows, for those who cannot see it.
    draw
        Draws it.
    """

    kind: str
    title: str
    alt: str
    draw: Callable[[Size], Picture]


def drawings(
    facts: Facts, material: Material, choices: PackSettings, districts: Districts
) -> list[Drawing]:
    """Return the pictures that these figures allow.

    Parameters
    ----------
    facts
        Published figures.
    material
        Where the zones lie, and the months.
    choices
        Policy, titles and order of facts.
    districts
        The districts to draw.
    """
    made = _Pictures(facts, material, choices, districts)
    told = [made.zones(), made.districts_with_zones()] if districts.names else []
    if facts.periods is not None and not facts.chosen_on_after:
        told += [made.change(), made.before_after()] if districts.names else []
        told += [made.figures(), made.trend()]
    return told


class _Pictures:
    """The pictures of one strand."""

    def __init__(
        self,
        facts: Facts,
        material: Material,
        choices: PackSettings,
        districts: Districts,
    ) -> None:
        self._facts, self._material = facts, material
        self._choices, self._districts = choices, districts
        self._colour = STRAND_COLOURS[facts.strand].strong
        self._places = _places(material, choices.policy).loc[facts.zones["zone"]]

    def zones(self) -> Drawing:
        facts = self._facts
        key = "A hotspot; dots that would overlap are moved apart"
        words = self._words("zones", hotspots(facts), chosen=True, key=key)
        return self._drawing(
            "zones",
            words,
            f"In {listed(sorted(set(facts.zones['district'])))}.",
            lambda size, words: zones_map(
                self._places,
                districts=self._districts,
                colour=self._colour,
                words=words,
                size=size,
            ),
        )

    def districts_with_zones(self) -> Drawing:
        facts = self._facts
        of = pd.Series(facts.zones_in)
        table = pd.DataFrame({"district": of.index, "chosen": of.to_numpy(dtype=float)})
        every = facts.has_every_district
        name = PUBLIC_NAMES[facts.strand]
        title = (
            f"Every district has at least one {name} hotspot"
            if every
            else f"{capital(name)} hotspots by district"
        )
        words = self._words(
            "districts", title, chosen=True, key="Hotspots in the district"
        )
        told = "; ".join(f"{district} {n}" for district, n in sorted(of.items()))
        return self._drawing(
            "districts",
            words,
            f"Hotspots: {told}.",
            lambda size, words: districts_map(
                table,
                districts=self._districts,
                colour=self._colour,
                words=words,
                size=size,
            ),
        )

    def change(self) -> Drawing:
        facts = self._facts
        zones = self._places.assign(change=facts.zone_directions)
        title = f"{capital(PUBLIC_NAMES[self._facts.strand])} in the hotspots: change"
        words = self._words("change", title, note=self._anyway())
        told = "; ".join(f"{n} {change}" for change, n in facts.directions.items())
        return self._drawing(
            "change",
            words,
            f"Zones: {told}.",
            lambda size, words: change_map(
                zones,
                districts=self._districts,
                words=words,
                meanings=MEANINGS,
                size=size,
            ),
        )

    def before_after(self) -> Drawing:
        facts = self._facts
        assert facts.periods is not None
        counts = facts.zones[["before", "after"]].astype("Float64")
        zones = self._places.assign(
            before=counts["before"].to_numpy(dtype=float, na_value=np.nan),
            after=counts["after"].to_numpy(dtype=float, na_value=np.nan),
        )
        headings = (
            f"Before: {period(facts.periods.before)}",
            f"After: {period(facts.periods.after)}",
        )
        title = (
            f"{capital(PUBLIC_NAMES[facts.strand])} in the hotspots, before and after"
        )
        words = self._words(
            "before-after", title, key="incidents in a hotspot", note=self._anyway()
        )
        return self._drawing(
            "before-after",
            words,
            f"{headings[0]}. {headings[1]}.",
            lambda size, words: before_after_maps(
                zones,
                districts=self._districts,
                colour=self._colour,
                words=words,
                headings=headings,
                size=size,
            ),
        )

    def figures(self) -> Drawing:
        facts = self._facts
        chosen = Figure(
            number(facts.n_zones),
            f"Hotspots in {counted(facts.n_districts, 'district')}",
        )
        held = {
            "zones that fell": self._fell(),
            "hotspots together": self._counted(
                CHOSEN_ZONES, "In the hotspots together"
            ),
            "county": self._counted(COUNTY, "County-wide"),
            "zones chosen": chosen,
        }
        shown = [held[name] for name in self._choices.facts]
        # A card that may tell none of these still says how many zones there are.
        card = [figure for figure in shown if figure is not None] or [chosen]
        title = f"{capital(PUBLIC_NAMES[facts.strand])}: the figures"
        words = self._words("figures", title)
        told = " ".join(map(_figure_told, card))
        return self._drawing(
            "figures",
            words,
            told,
            lambda size, words: figures_card(
                card, colour=self._colour, words=words, size=size
            ),
        )

    def trend(self) -> Drawing:
        facts = self._facts
        assert facts.periods is not None
        monthly = _monthly(self._material.monthly, facts, self._choices.policy)
        title = f"{capital(PUBLIC_NAMES[facts.strand])}, month by month"
        words = self._words("trend", title, key="incidents a month", months=True)
        start = facts.periods.patrols_start
        return self._drawing(
            "trend",
            words,
            f"Patrols began in {month(start)}.",
            lambda size, words: trend_picture(
                monthly,
                patrols_start=start,
                colours={"County": STEEL, "Hotspots together": self._colour},
                words=words,
                size=size,
            ),
        )

    def _words(
        self,
        kind: str,
        title: str,
        *,
        key: str = "",
        note: str = "",
        chosen: bool = False,
        months: bool = False,
    ) -> PictureWords:
        facts = self._facts
        own = self._choices.titles.get(f"{facts.strand}-{kind}", "")
        if chosen or facts.periods is None:
            subtitle = f"Chosen on {period(facts.chosen_on)}{promise(facts)}"
        elif months:
            start = month(facts.periods.patrols_start)
            subtitle = f"Incidents a month; patrols began in {start}"
        else:
            subtitle = (
                f"{period(facts.periods.before)}, then {period(facts.periods.after)}"
            )
        return PictureWords(
            title=own or capital(title),
            subtitle=f"{subtitle}. {note}" if note else subtitle,
            source=picture_words.source(synthetic=facts.synthetic),
            key=key,
            warning=picture_words.SYNTHETIC if facts.synthetic else "",
            hidden=self._small_print(kind, chosen=chosen),
        )

    def _small_print(self, kind: str, *, chosen: bool) -> str:
        policy = self._choices.policy
        if chosen:
            return picture_words.placed(policy) if kind == "zones" else ""
        told = [picture_words.hidden(policy, self._facts.strand)]
        if kind in ("change", "before-after"):
            told.append("Signs that would overlap are moved apart.")
        if kind == "trend":
            told.append(picture_words.gaps(self._material.monthly["month"]))
        return " ".join(filter(None, told))

    def _drawing(
        self,
        kind: str,
        words: PictureWords,
        told: str,
        draw: Callable[[Size, PictureWords], Picture],
    ) -> Drawing:
        alt = " ".join(
            part
            for part in (
                f"{words.title}. {words.subtitle}.",
                told,
                f"{words.warning}." if words.warning else "",
            )
            if part
        )
        return Drawing(
            kind,
            words.title,
            alt,
            lambda size: replace(draw(size, words), alt=alt),
        )

    def _anyway(self) -> str:
        facts = self._facts
        if facts.n_expected is None or facts.n_fell is None:
            return ""
        return (
            f"It fell in {number(facts.n_fell)} of {number(facts.n_zones)}; about "
            f"{number(facts.n_expected)} were expected to fall anyway"
        )

    def _fell(self) -> Figure | None:
        facts = self._facts
        if facts.n_fell is None or facts.n_expected is None:
            return None
        return Figure(
            f"{number(facts.n_fell)} of {number(facts.n_zones)}",
            f"Hotspots where {PUBLIC_NAMES[facts.strand]} fell",
            anyway=(
                f"About {number(facts.n_expected)} would have been expected to fall "
                f"without patrols, {FELL_ANYWAY}"
            ),
            is_fall=True,
        )

    def _counted(self, part: str, label: str) -> Figure:
        before, after = self._facts.counts_of(part)
        change = percent_change(before, after)
        if change is None:
            return Figure("", label)
        expected = self._facts.expected_after
        if part != CHOSEN_ZONES:
            anyway = "The county as a whole, patrolled or not"
        elif expected is None:
            anyway = "How many would have been expected anyway cannot be told"
        else:
            anyway = (
                f"About {number(expected)} would have been expected anyway after a bad "
                f"year"
            )
        return Figure(
            signed(change, f"{abs(change):g}%"),
            label,
            made_of=f"From {count_shown(before)} to {count_shown(after)} incidents",
            anyway=anyway if change < 0 else "",
            is_fall=change < 0,
        )


def _places(material: Material, policy: Policy) -> pd.DataFrame:
    """Return where to draw each zone, as the policy has it: index zone."""
    outlines = public_outlines(material.outlines, policy=policy, future=True)
    centres = public_centres(outlines)
    return pd.DataFrame(
        centres, columns=["easting", "northing"], index=material.selection["zone"]
    )


def _monthly(monthly: pd.DataFrame, facts: Facts, policy: Policy) -> pd.DataFrame:
    """Return the months as they may be published."""
    names = {COUNTY: "County", CHOSEN_ZONES: "Hotspots together"}
    shown = [part for part in names if None not in facts.counts_of(part)]
    held = monthly[monthly["part"].isin(shown)]
    small = held["incidents"].between(1, policy.hide_up_to)
    base = policy.round_to
    rounded = (held["incidents"] + base // 2) // base * base
    return pd.DataFrame(
        {
            "part": held["part"].map(names).astype("str"),
            "month": held["month"],
            "incidents": rounded.astype(float).mask(small),
        }
    ).reset_index(drop=True)


def _figure_told(figure: Figure) -> str:
    parts = (figure.made_of, figure.anyway)
    beside = " ".join(f"{part}." for part in parts if part)
    return f"{capital(figure.label)}: {figure.value or HIDDEN}. {beside}".strip()
