"""Turn from the sample ledger to one's own, while the server goes on.

The sample ledger is left only when one's own is open and can be signed in to; then no
request reaches the sample any more, and its home is removed.
"""

import threading
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flask import Flask

from ledger.config import Config
from ledger.opened import Ledger
from ledger.services import accounts
from ledger.services import sampling
from ledger.services.background import Background

_PATIENCE = 10.0
_OWN = "-own"


def own_home(sample: Path) -> Path:
    """Return where a ledger of one's own begins: never in the sample's home."""
    usual: Path = Config.model_fields["home"].default
    inside = sample.resolve()
    if inside in {usual.resolve(), *usual.resolve().parents}:
        return inside.with_name(f"{inside.name}{_OWN}")
    return usual


class Turning:
    """An application of a ledger, which can give way to that of another one."""

    def __init__(self, ledger: Ledger, app: Flask, *, workers: bool = True) -> None:
        self._ledger = ledger
        self._first = ledger
        self._app = app
        self._workers = workers
        self._background = Background(ledger, workers=workers)
        self._inside = 0
        self._changed = threading.Condition()
        self._turning = threading.Lock()

    def __call__(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        """Answer a request by the ledger that is open now."""
        with self._entered() as app:
            return app(environ, start)

    def start(self) -> None:
        """Begin the work in the background."""
        self._background.start()

    def stop(self) -> None:
        """End the work in the background, and close what was opened here."""
        self._background.stop()
        if self._ledger is not self._first:
            self._ledger.close()

    def begin_own(
        self,
        home: Path,
        make: Callable[[Ledger], Flask],
        account: Callable[[Ledger], str],
    ) -> str:
        """Go over to the ledger in a home, and remove the sample ledger.

        ``account`` sees to it that somebody can sign in, and returns the token of a
        session; empty where he has to sign in himself.

        Raises:
            LedgerError: one's own cannot be begun; the sample ledger stays as it is.
        """
        with self._turning:
            own = Ledger(self._ledger.config.model_copy(update={"home": home}))
            try:
                sampling.must_be_own(own)
                token = account(own)
                app = make(own)
            except BaseException:
                own.close()
                raise
            self._leave(own, app)
            return token

    def _leave(self, own: Ledger, app: Flask) -> None:
        """Let no request reach the sample any more, and remove it."""
        sample, background = self._ledger, self._background
        with self._changed:
            self._ledger, self._app = own, app
            self._background = Background(own, workers=self._workers)
            self._changed.wait_for(lambda: self._inside <= 1, _PATIENCE)
        background.stop()
        sample.close()
        sampling.remove(sample.home)
        self._background.start()

    @contextmanager
    def _entered(self) -> Iterator[Flask]:
        with self._changed:
            self._inside += 1
            app = self._app
        try:
            yield app
        finally:
            with self._changed:
                self._inside -= 1
                self._changed.notify_all()


def known(home: Path, config: Config) -> bool:
    """Tell whether there is a ledger in a home that somebody can sign in to."""
    if not (home / "ledger.db").exists():
        return False
    own = Ledger(config.model_copy(update={"home": home}))
    try:
        return bool(accounts.every(own))
    finally:
        own.close()
