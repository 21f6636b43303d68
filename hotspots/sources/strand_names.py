"""What strands may name: offence classes and groups, types of antisocial behaviour."""

from __future__ import annotations

import difflib
import functools
from collections.abc import Iterable, Mapping, Sequence

from hotspots.errors import InputError
from hotspots.settings import CATEGORIES
from hotspots.settings.counting import ALL, Counting, Definition
from hotspots.sources.force_extract.values.asb import asb_types
from hotspots.sources.force_extract.values.flags import MEANINGS
from hotspots.sources.force_extract.values.offences import standard_classes

FLAGS = tuple(name for name, _ in MEANINGS)


@functools.cache
def names_of_lists() -> Mapping[str, tuple[str, ...]]:
    """Return what each list of a way of counting can name, in the order of the tables.

    Flags are not among them: an extract's columns can mean any.

    Examples
    --------
    >>> names_of_lists()["offence_groups"][:2]
    ('Violence against the person', 'Theft offences')
    """
    classes = standard_classes()
    names = tuple(map(str, classes["offence_class"]))
    groups = tuple(classes["offence_group"].dropna().unique())
    subgroups = tuple(classes["offence_subgroup"].dropna().unique())
    types = tuple(asb_types()["asb_type"])
    return {
        "offence_groups": groups,
        "offence_subgroups": subgroups,
        "offence_classes": names,
        "offence_classes_left_out": names,
        "asb_types": (ALL, *types),
        "asb_types_left_out": types,
        "flags_in_groups": groups,
    }


def refuse_unknown_names(definitions: Iterable[Definition]) -> None:
    """Refuse strands that name a category, an offence or a type that no table has.

    Such a name would count nothing, and nobody would be told.

    Raises
    ------
    InputError
        Naming the strand, the name, and the one that is most like it.
    """
    for each in definitions:
        for way in each.from_police_uk:
            _refuse(each, way, "categories", CATEGORIES)
        for way in each.from_extracts:
            for key, known in names_of_lists().items():
                _refuse(each, way, key, known)


def _refuse(
    definition: Definition, way: Counting, key: str, known: Sequence[str]
) -> None:
    for name in getattr(way, key):
        if name in known:
            continue
        alike = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
        hint = f" Did you mean “{alike[0]}”?" if alike else ""
        msg = (
            f"The strand “{definition.short}” names “{name}” in “{key}” of "
            f"“{way.name}”, which is in no table of categories or offences.{hint}"
        )
        raise InputError(msg)
