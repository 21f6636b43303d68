"""The pack's page: one self-contained HTML file, printed on two sides of A4."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from hotspots.presentation.briefing.joint import JointPart
from hotspots.presentation.briefing.published_figures import PublishedFigures, or_none
from hotspots.presentation.synthetic import MADE_UP
from hotspots.presentation.words.briefing import Words, of_days, zones_called
from hotspots.presentation.words.comparison import period
from hotspots.presentation.words.disclosure import change_shown, count_shown
from hotspots.presentation.words.per_day import PER_DAY
from hotspots.tables import CHOSEN_ZONES, COUNTY, REST_OF_COUNTY

TEMPLATE = Path(__file__).with_suffix(".html")
PARTS = {
    COUNTY: "Whole county",
    REST_OF_COUNTY: "Rest of the county",
}


@dataclass(frozen=True, eq=False)
class StrandOnPage:
    """One strand's side of the page.

    Attributes
    ----------
    facts, words
        Its figures, and its words.
    picture
        Its picture, as PNG.
    alt
        What the picture shows.
    """

    facts: PublishedFigures
    words: Words
    picture: bytes
    alt: str


def page(
    strands: Sequence[StrandOnPage],
    *,
    title: str,
    attribution: str,
    made_with: str,
    joint: JointPart | None = None,
) -> str:
    """Write the page.

    Parameters
    ----------
    strands
        A side each.
    title
        Its heading.
    attribution
        Whom to credit.
    made_with
        Which version and which data made it.
    joint
        The one list over all strands, where it is made.
    """
    import jinja2

    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True
    )
    sides = [
        {
            "name": side.facts.name,
            "words": side.words,
            "picture": base64.b64encode(side.picture).decode(),
            "alt": side.alt,
            "caption": _caption(side.facts),
            "rows": _rows(side.facts),
            "daily": PER_DAY if of_days(side.facts) else "",
        }
        for side in strands
    ]
    synthetic = any(side.facts.synthetic for side in strands)
    written: str = environment.from_string(TEMPLATE.read_text("utf-8")).render(
        title=title,
        warning=f"Synthetic data. {MADE_UP}" if synthetic else "",
        strands=sides,
        joint=None
        if joint is None
        else {
            "title": joint.title,
            "sentences": joint.sentences,
            "has_earned": "earned_by" in joint.rows,
            "rows": joint.rows.to_dict("records"),
        },
        attribution=attribution,
        made_with=made_with,
    )
    return written


def _caption(facts: PublishedFigures) -> str:
    if facts.periods is None:
        return ""
    before, after = period(facts.periods.before), period(facts.periods.after)
    text = f"Incidents in {before} (before) and in {after} (after)"
    own = "; in the zones before and since patrols began in each"
    text = f"{text}{own}" if facts.has_own_months else text
    note = of_days(facts)
    return f"{text}. {note}" if note else text


def _rows(facts: PublishedFigures) -> list[dict[str, str]]:
    if facts.periods is None:
        return []
    parts = facts.parts
    names = PARTS | {CHOSEN_ZONES: f"All {zones_called(facts)} together"}
    if facts.chosen_on_after:
        # A fall in zones picked from the months compared says nothing of patrols, nor
        # does what they leave over.
        parts = parts[~parts["part"].isin([CHOSEN_ZONES, REST_OF_COUNTY])]
    return [
        {
            "where": names.get(part, district),
            "before": count_shown(before),
            "after": count_shown(after),
            "change": change_shown(before, after, days=facts.days_of(part)),
        }
        for part, district, before, after in zip(
            parts["part"],
            parts["district"],
            map(or_none, parts["before"]),
            map(or_none, parts["after"]),
            strict=True,
        )
    ]
