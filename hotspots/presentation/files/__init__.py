"""Tables into the files that people take away."""
