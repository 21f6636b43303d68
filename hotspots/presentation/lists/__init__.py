"""Tables in the words and order that a person reads."""
