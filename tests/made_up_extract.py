"""A made-up extract of a police force, with faults at known rows, for tests."""

from __future__ import annotations

import io

import numpy as np
import pandas as pd

# Class, code and title as a force writes them, and how common each is.
OFFENCES = (
    ("008/06", "Assault occasioning actual bodily harm", 30),
    ("105/01", "Common assault and battery", 30),
    ("034/41", "Robbery - Personal", 8),
    ("005/01", "Wounding with intent to cause grievous bodily harm", 3),
    ("046/00", "Theft from shops and stalls", 25),
    ("092/82", "Possession of a controlled drug - Cannabis", 6),
    ("199/99", "An offence of nobody's table", 2),
)
NARRATIVE = "SECRET-NARRATIVE"
IDENTIFIER = "46/SECRET"
# Towns of Kent: easting and northing in metres.
TOWNS = np.array(
    [(576000, 155700), (575900, 168200), (614900, 157800), (635500, 170900)]
)
FAULTS = {
    3: ("date not readable", "Committed From", "31/02/2025 10:00"),
    7: ("no date", "Committed From", ""),
    11: ("no location", "Easting", ""),
    13: ("outside the area", "Easting", "250000"),
    17: ("no offence", "HO Code", ""),
}


def made_up_extract(
    n_rows: int = 600, *, faults: bool = True, asb: bool = False, seed: int = 4
) -> bytes:
    """Write an extract as CSV: offences round four towns, 2023-04 to 2025-03."""
    rng = np.random.default_rng(seed)
    weights = np.array([each[2] for each in OFFENCES], dtype=float)
    which = rng.choice(len(OFFENCES), n_rows, p=weights / weights.sum())
    spots = TOWNS[rng.integers(0, len(TOWNS), n_rows)]
    spots = (
        spots + 350 * rng.integers(-4, 5, (n_rows, 2)) + rng.integers(0, 9, (n_rows, 2))
    )
    start = pd.Timestamp("2023-04-01") + pd.to_timedelta(
        rng.integers(0, 730 * 24 * 60, n_rows), unit="min"
    )
    start = pd.Series(start)
    end = start + pd.to_timedelta(rng.integers(0, 600, n_rows), unit="min")
    frame = pd.DataFrame(
        {
            "Crime Number": [f"{IDENTIFIER}{n:06d}/24" for n in range(n_rows)],
            "Committed From": start.dt.strftime("%d/%m/%Y %H:%M"),
            "Committed To": end.dt.strftime("%d/%m/%Y %H:%M"),
            "HO Code": [OFFENCES[n][0] for n in which],
            "Offence": [OFFENCES[n][1] for n in which],
            "Easting": spots[:, 0].astype(str),
            "Northing": spots[:, 1].astype(str),
            "DA Flag": rng.choice(["Y", "N"], n_rows, p=[0.25, 0.75]),
            "Knife Flag": rng.choice(["Y", "N"], n_rows, p=[0.05, 0.95]),
            "Beat": rng.choice(["KA01", "KB02", "KC03"], n_rows),
            "MO Text": [f"{NARRATIVE} {n}" for n in range(n_rows)],
        }
    )
    if asb:
        is_asb = rng.random(n_rows) < 0.4
        types = np.array(
            [
                "Rowdy or Inconsiderate Behaviour",
                "Street Drinking",
                "Noise",
                "Nuisance Neighbours",
            ]
        )
        frame["ASB Class"] = np.where(is_asb, "ASB - Nuisance", "")
        frame["ASB Type"] = np.where(is_asb, types[rng.integers(0, 4, n_rows)], "")
        frame.loc[is_asb, ["HO Code", "Offence"]] = ""
    if faults:
        for row, (reason, column, value) in FAULTS.items():
            frame.loc[row - 1, column] = value
            if reason == "no offence":
                frame.loc[row - 1, "Offence"] = ""
        # The row that comes twice lies in a town, however many rows there are.
        frame.loc[40, ["Easting", "Northing"]] = TOWNS[0].astype(str)
        frame = pd.concat([frame, frame.iloc[[40]]], ignore_index=True)
    file = io.StringIO()
    frame.to_csv(file, index=False)
    return file.getvalue().encode()
