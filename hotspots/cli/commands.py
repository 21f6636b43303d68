"""The command line: its commands, run on the same pipeline as the pages."""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Sequence

from hotspots.cli.briefing import brief
from hotspots.cli.check import check
from hotspots.cli.choosing import rank, select
from hotspots.cli.outcomes import claim, compare, power
from hotspots.cli.parser import parser_of, typed
from hotspots.cli.signals import STOPPED, Ended, ending_on_signals
from hotspots.errors import HotspotsError
from hotspots.sources.opening import shown

BAD_INPUT = 2
# What a shell gives a command that a signal ended: 128 and the signal's number.
BY_SIGNAL = 128


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


def sample(options: argparse.Namespace) -> None:
    """Write a built-in sample: files of data.police.uk, or an extract of offences."""
    from hotspots.presentation.synthetic import MADE_UP
    from hotspots.presentation.words.numbers import counted
    from hotspots.sources.sample import write_sample

    written = write_sample(options.out, kind=options.kind)
    print(f"{counted(len(written), 'file')} written to {options.out}.")
    print(MADE_UP)


COMMANDS = {
    command.__name__: command
    for command in (check, rank, select, compare, power, claim, brief, sample)
}
