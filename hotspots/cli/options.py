"""Arguments of the command line, and the settings and files that they name.

Long because it holds the options of them all.
"""

from __future__ import annotations

import argparse
import dataclasses
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from hotspots.cli.saying import warn
from hotspots.cli.writing import read_bytes
from hotspots.errors import InputError
from hotspots.months import Period
from hotspots.settings import (
    OF_STRAND,
    SHARED,
    Setting,
    Settings,
    built_in_strands,
)
from hotspots.settings.kinds import Kind, Share, Whole, YesNo
from hotspots.settings.kinds_of_lists import Distance
from hotspots.settings.kinds_of_strand import Scale
from hotspots.sources.sample import OPENS_WITH, SAMPLES

if TYPE_CHECKING:
    from hotspots.sources.shapes.boundaries import Districts
    from hotspots.sources.shapes.zone_columns import ZoneFileOptions
    from hotspots.sources.shapes.zone_files import ChosenZones, ZonePolygons

DESCRIPTION = """Rank zones, choose among them, compare them and write the newsletter's
pack, as the pages do.

The exit status is 0, or 2 with a message on standard error if something cannot be used.
"""

_STRANDS_HELP = f"{' or '.join(built_in_strands())}, or one of your --strands"

_ZONE_FILE_HELP = (
    "file of your own zones (GeoParquet, GeoPackage, GeoJSON, KML, shapefile, ...)"
)

# The setting that is of the one list, where one is asked for.
NUMBER = "n_zones"

# A fall in per cent: its minus, before a number and its sign.
FALL = re.compile(r"^-(?=[\d.]+\s*%$)")

Command = Callable[[argparse.Namespace], None]

# Kinds of settings that argparse reads; the others are read from their text.
TYPES: Mapping[type[Kind], Callable[[str], Any]] = {
    Whole: int,
    Share: float,
    Distance: int,
}


class Parser(argparse.ArgumentParser):
    """A parser whose complaints are one sentence, without the usage."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with a command's arguments, name its help, and stop."""
        msg = f"{message[0].upper()}{message[1:]}. See {self.prog} --help."
        raise InputError(msg)

    def parse_known_args(  # type: ignore[override]
        self,
        args: Sequence[str] | None = None,
        namespace: argparse.Namespace | None = None,
    ) -> tuple[argparse.Namespace, list[str]]:
        """Parse arguments; those that a command does not know are its own fault."""
        found, unknown = super().parse_known_args(args, namespace)
        if unknown:
            self.error(f"unrecognized arguments: {' '.join(unknown)}")
        return found, unknown

    def format_help(self) -> str:
        """Return the help, with the harm scales that there are."""
        from hotspots.sources.harm_scales import scale_names

        return super().format_help().replace("{scales}", ", ".join(scale_names()))


def districts_of(options: argparse.Namespace) -> Districts | None:
    """Read the user's own districts; None where none are given."""
    if options.districts is None:
        return None
    from hotspots.sources.shapes.boundaries import read_districts

    return read_districts(options.districts)


def polygons_of(options: argparse.Namespace) -> dict[str, Any]:
    """Read the user's own districts and zones, as the pipeline takes them."""
    polygons: ZonePolygons | None = None
    if options.zone_file is not None:
        from hotspots.sources.shapes.zone_files import read_zones

        polygons = read_zones(options.zone_file, zone_file_options(options))
    return {"districts": districts_of(options), "zone_polygons": polygons}


def zone_file_options(options: argparse.Namespace) -> ZoneFileOptions:
    """Return the layer and the columns that the command line names."""
    from hotspots.sources.shapes.zone_columns import ZoneFileOptions

    return ZoneFileOptions(
        options.layer, options.zone_id_column, options.zone_name_column
    )


def with_options(
    settings: Settings, options: argparse.Namespace, strand: str
) -> Settings:
    """Return settings with those that the command line sets.

    Parameters
    ----------
    settings
        What holds where the command line sets nothing.
    options
        The command line, parsed.
    strand
        The strand whose own settings are set.
    """
    from hotspots.sources.weight_files import is_weight_file

    for each in (*SHARED, *OF_STRAND):
        value = getattr(options, each.option.dest, None) if each.option else None
        if value is None or (each.name == NUMBER and getattr(options, "joint", None)):
            continue
        if isinstance(each.kind, Scale) and is_weight_file(value):
            settings = settings.with_strand(strand, **_own_scale(Path(value)))
        else:
            settings = each.put(settings, _read(each, value), strand)
    return settings


def joint_settings(settings: Settings, options: argparse.Namespace) -> Settings:
    """Return settings of one list over all strands, with what the command line sets.

    Options of single strands, such as the harm scale, are those of the strand named,
    or of every strand where none is.
    """
    names = list(settings.strands) if options.strand is None else [options.strand]
    for name in names:
        settings = with_options(settings, options, name)
    if options.number is not None:
        settings = dataclasses.replace(settings, joint_zones=options.number)
    return settings


def with_chosen_on(settings: Settings, options: argparse.Namespace) -> Settings:
    """Return settings with the months that the command line says zones rest on."""
    if options.chosen_on is None:
        return settings
    return dataclasses.replace(settings, chosen_on=Period.parse(options.chosen_on))


def with_months(zones: ChosenZones, options: argparse.Namespace) -> ChosenZones:
    """Return a list with the months that the command line says it rests on."""
    if options.chosen_on is None:
        return zones
    return dataclasses.replace(zones, chosen_on=Period.parse(options.chosen_on))


def _add_chosen_on(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--chosen-on",
        metavar="2023-04:2024-03",
        help="months that the zones were chosen on, where their file does not say "
        "(default: not known, and so no verdict)",
    )


def _read(each: Setting, value: Any) -> Any:  # noqa: ANN401
    # Numbers and flags are read by argparse.
    return each.kind.from_text(value, each.what) if isinstance(value, str) else value


def _own_scale(path: Path) -> dict[str, Any]:
    from hotspots.presentation.words.escaping import as_text
    from hotspots.presentation.words.weight_files import weight_file_notes
    from hotspots.sources.weight_files import read_weights

    read = read_weights(read_bytes(path), name=path.name)
    warn(as_text(note) for note in weight_file_notes(read))
    scale = read.scale
    return {
        "harm_scale": scale.name,
        "weights": tuple(scale.weights.items()),
        "harm_unit": scale.unit,
    }


def parser_of(commands_by_name: Mapping[str, Command]) -> Parser:
    """Return the parser of the command line."""
    parser = Parser(prog="python -m hotspots", description=DESCRIPTION)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    checking = _command(
        commands,
        "check",
        help="say which rows and months were read, and what looks wrong",
    )
    _add_files(checking)
    checking.add_argument(
        "--save-columns",
        type=Path,
        metavar="MAPPING.json",
        help="write what the columns of an extract were taken for, to look at and to "
        "give with --columns",
    )
    checking.set_defaults(command=commands_by_name["check"])
    ranking = _command(commands, "rank", help="rank the zones of a strand")
    _add_method(ranking, "rank")
    ranking.set_defaults(command=commands_by_name["rank"])
    selecting = _command(commands, "select", help="choose zones of a strand")
    _add_method(selecting, "select")
    selecting.set_defaults(command=commands_by_name["select"])
    comparing = _command(
        commands, "compare", help="compare chosen zones before and after"
    )
    _add_comparison(comparing)
    comparing.set_defaults(command=commands_by_name["compare"])
    briefing = _command(commands, "brief", help="write pictures and words to publish")
    _add_files(briefing)
    briefing.add_argument(
        "--settings", help="settings.json of a pack, or settings saved from the app"
    )
    briefing.add_argument(
        "--earlier",
        action="append",
        metavar="FILE",
        help="an earlier list of a strand, as select wrote it: the pack says how many "
        "hotspots are new and gone (once for each strand)",
    )
    briefing.add_argument("--zone-file", help=_ZONE_FILE_HELP)
    briefing.add_argument(
        "--zones",
        action="append",
        metavar="[STRAND=]FILE",
        help="zones really patrolled, of which the pack then speaks: a list written "
        "here, or your own polygons; for every strand unless the file or STRAND says "
        "which; give it again for another strand",
    )
    _add_chosen_on(briefing)
    _add_zone_file(briefing)
    briefing.add_argument("--out", required=True, type=Path, help="folder to write to")
    briefing.add_argument(
        "--record",
        type=Path,
        metavar="FILE.json",
        help="private record of what your packs published; it keeps two packs together "
        "from showing what each hides, and is updated",
    )
    briefing.set_defaults(command=commands_by_name["brief"])
    _add_power(_command(commands, "power", help="say what fall could be seen"))
    _add_claim(_command(commands, "claim", help="check “18 of 24 hotspots fell”"))
    for name in ("power", "claim"):
        commands.choices[name].set_defaults(command=commands_by_name[name])
    sampling = _command(commands, "sample", help="write the built-in, made-up sample")
    sampling.add_argument("--out", required=True, help="folder to write to")
    sampling.add_argument(
        "--kind",
        choices=SAMPLES,
        default=OPENS_WITH,
        help="offences as a police force exports them, unless set, or files of "
        "data.police.uk",
    )
    sampling.set_defaults(command=commands_by_name["sample"])
    return parser


def _add_power(parser: argparse.ArgumentParser) -> None:
    _add_files(parser)
    parser.add_argument(
        "--strand", help=f"{_STRANDS_HELP}, if the zone file does not say"
    )
    chosen = parser.add_mutually_exclusive_group()
    _add_settings(parser, "select", {"--number": chosen})
    chosen.add_argument("--zones", help="chosen zones: what select wrote")
    parser.add_argument(
        "--months-after",
        type=int,
        default=12,
        metavar="MONTHS",
        help="months with patrols (default 12)",
    )


def _per_cent(text: str) -> float:
    """Read a per cent as claims write it, with either minus and its sign or none."""
    try:
        return float(text.strip().removesuffix("%").replace("\N{MINUS SIGN}", "-"))
    except ValueError:
        msg = f"{text!r} is not a number of per cent, such as -6.3"
        raise argparse.ArgumentTypeError(msg) from None


def typed(arguments: Sequence[str]) -> list[str]:
    """Return arguments as argparse reads them: it takes -6.3% for an option."""
    return [FALL.sub("\N{MINUS SIGN}", one) for one in arguments]


def _command(
    commands: argparse._SubParsersAction[Parser],
    name: str,
    *,
    help: str,  # noqa: A002
) -> Parser:
    """Add a command, whose own help begins with what it does."""
    return commands.add_parser(name, help=help, description=f"{help.capitalize()}.")


def _add_claim(parser: argparse.ArgumentParser) -> None:
    _add_files(parser, least="*")
    for flag, what in (
        ("--zones-total", "how many hotspots the claim is about"),
        ("--fell", "how many of them fell"),
    ):
        parser.add_argument(flag, type=int, required=True, help=what)
    parser.add_argument(
        "--county",
        type=_per_cent,
        default=0.0,
        metavar="PERCENT",
        help="change of the county in per cent, such as -6.3",
    )
    for when in ("before", "after"):
        parser.add_argument(
            f"--{when}",
            metavar="COUNTS",
            help=f"incidents {when}: one number a hotspot, with commas, or their mean",
        )
    parser.add_argument(
        "--strand",
        help=f"{_STRANDS_HELP}, of the files (default: the last of them)",
    )


def _add_files(parser: argparse.ArgumentParser, *, least: str = "+") -> None:
    parser.add_argument(
        "files",
        nargs=least,
        metavar="FILES",
        help="files, folders or zips of data.police.uk, or extracts of a police force "
        "(CSV, TSV, XLSX, Parquet)",
    )
    parser.add_argument(
        "--districts",
        help="file of your own districts (GeoJSON, GeoPackage or zipped shapefile)",
    )

    parser.add_argument(
        "--columns",
        action="append",
        metavar="MAPPING.json",
        help="which column of a force's extract is what, as the app or check saved it",
    )
    parser.add_argument(
        "--strands",
        metavar="STRANDS.json",
        help="your own strands, written like data/strands.json",
    )


def files_of(options: argparse.Namespace) -> list[str]:
    """Return the files given, with the one that says which column is what."""
    return [*options.files, *(options.columns or [])]


def settings_of(options: argparse.Namespace) -> Settings:
    """Return the settings to start from: those of the user's own strands, if given."""
    if options.strands is None:
        return Settings()
    from hotspots.settings.strand_files import read_definitions
    from hotspots.sources.strand_names import refuse_unknown_names

    path = Path(options.strands)
    definitions = read_definitions(read_bytes(path), name=path.name)
    refuse_unknown_names(definitions)
    return Settings.with_definitions(definitions)


def _add_settings(
    parser: argparse.ArgumentParser,
    command: str,
    groups: Mapping[str, argparse._MutuallyExclusiveGroup] | None = None,
) -> None:
    """Add the options of all settings that a command takes.

    Parameters
    ----------
    parser
        The command's parser.
    command
        Its name.
    groups
        The group that a flag belongs to, for those that exclude another.
    """
    for each in (*SHARED, *OF_STRAND):
        option = each.option
        if option is None or command not in option.commands:
            continue
        to = (groups or {}).get(option.flag, parser)
        if isinstance(each.kind, YesNo):
            to.add_argument(
                option.flag, action="store_true", default=None, help=option.help
            )
            continue
        if option.flag_of_zero:
            to = to.add_mutually_exclusive_group()
            to.add_argument(
                option.flag_of_zero,
                action="store_const",
                const=0,
                dest=option.dest,
                help=f"the same as {option.flag} 0",
            )
        to.add_argument(
            option.flag,
            type=TYPES.get(type(each.kind), str),
            metavar=option.metavar,
            help=f"{option.help}{_default(each, command)}",
        )


def _default(each: Setting, command: str) -> str:
    if each.of_strand and each.default is dataclasses.MISSING:
        own = [
            f"{getattr(strand, each.name)} for {name}"
            for name, strand in built_in_strands().items()
        ]
        return f" (default {', '.join(own)})"
    if not each.default:
        return ""
    # The file of chosen zones says with which settings they were made.
    of_file = "that of the zone file, or " if command == "compare" else ""
    return f" (default {of_file}{each.default})"


def _add_method(parser: argparse.ArgumentParser, command: str) -> None:
    _add_files(parser)
    parser.add_argument(
        "--strand",
        required=command == "rank",
        help=f"{_STRANDS_HELP}{', unless --joint' if command == 'select' else ''}",
    )
    zones = parser.add_mutually_exclusive_group()
    _add_settings(parser, command, {"--zone-width": zones})
    zones.add_argument("--zone-file", help=_ZONE_FILE_HELP)
    _add_zone_file(parser)
    if command == "select":
        parser.add_argument(
            "--earlier",
            metavar="FILE|MONTHS",
            help="another list to set this one beside: a file of zones, or the months "
            "that it would be chosen on",
        )
        parser.add_argument(
            "--in-and-out",
            type=Path,
            metavar="FILE.csv",
            help="file to write of what is in both lists, new and gone, and why",
        )
    formats = "such as .csv, .xlsx or .geojson" if command == "select" else ".csv"
    parser.add_argument(
        "--out", required=True, type=Path, help=f"file to write ({formats})"
    )


def _add_zone_file(parser: argparse.ArgumentParser) -> None:
    """Add what a file of zones may need to be told."""
    parser.add_argument(
        "--layer", help="layer of the zone file, where it holds several of polygons"
    )
    parser.add_argument(
        "--zone-id-column", metavar="COLUMN", help="column of the zones' ids"
    )
    parser.add_argument(
        "--zone-name-column", metavar="COLUMN", help="column of the zones' names"
    )


def _add_comparison(parser: argparse.ArgumentParser) -> None:
    _add_files(parser)
    parser.add_argument(
        "--zones",
        required=True,
        help="chosen zones: what select wrote, or your own polygons",
    )
    parser.add_argument(
        "--strand", help=f"{_STRANDS_HELP}, if the zone file does not say"
    )
    _add_zone_file(parser)
    _add_chosen_on(parser)
    parser.add_argument(
        "--patrol-log",
        metavar="LOG.csv",
        help="your patrol log (zone, date, hours or visits): with a force's extract, "
        "days with a patrol are compared with days without, and with a year before",
    )
    _add_settings(parser, "compare")
    parser.add_argument("--out", required=True, type=Path, help="file to write (.csv)")
