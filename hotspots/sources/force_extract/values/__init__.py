"""Single values: dates, positions, codes and titles, flags."""
