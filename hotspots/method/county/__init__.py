"""The county as a whole: its measures, its usual year and months that look wrong."""
