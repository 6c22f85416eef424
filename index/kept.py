"""What was looked up lately, kept for the next question."""

from collections import OrderedDict
from collections.abc import Callable
from collections.abc import Hashable
from collections.abc import Sized
from typing import Generic
from typing import TypeVar

Value = TypeVar("Value", bound=Sized)


class Kept(Generic[Value]):
    """Values by name, the latest used, bounded by how much they hold together."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._size = 0
        self._values: OrderedDict[Hashable, Value] = OrderedDict()

    def get(self, name: Hashable, build: Callable[[], Value]) -> Value:
        """Return a value, building it if it is not kept."""
        if name in self._values:
            self._values.move_to_end(name)
            return self._values[name]
        value = build()
        self._values[name] = value
        self._size += len(value) + 1
        while self._size > self._most and len(self._values) > 1:
            _, dropped = self._values.popitem(last=False)
            self._size -= len(dropped) + 1
        return value
