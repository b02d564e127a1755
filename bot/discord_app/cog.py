"""What holds a feature's commands, and hears what happens. discord.py's own cogs do the same, and bring along its whole framework of
commands in messages, of which we have none: 1.4 MB.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any, TypeVar

import discord
from discord import app_commands

Heard = Callable[..., Coroutine[Any, Any, None]]
Held = app_commands.Command[Any, ..., Any] | app_commands.Group
Method = TypeVar("Method", bound=Heard)
_LISTENS = "__listens__"


if TYPE_CHECKING:
    # A command's owner is one of these to discord.py's types; to its code, whatever has the method.
    from discord.ext.commands import Cog as Owner
else:
    Owner = object


def listens(method: Method) -> Method:
    """The method hears the event that it is called after, as `on_ready`."""
    setattr(method, _LISTENS, True)
    return method


class Cog(Owner):
    """Its methods that are commands, and its groups of them, are in the tree once it is added."""

    async def cog_load(self) -> None:
        """Before its commands can be given."""

    def bound(self) -> list[Held]:
        """Its commands, bound to it: a class's own are nobody's."""
        held = [
            value for name in dir(type(self)) if isinstance(value := getattr(type(self), name), app_commands.Command | app_commands.Group)
        ]
        return [one._copy_with(parent=None, binding=self) for one in held if one.parent is None]

    def hearing(self) -> list[Heard]:
        return [getattr(self, name) for name in dir(type(self)) if hasattr(getattr(type(self), name), _LISTENS)]


class CogClient(discord.AutoShardedClient):
    """A client of cogs. `tree` is made by whoever inherits from it."""

    tree: app_commands.CommandTree[Any]

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._heard: dict[str, list[Heard]] = {}

    async def add_cog(self, cog: Cog) -> None:
        await cog.cog_load()
        for method in cog.hearing():
            self.add_listener(method)
        for command in cog.bound():
            self.tree.add_command(command)

    def add_listener(self, method: Heard) -> None:
        """It hears the event that it is called after, as `on_ready`."""
        self._heard.setdefault(method.__name__, []).append(method)

    def dispatch(self, event: str, /, *args: Any, **kwargs: Any) -> None:
        super().dispatch(event, *args, **kwargs)
        name = f"on_{event}"
        for method in self._heard.get(name, ()):
            self._schedule_event(method, name, *args, **kwargs)
