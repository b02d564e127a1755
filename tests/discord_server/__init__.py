"""A loopback Discord: gateway and REST for the real discord.py client in a real bot process. README.md is the manual.

server.py        the server as tests hold it        furnishing.py   setting the stage
actor.py, talking.py, seen.py, modal.py             people, what they do and see
interacting.py, options.py, interaction.py          what they do becomes an interaction
world.py, model.py, permissions.py, ids.py, clock.py, pulse.py, log.py, faults.py     the state
payloads.py, components.py, transcript.py, dump.py  that state as JSON, as text, as input for pictures
gateway.py, websocket.py, events.py                 the gateway
api.py, ratelimits.py, rest/, rules/, errors.py, spec.py                              REST, and its rules
bot_process.py, copied.py, killing.py, ../launched/ the bot's process, and its end
"""

from .actor import Actor
from .bot_process import BotFailed, BotProcess
from .faults import Fault
from .gateway import Intent
from .killing import Killer, Point
from .log import RequestRecord, Violation
from .modal import Modal
from .model import Channel, ChannelKind, Guild, Message, Role
from .options import CannotDo
from .permissions import Permission
from .seen import Choice, Seen
from .server import DiscordServer

__all__ = [
    "Actor",
    "BotFailed",
    "BotProcess",
    "CannotDo",
    "Channel",
    "ChannelKind",
    "Choice",
    "DiscordServer",
    "Fault",
    "Guild",
    "Intent",
    "Killer",
    "Message",
    "Modal",
    "Permission",
    "Point",
    "RequestRecord",
    "Role",
    "Seen",
    "Violation",
]
