"""A scenario's exemplars put before the judge: are they what the scenario says they are?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from bot.content.texts import Objection, Where
from bot.core.consistency import inconsistencies
from bot.core.judgement import Asked, Judgement
from bot.core.scenario import Scenario, ScenarioProbe
from bot.core.vocabulary import BASE_LEVEL, FLAWS_AND_SIGNALS, LEVELS, VERDICTS, Level

Judge = Callable[[Asked, str], Judgement]
"""The judge with its rubric already given: what was asked, the answer -> the vote."""


def proof_objections(scenario: Scenario, judge: Judge) -> Iterator[Objection]:
    """Everything that the judge sees otherwise than the scenario claims."""
    for level in LEVELS:
        yield from _strong_answer(scenario, level, judge)  # type: ignore[arg-type]  # the keys of LEVELS are the levels
    yield from _weak_answers(scenario, judge)
    opening = scenario.strong_answer(BASE_LEVEL)
    for index, probe in enumerate(scenario.probes):
        yield from _replies(scenario, ("probes", index), probe, opening, judge)


def _strong_answer(scenario: Scenario, level: Level, judge: Judge) -> Iterator[Objection]:
    judgement = judge(Asked(scenario.principle, level, scenario.question), scenario.strong_answer(level))
    name = LEVELS[level].name
    if not judgement.hire_side:
        yield Objection(
            ("reflections", level),
            f"At {name} the strong answer is judged {VERDICTS[judgement.verdict].name}. {_first(judgement.because)}".rstrip(),
            judgement.levels[level].lift if level in judgement.levels else "",
        )
    missing = [one for one in scenario.shows if one not in judgement.ids]
    if missing:
        yield Objection(
            ("shows", scenario.shows.index(missing[0])),
            f"At {name} the strong answer does not show {_names(missing)}.",
            "Tell it in the strong text in plain words, or leave it out here.",
        )


def _weak_answers(scenario: Scenario, judge: Judge) -> Iterator[Objection]:
    for index, answer in enumerate(scenario.weak_answers):
        judgement = judge(Asked(scenario.principle, BASE_LEVEL, scenario.question), answer.text)
        where: Where = ("weak_answers", index)
        if judgement.hire_side:
            yield Objection(
                (*where, "text"),
                f"This weak answer is judged {VERDICTS[judgement.verdict].name}. {_first(judgement.because)}".rstrip(),
                "Take out what can be written down as evidence.",
            )
        found = {flaw.id for flaw in judgement.flaws}
        for number, flaw in enumerate(answer.flaws):
            if flaw.id not in found:
                yield Objection(
                    (*where, "flaws", number, "id"),
                    f"The judge does not find {_names([flaw.id])} in this answer.",
                    "Make the flaw plainer in the text, or leave it out here.",
                )


def _replies(scenario: Scenario, where: Where, probe: ScenarioProbe, opening: str, judge: Judge) -> Iterator[Objection]:
    for side, text, shows in (("weak", probe.weak.text, probe.weak.shows), ("strong", probe.strong.text, probe.strong.shows)):
        for wording in ("ask", "ask_any"):
            asked = Asked(scenario.principle, BASE_LEVEL, scenario.question, getattr(probe, wording), probe.probes, opening)
            judgement = judge(asked, text)
            if judgement.leans != side:
                yield Objection(
                    (*where, side, "text"),
                    f"The {side} reply leans {judgement.leans} (asked as in `{wording}`). {_first(judgement.because)}".rstrip(),
                    "Bring the specific thing that the probe asks for." if side == "strong" else "Leave out what answers the probe.",
                )
                break
        else:
            missing = [one for one in shows if one not in judgement.ids]
            if missing:
                yield Objection(
                    (*where, side, "shows", shows.index(missing[0])),
                    f"The judge does not find {_names(missing)} in the {side} reply.",
                    "Say it in plain words in the reply, or leave it out here.",
                )
    for one in inconsistencies(opening, probe.strong.text, "The strong answer"):
        yield Objection((*where, "strong", "text"), one.why, f'Compare "{one.before}" with "{one.after}".')


def _names(ids: Iterable[str]) -> str:
    return ", ".join(f"`{one}` ({FLAWS_AND_SIGNALS[one].meaning})" for one in ids)


def _first(reasons: tuple[str, ...]) -> str:
    return reasons[0] if reasons else ""
