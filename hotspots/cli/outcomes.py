"""The commands `compare`, `power` and `claim`: what changed, and what could be seen."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from hotspots.cli.options import (
    districts_of,
    files_of,
    settings_of,
    strand_of,
    with_chosen_on,
    with_options,
    zone_file_options,
)
from hotspots.cli.patrol_days import patrol_log_lines
from hotspots.cli.saying import (
    say_if_made_up,
    say_what_is_left_out,
    say_what_ranking_leaves_out,
    warn,
)
from hotspots.cli.writing import TABLE_FORMATS, refuse_out, writer_of
from hotspots.errors import InputError

if TYPE_CHECKING:
    from numpy.typing import ArrayLike


def compare(options: argparse.Namespace) -> None:
    """Write what changed in chosen zones, and print it for county and districts."""
    from hotspots.method.pipeline import harm_unit, run_comparison, with_kinds
    from hotspots.method.pipeline.standing import outcomes_beside, standing_of
    from hotspots.presentation.files.exports import to_csv
    from hotspots.presentation.words import comparison as comparison_words
    from hotspots.presentation.words import patrolled as patrolled_words
    from hotspots.presentation.words.evaluation import (
        evaluation_notes,
        evaluation_sentences,
    )
    from hotspots.presentation.words.strands import noun_of
    from hotspots.sources.shapes.zone_files import read_chosen_zones
    from hotspots.tables import OUTCOMES, OUTCOMES_OF_PATROLLED

    refuse_out(options, TABLE_FORMATS)
    chosen = read_chosen_zones(
        options.zones, zone_file_options(options), strand=options.strand
    )
    strand = chosen.strand_or(options.strand)
    usual = with_chosen_on(chosen.settings_or(settings_of(options)), options)
    settings = with_options(usual, options, strand)
    compared = run_comparison(
        files_of(options), chosen, settings, strand, districts=districts_of(options)
    )
    evaluation, result = compared.evaluation, compared.result
    reading, comparison = result.reading, evaluation.comparison
    beside = standing_of(result)
    content = to_csv(comparison.outcomes, OUTCOMES)
    if chosen.settings is None or chosen.says_patrols:
        # A list made here has its ranks already.
        outcomes = outcomes_beside(result, comparison, beside)
        content = to_csv(outcomes, OUTCOMES_OF_PATROLLED)
    writer_of(options).write(options.out, content)
    notes = [
        *comparison_words.comparison_notes(comparison),
        *evaluation_notes(evaluation),
    ]
    warn(notes)
    programme = with_kinds(settings, reading).strand(strand)
    say_what_is_left_out(reading, months=comparison.months, programmes=[programme])
    warn(patrolled_words.file_notes(result))
    say_if_made_up(synthetic=comparison.synthetic)
    called = patrolled_words.called(comparison, is_patrolled=chosen.says_patrols)
    words = {"noun": noun_of(programme), "zones": called}
    sentences = [
        *comparison_words.comparison_sentences(comparison, **words),
        *evaluation_sentences(evaluation, harm_unit=harm_unit(programme), **words),
        patrolled_words.standing_sentence(beside, zones=called),
        *patrol_log_lines(options, compared, programme),
    ]
    print("\n".join(sentences))
    print(f"Written to {options.out}.")


def power(options: argparse.Namespace) -> None:
    """Print what fall in the chosen zones could be seen."""
    from hotspots.method.pipeline import run, run_to_chosen, visible_falls_of
    from hotspots.presentation.words.power import power_sentences

    districts = districts_of(options)
    if options.zones is not None:
        from hotspots.sources.shapes.zone_files import read_chosen_zones

        chosen = read_chosen_zones(options.zones, strand=options.strand)
        strand = chosen.strand_or(options.strand)
        usual = chosen.settings_or(settings_of(options))
        settings = with_options(usual, options, strand)
        ranked = run_to_chosen(
            files_of(options), chosen, settings, strand, districts=districts
        )
        ids = chosen.zones["zone"].to_list()
    else:
        strand = strand_of(options)
        settings = with_options(settings_of(options), options, strand)
        files = files_of(options)
        result = run(files, settings, strand, districts=districts)
        ranked, ids = result, result.selection["zone"].to_list()
    say_what_ranking_leaves_out(ranked)
    say_if_made_up(synthetic=ranked.reading.synthetic)
    falls = visible_falls_of(ranked, ids, months_after=options.months_after)
    print("\n".join(power_sentences(falls)))


def claim(options: argparse.Namespace) -> None:
    """Print what would have been expected of a published number of falls."""
    from hotspots.method.evaluation.published_claim import (
        NO_BEFORE,
        check_claim,
        counts_of_text,
    )
    from hotspots.presentation.words.claim import claim_sentences, spread_sentence

    before: ArrayLike | None = None
    if options.before is not None:
        before = counts_of_text(options.before)
    after = None if options.after is None else counts_of_text(options.after)
    if after is not None and before is None:
        raise InputError(NO_BEFORE)
    shared_sd, notes = None, []
    if options.files:
        from hotspots.method.pipeline import claim_spread, run_to_ranking

        ranked = run_to_ranking(
            files_of(options),
            settings_of(options),
            options.strand or list(settings_of(options).strands)[-1],
            districts=districts_of(options),
        )
        say_what_ranking_leaves_out(ranked)
        say_if_made_up(synthetic=ranked.reading.synthetic)
        spread = claim_spread(ranked, n_zones=options.zones_total)
        notes.append(spread_sentence(spread, n_zones=options.zones_total))
        shared_sd = spread.shared_sd if spread.falls else None
        before = spread.before if before is None else before
    checks = check_claim(
        n_zones=options.zones_total,
        n_fell=options.fell,
        county_change=options.county / 100,
        before=before,
        after=after,
        shared_sd=shared_sd,
    )
    print("\n".join([*claim_sentences(checks), *notes]))
