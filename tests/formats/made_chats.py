"""Exports of chats, made as the services write them."""

import io
import json
import zipfile
from collections.abc import Iterable
from collections.abc import Mapping
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from typing import Any

EAST = timedelta(hours=3)


def telegram_message(number: int, words: Any = "words", **more: Any) -> dict[str, Any]:
    """Return a message of Telegram, sent so many minutes after one noon."""
    sent = datetime(2025, 3, 3, 9, 0, tzinfo=UTC) + timedelta(minutes=number)
    return {
        "id": number,
        "type": "message",
        "date": (sent + EAST).replace(tzinfo=None).isoformat(),
        "date_unixtime": str(int(sent.timestamp())),
        "from": "Ann Lee",
        "from_id": "user77",
        "text": words,
        **more,
    }


def telegram(messages: Iterable[Mapping[str, Any]], **more: Any) -> bytes:
    """Return the export of one chat, as ``result.json``."""
    chat = {"name": "Nord site", "type": "private_group", "id": 4321, **more}
    return _json({**chat, "messages": list(messages)})


def telegram_account(chats: Iterable[bytes]) -> bytes:
    """Return the export of an account with several chats."""
    about = "Here is the data you requested. Remember: Telegram is ad free."
    listed = [json.loads(chat) for chat in chats]
    return _json({"about": about, "chats": {"about": "Chats.", "list": listed}})


def telegram_page(bodies: Iterable[str], title: str = "Nord site") -> bytes:
    """Return a page of Telegram with messages as they stand on it."""
    header = f'<div class="page_header"><div class="text bold">\n{title}\n</div></div>'
    body = "".join(bodies)
    page = f'<body>{header}<div class="history">{body}</div></body>'
    return f"<!DOCTYPE html><html><head></head>{page}</html>".encode()


def telegram_element(number: int, words: str, name: str = "Ann Lee") -> str:
    """Return a message on a page; without a name it is joined to the one before."""
    author = f'<div class="from_name">\n{name}\n</div>' if name else ""
    when = f"03.03.2025 12:{number:02}:00 UTC+03:00"
    date = f'<div class="pull_right date details" title="{when}">12:{number:02}</div>'
    joined = "" if name else " joined"
    return (
        f'<div class="message default clearfix{joined}" id="message{number}">'
        f'<div class="body">{date}{author}<div class="text">{words}</div></div></div>'
    )


def slack(days: Mapping[str, Iterable[Mapping[str, Any]]], **lists: Any) -> bytes:
    """Return the export of a workspace; ``days`` are messages by path."""
    users = [
        {"id": "U1", "name": "ann", "profile": {"real_name": "Ann Lee"}},
        {"id": "U2", "name": "bo", "profile": {"email": "Bo@Studio.example"}},
    ]
    files = {
        "channels.json": _json([{"id": "C1", "name": "general", "members": ["U1"]}]),
        "users.json": _json(users),
        **{f"{name}.json": _json(value) for name, value in lists.items()},
        **{path: _json(list(listed)) for path, listed in days.items()},
    }
    return zipped(files)


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Return a zip with these files."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for path, data in files.items():
            archive.writestr(path, data)
    return target.getvalue()


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode()
