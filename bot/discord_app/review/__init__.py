"""`/review`: what is due, one drill at a time, in one private message that turns from drill to grade to drill."""

from __future__ import annotations

import discord
from discord import app_commands

from bot.core.quiz import LETTERS
from bot.discord_app.app import App
from bot.discord_app.cog import Cog
from bot.discord_app.described import anywhere, described
from bot.discord_app.forms import ONE, typed
from bot.discord_app.here import server_of
from bot.discord_app.ids import CustomId, number
from bot.discord_app.render import ACCENTS, PLAIN_ACCENT, Outgoing, Press
from bot.discord_app.responding import Responder
from bot.discord_app.review.forms import drill_form
from bot.discord_app.turning import leaf
from bot.discord_app.who import who
from bot.usecases.review import Graded, Posed, Review
from bot.usecases.tellings import Tellings
from bot.wording.review import ReviewView, drill_page, grade_page, options_of, standing_page

_ACCENTS = {"good": ACCENTS["hire"], "hard": ACCENTS["leaning_no_hire"], "again": ACCENTS["no_hire"]}


class ReviewCommands(Cog):
    """A drill's buttons carry its id and which asking of it they belong to: an old one finds what that asking was worth."""

    def __init__(self, app: App, tellings: Tellings) -> None:
        self.app = app
        self.review = Review(tellings)

    async def cog_load(self) -> None:
        add = self.app.router.add
        add("review", self.next, "update")
        add("drill", self.turn, "update")
        add("drillgrade", self.turn_grade, "update")
        add("drillwrite", self.ask)
        add("drilled", self.write, "update")
        add("drillpick", self.pick, "update")

    @anywhere
    @app_commands.command(name="review", description=described("review"))
    async def command(self, interaction: discord.Interaction) -> None:
        async with self.app.answering(interaction) as responder:
            await responder.private(await self._standing(interaction))

    async def next(self, responder: Responder, id: CustomId) -> None:
        """The next drill, or where the review stands when there is none."""
        interaction = responder.interaction
        posed = await self.review.next(who(interaction.user))
        await responder.update(await self._standing(interaction) if posed is None else self._drill(posed, 0))

    async def turn(self, responder: Responder, id: CustomId) -> None:
        """Another page of a long drill: `value` is which asking it is."""
        posed = await self.review.at(who(responder.interaction.user), id.session, number(id.value))
        await responder.update(self._drill(posed, id.step))

    async def turn_grade(self, responder: Responder, id: CustomId) -> None:
        """Another page of a long answer and what it was worth, as above."""
        graded = await self.review.graded(who(responder.interaction.user), id.session, number(id.value))
        await responder.update(self._graded(graded, id.step))

    async def ask(self, responder: Responder, id: CustomId) -> None:
        posed = await self.review.at(who(responder.interaction.user), id.session, id.step)
        await responder.form(drill_form(CustomId("drilled", id.session, id.step), posed.drill, self.app.texts))

    async def write(self, responder: Responder, id: CustomId) -> None:
        text = typed(responder.interaction).get(ONE, "")
        graded = await self.review.write(who(responder.interaction.user), id.session, id.step, text)
        stands = graded.fresh or graded.text == text
        if stands:
            await responder.receipt()
        await responder.update(self._graded(graded, 0))
        if not stands:
            await responder.not_taken()

    async def pick(self, responder: Responder, id: CustomId) -> None:
        choice = int(id.value) if id.value.isdigit() else -1
        await responder.update(self._graded(await self.review.choose(who(responder.interaction.user), id.session, id.step, choice), 0))

    # Pages ----------------------------------------------------------------------------------------------------------------

    async def _standing(self, interaction: discord.Interaction) -> Outgoing:
        texts = self.app.texts
        standing = await self.review.standing(who(interaction.user), server_of(interaction))
        counts = standing.counts
        view = ReviewView(counts.due, counts.waiting, counts.cleared, counts.next_at, standing.recurring, standing.tellings)
        rows = [(Press(texts("review.action.begin"), CustomId("review"), "primary"),)] if counts.due else []
        return leaf(standing_page(view, texts), 0, None, texts, rows=rows)

    def _drill(self, posed: Posed, page: int) -> Outgoing:
        texts = self.app.texts
        options = options_of(posed.drill, texts)
        rows: list[tuple[Press, ...]]
        if options:
            labels = [name if len(name) == 1 else f"{letter} · {name}" for letter, name in zip(LETTERS, options, strict=False)]
            rows = [
                tuple(
                    Press(label, CustomId("drillpick", posed.id, posed.number, str(place)), "primary") for place, label in enumerate(labels)
                )
            ]
        else:
            rows = [(Press(texts("review.action.write"), CustomId("drillwrite", posed.id, posed.number), "primary"),)]
        return leaf(
            drill_page(posed.drill, posed.left, texts),
            page,
            lambda other: CustomId("drill", posed.id, other, str(posed.number)),
            texts,
            rows=rows,
        )

    def _graded(self, graded: Graded, page: int) -> Outgoing:
        texts = self.app.texts
        blocks = grade_page(graded.drill, graded.text, graded.choice, graded.grade, graded.streak, graded.due_at, texts, fresh=graded.fresh)
        rows = [(Press(texts("review.action.next" if graded.left else "review.action.standing"), CustomId("review"), "primary"),)]
        return leaf(
            blocks,
            page,
            lambda other: CustomId("drillgrade", graded.id, other, str(graded.number)),
            texts,
            rows=rows,
            accent=_ACCENTS.get(graded.grade.rating, PLAIN_ACCENT),
        )
