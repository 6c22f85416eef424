"""Groups of commands of which one may be called without its name."""

from typing import Self

import click


class Shortcut(click.Group):
    """A group that takes words that name none of its commands for those of one."""

    meant = ""

    @classmethod
    def to(cls, name: str) -> type[Self]:
        """Return the class of groups whose usual command has this name."""
        return type(cls.__name__, (cls,), {"meant": name})

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the name of the usual command before words that name none."""
        first = args[0] if args else ""
        if first not in {*self.commands, "-h", "--help"}:
            args = [self.meant, *args]
        return super().parse_args(ctx, args)
