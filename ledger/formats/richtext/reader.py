"""Reads Rich Text from its first byte to its last, token by token, in one loop."""

import re
from time import process_time

from ledger.formats.richtext.acts import ACTS
from ledger.formats.richtext.apart import APART
from ledger.formats.richtext.state import State
from ledger.formats.richtext.told import TOLD

MOST_SECONDS = 12.0
AT_ONCE = 5_000
"""After so many tokens the time is looked at."""

TOKEN = re.compile(
    rb"\\'(?P<hex>[0-9a-fA-F]{2})"
    rb"|\\(?P<word>[a-zA-Z]{1,40})(?P<number>-?[0-9]{1,10})?[ ]?"
    rb"|\\(?P<sign>.)"
    rb"|(?P<brace>[{}])"
    rb"|(?P<text>[^\\{}\r\n]+)"
    rb"|[\r\n]+|\\",
    re.DOTALL,
)
EVERY = {**ACTS, **APART, **TOLD}
SIGNS = {b"~": "\xa0", b"-": "\xad", b"_": "\u2011"}
LITERAL = frozenset({b"\\", b"{", b"}"})
LINES = frozenset({b"\n", b"\r"})
WALKED_THROUGH = frozenset({"shpinst", "formfield", "shppict", "do", "mmath", "moMath"})
"""Groups that old programs pass over, and that hold words."""


class Reader:
    """Reads one file into a state."""

    def __init__(self) -> None:
        self.state = State()
        self._waiting = bytearray()
        self._passed_over = 0
        """So many letters, which repeat a Unicode letter for old programs, come now."""

        self._optional = False
        """True behind ``\\*``: a group whose word is not known is passed over."""

    def read(self, data: bytes) -> State:
        """Read all tokens; what is still open at the end is closed."""
        at = count = 0
        late = process_time() + MOST_SECONDS
        while at < len(data):
            token = TOKEN.match(data, at)
            if token is None:
                break
            at = token.end()
            skip = self._hear(token)
            if skip:
                self._bytes(data[at : at + skip])
                at += skip
            count += 1
            if count % AT_ONCE == 0 and process_time() > late:
                self.state.flags["text-cut"] = None
                break
        self._finish()
        return self.state

    def _hear(self, token: re.Match[bytes]) -> int:
        """Take a token; return how many raw bytes come behind it."""
        kind = token.lastgroup
        if kind == "text":
            self._text(token["text"])
        elif kind == "hex":
            self._letters(bytes.fromhex(token["hex"].decode()))
        elif kind == "brace":
            self._brace(token["brace"])
        elif kind == "sign":
            self._sign(token["sign"])
        elif token["word"]:
            return self._word(token["word"].decode(), token["number"])
        return 0

    def _word(self, word: str, digits: bytes | None) -> int:
        number = int(digits) if digits is not None else None
        self._flush()
        self._passed_over = 0
        optional, self._optional = self._optional, False
        if word == "u":
            self.state.unicode(number or 0)
            self._passed_over = self.state.group.fallback
        elif word == "bin":
            return max(0, number or 0)
        elif word in EVERY:
            EVERY[word](self.state, word, number)
        elif optional and word not in WALKED_THROUGH:
            self.state.group.silent = True
        return 0

    def _brace(self, brace: bytes) -> None:
        self._flush()
        self._passed_over = 0
        if brace == b"{":
            self.state.open()
        else:
            self.state.close()

    def _sign(self, sign: bytes) -> None:
        if sign in LITERAL:
            self._letters(sign)
            return
        self._flush()
        if sign == b"*":
            self._optional = True
        elif sign in LINES:
            ACTS["par"](self.state, "par", None)
        elif sign in SIGNS and self._passed_over:
            self._passed_over -= 1
        elif sign in SIGNS:
            self.state.put(SIGNS[sign])

    def _text(self, text: bytes) -> None:
        if self.state.group.bytes is not None:
            self.state.group.bytes += text
        else:
            self._letters(text.replace(b"\0", b""))

    def _letters(self, letters: bytes) -> None:
        passed = min(self._passed_over, len(letters))
        self._passed_over -= passed
        self._waiting += letters[passed:]

    def _bytes(self, data: bytes) -> None:
        if self.state.group.bytes is not None:
            self.state.group.bytes += data.hex().encode()

    def _flush(self) -> None:
        """Write the letters that wait: only as a whole do they make their text."""
        if self._waiting:
            self.state.put(self.state.decode(bytes(self._waiting)))
            self._waiting.clear()

    def _finish(self) -> None:
        self._flush()
        if self.state.beyond or len(self.state.groups) > 1:
            self.state.flags["cut-off"] = None
        self.state.beyond = 0
        while len(self.state.groups) > 1:
            self.state.close()
