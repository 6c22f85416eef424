"""Helpers of the readers of calendars and contacts: their lines, days, rules."""
