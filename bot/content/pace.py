"""Can the texts of a scenario be said in their time, and are pairs of texts about equally long?"""

from __future__ import annotations

from collections.abc import Iterator

from bot.content.texts import Objection, Where
from bot.core.scenario import Scenario
from bot.core.vocabulary import BASE_LEVEL

# Public accounts of interviews give 130 to 160 words a minute; a text that even the quick speaker cannot say in time is too long.
WORDS_PER_MINUTE = (130, 160)
_UNEVEN = 2.0
_FLUENT_SHARE = 0.55


def word_count(text: str) -> int:
    return len(text.split())


def pace_objections(scenario: Scenario) -> Iterator[Objection]:
    """Strong texts against their target times, replies and answers against their counterparts."""
    for name, stage in scenario.stages.items():
        if stage.strong:
            yield from _too_long(("stages", name, "strong"), stage.strong, stage.target_seconds)
    for level, text in scenario.reflections.items():
        yield from _too_long(("reflections", level), text, scenario.stages["reflection"].target_seconds)
    most = scenario.calibration[BASE_LEVEL].seconds[1]
    spoken = word_count(scenario.strong_answer(BASE_LEVEL)) * 60 / WORDS_PER_MINUTE[1]
    if spoken > most:
        yield Objection(
            ("calibration", BASE_LEVEL, "seconds"),
            f"The strong answer takes {spoken:.0f} seconds to say, more than the {most} of this level.",
            "Shorten the action, or allow more time.",
        )
    for index, probe in enumerate(scenario.probes):
        weak, strong = word_count(probe.weak.text), word_count(probe.strong.text)
        if max(weak, strong) > _UNEVEN * min(weak, strong):
            shorter = "weak" if weak < strong else "strong"
            yield Objection(
                ("probes", index, shorter, "text"),
                f"The {shorter} reply has {min(weak, strong)} words and its counterpart {max(weak, strong)}: the length gives it away.",
                "Make them about equally long.",
            )
    strong_words = word_count(scenario.strong_answer(BASE_LEVEL))
    for index, answer in enumerate(scenario.weak_answers):
        if answer.fluent and word_count(answer.text) < _FLUENT_SHARE * strong_words:
            yield Objection(
                ("weak_answers", index, "text"),
                f"The fluent weak answer has {word_count(answer.text)} words, the strong one {strong_words}: the length gives it away.",
                "Let it talk longer without saying more.",
            )


def _too_long(where: Where, text: str, seconds: int) -> Iterator[Objection]:
    words = word_count(text)
    most = seconds * WORDS_PER_MINUTE[1] // 60
    if words > most:
        yield Objection(
            where, f"The text has {words} words; {seconds} seconds are time for {most} at most.", "Say it shorter, or allow it more time."
        )
