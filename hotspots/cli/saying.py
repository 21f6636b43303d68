"""What a command says beside its result: whatever its figures leave out."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hotspots.method.pipeline import Ranked
    from hotspots.method.zoning.zones import Zoning
    from hotspots.settings import Strand
    from hotspots.sources.reading import Reading
    from hotspots.sources.shapes.zone_files import ZonePolygons


def warn(sentences: Iterable[str]) -> None:
    """Print sentences on standard error, a line each; empty ones are left out."""
    for sentence in filter(None, sentences):
        print(sentence, file=sys.stderr)


def say_what_is_left_out(
    reading: Reading, *, months: Collection[str], programmes: Iterable[Strand]
) -> None:
    """Say what no figure counts, and which of the months counted look wrong.

    Parameters
    ----------
    reading
        What was read.
    months
        The months that the figures count.
    programmes
        The strands, as they count these data.
    """
    from hotspots.method.county.broad_categories import broad_counted
    from hotspots.method.county.month_checks import check_months
    from hotspots.method.county.month_flags import flags_on
    from hotspots.presentation.words.not_counted import months_to_check, not_counted

    warn(not_counted(reading))
    categories = {name for each in programmes for name in broad_counted(each)}
    flags = flags_on(check_months(reading).flags, months=months, categories=categories)
    warn([months_to_check(flags)])


def say_what_ranking_leaves_out(result: Ranked) -> None:
    """Say what the months and categories that zones are ranked on leave out."""
    chosen_on = result.settings.chosen_on
    say_what_is_left_out(
        result.reading,
        months=[] if chosen_on is None else chosen_on.months,
        programmes=[result.programme],
    )


def say_of_zone_file(polygons: ZonePolygons | None, zoning: Zoning) -> None:
    """Say how the user's own file of zones was read, if one is given."""
    from hotspots.presentation.words.zone_files import zone_file_notes

    if polygons is not None:
        warn(zone_file_notes(polygons, zoning))


def say_if_made_up(*, synthetic: bool) -> None:
    """Say first of all that the data are made up, where they are."""
    from hotspots.presentation.synthetic import MADE_UP, WORD

    if synthetic:
        print(f"{WORD}. {MADE_UP}")
