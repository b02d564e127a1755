"""Several interviews that stand open: each by its name, its last day and its question, and one of them chosen."""

from __future__ import annotations

from collections.abc import Sequence

from bot.terminal.reading import Interrupted, choice
from bot.terminal.render import show
from bot.terminal.sitting import Sitting
from bot.usecases.showing import Session
from bot.wording.blocks import Bullets, Paragraph, Text
from bot.wording.catalogue import Texts
from bot.wording.dates import day_of
from bot.wording.findings import quoted
from bot.wording.pages import titled

# On two lines of a narrow screen a question can be told from another one.
_QUESTION = 90


def chosen(sessions: Sequence[Session], sitting: Sitting) -> Session | None:
    """The one that goes on; None for another interview. Raises Interrupted, at the end of the input as well."""
    texts = sitting.texts
    lead = Paragraph(texts.text("terminal.several", n=len(sessions)))
    show(sitting.console, (lead, Bullets(tuple(_line(one, texts) for one in sessions), numbered=True)))
    by_number = {str(number): one for number, one in enumerate(sessions, 1)}
    while True:
        line = sitting.line(texts("terminal.which"))
        if line is None:
            raise Interrupted("")
        word = choice(line)
        if word == "new":
            return None
        if (one := by_number.get(word or "1")) is not None:
            return one
        sitting.note("terminal.not_understood")


def _line(session: Session, texts: Texts) -> Text:
    title, day = titled(session.principle, session.level, session.mode, texts), day_of(session.updated_at)
    return texts.text("terminal.several_line", title=title, day=day, question=quoted(session.question, _QUESTION))
