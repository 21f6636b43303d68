"""The parser of the command line: the arguments of every command, and their help."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NoReturn

from hotspots.cli.arguments import (
    STRANDS_HELP,
    ZONE_FILE_HELP,
    add_chosen_on,
    add_files,
    add_settings,
    add_zone_file,
)
from hotspots.errors import InputError
from hotspots.sources.sample import OPENS_WITH, SAMPLES

DESCRIPTION = """Rank zones, choose among them, compare them and write the newsletter's
pack, as the pages do.

The exit status is 0, or 2 with a message on standard error if something cannot be used.
"""
# A fall in per cent: its minus, before a number and its sign.
FALL = re.compile(r"^-(?=[\d.]+\s*%$)")
Command = Callable[[argparse.Namespace], None]


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


def typed(arguments: Sequence[str]) -> list[str]:
    """Return arguments as argparse reads them: it takes -6.3% for an option."""
    return [FALL.sub("\N{MINUS SIGN}", one) for one in arguments]


def _per_cent(text: str) -> float:
    """Read a per cent as claims write it, with either minus and its sign or none."""
    try:
        return float(text.strip().removesuffix("%").replace("\N{MINUS SIGN}", "-"))
    except ValueError:
        msg = f"{text!r} is not a number of per cent, such as -6.3"
        raise argparse.ArgumentTypeError(msg) from None


def _add_check(parser: argparse.ArgumentParser) -> None:
    add_files(parser)
    parser.add_argument(
        "--save-columns",
        type=Path,
        metavar="MAPPING.json",
        help="write what the columns of an extract were taken for, to look at and to "
        "give with --columns",
    )


def _add_method(parser: argparse.ArgumentParser, *, command: str) -> None:
    add_files(parser)
    parser.add_argument(
        "--strand",
        required=command == "rank",
        help=f"{STRANDS_HELP}{', unless --joint' if command == 'select' else ''}",
    )
    zones = parser.add_mutually_exclusive_group()
    add_settings(parser, command, {"--zone-width": zones})
    zones.add_argument("--zone-file", help=ZONE_FILE_HELP)
    add_zone_file(parser)
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


def _add_comparison(parser: argparse.ArgumentParser) -> None:
    add_files(parser)
    parser.add_argument(
        "--zones",
        required=True,
        help="chosen zones: what select wrote, or your own polygons",
    )
    parser.add_argument(
        "--strand", help=f"{STRANDS_HELP}, if the zone file does not say"
    )
    add_zone_file(parser)
    add_chosen_on(parser)
    parser.add_argument(
        "--patrol-log",
        metavar="LOG.csv",
        help="your patrol log (zone, date, hours or visits): with a force's extract, "
        "days with a patrol are compared with days without, and with a year before",
    )
    add_settings(parser, "compare")
    parser.add_argument("--out", required=True, type=Path, help="file to write (.csv)")


def _add_brief(parser: argparse.ArgumentParser) -> None:
    add_files(parser)
    parser.add_argument(
        "--settings", help="settings.json of a pack, or settings saved from the app"
    )
    parser.add_argument(
        "--earlier",
        action="append",
        metavar="FILE",
        help="an earlier list of a strand, as select wrote it: the pack says how many "
        "hotspots are new and gone (once for each strand)",
    )
    parser.add_argument("--zone-file", help=ZONE_FILE_HELP)
    parser.add_argument(
        "--zones",
        action="append",
        metavar="[STRAND=]FILE",
        help="zones really patrolled, of which the pack then speaks: a list written "
        "here, or your own polygons; for every strand unless the file or STRAND says "
        "which; give it again for another strand",
    )
    add_chosen_on(parser)
    add_zone_file(parser)
    parser.add_argument("--out", required=True, type=Path, help="folder to write to")
    parser.add_argument(
        "--record",
        type=Path,
        metavar="FILE.json",
        help="private record of what your packs published; it keeps two packs together "
        "from showing what each hides, and is updated",
    )


def _add_power(parser: argparse.ArgumentParser) -> None:
    add_files(parser)
    parser.add_argument(
        "--strand", help=f"{STRANDS_HELP}, if the zone file does not say"
    )
    chosen = parser.add_mutually_exclusive_group()
    add_settings(parser, "select", {"--number": chosen})
    chosen.add_argument("--zones", help="chosen zones: what select wrote")
    parser.add_argument(
        "--months-after",
        type=int,
        default=12,
        metavar="MONTHS",
        help="months with patrols (default 12)",
    )


def _add_claim(parser: argparse.ArgumentParser) -> None:
    add_files(parser, least="*")
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
        help=f"{STRANDS_HELP}, of the files (default: the last of them)",
    )


def _add_sample(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", required=True, help="folder to write to")
    parser.add_argument(
        "--kind",
        choices=SAMPLES,
        default=OPENS_WITH,
        help="offences as a police force exports them, unless set, or files of "
        "data.police.uk",
    )


# What each command does, and what adds its arguments.
ARGUMENTS: Mapping[str, tuple[str, Callable[[argparse.ArgumentParser], None]]] = {
    "check": ("say which rows and months were read, and what looks wrong", _add_check),
    "rank": ("rank the zones of a strand", partial(_add_method, command="rank")),
    "select": ("choose zones of a strand", partial(_add_method, command="select")),
    "compare": ("compare chosen zones before and after", _add_comparison),
    "brief": ("write pictures and words to publish", _add_brief),
    "power": ("say what fall could be seen", _add_power),
    "claim": ("check “18 of 24 hotspots fell”", _add_claim),
    "sample": ("write the built-in, made-up sample", _add_sample),
}


def parser_of(commands_by_name: Mapping[str, Command]) -> Parser:
    """Return the parser of the command line.

    Parameters
    ----------
    commands_by_name
        What each command runs.
    """
    parser = Parser(prog="python -m hotspots", description=DESCRIPTION)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, (what, add_arguments) in ARGUMENTS.items():
        # A command's own help begins with what it does.
        command = commands.add_parser(
            name, help=what, description=f"{what.capitalize()}."
        )
        add_arguments(command)
        command.set_defaults(command=commands_by_name[name])
    return parser
