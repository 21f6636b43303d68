"""Which column is what: guessed, asked, confirmed and saved."""
