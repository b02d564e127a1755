"""The judge: any text gets a vote, with exact quotes, the same one twice, in bounded time. The first line of an input says how it is asked;
an input that begins with { is a line of the public format."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, cast

from benchmarks.fuzz.coverage import REPOSITORY, Coverage
from benchmarks.fuzz.engine import Target
from benchmarks.fuzz.mutating import Mutator
from bot.content.library import load_library
from bot.content.rubric import load_rubric
from bot.core.answer import MAX_CHARACTERS
from bot.core.confidential import exposures
from bot.core.judge import judge
from bot.core.judgement import Asked, Judgement
from bot.core.vocabulary import FLAWS, LEVELS, PRINCIPLES, SIGNALS, VERDICTS, Level
from bot.core.vote.rubric import Rubric
from bot.core.words import recognise
from bot.usecases.judging import judge_line

_PHRASES = REPOSITORY / "bot" / "rubric" / "lexicon" / "phrases"
_KEYS = (
    '"id": ',
    '"principle": ',
    '"level": ',
    '"answer": ',
    '"stages": {',
    '"probe": ',
    '"question": ',
    '"competency": [',
    "}",
    "null",
    "NaN",
)


def _seeds() -> list[str]:
    found = []
    for scenario in list(load_library().scenarios.values())[::3]:
        strong, weak = scenario.strong_answer("senior"), scenario.weak_answers[0].text
        line = {"id": scenario.id, "principle": scenario.principle, "answer": strong}
        found += [
            f"{scenario.principle} sde2\n{strong}",
            f"{scenario.principle} senior\n{weak}",
            f"{scenario.principle} sde1 {scenario.probes[0].ask}\n{scenario.probes[0].weak.text}",
            json.dumps(line),
        ]
    return found


def _words() -> list[str]:
    """What the lexicon looks for, the vocabulary, and the keys of the public format."""
    lines = [line.split("#")[0].strip() for path in sorted(Path(_PHRASES).glob("*.txt")) for line in path.read_text("utf-8").splitlines()]
    return [f" {line} " for line in lines if line] + [
        *PRINCIPLES,
        *LEVELS,
        *FLAWS,
        *SIGNALS,
        *_KEYS,
        ". ",
        "\n\n",
        "I ",
        "we ",
        " from 9 days to 2 ",
    ]


@cache
def _rubric() -> Rubric:
    return load_rubric()


def _run(text: str) -> Iterable[object]:
    if text.startswith("{"):
        return _line(text)
    head, _, answer = text.partition("\n")
    principle, level, *probe = [*head.split(" ", 2), "", ""][:3]
    asked = Asked(
        principle if principle in PRINCIPLES else "ownership",
        cast(Level, level if level in LEVELS else "sde2"),
        "Tell me about a time.",
        probe=probe[0] or None,
        competency=("data_evidence",) if probe[0] else (),
        opening=answer[::-1][:500] if probe[0] else None,
    )
    answer = answer[:MAX_CHARACTERS]
    said = judge(_rubric(), asked, answer)
    shown = _held(said, answer)
    if len(answer) < 400 and judge(_rubric(), asked, answer) != said:
        raise AssertionError("the same answer got another judgement")
    for found in exposures(answer):
        if answer[found.start : found.end] != found.quote:
            raise AssertionError("a warning's quote is not in the answer")
    recognise(answer, "opening")
    return shown


def _held(said: Judgement, answer: str) -> list[object]:
    if said.verdict not in VERDICTS or not math.isfinite(said.score) or not 0 <= said.score <= 100:
        raise AssertionError(f"no vote: {said.verdict} {said.score}")
    for finding in (*said.flaws, *said.signals):
        if (finding.start is None) != (finding.quote is None) or not finding.why.strip():
            raise AssertionError(f"a finding without its reason or place: {finding}")
        if finding.start is not None and answer[finding.start : finding.end] != finding.quote:
            raise AssertionError(f"a quote that is not in the answer: {finding}")
    if Judgement.from_data(json.loads(json.dumps(said.to_data()))) != said:
        raise AssertionError("a judgement that is not read back as it was written")
    return [said.verdict, said.leans, tuple(sorted(said.ids))]


def _line(text: str) -> list[object]:
    """A line of the public format gives one line of JSON, whatever stands in it."""
    result = judge_line(_rubric(), text)
    if "\n" in result.text or "\r" in result.text:
        raise AssertionError("a result of several lines")
    result.text.encode()
    data = json.loads(result.text, parse_constant=_no_constant)
    if result.judged == ("error" in data):
        raise AssertionError("neither a judgement nor an error")
    return [result.judged, "".join(letter for letter in data.get("error", "") if letter.isascii() and letter.isalpha())[:30]]


def _no_constant(name: str) -> Any:
    raise AssertionError(f"{name} is not JSON")


TARGET = Target(
    "judge",
    _seeds,
    Mutator(_words(), 21_000),
    _run,
    Coverage(("bot/core/", "bot/usecases/judging.py"), lines=False),
    most_seconds=2.0,
)
