"""How many incidents the sample has: Kent's real totals of 2025, by month and district.

Of each category only the two margins are used: its months and its districts. Source:
Kent Police's files of January to December 2025 at data.police.uk, which have 177,808
located crimes and incidents; they contain public sector information licensed under the
Open Government Licence v3.0.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from hotspots.sources.areas import KENT_DISTRICTS

# April to December 2025, then January to March 2025: the order of the sample's years.
BY_MONTH = {
    "Anti-social behaviour": """
        2613 2807 2990 3690 3477 2547 2591 2589 2339 1560 1645 2383""",
    "Bicycle theft": "92 100 80 103 90 111 102 83 62 61 52 75",
    "Burglary": "350 396 371 355 387 341 388 338 419 484 414 424",
    "Criminal damage and arson": """
        1402 1526 1291 1609 1446 1119 1338 1214 1305 1274 1200 1478""",
    "Drugs": "543 536 493 512 522 459 511 512 605 555 461 568",
    "Other crime": "435 437 384 454 418 377 417 413 366 502 437 505",
    "Other theft": "977 994 911 1053 954 920 929 1003 1031 989 885 978",
    "Possession of weapons": "149 174 145 151 144 142 156 154 152 138 115 161",
    "Public order": "638 745 721 818 691 543 550 541 570 634 524 683",
    "Robbery": "94 146 150 134 126 120 126 115 107 62 55 73",
    "Shoplifting": "1463 1511 1346 1467 1430 1227 1374 1297 1245 1286 1408 1542",
    "Theft from the person": "77 57 77 70 64 59 55 50 80 47 50 62",
    "Vehicle crime": "585 578 542 629 630 583 663 633 609 753 586 612",
    "Violence and sexual offences": """
        5356 6080 5677 6399 5708 4635 4819 5023 5434 5667 5297 6062""",
}

# The districts in the order of the alphabet: Ashford, Canterbury, Dartford, Dover,
# Folkestone and Hythe, Gravesham, Maidstone, Medway, Sevenoaks, Swale, Thanet,
# Tonbridge and Malling, Tunbridge Wells.
BY_DISTRICT = {
    "Anti-social behaviour": """
        1722 2825 1867 1989 1442 2036 3001 5507 1441 3296 2849 1816 1440""",
    "Bicycle theft": "89 164 48 51 46 43 54 233 26 75 107 39 36",
    "Burglary": "343 416 344 249 243 348 380 716 381 412 349 234 252",
    "Criminal damage and arson": """
        1012 1492 1155 1032 833 984 1598 2699 762 1611 1358 932 734""",
    "Drugs": "352 611 489 335 413 471 687 1142 236 343 662 297 239",
    "Other crime": "325 420 346 339 295 320 513 909 245 512 437 280 204",
    "Other theft": "768 1105 785 664 664 864 1117 1942 605 900 1037 619 554",
    "Possession of weapons": "133 164 120 131 104 96 149 318 51 177 180 78 80",
    "Public order": "499 691 554 483 469 437 695 1435 283 678 689 338 407",
    "Robbery": "66 168 101 67 78 96 87 267 34 113 137 57 37",
    "Shoplifting": """
        1134 2728 2270 808 772 471 1405 2343 502 1286 1284 775 818""",
    "Theft from the person": "36 74 85 35 50 65 72 147 28 33 72 26 25",
    "Vehicle crime": "311 666 791 393 265 560 658 1297 552 623 527 496 264",
    "Violence and sexual offences": """
        4206 6062 4352 4332 3765 3862 6203 11634 2501 6230 7056 3157 2797""",
}


def district_totals(category: str) -> NDArray[np.float64]:
    """Return a category's incidents of 2025 in each district.

    Examples
    --------
    >>> dict(zip(sorted(KENT_DISTRICTS.values()), district_totals("Robbery")))["Dover"]
    np.float64(67.0)
    """
    totals = np.array(BY_DISTRICT[category].split(), dtype=float)
    if len(totals) != len(KENT_DISTRICTS):
        msg = f"{category} has totals of {len(totals)} districts."
        raise ValueError(msg)
    return totals


def expected_incidents(category: str) -> NDArray[np.float64]:
    """Return the incidents expected in a year like 2025.

    Every district has the county's months.

    Returns
    -------
    numpy.ndarray
        Shape (12 months from April, districts in the order of the alphabet).

    Examples
    --------
    >>> expected_incidents("Robbery").sum().round()
    np.float64(1308.0)
    """
    by_month = np.array(BY_MONTH[category].split(), dtype=float)
    by_district = district_totals(category)
    return np.outer(by_month, by_district) / by_district.sum()
