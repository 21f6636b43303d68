"""Charts, a file a subject."""
