"""The command `brief`: the pack of every strand."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from hotspots.cli.options import (
    districts_of,
    files_of,
    polygons_of,
    settings_of,
    with_months,
    zone_file_options,
)
from hotspots.cli.saying import (
    say_if_made_up,
    say_of_zone_file,
    say_what_is_left_out,
    warn,
)
from hotspots.cli.writing import (
    attribution_of,
    read_bytes,
    refuse_pack,
    write_pack,
    writer_of,
    zone_file_of,
)
from hotspots.errors import InputError

if TYPE_CHECKING:
    from hotspots.disclosure.policy import Policy
    from hotspots.disclosure.releases import Release
    from hotspots.method.evaluation.evaluate import Evaluation
    from hotspots.method.pipeline import Result
    from hotspots.method.pipeline.in_and_out import InAndOut
    from hotspots.presentation.briefing.joint import JointPart
    from hotspots.presentation.briefing.pack import StrandPack
    from hotspots.presentation.briefing.settings import PackSettings
    from hotspots.settings import Settings
    from hotspots.sources.shapes.zone_files import ChosenZones

CHANGED_MEANWHILE = (
    "{} was changed by another run while this pack was made, so the pack was not "
    "checked against what that run published. No pack was written. Run the command "
    "again."
)


def brief(options: argparse.Namespace) -> None:
    """Write a pack: pictures in every size, words, figures, a page, the settings."""
    from hotspots.method.pipeline import run_evaluations
    from hotspots.presentation.briefing import pack
    from hotspots.presentation.briefing.analysis import StrandAnalysis
    from hotspots.presentation.briefing.settings import PackSettings
    from hotspots.presentation.words.disclosure import (
        RECORD_NOT_GIVEN,
        strands_not_checked,
    )
    from hotspots.presentation.words.numbers import counted
    from hotspots.sources.shapes.boundaries import kent_districts

    text = settings_of(options).to_json()
    if options.settings is not None:
        text = read_bytes(Path(options.settings)).decode("utf-8", errors="replace")
    # Refused at once if need be; the policy waits for the data.
    settings = PackSettings.from_json(text, is_public=True).settings
    own, polygons = districts_of(options), polygons_of(options)["zone_polygons"]
    lists = patrolled_lists(options, settings)
    held, earlier = read_record_of(options)
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
    say_if_made_up(synthetic=reading.synthetic)
    # Before the pack: one that leaves unrecorded could give hidden counts away.
    _record(options, strands, earlier, held=held)
    credit = attribution_of(results[0][0], own, zone_file_of(options, polygons))
    joint = _joint_part(results, choices.policy) if settings.joint else None
    written = write_pack(
        options.out,
        pack.files(
            strands,
            replace(choices, settings=_settings_in_force(results, settings)),
            fingerprint=reading.fingerprint,
            joint=joint,
            attribution=credit,
        ),
        writer=writer,
        n_files=pack.n_files(strands, joint),
    )
    _say_what_evaluations_leave_out(results)
    say_of_zone_file(polygons, results[0][0].zoning)
    warn([strands_not_checked(earlier, settings.strands)])
    if options.record is None and any(strand.release for strand in strands):
        warn([RECORD_NOT_GIVEN])
    for strand in strands:
        print("\n".join([pack.told_again(strand), *strand.warnings]))
    print(f"{counted(written, 'file')} written to {options.out}.")


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


def read_record_of(
    options: argparse.Namespace,
) -> tuple[bytes | None, dict[str, list[Release]]]:
    """Return the record as it is, and what it says that earlier packs published.

    The record is never part of a pack.
    """
    from hotspots.disclosure.record import no_record, read_record

    record: Path | None = options.record
    if record is None:
        return None, no_record()
    writer_of(options, besides=record).refuse_inputs(record)
    if options.out.resolve() in record.resolve().parents:
        msg = (
            f"{record} is in the pack's own folder, and shows what the pack hides. "
            f"Keep the record somewhere else."
        )
        raise InputError(msg)
    held = _bytes_of(record)
    if held is None:
        print(f"{record} is not there yet, so no earlier pack is known.")
        return None, no_record()
    return held, read_record(held, name=str(record))


def _record(
    options: argparse.Namespace,
    strands: Sequence[StrandPack],
    earlier: dict[str, list[Release]],
    *,
    held: bytes | None,
) -> None:
    """Add what a pack publishes to the record, if that still is as it was `held`."""
    from hotspots.disclosure.record import write_record

    if options.record is None:
        return
    if _bytes_of(options.record) != held:
        raise InputError(CHANGED_MEANWHILE.format(options.record))
    made = {strand.facts.strand: strand.release for strand in strands}
    record = write_record(earlier, made).encode()
    writer_of(options, besides=options.record).write(
        options.record, record, private=True
    )


def _bytes_of(record: Path) -> bytes | None:
    """Return what the record holds now; None where there is none."""
    return read_bytes(record) if record.exists() else None


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
