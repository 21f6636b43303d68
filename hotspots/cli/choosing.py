"""The commands `rank` and `select`: the ranking, and the chosen zones."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from hotspots.cli.options import (
    files_of,
    joint_settings,
    polygons_of,
    settings_of,
    strand_of,
    with_options,
    zone_file_options,
)
from hotspots.cli.saying import (
    say_if_made_up,
    say_of_zone_file,
    say_what_is_left_out,
    say_what_ranking_leaves_out,
    warn,
)
from hotspots.cli.writing import (
    TABLE_FORMATS,
    attribution_of,
    refuse_out,
    writer_of,
    zone_file_of,
)
from hotspots.errors import InputError
from hotspots.months import Period

if TYPE_CHECKING:
    import pandas as pd

    from hotspots.method.choosing.constraints import Choice
    from hotspots.method.pipeline import Result
    from hotspots.method.pipeline.in_and_out import InAndOut


# What names months rather than a file.
MONTHS = re.compile(r"\d{4}-\d{2}(:\d{4}-\d{2})?")


def rank(options: argparse.Namespace) -> None:
    """Write the ranking of a strand's zones."""
    from hotspots.method.pipeline import ranking_table, run_to_ranking
    from hotspots.method.pipeline.sureness import ranks_with_ranges
    from hotspots.presentation.files.exports import to_csv
    from hotspots.presentation.words.numbers import counted
    from hotspots.tables import with_rank_ranges

    refuse_out(options, TABLE_FORMATS)
    settings = with_options(settings_of(options), options, options.strand)
    polygons = polygons_of(options)
    result = run_to_ranking(files_of(options), settings, options.strand, **polygons)
    ranges = ranks_with_ranges(result).drop(columns="zone")
    table = with_rank_ranges(ranking_table(result.programme))
    content = to_csv(result.ranking.join(ranges), table)
    writer_of(options).write(options.out, content)
    say_what_ranking_leaves_out(result)
    say_of_zone_file(polygons["zone_polygons"], result.zoning)
    say_if_made_up(synthetic=result.reading.synthetic)
    print(f"{counted(len(result.ranking), 'zone')} ranked, written to {options.out}.")


def select(options: argparse.Namespace) -> None:
    """Write the chosen zones of a strand, or one list over all strands."""
    from hotspots.method.choosing.selection import districts_without_zones
    from hotspots.method.choosing.summary import summarise
    from hotspots.method.pipeline import distinct_totals, loaded_months, run
    from hotspots.presentation.files.exports import to_csv
    from hotspots.presentation.files.formats import format_of, suffixes
    from hotspots.presentation.files.zone_list import zones_to_write
    from hotspots.presentation.words import selection as selection_words
    from hotspots.presentation.words.escaping import as_text
    from hotspots.presentation.words.in_and_out import changed_sentence
    from hotspots.presentation.words.not_counted import districts_without
    from hotspots.tables import IN_AND_OUT

    refuse_out(options, suffixes())
    if options.joint:
        _select_over_strands(options)
        return
    strand = strand_of(options)
    settings = with_options(settings_of(options), options, strand)
    polygons = polygons_of(options)
    result = run(files_of(options), settings, strand, **polygons)
    zone_file = zone_file_of(options, polygons["zone_polygons"])
    beside = _beside_of(options, result)
    zones = zones_to_write(
        result,
        zone_file=zone_file,
        beside=beside,
        attribution=attribution_of(result, polygons["districts"], zone_file),
    )
    writer = writer_of(options)
    writer.write(options.out, format_of(options.out).write(zones))
    if options.in_and_out is not None and beside is not None:
        writer.write(options.in_and_out, to_csv(beside.table, IN_AND_OUT))
    say_what_ranking_leaves_out(result)
    say_of_zone_file(polygons["zone_polygons"], result.zoning)
    say_if_made_up(synthetic=result.reading.synthetic)
    summary = summarise(
        result.ranking, result.selection, distinct=distinct_totals(result)
    )
    sentence = selection_words.selection_sentence(
        summary,
        strand=strand,
        settings=result.settings,
        loaded=loaded_months(result.reading),
    )
    print(as_text(sentence))
    print(
        selection_words.floor_sentence(summary, floor=result.settings.floor_of(strand))
    )
    for line in _what_shaped_it(
        result.choice, result.ranking, result.selection, result.programme.take_out
    ):
        print(line)
    if beside is not None:
        print(as_text(changed_sentence(beside)))
    area = result.reading.area
    lacking = districts_without_zones(result.ranking, area)
    warn([districts_without(lacking, n_districts=len(area))])
    print(f"Written to {options.out}.")


def _beside_of(options: argparse.Namespace, result: Result) -> InAndOut | None:
    """Set a list beside the one that the command line names, if it names one."""
    from hotspots.method.pipeline import with_chosen
    from hotspots.method.pipeline.in_and_out import (
        beside_file,
        beside_months,
        ranked_on,
    )
    from hotspots.sources.shapes.zone_files import read_chosen_zones

    named: str | None = options.earlier
    if options.in_and_out is not None:
        if named is None:
            msg = "--in-and-out needs --earlier: say which list this one is set beside."
            raise InputError(msg)
        refuse_out(options, TABLE_FORMATS, of=options.in_and_out)
    if named is None:
        return None
    if MONTHS.fullmatch(named):
        return beside_months(
            result, with_chosen(ranked_on(result, Period.parse(named)))
        )
    zones = read_chosen_zones(named, zone_file_options(options))
    return beside_file(result, zones, lambda span: ranked_on(result, span))


def _select_over_strands(options: argparse.Namespace) -> None:
    from hotspots.method.pipeline import loaded_months, run_joint
    from hotspots.method.pipeline.joint import price_of_joint
    from hotspots.presentation.files.formats import format_of
    from hotspots.presentation.files.zone_list import joint_zones_to_write
    from hotspots.presentation.words import joint as joint_words
    from hotspots.presentation.words.escaping import as_text

    settings = joint_settings(settings_of(options), options)
    polygons = polygons_of(options)
    joint = run_joint(files_of(options), settings, **polygons)
    first = joint.of_strands[0]
    zone_file = zone_file_of(options, polygons["zone_polygons"])
    zones = joint_zones_to_write(
        joint,
        zone_file=zone_file,
        attribution=attribution_of(first, polygons["districts"], zone_file),
    )
    writer_of(options).write(options.out, format_of(options.out).write(zones))
    say_what_is_left_out(
        joint.reading,
        months=joint.settings.months_chosen_on.months,
        programmes=[each.programme for each in joint.of_strands],
    )
    say_of_zone_file(polygons["zone_polygons"], joint.zoning)
    say_if_made_up(synthetic=joint.reading.synthetic)
    print(as_text(joint_words.sentences(joint, loaded=loaded_months(joint.reading))))
    print(joint_words.price(joint, price_of_joint(joint)))
    for line in _what_shaped_it(
        joint.choice, joint.ranking, joint.selection, joint.taken_out
    ):
        print(line)
    print(f"Written to {options.out}.")


def _what_shaped_it(
    choice: Choice | None,
    ranking: pd.DataFrame,
    selection: pd.DataFrame,
    take_out: Sequence[tuple[str, str]],
) -> list[str]:
    from hotspots.presentation.words.by_hand import by_hand_sentences
    from hotspots.presentation.words.choosing import choice_sentences
    from hotspots.presentation.words.escaping import as_text

    sentences = [
        *by_hand_sentences(ranking, selection, dict(take_out)),
        *choice_sentences(choice, ranking),
    ]
    return [as_text(sentence) for sentence in sentences]
