"""Rank patrol zones by volume and harm, choose them, and say what changed."""

__version__ = "0.1.0"
