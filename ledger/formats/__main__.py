"""A worker of the box: reads acts from its input, answers on its output, in order.

It is started by the box alone, which sets its limits and kills it when it must. An
act is a frame, then the file in chunks, then a chunk of no length. Whatever is not
read of a file is passed over, so that the next act is found.
"""

import io
import json
import os
import sys
from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any
from typing import BinaryIO
from typing import cast

from ledger import formats
from ledger.domain import frame
from ledger.domain import problems
from ledger.domain.reading import Member
from ledger.domain.reading import Reading
from ledger.domain.scan import Recogniser
from ledger.domain.sentence import said
from ledger.formats import image
from ledger.formats import pdf
from ledger.formats import safe_html
from ledger.formats import sniff
from ledger.formats.pictures import recognising
from ledger.formats.pipes import Chunks
from ledger.formats.pipes import exactly
from ledger.formats.pipes import Whole
from ledger.formats.source import Format
from ledger.formats.source import HEAD
from ledger.formats.source import MEGABYTE
from ledger.formats.source import Source

Act = dict[str, Any]
Formats = tuple[Format, ...]


def main() -> None:
    """Answer acts until the input ends."""
    pipe_in = cast("io.BufferedIOBase", sys.stdin.buffer)
    pipe_out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no answer
    known = formats.all_formats()
    _send(pipe_out, [frame.pack({"is": "ready"})])
    while lengths := pipe_in.read(frame.LENGTHS.size):
        head_length, _ = frame.LENGTHS.unpack(lengths)
        act = json.loads(exactly(pipe_in, head_length))
        chunks = Chunks(pipe_in)
        whole = Whole(chunks, pipe_out, act.get("size", 0))
        act["file"] = io.BufferedReader(whole, HEAD)
        _send(pipe_out, ACTS[act["act"]](known, act, io.BufferedReader(chunks, HEAD)))
        chunks.pass_over()


def _send(pipe: BinaryIO, answers: Iterable[bytes]) -> None:
    for answer in answers:
        pipe.write(answer)
        pipe.flush()


def _read(known: Formats, act: Act, stream: io.BufferedReader) -> Iterator[bytes]:
    source = Source(
        head=stream.read(HEAD),
        rest=stream,
        name=act["name"],
        media_type=act["media_type"],
        start=act["start"],
        done=act["done"],
        most=act["most"],
        most_pages=act["most_pages"],
        options=act["options"],
        lost=act["lost"],
        passed=frozenset(act["passed"]),
        levels=act["levels"],
        file=act["file"],
    )
    form = formats.choose(known, source)
    if not isinstance(form, sniff.Look):
        unfinished = formats.unread(form, source, problems.CRASHED)
        yield frame.pack({"is": "unfinished"}, unfinished.to_bytes())
    for item in formats.read(known, source):
        yield from _framed(item)


def _framed(item: Member | Reading) -> Iterator[bytes]:
    if isinstance(item, Reading):
        return _pieces({"is": "reading"}, item.to_bytes())
    head = {
        "is": "member",
        "name": item.name,
        "media_type": item.media_type,
        "place": item.place,
        "offset": item.offset,
        "content_id": item.content_id,
        "inline": item.inline,
        "within": item.within,
        "lost": item.lost,
        "packed": item.packed,
        "stretch": item.stretch,
        "left": item.left,
        "at": item.at,
    }
    if item.reading is None:
        return _pieces(head, item.data)
    read = {"size": len(item.data)}  # its reading comes behind its bytes
    return _pieces(head | read, item.data + item.reading.to_bytes())


def _pieces(head: Act, body: bytes) -> Iterator[bytes]:
    """Yield a frame; a long body by itself, so that it is not copied."""
    if len(body) <= HEAD:
        yield frame.pack(head, body)
        return
    yield frame.begin(head, len(body))
    yield body


def _render(_: Formats, act: Act, stream: io.BufferedReader) -> Iterator[bytes]:
    form = image if image.is_one(stream.peek(HEAD)) else pdf
    try:
        picture = form.render(stream.read(), act["page"], act["scale"])
    except IndexError:
        yield _refused(said(problems.NO_PAGE, number=act["page"]))
    except Exception:  # noqa: BLE001 – the box is the place where readers may fail
        yield _refused(problems.NOT_SHOWN)
    else:
        size = {"width": picture.width, "height": picture.height}
        yield frame.pack(
            {"is": "picture", "media_type": picture.media_type, **size}, picture.data
        )


def _recognise(_: Formats, act: Act, stream: io.BufferedReader) -> Iterator[bytes]:
    form = image if image.is_one(stream.peek(HEAD)) else pdf
    how = Recogniser(**{**act["how"], "languages": tuple(act["how"]["languages"])})
    number = act["page"]
    try:
        found = recognising.reading(form.sheet(stream.read(), number), number, how)
    except IndexError:
        yield _refused(said(problems.NO_PAGE, number=number))
    except Exception:  # noqa: BLE001 – the box is the place where readers may fail
        yield _refused(problems.NOT_RECOGNISED)
    else:
        yield from _framed(found)


def _sanitise(_: Formats, __: Act, stream: io.BufferedReader) -> Iterator[bytes]:
    try:
        html = safe_html.sanitise(stream.read())
    except Exception:  # noqa: BLE001 – the box is the place where readers may fail
        yield _refused(problems.NOT_SHOWN)
    else:
        yield frame.pack({"is": "html"}, html.encode("utf-8", errors="replace"))


def _authenticate(_: Formats, act: Act, stream: io.BufferedReader) -> Iterator[bytes]:
    """Say which keys a mail needs, or with them what its signatures are worth."""
    from ledger.formats.authentic import checking  # noqa: PLC0415 - half a second each

    try:
        data = stream.read(act["most"] + 1)
        if len(data) > act["most"]:
            yield _refused(problems.NOT_JUDGED)
            return
        given = act.get("given")
        found = checking.finding(data, given) if given else checking.wanted(data)
        body = json.dumps(found.plain()).encode()
    except Exception:  # noqa: BLE001 – the box is the place where readers may fail
        yield _refused(problems.NOT_JUDGED)
    else:
        yield frame.pack({"is": "found"}, body)


def _describe(_: Formats, __: Act, stream: io.BufferedReader) -> Iterator[bytes]:
    """Say what the certificates in a file name."""
    from ledger.formats.authentic import openpgp  # noqa: PLC0415 - few workers need it

    try:
        listed = [asdict(each) for each in openpgp.describe(stream.read(MEGABYTE))]
    except openpgp.SecretKeyError:
        yield _refused(problems.SECRET_KEY)
    except Exception:  # noqa: BLE001 – the box is the place where readers may fail
        yield _refused(problems.NO_CERTIFICATE)
    else:
        body = json.dumps(listed).encode("utf-8", errors="replace")
        yield frame.pack({"is": "found"}, body)


def _refused(sentence: str) -> bytes:
    return frame.pack({"is": "refused", "sentence": sentence})


ACTS = {
    "read": _read,
    "render": _render,
    "recognise": _recognise,
    "sanitise": _sanitise,
    "authenticate": _authenticate,
    "describe": _describe,
}

if __name__ == "__main__":
    main()
