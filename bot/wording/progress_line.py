"""Where an interview stands, in one line: `Opening · *Follow-up 1 (now)* · Follow-up 2 · Debrief`."""

from __future__ import annotations

from bot.core.state import Interview
from bot.wording.blocks import Text, plain, strong
from bot.wording.catalogue import Texts


def progress_line(state: Interview, texts: Texts) -> Text:
    """The steps of the interview, the present one strong and in words as well: neither a voice nor a terminal without bold has another way
    to tell it. Nothing for the modes that number their own pages."""
    if state.setup.mode not in ("practice", "interview"):
        return ()
    follow_ups = [texts("progress.probe", number=number) for number in range(1, state.setup.probes + 1)]
    names = [texts("progress.opening"), *follow_ups, texts("progress.debrief")]
    here = len(names) - 1 if state.phase == "done" else state.question.number if state.question else 0
    line: Text = ()
    for place, name in enumerate(names):
        line = (*line, *(plain(" · ") if place else ()), strong(texts("progress.here", step=name)) if place == here else plain(name)[0])
    return line
