"""Before and after, and what would have been expected without patrols."""
