"""One zone on one side of A4: a self-contained HTML file for a patrol briefing.

It holds counts and names of streets: no identifier of an incident and no exact time.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from hotspots.presentation.lists.one_zone import KindsForPrint
from hotspots.presentation.pictures.marks import Picture
from hotspots.presentation.pictures.svg import svg_of
from hotspots.presentation.synthetic import DATA, MADE_UP
from hotspots.presentation.words import one_zone as words
from hotspots.presentation.words.escaping import as_text

TEMPLATE = Path(__file__).with_suffix(".html")
# So many rows and letters leave the sheet on one side.
MOST_STREETS, MOST_KINDS, MOST_LETTERS = 12, 9, 60


@dataclass(frozen=True, eq=False)
class ZoneSheet:
    """What the sheet says; sentences as pages show them.

    Attributes
    ----------
    title, strand, status
        The zone, what is counted, and whether it is in the list.
    flags
        What must be known first, such as that it is mostly one address.
    map, months
        Pictures of the zone and of its months.
    streets, ranks
        Lists, as the page shows them.
    kinds
        The kinds that have room.
    months_sentence, when, patrols
        A sentence each.
    change, reason
        Sentences on before and after, and on why it is in the list or out.
    credit
        Whom to credit.
    synthetic
        Whether the data are made up.
    place
        Where the zone's centre is, and the nearest town.
    """

    title: str
    strand: str
    status: str
    flags: Sequence[str]
    map: Picture
    months: Picture
    streets: pd.DataFrame
    kinds: KindsForPrint
    ranks: pd.DataFrame
    months_sentence: str
    when: str
    patrols: str
    change: Sequence[str]
    reason: Sequence[str]
    credit: str
    synthetic: bool
    place: str


def zone_sheet(sheet: ZoneSheet) -> bytes:
    """Write the sheet."""
    import jinja2

    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True
    )
    written = environment.from_string(TEMPLATE.read_text("utf-8")).render(
        title=_short(as_text(sheet.title)),
        strand=as_text(sheet.strand),
        status=as_text(sheet.status),
        warnings=_warnings(sheet),
        map=_image(sheet.map),
        map_alt=sheet.map.alt,
        place=as_text(sheet.place),
        months=_image(sheet.months),
        months_alt=sheet.months.alt,
        streets=_rows(sheet.streets.head(MOST_STREETS)),
        more_streets=words.other_streets(
            sheet.streets["Incidents"].iloc[MOST_STREETS:].to_list()
        ),
        kinds=_rows(sheet.kinds.rows),
        more_kinds=f"{sheet.kinds.others} {sheet.kinds.not_counted}".strip(),
        ranks=_rows(sheet.ranks),
        months_sentence=as_text(sheet.months_sentence),
        when=as_text(sheet.when),
        patrols=as_text(sheet.patrols),
        change=[as_text(each) for each in sheet.change],
        reason=[as_text(each) for each in sheet.reason],
        credit=as_text(sheet.credit),
    )
    return written.encode()


def _warnings(sheet: ZoneSheet) -> list[str]:
    return [
        *([f"{DATA}. {MADE_UP}"] if sheet.synthetic else []),
        words.NOT_TO_PUBLISH,
        *(as_text(flag) for flag in sheet.flags),
    ]


def _image(picture: Picture) -> str:
    return base64.b64encode(svg_of(picture).encode()).decode()


def _rows(rows: pd.DataFrame) -> dict[str, object]:
    cells = rows.astype("str").to_numpy().tolist()
    return {
        "names": list(rows.columns),
        "rows": [[_short(cell) for cell in row] for row in cells],
    }


def _short(text: str) -> str:
    """Cut a name that would take the sheet over its side.

    Examples
    --------
    >>> len(_short("x" * 10_000))
    60
    """
    return text if len(text) <= MOST_LETTERS else f"{text[: MOST_LETTERS - 1]}…"
