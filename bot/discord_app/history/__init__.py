"""`/history`: a member's own sessions, a page at a time; one can be opened again."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands, ui

from bot.discord_app.app import App
from bot.discord_app.cog import Cog
from bot.discord_app.described import anywhere, described, options
from bot.discord_app.escape import cut
from bot.discord_app.history.narrowing import packed, unpacked
from bot.discord_app.history.once_more import with_ways
from bot.discord_app.ids import NO_SESSION, CustomId
from bot.discord_app.interviews.several import several
from bot.discord_app.limits import OPTION_LABEL
from bot.discord_app.paginate import sheets
from bot.discord_app.posting import whole
from bot.discord_app.render import Look, Outgoing, Press, layout, line
from bot.discord_app.reports import with_report
from bot.discord_app.reports.panels import panels_button, panels_page, reports_on
from bot.discord_app.responding import Responder
from bot.discord_app.who import who
from bot.usecases.showing import HistoryFilter, Session, open_sessions, own_sessions
from bot.wording.blocks import Block, Note, Paragraph, plain, strong
from bot.wording.catalogue import Texts
from bot.wording.dates import day_of
from bot.wording.findings import heading
from bot.wording.history import Entry, narrowed, vote_of
from bot.wording.history import described as cells

PER_PAGE = 10


class History(Cog):
    def __init__(self, app: App) -> None:
        self.app = app

    async def cog_load(self) -> None:
        self.app.router.add("history", self.turn, "update")
        self.app.router.add("open", self.open)

    @anywhere
    @app_commands.command(name="history", description=described("history"))
    @options("option.only_{}")
    async def history(
        self,
        interaction: discord.Interaction,
        principle: str | None = None,
        level: str | None = None,
        mode: str | None = None,
        verdict: str | None = None,
    ) -> None:
        async with self.app.answering(interaction) as responder:
            await responder.private(await self._page(interaction.user, 0, HistoryFilter(principle, level, mode, verdict)))

    async def turn(self, responder: Responder, id: CustomId) -> None:
        await responder.update(await self._page(responder.interaction.user, id.step, unpacked(id.value)))

    async def open(self, responder: Responder, id: CustomId) -> None:
        """A session as it ended, or as it stands: with what was shown last, and the way back into one that is unfinished."""
        data: Any = responder.interaction.data or {}
        chosen = str(next(iter(data.get("values", ())), ""))
        person = who(responder.interaction.user)
        shown, _turns = await self.app.interviews.opened(person, chosen)
        if shown.session.is_open:
            await self.app.flow.resume(responder, shown.session.id)
            return
        message, file = whole(shown, self.app.texts)
        message = with_report(message, shown.session.id, self.app.texts)
        await responder.private(await with_ways(self.app, message, shown, person))
        if file is not None:
            await responder.private(file)

    async def _page(self, user: discord.abc.User, page: int, wanted: HistoryFilter) -> Outgoing:
        texts = self.app.texts
        listed = await own_sessions(self.app.interviews, who(user), PER_PAGE, page * PER_PAGE, wanted)
        only = narrowed(wanted.principle, wanted.level, wanted.mode, wanted.verdict, texts)
        # A panel is no session, and is narrowed to none.
        panels = [] if page or only or not await reports_on(self.app).count(who(user)) else [panels_button(texts)]
        if not listed.sessions and page:
            return await self._page(user, 0, wanted)
        if not listed.sessions:
            if not only and (open_ones := await open_sessions(self.app.interviews, who(user))):
                return several(open_ones, "unanswered", texts, ways=panels)
            if panels:
                return await panels_page(self.app, user, 0)
            if only:
                return line(texts.text("history.none_such"))
            return line(texts.text("discord.history.empty"), [Press(texts("action.start"), CustomId("practice"), "primary")])
        entries = [_entry(session, page * PER_PAGE + place) for place, session in enumerate(listed.sessions, 1)]
        turns = []
        if page:
            turns.append(Press(texts("discord.history.newer"), CustomId("history", NO_SESSION, page - 1, packed(wanted))))
        if (page + 1) * PER_PAGE < listed.total:
            turns.append(Press(texts("discord.history.older"), CustomId("history", NO_SESSION, page + 1, packed(wanted))))
        turns += panels
        view = layout(sheets(_listing(entries, listed.total, only, texts))[0], Look(rows=(tuple(turns),) if turns else ()))
        view.add_item(ui.ActionRow(self._menu(listed.sessions, entries, page)))
        return Outgoing(view=view)

    def _menu(self, sessions: list[Session], entries: list[Entry], page: int) -> ui.Select[Any]:
        texts = self.app.texts
        options = []
        for session, entry in zip(sessions, entries, strict=True):
            day, principle, level, mode, _vote = cells(entry, texts)
            label = f"{entry.number} · {day} · {principle} · {level}"
            described_as = f"{mode} · {vote_of(entry, texts)}"
            options.append(
                discord.SelectOption(label=cut(label, OPTION_LABEL), value=session.id, description=cut(described_as, OPTION_LABEL))
            )
        custom_id = str(CustomId("open", NO_SESSION, page))
        return ui.Select(custom_id=custom_id, options=options, placeholder=texts("discord.history.open"))


def _listing(entries: list[Entry], total: int, only: list[str], texts: Texts) -> tuple[Block, ...]:
    """Two lines a session, which a phone shows; a table of six columns it does not."""
    blocks: list[Block] = [heading("history.heading", texts, 1)]
    if only:
        blocks.append(Note(texts.text("history.filtered", what=", ".join(only))))
    for entry in entries:
        day, principle, level, mode, vote = cells(entry, texts)
        blocks.append(Paragraph((strong(f"{entry.number} · {principle}"), *plain(f" · {level} · {mode}\n{day} · {vote}"))))
    blocks.append(Note(texts.text("history.days")))
    if total > len(entries):
        blocks.append(Note(texts.text("history.page", shown=len(entries), total=total)))
    return tuple(blocks)


def _entry(session: Session, number: int) -> Entry:
    return Entry(
        number, day_of(session.updated_at), session.principle, session.level, session.mode, session.standing, session.verdict, session.score
    )
