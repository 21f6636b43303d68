"""Finding settings in the table: by name, by part of a page, all of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from hotspots.settings.choices import SHARED
from hotspots.settings.declaring import AskedOn, Setting
from hotspots.settings.strand import OF_STRAND


def setting_named(name: str) -> Setting:
    """Return a setting by the name of its field."""
    return next(each for each in (*SHARED, *OF_STRAND) if each.name == name)


def settings_asked(part: AskedOn) -> list[Setting]:
    """Return the settings that a part of a page asks for, those of a strand first."""
    return [each for each in (*OF_STRAND, *SHARED) if part in each.asked_on]


def each_setting(strands: Iterable[str]) -> Iterator[tuple[Setting, str]]:
    """Go through every setting: those shared, then each strand's own with its name."""
    yield from ((each, "") for each in SHARED)
    for strand in strands:
        yield from ((each, strand) for each in OF_STRAND)
