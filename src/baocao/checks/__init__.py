"""Checks of figures: what a paper says twice must agree."""
