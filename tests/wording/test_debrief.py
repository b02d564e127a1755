"""What a debrief says to whoever told the story: what is theirs, and what is the example's."""

from __future__ import annotations

from functools import cache

from bot.core.events import Answered, Ended
from bot.core.replies import Debrief
from bot.wording.blocks import Block, Note, plain
from bot.wording.catalogue import load_texts
from bot.wording.debrief import debrief
from bot.wording.markdown import markdown
from tests.core.held import STRONG, STRONG_REPLY, play, scenario, setup

TEXTS = load_texts()


@cache
def debriefed(*answers: str) -> Debrief:
    """The debrief of a story of one's own, beside a scenario's."""
    _state, said = play(setup("interview", story="own"), [*map(Answered, answers), Ended()])
    shown = said[-1]
    assert isinstance(shown, Debrief)
    return shown


def blocks(*answers: str) -> tuple[Block, ...]:
    return debrief(debriefed(*answers), TEXTS)


def page(*answers: str) -> str:
    return markdown(blocks(*answers))


def test_what_is_said_of_the_example_is_not_said_as_of_the_story_told() -> None:
    """The notes of a scenario speak of its own story: "the two minutes on Sunday" are nobody else's."""
    told = page(STRONG, STRONG_REPLY)
    shown = blocks(STRONG, STRONG_REPLY)
    for example in scenario().stages.values():
        assert f"*A note on the example:* {example.coaching}" in told.replace("**", "*")
        assert Note(plain(example.coaching)) not in shown
