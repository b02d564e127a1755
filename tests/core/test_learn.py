"""The walk-through shows everything that the scenario holds, forward and back."""

import json
from typing import get_args

from bot.content.library import load_library
from bot.core.events import WentBack, WentOn
from bot.core.interview import step
from bot.core.learn import pages, shuffled
from bot.core.replies import LearnPage, Says
from bot.core.vocabulary import STAGES, Level
from tests.core.held import materials, play, scenario, setup


def walk() -> list[LearnPage]:
    told = len(pages(scenario(), "sde2", 7))
    state, said = play(setup("learn"), [WentOn()] * told)
    assert state.phase == "done"
    assert said[-1] == Says("learned", {"pages": str(told)})
    return [reply for reply in said if isinstance(reply, LearnPage)]


def test_everything_of_the_scenario_is_shown_once_in_order() -> None:
    shown = walk()
    assert [page.number for page in shown] == list(range(1, len(shown) + 1))
    assert {page.of for page in shown} == {len(shown)}
    kinds = list(dict.fromkeys(page.kind for page in shown))
    assert kinds == ["overview", "stage", "reflections", "probe", "weak_answer", "quiz", "angles", "calibration"]
    assert [page.data["stage"] for page in shown if page.kind == "stage"] == list(STAGES)
    text = json.dumps([page.data for page in shown], ensure_ascii=False)
    told = scenario()
    every = [
        told.overview,
        *told.takeaways,
        *told.reflections.values(),
        *(example.coaching for example in told.stages.values()),
        *(example.common_mistake for example in told.stages.values()),
        *(
            part
            for probe in told.probes
            for part in (probe.ask, probe.weak.text, probe.weak.why, probe.strong.text, probe.strong.signature)
        ),
        *(part for answer in told.weak_answers for part in (answer.text, answer.bar_raiser_thinks, *(flaw.why for flaw in answer.flaws))),
        *(part for question in told.quiz for option in question.options for part in (question.ask, option.text, option.why)),
        *(part for angle in told.angles for part in (angle.emphasise, angle.downplay, angle.opening_line)),
        *(part for bar in told.calibration.values() for part in (bar.bar, bar.focus)),
    ]
    for part in every:
        assert json.dumps(part, ensure_ascii=False)[1:-1] in text


def test_a_quiz_question_is_shown_before_its_answer() -> None:
    shown = [page for page in walk() if page.kind == "quiz"]
    for asked, revealed in zip(shown[::2], shown[1::2], strict=True):
        assert asked.data["id"] == revealed.data["id"]
        assert '"right"' not in json.dumps(asked.data)
        assert '"why"' not in json.dumps(asked.data)
        options = [option["text"] for option in revealed.data["options"]]  # type: ignore[attr-defined]
        assert options == [option["text"] for option in asked.data["options"]]  # type: ignore[attr-defined]
        assert sum(option["right"] for option in revealed.data["options"]) == 1  # type: ignore[attr-defined]


def test_the_seed_orders_the_options_and_nothing_is_lost() -> None:
    question = scenario().quiz[0]
    orders = {shuffled(question, seed) for seed in range(60)}
    assert len(orders) > 10
    assert {tuple(sorted(order)) for order in orders} == {tuple(range(len(question.options)))}
    assert shuffled(question, 3) == shuffled(question, 3)


def test_pages_turn_back_and_the_first_one_stays() -> None:
    state, _ = play(setup("learn"), [WentOn(), WentOn(), WentBack()])
    assert state.page == 1
    first, said = play(setup("learn"), [])
    after, replies = step(first, WentBack(), materials())
    assert after == first
    assert replies == (Says("first_page", {}), said[-1])


def test_the_reflection_shown_is_the_level_s() -> None:
    for level in ("sde1", "sde2", "senior"):
        shown = [page for page in pages(scenario(), level, 0) if page.data.get("stage") == "reflection"]
        assert shown[0].data["strong"] == scenario().reflections[level]


def test_a_phrase_is_underlined_where_it_stands() -> None:
    """A reflection's phrases belong to one level or another: each is shown beside that level's text, and all where all levels are."""
    for told in load_library().scenarios.values():
        for level in get_args(Level):
            shown = pages(told, level, 0)
            for page in shown:
                if page.kind == "stage":
                    phrases = page.data["signal_phrases"]
                    assert isinstance(phrases, list)
                    assert phrases, f"{told.id}: {page.data['stage']} at {level}"
                    assert all(phrase.lower() in str(page.data["strong"]).lower() for phrase in phrases)
            (every,) = (page for page in shown if page.kind == "reflections")
            assert every.data["signal_phrases"] == list(told.stages["reflection"].signal_phrases)
