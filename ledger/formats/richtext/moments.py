"""Moments as Rich Text packs them into a number; they name no zone."""

from datetime import datetime

FIRST_YEAR = 1900


def packed(value: int) -> str:
    """Return a packed moment as ``2025-03-01T10:00``; empty where it is none."""
    value &= 0xFFFFFFFF
    minute, hour = value & 0x3F, value >> 6 & 0x1F
    day, month, year = value >> 11 & 0x1F, value >> 16 & 0xF, value >> 20 & 0x1FF
    return told(FIRST_YEAR + year, month, day, hour, minute)


def told(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> str:
    """Return a moment in words of numbers; empty where there is no such one."""
    try:
        moment = datetime(year, month, day, hour, minute)  # noqa: DTZ001 - none is said
    except ValueError:
        return ""
    return moment.isoformat(timespec="minutes")
