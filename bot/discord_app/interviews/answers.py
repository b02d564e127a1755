"""Answers by form: one box, five boxes, or stage by stage. What was typed before is in the box again; what is sent is kept before anything
else happens with it."""

from __future__ import annotations

from bot.core.answer import join_stages
from bot.core.events import AnotherAsked, Answered, Event
from bot.core.timing import spoken, words_in
from bot.core.vocabulary import STAGES
from bot.core.words import recognise
from bot.discord_app.app import App
from bot.discord_app.cog import Cog
from bot.discord_app.flow import said_as
from bot.discord_app.forms import ONE, answer_form, stage_form, stages_form, typed
from bot.discord_app.ids import CustomId
from bot.discord_app.interviews.ending import are_you_sure, is_asked_first
from bot.discord_app.interviews.parts import gathered
from bot.discord_app.paginate import sheets
from bot.discord_app.render import Look, Outgoing, Press, layout
from bot.discord_app.responding import Responder
from bot.discord_app.who import who
from bot.usecases.exchange import Standing
from bot.usecases.finding import closed
from bot.usecases.refusals import Outdated
from bot.wording.blocks import Block, Bullets, Note, Paragraph, said, strong
from bot.wording.names import clock, name_of

_OPEN = ("opening", "probe", "retry")


class InterviewAnswers(Cog):
    def __init__(self, app: App) -> None:
        self.app = app
        self._routes = {"answer": self.open_form, "submit": self.submit, "stage": self.open_stage, "keep": self.keep, "send": self.send}

    async def cog_load(self) -> None:
        for action, handler in self._routes.items():
            self.app.router.add(action, handler, "update" if action in ("submit", "send") else "private")

    # Opening --------------------------------------------------------------------------------------------------------------

    async def open_form(self, responder: Responder, id: CustomId) -> None:
        shown, drafts = await self._at(responder, id)
        question = shown.state.question.text if shown.state.question else ""
        before = _last_try(shown)
        if id.value == "stage":
            await self._open_stage(responder, id, next(iter(STAGES)), question, drafts)
        elif id.value == "five":
            await responder.form(stages_form(id.session, id.step, question, {**before, **drafts}, self.app.texts))
        else:
            # A draft that was begun in stages, or in messages, is not lost to somebody who goes on in one box.
            draft = gathered(drafts) or before.get(ONE, "")
            await responder.form(answer_form(id.session, id.step, question, draft, self.app.texts))

    async def open_stage(self, responder: Responder, id: CustomId) -> None:
        shown, drafts = await self._at(responder, id)
        question = shown.state.question.text if shown.state.question else ""
        await self._open_stage(responder, id, id.value if id.value in STAGES else next(iter(STAGES)), question, drafts)

    async def _open_stage(self, responder: Responder, id: CustomId, stage: str, question: str, drafts: dict[str, str]) -> None:
        await responder.form(stage_form(id.session, id.step, stage, question, drafts.get(stage, ""), self.app.texts))

    async def _at(self, responder: Responder, id: CustomId) -> tuple[Standing, dict[str, str]]:
        """The session where the button stands, and the drafts of that step. Raises Outdated, Closed, NotYours, NoSuchSession."""
        person = who(responder.interaction.user)
        shown = await self.app.interviews.stands(person, id.session)
        if not shown.session.is_open:
            raise closed(shown.session)
        if shown.session.step != id.step or shown.state.phase not in _OPEN:
            raise Outdated
        return shown, shown.drafts

    # Taking ---------------------------------------------------------------------------------------------------------------

    async def submit(self, responder: Responder, id: CustomId) -> None:
        boxes = typed(responder.interaction)
        if id.value == ONE:
            text = boxes.get(ONE, "")
            if recognise(text) is None:
                await self._take(responder, id, Answered(text))
                return
            # Which of the words that ask for something are meant depends on where the interview stands.
            shown = await self.app.interviews.resume(who(responder.interaction.user), id.session)
            event = said_as(text, shown)
            if is_asked_first(event, shown) and shown.session.is_open and shown.session.step == id.step:
                await responder.private(are_you_sure(shown, self.app.texts))
            else:
                await self._take(responder, id, event)
        else:
            stages = {stage: boxes[stage] for stage in STAGES if boxes.get(stage, "").strip()}
            await self._take(responder, id, Answered(stages=stages))

    async def keep(self, responder: Responder, id: CustomId) -> None:
        """One stage is kept, and the card shows how far the answer is."""
        person = who(responder.interaction.user)
        await self.app.interviews.drafts.keep(person, id.session, id.step, typed(responder.interaction))
        shown, drafts = await self._at(responder, id)
        await responder.receipt()
        card = self._card(id, shown, drafts)
        clicked = responder.interaction.message
        if clicked is not None and clicked.flags.ephemeral:
            await responder.update(card)
        else:
            await responder.private(card)

    async def send(self, responder: Responder, id: CustomId) -> None:
        """The stages that were kept become the answer."""
        person = who(responder.interaction.user)
        drafts = await self.app.interviews.drafts.of(person, id.session, id.step)
        stages = {stage: drafts[stage] for stage in STAGES if stage in drafts}
        if not stages:
            # An older card, whose stages were sent from another: that step is over, and nothing was empty.
            await self._at(responder, id)
        await self._take(responder, id, Answered(stages=stages))

    async def _take(self, responder: Responder, id: CustomId, event: Event | type[AnotherAsked]) -> None:
        shown = await self.app.flow.take(responder.interaction.user, id.session, id.step, event, responder)
        echo = (event.text or join_stages(event.stages)) if isinstance(event, Answered) else None
        await self.app.flow.deliver(responder, id.step, shown, echo)

    def _card(self, id: CustomId, shown: Standing, drafts: dict[str, str]) -> Outgoing:
        """How far an answer in stages is. The question stands on it, because here the card takes the place of the question's page."""
        texts = self.app.texts
        missing = [stage for stage in STAGES if stage not in drafts]
        lines = []
        for stage in STAGES:
            name = strong(name_of("stage", stage, texts))
            if stage in drafts:
                words = words_in(drafts[stage])
                seconds = round(sum(spoken(words)) / 2)
                lines.append(texts.text("discord.stages.kept", stage=name, n=words, spoken=clock(seconds)))
            else:
                lines.append(texts.text("discord.stages.open", stage=name))
        asked = [Paragraph((said(shown.state.question.text),))] if shown.state.question else []
        blocks: list[Block] = [*asked, Bullets(tuple(lines))]
        if missing:
            blocks.append(Note(texts.text("discord.stages.next", stage=name_of("stage", missing[0], texts))))
        else:
            blocks.append(Paragraph(texts.text("discord.stages.all")))
        row = [self._stage_button(id, stage, "primary" if missing[:1] == [stage] else "secondary") for stage in STAGES]
        label = "discord.stages.send_part" if missing else "discord.stages.send"
        sending = Press(texts(label), CustomId("send", id.session, id.step), "secondary" if missing else "primary")
        return Outgoing(view=layout(sheets(tuple(blocks))[0], Look(rows=(tuple(row), (sending,)))))

    def _stage_button(self, id: CustomId, stage: str, style: str) -> Press:
        return Press(name_of("stage", stage, self.app.texts), CustomId("stage", id.session, id.step, stage), style)


def _last_try(shown: Standing) -> dict[str, str]:
    """What was answered to the same question before, so that a second try can begin with it: in one box, and in five where it came so."""
    if shown.state.phase != "retry" or not shown.state.attempts:
        return {}
    last = shown.state.attempts[-1]
    return {ONE: last.answer or "", **last.stages}
