"""A step of an interview -> what its messages hold: pages to read, the open question, the buttons, the file to keep."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.frozen import dataclass
from bot.core.replies import Asks, Calibration, Debrief, Feedback, Reply, Says
from bot.core.state import Interview
from bot.discord_app.ids import CustomId
from bot.discord_app.paginate import Sheet, sheets
from bot.discord_app.render import ACCENTS, PLAIN_ACCENT, Look, Press, content
from bot.wording.blocks import Action, Block, Note, Paragraph, Rule, Text
from bot.wording.catalogue import Texts
from bot.wording.debrief import details, kept, summary
from bot.wording.markdown import markdown
from bot.wording.pages import actions, blocks_of
from bot.wording.progress_line import progress_line

# Beside the ways to answer; they stand in a row of their own.
_ASIDES = ("hint", "repeat", "minute", "skip", "another", "end")


@dataclass(frozen=True, slots=True)
class Screen:
    """`pages` are shown in one message, one at a time; `question` is an ordinary message that can be replied to, None where nothing
    stands open or where the pages hold it. `rows` go under the last of the two. `file` is (name, text)."""

    pages: tuple[Sheet, ...]
    question: str | None
    rows: tuple[tuple[Press, ...], ...]
    accent: int
    file: tuple[str, str] | None

    def look(self, session: str, step: int, page: int, texts: Texts, *, live: bool) -> tuple[Look, str]:
        """The frame of one page, and the line that says which it is. `live` puts the step's own buttons under it."""
        rows = self.rows if live and self.question is None else ()
        if len(self.pages) == 1:
            return Look(self.accent, rows), ""
        turns = []
        if page > 0:
            turns.append(Press(texts("discord.page.back", number=page), CustomId("turn", session, step, str(page - 1))))
        if page + 1 < len(self.pages):
            turns.append(
                Press(texts("discord.page.on", number=page + 2, of=len(self.pages)), CustomId("turn", session, step, str(page + 1)))
            )
        return Look(self.accent, (tuple(turns), *rows)), texts("discord.page.place", number=page + 1, of=len(self.pages))


def screen(
    session: str, step: int, state: Interview, replies: Sequence[Reply], texts: Texts, *, apart: bool, lead: Sequence[Text] = ()
) -> Screen:
    """What a step shows. `apart` puts the open question into a message of its own, which only a channel that takes replies needs.
    `lead` are lines above everything else."""
    above = tuple(Paragraph(text) for text in lead)
    asks = next((reply for reply in replies if isinstance(reply, Asks)), None)
    question = None
    shown = list(replies)
    if asks is not None and apart:
        # Remarks belong to the question; what is to be read before it does not.
        remarks = [reply for reply in replies if isinstance(reply, Says)]
        rest = [reply for reply in replies if reply is not asks and reply not in remarks]
        # The question comes first: a reply and a notification show how a message begins.
        told = (*_joined([*remarks, asks], texts, rules=False), *_progress(state, texts))
        question = content(told if rest else (*above, *told))
        if question is not None:
            shown = rest
    blocks = _joined(shown, texts)
    if question is None and asks is not None:
        blocks = (*blocks, *_progress(state, texts))
    if shown:
        blocks = (*above, *blocks)
    return Screen(
        pages=_pages(shown, blocks, texts),
        question=question,
        rows=rows(session, step, state, texts),
        accent=_accent(replies),
        file=_file(state, replies, texts),
    )


def rows(session: str, step: int, state: Interview, texts: Texts) -> tuple[tuple[Press, ...], ...]:
    """The buttons for what can be done next: the ways on in the first row, the asides below."""
    offered = actions(state, texts)
    first = tuple(press(action, session, step) for action in offered if action.name not in _ASIDES)
    second = tuple(press(action, session, step) for action in offered if action.name in _ASIDES)
    if len(first) + len(second) <= 3:
        return ((*first, *second),) if first or second else ()
    return tuple(row for row in (first, second) if row)


def press(action: Action, session: str, step: int) -> Press:
    # Red draws the eye: it is for the question whether to end, not for every page that could be left.
    style = "secondary" if action.style == "danger" else action.style
    return Press(action.label, CustomId(action.name, session, step, action.needs_text or action.value), style)


def _progress(state: Interview, texts: Texts) -> tuple[Block, ...]:
    line = progress_line(state, texts)
    return (Note(line),) if line else ()


def _joined(replies: Sequence[Reply], texts: Texts, *, rules: bool = True) -> tuple[Block, ...]:
    blocks: list[Block] = []
    for reply in replies:
        if blocks and rules:
            blocks.append(Rule())
        blocks += summary(reply, texts) if isinstance(reply, Debrief) else blocks_of(reply, texts)
    return tuple(blocks)


def _pages(replies: Sequence[Reply], blocks: tuple[Block, ...], texts: Texts) -> tuple[Sheet, ...]:
    """The first page of a debrief is its summary, whole; the rest follows on pages of its own."""
    found = sheets(blocks) if blocks else ()
    end = next((reply for reply in replies if isinstance(reply, Debrief)), None)
    return found if end is None else (*found, *sheets(details(end, texts)))


def _file(state: Interview, replies: Sequence[Reply], texts: Texts) -> tuple[str, str] | None:
    end = next((reply for reply in replies if isinstance(reply, Debrief)), None)
    if end is None:
        return None
    name = f"debrief-{state.setup.principle.replace('_', '-')}-{state.setup.level}.md"
    return name, markdown(kept(end, texts))


def _accent(replies: Sequence[Reply]) -> int:
    for reply in replies:
        if isinstance(reply, Feedback):
            return ACCENTS[reply.judgement.verdict if reply.kind == "opening" else reply.vote.verdict]
        if isinstance(reply, Debrief):
            return ACCENTS[reply.final_vote.verdict]
        if isinstance(reply, Calibration):
            return PLAIN_ACCENT
    return PLAIN_ACCENT
