"""`/study open` and the room in the bar raiser's chair: opening, and what every button and form of a room does."""

from __future__ import annotations

from contextlib import suppress
from typing import cast, get_args

import discord

from bot.core.confidential import Kind
from bot.core.judge import is_unread
from bot.core.ruling import JUDGED
from bot.core.study import SCALE, USUAL_MINUTES
from bot.core.vocabulary import Level
from bot.discord_app.app import App
from bot.discord_app.cog import Cog
from bot.discord_app.forms import ONE, REASONS, chosen, typed
from bot.discord_app.ids import CustomId
from bot.discord_app.in_its_server import InItsServer
from bot.discord_app.paginate import Sheet, sheets
from bot.discord_app.quiz.party import lacking, moderates
from bot.discord_app.render import Look, Outgoing, Press, layout, line
from bot.discord_app.responding import Responder
from bot.discord_app.routing import Handler
from bot.discord_app.steps import LEASE
from bot.discord_app.study.forms import text_form, vote_form
from bot.discord_app.study.pages import leading, own
from bot.discord_app.study.stage import RoomShow
from bot.discord_app.who import who
from bot.usecases.hearing import Hearing
from bot.usecases.privacy import RESHOW_ROOM
from bot.usecases.refusals import OnlyInServers
from bot.usecases.study import CARD, DUE, HOST, LETTERS, FewAnswers, NobodyVoted
from bot.usecases.study_opening import StudyOpening
from bot.usecases.study_refusals import NoSuchRoom, NotAVote, NotTheRoomsHost, RoomMoved, RoomRunning
from bot.wording.blocks import plain
from bot.wording.language import spoken
from bot.wording.names import listed
from bot.wording.study import kept, vote_kept

# What shows the next part.
_LEADS_ON = ("srreveal", "srrevealsure", "srgo", "srgosure")


class StudyRooms(Cog):
    def __init__(self, app: App, client: discord.Client) -> None:
        self.app = app
        self.show = RoomShow(app, client)
        self.studies = self.show.studies
        self.opening = StudyOpening(app.means, app.interviews.rubric)
        self._hearing = Hearing(app.means)
        self._routes = {
            "sranswer": self.open_form,
            "sranswered": self.answered,
            "srsend": self.send,
            "srwithdraw": self.withdraw,
            "srvote": self.open_vote,
            "srvoted": self.voted,
            "srreveal": self.reveal,
            "srrevealsure": self.reveal_sure,
            "srgo": self.go_on,
            "srgosure": self.go_on_sure,
            "srstop": self.ask_to_stop,
            "srstopsure": self.stop,
            "srown": self.own,
        }

    async def cog_load(self) -> None:
        here = InItsServer(self.studies.server_of, NoSuchRoom)
        for action, handler in self._routes.items():
            in_place = action in ("srsend", "srwithdraw", "srrevealsure", "srgosure", "srstopsure")
            served = self._where_it_is_seen(handler) if action in _LEADS_ON else handler
            self.app.router.add(action, here(served), "update" if in_place else "private")
        self.app.schedule.serve(DUE, self.show.serve, lease=LEASE)
        self.app.schedule.serve(CARD, self.show.serve_card, lease=LEASE)
        self.app.schedule.serve(LETTERS, self.show.serve_letters)
        self.app.schedule.serve(HOST, self.show.serve_host)
        self.app.schedule.serve(RESHOW_ROOM, self.show.serve_again)

    # Opening --------------------------------------------------------------------------------------------------------------

    async def open(
        self,
        responder: Responder,
        *,
        level: str | None,
        principle: str | None,
        scenario: str | None,
        question: str | None = None,
        minutes: int | None = None,
        chair: bool = False,
    ) -> None:
        """Raises OnlyInServers, NoSuchScenario, NoScenarioFor; answers itself where a permission is missing or a room is open."""
        interaction, texts = responder.interaction, self.app.texts
        if interaction.guild_id is None or interaction.channel_id is None or not interaction.is_guild_integration():
            raise OnlyInServers
        if await self._lacks(responder):
            return
        if question is not None and principle is None:
            await responder.refuse(texts.text("study.ack.needs_principle"))
            return
        where = (who(interaction.user), interaction.guild_id, interaction.channel_id)
        settings = await self.app.settings.of(interaction.guild_id)
        wanted = cast(Level, level or settings.level or self.app.config.level)
        try:
            if chair:
                await self.opening.open_chair(*where, level=wanted, principle=principle, scenario_id=scenario)
            else:
                await self.opening.open(
                    *where,
                    level=wanted,
                    minutes=minutes or USUAL_MINUTES,
                    principle=principle,
                    scenario_id=None if question is not None else scenario,
                    question=question,
                )
        except RoomRunning:
            running = await self.studies.running_in(interaction.channel_id)
            told = texts.text("refusal.study_running")
            if running is not None:
                # To anybody else they would be buttons that refuse.
                with suppress(NotTheRoomsHost, RoomMoved):
                    led = await self.studies.may_lead(where[0], running.id, moderator=moderates(interaction))
                    await responder.refuse((*told, *plain(" "), *texts.text("study.ack.lead_here")), leading(led.id, led.state, texts))
                    return
            await responder.refuse(told)
            return
        self.app.schedule.wake()
        await responder.private(line(texts.text("study.ack.opened_chair" if chair else "study.ack.opened")))
        # A room that waits for its host says so when nobody is asking for it.
        await self._hearing.heard(where[0], spoken())

    # Answering ------------------------------------------------------------------------------------------------------------

    async def open_form(self, responder: Responder, id: CustomId) -> None:
        texts = self.app.texts
        room = await self.studies.load(id.session)
        if room is not None and room.state.phase != "collecting":
            # Nothing has been typed yet.
            raise RoomMoved
        draft = await self.studies.draft(who(responder.interaction.user), id.session)
        form = text_form(
            CustomId("sranswered", id.session),
            texts,
            title=texts("study.form.title"),
            box=texts("study.form.box"),
            what=texts("study.form.what"),
            above=room.question if room is not None else "",
            draft=draft,
        )
        await responder.form(form)

    async def answered(self, responder: Responder, id: CustomId) -> None:
        text = typed(responder.interaction).get(ONE, "")
        reply = await self.studies.answer(who(responder.interaction.user), id.session, text, responder.receipt)
        self.app.schedule.wake()
        await responder.private(self._receipt(reply.news, sheets(kept(reply, self.app.texts, unread=self._unread(text)))[0], id.session))
        # The judgement comes when nobody is asking for it: then the author's language has to be known.
        await self._hearing.heard(who(responder.interaction.user), spoken())

    async def send(self, responder: Responder, id: CustomId) -> None:
        """Sends the draft that the guard held back: as it is, or without what it found."""
        names = {kind: self.app.texts(f"study.names.{kind}") for kind in get_args(Kind)} if id.value == "without" else None
        person = who(responder.interaction.user)
        text = await self.studies.draft(person, id.session)
        reply = await self.studies.send_draft(person, id.session, names)
        self.app.schedule.wake()
        await responder.update(self._receipt(reply.news, sheets(kept(reply, self.app.texts, unread=self._unread(text)))[0], id.session))

    async def withdraw(self, responder: Responder, id: CustomId) -> None:
        await self.studies.withdraw(who(responder.interaction.user), id.session)
        self.app.schedule.wake()
        texts = self.app.texts
        change = Press(texts("study.button.answer"), CustomId("sranswer", id.session))
        told = Sheet((texts("study.kept.withdrawn"),))
        await responder.update(Outgoing(view=layout(told, Look(rows=((change,),)))))

    # Voting ---------------------------------------------------------------------------------------------------------------

    async def open_vote(self, responder: Responder, id: CustomId) -> None:
        room = await self.studies.load(id.session)
        if room is None:
            raise NoSuchRoom
        if room.state.step != id.step or room.state.round is None:
            raise RoomMoved
        if id.value not in SCALE:
            raise NotAVote
        await responder.form(vote_form(CustomId("srvoted", id.session, id.step, id.value), id.value, self.app.texts))

    async def voted(self, responder: Responder, id: CustomId) -> None:
        reasons = tuple(chosen(responder.interaction, REASONS))
        reply = await self.studies.vote(who(responder.interaction.user), id.session, id.step, id.value, reasons)
        await responder.private(line(vote_kept(reply, self.app.texts)))

    # Leading --------------------------------------------------------------------------------------------------------------

    async def reveal(self, responder: Responder, id: CustomId) -> None:
        await self.show.catch_up(id.session)
        texts = self.app.texts
        try:
            await self.studies.reveal(who(responder.interaction.user), id.session, moderator=moderates(responder.interaction))
        except FewAnswers as few:
            key = "none" if not few.n else "one" if few.n == 1 else "other"
            sure = [Press(texts("study.button.reveal_sure"), CustomId("srrevealsure", id.session), "danger")] if few.n else []
            await responder.private(line(texts.text(f"study.few.{key}", n=few.n), *([sure] if sure else [])))
            return
        self.app.schedule.wake()
        await responder.private(line(texts.text("study.ack.revealed")))

    async def reveal_sure(self, responder: Responder, id: CustomId) -> None:
        await self.show.catch_up(id.session)
        texts, moderator = self.app.texts, moderates(responder.interaction)
        try:
            await self.studies.reveal(who(responder.interaction.user), id.session, moderator=moderator, sure=True)
        except FewAnswers:
            await responder.update(line(texts.text("study.few.none")))
            return
        self.app.schedule.wake()
        await responder.update(line(texts.text("study.ack.revealed")))

    async def go_on(self, responder: Responder, id: CustomId) -> None:
        await self.show.catch_up(id.session)
        moderator = moderates(responder.interaction)
        try:
            await self.studies.go_on(who(responder.interaction.user), id.session, id.step, moderator=moderator)
        except NobodyVoted:
            texts = self.app.texts
            sure = Press(texts("study.button.go_sure"), CustomId("srgosure", id.session, id.step), "danger")
            await responder.private(line(texts.text("study.ack.nobody_voted"), [sure]))
            return
        self.app.schedule.wake()
        await responder.private(line(self.app.texts.text("study.ack.going_on")))

    async def go_on_sure(self, responder: Responder, id: CustomId) -> None:
        await self.show.catch_up(id.session)
        moderator = moderates(responder.interaction)
        await self.studies.go_on(who(responder.interaction.user), id.session, id.step, moderator=moderator, sure=True)
        self.app.schedule.wake()
        await responder.update(line(self.app.texts.text("study.ack.going_on")))

    async def ask_to_stop(self, responder: Responder, id: CustomId) -> None:
        texts = self.app.texts
        await self.studies.may_lead(who(responder.interaction.user), id.session, moderator=moderates(responder.interaction))
        sure = Press(texts("study.button.stop_sure"), CustomId("srstopsure", id.session), "danger")
        await responder.private(line(texts.text("study.ack.stop"), [sure]))

    async def stop(self, responder: Responder, id: CustomId) -> None:
        await self.show.catch_up(id.session)
        await self.studies.stop(who(responder.interaction.user), id.session, moderator=moderates(responder.interaction))
        self.app.schedule.wake()
        await responder.update(line(self.app.texts.text("study.ack.stopped")))

    async def own(self, responder: Responder, id: CustomId) -> None:
        mine = await self.show.stages.own(who(responder.interaction.user), id.session)
        await responder.private(own(mine, self.app.texts))

    # Inside ---------------------------------------------------------------------------------------------------------------

    def _where_it_is_seen(self, handler: Handler) -> Handler:
        """Leads a room on only where the next part can be shown: else it would be over, for a permission that can be given back."""

        async def served(responder: Responder, id: CustomId) -> None:
            if not await self._lacks(responder):
                await handler(responder, id)

        return served

    async def _lacks(self, responder: Responder) -> bool:
        """Whether the bot may not write here, which is told."""
        interaction, texts = responder.interaction, self.app.texts
        missing = lacking(interaction.app_permissions, interaction.channel)
        if missing:
            names = listed([texts(f"discord.permission.{name}") for name in missing], texts)
            await responder.refuse(texts.text("study.ack.lacks", names=names))
        return bool(missing)

    def _unread(self, text: str) -> bool:
        """Whether the judge will not understand it: that is told while it can still be changed."""
        return is_unread(self.app.interviews.rubric, text[:JUDGED])

    def _receipt(self, news: str, sheet: Sheet, room: str) -> Outgoing:
        texts = self.app.texts

        def press(action: str, label: str, value: str = "", style: str = "secondary") -> Press:
            return Press(texts(f"study.button.{label}"), CustomId(action, room, value=value), style)

        row: tuple[Press, ...]
        if news == "warned":
            row = (
                press("sranswer", "change", style="primary"),
                press("srsend", "without", "without"),
                press("srsend", "as_is", "asis", "danger"),
            )
        else:
            row = (press("sranswer", "change"), press("srwithdraw", "withdraw"))
        return Outgoing(view=layout(sheet, Look(rows=(row,))))
