"""Helpers of the readers of spreadsheets: cells, their values, and how they read."""
