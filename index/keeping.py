"""Which of several indexes in a data folder is searched, and which is built beside it.

Each engine has its own folder; a small file says which one is in use, and is read again
at each question, so that every process notices when another engine took over. A new
index is built beside the old one, takes over, and only then is the old one removed.
"""

from pathlib import Path
from threading import Lock

from index.choice import clear_index
from index.choice import clear_older
from index.choice import ENGINES
from index.choice import installed
from index.choice import open_index
from index.choice import place
from index.choice import WHOOSH
from index.engine import Engine
from index.engine import IndexBrokenError

_IN_USE = "engine"


class Indexes:
    """The indexes of a data folder, of which one is searched."""

    def __init__(self, folder: Path, first: str = WHOOSH) -> None:
        """Know the folder; nothing is opened before it is asked for.

        Args:
            folder: of all indexes.
            first: the engine with which one begins where there is none.
        """
        self._folder = folder
        self._first = first if installed(first) else WHOOSH
        self._lock = Lock()
        self._open: dict[str, Engine] = {}

    @property
    def in_use(self) -> str:
        """Return the engine that is searched; one that is installed."""
        name = self._noted() or next(filter(self.there, ENGINES), self._first)
        return name if name in ENGINES and installed(name) else WHOOSH

    def current(self) -> Engine:
        """Return the index that is searched, opened when it is first needed.

        One that cannot be read is thrown away: it is made anew from the log.
        """
        with self._lock:
            return self._opened(self.in_use)

    def beside(self, engine: str) -> Engine:
        """Return the index of another engine, which is not searched yet."""
        with self._lock:
            return self._opened(engine)

    def take_over(self, engine: str) -> None:
        """Let another engine's index be searched from now on, in every process."""
        self._folder.mkdir(parents=True, exist_ok=True)
        new = self._folder / f"{_IN_USE}.new"
        new.write_text(f"{engine}\n", "ascii")
        new.replace(self._folder / _IN_USE)

    def settle(self) -> None:
        """Write down what is in use where another one is noted, but not installed."""
        if self._noted() not in {"", self.in_use}:
            self.take_over(self.in_use)

    def there(self, engine: str) -> bool:
        """Tell whether there is anything of an engine."""
        return place(self._folder, engine).exists()

    def drop(self, engine: str) -> None:
        """Remove the index of an engine; later, where another process has it.

        Raises:
            IndexBusyError: another process writes into it.
        """
        with self._lock:
            if engine in self._open:
                self._open.pop(engine).close()
            clear_index(self._folder, engine)

    def drop_older(self) -> None:
        """Remove what older schemas left; later, where an older program has it.

        Raises:
            IndexBusyError: an older program writes into it.
        """
        clear_older(self._folder)

    def clear(self) -> None:
        """Throw away the index that is searched; the next one has the same engine.

        Raises:
            IndexBusyError: somebody else writes into it.
        """
        name = self.in_use
        self.take_over(name)
        self.drop(name)

    def close(self) -> None:
        """Let go of all of them."""
        with self._lock:
            for engine in self._open.values():
                engine.close()
            self._open.clear()

    def _noted(self) -> str:
        """Return the engine that took over last; empty where none ever did."""
        try:
            return (self._folder / _IN_USE).read_text("ascii").strip()
        except (FileNotFoundError, UnicodeDecodeError):
            return ""

    def _opened(self, engine: str) -> Engine:
        """Return an index; where it cannot be read, a new one."""
        if engine not in self._open:
            try:
                self._open[engine] = open_index(self._folder, engine)
            except IndexBrokenError:
                clear_index(self._folder, engine)
                self._open[engine] = open_index(self._folder, engine)
        return self._open[engine]
