"""What is said of a user's own file of weights."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from hotspots.presentation.words.escaping import plain
from hotspots.presentation.words.numbers import counted, first_of, listed, number
from hotspots.presentation.words.ranking import weight
from hotspots.settings import CATEGORIES, Strand
from hotspots.sources.harm_scales import HarmScale
from hotspots.sources.weight_files import JoinedRows, WeightFile, title_of

HOW_TO_LOAD = (
    "A workbook or CSV with a column of offences (Home Office codes, offence classes, "
    "titles, types of antisocial behaviour or categories of data.police.uk) and a "
    "column of weights. It replaces the weights of the scale for what it names."
)
# So many names stand in a sentence.
MOST_NAMED = 6


def weight_file_notes(file: WeightFile) -> list[str]:
    """Say which columns a file of weights was read by, and what it does not weigh."""
    columns = file.columns
    named = [*columns.codes, *([columns.title] if columns.title else [])]
    notes = [
        f"{plain(file.scale.name)}: {counted(file.n_rows, 'row')} read; weights from "
        f"the column “{plain(columns.weight)}”, offences from "
        f"{listed([f'“{plain(name)}”' for name in named])}."
    ]
    if file.not_known:
        notes.append(
            "Not known as an offence, a class or a category, so not used: "
            f"{_some(file.not_known)}."
        )
    if file.without_weight:
        notes.append(f"No weight given, so not used: {_some(file.without_weight)}.")
    if file.joined:
        notes.append(
            "Several rows belong to one offence class and weigh differently; the class "
            f"weighs their median: {_some([_joined(each) for each in file.joined])}."
        )
    return notes


def kept_sentence(titles: Sequence[str], *, scale: str) -> str:
    """Say which kinds that count the file does not weigh, or nothing."""
    if not titles:
        return ""
    return (
        f"Not in the file, so weighed by the scale “{plain(scale)}” as before: "
        f"{_some(titles)}."
    )


def taken_sentence(n_changed: int, *, unit: str) -> str:
    """Say how many weights the file changed, and in what unit they are taken."""
    return (
        f"Weights changed by the file: {number(n_changed)}. They are taken as "
        f"{plain(unit)} of harm for each incident."
    )


def nothing_weighed(name: str, *, counted_kinds: Sequence[str]) -> str:
    """Say that a file weighs nothing that the data hold."""
    return (
        f"{name} weighs nothing that counts in these data, so no weight was changed. "
        f"What counts is: {_some(counted_kinds)}."
    )


def other_unit(name: str, *, unit: str, scale_unit: str, titles: Sequence[str]) -> str:
    """Say that weights in two units cannot be mixed."""
    return (
        f"{name} weighs in {unit}, and the harm scale in {scale_unit}. What the file "
        f"does not weigh would stay in {scale_unit}: {_some(titles)}. Add these to the "
        f"file, or choose a harm scale in {unit}."
    )


def _joined(each: JoinedRows) -> str:
    return (
        f"{title_of(each.key)} {weight(each.weight)} ({counted(each.n_rows, 'row')}, "
        f"{weight(each.least)} to {weight(each.most)})"
    )


def _some(names: Sequence[str]) -> str:
    return "; ".join(first_of([plain(name) for name in names], most=MOST_NAMED))


def scale_name(scale: HarmScale) -> str:
    """Return what people call a scale."""
    return scale.title or scale.name


def weights_table(
    programme: Strand, scale: HarmScale, in_force: HarmScale
) -> pd.DataFrame:
    """List the weights of what a strand counts, as a file of weights holds them.

    Parameters
    ----------
    programme
        The strand, with the kinds of incidents of the data.
    scale
        The harm scale chosen.
    in_force
        The same with the weights in force.
    """
    keys = list(dict.fromkeys(programme.weighed))
    groups = {kind.weighed_as: kind.group for kind in programme.kinds or ()}
    return pd.DataFrame(
        {
            "offence_class": ["" if key in CATEGORIES else key for key in keys],
            "title": [title_of(key) for key in keys],
            "group": [groups.get(key, "") for key in keys],
            "weight": [in_force.weight_of(key) for key in keys],
            "scale_weight": [scale.weight_of(key) for key in keys],
            "unit": in_force.unit,
        }
    )
