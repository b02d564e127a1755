"""Several interviews open at once: each by its name, where it is held and when it was touched last, and a button for each."""

from __future__ import annotations

from collections.abc import Sequence

from bot.discord_app.app import App
from bot.discord_app.ids import CustomId
from bot.discord_app.places import link
from bot.discord_app.render import Outgoing, Press
from bot.discord_app.turning import leaf
from bot.usecases.exchange import Who
from bot.usecases.showing import Session, open_sessions
from bot.wording.blocks import Block, Bullets, Note, Paragraph, Text, moment
from bot.wording.catalogue import Texts
from bot.wording.pages import titled

# Two rows of buttons: who has more open than that is best served by the last of them.
_MOST = 10


def several(sessions: Sequence[Session], asked: str, texts: Texts, ways: Sequence[Press] = ()) -> Outgoing:
    """`asked` is the sentence above them: what is to be done with one. To end one is asked for once more, as it is under the question.
    `ways` are buttons to what else there is."""
    named = sessions[:_MOST]
    lines = tuple(
        texts.text("discord.several.line", title=_title(one, texts), where=link(one.place, texts), since=moment(one.updated_at))
        for one in named
    )
    blocks: list[Block] = [Paragraph(texts.text(f"discord.several.{asked}", n=len(sessions))), Bullets(lines, numbered=True)]
    if len(sessions) > len(named):
        blocks.append(Note(texts.text("discord.several.older", n=len(sessions) - len(named))))
    action = "end" if asked == "end" else "resume"
    row = [
        Press(f"{number} · {_title(one, texts)}", CustomId(action, one.id, one.step), "primary" if action == "resume" else "secondary")
        for number, one in enumerate(named, 1)
    ]
    return leaf(tuple(blocks), 0, None, texts, rows=[row, ways])


async def beside(app: App, person: Who) -> tuple[Text, ...]:
    """A line on what is open already, for above an interview that begins beside it."""
    found = await open_sessions(app.interviews, person)
    if not found:
        return ()
    last = found[0]
    return (app.texts.text("discord.several.beside", n=len(found), title=_title(last, app.texts), where=link(last.place, app.texts)),)


def _title(session: Session, texts: Texts) -> str:
    return titled(session.principle, session.level, session.mode, texts)
