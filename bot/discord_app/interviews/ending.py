"""An end cannot be taken back: it is asked for once more, however it was said, unless nothing would be lost by it."""

from __future__ import annotations

from bot.core.events import AnotherAsked, Ended, Event
from bot.discord_app.ids import CustomId
from bot.discord_app.paginate import Sheet
from bot.discord_app.render import Look, Outgoing, Press, layout
from bot.usecases.exchange import Shown
from bot.wording.catalogue import Texts


def is_asked_first(event: Event | type[AnotherAsked], shown: Shown) -> bool:
    return isinstance(event, Ended) and shown.state.setup.mode != "learn"


def are_you_sure(shown: Shown, texts: Texts) -> Outgoing:
    """The question, with the button that ends the interview at the step where it stands."""
    yes = Press(texts("discord.end.yes"), CustomId("ended", shown.session.id, shown.session.step), "danger")
    return Outgoing(view=layout(Sheet((texts("discord.end.sure"),)), Look(rows=((yes,),))))
