"""The parts of a Word file, each in a room of its own; ``docx`` puts them together."""
