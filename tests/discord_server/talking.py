"""What people write, edit, delete and mark."""

from __future__ import annotations

from collections.abc import Sequence

from .events import Events
from .model import Attachment, Channel, Message, MessageFlag, MessageKind, User
from .options import CannotDo
from .permissions import Permission, may_see
from .rest.attachments import content_type
from .rules.mentions import find_mentions
from .world import World

MOST_CHARACTERS = 4000
"""With a subscription; 2,000 without. The bot meets both."""
VOICE_MESSAGE = "voice-message.ogg"
"""What the client calls the file of one."""


class Talking:
    def __init__(self, world: World, events: Events) -> None:
        self.world = world
        self.events = events

    def say(
        self, user: User, channel: Channel, text: str, *, reply_to: Message | None, ping: bool, files: Sequence[tuple[str, bytes]]
    ) -> Message:
        self._may_write(user, channel)
        if len(text) > MOST_CHARACTERS:
            raise CannotDo(f"{len(text)} characters; at most {MOST_CHARACTERS}")
        if not text.strip() and not files:
            raise CannotDo("an empty message does not go")
        self._wake(channel)
        message = Message(self.world.ids.next(), channel, user, self.world.now(), content=text.strip(), reply_to=reply_to)
        message.kind = MessageKind.REPLY if reply_to else MessageKind.DEFAULT
        for filename, data in files:
            attachment = Attachment(self.world.ids.next(), filename, data, content_type(filename))
            attachment.url = f"{self.world.base_url}/cdn/attachments/{channel.id}/{attachment.id}/{filename}"
            message.attachments.append(attachment)
        if any(filename == VOICE_MESSAGE for filename, _ in files):
            message.flags |= MessageFlag.VOICE_MESSAGE
        self._mention(message, ping=ping)
        self.world.add_message(message)
        self.events.message_created(message)
        return message

    def forward(self, user: User, channel: Channel, forwarded: Message) -> Message:
        self._may_write(user, channel)
        self._wake(channel)
        message = Message(self.world.ids.next(), channel, user, self.world.now(), forwards=forwarded.snapshot())
        self.world.add_message(message)
        self.events.message_created(message)
        return message

    def _mention(self, message: Message, *, ping: bool) -> None:
        allowed = {"parse": ["users", "roles", "everyone"], "replied_user": ping}
        found = find_mentions(message.content, [], message.channel, message.author, allowed, reply_to=message.reply_to)
        message.mentions, message.mention_roles, message.mention_everyone = found.users, found.roles, found.everyone
        message.pings = found.pings
        thread = message.channel.thread
        if thread is not None:
            added = [user_id for user_id in (*message.mentions, message.author.id) if user_id not in thread.members]
            for user_id in added:
                thread.members[user_id] = self.world.now()
            self.events.thread_members(message.channel, added=added)

    def _may_write(self, user: User, channel: Channel) -> None:
        if channel.deleted or not may_see(channel, user.id):
            raise CannotDo(f"{user.name} does not see {channel.name}")
        if channel.guild is None:
            return
        needed = Permission.SEND_MESSAGES_IN_THREADS if channel.thread else Permission.SEND_MESSAGES
        granted = self.world.granted(channel, user.id)
        if not granted & needed:
            raise CannotDo(f"{user.name} may not write in {channel.name}")
        if channel.thread and channel.thread.locked and not granted & Permission.MANAGE_THREADS:
            raise CannotDo(f"{channel.name} is locked")

    def _wake(self, channel: Channel) -> None:
        if channel.thread is not None and channel.thread.archived:
            channel.thread.archived = False
            channel.thread.archive_at = self.world.now()
            self.events.thread("THREAD_UPDATE", channel)

    def edit(self, user: User, message: Message, text: str) -> None:
        if message.author is not user:
            raise CannotDo("only its author edits a message")
        if message.channel.thread is not None and message.channel.thread.archived:
            raise CannotDo("the thread is archived")
        message.versions.append(message.snapshot())
        message.content, message.edited_at = text.strip(), self.world.now()
        self._mention(message, ping=message.reply_to is not None and message.reply_to.author.id in message.mentions)
        self.events.message_updated(message)
        self.world.pulse.beat()

    def delete(self, user: User, message: Message) -> None:
        granted = self.world.granted(message.channel, user.id)
        if message.author is not user and not message.ephemeral and not granted & Permission.MANAGE_MESSAGES:
            raise CannotDo(f"{user.name} may not delete that")
        message.deleted = True
        message.channel.messages.pop(message.id, None)
        self.events.message_deleted(message)
        self.world.pulse.beat()

    def react(self, user: User, message: Message, emoji: str) -> None:
        if message.channel.thread is not None and message.channel.thread.archived:
            raise CannotDo("the thread is archived")
        who = message.reactions.setdefault(emoji, [])
        if user.id not in who:
            who.append(user.id)
            self.events.reaction(message, user, emoji, added=True)
            self.world.pulse.beat()
