"""Done over total against percentages: pairs, columns of tables, totals with their parts, shares above the whole."""
