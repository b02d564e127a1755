"""`/study panel`: the private thread of two, the interviewer's desk, the candidate's box, the scorecard."""

from __future__ import annotations

from typing import cast

import discord

from bot.core.scorecard import NOTES
from bot.core.study import SCALE
from bot.core.vocabulary import Level
from bot.discord_app.app import App
from bot.discord_app.cog import Cog
from bot.discord_app.forms import ONE, REASONS, chosen, typed
from bot.discord_app.ids import CustomId, number
from bot.discord_app.paginate import sheets
from bot.discord_app.places import Impossible, thread_for
from bot.discord_app.quiz.party import lacking
from bot.discord_app.render import ACCENTS, Look, Outgoing, Press, layout, line
from bot.discord_app.responding import FILE, Responder
from bot.discord_app.routing import Handler
from bot.discord_app.steps import LEASE
from bot.discord_app.study.forms import score_form, text_form
from bot.discord_app.study.pages import verdicts
from bot.discord_app.study.panel_show import PanelShow, answer_row, page, round_row
from bot.discord_app.who import who
from bot.usecases.exchange import Who
from bot.usecases.peer import DUE, Peers, Seats
from bot.usecases.refusals import OnlyInServers
from bot.usecases.study_refusals import NotAVote, PanelMoved, PanelNeedsTwo
from bot.wording.blocks import Paragraph, named, plain
from bot.wording.debrief import debrief, summary
from bot.wording.language import speaking
from bot.wording.markdown import markdown
from bot.wording.peer import asked, compared, desk, warned

DESK_FILE = "desk.md"
# The button of the desk that takes a summary.
_AT_DESK = "desk"
# What the thread shows to the other one, and the boxes that lead there.
_FOR_THE_OTHER = ("ppin", "ppanswer", "ppanswered", "ppsend", "pput", "ppscore", "ppscored")


class PeerPanels(Cog):
    def __init__(self, app: App, client: discord.Client) -> None:
        self.app = app
        self.peers = Peers(app.means, app.interviews.rubric)
        self.show = PanelShow(app, client, self.peers)
        self._routes = {
            "ppin": self.accept,
            "ppdesk": self.desk,
            "ppanswer": self.open_form,
            "ppanswered": self.answered,
            "ppsend": self.send,
            "pput": self.put,
            "ppother": self.other,
            "ppscore": self.open_score,
            "ppscored": self.scored,
            "ppjudge": self.judged,
            "ppend": self.ask_to_end,
            "ppendsure": self.end,
        }

    async def cog_load(self) -> None:
        for action, handler in self._routes.items():
            served = self._where_it_is_seen(handler) if action in _FOR_THE_OTHER else handler
            self.app.router.add(action, served, "update" if action in ("ppsend", "ppother", "ppendsure") else "private")
        self.app.schedule.serve(DUE, self.show.serve, lease=LEASE)

    # Opening --------------------------------------------------------------------------------------------------------------

    async def open(self, responder: Responder, partner: discord.User | discord.Member, principle: str | None, level: str | None) -> None:
        """Raises OnlyInServers, PanelNeedsTwo, and what `Peers.open` raises; says itself why no thread can be had."""
        interaction, texts = responder.interaction, self.app.texts
        if interaction.guild_id is None or not interaction.is_guild_integration():
            raise OnlyInServers
        if partner.bot or partner.id == interaction.user.id or not isinstance(partner, discord.Member):
            raise PanelNeedsTwo
        await responder.hold()

        async def place() -> int:
            return (await thread_for(interaction, partner, texts("peer.thread"), texts)).id

        try:
            panel = await self.peers.open(
                who(interaction.user),
                who(partner),
                interaction.guild_id,
                place,
                level=cast(Level, level or (await self.app.settings.of(interaction.guild_id)).level or self.app.config.level),
                principle=principle,
            )
        except Impossible as impossible:
            await responder.private(line(impossible.why or ()))
            return
        self.app.schedule.wake()
        where = texts.text("discord.place.in_thread", channel=named("channel", panel.channel_id))
        await responder.private(line(texts.text("peer.ack.opened", where=where, partner=named("member", partner.id))))

    async def accept(self, responder: Responder, id: CustomId) -> None:
        await self.show.catch_up(id.session)
        await self.peers.accept(who(responder.interaction.user), id.session)
        self.app.schedule.wake()
        await responder.private(line(self.app.texts.text("peer.ack.begun")))

    # Asking and answering -------------------------------------------------------------------------------------------------

    async def desk(self, responder: Responder, id: CustomId) -> None:
        await responder.private(await self._desk(who(responder.interaction.user), id.session))

    async def open_form(self, responder: Responder, id: CustomId) -> None:
        """The box of whoever presses: the candidate's answer, or the interviewer's summary. The button under a question that was asked in
        the thread carries that one's round and step, and takes nothing once another is open: it would be heard as an answer to that. Nor
        does the desk of a round that is over, whose owner sits in the other seat by now."""
        texts = self.app.texts
        at_desk = id.value == _AT_DESK
        under = (number(id.value), id.step) if id.value and not at_desk else None
        step, draft, question, asks = await self.peers.answering(who(responder.interaction.user), id.session, under)
        if at_desk and not asks:
            raise PanelMoved
        kind = "summary" if asks else "answer"
        form = text_form(
            CustomId("ppanswered", id.session, step, kind),
            texts,
            title=texts(f"peer.form.{kind}"),
            box=texts(f"peer.form.{kind}"),
            what=texts(f"peer.form.{kind}_what"),
            above=question,
            draft=draft,
        )
        await responder.form(form)

    async def answered(self, responder: Responder, id: CustomId) -> None:
        text, person = typed(responder.interaction).get(ONE, ""), who(responder.interaction.user)
        found = await self.peers.answer(person, id.session, id.step, text, responder.receipt)
        seats = await self.peers.seats(id.session)
        if found:
            buttons = (
                Press(self.app.texts("peer.button.change"), CustomId("ppanswer", id.session), "primary"),
                Press(self.app.texts("peer.button.as_is"), CustomId("ppsend", id.session, id.step), "danger"),
            )
            await responder.private(page(warned(found, seats.interviewer, self.app.texts), buttons))
            return
        await self._taken(responder, id, seats, text, private=True)

    async def send(self, responder: Responder, id: CustomId) -> None:
        text = await self.peers.send_draft(who(responder.interaction.user), id.session, id.step)
        await self._taken(responder, id, await self.peers.seats(id.session), text, private=False)

    async def put(self, responder: Responder, id: CustomId) -> None:
        """The open question, in the thread, in the interviewer's name."""
        person = who(responder.interaction.user)
        reply, step = await self.peers.desk(person, id.session)
        panel = await self.peers.load(id.session)
        if panel is None or reply.question is None or step != id.step:
            raise PanelMoved
        if await self.show.left_by_one(panel):
            await responder.private(line(self.app.texts.text("peer.end.left")))
            return
        with speaking(await self.app.language_of(panel.server_id)):
            row = answer_row(CustomId("ppanswer", id.session, step, str(reply.round)), self.app.texts)
            question = page(asked(person.external_id, reply.question, self.app.texts), row)
        await self.show.post(panel.channel_id, f"{id.session}.q{panel.state.round}.{step}", question)
        await responder.private(line(self.app.texts.text("peer.ack.put")))

    async def other(self, responder: Responder, id: CustomId) -> None:
        person = who(responder.interaction.user)
        await self.peers.pass_over(person, id.session, id.step)
        await responder.update(await self._desk(person, id.session))

    # Scoring --------------------------------------------------------------------------------------------------------------

    async def open_score(self, responder: Responder, id: CustomId) -> None:
        desk, _step = await self.peers.desk(who(responder.interaction.user), id.session)
        if id.value not in SCALE:
            raise NotAVote
        texts = self.app.texts
        boxes = {box: (texts(f"peer.form.{box}"), texts(f"peer.form.{box}_what")) for box in NOTES}
        above = "" if any(one.answer is not None for one in desk.heard) else texts("peer.form.unheard")
        await responder.form(score_form(CustomId("ppscored", id.session, id.step, id.value), id.value, boxes, texts, above=above))

    async def scored(self, responder: Responder, id: CustomId) -> None:
        notes = {box: text for box, text in typed(responder.interaction).items() if box in NOTES}
        reasons = tuple(chosen(responder.interaction, REASONS))
        await self.show.catch_up(id.session)
        await self.peers.score(who(responder.interaction.user), id.session, id.step, id.value, reasons, notes)
        await responder.receipt()
        self.app.schedule.wake()
        await responder.private(line(self.app.texts.text("peer.ack.scored")))

    async def judged(self, responder: Responder, id: CustomId) -> None:
        """After the scorecard: the interviewer's calibration, or the candidate's debrief."""
        texts = self.app.texts
        reply, candidate = await self.peers.compared(who(responder.interaction.user), id.session, id.step)
        told = reply.debrief
        if told is None or not candidate:
            await responder.private(page(compared(reply, texts)))
            return
        view = layout(sheets(summary(told, texts))[0], Look(ACCENTS[told.final_vote.verdict]))
        await responder.private(Outgoing(view=view))
        await responder.private(line(texts.text("peer.compared.file"), file=("debrief.md", markdown(debrief(told, texts)))))

    async def ask_to_end(self, responder: Responder, id: CustomId) -> None:
        texts = self.app.texts
        sure = Press(texts("peer.button.end_sure"), CustomId("ppendsure", id.session), "danger")
        await responder.private(line(texts.text("peer.ack.stop"), [sure]))

    async def end(self, responder: Responder, id: CustomId) -> None:
        await self.show.catch_up(id.session)
        await self.peers.stop(who(responder.interaction.user), id.session)
        self.app.schedule.wake()
        await responder.update(line(self.app.texts.text("peer.ack.stopped")))

    # Inside ---------------------------------------------------------------------------------------------------------------

    def _where_it_is_seen(self, handler: Handler) -> Handler:
        """Takes what is for the other one, or leads there, only while the thread takes a word from us: else nobody would ever see it."""

        async def served(responder: Responder, id: CustomId) -> None:
            interaction, thread = responder.interaction, responder.interaction.channel
            granted = interaction.app_permissions
            locked = isinstance(thread, discord.Thread) and thread.locked and not granted.manage_threads
            if locked or lacking(granted, thread):
                panel = await self.peers.load(id.session)
                if panel is not None and panel.state.is_open:
                    await responder.refuse(self.app.texts.text("peer.ack.shut"))
                    return
            await handler(responder, id)

        return served

    async def _taken(self, responder: Responder, id: CustomId, seats: Seats, text: str, *, private: bool) -> None:
        """An answer is in: the two are told, each where they are. Where the interviewer has left, nobody will score it: it goes back."""
        texts, person = self.app.texts, who(responder.interaction.user)
        if person.external_id == seats.interviewer:
            shown = await self._desk(person, id.session)
            clicked = responder.interaction.message
            await (responder.update(shown) if clicked is not None and clicked.flags.ephemeral else responder.private(shown))
            return
        panel = await self.peers.load(id.session)
        left = panel is not None and await self.show.left_by_one(panel)
        if left:
            what = (*texts.text("peer.end.left"), *plain(" "), *texts.text("discord.error.in_file"))
            await responder.private(line(what, file=(FILE, text)))
            return
        told = page((Paragraph(texts.text("peer.kept.in", interviewer=named("member", seats.interviewer))),))
        await (responder.private(told) if private else responder.update(told))
        if panel is not None:
            with speaking(await self.app.language_of(panel.server_id)):
                news = line(texts.text("peer.heard.answer", candidate=named("member", seats.candidate)), round_row(id.session, texts))
            await self.show.post(panel.channel_id, f"{id.session}.a{panel.state.round}.{id.step}", news)

    async def _desk(self, person: Who, panel_id: str) -> Outgoing:
        texts = self.app.texts
        reply, step = await self.peers.desk(person, panel_id)
        row: tuple[Press, ...] = ()
        if reply.question is not None:
            row = (
                Press(texts("peer.button.summary"), CustomId("ppanswer", panel_id, value=_AT_DESK), "primary"),
                Press(texts("peer.button.put"), CustomId("pput", panel_id, step)),
                Press(texts("peer.button.other"), CustomId("ppother", panel_id, step)),
            )
        blocks, votes = desk(reply, texts), verdicts("ppscore", panel_id, reply.round, texts)
        shown = page(blocks, row, votes)
        if len(sheets(blocks)) == 1 or not isinstance(shown.view, discord.ui.LayoutView):
            return shown
        # An answer longer than a message: what does not fit is in the file, with all the rest.
        shown.view.add_item(discord.ui.File(f"attachment://{DESK_FILE}"))
        return Outgoing(view=shown.view, files=((DESK_FILE, markdown(blocks)),))
