"""A scenario's exemplars put before the judge: are they what the scenario says they are?

Strong answers must reach hire at every level. For a question about disagreement, the opening may leave the disagreement to the probes (as
candidates do); there the vote counts that stands after the strong replies.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol, cast

from bot.content.texts import Objection, Where
from bot.core.consistency import inconsistencies
from bot.core.frozen import dataclass
from bot.core.judgement import Asked, Judgement
from bot.core.scenario import Scenario, ScenarioProbe
from bot.core.vocabulary import BASE_LEVEL, DISAGREEMENT_PRINCIPLE, FLAWS_AND_SIGNALS, HIRE_SIDE, LEVELS, VERDICTS, Level, Verdict


class Judge(Protocol):
    """bot.core.judge.judge with its rubric already given."""

    def __call__(self, asked: Asked, text: str, /) -> Judgement: ...


class Revote(Protocol):
    """bot.core.vote.voting.revote with its rubric already given."""

    def __call__(
        self, asked: Asked, opening: Judgement, replies: Sequence[tuple[Asked, Judgement]], /
    ) -> tuple[Verdict, float, str, str | None]: ...


@dataclass(frozen=True, slots=True)
class Bench:
    """Those who judge: one answer, and the vote after its replies."""

    judge: Judge
    revote: Revote


def proof_objections(scenario: Scenario, bench: Bench) -> Iterator[Objection]:
    """Everything that the judge sees otherwise than the scenario claims."""
    yield from _strong_answer(scenario, bench)
    yield from _weak_answers(scenario, bench.judge)
    opening = scenario.strong_answer(BASE_LEVEL)
    for index, probe in enumerate(scenario.probes):
        yield from _replies(scenario, ("probes", index), probe, opening, bench.judge)


def _strong_answer(scenario: Scenario, bench: Bench) -> Iterator[Objection]:
    unseen: dict[str, list[str]] = {}
    for name, term in LEVELS.items():
        level = cast(Level, name)
        asked = Asked(scenario.principle, level, scenario.question)
        judgement = bench.judge(asked, scenario.strong_answer(level))
        verdict = judgement.verdict
        if not judgement.hire_side and scenario.principle == DISAGREEMENT_PRINCIPLE:
            verdict = _after_strong_replies(scenario, asked, judgement, bench)
        if verdict not in HIRE_SIDE:
            yield Objection(
                ("reflections", level),
                f"At {term.name} the strong answer is judged {VERDICTS[verdict].name}. {_first(judgement.because)}".rstrip(),
                judgement.levels[level].lift if level in judgement.levels else "",
            )
        # A senior reflection that names the structural cause of this story is specific to it, though it need not say what was learned.
        shown = judgement.ids | ({"specific_reflection"} if "systemic_insight" in judgement.ids else set())
        for one in scenario.shows:
            if one not in shown:
                unseen.setdefault(one, []).append(term.name)
    for one, levels in unseen.items():
        yield Objection(
            ("shows", scenario.shows.index(one)),
            f"The strong answer does not show {_names([one])} at {', '.join(levels)}.",
            "Tell it in the strong text in plain words, or leave it out here.",
        )


def _after_strong_replies(scenario: Scenario, asked: Asked, opening: Judgement, bench: Bench) -> Verdict:
    text = scenario.strong_answer(asked.level)
    replies = []
    for probe in scenario.probes:
        question = Asked(scenario.principle, asked.level, scenario.question, probe.ask, probe.probes, text)
        replies.append((question, bench.judge(question, probe.strong.text)))
    return bench.revote(asked, opening, replies)[0]


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
        elif (judgement.verdict == "insufficient_evidence") is not (answer.verdict == "insufficient_evidence"):
            yield Objection(
                (*where, "verdict"),
                f"The judge votes {VERDICTS[judgement.verdict].name}, the scenario says {VERDICTS[answer.verdict].name}.",
                "A weak answer tells a story, only badly; Not Enough Evidence is for no story at all.",
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
            if not any(one in judgement.ids for one in shows):
                yield Objection(
                    (*where, side, "shows"),
                    f"The judge finds none of what the {side} reply is said to show: {_names(shows)}.",
                    "Say it in plain words in the reply, or name what it does show.",
                )
    for one in inconsistencies(opening, probe.strong.text, "The strong answer"):
        yield Objection((*where, "strong", "text"), one.why, f'Compare "{one.before}" with "{one.after}".')


def _names(ids: Iterable[str]) -> str:
    return ", ".join(f"`{one}` ({FLAWS_AND_SIGNALS[one].meaning})" for one in ids)


def _first(reasons: tuple[str, ...]) -> str:
    return reasons[0] if reasons else ""
