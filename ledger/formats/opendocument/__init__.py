"""The parts of an OpenDocument text, each in a room of its own; see ``odt``."""
