"""`/quiz solo`: one private message that turns from question to explanation to question."""

from __future__ import annotations

from bot.core.quiz_replies import QuizAsks, QuizEnds, QuizExplains
from bot.discord_app.app import App
from bot.discord_app.cog import Cog
from bot.discord_app.here import server_of
from bot.discord_app.ids import CustomId
from bot.discord_app.quiz.pages import RIGHT_ACCENT, WRONG_ACCENT, letters, number_of, page
from bot.discord_app.render import PLAIN_ACCENT, Outgoing, Press
from bot.discord_app.responding import Responder
from bot.discord_app.who import who
from bot.usecases.quiz import USUAL_COUNT, Quizzes, Solo
from bot.usecases.quiz_refusals import NoOpenQuiz
from bot.wording.blocks import Block, Note
from bot.wording.quiz import solo as blocks_of


class SoloQuiz(Cog):
    def __init__(self, app: App) -> None:
        self.app = app
        self.quizzes = Quizzes(app.means)
        self._routes = {"quizpick": self.pick, "quiznext": self.next, "quizend": self.end, "quizagain": self.again}

    async def cog_load(self) -> None:
        for action, handler in self._routes.items():
            self.app.router.add(action, handler, "update")

    async def begin(self, responder: Responder, principle: str | None, count: int | None, level: str | None) -> None:
        """A new quiz; without any wish, the unfinished one where there is one. Raises NoQuestions."""
        person = who(responder.interaction.user)
        if principle is None and count is None and level is None:
            try:
                solo = await self.quizzes.resume(person)
                await responder.private(self._page(solo, Note(self.app.texts.text("quiz.resumed"))))
                return
            except NoOpenQuiz:
                pass
        wanted = count or USUAL_COUNT
        solo = await self.quizzes.start(person, count=wanted, principle=principle, level=level, server_id=server_of(responder.interaction))
        fewer = (Note(self.app.texts.text("quiz.fewer", n=solo.of)),) if count is not None and solo.of < wanted else ()
        await responder.private(self._page(solo, *fewer))

    async def pick(self, responder: Responder, id: CustomId) -> None:
        solo = await self.quizzes.pick(who(responder.interaction.user), id.session, id.step, number_of(id))
        await responder.update(self._page(solo))

    async def next(self, responder: Responder, id: CustomId) -> None:
        await responder.update(self._page(await self.quizzes.at(who(responder.interaction.user), id.session, id.step)))

    async def end(self, responder: Responder, id: CustomId) -> None:
        await responder.update(self._page(await self.quizzes.end(who(responder.interaction.user), id.session)))

    async def again(self, responder: Responder, id: CustomId) -> None:
        interaction = responder.interaction
        await responder.update(self._page(await self.quizzes.again(who(interaction.user), id.session, server_of(interaction))))

    def _page(self, solo: Solo, *above: Block) -> Outgoing:
        texts, reply, id = self.app.texts, solo.reply, solo.quiz_id
        end = Press(texts("quiz.action.end"), CustomId("quizend", id, solo.place))
        accent = PLAIN_ACCENT
        rows: tuple[tuple[Press, ...], ...]
        match reply:
            case QuizAsks(posed):
                rows = (letters("quizpick", id, solo.place, posed), (end,))
            case QuizExplains():
                accent = RIGHT_ACCENT if reply.choice == reply.posed.item.right else WRONG_ACCENT
                last = solo.place + 1 == solo.of
                on = texts("quiz.action.result" if last else "quiz.action.next")
                rows = ((Press(on, CustomId("quiznext", id, solo.place + 1), "primary"), *(() if last else (end,))),)
            case QuizEnds():
                rows = ((Press(texts("quiz.action.again"), CustomId("quizagain", id, solo.place), "primary"),),)
        return page((*above, *blocks_of(reply, solo.level, texts)), texts, *rows, accent=accent)
