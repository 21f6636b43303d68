"""How a setting is declared: once, beside its default, with all that follows from it.

A declaration is the metadata of a dataclass field. The visit's memory, links, widgets,
the settings in force on the method page, the options of the command line and the keys
of cached stages are made from it: a new setting touches this folder, and the stage of
the method that reads it.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from hotspots.settings.kinds import Kind

# Where a dataclass field keeps its declaration.
DECLARED = "setting"


class Stage(StrEnum):
    """A stage of the method that reads settings."""

    ZONE = "zone"
    COUNT = "count"
    RANK = "rank"
    CHOOSE = "choose"
    JOINT = "one list over all strands"
    COMPARE = "compare"
    CHECK_MONTHS = "check months"


# What each stage builds on: it is done again whenever that is.
BUILDS_ON = {
    Stage.COUNT: Stage.ZONE,
    Stage.RANK: Stage.COUNT,
    Stage.CHOOSE: Stage.RANK,
    Stage.JOINT: Stage.CHOOSE,
    Stage.COMPARE: Stage.CHOOSE,
}


class AskedOn(StrEnum):
    """Where a visitor is asked for a setting: a part of a page."""

    SIDEBAR = "sidebar"
    NUMBERS = "choose zones: numbers"
    CANDIDATES = "choose zones: candidates"
    RULES = "choose zones: rules"
    BY_HAND = "choose zones: by hand"
    WHICH_LIST = "choose zones: which list"
    JOINT = "choose zones: one list"
    WEIGHING = "rank zones: weighing"
    PERIODS = "patrol outcomes: periods"
    BUFFERS = "patrol outcomes: buffers"
    MONTHS = "data: months"


@dataclass(frozen=True, kw_only=True)
class Option:
    """How the command line takes a setting.

    Attributes
    ----------
    flag
        Such as `--floor`.
    commands
        The commands that take it.
    help
        What it does; the default is added.
    metavar
        What stands for the value in the help.
    flag_of_zero
        Another flag, which sets 0.
    """

    flag: str
    commands: tuple[str, ...]
    help: str
    metavar: str | None = None
    flag_of_zero: str = ""

    @property
    def dest(self) -> str:
        """The name under which argparse keeps it."""
        return self.flag.removeprefix("--").replace("-", "_")


@dataclass(frozen=True, kw_only=True)
class Setting:
    """One setting.

    Attributes
    ----------
    kind
        What a value may be.
    stage
        First stage of the method that reads it.
    heading
        What it is called among the settings in force.
    what
        What it is called at the beginning of a sentence that refuses a value.
    key
        Its name in a link, and the key of its widget; empty if no page asks for it.
    label, help
        Words over its widget, where they are not the heading, and beside it.
    asked_on
        The parts of pages that ask for it.
    option
        How the command line takes it.
    of_several
        Whether it matters only to a strand that counts several categories.
    name, default, of_strand
        Filled in from the field: its name, its default, whether each strand has its
        own.
    """

    kind: Kind
    stage: Stage
    heading: str
    what: str
    key: str = ""
    label: str = ""
    help: str = ""
    asked_on: tuple[AskedOn, ...] = ()
    option: Option | None = None
    of_several: bool = False
    name: str = ""
    default: Any = None
    of_strand: bool = False

    def key_of(self, strand: str = "") -> str:
        """Return its name in a link and the key of its widget.

        Parameters
        ----------
        strand
            The strand, if each strand has its own.
        """
        return f"{strand}-{self.key}" if self.of_strand else self.key

    def check(self, value: Any) -> None:  # noqa: ANN401
        """Refuse a value with which no figure could be made."""
        self.kind.check(value, self.what)

    def value_in(self, settings: Any, strand: str = "") -> Any:  # noqa: ANN401
        """Return its value in settings; of a strand's own, that of this strand."""
        holder = settings.strand(strand) if self.of_strand else settings
        return getattr(holder, self.name)

    def put(self, settings: Any, value: Any, strand: str = "") -> Any:  # noqa: ANN401
        """Return settings with another value of it."""
        changed = {self.name: value}
        if self.of_strand:
            return settings.with_strand(strand, **changed)
        return replace(settings, **changed)


def setting(default: Any, **declared: Any) -> Any:  # noqa: ANN401
    """Declare a dataclass field as a setting.

    Parameters
    ----------
    default
        Its default; a field without one is given `...`.
    declared
        The attributes of `Setting`.
    """
    metadata = {DECLARED: Setting(**declared)}
    if default is ...:
        return field(metadata=metadata)
    return field(default=default, metadata=metadata)
