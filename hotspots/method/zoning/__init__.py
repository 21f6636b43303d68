"""From incidents to zones: grids, names, addresses and counts."""
