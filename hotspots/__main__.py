"""The command line, on the same pipeline as the pages.

`python -m hotspots --help` explains. Exit status 0, or 2 with one sentence on standard
error for anything that cannot be used.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from hotspots.errors import HotspotsError, InputError
from hotspots.settings import STRANDS, Settings

if TYPE_CHECKING:
    from hotspots.method.pipeline import Result
    from hotspots.presentation.editions import Edition
    from hotspots.sources.boundaries import Districts
    from hotspots.sources.zone_files import ZonePolygons

BAD_INPUT = 2
RANKING_FORMATS = (".csv",)
SELECTION_FORMATS = (".csv", ".geojson")
OUTCOMES_FORMATS = (".csv",)


class Parser(argparse.ArgumentParser):
    """A parser whose complaints are one sentence, without the usage."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the arguments and stop."""
        msg = f"{message[0].upper()}{message[1:]}. See python -m hotspots --help."
        raise InputError(msg)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    _print_what_can_be_shown()
    try:
        options = _parser().parse_args(arguments)
        options.command(options)
        sys.stdout.flush()
    except HotspotsError as error:
        print(error, file=sys.stderr)
        return BAD_INPUT
    except BrokenPipeError:
        # Whoever reads, such as `head`, has read enough; Python must not try again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _print_what_can_be_shown() -> None:
    """Print ? for letters that the screen, or a redirected output, does not know."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def check(options: argparse.Namespace) -> None:
    """Print the rows read, kept and set aside, and the months that look wrong."""
    from hotspots.presentation import wording
    from hotspots.sources.months import look_over
    from hotspots.sources.police_uk import read_police_uk

    reading = read_police_uk(options.files, districts=_districts(options))
    _tell_if_made_up(synthetic=reading.synthetic)
    print(wording.rows_sentence(reading.files, reading.set_aside))
    unreadable = reading.set_aside[reading.set_aside["reason"] == "unreadable row"]
    for _, row in unreadable.head(10).iterrows():
        print(f"Unreadable: {row['file']}, line {row['line']}.")
    not_read_whole = reading.files["use"] != "read"
    for _, file in reading.files[not_read_whole].iterrows():
        print(f"{file['file']}: {file['use']}.")
    months = look_over(reading)
    for _, month in months[months["note"] != ""].iterrows():
        print(f"{wording.month(month['month'])}: {month['note']}.")
    if (months["note"] == "").all():
        print("No month looks wrong.")


def rank(options: argparse.Namespace) -> None:
    """Write the ranking of a strand's zones."""
    from hotspots.method.pipeline import run_to_ranking
    from hotspots.presentation.exports import to_csv
    from hotspots.presentation.wording import counted
    from hotspots.tables import RANKING

    _refuse_out(options, RANKING_FORMATS)
    result = run_to_ranking(
        options.files, _settings(options), options.strand, **_places(options)
    )
    _write(options.out, to_csv(result.ranking, RANKING))
    _tell_if_made_up(synthetic=result.reading.synthetic)
    print(f"{counted(len(result.ranking), 'zone')} ranked, written to {options.out}.")


def select(options: argparse.Namespace) -> None:
    """Write the chosen zones of a strand."""
    from hotspots.method.pipeline import loaded_months, run
    from hotspots.method.summary import summarise
    from hotspots.presentation import wording
    from hotspots.presentation.exports import to_csv
    from hotspots.tables import SELECTION

    _refuse_out(options, SELECTION_FORMATS)
    places = _places(options)
    result = run(options.files, _settings(options), options.strand, **places)
    if options.out.suffix.lower() == ".csv":
        content = to_csv(result.selection, SELECTION)
    else:
        content = _selection_geojson(result, options, **places)
    _write(options.out, content)
    _tell_if_made_up(synthetic=result.reading.synthetic)
    summary = summarise(result.ranking, result.selection)
    told = wording.selection_sentence(
        summary,
        strand=options.strand,
        settings=result.settings,
        loaded=loaded_months(result.reading),
    )
    print(told.replace("**", ""))
    print(wording.floor_sentence(summary, floor=result.settings.floor))
    print(f"Written to {options.out}.")


def compare(options: argparse.Namespace) -> None:
    """Write what changed in chosen zones, and tell it for the county and districts."""
    from hotspots.method.chosen import drawn_elsewhere
    from hotspots.method.pipeline import harm_unit, run_comparison
    from hotspots.presentation import comparison_words
    from hotspots.presentation.anyway_words import anyway_told
    from hotspots.presentation.exports import to_csv
    from hotspots.sources.zone_files import read_chosen_zones
    from hotspots.tables import OUTCOMES

    _refuse_out(options, OUTCOMES_FORMATS)
    chosen = read_chosen_zones(options.zones)
    strand = chosen.strand_or(options.strand)
    settings = _with_periods(chosen.settings or Settings(), options)
    evaluation = run_comparison(
        options.files, chosen, settings, strand, districts=_districts(options)
    )
    comparison = evaluation.comparison
    _write(options.out, to_csv(comparison.outcomes, OUTCOMES))
    elsewhere = drawn_elsewhere(chosen)
    notes = [
        *comparison_words.comparison_notes(comparison),
        comparison_words.drawn_elsewhere_sentence(elsewhere, file=chosen.name),
    ]
    for note in filter(None, notes):
        print(note, file=sys.stderr)
    _tell_if_made_up(synthetic=comparison.synthetic)
    categories = settings.strand(strand).categories
    told = comparison_words.comparison_told(comparison, categories=categories)
    explained = anyway_told(
        evaluation, categories=categories, harm_unit=harm_unit(settings.strand(strand))
    )
    print("\n".join([*told, *explained]))
    print(f"Written to {options.out}.")


def sample(options: argparse.Namespace) -> None:
    """Write the built-in sample as files of data.police.uk."""
    from hotspots.presentation.synthetic import MADE_UP
    from hotspots.presentation.wording import counted
    from hotspots.sources.sample import write_sample

    written = write_sample(options.out)
    print(f"{counted(len(written), 'file')} written to {options.out}.")
    print(MADE_UP)


def brief(options: argparse.Namespace) -> None:
    """Write a pack: pictures in every size, words, figures, a page, the settings."""
    from hotspots.method.pipeline import run_evaluations
    from hotspots.presentation import pack
    from hotspots.presentation.briefing_facts import material_of
    from hotspots.presentation.pack_record import write_record
    from hotspots.presentation.pack_settings import PackSettings
    from hotspots.presentation.wording import attribution, counted
    from hotspots.sources.boundaries import kent_districts

    choices = PackSettings()
    if options.settings is not None:
        text = _read_bytes(Path(options.settings)).decode("utf-8", errors="replace")
        choices = PackSettings.from_json(text)
    own = _districts(options)
    earlier = _read_record(options)
    _refuse_among_files(options)
    _make_folder(options.out)
    results = run_evaluations(options.files, choices.settings, STRANDS, districts=own)
    reading = results[0][0].reading
    districts = own or kent_districts().within(reading.area)
    strands = [
        pack.strand_pack(
            material_of(result, evaluation, strand=strand),
            choices,
            districts,
            earlier=earlier[strand],
        )
        for strand, (result, evaluation) in zip(STRANDS, results, strict=True)
    ]
    _tell_if_made_up(synthetic=reading.synthetic)
    written = _write_pack(
        options.out,
        pack.files(
            strands,
            replace(choices, settings=results[0][0].settings),
            fingerprint=reading.fingerprint,
            attribution=attribution(
                districts=own.attribution if own else "",
                synthetic=reading.synthetic,
            ),
        ),
        n_files=pack.n_files(strands),
    )
    if options.record is not None:
        made = {strand.facts.strand: strand.edition for strand in strands}
        _write(options.record, write_record(earlier, made).encode())
    for strand in strands:
        print("\n".join([pack.told_again(strand), *strand.notes]))
    print(f"{counted(written, 'file')} written to {options.out}.")


def _read_record(options: argparse.Namespace) -> dict[str, list[Edition]]:
    """Return what earlier packs published; the record is never part of a pack."""
    from hotspots.presentation.pack_record import read_record

    record: Path | None = options.record
    if record is None:
        return read_record("", name="")
    if options.out.resolve() in record.resolve().parents:
        msg = (
            f"{record} lies in the pack's own folder, and tells what the pack hides. "
            f"Keep the record somewhere else."
        )
        raise InputError(msg)
    text = _read_bytes(record).decode("utf-8", "replace") if record.exists() else ""
    return read_record(text, name=str(record))


def _write_pack(
    folder: Path, contents: Iterator[tuple[str, bytes]], *, n_files: int
) -> int:
    """Write the files of a pack, showing how far it is; return how many there are."""
    written = 0
    for name, content in contents:
        path = folder / name
        _make_folder(path.parent)
        _write(path, content)
        written += 1
        if sys.stderr.isatty():
            print(f"\r{written} of {n_files} files", end="", file=sys.stderr)
    if sys.stderr.isatty():
        print(file=sys.stderr)
    return written


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        msg = f"{folder} cannot be made ({error.strerror}). Check --out."
        raise InputError(msg) from error


def _tell_if_made_up(*, synthetic: bool) -> None:
    from hotspots.presentation.synthetic import MADE_UP, WORD

    if synthetic:
        print(f"{WORD}. {MADE_UP}")


def _with_periods(settings: Settings, options: argparse.Namespace) -> Settings:
    """Return the settings with the periods that the command line sets."""
    from hotspots.sources.months import parse_months

    start = options.patrols_start or settings.patrols_start
    changes: dict[str, Any] = {"patrols_start": start}
    for name in ("before", "after"):
        if getattr(options, name) is not None:
            first, last = parse_months(getattr(options, name))
            changes |= {f"{name}_first": first, f"{name}_last": last}
    return replace(settings, **changes)


def _selection_geojson(
    result: Result,
    options: argparse.Namespace,
    *,
    districts: Districts | None,
    zone_polygons: ZonePolygons | None,
) -> bytes:
    from hotspots.method.pipeline import loaded_months
    from hotspots.presentation.exports import made_with, to_geojson
    from hotspots.presentation.wording import attribution
    from hotspots.tables import SELECTION

    zone_file = {}
    if zone_polygons is not None:
        name = Path(options.zone_file).name
        zone_file = {"name": name, "fingerprint": zone_polygons.fingerprint}
    row_of = {zone: row for row, zone in enumerate(result.zoning.zones["zone"])}
    rows = [row_of[zone] for zone in result.selection["zone"]]
    return to_geojson(
        result.selection,
        SELECTION,
        outlines=result.zoning.outlines(rows),
        made_by=made_with(
            result.settings,
            options.strand,
            fingerprint=result.reading.fingerprint,
            loaded=loaded_months(result.reading),
            zone_file=zone_file,
            synthetic=result.reading.synthetic,
        ),
        attribution=attribution(
            districts=districts.attribution if districts else "",
            zone_file=zone_file.get("name", ""),
            synthetic=result.reading.synthetic,
        ),
    )


def _districts(options: argparse.Namespace) -> Districts | None:
    if options.districts is None:
        return None
    from hotspots.sources.boundaries import read_districts

    return read_districts(options.districts)


def _places(options: argparse.Namespace) -> dict[str, Any]:
    polygons: ZonePolygons | None = None
    if options.zone_file is not None:
        from hotspots.sources.zone_files import read_zones

        polygons = read_zones(options.zone_file)
    return {"districts": _districts(options), "zone_polygons": polygons}


def _settings(options: argparse.Namespace) -> Settings:
    from hotspots.sources.months import parse_months

    untold = options.months is None
    first, last = ("", "") if untold else parse_months(options.months)
    settings = Settings(
        first_month=first,
        last_month=last,
        zone_width_m=options.zone_width,
        floor=getattr(options, "floor", Settings.floor),
        include_prisons=options.include_prisons,
    )
    changes: dict[str, Any] = {"harm_share": options.harm_share}
    if getattr(options, "number", None) is not None:
        changes["n_zones"] = options.number
    return settings.with_strand(
        options.strand, **changes, **_harm_scale(options.harm_scale)
    )


def _harm_scale(given: str) -> dict[str, Any]:
    if Path(given).suffix.lower() != ".csv":
        return {"harm_scale": given}
    from hotspots.method.harm import read_scale

    scale = read_scale(_read_bytes(Path(given)), name=Path(given).name)
    return {
        "harm_scale": scale.name,
        "weights": tuple(scale.weights.items()),
        "harm_unit": scale.unit,
    }


def _read_bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        msg = f"{path} cannot be opened ({error.strerror}). Check its name and folder."
        raise InputError(msg) from error


def _refuse_out(options: argparse.Namespace, formats: Sequence[str]) -> None:
    out: Path = options.out
    if out.suffix.lower() not in formats:
        msg = f"{out} cannot be written: its name must end in {' or '.join(formats)}."
        raise InputError(msg)
    others = ("districts", "zone_file", "harm_scale", "zones")
    given = [*options.files, *(getattr(options, name, None) for name in others)]
    if any(_is_read_from(out, Path(source)) for source in given if source):
        msg = (
            f"{out} is among the files to read and would be overwritten. Give --out "
            f"another name."
        )
        raise InputError(msg)


def _refuse_among_files(options: argparse.Namespace) -> None:
    """Refuse a folder in which the pack's tables would be read as data next time."""
    out = options.out.resolve()
    folders = [Path(file).resolve() for file in options.files if Path(file).is_dir()]
    if any(folder in (out, *out.parents) for folder in folders):
        msg = (
            f"{options.out} is among the files to read, and the pack would be read as "
            f"data next time. Give --out another folder."
        )
        raise InputError(msg)


def _is_read_from(out: Path, source: Path) -> bool:
    """Say whether the file to write is this source, or a csv file in this folder."""
    if not (out.exists() and source.exists()):
        return False
    in_folder = source.resolve() in out.resolve().parents
    return out.samefile(source) or (in_folder and out.suffix.lower() == ".csv")


def _write(out: Path, content: bytes) -> None:
    try:
        out.write_bytes(content)
    except OSError as error:
        msg = f"{out} cannot be written ({error.strerror}). Check its folder."
        raise InputError(msg) from error


def _parser() -> Parser:
    parser = Parser(prog="python -m hotspots", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    checking = commands.add_parser("check", help="rows read, kept and set aside")
    _add_files(checking)
    checking.set_defaults(command=check)
    ranking = commands.add_parser("rank", help="rank a strand's zones")
    _add_method(ranking)
    ranking.set_defaults(command=rank)
    selecting = commands.add_parser("select", help="choose a strand's zones")
    _add_method(selecting)
    selecting.add_argument(
        "--number", type=int, help="how many zones (27 for asb, 24 for violence)"
    )
    selecting.add_argument(
        "--floor", type=int, default=1, help="least in each district (default 1)"
    )
    selecting.set_defaults(command=select)
    comparing = commands.add_parser("compare", help="chosen zones, before and after")
    _add_comparison(comparing)
    comparing.set_defaults(command=compare)
    briefing = commands.add_parser("brief", help="pictures and words to publish")
    _add_files(briefing)
    briefing.add_argument(
        "--settings", help="settings.json of a pack, or settings saved from the app"
    )
    briefing.add_argument("--out", required=True, type=Path, help="folder to write to")
    briefing.add_argument(
        "--record",
        type=Path,
        metavar="FILE.json",
        help="private record of what your packs published: read so that nothing hidden "
        "follows from two of them, and written anew",
    )
    briefing.set_defaults(command=brief)
    sampling = commands.add_parser("sample", help="the built-in, made-up sample")
    sampling.add_argument("--out", required=True, help="folder to write to")
    sampling.set_defaults(command=sample)
    return parser


def _add_files(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "files", nargs="+", metavar="FILES", help="data.police.uk files, folders, zips"
    )
    parser.add_argument("--districts", help="your own districts: GeoJSON, GeoPackage")


def _add_method(parser: argparse.ArgumentParser) -> None:
    _add_files(parser)
    parser.add_argument("--strand", required=True, help=" or ".join(STRANDS))
    parser.add_argument(
        "--months",
        metavar="2025-01:2025-12",
        help="months to choose on, both included (default: the year before patrols, "
        "or else the latest 12 loaded)",
    )
    places = parser.add_mutually_exclusive_group()
    places.add_argument(
        "--zone-width",
        type=int,
        default=Settings.zone_width_m,
        metavar="METRES",
        help="width of a hexagon (default 350)",
    )
    places.add_argument("--zone-file", help="your own zones: GeoJSON, GeoPackage")
    parser.add_argument(
        "--harm-scale",
        default="cchi-kent",
        metavar="NAME|FILE.csv",
        help="cchi-kent, cchi-patrol, ons, equal, cchi-sqrt, or a CSV with the columns "
        "category and weight",
    )
    parser.add_argument(
        "--harm-share",
        type=float,
        default=0.5,
        help="0 ranks by volume alone, 1 by harm alone (default 0.5)",
    )
    parser.add_argument(
        "--include-prisons",
        action="store_true",
        help="let zones that are mostly a prison be chosen",
    )
    parser.add_argument("--out", required=True, type=Path, help="file to write")


def _add_comparison(parser: argparse.ArgumentParser) -> None:
    _add_files(parser)
    parser.add_argument(
        "--zones",
        required=True,
        help="chosen zones: what select wrote as .geojson, or your own polygons",
    )
    parser.add_argument(
        "--strand", help=f"{' or '.join(STRANDS)}, where the zone file does not say"
    )
    for name in ("before", "after"):
        parser.add_argument(
            f"--{name}",
            metavar="2024-01:2024-04",
            help=f"months {name}, both included (default: the 12 months {name} patrols "
            "began, or the longest that the data hold of the same calendar months)",
        )
    parser.add_argument(
        "--patrols-start", metavar="2024-04", help="month in which patrols began"
    )
    parser.add_argument("--out", required=True, type=Path, help="file to write (.csv)")


if __name__ == "__main__":
    sys.exit(main())
