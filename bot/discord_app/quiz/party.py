"""`/quiz party`: the command, the buttons that lead a party, and the letters that everybody answers with (a daily question's too)."""

from __future__ import annotations

import discord

from bot.core.quiz_party import HOST_MINUTES, USUAL_QUESTIONS, USUAL_WINDOW
from bot.discord_app.app import App
from bot.discord_app.cog import Cog
from bot.discord_app.ids import CustomId
from bot.discord_app.in_its_server import InItsServer
from bot.discord_app.present import Present
from bot.discord_app.quiz.pages import number_of, page, pressed_at
from bot.discord_app.quiz.stage import PartyStage
from bot.discord_app.render import Outgoing, Press, line
from bot.discord_app.responding import Responder
from bot.discord_app.steps import LEASE
from bot.discord_app.who import who
from bot.usecases.exchange import Who
from bot.usecases.privacy import RESHOW_PARTY
from bot.usecases.quiz_answers import QuizAnswers
from bot.usecases.quiz_parties import DUE, Pressed, StoredParty
from bot.usecases.quiz_refusals import NoSuchQuiz, PartyRunning
from bot.usecases.refusals import OnlyInServers
from bot.wording.language import speaking
from bot.wording.names import listed
from bot.wording.quiz_party import own_answer, own_score, receipt

# Whose ids name a question; those of the others name a party.
_ON_A_QUESTION = ("quizmine", "quizgive")
# Whether a lobby's host is there still is asked anew after so many seconds.
_GOOD = 5.0


class PartyQuiz(Cog):
    def __init__(self, app: App, client: discord.Client) -> None:
        self.app = app
        self._present = Present(_GOOD)
        self.stage = PartyStage(app, client, self._present)
        self.answers = QuizAnswers(app.means)
        self._routes = {
            "quizjoin": self.join,
            "quizstart": self.start,
            "quizgo": self.go_on,
            "quizreveal": self.go_on,
            "quizstop": self.stop,
            "quizown": self.own,
            "quizmine": self.mine,
            "quizgive": self.give,
        }

    async def cog_load(self) -> None:
        party, question = (InItsServer(one.server_of, NoSuchQuiz) for one in (self.stage.parties, self.answers))
        for action, handler in self._routes.items():
            # What leads the party shows in the channel; a letter and one's own result are answered in private.
            here = question if action in _ON_A_QUESTION else party
            self.app.router.add(action, here(handler), "private" if action in ("quizgive", "quizown", "quizmine") else "update")
        self.app.schedule.serve(DUE, self.stage.serve, lease=LEASE, early=True)
        self.app.schedule.serve(RESHOW_PARTY, self.stage.serve_again)

    async def open(self, responder: Responder, questions: int | None, window: int | None, principle: str | None) -> None:
        """Raises OnlyInServers, NoQuestions; answers itself where a permission is missing or a party is running."""
        interaction, texts = responder.interaction, self.app.texts
        if interaction.guild_id is None or interaction.channel_id is None or not interaction.is_guild_integration():
            raise OnlyInServers
        missing = lacking(interaction.app_permissions, interaction.channel)
        if missing:
            names = listed([texts(f"discord.permission.{name}") for name in missing], texts)
            await responder.private(line(texts.text("quiz.party.lacks", names=names)))
            return
        person = who(interaction.user)
        try:
            await self.stage.parties.open(
                person,
                interaction.guild_id,
                interaction.channel_id,
                questions=questions or USUAL_QUESTIONS,
                window=window or USUAL_WINDOW,
                principle=principle,
            )
        except PartyRunning:
            await responder.private(await self._running(interaction, interaction.channel_id))
            return
        self.app.schedule.wake()
        await responder.private(line(texts.text("quiz.party.ack")))

    async def _running(self, interaction: discord.Interaction, channel_id: int) -> Outgoing:
        """That there is a party already, with the buttons that this member may press: to anybody else they would refuse."""
        texts, parties = self.app.texts, self.stage.parties
        running = await parties.running_in(channel_id)
        if running is None:
            return line(texts.text("refusal.quiz_party_running"))
        hostless = await self._hostless(interaction, running.id)
        may = await parties.may(who(interaction.user), running, moderator=moderates(interaction), hostless=hostless)
        lobby = running.state.phase == "lobby"
        key = "quiz_host_left" if may.orphan else "quiz_party_waiting" if lobby else "quiz_party_running"
        wanted = {"start": lobby and may.start, "stop": may.stop}
        row = [Press(texts(f"quiz.button.{name}"), CustomId(f"quiz{name}", running.id, 0)) for name, granted in wanted.items() if granted]
        return line(texts.text(f"refusal.{key}", minutes=HOST_MINUTES), *([row] if row else []))

    async def join(self, responder: Responder, id: CustomId) -> None:
        party, new = await self.stage.parties.join(who(responder.interaction.user), id.session)
        if new and party.state.phase == "lobby":
            await self._count(responder, party)
        await responder.private(line(self.app.texts.text("quiz.party.join_first" if new else "quiz.party.join_again")))

    async def _count(self, responder: Responder, party: StoredParty) -> None:
        """The count on the message is the one way that others hear of it."""
        # Everybody sees it: it stays in the server's language, whoever joins.
        with speaking(await self.app.language_of(party.server_id)):
            await responder.update(await self.stage.lobby(party))
            now = await self.stage.parties.load(party.id)
            if now is not None and now.state.phase != "lobby":
                # Somebody started it meanwhile, and whose change came last nobody knows: a lobby is open no more.
                await responder.update(await self.stage.lobby(now))

    async def start(self, responder: Responder, id: CustomId) -> None:
        person, moderator, pressed = _leading(responder.interaction, id)
        hostless = not moderator and await self._hostless(responder.interaction, id.session)
        await self.stage.parties.start(person, id.session, moderator=moderator, hostless=hostless, pressed=pressed)
        await self._done(responder)

    async def go_on(self, responder: Responder, id: CustomId) -> None:
        person, moderator, pressed = _leading(responder.interaction, id)
        await self.stage.parties.go_on(person, id.session, id.step, moderator=moderator, pressed=pressed)
        await self._done(responder)

    async def stop(self, responder: Responder, id: CustomId) -> None:
        person, moderator, pressed = _leading(responder.interaction, id)
        hostless = not moderator and await self._hostless(responder.interaction, id.session)
        await self.stage.parties.stop(person, id.session, moderator=moderator, hostless=hostless, pressed=pressed)
        await self._done(responder)

    async def own(self, responder: Responder, id: CustomId) -> None:
        score = await self.stage.own(who(responder.interaction.user), id.session)
        await responder.private(page(own_score(score, self.app.texts), self.app.texts))

    async def mine(self, responder: Responder, id: CustomId) -> None:
        given = await self.answers.own(who(responder.interaction.user), id.session)
        await responder.private(page(own_answer(given, self.app.texts), self.app.texts))

    async def give(self, responder: Responder, id: CustomId) -> None:
        interaction = responder.interaction
        given = await self.answers.give(who(interaction.user), id.session, number_of(id), pressed_at(interaction))
        await responder.private(line(receipt(given, self.app.texts)))

    async def _hostless(self, interaction: discord.Interaction, party_id: str) -> bool:
        """Whether a lobby waits for somebody who has left the server."""
        host = await self.stage.parties.waits_for(party_id)
        return host is not None and host != str(interaction.user.id) and bool(await self._present.gone(interaction.guild, [host]))

    async def _done(self, responder: Responder) -> None:
        """What came of it is shown in the channel at once: the click needs no message of its own."""
        self.app.schedule.wake()
        await responder.hold()


def _leading(interaction: discord.Interaction, id: CustomId) -> tuple[Who, bool, Pressed | None]:
    """Who pressed, whether they may moderate, and what the channel shows for certain: the message that was pressed."""
    clicked = interaction.message
    pressed = Pressed(clicked.id, id.step) if clicked is not None and not clicked.flags.ephemeral else None
    return who(interaction.user), moderates(interaction), pressed


def moderates(interaction: discord.Interaction) -> bool:
    return interaction.guild_id is not None and interaction.permissions.manage_messages


def lacking(granted: discord.Permissions, place: object) -> list[str]:
    """What the bot may not do in this channel or thread and needs for a quiz, by discord.py's names of permissions."""
    needed = ["view_channel", "send_messages_in_threads" if isinstance(place, discord.Thread) else "send_messages"]
    if isinstance(place, discord.VoiceChannel | discord.StageChannel):
        # Their chat is open to those alone who may connect to them.
        needed.append("connect")
    return [name for name in needed if not getattr(granted, name)]
