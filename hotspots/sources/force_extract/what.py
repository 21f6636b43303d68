"""What happened: offence class, or class and type of antisocial behaviour."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from hotspots.sources.force_extract.columns.mapping import Mapping
from hotspots.sources.force_extract.values.asb import asb_class, asb_type, is_asb
from hotspots.sources.force_extract.values.offences import (
    OffenceTable,
    joined_codes,
    normal_codes,
)

# Longest text that counts as an offence's title in the list of unmapped ones.
_LONGEST_TITLE = 80
_LONGEST_CODE = 20


@dataclass(frozen=True)
class WhatHappened:
    """Offence or antisocial behaviour of each row; missing where it is neither.

    `code` is written alike (``008/06``); `found_by` says how the class was found;
    `blank` are rows that say nothing, `neither` those that say something else.
    """

    code: pd.Series
    title: pd.Series
    offence_class: pd.Series
    found_by: pd.Series
    is_asb: pd.Series
    asb_class: pd.Series
    asb_type: pd.Series
    blank: pd.Series
    neither: pd.Series

    def label(self) -> pd.Series:
        """Give one text for what happened, to tell rows of one incident apart."""
        offence = self.offence_class.fillna(self.code).fillna(self.title.str.upper())
        return offence.where(~self.is_asb, "asb").astype(str)

    def unmapped(self, kept_rows: pd.Series) -> pd.DataFrame:
        """List codes and titles without an offence class: as read, with counts."""
        lost = kept_rows & ~self.is_asb & self.offence_class.isna()
        texts = self.code.fillna(self.title.str.slice(0, _LONGEST_TITLE))[lost]
        counts = texts.value_counts()
        listed = pd.DataFrame({"offence": counts.index, "incidents": counts.to_numpy()})
        return listed.sort_values(
            ["incidents", "offence"], ascending=[False, True], ignore_index=True
        )

    def assumed(self, kept_rows: pd.Series) -> pd.DataFrame:
        """List codes of several classes counted as the commonest, with counts."""
        hit = kept_rows & (self.found_by == "commonest")
        pairs = pd.DataFrame(
            {"code": self.code[hit], "offence_class": self.offence_class[hit]}
        )
        return pairs.value_counts().rename("incidents").reset_index()


def read_what(
    frame: pd.DataFrame, mapping: Mapping, offences: OffenceTable
) -> WhatHappened:
    """Read codes, titles and classes of the columns mapped."""
    columns = mapping.columns
    code = _codes(frame, columns)
    blank_text = pd.Series("", index=frame.index, dtype="str")
    title = (
        frame[columns["offence_title"]] if "offence_title" in columns else blank_text
    )
    written_code = (
        frame[columns["offence_code"]] if "offence_code" in columns else blank_text
    )
    title = title.where((title != "") | code.notna(), written_code)
    says_offence = (title != "") | code.notna()
    behaviour = _behaviour(frame, columns, title)
    found = _classes(code, title, offences)
    offence_class = found[0].where(~behaviour["is_asb"])
    has_offence_role = bool({"offence_code", "offence_title"} & set(columns))
    says_class = behaviour["says"]
    offence = says_offence & ~behaviour["is_asb"] & has_offence_role
    return WhatHappened(
        code=code,
        title=title,
        offence_class=offence_class,
        found_by=found[1].where(~behaviour["is_asb"]),
        is_asb=behaviour["is_asb"],
        asb_class=behaviour["asb_class"],
        asb_type=behaviour["asb_type"],
        blank=~behaviour["is_asb"] & ~offence & ~says_class,
        neither=~behaviour["is_asb"] & ~offence & says_class,
    )


def _codes(frame: pd.DataFrame, columns: dict[str, str]) -> pd.Series:
    if "offence_code" not in columns:
        return pd.Series(None, index=frame.index, dtype=object)
    texts = frame[columns["offence_code"]]
    codes = (
        joined_codes(texts, frame[columns["offence_subcode"]])
        if "offence_subcode" in columns
        else normal_codes(texts)
    )
    # What reads as no code is listed as it is written.
    written = texts.str.slice(0, _LONGEST_CODE).astype(object).where(texts != "", None)
    return codes.fillna(written)


def _classes(
    code: pd.Series, title: pd.Series, offences: OffenceTable
) -> tuple[pd.Series, pd.Series]:
    """Find the class of each different code and title once."""
    codes = code.fillna("").astype(str)
    pairs = pd.MultiIndex.from_arrays([codes, title.astype(str)])
    places, unique = pd.factorize(pairs)
    found = [offences.class_of(c or None, t) for c, t in unique]
    classes = pd.Series([f[0] for f in found], dtype=object).take(places)
    how = pd.Series([f[1] for f in found], dtype=object).take(places)
    return classes.set_axis(code.index), how.set_axis(code.index)


def _behaviour(
    frame: pd.DataFrame, columns: dict[str, str], title: pd.Series
) -> dict[str, pd.Series]:
    none = pd.Series(None, index=frame.index, dtype=object)
    asb = pd.Series(data=False, index=frame.index)
    says, classes, types = asb.copy(), none, none
    for role in ("asb_class", "record_type"):
        if role in columns:
            texts = frame[columns[role]]
            asb |= _mapped(texts, is_asb).fillna(value=False).astype(bool)
            classes = classes.fillna(_mapped(texts, asb_class))
            says |= texts != ""
    if "asb_type" in columns:
        texts = frame[columns["asb_type"]]
        types = _mapped(texts, asb_type)
        # The class decides; the type only where there is no class.
        asb |= types.notna() & ~says
        types = types.where(asb)
        says |= texts != ""
    if "offence_title" in columns or "offence_code" in columns:
        named = _mapped(title, is_asb).fillna(value=False).astype(bool)
        asb |= named & (title.str.lower().str.contains("asb|social"))
        classes = classes.fillna(_mapped(title, asb_class)).where(asb)
        types = types.fillna(_mapped(title, asb_type)).where(asb)
    return {"is_asb": asb, "asb_class": classes, "asb_type": types, "says": says}


def _mapped(texts: pd.Series, finds: object) -> pd.Series:
    if not callable(finds):
        msg = "finds must be a function of one text"
        raise TypeError(msg)
    codes, unique = pd.factorize(texts)
    found = [finds(text) if text else np.nan for text in unique]
    values = np.array([*found, np.nan], dtype=object)
    return pd.Series(values[codes], index=texts.index, dtype=object)
