"""A plan to tell by, and a telling held against it."""

from dataclasses import replace

from bot.content.library import load_library
from bot.core.judge import judge
from bot.core.judgement import Asked, Judgement
from bot.core.retell import EARLY, check, plan, sought
from bot.core.vocabulary import PRINCIPLES, SIGNALS
from tests.core.judged import rubric
from tests.usecases.histories import EXPORT


def judged(text: str, principle: str = "dive_deep") -> Judgement:
    return judge(rubric(), Asked(principle, "sde2", "Tell me about a time."), text)


def test_every_principle_asks_for_something_of_its_own() -> None:
    for principle in PRINCIPLES:
        found = sought(rubric(), principle, "sde2")
        assert found
        assert set(found) <= set(SIGNALS)
        assert len(found) == len(set(found))
    assert sought(rubric(), "hire_and_develop_the_best", "sde2")[0] == "develops_others"


def test_a_plan_quotes_the_story_and_shows_the_move_made_elsewhere() -> None:
    scenarios = tuple(load_library().scenarios.values())
    made = plan(rubric(), "ownership", "dive_deep", "sde2", EXPORT, judged(EXPORT), None, scenarios)
    assert {part.id for part in made.emphasise} <= set(sought(rubric(), "dive_deep", "sde2"))
    assert all(part.quote in EXPORT for part in (*made.emphasise, *made.downplay))
    assert not {lack.id for lack in made.add} & {part.id for part in made.emphasise}
    assert made.example is not None
    assert made.example.angle.principle == "dive_deep"


def test_the_storys_own_scenario_gives_the_example_where_it_has_one() -> None:
    scenarios = tuple(load_library().scenarios.values())
    own = next(scenario for scenario in scenarios if scenario.angles)
    target = own.angles[0].principle
    text = own.strong_answer("sde2")
    made = plan(rubric(), own.principle, target, "sde2", text, judged(text, target), own, scenarios)
    assert made.example is not None
    assert (made.example.title, made.example.angle) == (own.title, own.angles[0])


def test_the_same_words_again_are_told_what_comes_late() -> None:
    made = plan(rubric(), "ownership", "dive_deep", "sde2", EXPORT, judged(EXPORT), None, ())
    told = check(rubric(), made, EXPORT, judged(EXPORT), EXPORT, judged(EXPORT))
    assert [one.before for one in told.placed] == [one.after for one in told.placed]
    assert told.added == ()
    assert told.facts == ()
    assert told.change.gained == told.change.lost == ()


def test_what_was_to_come_first_is_looked_for_there() -> None:
    made = plan(rubric(), "ownership", "dive_deep", "sde2", EXPORT, judged(EXPORT), None, ())
    filler = "It was an ordinary autumn in our building, and the canteen had changed its menu again. " * 12
    first = judged(EXPORT)
    later = tuple(replace(one, start=one.start + len(filler)) if one.start is not None else one for one in first.signals)
    late = check(rubric(), made, filler + EXPORT, replace(first, signals=later), EXPORT, first)
    assert not late.opens
    assert all(one.after is None or one.after > EARLY for one in late.placed)
    empty = check(rubric(), made, "It went well.", judged("It went well."), EXPORT, judged(EXPORT))
    assert {one.order for one in empty.placed} == {"absent"}
    assert not empty.opens
