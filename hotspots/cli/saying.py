"""What a command says beside its result: whatever its figures leave out."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hotspots.settings import Strand
    from hotspots.sources.reading import Reading


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
