"""The bar raiser's chair: two candidates, one of them fluent and empty, voted on before the rubric is shown.

The order of the two follows from the seed. The weak one is the scenario's fluent weak answer where it has one, because that is
the trap."""

from __future__ import annotations

import hashlib
from collections.abc import Set
from typing import Literal

from bot.core.judge import grounds_of, judge
from bot.core.judgement import Asked, Judgement
from bot.core.replies import Calibration, Candidate
from bot.core.ruling import JUDGED
from bot.core.scenario import Scenario, WeakAnswer
from bot.core.state import Materials, OwnVote, Setup
from bot.core.vocabulary import Level, Verdict

Label = Literal["A", "B"]

_STEPS: dict[str, int] = {"strong_hire": 3, "hire": 2, "leaning_no_hire": 1, "no_hire": 0, "insufficient_evidence": 0}


def candidate(label: Label, setup: Setup, scenario: Scenario) -> Candidate:
    """Candidate A or B: the answer, and nothing about it."""
    return Candidate(label, setup.question, _answer(label, setup, scenario))


def calibration(vote: OwnVote, setup: Setup, materials: Materials, scenario: Scenario) -> Calibration:
    """The member's vote beside the judge's on the same answer."""
    text = _answer(vote.label, setup, scenario)
    judgement = judge(materials.rubric, Asked(setup.principle, setup.level, setup.question), text[:JUDGED])
    strong = _is_strong(vote.label, setup)
    missed, doubtful = unshared(judgement, vote.reasons)
    return Calibration(
        label=vote.label,
        answer=text,
        yours=vote.verdict,
        your_reasons=vote.reasons,
        judgement=judgement,
        bar_raiser_thinks=thinks(vote.label, setup, scenario),
        apart=apart(vote.verdict, judgement.verdict),
        shared=tuple(reason for reason in vote.reasons if reason in judgement.ids),
        missed=missed,
        doubtful=doubtful,
        strong=strong,
        bar_raiser_votes=None if strong else _weak(scenario).verdict,
        grounds=grounds_of(materials.rubric, judgement.because, judgement.ids),
    )


def unshared(judgement: Judgement, named: tuple[str, ...], also: Set[str] = frozenset()) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The judge's reasons that were not named, and those named that the judge did not find, nor among what was found `also`."""
    # Of a strong answer the signals are the reasons; of a weak one the flaws are.
    grounds = judgement.signals if judgement.hire_side else judgement.flaws
    reasons = tuple(dict.fromkeys(finding.id for finding in grounds))
    found = judgement.ids | also
    return tuple(reason for reason in reasons if reason not in named), tuple(reason for reason in named if reason not in found)


def apart(yours: Verdict, judged: Verdict) -> int:
    """Your vote minus the judge's on the four-step scale, -3 to 3; positive means kinder. Too little evidence counts with no
    hire: it is on that side, and is only said differently."""
    return _STEPS[yours] - _STEPS[judged]


def _answer(label: Label, setup: Setup, scenario: Scenario) -> str:
    return scenario.strong_answer(setup.level) if _is_strong(label, setup) else _weak(scenario).text


def _is_strong(label: Label, setup: Setup) -> bool:
    """A fair and lasting coin: the same setup shows the same order, and neighbouring seeds tell nothing about each other."""
    toss = hashlib.sha256(f"evaluate:{setup.scenario_id}:{setup.seed}".encode()).digest()[0] % 2 == 0
    return toss == (label == "A")


def thinks(label: Label, setup: Setup, scenario: Scenario) -> str:
    """What the scenario's bar raiser thinks of that candidate."""
    strong = _is_strong(label, setup)
    return _thinks_of_strong(scenario, setup.level) if strong else _weak(scenario).bar_raiser_thinks


def _weak(scenario: Scenario) -> WeakAnswer:
    return next((answer for answer in scenario.weak_answers if answer.fluent), scenario.weak_answers[0])


def _thinks_of_strong(scenario: Scenario, level: Level) -> str:
    bar = scenario.calibration[level].bar
    return f"This is the strong one. The bar at this level: {bar}"
