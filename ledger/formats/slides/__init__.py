"""Helpers of the readers of presentations: slides, their notes, their comments."""
