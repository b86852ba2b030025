"""Dates, periods and years in their order."""
