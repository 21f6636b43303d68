"""The categories of data.police.uk since September 2013, and their short names."""

from __future__ import annotations

# Names as the files have them, and as data.police.uk itself writes them in addresses.
SHORT_NAMES = {
    "Anti-social behaviour": "anti-social-behaviour",
    "Bicycle theft": "bicycle-theft",
    "Burglary": "burglary",
    "Criminal damage and arson": "criminal-damage-arson",
    "Drugs": "drugs",
    "Other crime": "other-crime",
    "Other theft": "other-theft",
    "Possession of weapons": "possession-of-weapons",
    "Public order": "public-order",
    "Robbery": "robbery",
    "Shoplifting": "shoplifting",
    "Theft from the person": "theft-from-the-person",
    "Vehicle crime": "vehicle-crime",
    "Violence and sexual offences": "violent-crime",
}
CATEGORIES = tuple(SHORT_NAMES)
CATEGORY_OF = {short: category for category, short in SHORT_NAMES.items()}
