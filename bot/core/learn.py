"""The walk-through of a scenario, page by page: what it shows, in which order. Plain data; bot/wording words it.

Keys of `LearnPage.data` by kind (texts are strings, lists are lists of strings unless said otherwise):

    overview     title, principle, level, domain, question, variants, overview, takeaways
    stage        stage, target_seconds, strong (the reflection's is the level's), signal_phrases (those that stand in strong), coaching,
                 common_mistake
    reflections  level, by_level {level: text}, signal_phrases
    probe        id, ask, tests, targets, weak, weak_why, weak_shows, strong, signature, strong_shows
    weak_answer  text, fluent (bool), verdict, flaws [{id, quote (or None), why}], bar_raiser_thinks
    quiz         id, ask, about, revealed (bool), options [{text}, and once revealed also {right (bool), why}]
    angles       angles [{principle, emphasise, downplay, opening_line}]
    calibration  level, by_level {level: {bar, focus, from, to}}

A quiz question takes two pages, so that there is a moment to answer it: first the options, then the same options with what is
right and why. The seed decides the order of the options."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from bot.core.replies import LearnPage
from bot.core.scenario import QuizQuestion, Scenario, ScenarioProbe, WeakAnswer, stands_in
from bot.core.vocabulary import LEVELS, STAGES, Level

_Page = tuple[str, dict[str, object]]


def pages(scenario: Scenario, level: Level, seed: int) -> tuple[LearnPage, ...]:
    """Every page, in order. `number` counts from 1."""
    told = tuple(_told(scenario, level, seed))
    return tuple(LearnPage(kind, number, len(told), data) for number, (kind, data) in enumerate(told, 1))


def _told(scenario: Scenario, level: Level, seed: int) -> Iterator[_Page]:
    yield (
        "overview",
        {
            "title": scenario.title,
            "principle": scenario.principle,
            "level": level,
            "domain": scenario.domain,
            "question": scenario.question,
            "variants": list(scenario.question_variants),
            "overview": scenario.overview,
            "takeaways": list(scenario.takeaways),
        },
    )
    strong = scenario.strong_stages(level)
    for stage in STAGES:
        example = scenario.stages[stage]
        yield (
            "stage",
            {
                "stage": stage,
                "target_seconds": example.target_seconds,
                "strong": strong[stage],
                "signal_phrases": [phrase for phrase in example.signal_phrases if stands_in(phrase, strong[stage])],
                "coaching": example.coaching,
                "common_mistake": example.common_mistake,
            },
        )
    yield (
        "reflections",
        {
            "level": level,
            "by_level": {each: scenario.reflections[each] for each in _levels()},
            "signal_phrases": list(scenario.stages["reflection"].signal_phrases),
        },
    )
    for probe in scenario.probes:
        yield "probe", _probe(probe)
    for answer in scenario.weak_answers:
        yield "weak_answer", _weak_answer(answer)
    for question in scenario.quiz:
        yield "quiz", _quiz(question, seed, revealed=False)
        yield "quiz", _quiz(question, seed, revealed=True)
    yield (
        "angles",
        {
            "angles": [
                {
                    "principle": angle.principle,
                    "emphasise": angle.emphasise,
                    "downplay": angle.downplay,
                    "opening_line": angle.opening_line,
                }
                for angle in scenario.angles
            ]
        },
    )
    yield (
        "calibration",
        {
            "level": level,
            "by_level": {
                each: {"bar": bar.bar, "focus": bar.focus, "from": bar.seconds[0], "to": bar.seconds[1]}
                for each in _levels()
                for bar in (scenario.calibration[each],)
            },
        },
    )


def _levels() -> tuple[Level, ...]:
    return tuple(LEVELS)  # type: ignore[arg-type]  # the table's keys are the levels


def _probe(probe: ScenarioProbe) -> dict[str, object]:
    return {
        "id": probe.id,
        "ask": probe.ask,
        "tests": probe.tests,
        "targets": list(probe.probes),
        "weak": probe.weak.text,
        "weak_why": probe.weak.why,
        "weak_shows": list(probe.weak.shows),
        "strong": probe.strong.text,
        "signature": probe.strong.signature,
        "strong_shows": list(probe.strong.shows),
    }


def _weak_answer(answer: WeakAnswer) -> dict[str, object]:
    return {
        "text": answer.text,
        "fluent": answer.fluent,
        "verdict": answer.verdict,
        "flaws": [{"id": flaw.id, "quote": flaw.quote, "why": flaw.why} for flaw in answer.flaws],
        "bar_raiser_thinks": answer.bar_raiser_thinks,
    }


def _quiz(question: QuizQuestion, seed: int, *, revealed: bool) -> dict[str, object]:
    options: list[dict[str, object]] = []
    for place in shuffled(question, seed):
        option = question.options[place]
        answer: dict[str, object] = {"right": option.right, "why": option.why} if revealed else {}
        options.append({"text": option.text, **answer})
    return {"id": question.id, "ask": question.ask, "about": list(question.about), "revealed": revealed, "options": options}


def shuffled(question: QuizQuestion, seed: int) -> tuple[int, ...]:
    """The places of the question's options in the order in which this seed shows them: the same on every machine."""

    def key(place: int) -> bytes:
        return hashlib.sha256(f"options:{question.id}:{seed}:{place}".encode()).digest()

    return tuple(sorted(range(len(question.options)), key=key))
