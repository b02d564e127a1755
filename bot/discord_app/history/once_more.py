"""The ways on from a session that is over: the same question again, the story for another principle, the attempts side by side."""

from __future__ import annotations

from discord import ui

from bot.core.vocabulary import PRINCIPLES
from bot.discord_app.app import App
from bot.discord_app.cog import Cog
from bot.discord_app.here import server_of
from bot.discord_app.ids import CustomId
from bot.discord_app.interviews.several import beside
from bot.discord_app.render import Outgoing, Press, row_of
from bot.discord_app.responding import Responder
from bot.discord_app.who import who
from bot.usecases.compare import Comparing
from bot.usecases.exchange import Shown, Who, Wish
from bot.usecases.reviving import revived

_TOLD = ("practice", "interview")


class OnceMore(Cog):
    def __init__(self, app: App) -> None:
        self.app = app

    async def cog_load(self) -> None:
        self.app.router.add("reask", self.ask)
        self.app.router.add("revive", self.revive)

    async def ask(self, responder: Responder, id: CustomId) -> None:
        """A new interview like an old one: the same question, or (`value`) another, one for another principle, the one that was read."""
        interaction = responder.interaction
        person = who(interaction.user)
        shown, _turns = await self.app.interviews.opened(person, id.session)
        server = server_of(interaction)
        settings = await self.app.settings.of(server)
        wish = like(shown, id.value)
        place = {"kind": "here", "user": interaction.user.id}
        lead = await beside(self.app, person)
        started = await self.app.interviews.start(person, wish, server_id=server, place=place)
        await self.app.flow.open(responder, started, None, lead=lead, public=settings.threads == "public")

    async def revive(self, responder: Responder, id: CustomId) -> None:
        """Goes on with an interview that was left idle, where it stood."""
        shown = await revived(self.app.interviews, who(responder.interaction.user), id.session)
        await self.app.flow.resume(responder, shown.session.id)


def like(shown: Shown, instead: str) -> Wish:
    """What was wished for then. A walk-through or the bar raiser's chair is about a scenario, an interview about a question. `instead` of
    it: a principle, for which the question is chosen anew; "next", what was rehearsed least lately; "practice", one's own answer."""
    setup = shown.state.setup
    if instead == "next":
        return Wish(None, setup.level, setup.mode, "own", None, setup.probes)
    if instead == "practice":
        return Wish(setup.principle, setup.level, "practice", "own", setup.scenario_id, setup.probes, question=setup.question)
    if setup.mode not in _TOLD:
        return Wish(setup.principle, setup.level, setup.mode, setup.story, setup.scenario_id, setup.probes)
    if instead in PRINCIPLES:
        return Wish(instead, setup.level, setup.mode, "own", None, setup.probes)
    return Wish(setup.principle, setup.level, setup.mode, setup.story, setup.scenario_id, setup.probes, question=setup.question)


async def with_ways(app: App, message: Outgoing, shown: Shown, person: Who) -> Outgoing:
    """A framed page of a session that is over, the ways on from it under it."""
    if not isinstance(message.view, ui.LayoutView):
        return message
    texts, session, setup = app.texts, shown.session, shown.state.setup
    # A walk-through has no question of its own to be asked again. Under the end of an interview the page itself offers that.
    row = []
    if setup.mode not in _TOLD or shown.state.phase != "done" or setup.sealed:
        label = "history.action.again" if setup.mode in _TOLD else "history.action.once_more"
        row.append(Press(texts(label), CustomId("reask", session.id)))
    if session.status == "expired":
        row.insert(0, Press(texts("history.action.revive"), CustomId("revive", session.id), "primary"))
    if setup.mode in _TOLD and shown.state.opening is not None and not setup.sealed:
        row.append(Press(texts("history.action.retell"), CustomId("retellof", session.id)))
        if await Comparing(app.means).attempts(person, session.id) > 1:
            row.append(Press(texts("history.action.compare"), CustomId("compare", session.id)))
    if row:
        message.view.add_item(row_of(row))
    return message
