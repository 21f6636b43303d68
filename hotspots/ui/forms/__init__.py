"""What a person sets, a file a subject."""
