"""The body of a paper against its tables."""
