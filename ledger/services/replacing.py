"""Which message of a chat replaced which, and which of its versions a reply answers.

Where a service does not number its messages: WhatsApp tells that a message was changed
or deleted, and not what it was before. Of two exports the older may hold it: it is the
one message of the same author at the same clock that the newer export lacks. Where more
than one could be meant, none is.
"""

from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime

from ledger.domain.chat import Post
from ledger.domain.chat import StoredPost

Place = tuple[str, str]
"""When and by whom something was said."""


def replaced(
    listed: Sequence[StoredPost],
    gone: Mapping[str, AbstractSet[str]],
    handles: Mapping[str, str],
) -> dict[str, StoredPost]:
    """Return the other version of each message that was replaced, and that replaced.

    ``gone`` are the exports that lack a message, by its identity; ``handles`` are
    those of the authors, by document.
    """
    found: dict[str, StoredPost] = {}
    for group in _groups(listed, handles):
        newer = [each for each in group if _is_changed(each)]
        if len(newer) != 1:
            continue
        [new] = newer
        older = [
            each
            for each in group
            if not _is_changed(each) and new.export in gone.get(each.identity, ())
        ]
        if len(older) == 1:
            found[new.document] = older[0]
            found[older[0].document] = new
    return found


def _groups(
    listed: Sequence[StoredPost], handles: Mapping[str, str]
) -> Iterable[list[StoredPost]]:
    found: dict[Place, list[StoredPost]] = {}
    for each in listed:
        handle = handles.get(each.document, "")
        if each.clock and handle and not each.post.number:
            found.setdefault((each.clock, handle), []).append(each)
    return found.values()


def _is_changed(stored: StoredPost) -> bool:
    return bool(stored.post.edited or stored.post.deleted)


def answered(
    reply: StoredPost, at: datetime | None, held: Sequence[StoredPost]
) -> StoredPost | None:
    """Return the version that a reply answers: never one that was changed after it.

    That of the reply's own export, if it was not; else the newest that was not.
    """
    if not reply.post.reply or not held:
        return None
    unchanged = [each for each in held if not _changed_after(each.post, reply.post, at)]
    beside = [each for each in unchanged if each.export == reply.export]
    return (beside or unchanged or held[:1])[-1]


def _changed_after(version: Post, reply: Post, at: datetime | None) -> bool:
    """Tell whether a version cannot have been there yet when a reply was written."""
    if not version.edited:
        return False
    try:
        changed = datetime.fromisoformat(version.edited)
    except ValueError:
        return True
    if changed.tzinfo is None or at is None:
        return version.edited > reply.clock
    return changed > at
