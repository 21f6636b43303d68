"""Make the tables of offence classes, codes and titles from published tables.

    python data/build_offence_classes.py FOLDER [OUT]

FOLDER holds the tables of facts as CSV: recorded crime by Home Office class with the
Cambridge Crime Harm Index 2020 and the ONS severity weights, the harm index by
Home Office code, and the police.uk category of each code. Two tables come out, in OUT
or beside this file: `offence_classes.csv` (a row for each class) and
`offence_codes.csv` (a row for each code and title). `offence_titles.csv` and
`asb_types.csv` are made by hand.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pandas as pd

OWN = Path(__file__).parent
CCHI = "Cambridge Crime Harm Index 2020 update (6 October 2020)"
CSS = "ONS Crime Severity Score data tool (December 2020)"
POLICE_UK = "police.uk category mapping (OGL v3.0)"
RECORDED = "Home Office recorded crime open data 2017/18 (OGL v3.0)"

# Classes that recorded crime does not have and the harm index scores.
EXTRA_CLASSES = {
    "NN": ("Non-notifiable offence", "Not notifiable", "Not notifiable"),
    "NFIB": ("Fraud recorded by the NFIB", "Fraud offences", "Fraud offences"),
}
SAME_CLASS = {
    "1": "1/4.1/4.10/4.2",
    "4/1": "1/4.1/4.10/4.2",
    "ASB": "NN",
    **{f"4/{part}": f"4.{part}" for part in (3, 4, 6, 7, 8, 9)},
    **{f"37/{part}": f"37.{part}" for part in (1, 2)},
}
# A code of the older list that the harm index does not have, and its class.
DRUGS = {("09", "Trafficking of drugs"): "92A"}
BY_HAND = {"019/07": "19D", "019/09": "19G", "019/10": "19F", "019/14": "19F"}


def main(folder: Path, out: Path = OWN) -> None:
    """Read the tables of facts and write the project's own."""
    recorded = pd.read_csv(folder / "prc_2017_18_by_offence_code_with_harm.csv")
    index = pd.read_csv(folder / "cchi_2020_full.csv")
    mapping = pd.read_csv(folder / "policeuk_category_mapping.csv")
    classes = offence_classes(recorded, index)
    classes.to_csv(out / "offence_classes.csv", index=False, lineterminator="\n")
    codes = offence_codes(classes, index, mapping)
    codes.to_csv(out / "offence_codes.csv", index=False, lineterminator="\n")


def offence_classes(recorded: pd.DataFrame, index: pd.DataFrame) -> pd.DataFrame:
    """Give a row for each offence class: title, groups, category and harm."""
    table = pd.DataFrame(
        {
            "offence_class": recorded["Offence Code"],
            "title": recorded["Offence Description"],
            "offence_group": recorded["Offence Group"],
            "offence_subgroup": recorded["Offence Subgroup"],
            "police_uk_category": recorded["policeuk_category"].map(_category),
            "n_england_wales_2017_18": recorded["ew_2017_18"],
            "cchi_2020_days": recorded["cchi_typical"],
            "cchi_2020_median_days": recorded["cchi_median"],
            "ons_css_weight": recorded["css_weight"].round(4),
            "source": f"{RECORDED}; {CCHI}; {CSS}",
        }
    )
    extra = [_extra_class(key, index) for key in EXTRA_CLASSES]
    return pd.concat([table, pd.DataFrame(extra)], ignore_index=True)


def _category(text: str) -> str:
    """Write a category as data.police.uk writes it today: one capital."""
    return {"Theft from the Person": "Theft from the person"}.get(
        text, text.capitalize()
    )


def _extra_class(key: str, index: pd.DataFrame) -> dict[str, object]:
    title, group, subgroup = EXTRA_CLASSES[key]
    days = index.loc[index["ho_count_class"].replace(SAME_CLASS) == key, "cchi_days"]
    return {
        "offence_class": key,
        "title": title,
        "offence_group": group,
        "offence_subgroup": subgroup,
        "cchi_2020_days": days.median(),
        "cchi_2020_median_days": days.median(),
        "source": CCHI,
    }


def offence_codes(
    classes: pd.DataFrame, index: pd.DataFrame, mapping: pd.DataFrame
) -> pd.DataFrame:
    """Give a row for each code and title with its class."""
    known = set(classes["offence_class"])
    scored = pd.DataFrame(
        {
            "code": index["ho_classification"].map(_code),
            "title": index["offence"].map(_tidy),
            "offence_class": index["ho_count_class"].replace(SAME_CLASS),
            "source": CCHI,
        }
    )
    several = scored.groupby("code")["offence_class"].transform("nunique") > 1
    extra = scored["offence_class"].isin(list(EXTRA_CLASSES))
    scored = scored[scored["offence_class"].isin(known) & ~(several & extra)]
    of_code = scored.groupby("code")["offence_class"].agg(lambda s: sorted(set(s)))
    older = pd.DataFrame(
        {
            "code": mapping["ho_code"].map(_code),
            "title": mapping["offence"].map(_tidy),
            "subgroup": mapping["sub_class"],
            "source": POLICE_UK,
        }
    )
    older["offence_class"] = [
        _class_of(code, of_code.to_dict(), known) or DRUGS.get((code[:2], subgroup), "")
        for code, subgroup in zip(older["code"], older["subgroup"], strict=True)
    ]
    missing = set(older.loc[older["offence_class"] == "", "code"]) - set(of_code.index)
    print(f"{len(missing)} codes of the police.uk list have no class here")
    older = older[older["offence_class"] != ""]
    both = pd.concat([scored, older]).drop_duplicates(
        ["code", "title", "offence_class"]
    )
    columns = ["code", "title", "offence_class", "source"]
    return both.sort_values(columns[:3], kind="stable")[columns]


def _class_of(code: str, of_code: dict[str, list[str]], known: set[str]) -> str:
    """Give the class of a code: by the harm index, else the class of its number."""
    if code in BY_HAND:
        return BY_HAND[code]
    if code in of_code:
        return of_code[code][0] if len(of_code[code]) == 1 else ""
    number = str(int(code[:3]))
    return number if number in known else ""


def _code(text: str) -> str:
    """Write a code as three figures, a stroke and two figures."""
    if re.fullmatch(r"\d{5}", text):
        return f"{text[:3]}/{text[3:]}"
    number, _, part = text.partition("/")
    return f"{int(number):03d}/{int(part or 0):02d}"


def _tidy(text: object) -> str:
    """Close up white space; a title in the tables can hold line breaks."""
    return re.sub(r"\s+", " ", str(text)).strip() if isinstance(text, str) else ""


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
