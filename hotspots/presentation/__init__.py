"""Tables into what a person looks at; computes nothing."""
