"""`/privacy export` and `/privacy forget`: everything that is stored of whoever asks, given to them or deleted."""

from __future__ import annotations

import asyncio
import contextlib

import discord
from discord import app_commands

from bot.core.vocabulary import PRINCIPLES
from bot.discord_app.app import App
from bot.discord_app.cog import Cog
from bot.discord_app.described import anywhere, described, options
from bot.discord_app.escape import cut
from bot.discord_app.ids import NO_SESSION, CustomId
from bot.discord_app.limits import CHOICES, OPTION_LABEL
from bot.discord_app.paginate import sheets
from bot.discord_app.privacy.clearing import clear
from bot.discord_app.render import Look, Outgoing, Press, layout, line
from bot.discord_app.responding import Responder
from bot.discord_app.who import who
from bot.usecases.due import Due
from bot.usecases.exchange import Who
from bot.usecases.peer_reports import PeerReports
from bot.usecases.privacy import CLEAR, SCRUB, Cleared, Privacy
from bot.usecases.refusals import NoSuchSession
from bot.usecases.reports import all_ids, report_of
from bot.usecases.showing import Session, own_sessions
from bot.wording.blocks import Paragraph, Text, plain, said
from bot.wording.dates import day_of
from bot.wording.export import archives, files
from bot.wording.names import name_of
from bot.wording.privacy import question
from bot.wording.typed import fits

# A question about deleting is answered now, or asked again.
VALID_MINUTES = 15
# What is left of Discord's limit for the message around the file.
MARGIN = 64 * 1024


class PrivacyCommands(Cog):
    def __init__(self, app: App, client: discord.Client) -> None:
        self.app = app
        self.privacy = Privacy(app.means)
        self._client = client
        # A copy takes several times the memory of what is stored: one is made at a time, and for nobody a second one beside it.
        self._copying = asyncio.Lock()
        self._asked: set[Who] = set()

    async def cog_load(self) -> None:
        self.app.router.add("forget", self.answered, "update")
        self.app.schedule.serve(SCRUB, self.privacy.scrub)
        self.app.schedule.serve(CLEAR, self._clear, lease=300)

    group = anywhere(app_commands.Group(name="privacy", description=described("privacy.name")))

    @group.command(name="export", description=described("privacy.export"))
    async def export(self, interaction: discord.Interaction) -> None:
        async with self.app.answering(interaction) as responder:
            person, texts = who(interaction.user), self.app.texts
            if person in self._asked:
                await responder.private(line(texts.text("privacy.underway")))
                return
            self._asked.add(person)
            try:
                # Reading and packing a year of interviews takes longer than Discord waits.
                await responder.hold()
                async with self._copying:
                    first, packed = await self._packed(person, interaction.filesize_limit - MARGIN)
                day = day_of(self.app.interviews.now())
                for part, data in enumerate(packed, 1):
                    name = f"bar-raiser-{day}.zip" if len(packed) == 1 else f"bar-raiser-{day}-{part}.zip"
                    told = first if part == 1 else texts.text("privacy.part", number=part, of=len(packed))
                    await responder.private(Outgoing(line(told).content, files=((name, data),)))
            finally:
                self._asked.discard(person)

    async def _packed(self, person: Who, most: int) -> tuple[Text, list[bytes]]:
        """What is said with a member's copy, and its archives, each of at most `most` bytes."""
        interviews, texts = self.app.interviews, self.app.texts
        rows = await self.privacy.export(person)
        reports = [await report_of(interviews, person, id) for id in await all_ids(interviews, person)]
        panels = await PeerReports(self.app.means, interviews.rubric).all_of(person)
        now = interviews.now()
        packed = await asyncio.to_thread(lambda: archives(files(rows, [*reports, *panels], texts), most, now))
        first = texts.text("privacy.exported", n=len(reports)) if reports else texts.text("privacy.exported_rows")
        if panels:
            first = (*first, *plain(" "), *texts.text("privacy.exported_panels"))
        return first, packed

    @group.command(name="forget", description=described("privacy.forget"))
    @options("privacy.option.{}")
    async def forget(self, interaction: discord.Interaction, session: str | None = None) -> None:
        async with self.app.answering(interaction) as responder:
            await responder.private(await self._question(interaction.user, session))

    @forget.autocomplete("session")
    async def sessions(self, interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        fitting = await self._fitting(who(interaction.user), typed)
        return [app_commands.Choice(name=cut(self._named(session), OPTION_LABEL), value=session.id) for session in fitting[:CHOICES]]

    async def answered(self, responder: Responder, id: CustomId) -> None:
        """The second step: the button under the question."""
        texts, person = self.app.texts, who(responder.interaction.user)
        answer, _, asked_at = id.value.partition(".")
        now = self.app.interviews.now()
        if answer != "yes":
            told = "privacy.forget.kept"
        elif not asked_at.isdigit() or not 0 <= now - int(asked_at) <= VALID_MINUTES * 60:
            told = "privacy.forget.stale"
        elif id.session == NO_SESSION:
            await self.privacy.forget(person, await self._direct(responder.interaction.user))
            told = "privacy.forget.done_all"
        else:
            await self.privacy.forget_session(person, id.session)
            told = "privacy.forget.done_session"
        self.app.schedule.wake()
        view = layout(sheets((Paragraph(texts.text(told)),))[0], Look())
        await responder.update(Outgoing(view=view))

    async def _clear(self, due: Due) -> int | None:
        place = Cleared.parse(due.key)
        again = await clear(self._client, place, self.app.interviews.now())
        if again is None:
            await self.privacy.cleared(place)
        return again

    async def _question(self, user: discord.abc.User, session: str | None) -> Outgoing:
        texts, person = self.app.texts, who(user)
        if session is None:
            blocks = question("all", await self.privacy.counts(person), VALID_MINUTES, texts)
        else:
            try:
                found = await self.privacy.own_session(person, session)
            except NoSuchSession:
                # What was typed and not chosen from the list means the one session that it fits.
                fitting = await self._fitting(person, session)
                if len(fitting) != 1:
                    return line(texts.text("privacy.forget.which", typed=said(session)))
                found = fitting[0]
            about = (found.principle, found.level, found.mode, day_of(found.updated_at))
            blocks = question("session", {}, VALID_MINUTES, texts, about)
            session = found.id
        about_id, now = session or NO_SESSION, self.app.interviews.now()
        yes = Press(texts("privacy.forget.yes"), CustomId("forget", about_id, 0, f"yes.{now}"), "danger")
        no = Press(texts("privacy.forget.no"), CustomId("forget", about_id, 0, "no"))
        return Outgoing(view=layout(sheets(blocks)[0], Look(rows=((yes, no),))))

    async def _direct(self, user: discord.abc.User) -> int | None:
        """The channel of the person's direct messages: letters may stand there that no interview knows of. None where there is none."""
        with contextlib.suppress(discord.HTTPException):
            return (await self._client.create_dm(discord.Object(user.id))).id
        return None

    async def _fitting(self, person: Who, typed: str) -> list[Session]:
        listed = await own_sessions(self.app.interviews, person, 100)
        return [one for one in listed.sessions if fits(typed, self._named(one), PRINCIPLES[one.principle].name)]

    def _named(self, session: Session) -> str:
        texts = self.app.texts
        principle, level = name_of("principle", session.principle, texts), name_of("level", session.level, texts)
        return f"{day_of(session.updated_at)} · {principle} · {level} · {texts(f'mode.{session.mode}.name')}"
