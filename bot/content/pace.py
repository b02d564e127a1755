"""Can the texts of a scenario be said in their time, and are pairs of texts about equally long?"""

from __future__ import annotations

from collections.abc import Iterator

from bot.content.texts import Objection, Where
from bot.core.scenario import Scenario
from bot.core.timing import FAST, words_in
from bot.core.vocabulary import BASE_LEVEL

_UNEVEN = 2.0
_FLUENT_SHARE = 0.55


def pace_objections(scenario: Scenario) -> Iterator[Objection]:
    """Strong texts against their target times, in which the quick speaker can say them; replies and answers against their counterparts."""
    for name, stage in scenario.stages.items():
        if stage.strong:
            yield from _too_long(("stages", name, "strong"), stage.strong, stage.target_seconds)
    for level, text in scenario.reflections.items():
        yield from _too_long(("reflections", level), text, scenario.stages["reflection"].target_seconds)
    most = scenario.calibration[BASE_LEVEL].seconds[1]
    spoken = words_in(scenario.strong_answer(BASE_LEVEL)) * 60 / FAST
    if spoken > most:
        yield Objection(
            ("calibration", BASE_LEVEL, "seconds"),
            f"The strong answer takes {spoken:.0f} seconds to say, more than the {most} of this level.",
            "Shorten the action, or allow more time.",
        )
    for index, probe in enumerate(scenario.probes):
        weak, strong = words_in(probe.weak.text), words_in(probe.strong.text)
        if max(weak, strong) > _UNEVEN * min(weak, strong):
            shorter = "weak" if weak < strong else "strong"
            yield Objection(
                ("probes", index, shorter, "text"),
                f"The {shorter} reply has {min(weak, strong)} words and its counterpart {max(weak, strong)}: the length gives it away.",
                "Make them about equally long.",
            )
    strong_words = words_in(scenario.strong_answer(BASE_LEVEL))
    for index, answer in enumerate(scenario.weak_answers):
        if answer.fluent and words_in(answer.text) < _FLUENT_SHARE * strong_words:
            yield Objection(
                ("weak_answers", index, "text"),
                f"The fluent weak answer has {words_in(answer.text)} words, the strong one {strong_words}: the length gives it away.",
                "Let it talk longer without saying more.",
            )


def _too_long(where: Where, text: str, seconds: int) -> Iterator[Objection]:
    words = words_in(text)
    most = seconds * FAST // 60
    if words > most:
        yield Objection(
            where, f"The text has {words} words; {seconds} seconds are time for {most} at most.", "Say it shorter, or allow it more time."
        )
