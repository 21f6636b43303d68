"""Builds data/forces.csv and data/district_names.csv from tables of public facts.

    python data/build_places.py FOLDER

FOLDER holds force_districts.csv, lsoa_prefixes.csv and district_changes.csv: lookups of
the Office for National Statistics (Open Government Licence 3.0), gathered as
data/README.md says. The two files made from them are what the app reads.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pandas as pd

HERE = Path(__file__).parent


def follow(name: str, changes: dict[str, str], present: set[str]) -> str:
    """Follow a district's name through its changes to the one it has today.

    Examples
    --------
    >>> steps = {"Taunton Deane": "Somerset West and Taunton"}
    >>> steps["Somerset West and Taunton"] = "Somerset"
    >>> follow("Taunton Deane", steps, {"Somerset"})
    'Somerset'
    """
    seen = {name}
    while name not in present:
        name = changes[name]
        if name in seen:
            msg = f"{name} changes in a circle."
            raise ValueError(msg)
        seen.add(name)
    return name


def build(folder: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the forces' districts, and every name that leads to a district."""
    districts = pd.read_csv(folder / "force_districts.csv")
    prefixes = pd.read_csv(folder / "lsoa_prefixes.csv")
    changes = pd.read_csv(folder / "district_changes.csv")
    present = set(districts["district_name"])
    steps = dict(zip(changes["old_name"], changes["new_name"], strict=True))
    used = prefixes[prefixes["main"] == "yes"]
    names = dict.fromkeys(sorted(present), "")
    names = {name: name for name in names}
    names |= {old: follow(old, steps, present) for old in steps}
    # What LSOA names say comes last: it was looked up code by code.
    names |= dict(zip(used["prefix"], used["district_name"], strict=True))
    forces = districts.rename(
        columns={
            "force_slug": "force",
            "force_name": "name",
            "district_code": "code",
            "district_name": "district",
        }
    )
    table = pd.DataFrame(sorted(names.items()), columns=["name", "district"])
    return forces[["force", "name", "code", "district"]], table


if __name__ == "__main__":
    forces, names = build(Path(sys.argv[1]))
    forces.to_csv(HERE / "forces.csv", index=False)
    names.to_csv(HERE / "district_names.csv", index=False)
