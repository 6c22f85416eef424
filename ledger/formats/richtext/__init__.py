"""The parts of the reader of Rich Text; ``rtf`` puts them together."""
