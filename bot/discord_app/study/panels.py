"""`/study panel`: the private thread of two, the interviewer's desk, the candidate's box, the scorecard."""

from __future__ import annotations

import logging
from typing import cast

import aiohttp
import discord
from discord.ext import commands

from bot.core.peer import NOTES, PeerEnding
from bot.core.study import SCALE
from bot.core.vocabulary import Level
from bot.discord_app.app import App
from bot.discord_app.flow import who
from bot.discord_app.forms import ONE, REASONS, chosen, typed
from bot.discord_app.ids import CustomId
from bot.discord_app.in_order import InOrder
from bot.discord_app.limits import NONCE
from bot.discord_app.paginate import sheets
from bot.discord_app.places import Impossible, gone, thread_for
from bot.discord_app.render import ACCENTS, PLAIN_ACCENT, Look, Outgoing, Press, layout, line
from bot.discord_app.responding import Responder
from bot.discord_app.retrying import repeated
from bot.discord_app.study.forms import score_form, text_form
from bot.discord_app.study.pages import verdicts
from bot.usecases.due import Due
from bot.usecases.exchange import Who
from bot.usecases.peer import DUE, Peers, Seats
from bot.usecases.refusals import NotAVote, OnlyInServers, PanelMoved, PanelNeedsTwo, Refusal
from bot.wording.blocks import Block, Paragraph, Rule, named
from bot.wording.debrief import debrief, summary
from bot.wording.language import speak
from bot.wording.markdown import markdown
from bot.wording.peer import asked, compared, desk, ending, invitation, round_begins, scorecard, warned

_log = logging.getLogger(__name__)
AGAIN, LEASE = 3, 6
_NO_SUCH_MESSAGE = 10008
DESK_FILE = "desk.md"
SILENT = discord.AllowedMentions.none()


class PeerPanels(commands.Cog):
    def __init__(self, app: App, client: discord.Client) -> None:
        self.app = app
        self.peers = Peers(app.means, app.interviews.rubric)
        self._client = client
        self._order = InOrder()
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
            self.app.router.add(action, handler, "update" if action in ("ppsend", "ppother", "ppendsure") else "private")
        self.app.schedule.serve(DUE, self.serve, lease=LEASE)

    async def cog_unload(self) -> None:
        for action in self._routes:
            self.app.router.remove(action)

    # Opening --------------------------------------------------------------------------------------------------------------

    async def open(self, responder: Responder, partner: discord.User | discord.Member, principle: str | None, level: str | None) -> None:
        """Raises OnlyInServers, PanelNeedsTwo; says itself why no thread can be had."""
        interaction, texts = responder.interaction, self.app.texts
        if interaction.guild_id is None or not interaction.is_guild_integration():
            raise OnlyInServers
        if partner.bot or partner.id == interaction.user.id or not isinstance(partner, discord.Member):
            raise PanelNeedsTwo
        await responder.hold()
        try:
            thread = await thread_for(interaction, texts("peer.thread"), texts)
            await thread.add_user(partner)
        except Impossible as impossible:
            await responder.private(line(impossible.why or ()))
            return
        await self.peers.open(
            who(interaction.user),
            who(partner),
            interaction.guild_id,
            thread.id,
            level=cast(Level, level or (await self.app.settings.of(interaction.guild_id)).level or self.app.config.level),
            principle=principle,
        )
        self.app.schedule.wake()
        where = texts.text("discord.place.in_thread", channel=str(thread.id))
        await responder.private(line(texts.text("peer.ack.opened", where=where), channel=thread.id))

    async def accept(self, responder: Responder, id: CustomId) -> None:
        await self.peers.accept(who(responder.interaction.user), id.session)
        self.app.schedule.wake()
        await responder.private(line(self.app.texts.text("peer.ack.begun")))

    # Asking and answering -------------------------------------------------------------------------------------------------

    async def desk(self, responder: Responder, id: CustomId) -> None:
        await responder.private(await self._desk(who(responder.interaction.user), id.session))

    async def open_form(self, responder: Responder, id: CustomId) -> None:
        """The box of whoever presses: the candidate's answer, or the interviewer's summary under the question."""
        texts = self.app.texts
        step, draft, question = await self.peers.answering(who(responder.interaction.user), id.session)
        kind = "summary" if question else "answer"
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
        try:
            found = await self.peers.answer(person, id.session, id.step, text, responder.receipt)
        except Refusal as refusal:
            if refusal.key == "empty":
                raise
            # Whatever was typed goes back, whole: here only one step can be answered, and it was not this one.
            lines = (self.app.texts(f"refusal.{refusal.key}", **refusal.values), self.app.texts("peer.kept.late"))
            await responder.private(Outgoing(" ".join(lines), files=(("answer.txt", text),)))
            return
        seats = await self.peers.seats(id.session)
        if found:
            buttons = (
                Press(self.app.texts("peer.button.change"), CustomId("ppanswer", id.session), "primary"),
                Press(self.app.texts("peer.button.as_is"), CustomId("ppsend", id.session, id.step), "danger"),
            )
            await responder.private(self._page(warned(found, seats.interviewer, self.app.texts), buttons))
            return
        await self._taken(responder, id, seats, private=True)

    async def send(self, responder: Responder, id: CustomId) -> None:
        await self.peers.send_draft(who(responder.interaction.user), id.session, id.step)
        await self._taken(responder, id, await self.peers.seats(id.session), private=False)

    async def put(self, responder: Responder, id: CustomId) -> None:
        """The open question, in the thread, in the interviewer's name."""
        person = who(responder.interaction.user)
        reply, step = await self.peers.desk(person, id.session)
        panel = await self.peers.load(id.session)
        if panel is None or reply.question is None or step != id.step:
            raise PanelMoved
        page = self._page(asked(person.external_id, reply.question, self.app.texts), self._answer(id.session))
        await self._post(panel.channel_id, f"{id.session}.q{panel.state.round}.{step}", page)
        await responder.private(line(self.app.texts.text("peer.ack.put")))

    async def other(self, responder: Responder, id: CustomId) -> None:
        person = who(responder.interaction.user)
        await self.peers.pass_over(person, id.session, id.step)
        await responder.update(await self._desk(person, id.session))

    # Scoring --------------------------------------------------------------------------------------------------------------

    async def open_score(self, responder: Responder, id: CustomId) -> None:
        await self.peers.desk(who(responder.interaction.user), id.session)
        if id.value not in SCALE:
            raise NotAVote
        texts = self.app.texts
        boxes = {box: (texts(f"peer.form.{box}"), texts(f"peer.form.{box}_what")) for box in NOTES}
        await responder.form(score_form(CustomId("ppscored", id.session, id.step, id.value), id.value, boxes, texts))

    async def scored(self, responder: Responder, id: CustomId) -> None:
        notes = {box: text for box, text in typed(responder.interaction).items() if box in NOTES}
        reasons = tuple(chosen(responder.interaction, REASONS))
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
            await responder.private(self._page(compared(reply, texts)))
            return
        view = layout(sheets(summary(told, texts))[0], Look(ACCENTS[told.final_vote.verdict]))
        await responder.private(Outgoing(view=view))
        await responder.private(line(texts.text("peer.compared.file"), file=("debrief.md", markdown(debrief(told, texts)))))

    async def ask_to_end(self, responder: Responder, id: CustomId) -> None:
        texts = self.app.texts
        sure = Press(texts("peer.button.end_sure"), CustomId("ppendsure", id.session), "danger")
        await responder.private(line(texts.text("peer.ack.stop"), [sure]))

    async def end(self, responder: Responder, id: CustomId) -> None:
        await self.peers.stop(who(responder.interaction.user), id.session)
        self.app.schedule.wake()
        await responder.update(line(self.app.texts.text("peer.ack.stopped")))

    # Showing --------------------------------------------------------------------------------------------------------------

    async def serve(self, due: Due) -> int | None:
        """Shows the panel's present step in its thread, if that is still to do."""
        panel = await self.peers.load(due.key)
        if panel is None or panel.is_shown:
            return None
        async with self._order(panel.channel_id):
            speak(await self.app.language_of(panel.server_id))
            try:
                await self._show(due.key)
            except discord.HTTPException as error:
                if gone(error):
                    await self.peers.lost(panel)
                    _log.info("panel %s ended: its thread cannot be written to any more (%s)", panel.id, error.code)
                elif error.status == 429 or error.status >= 500:
                    return self.app.schedule.now() + AGAIN
                else:
                    raise
            except (aiohttp.ClientError, OSError) as error:
                _log.warning("panel %s: Discord could not be reached (%s)", panel.id, error)
                return self.app.schedule.now() + AGAIN
        return None

    async def _show(self, panel_id: str) -> None:
        panel = await self.peers.load(panel_id)
        if panel is None or panel.is_shown:
            return
        step = panel.state.step
        if panel.message_id is not None and panel.shown_step >= 0:
            await self._edit(panel.channel_id, panel.message_id, await self._part(panel_id, panel.shown_step, live=False))
        if panel.state.ending is not None:
            message = await self._end(panel_id, panel.state.round, panel.state.ending)
        else:
            message = await self._part(panel_id, step, live=True)
        await self.peers.shown(panel, await self._post(panel.channel_id, f"{panel_id}.{step}", message))

    async def _part(self, panel_id: str, round: int, *, live: bool) -> Outgoing:
        """The invitation (0), or the beginning of a round under the scorecard of the one before; `live` gives it its buttons."""
        texts, seats = self.app.texts, await self.peers.seats(panel_id, max(round, 1))
        end = Press(texts("peer.button.end"), CustomId("ppend", panel_id))
        if round == 0:
            row = (Press(texts("peer.button.in"), CustomId("ppin", panel_id), "primary"), end) if live else ()
            return self._page(invitation(seats.interviewer, seats.candidate, texts), row)
        blocks, judge = await self._scored(panel_id, round - 1)
        begins = round_begins(round, seats.principle, seats.level, seats.interviewer, seats.candidate, texts)
        return self._page((*blocks, *begins), (*self._round_row(panel_id), end) if live else (), judge)

    async def _end(self, panel_id: str, round: int, why: PeerEnding) -> Outgoing:
        blocks, judge = await self._scored(panel_id, round)
        return self._page((*blocks, *ending(why, self.app.texts)), judge)

    async def _scored(self, panel_id: str, round: int) -> tuple[tuple[Block, ...], tuple[Press, ...]]:
        """The scorecard of a round, and the button to the judge's vote; nothing where there is none."""
        card = await self.peers.scorecard(panel_id, round)
        if card is None:
            return (), ()
        judge = Press(self.app.texts("peer.button.judge"), CustomId("ppjudge", panel_id, round))
        return (*scorecard(card, self.app.texts), Rule()), (judge,)

    async def _edit(self, channel_id: int, message_id: int, message: Outgoing) -> None:
        channel = self._client.get_partial_messageable(channel_id)
        try:
            await repeated(lambda: channel.get_partial_message(message_id).edit(allowed_mentions=SILENT, **message.editing()))
        except discord.HTTPException as error:
            if error.code != _NO_SUCH_MESSAGE:
                raise

    # Inside ---------------------------------------------------------------------------------------------------------------

    async def _taken(self, responder: Responder, id: CustomId, seats: Seats, *, private: bool) -> None:
        """An answer is in: the two are told, each where they are."""
        texts, person = self.app.texts, who(responder.interaction.user)
        if person.external_id == seats.interviewer:
            page = await self._desk(person, id.session)
            clicked = responder.interaction.message
            await (responder.update(page) if clicked is not None and clicked.flags.ephemeral else responder.private(page))
            return
        told = self._page((Paragraph(texts.text("peer.kept.in", interviewer=named("member", seats.interviewer))),))
        await (responder.private(told) if private else responder.update(told))
        panel = await self.peers.load(id.session)
        if panel is not None:
            news = line(texts.text("peer.heard.answer", candidate=named("member", seats.candidate)), self._round_row(id.session))
            await self._post(panel.channel_id, f"{id.session}.a{panel.state.round}.{id.step}", news)

    async def _desk(self, person: Who, panel_id: str) -> Outgoing:
        texts = self.app.texts
        reply, step = await self.peers.desk(person, panel_id)
        row: tuple[Press, ...] = ()
        if reply.question is not None:
            row = (
                Press(texts("peer.button.summary"), CustomId("ppanswer", panel_id), "primary"),
                Press(texts("peer.button.put"), CustomId("pput", panel_id, step)),
                Press(texts("peer.button.other"), CustomId("ppother", panel_id, step)),
            )
        blocks, votes = desk(reply, texts), verdicts("ppscore", panel_id, reply.round, texts)
        page = self._page(blocks, row, votes)
        if len(sheets(blocks)) == 1 or not isinstance(page.view, discord.ui.LayoutView):
            return page
        # An answer longer than a message: what does not fit is in the file, with all the rest.
        page.view.add_item(discord.ui.File(f"attachment://{DESK_FILE}"))
        return Outgoing(view=page.view, files=((DESK_FILE, markdown(blocks)),))

    def _round_row(self, panel_id: str) -> tuple[Press, ...]:
        return (Press(self.app.texts("peer.button.desk"), CustomId("ppdesk", panel_id)), *self._answer(panel_id))

    def _answer(self, panel_id: str) -> tuple[Press, ...]:
        return (Press(self.app.texts("peer.button.answer"), CustomId("ppanswer", panel_id), "primary"),)

    def _page(self, blocks: tuple[Block, ...], *rows: tuple[Press, ...]) -> Outgoing:
        return Outgoing(view=layout(sheets(blocks)[0], Look(PLAIN_ACCENT, tuple(row for row in rows if row))))

    async def _post(self, channel_id: int, nonce: str, message: Outgoing) -> int:
        channel = self._client.get_partial_messageable(channel_id)
        return (await repeated(lambda: channel.send(nonce=nonce[:NONCE], **message.sending()))).id
