"""The commands, each on the same pipeline as the pages.

Long because it holds them all; each is short.
"""

from __future__ import annotations

import argparse
import io
import os
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from hotspots.cli.extracts import check_extracts
from hotspots.cli.options import (
    districts_of,
    files_of,
    joint_settings,
    parser_of,
    polygons_of,
    settings_of,
    typed,
    with_chosen_on,
    with_months,
    with_options,
    zone_file_options,
)
from hotspots.cli.patrol_days import patrol_log_lines
from hotspots.cli.saying import say_what_is_left_out, warn
from hotspots.cli.signals import STOPPED, Ended, ending_on_signals
from hotspots.cli.writing import (
    read_bytes,
    refuse_out,
    refuse_pack,
    write_pack,
    writer_of,
)
from hotspots.errors import HotspotsError, InputError
from hotspots.months import Period
from hotspots.sources.opening import shown

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import ArrayLike

    from hotspots.disclosure.policy import Policy
    from hotspots.disclosure.releases import Release
    from hotspots.method.choosing.constraints import Choice
    from hotspots.method.evaluation.evaluate import Evaluation
    from hotspots.method.pipeline import Ranked, Result
    from hotspots.method.pipeline.in_and_out import InAndOut
    from hotspots.method.zoning.zones import Zoning
    from hotspots.presentation.briefing.joint import JointPart
    from hotspots.presentation.briefing.settings import PackSettings
    from hotspots.settings import Settings
    from hotspots.sources.shapes.boundaries import Districts
    from hotspots.sources.shapes.zone_files import ChosenZones, ZonePolygons

BAD_INPUT = 2
# What names months rather than a file.
MONTHS = re.compile(r"\d{4}-\d{2}(:\d{4}-\d{2})?")
# What a shell gives a command that a signal ended: 128 and the signal's number.
BY_SIGNAL = 128
TABLE_FORMATS = (".csv",)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    _print_what_can_be_shown()
    given = sys.argv[1:] if arguments is None else arguments
    try:
        with ending_on_signals():
            options = parser_of(COMMANDS).parse_args(typed(given))
            options.command(options)
            sys.stdout.flush()
    except Ended as ended:
        print(STOPPED, file=sys.stderr)
        return BY_SIGNAL + ended.number
    except HotspotsError as error:
        print(error, file=sys.stderr)
        return BAD_INPUT
    except BrokenPipeError:
        # Whoever reads, such as `head`, has read enough; Python must not try again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        # A disk can fail anywhere, and hold no name of 300 letters.
        what = f"{shown(error.filename)} cannot be used"
        what = what if error.filename else "What is printed cannot be written"
        print(f"{what} ({error.strerror or error}).", file=sys.stderr)
        return BAD_INPUT
    return 0


def _print_what_can_be_shown() -> None:
    """Print ? for letters that the screen, or a redirected output, does not know."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def check(options: argparse.Namespace) -> None:
    """Print the rows read, kept and set aside, and the months that look wrong."""
    from hotspots.method.county.month_checks import check_months
    from hotspots.presentation.words import loading as loading_words
    from hotspots.presentation.words import month_flags, months_told
    from hotspots.presentation.words.extracts import extract_lines
    from hotspots.presentation.words.not_counted import (
        area_line,
        category_lines,
        months_read,
        reason_lines,
    )
    from hotspots.presentation.words.numbers import listed
    from hotspots.sources.incident_files import read_incidents
    from hotspots.sources.police_uk.row_rules import UNREADABLE
    from hotspots.sources.reading import READ

    to_count = check_extracts(options)
    if to_count is None:
        return
    reading = read_incidents(
        to_count,
        districts=districts_of(options),
        flags=settings_of(options).flags_named,
    )
    _tell_if_made_up(synthetic=reading.synthetic)
    print(loading_words.rows_sentence(reading.files, reading.set_aside))
    unreadable = reading.set_aside[reading.set_aside["reason"] == UNREADABLE]
    for _, row in unreadable.head(10).iterrows():
        print(f"Unreadable: {row['file']}, line {row['line']}.")
    not_read_whole = reading.files["status"] != READ
    for _, file in reading.files[not_read_whole].iterrows():
        print(f"{file['file']}: {file['use']}.")
    print(f"Districts: {area_line(reading)}")
    if reading.area:
        print(f"{listed(reading.area)}.")
    not_understood = [*reason_lines(reading), *category_lines(reading)]
    not_understood += extract_lines(reading)
    for line in [*months_read(reading), *not_understood]:
        print(line)
    flags = check_months(reading).flags
    flagged = flags["month"].unique().tolist()
    for month, note in zip(flagged, month_flags.notes(flagged, flags), strict=True):
        print(f"{months_told.month(month)}: {note}.")
    if not flagged and not not_understood:
        print("No month looks wrong.")


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
    _say_what_is_left_out(result)
    _say_of_zone_file(polygons["zone_polygons"], result.zoning)
    _tell_if_made_up(synthetic=result.reading.synthetic)
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
        _select_together(options)
        return
    strand = _strand_of(options)
    settings = with_options(settings_of(options), options, strand)
    polygons = polygons_of(options)
    result = run(files_of(options), settings, strand, **polygons)
    zone_file = _zone_file(options, polygons["zone_polygons"])
    beside = _beside_of(options, result)
    zones = zones_to_write(
        result,
        zone_file=zone_file,
        beside=beside,
        attribution=_attribution(result, polygons["districts"], zone_file),
    )
    writer = writer_of(options)
    writer.write(options.out, format_of(options.out).write(zones))
    if options.in_and_out is not None and beside is not None:
        writer.write(options.in_and_out, to_csv(beside.table, IN_AND_OUT))
    _say_what_is_left_out(result)
    _say_of_zone_file(polygons["zone_polygons"], result.zoning)
    _tell_if_made_up(synthetic=result.reading.synthetic)
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


def _beside_of_strand(options: argparse.Namespace, result: Result) -> InAndOut | None:
    """Set a strand's list beside the earlier one of this strand, if one is given.

    A list that does not say its strand stands for every strand.
    """
    from hotspots.method.pipeline.in_and_out import beside_file, ranked_on
    from hotspots.sources.shapes.zone_files import read_chosen_zones

    if result.is_patrolled:
        return None
    of_strand = [
        zones
        for zones in map(read_chosen_zones, options.earlier or ())
        if zones.strand in ("", result.strand)
    ]
    if not of_strand:
        return None
    return beside_file(result, of_strand[-1], lambda span: ranked_on(result, span))


def _select_together(options: argparse.Namespace) -> None:
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
    zone_file = _zone_file(options, polygons["zone_polygons"])
    zones = joint_zones_to_write(
        joint,
        zone_file=zone_file,
        attribution=_attribution(first, polygons["districts"], zone_file),
    )
    writer_of(options).write(options.out, format_of(options.out).write(zones))
    say_what_is_left_out(
        joint.reading,
        months=joint.settings.months_chosen_on.months,
        programmes=[each.programme for each in joint.of_strands],
    )
    _say_of_zone_file(polygons["zone_polygons"], joint.zoning)
    _tell_if_made_up(synthetic=joint.reading.synthetic)
    print(as_text(joint_words.sentences(joint, loaded=loaded_months(joint.reading))))
    print(joint_words.price(joint, price_of_joint(joint)))
    for line in _what_shaped_it(
        joint.choice, joint.ranking, joint.selection, joint.taken_out
    ):
        print(line)
    print(f"Written to {options.out}.")


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
    _tell_if_made_up(synthetic=comparison.synthetic)
    called = patrolled_words.called(is_patrolled=chosen.says_patrols)
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
        strand = _strand_of(options)
        settings = with_options(settings_of(options), options, strand)
        files = files_of(options)
        result = run(files, settings, strand, districts=districts)
        ranked, ids = result, result.selection["zone"].to_list()
    _say_what_is_left_out(ranked)
    _tell_if_made_up(synthetic=ranked.reading.synthetic)
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
        _say_what_is_left_out(ranked)
        _tell_if_made_up(synthetic=ranked.reading.synthetic)
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


def sample(options: argparse.Namespace) -> None:
    """Write a built-in sample: files of data.police.uk, or an extract of offences."""
    from hotspots.presentation.synthetic import MADE_UP
    from hotspots.presentation.words.numbers import counted
    from hotspots.sources.sample import write_sample

    written = write_sample(options.out, kind=options.kind)
    print(f"{counted(len(written), 'file')} written to {options.out}.")
    print(MADE_UP)


def brief(options: argparse.Namespace) -> None:
    """Write a pack: pictures in every size, words, figures, a page, the settings."""
    from hotspots.disclosure.record import write_record
    from hotspots.method.pipeline import run_evaluations
    from hotspots.presentation.briefing import pack
    from hotspots.presentation.briefing.analysis import StrandAnalysis
    from hotspots.presentation.briefing.settings import PackSettings
    from hotspots.presentation.words.numbers import counted
    from hotspots.sources.shapes.boundaries import kent_districts

    text = settings_of(options).to_json()
    if options.settings is not None:
        text = read_bytes(Path(options.settings)).decode("utf-8", errors="replace")
    # Refused at once if need be; the policy waits for the data.
    settings = PackSettings.from_json(text, is_public=True).settings
    own, polygons = districts_of(options), polygons_of(options)["zone_polygons"]
    lists = patrolled_lists(options, settings)
    earlier = read_record_of(options)
    refuse_pack(options, pack.ALWAYS)
    writer = writer_of(options)
    writer.make_folder(options.out)
    results = run_evaluations(
        files_of(options),
        settings,
        list(settings.strands),
        districts=own,
        zone_polygons=polygons,
        patrolled=lists,
    )
    reading = results[0][0].reading
    choices = _with_lists(
        PackSettings.from_json(text, is_public=reading.is_public), lists
    )
    districts = own or kent_districts().within(reading.area)
    strands = [
        pack.strand_pack(
            StrandAnalysis(result, evaluation, _beside_of_strand(options, result)),
            choices,
            districts,
            earlier=earlier.get(result.strand, []),
        )
        for result, evaluation in results
    ]
    _tell_if_made_up(synthetic=reading.synthetic)
    if options.record is not None:
        # Before the pack: one that leaves unrecorded could give hidden counts away.
        made = {strand.facts.strand: strand.release for strand in strands}
        record = write_record(earlier, made).encode()
        writer_of(options, besides=options.record).write(
            options.record, record, private=True
        )
    joint = _joint_part(results, choices.policy) if settings.joint else None
    written = write_pack(
        options.out,
        pack.files(
            strands,
            replace(choices, settings=_settings_in_force(results, settings)),
            fingerprint=reading.fingerprint,
            joint=joint,
            attribution=_attribution(results[0][0], own, _zone_file(options, polygons)),
        ),
        writer=writer,
        n_files=pack.n_files(strands, joint),
    )
    _say_what_evaluations_leave_out(results)
    _say_of_zone_file(polygons, results[0][0].zoning)
    for strand in strands:
        print("\n".join([pack.told_again(strand), *strand.warnings]))
    print(f"{counted(written, 'file')} written to {options.out}.")


def _with_lists(choices: PackSettings, lists: dict[str, ChosenZones]) -> PackSettings:
    """Return the choices of a pack with the lists that it speaks of."""
    from hotspots.presentation.briefing.settings import said_of
    from hotspots.presentation.words.patrolled import not_given

    warn([not_given(choices.patrolled, lists)])
    said = {name: said_of(each, each.chosen_on) for name, each in lists.items()}
    return replace(choices, patrolled=said)


def _joint_part(
    results: Sequence[tuple[Result, Evaluation | None]], policy: Policy
) -> JointPart | None:
    """Make the one list over all strands; none where zones are given, not chosen."""
    from hotspots.method.pipeline.joint import joint_list
    from hotspots.presentation.briefing.joint import joint_part
    from hotspots.presentation.words.patrolled import NO_JOINT_LIST

    of_strands = [result for result, _ in results]
    if any(result.is_patrolled for result in of_strands):
        warn([NO_JOINT_LIST])
        return None
    return joint_part(joint_list(of_strands), policy=policy)


def _settings_in_force(
    results: Sequence[tuple[Result, Evaluation | None]], asked: Settings
) -> Settings:
    """Return the settings with what the data filled in; lists have other months."""
    chosen = [result for result, _ in results if not result.is_patrolled]
    if chosen:
        return chosen[0].settings
    return replace(results[0][0].settings, chosen_on=asked.chosen_on)


def patrolled_lists(
    options: argparse.Namespace, settings: Settings
) -> dict[str, ChosenZones]:
    """Return the patrolled zones of each strand that `--zones` gives."""
    from hotspots.sources.shapes.zone_files import names_of_strands, read_zone_lists

    asked = zone_file_options(options)
    found: dict[str, ChosenZones] = {}
    for given in options.zones or ():
        name, is_named, file = given.partition("=")
        is_named = is_named and name in settings.strands
        for zones in read_zone_lists(
            file if is_named else given,
            asked,
            strands=names_of_strands(settings.strands),
        ):
            zones = with_months(zones, options)
            wanted = [name] if is_named else [zones.strand or ""]
            names = list(settings.strands) if wanted == [""] else wanted
            for strand in names:
                zones.strand_or(strand)
                settings.strand(strand)
                found[strand] = zones
    return found


def read_record_of(options: argparse.Namespace) -> dict[str, list[Release]]:
    """Return what earlier packs published; the record is never part of a pack."""
    from hotspots.disclosure.record import no_record, read_record

    record: Path | None = options.record
    if record is None:
        return no_record()
    writer_of(options, besides=record).refuse_inputs(record)
    if options.out.resolve() in record.resolve().parents:
        msg = (
            f"{record} is in the pack's own folder, and shows what the pack hides. "
            f"Keep the record somewhere else."
        )
        raise InputError(msg)
    if not record.exists():
        print(f"{record} is not there yet, so no earlier pack is known.")
        return no_record()
    return read_record(read_bytes(record), name=str(record))


def _say_what_is_left_out(result: Ranked) -> None:
    chosen_on = result.settings.chosen_on
    say_what_is_left_out(
        result.reading,
        months=[] if chosen_on is None else chosen_on.months,
        programmes=[result.programme],
    )


def _say_what_evaluations_leave_out(
    results: Sequence[tuple[Result, Evaluation | None]],
) -> None:
    months: set[str] = set()
    for result, evaluation in results:
        months.update(result.months_counted.months)
        if evaluation is not None:
            periods = evaluation.comparison.periods
            months.update(periods.before.months, periods.after.months)
    reading = results[0][0].reading
    programmes = [result.programme for result, _ in results]
    say_what_is_left_out(reading, months=months, programmes=programmes)
    for result, evaluation in results:
        _say_of_list(result, evaluation)


def _say_of_list(result: Result, evaluation: Evaluation | None) -> None:
    """Say how a file of patrolled zones was read, and what of it is not compared."""
    from hotspots.method.pipeline.patrolled import Listed
    from hotspots.presentation.words.comparison import not_compared_sentences
    from hotspots.presentation.words.patrolled import file_notes

    if isinstance(result, Listed):
        warn(file_notes(result))
        if evaluation is not None:
            warn(not_compared_sentences(evaluation.comparison.not_compared))


def _strand_of(options: argparse.Namespace) -> str:
    """Return the strand that the command line names, or say which there are."""
    if options.strand is None:
        names = " or --strand ".join(settings_of(options).strands)
        msg = f"Say which strand: --strand {names}."
        raise InputError(msg)
    return str(options.strand)


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


def _say_of_zone_file(polygons: ZonePolygons | None, zoning: Zoning) -> None:
    from hotspots.presentation.words.zone_files import zone_file_notes

    if polygons is not None:
        warn(zone_file_notes(polygons, zoning))


def _tell_if_made_up(*, synthetic: bool) -> None:
    from hotspots.presentation.synthetic import MADE_UP, WORD

    if synthetic:
        print(f"{WORD}. {MADE_UP}")


def _zone_file(
    options: argparse.Namespace, polygons: ZonePolygons | None
) -> dict[str, str]:
    """Return name and fingerprint of the user's own zone file; nothing for hexagons."""
    if polygons is None:
        return {}
    name = Path(options.zone_file).name
    return {"name": name, "fingerprint": polygons.fingerprint}


def _attribution(
    ranked: Ranked, districts: Districts | None, zone_file: Mapping[str, str]
) -> str:
    from hotspots.presentation.words.attribution import attribution
    from hotspots.sources.shapes.boundaries import kent_districts

    return attribution(
        districts=districts.attribution if districts else "",
        zone_file=zone_file.get("name", ""),
        is_public=ranked.reading.is_public,
        synthetic=ranked.synthetic,
        has_outlines=bool(kent_districts().within(ranked.reading.area).names),
    )


COMMANDS = {
    command.__name__: command
    for command in (check, rank, select, compare, power, claim, brief, sample)
}
