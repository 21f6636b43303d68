"""Figures into sentences, a file a subject."""
