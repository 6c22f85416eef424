"""The pages, one module a group; each has a blueprint named ``pages``."""

from flask import Blueprint

from ledger.web.pages import session


def every() -> list[Blueprint]:
    """Return the blueprint of each group."""
    return [session.pages]
