"""What the days of a patrol log tell, beside the outcomes of its zones."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hotspots.method.pipeline.patrolled_outcomes import Compared
    from hotspots.settings import Strand


def patrol_log_lines(
    options: argparse.Namespace, compared: Compared, programme: Strand
) -> list[str]:
    """Say what a patrol log holds and what its days tell; nothing without a log.

    Parameters
    ----------
    options
        The command line, parsed.
    compared
        The zones' outcomes.
    programme
        What counts.
    """
    if options.patrol_log is None:
        return []
    from hotspots.method.patrols.days import compare_days
    from hotspots.method.patrols.strand_times import dated_incidents
    from hotspots.method.patrols.visits import visits_of_zones
    from hotspots.presentation.words import patrols as words
    from hotspots.presentation.words.escaping import as_text
    from hotspots.sources.patrol_log import read_patrol_log
    from hotspots.tables import CHOSEN

    result = compared.result
    zones = compared.evaluation.comparison.outcomes[CHOSEN.column_names]
    log = read_patrol_log(options.patrol_log, zones=zones)
    if nothing := words.none_in_zones(log):
        return [*words.log_sentences(log), as_text(nothing)]
    dated = dated_incidents(result.reading, result.zoning, programme)
    days = compare_days(log.patrols, dated)
    visits = words.visits_sentence(visits_of_zones(log.patrols))
    sentences = [*words.log_sentences(log), visits, *words.days_sentences(days)]
    return list(filter(None, sentences))
