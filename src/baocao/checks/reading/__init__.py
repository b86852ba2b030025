"""What all checks read of a paper: numerals, words, measures, tables, names, and what it says of itself."""
