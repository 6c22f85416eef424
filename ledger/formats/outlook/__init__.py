"""The parts of the readers of Outlook's files; ``msg`` and ``winmail`` use them."""
