"""The parts of the reader of archives; ``zip`` puts them together."""
