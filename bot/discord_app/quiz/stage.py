"""A party's steps in its channel: what is due is shown, and then said to be shown, so that its time begins.

Every message is posted under a nonce of its step and edited by its id: whoever has to do it once more (a restart, a second process) does no
harm. One question is one message from its story to its answer.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from functools import partial

import aiohttp
import discord

from bot.core.quiz_party import longest
from bot.core.quiz_replies import LobbyClosed, LobbyOpen, OwnScore, PartyReply, QuestionOpen, Scores, StoryTold
from bot.discord_app.app import App
from bot.discord_app.channel_posts import edit, post
from bot.discord_app.ids import CustomId
from bot.discord_app.in_order import InOrder
from bot.discord_app.places import gone
from bot.discord_app.present import Present
from bot.discord_app.quiz.pages import letters, page
from bot.discord_app.render import Outgoing, Press
from bot.discord_app.steps import AGAIN, settled
from bot.usecases.due import Due
from bot.usecases.exchange import Who
from bot.usecases.quiz_parties import GRACE, Parties, StoredParty
from bot.usecases.quiz_stage import Stage, Stages
from bot.wording.blocks import Block, Paragraph
from bot.wording.language import speaking
from bot.wording.quiz_party import party as blocks_of


class PartyStage:
    def __init__(self, app: App, client: discord.Client, present: Present) -> None:
        self.app = app
        self.parties = Parties(app.means)
        self._stages = Stages(app.means)
        self._client = client
        self._present = present
        self._order = InOrder()

    async def serve(self, due: Due) -> int | None:
        """Does what the party needs now; when it needs something again, or None when it is over."""
        party = await self.parties.load(due.key)
        if party is None:
            return None
        async with self._order(party.channel_id):
            return await self._serve(party.id)

    async def _serve(self, party_id: str) -> int | None:
        while (party := await self.parties.load(party_id)) is not None:
            if not party.is_shown:
                # The party's time stands still until everybody can see the step.
                stage = await self._stages.of(party)
                if not await settled(f"party {party.id}", self._show(stage), partial(self._lost, stage)):
                    return self.app.schedule.now() + AGAIN
                continue
            over, now = _over(party), self.app.schedule.now()
            if over is not None and over > now + longest(party.state) + GRACE:
                # The clock was set back: no step lasts longer than such a step can.
                await self.parties.shown(party, party.message_id, now + longest(party.state))
                continue
            if over is None or over > now:
                return over
            await self.parties.proceed(party)
        return None

    async def serve_again(self, due: Due) -> int | None:
        """Shows what was posted of a party without those who have been forgotten since."""
        party = await self.parties.load(due.key)
        if party is None:
            return None
        async with self._order(party.channel_id):
            # Whoever was here before may have moved it on.
            party = await self.parties.load(due.key)
            if party is None:
                return None
            channel = self._client.get_partial_messageable(party.channel_id)
            with speaking(await self.app.language_of(party.server_id)):
                for message, reply in await self._stages.again(party):
                    shown = await self._here(reply, party)
                    try:
                        await edit(channel, message, self._page(shown, party.id, party.state.step))
                    except discord.HTTPException as error:
                        if gone(error):
                            return None
                        raise
        return None

    async def lobby(self, party: StoredParty) -> Outgoing:
        """The message that invited to the party, as it is by now."""
        return self._page(await self._stages.lobby(party), party.id, 0)

    async def own(self, who: Who, party_id: str) -> OwnScore:
        """One player's result so far. Raises NoSuchQuiz."""
        return await self._stages.own(who, party_id)

    async def _show(self, stage: Stage) -> None:
        with speaking(await self.app.language_of(stage.party.server_id)):
            await self._show_to_all(stage)

    async def _lost(self, stage: Stage) -> None:
        """The channel takes no message any more: the party is over. Its last message may still be changed, and says so."""
        party = stage.party
        await self.parties.lost(party)
        if stage.over is None or party.message_id is None:
            return
        texts = self.app.texts
        with speaking(await self.app.language_of(party.server_id)):
            blocks: tuple[Block, ...]
            row: tuple[Press, ...] = ()
            if isinstance(stage.over, LobbyClosed):
                blocks = blocks_of(LobbyClosed(stage.over.players, "gone"), texts)
            else:
                blocks = (*blocks_of(stage.over, texts), Paragraph(texts.text("quiz.party.cut_off")))
                row = (Press(texts("quiz.button.own"), CustomId("quizown", party.id, party.state.step)),)
            with suppress(discord.HTTPException, aiohttp.ClientError, OSError):
                await edit(self._client.get_partial_messageable(party.channel_id), party.message_id, page(blocks, texts, row))

    async def _show_to_all(self, stage: Stage) -> None:
        party = stage.party
        channel = self._client.get_partial_messageable(party.channel_id)
        message = party.message_id
        if stage.over is not None and message is not None:
            await edit(channel, message, self._page(stage.over, party.id, party.state.step))
        if stage.now is not None:
            shown = self._page(await self._here(stage.now, party), party.id, party.state.step, stage.asked_id)
            # A question takes the place of its story. Where somebody has deleted that message, it gets a new one.
            turned = isinstance(stage.now, QuestionOpen) and message is not None and await edit(channel, message, shown)
            if not turned:
                message = await post(channel, f"{party.id}.{party.state.step}", shown)
        await self.parties.shown(party, message, stage.ends_at)

    async def _here(self, reply: PartyReply, party: StoredParty) -> PartyReply:
        """A scoreboard without the names of those who have left the server meanwhile, or were banned from it; their places stay theirs.
        Anything else as it is."""
        if not isinstance(reply, Scores):
            return reply
        left = await self._present.gone(self._client.get_guild(party.server_id), [each.member for each in reply.places])
        return replace(reply, places=tuple(replace(each, member="") if each.member in left else each for each in reply.places))

    def _page(self, reply: PartyReply, party_id: str, step: int, asked_id: str | None = None) -> Outgoing:
        texts = self.app.texts

        def press(name: str, style: str = "secondary") -> Press:
            return Press(texts(f"quiz.button.{name}"), CustomId(f"quiz{name}", party_id, step), style)

        rows: tuple[tuple[Press, ...], ...] = ()
        match reply:
            case LobbyOpen():
                rows = ((press("join", "primary"), press("start"), press("stop")),)
            case StoryTold():
                rows = ((press("go"), press("stop")),)
            case QuestionOpen(posed):
                rows = (letters("quizgive", asked_id or "", step, posed), (press("reveal"), press("stop")))
            case Scores():
                rows = ((press("own"),),)
        return page(blocks_of(reply, texts), texts, *rows)


def _over(party: StoredParty) -> int | None:
    """When the time of the step on show is over, with the moment that an answer takes to arrive; None when all is."""
    if not party.state.is_open or party.ends_at is None:
        return None
    return party.ends_at + (GRACE if party.state.phase == "asking" else 0)
