"""Parts against their total: in sentences, lists, notes, outlines and columns of tables."""
