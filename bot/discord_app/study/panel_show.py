"""A peer panel's steps in its thread: what is due is shown, and then said to be shown."""

from __future__ import annotations

import logging
from functools import partial

import discord

from bot.core.peer import PeerEnding
from bot.discord_app.app import App
from bot.discord_app.channel_posts import edit, post
from bot.discord_app.ids import CustomId
from bot.discord_app.in_order import InOrder
from bot.discord_app.paginate import sheets
from bot.discord_app.render import PLAIN_ACCENT, Look, Outgoing, Press, layout
from bot.discord_app.reports.panels import panel_button, reports_on
from bot.discord_app.retrying import discords
from bot.discord_app.steps import AGAIN, settled
from bot.usecases.due import Due
from bot.usecases.peer import Peers, StoredPanel
from bot.wording.blocks import Block, Rule
from bot.wording.catalogue import Texts
from bot.wording.language import speak, speaking
from bot.wording.peer import ending, invitation, round_begins, scorecard

_log = logging.getLogger(__name__)

# Unknown member, unknown user.
_NO_MEMBER = (10007, 10013)


class PanelShow:
    def __init__(self, app: App, client: discord.Client, peers: Peers) -> None:
        self.app = app
        self.peers = peers
        self._client = client
        self._order = InOrder()

    async def serve(self, due: Due) -> int | None:
        """Shows the panel's present step in its thread, if that is still to do."""
        panel = await self.peers.load(due.key)
        if panel is None:
            return None
        if panel.is_shown:
            return await self.peers.given_up(panel)
        async with self._order(panel.channel_id):
            speak(await self.app.language_of(panel.server_id))
            shown = await settled(f"panel {panel.id}", self._show(due.key), partial(self.peers.lost, panel))
        return self.app.schedule.now() + (0 if shown else AGAIN)

    async def catch_up(self, panel_id: str) -> None:
        """Shows and notes what a process that died may have left unnoted, so that a panel never moves on from a message that is not known
        and would keep its buttons. Its nonce gives back the message that is there. What Discord does not take now stops nobody."""
        panel = await self.peers.load(panel_id)
        if panel is None or panel.is_shown:
            return
        async with self._order(panel.channel_id):
            with speaking(await self.app.language_of(panel.server_id)):
                try:
                    await self._show(panel_id)
                except Exception as error:
                    if not isinstance(error, discord.HTTPException) and not discords(error):
                        raise
                    _log.warning("panel %s: its last step could not be shown (%s)", panel_id, error)

    async def left_by_one(self, panel: StoredPanel) -> bool:
        """Whether one of the two has left the server, which is told to nobody who does not ask: then the panel is ended. Who has left the
        thread alone is let in again, because what comes is for them."""
        seats = await self.peers.seats(panel.id)
        for member in (seats.interviewer, seats.candidate):
            try:
                await self._client.http.add_user_to_thread(panel.channel_id, int(member))
            except Exception as error:
                if isinstance(error, discord.HTTPException) and error.code in _NO_MEMBER:
                    await self.peers.left(panel)
                    self.app.schedule.wake()
                    return True
                # Whatever else is wrong with the thread shows when something is posted there.
                if not isinstance(error, discord.HTTPException) and not discords(error):
                    raise
        return False

    async def _show(self, panel_id: str) -> None:
        panel = await self.peers.load(panel_id)
        if panel is None or panel.is_shown:
            return
        if panel.state.phase == "asking" and await self.left_by_one(panel):
            return
        step = panel.state.step
        if panel.message_id is not None and panel.shown_step >= 0:
            await edit(
                self._client.get_partial_messageable(panel.channel_id),
                panel.message_id,
                await self._part(panel_id, panel.shown_step, live=False),
            )
        if panel.state.ending is not None:
            message = await self._end(panel_id, panel.state.round, panel.state.ending)
        else:
            message = await self._part(panel_id, step, live=True)
        await self.peers.shown(panel, await self.post(panel.channel_id, f"{panel_id}.{step}", message))

    async def _part(self, panel_id: str, round: int, *, live: bool) -> Outgoing:
        """The invitation (0), or the beginning of a round under the scorecard of the one before; `live` gives it its buttons."""
        texts, seats = self.app.texts, await self.peers.seats(panel_id, max(round, 1))
        end = Press(texts("peer.button.end"), CustomId("ppend", panel_id))
        if round == 0:
            row = (Press(texts("peer.button.in"), CustomId("ppin", panel_id), "primary"), end) if live else ()
            return page(invitation(seats.interviewer, seats.candidate, texts), row)
        blocks, judge = await self._scored(panel_id, round - 1)
        begins = round_begins(round, seats.principle, seats.level, seats.interviewer, seats.candidate, texts)
        return page((*blocks, *begins), (*round_row(panel_id, texts), end) if live else (), judge)

    async def _end(self, panel_id: str, round: int, why: PeerEnding) -> Outgoing:
        blocks, judge = await self._scored(panel_id, round)
        file = (panel_button(panel_id, self.app.texts),) if await reports_on(self.app).begun(panel_id) else ()
        return page((*blocks, *ending(why, self.app.texts)), (*judge, *file))

    async def _scored(self, panel_id: str, round: int) -> tuple[tuple[Block, ...], tuple[Press, ...]]:
        """The scorecard of a round, and the button to the judge's vote; nothing where there is none. The judge
        has no vote where nothing was typed, so there is no button to it."""
        card = await self.peers.scorecard(panel_id, round)
        if card is None:
            return (), ()
        judge = Press(self.app.texts("peer.button.judge", round=round), CustomId("ppjudge", panel_id, round))
        return (*scorecard(card, self.app.texts), Rule()), (judge,) if card.judged else ()

    async def post(self, channel_id: int, nonce: str, message: Outgoing) -> int:
        return await post(self._client.get_partial_messageable(channel_id), nonce, message)


def page(blocks: tuple[Block, ...], *rows: tuple[Press, ...]) -> Outgoing:
    return Outgoing(view=layout(sheets(blocks)[0], Look(PLAIN_ACCENT, tuple(row for row in rows if row))))


def round_row(panel_id: str, texts: Texts) -> tuple[Press, ...]:
    """What the two press in a round, each their own."""
    return (Press(texts("peer.button.desk"), CustomId("ppdesk", panel_id)), *answer_row(CustomId("ppanswer", panel_id), texts))


def answer_row(id: CustomId, texts: Texts) -> tuple[Press, ...]:
    return (Press(texts("peer.button.answer"), id, "primary"),)
