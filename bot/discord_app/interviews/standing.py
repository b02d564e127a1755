"""Where an interview stands, in a few lines: what `/interview status` answers. No vote is in it: the mode decides when one is shown."""

from __future__ import annotations

from bot.discord_app.interviews.parts import gathered
from bot.discord_app.places import link
from bot.usecases.exchange import Standing
from bot.wording.blocks import Text, plain, said
from bot.wording.catalogue import Texts
from bot.wording.pages import title_of
from bot.wording.progress_line import progress_line

_OPEN = ("opening", "probe", "retry")


def standing(stands: Standing, texts: Texts) -> Text:
    state, place = stands.state, stands.session.place
    lines: list[Text] = [texts.text("discord.status.title", title=title_of(state, texts))]
    progress = progress_line(state, texts)
    if progress:
        lines.append(progress)
    if state.question is not None and state.phase in _OPEN:
        lines.append(texts.text("discord.status.question", question=said(state.question.text)))
    if gathered(stands.drafts):
        lines.append(texts.text("discord.status.draft"))
    lines.append(texts.text("discord.status.where", where=link(place, texts)) if "channel" in place else texts.text("discord.status.here"))
    told: Text = ()
    for number, one in enumerate(lines):
        told = (*told, *(plain("\n") if number else ()), *one)
    return told
