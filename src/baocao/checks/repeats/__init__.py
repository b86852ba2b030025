"""The same measure, the same set or the same year told twice."""
