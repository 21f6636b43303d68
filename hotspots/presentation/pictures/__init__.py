"""Newsletter pictures: marks, land, words and sizes."""
