"""Maps of zones."""
