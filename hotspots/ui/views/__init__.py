"""What a person sees, a file a subject."""
