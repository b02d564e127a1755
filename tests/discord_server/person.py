"""A person: where they are, what they see, what they write. What they press is in `actor.py`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from .model import Channel, Message, User
from .permissions import may_see
from .seen import Seen
from .transcript import channel_text

if TYPE_CHECKING:
    from .server import DiscordServer

Look = str | Callable[[Message], bool]


class Person:
    def __init__(self, server: DiscordServer, user: User) -> None:
        self.server = server
        self.world = server.world
        self.user = user
        self._here: Channel | None = None

    # --- who and where

    @property
    def id(self) -> int:
        return self.user.id

    @property
    def name(self) -> str:
        return self.user.name

    @property
    def mention(self) -> str:
        return self.user.mention

    @property
    def dm(self) -> Channel:
        """The DM with the bot."""
        return self.world.open_dm(self.world.bot, self.user)

    @property
    def here(self) -> Channel:
        """Where the person is when a call does not say: the last place, or the first channel of their first server."""
        if self._here is None or self._here.deleted:
            guild = next((each for each in self.world.guilds.values() if self.id in each.members), None)
            if guild is None:
                return self.dm
            self._here = next(each for each in guild.channels.values() if each.thread is None)
        return self._here

    @here.setter
    def here(self, channel: Channel) -> None:
        self._here = channel

    # --- talking

    async def say(
        self,
        channel: Channel,
        text: str = "",
        /,
        *,
        reply_to: Message | Seen | None = None,
        ping: bool = True,
        files: Sequence[tuple[str, bytes]] = (),
    ) -> Message:
        self._here = channel
        answered = reply_to.message if isinstance(reply_to, Seen) else reply_to
        return self.server.talking.say(self.user, channel, text, reply_to=answered, ping=ping, files=files)

    async def forward(self, message: Message, channel: Channel) -> Message:
        self._here = channel
        return self.server.talking.forward(self.user, channel, message)

    async def edit(self, message: Message, text: str) -> None:
        self.server.talking.edit(self.user, message, text)

    async def delete(self, message: Message) -> None:
        self.server.talking.delete(self.user, message)

    async def react(self, message: Message, emoji: str) -> None:
        self.server.talking.react(self.user, message, emoji)

    async def type_in(self, channel: Channel) -> None:
        self.server.events.typing(channel, self.user)

    # --- looking

    def visible(self, channel: Channel | None = None) -> list[Message]:
        return self.world.visible_messages(channel or self.here, self.id)

    def sees(self, channel: Channel | None = None) -> str:
        place = channel or self.here
        return channel_text(place, self.visible(place), self.id)

    def threads(self) -> list[Channel]:
        """Threads in their servers that they see, oldest first."""
        mine = [each for each in self.world.channels.values() if each.thread is not None and may_see(each, self.id)]
        return sorted(mine, key=lambda each: each.id)

    async def wait_for(self, look: Look, /, *, at: Channel | None = None, timeout: float = 5.0) -> Message:
        """The newest visible message that fits, already there or when it comes. A text is looked for in `message.text`."""
        place = at or self.here

        def find() -> Message | None:
            return next((each for each in reversed(self.visible(place)) if _fits(look, each)), None)

        try:
            found = await self.world.pulse.until(find, timeout, f"{self.name} to see {look!r}")
        except TimeoutError as missing:
            raise TimeoutError(f"{missing}\n{self.sees(place)}") from None
        assert found is not None
        return found

    async def wait_for_new(self, *, at: Channel | None = None, since: Message | None = None, timeout: float = 5.0) -> Message:
        """The bot's next message after `since` (else: after now)."""
        place = at or self.here
        after = since.id if since else max(place.messages, default=0)
        by_bot: Callable[[Message], bool] = lambda each: each.id > after and each.author is self.world.bot and not each.loading  # noqa: E731
        await self.wait_for(by_bot, at=place, timeout=timeout)
        return next(each for each in self.visible(place) if by_bot(each))

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.name}>"


def _fits(look: Look, message: Message) -> bool:
    return look in message.text if isinstance(look, str) else look(message)
