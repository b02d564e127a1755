"""Where an interview stands, in one line: `Opening · *Follow-up 1* · Follow-up 2 · Debrief`."""

from __future__ import annotations

from bot.core.state import Interview
from bot.wording.blocks import Text, plain, strong
from bot.wording.catalogue import Texts


def progress_line(state: Interview, texts: Texts) -> Text:
    """The steps of the interview with the present one strong; nothing for the modes that number their own pages."""
    if state.setup.mode not in ("practice", "interview"):
        return ()
    follow_ups = [texts("progress.probe", number=number) for number in range(1, state.setup.probes + 1)]
    names = [texts("progress.opening"), *follow_ups, texts("progress.debrief")]
    here = len(names) - 1 if state.phase == "done" else state.question.number if state.question else 0
    line: Text = ()
    for place, name in enumerate(names):
        line = (*line, *(plain(" · ") if place else ()), strong(name) if place == here else plain(name)[0])
    return line
