"""The members of an archive that holds the export of a chat, service by service."""

import re
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from ledger.domain.reading import Member
from ledger.domain.reading import Participant
from ledger.formats.chats import package as packages
from ledger.formats.chats import slack_posts
from ledger.formats.chats import slices
from ledger.formats.chats import telegram_json
from ledger.formats.chats import telegram_pages
from ledger.formats.chats import whatsapp_posts
from ledger.formats.chats.entries import Chat
from ledger.formats.chats.entries import CHAT_TYPE
from ledger.formats.chats.entries import Entry
from ledger.formats.chats.package import Package

VERSION = 1


def members(package: Package) -> Iterator[Member] | None:
    """Return the members of an export of a chat; None for any other archive."""
    if packages.is_slack(package):
        return _and_the_rest(package, _slack(package))
    text = packages.whatsapp_text(package)
    if text and package.unpack(text):
        return _and_the_rest(package, _whatsapp(package, text))
    files = [path for path in packages.telegram_files(package) if package.unpack(path)]
    if files:
        return _and_the_rest(package, _telegram(package, files))
    return None


def _and_the_rest(package: Package, found: Iterator[Member]) -> Iterator[Member]:
    yield from found
    yield from packages.left(package)


def _whatsapp(package: Package, path: str) -> Iterator[Member]:
    if package.turns.over():  # it comes out as a file, and is read by itself
        return
    data = package.take(path)
    folder, _slash, name = path.rpartition("/")
    folder = f"{folder}/" if folder else ""
    export = whatsapp_posts.export_of(data, name.rpartition(".")[0], package.name)
    files = [each for each in package.paths if each.startswith(folder) and each != path]
    chat = Chat(export.key, export.title, export.needs)
    listed = list(whatsapp_posts.members(export, chat, path, files))
    media_type = "application/x-whatsapp-chat"
    read = chat.reading("whatsapp", VERSION, media_type)
    yield packages.chat_member(path, data, media_type, read)
    yield from packages.with_files(package, listed, folder)


def _telegram(package: Package, paths: Iterable[str]) -> Iterator[Member]:
    before: telegram_pages.Page | None = None
    for path in paths:
        if package.turns.over():
            continue
        folder, slash, _name = path.rpartition("/")
        data = package.take(path)
        if path.endswith(".json"):
            found = telegram_json.packed(data, path)
        else:
            page = telegram_pages.page_of(data, path, before)
            found, before = page.members, page
        yield from packages.with_files(package, found, folder + slash)


def _slack(package: Package) -> Iterator[Member]:
    names = _names(package)
    folders: dict[str, list[str]] = {}
    for path in sorted(package.paths):
        folder, _slash, name = path.rpartition("/")
        if folder and "/" not in folder and name[:4].isdigit():
            folders.setdefault(folder, []).append(path)
    known = _channels(package, names)
    for folder, days in folders.items():
        if package.turns.over():
            continue
        yield from _channel(package, names, folder, days, known.get(folder))


def _names(package: Package) -> slack_posts.Names:
    users: dict[str, Any] = {}
    for path in ("users.json", "org_users.json"):
        users |= slack_posts.users_of(_json(package, path))
    channels = {}
    for path in ("channels.json", "groups.json"):
        listed = _json(package, path)
        for each in listed if isinstance(listed, list) else ():
            if isinstance(each, dict):
                channels[str(each.get("id"))] = str(each.get("name", ""))
    for day in package.paths:
        if _DAY.fullmatch(day):
            users = _profiles(package, day) | users  # the list knows better
    return slack_posts.Names(users, channels)


_DAY = re.compile(r"[^/]+/\d{4}-\d\d-\d\d\.json")


def _profiles(package: Package, day: str) -> dict[str, Participant]:
    """Return the people whom only their messages name."""
    text = slices.decoded(package.unpack(day) or b"")
    found: dict[str, Participant] = {}
    for _start, _end, value in _elements(text):
        profile = value.get("user_profile") if isinstance(value, dict) else None
        if isinstance(profile, dict):
            found |= slack_posts.users_of(
                [{"id": value.get("user"), "profile": profile}]
            )
    return found


def _json(package: Package, path: str) -> Any:
    if path not in package.known:
        return None
    try:
        return slices.value(slices.decoded(package.unpack(path) or b"").strip(), 0)[0]
    except slices.BrokenJsonError:
        return None


Channel = tuple[bytes, str, str]
"""Its slice of the list of channels, its id, its title."""


def _channels(package: Package, names: slack_posts.Names) -> dict[str, Channel]:
    """Return the channels, groups and talks of an export by their folders."""
    found: dict[str, Channel] = {}
    for path in ("channels.json", "groups.json", "mpims.json", "dms.json"):
        if path not in package.known:
            continue
        text = slices.decoded(package.unpack(path) or b"")
        for start, end, value in _elements(text):
            if not isinstance(value, dict):
                continue
            key = str(value.get("id", ""))
            name = str(value.get("name") or key)
            people = [
                names.users[each].name
                for each in value.get("members") or ()
                if isinstance(each, str) and each in names.users
            ]
            talk = path in {"mpims.json", "dms.json"} and people
            title = ", ".join(people) if talk else f"#{name}"
            found[name] = slices.encoded(text[start:end]), key, title
    return found


def _elements(text: str) -> Iterator[tuple[int, int, Any]]:
    start = slices.past_space(text, text.startswith("\ufeff"))
    if text[start : start + 1] != "[":
        return
    try:
        yield from slices.Elements(text, start)
    except slices.BrokenJsonError:
        return


def _channel(
    package: Package,
    names: slack_posts.Names,
    folder: str,
    days: list[str],
    known: Channel | None,
) -> Iterator[Member]:
    data, key, title = known or (f"{folder}/".encode(), folder, f"#{folder}")
    chat = Chat(f"{slack_posts.SERVICE}:{key or folder}", title)
    listed = [
        chat.member("slack", VERSION, make, f"{folder}/")
        for day in days
        for make in _entries(package, day, chat, names)
    ]
    read = chat.reading("slack", VERSION, CHAT_TYPE)
    yield replace(
        packages.chat_member(f"{folder}/", data, CHAT_TYPE, read), name=folder
    )
    yield from packages.with_files(package, listed, "")


def _entries(
    package: Package, day: str, chat: Chat, names: slack_posts.Names
) -> Iterator[Callable[[], Entry]]:
    """Yield the messages of a day; a file that breaks off stays a member as well."""
    text = slices.decoded(package.unpack(day) or b"")
    if _is_whole(text):
        package.used.add(day)
    for start, end, value in _elements(text):
        if isinstance(value, dict):
            data = slices.encoded(text[start:end])
            told = value, data, chat.key, chat.title, names
            yield partial(slack_posts.entry, *told)


def _is_whole(text: str) -> bool:
    try:
        value, _end = slices.value(text.strip().lstrip("\ufeff"), 0)
    except slices.BrokenJsonError:
        return False
    return isinstance(value, list) and all(isinstance(each, dict) for each in value)
