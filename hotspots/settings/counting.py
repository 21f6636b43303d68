"""What a strand may count: categories of data.police.uk, or offences of an extract."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

# Stands for every type of antisocial behaviour, and for incidents with no type given.
ALL = "all"


@dataclass(frozen=True, kw_only=True)
class IncidentKind:
    """A kind of incident of an extract: what all incidents of one category share.

    Attributes
    ----------
    category
        Its name in the incidents table.
    weighed_as
        What a harm scale calls it: the offence class, or the type of behaviour.
    title
        What people call it, without the flags.
    group, subgroup
        Group and subgroup of the offence class; empty for antisocial behaviour and for
        offences that the table of offences does not have.
    offence_class
        Its class; empty as before.
    is_asb
        Whether it is antisocial behaviour.
    asb_type
        Its type; empty if none is given.
    flags
        Flags that all its incidents carry.
    """

    category: str
    weighed_as: str
    title: str
    group: str = ""
    subgroup: str = ""
    offence_class: str = ""
    is_asb: bool = False
    asb_type: str = ""
    flags: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Notes:
    """What must be said wherever a way of counting is shown; empty for nothing."""

    page: str = ""
    caption: str = ""
    picture: str = ""


@dataclass(frozen=True, kw_only=True)
class PublicWords:
    """What the public reads a strand as.

    Attributes
    ----------
    name
        What it is about.
    incidents, in_short
        What is counted, in full and once it is known what is meant.
    most
        What places with the highest scores have most of.
    """

    name: str
    incidents: str
    in_short: str = "incidents"
    most: str


@dataclass(frozen=True, kw_only=True)
class Counting:
    """One way in which a strand can count, and its words.

    Attributes
    ----------
    name
        Its name in settings and links.
    option, caption
        What it is called as a choice, and what there is to know of it.
    title, noun
        Over a map, and of its incidents in a sentence.
    short, public
        Its short name and what the public reads it as, where not as the strand.
    notes
        What must be said with it.
    categories
        Categories of data.police.uk that count.
    offence_classes, offence_groups, offence_subgroups
        Offences of an extract that count: in any of these.
    offence_classes_left_out
        Of these, classes that do not.
    asb_types, asb_types_left_out
        Types of antisocial behaviour that count and that do not; `ALL` for every one.
    flags, flags_in_groups
        An offence of these groups (none: of any) that has one of these flags counts
        too.
    flags_needed, flags_left_out
        Only what has one of these flags counts, where any is named; and nothing that
        has one of those.
    """

    name: str
    option: str
    title: str
    noun: str
    caption: str = ""
    short: str = ""
    public: PublicWords | None = None
    notes: Notes = field(default_factory=Notes)
    categories: tuple[str, ...] = ()
    offence_classes: tuple[str, ...] = ()
    offence_groups: tuple[str, ...] = ()
    offence_subgroups: tuple[str, ...] = ()
    offence_classes_left_out: tuple[str, ...] = ()
    asb_types: tuple[str, ...] = ()
    asb_types_left_out: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    flags_in_groups: tuple[str, ...] = ()
    flags_needed: tuple[str, ...] = ()
    flags_left_out: tuple[str, ...] = ()

    def counts(self, kind: IncidentKind) -> bool:
        """Say whether incidents of a kind count.

        Examples
        --------
        >>> knife = Counting(
        ...     name="knife", option="", title="", noun="",
        ...     flags=("knife",),
        ...     offence_groups=("Robbery",), flags_left_out=("domestic abuse",))
        >>> threat = {"category": "", "weighed_as": "3B", "title": "Threats to kill"}
        >>> knife.counts(IncidentKind(**threat))
        False
        >>> knife.counts(IncidentKind(**threat, flags=frozenset({"knife"})))
        True
        >>> both = frozenset({"knife", "domestic abuse"})
        >>> knife.counts(IncidentKind(**threat, flags=both))
        False
        """
        if self.flags_needed and not kind.flags & set(self.flags_needed):
            return False
        if kind.flags & set(self.flags_left_out):
            return False
        return self._counts_asb(kind) if kind.is_asb else self._counts_offence(kind)

    def _counts_asb(self, kind: IncidentKind) -> bool:
        if kind.asb_type in self.asb_types_left_out:
            return False
        return ALL in self.asb_types or kind.asb_type in self.asb_types

    def _counts_offence(self, kind: IncidentKind) -> bool:
        if kind.offence_class in self.offence_classes_left_out:
            return False
        named = (
            kind.offence_class in self.offence_classes
            or kind.group in self.offence_groups
            or kind.subgroup in self.offence_subgroups
        )
        in_groups = not self.flags_in_groups or kind.group in self.flags_in_groups
        return named or (in_groups and bool(kind.flags & set(self.flags)))

    @property
    def flags_named(self) -> frozenset[str]:
        """Flags that decide what counts."""
        return frozenset((*self.flags, *self.flags_needed, *self.flags_left_out))


@dataclass(frozen=True, kw_only=True)
class PoliceGenerated:
    """What comes to light because police look for it, such as drugs and weapons."""

    categories: tuple[str, ...] = ()
    offence_groups: tuple[str, ...] = ()
    offence_classes: tuple[str, ...] = ()

    def holds(self, kind: IncidentKind) -> bool:
        """Say whether a kind of incident is found by police."""
        return (
            kind.group in self.offence_groups
            or kind.offence_class in self.offence_classes
        )


@dataclass(frozen=True, kw_only=True)
class Definition:
    """A strand as a file defines it.

    Attributes
    ----------
    name
        Its name in settings, links and on the command line.
    short, public
        A short name for people, and what the public reads it as.
    n_zones, floor
        How many zones are chosen, and how many at least in each district; None where
        the floor is that of all strands.
    colours
        Name of the colours of its maps.
    from_police_uk, from_extracts
        The ways in which it can count, the usual one first.
    police_generated
        What comes to light because police look for it.
    """

    name: str
    short: str
    public: PublicWords
    n_zones: int
    floor: int | None = None
    colours: str = ""
    from_police_uk: tuple[Counting, ...] = ()
    from_extracts: tuple[Counting, ...] = ()
    police_generated: PoliceGenerated = field(default_factory=PoliceGenerated)

    @property
    def flags_named(self) -> frozenset[str]:
        """Flags of an extract that decide what counts."""
        return frozenset[str]().union(
            *(each.flags_named for each in self.from_extracts)
        )

    def of_categories(self, categories: Sequence[str]) -> Counting | None:
        """Return the way of counting that counts just these categories."""
        found = (c for c in self.from_police_uk if c.categories == tuple(categories))
        return next(found, None)

    def of_extract(self, name: str) -> Counting | None:
        """Return a way of counting an extract by its name; the usual one for none."""
        if not self.from_extracts:
            return None
        found = (each for each in self.from_extracts if each.name == name)
        return next(found, self.from_extracts[0])


def flags_named(definitions: Iterable[Definition]) -> frozenset[str]:
    """Return the flags of an extract that any strand asks for."""
    return frozenset[str]().union(*(each.flags_named for each in definitions))
