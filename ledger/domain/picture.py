"""A page as an image, on its way out of the box."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as an image."""

    data: bytes
    media_type: str
    width: int
    height: int
