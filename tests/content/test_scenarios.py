"""The scenarios of the program, as they stand: proven among themselves, and the seed before the judge.

That every exemplar of every scenario convinces the judge is what `python -m bot check` says; .ci/run calls it.
"""

from __future__ import annotations

import pytest

from bot.content.figures import figure_objections
from bot.content.giveaway import giveaway_objections, library_giveaways
from bot.content.library import Library, load_library
from bot.content.overlap import overlap_objections
from bot.content.pace import pace_objections
from bot.content.proof import proof_objections
from bot.content.spelling import spelling_objections
from bot.core.judge import about_disagreement
from bot.core.judgement import Asked
from tests.content.files import right_text, scenario_of
from tests.content.test_check import bench
from tests.core.judged import rubric


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library()


def test_they_can_be_said_in_time_and_their_figures_agree(library: Library) -> None:
    said = [
        (scenario.id, objection)
        for scenario in library.scenarios.values()
        for objection in (*pace_objections(scenario), *figure_objections(scenario), *giveaway_objections(scenario))
    ]
    assert said == []


def test_they_repeat_neither_each_other_nor_themselves(library: Library) -> None:
    assert [(scenario.id, objection) for scenario, objection in overlap_objections(library.scenarios.values())] == []


def test_they_are_spelt_right(library: Library) -> None:
    assert [(scenario.id, objection) for scenario, objection in spelling_objections(library.scenarios.values())] == []


def test_no_quiz_rewards_a_strategy_that_needs_no_reading(library: Library) -> None:
    assert list(library_giveaways(library.scenarios.values())) == []


def test_a_story_told_well_for_a_disagreement_has_one(library: Library) -> None:
    """Replies may say more of it; what was decided, and that it was argued against, stands in the story that the question asked for."""
    for told in library.scenarios.values():
        asked = Asked(told.principle, "sde2", told.question)
        if about_disagreement(rubric(), asked):
            assert "pushback" in bench().judge(asked, told.strong_answer("sde2")).ids, told.id


def test_the_seed_convinces_the_judge() -> None:
    """Strong: hire at each level after its replies. Weak: against hiring. Replies: each leans as it should, in both wordings."""
    said = [one.message for one in proof_objections(scenario_of(right_text().encode()), bench())]
    assert not [one for one in said if "is judged" in one or "leans" in one]
