"""What a debrief says to whoever told the story: what is theirs, and what is the example's."""

from __future__ import annotations

from functools import cache

from bot.core.events import Answered, Ended, TriedAgain
from bot.core.replies import Debrief, Feedback
from bot.wording.blocks import Block, Note, plain
from bot.wording.catalogue import load_texts
from bot.wording.debrief import debrief
from bot.wording.feedback import feedback
from bot.wording.markdown import markdown
from tests.core.held import STRONG, STRONG_REPLY, play, scenario, setup

TEXTS = load_texts()
SPANISH = (
    "El año pasado nuestro equipo tenía un problema con los pedidos. Hablé con mi jefe y le dije que no estaba de acuerdo con su plan, porque "
    "los clientes esperaban demasiado. Medí los tiempos durante tres semanas y después cambiamos el proceso."
)


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


def test_nothing_is_said_of_what_an_opening_in_another_language_lacks() -> None:
    """It was not read: no story is missing from it, no time was told in it, and no exemplar stands beside it."""
    told = page(SPANISH)
    assert "not English" in told
    assert "Tell it once more in English" in told
    for heading in ("What was missing", "No story", TEXTS("debrief.stages"), TEXTS("contrast.heading_opening"), TEXTS("debrief.time")):
        assert heading not in told


def test_a_story_told_once_more_in_english_mends_no_flaw() -> None:
    _state, said = play(setup("practice", story="own"), [Answered(SPANISH)])
    first = said[-1]
    assert isinstance(first, Feedback)
    shown = markdown(feedback(first, TEXTS))
    assert "not English" in shown
    for heading in ("What was missing", "No story", TEXTS("contrast.heading_opening"), TEXTS("feedback.time")):
        assert heading not in shown
    _state, said = play(setup("practice", story="own"), [Answered(SPANISH), TriedAgain(), Answered(STRONG)])
    again = said[-1]
    assert isinstance(again, Feedback)
    assert "Flaws that are gone" not in markdown(feedback(again, TEXTS))
