"""Two attempts, whichever is named first."""

from bot.content.rubric import load_rubric
from bot.core.compare import Attempt, compared, figures_apart
from bot.core.judge import judge
from bot.core.judgement import Asked
from tests.usecases.histories import EXPORT, EXPORT_WEAKLY

RUBRIC = load_rubric()


def attempt(number: int, text: str) -> Attempt:
    question = "Tell me about a time."
    judgement = judge(RUBRIC, Asked("ownership", "sde2", question), text)
    return Attempt(f"s{number}", 0, number, "ownership", "sde2", "practice", question, text, judgement, number)


def test_gained_and_lost_are_the_same_thing_from_both_sides() -> None:
    weak, strong = attempt(1, EXPORT_WEAKLY), attempt(2, EXPORT)
    up = compared(strong, weak)
    assert (up.before, up.after) == (weak, strong)
    down = compared(attempt(1, EXPORT), attempt(2, EXPORT_WEAKLY))
    assert {one.id for one in up.change.gained} == {one.id for one in down.change.lost}
    assert {one.id for one in up.change.mended} == {one.id for one in down.change.new}
    assert {one.id for one in up.kept} == {one.id for one in down.kept}
    held = {one.id for one in (*up.change.gained, *up.kept)}
    assert held == {one.id for one in strong.judgement.signals}
    for finding in (*up.change.gained, *up.kept, *up.still):
        assert finding.quote is None or finding.quote in EXPORT


def test_only_figures_are_held_against_each_other() -> None:
    assert figures_apart("We rebuilt the importer in two weeks.", "I rebuilt the importer in two weeks.") == ()
    (found,) = figures_apart("I pulled three months of logs.", "I pulled seven months of logs.")
    assert ("three" in found.before, "seven" in found.after) == (True, True)
