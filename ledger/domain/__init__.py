"""Nouns and rules in plain Python: nothing here does I/O or knows a library."""
