"""Columns that hold our own types: moments, days, JSON, yes and no."""

import json
from datetime import date
from datetime import datetime
from typing import Any

from sqlalchemy import Column
from sqlalchemy import Dialect
from sqlalchemy import Integer
from sqlalchemy import Text
from sqlalchemy.types import TypeDecorator

from ledger.domain import moment


class Moment(TypeDecorator[datetime]):
    """A moment as RFC 3339 text in UTC: its order is the order of time."""

    impl = Text
    cache_ok = True

    def process_bind_param(
        self, value: datetime | None, dialect: Dialect
    ) -> str | None:
        """Return the text of a moment."""
        return None if value is None else moment.written(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Return the moment of a text."""
        return None if value is None else moment.parse(value)


class Day(TypeDecorator[date]):
    """A day as ``2025-03-14``."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: date | None, dialect: Dialect) -> str | None:
        """Return the text of a day."""
        return None if value is None else value.isoformat()

    def process_result_value(self, value: Any, dialect: Dialect) -> date | None:
        """Return the day of a text."""
        return None if value is None else date.fromisoformat(value)


class Plain(TypeDecorator[Any]):
    """Lists and mappings as JSON text, the same text for an equal value."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str:
        """Return the text of a value."""
        return json.dumps(
            value, ensure_ascii=False, sort_keys=True, separators=(",", ":")
        )

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        """Return the value of a text."""
        return json.loads(value)


def key(name: str) -> Column[str]:
    """Return a text column that is the primary key, or part of it."""
    return Column(name, Text, primary_key=True)


def text(name: str) -> Column[str]:
    """Return a text column that is never null."""
    return Column(name, Text, nullable=False)


def maybe(name: str) -> Column[str]:
    """Return a text column that may be null."""
    return Column(name, Text)


def number(name: str) -> Column[int]:
    """Return a whole-number column that is never null."""
    return Column(name, Integer, nullable=False)


def day_of(value: Any) -> date | None:
    """Return the day that a field of an event holds; None where it holds none."""
    return date.fromisoformat(value) if value else None
