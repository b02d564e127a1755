"""`/interview loop`: an interview day. Each round is an interview in a place of its own; between rounds stands a page that waits."""

from __future__ import annotations

from typing import cast

from bot.core.vocabulary import Level
from bot.discord_app.app import App
from bot.discord_app.cog import Cog
from bot.discord_app.here import server_of
from bot.discord_app.ids import CustomId
from bot.discord_app.paginate import Sheet
from bot.discord_app.places import LADDER, gone
from bot.discord_app.render import ACCENTS, Look, Outgoing, Press, layout
from bot.discord_app.responding import Responder
from bot.discord_app.retrying import discords
from bot.discord_app.turning import leaf
from bot.discord_app.unshown import lags
from bot.discord_app.who import who
from bot.usecases.loop import Days, DayShown
from bot.usecases.past_refusals import DayOpen, NoDay
from bot.usecases.refusals import NothingOpen
from bot.usecases.showing import stands
from bot.usecases.tellings import Tellings
from bot.wording.loop import day_page, panel_page


class LoopDays(Cog):
    """The buttons carry the day's id, or the id of the round that is over; where a round is held goes along in their value."""

    def __init__(self, app: App, tellings: Tellings) -> None:
        self.app = app
        self.days = Days(app.interviews, tellings)

    async def cog_load(self) -> None:
        add = self.app.router.add
        add("round", self.begin)
        add("rounds", self.between)
        add("panel", self.read, "update")
        add("dayend", self.ask_to_end)
        add("dayended", self.end, "update")

    async def open(self, responder: Responder, level: str | None, place: str | None) -> None:
        """The command: a new day, or the one that is under way."""
        interaction = responder.interaction
        person = who(interaction.user)
        server = server_of(interaction)
        settings = await self.app.settings.of(server)
        wanted = cast(Level, level or settings.level or self.app.config.level)
        try:
            day = await self.days.start(person, wanted, server)
        except DayOpen:
            day = await self.days.standing(person)
        await responder.private(self._page(day, place))

    async def begin(self, responder: Responder, id: CustomId) -> None:
        """The round that the button names. A second click finds it open; where it is over, the day is shown as it stands by now: a button
        that says one round begins no other."""
        interaction = responder.interaction
        day = await self.days.standing(who(interaction.user), id.session)
        if not day.is_open or day.day.place != id.step:
            await responder.private(self._page(day, id.value))
            return
        server = server_of(interaction)
        settings = await self.app.settings.of(server)
        user = interaction.user
        shown = await self.days.begin(
            who(user),
            id.session,
            settings.probes or self.app.config.probes,
            server_id=server,
            place={"kind": "here", "user": user.id},
        )
        if shown.fresh:
            await self.app.flow.open(responder, shown, id.value if id.value in LADDER else None, public=False)
        else:
            await self.app.flow.resume(responder, shown.session.id)

    async def stands(self, responder: Responder) -> None:
        """For whoever has no interview open: the day between two rounds. Raises NothingOpen."""
        try:
            day = await self.days.standing(who(responder.interaction.user))
        except NoDay:
            raise NothingOpen from None
        if not day.is_open:
            raise NothingOpen
        await responder.private(self._page(day, None))

    async def between(self, responder: Responder, id: CustomId) -> None:
        """From a round that is over to where the day stands."""
        await responder.private(self._page(await self.days.of_session(who(responder.interaction.user), id.session), None))

    async def read(self, responder: Responder, id: CustomId) -> None:
        """The panel's debrief, or another page of it."""
        day = await self.days.finish(who(responder.interaction.user), id.session)
        await responder.update(self._panel(day, id.step))
        await self._opened(day)

    async def ask_to_end(self, responder: Responder, id: CustomId) -> None:
        texts = self.app.texts
        yes = Press(texts("loop.action.end_yes"), CustomId("dayended", id.session), "danger")
        await responder.private(Outgoing(view=layout(Sheet((texts("loop.end_sure"),)), Look(rows=((yes,),)))))

    async def end(self, responder: Responder, id: CustomId) -> None:
        day = await self.days.finish(who(responder.interaction.user), id.session, early=True)
        await responder.update(self._panel(day, 0))
        await self._opened(day)

    async def _opened(self, day: DayShown) -> None:
        """Each round gets its own debrief where it was held, once: where it is shown is noted with its step."""
        for one in day.day.rounds:
            shown = None if one.session is None else await stands(self.app.interviews, one.session)
            if shown is None or shown.session.is_open or not lags(shown.session):
                continue
            try:
                await self.app.flow.post_where_it_is(shown, lead="loop.opened")
            except Exception as error:
                if discords(error):
                    self.app.flow.unshown.add(shown.session.id)
                elif not gone(error):
                    raise

    def _page(self, day: DayShown, place: str | None) -> Outgoing:
        if not day.is_open:
            return self._panel(day, 0)
        texts, standing = self.app.texts, day.day
        began = any(one.session or one.over for one in standing.rounds)
        row: tuple[Press, ...]
        end = Press(texts("loop.action.end"), CustomId("dayend", day.id))
        if standing.over:
            row = (Press(texts("loop.action.read"), CustomId("panel", day.id), "primary"),)
        else:
            under_way = standing.rounds[standing.place].session is not None
            label = texts("loop.action.go_on" if under_way else "loop.action.begin", number=standing.place + 1)
            row = (Press(label, CustomId("round", day.id, standing.place, place or ""), "primary"), end)
        return leaf(day_page(standing, texts, began=began), 0, None, texts, rows=[row])

    def _panel(self, day: DayShown, page: int) -> Outgoing:
        texts = self.app.texts
        accent = ACCENTS[day.panel.decision] if day.panel is not None else ACCENTS["insufficient_evidence"]
        held = [one for one in day.panel.rounds if one.session] if day.panel is not None else []
        rows = [[Press(texts("loop.action.round", number=one.place + 1), CustomId("resume", one.session)) for one in held]] if held else []
        return leaf(
            panel_page(day.panel, texts),
            page,
            lambda other: CustomId("panel", day.id, other),
            texts,
            rows=rows,
            accent=accent,
        )
