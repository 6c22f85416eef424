"""The inside of a mail: its head, its parts, its text, its quotes."""
