"""The group chat of a sample project, as Telegram exports it."""

import json
from collections.abc import Iterator
from collections.abc import Mapping
from datetime import datetime
from datetime import UTC
from typing import Any

from ledger.samples.story import Story
from ledger.samples.told import read

PROJECTS = {"NORD": "nord"}
"""The projects that have a chat, and the folders of their stories."""

LEFT_OUT = "(File not included. Change data exporting settings to download.)"


def exports(story: Story) -> Iterator[tuple[str, bytes]]:
    """Yield the export of the project's chat with its path, if it has one."""
    if story.key in PROJECTS:
        yield f"chats/{story.key}/result.json", _export(story)


def users(story: Story) -> dict[str, str]:
    """Return by which name Telegram knows the people of a project, by their keys."""
    return dict(_told(story)["users"]) if story.key in PROJECTS else {}


def _told(story: Story) -> dict[str, Any]:
    return read(PROJECTS[story.key], "chat.toml")


def _export(story: Story) -> bytes:
    told = _told(story)
    names = {person.key: person.name for person in story.people}
    chat = {
        "name": told["title"],
        "type": "private_group",
        "id": told["number"],
        "messages": [
            _message(row, names[row["sender"]], told["users"][row["sender"]])
            for row in told["messages"]
        ],
    }
    return json.dumps(chat, ensure_ascii=False, indent=1).encode() + b"\n"


def _message(row: Mapping[str, Any], name: str, user: str) -> dict[str, Any]:
    made = {
        "id": row["number"],
        "type": "message",
        **_moment("date", row["sent_at"]),
        "from": name,
        "from_id": user,
    }
    if "edited_at" in row:
        made |= _moment("edited", row["edited_at"])
    if "answers" in row:
        made["reply_to_message_id"] = row["answers"]
    if "forwarded" in row:
        made["forwarded_from"] = row["forwarded"]
    if row.get("photo"):
        made["photo"] = LEFT_OUT
    return {**made, "text": row["text"]}


def _moment(name: str, at: datetime) -> dict[str, str]:
    """Return a moment as the clock of the device showed it, and in seconds."""
    return {
        name: at.replace(tzinfo=None).isoformat(),
        f"{name}_unixtime": str(int(at.astimezone(UTC).timestamp())),
    }
