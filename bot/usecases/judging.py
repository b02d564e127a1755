"""The public format of `judge`: one JSON object in, one JSON object out.

The same input gives the same bytes, on every machine. A line that cannot be read or judged gives {"id", "error"} in its place, and the
error says what to do. docs/judging.md describes the keys.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, cast

from bot.core.answer import MAX_CHARACTERS, join_stages
from bot.core.frozen import dataclass
from bot.core.judge import bare_judgements, hear, judge
from bot.core.judgement import Asked, Finding, Judgement
from bot.core.probing import rank
from bot.core.vocabulary import BASE_LEVEL, LEVELS, PRINCIPLES, STAGES, Level
from bot.core.vote.rubric import Rubric

# A word that names nothing is shown as far as this.
_LONGEST_SHOWN = 60
# So many words are all named beside one that is not very near.
_FEW = 5
# Controls that JSON lets through and a terminal obeys, and line ends that some readers of lines cut at: written as escapes.
_ESCAPED = {code: f"\\u{code:04x}" for code in (*range(0x7F, 0xA0), 0x2028, 0x2029)}


class Unreadable(ValueError):
    """A line that cannot be judged; the message is for the person who wrote it."""


@dataclass(frozen=True, slots=True)
class Defaults:
    """What a line means where it leaves a key out (the command's options)."""

    principle: str | None = None
    level: str = BASE_LEVEL
    question: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line judged: the JSON text to print, and whether it is a judgement (False: an error)."""

    text: str
    judged: bool


def judge_lines(rubric: Rubric, lines: Iterable[str], defaults: Defaults | None = None) -> Iterator[Line]:
    """One result a line, in order. Lines that hold nothing but space are passed over; a mark of the byte order is no part of its line."""
    for line in (line.removeprefix("\ufeff") for line in lines):
        if line.strip():
            yield judge_line(rubric, line, defaults)


def judge_line(rubric: Rubric, line: str, defaults: Defaults | None = None) -> Line:
    """The result of one line of JSON. Never raises for what stands in the line."""
    id: Any = None
    try:
        data = _object(line)
        id = data.get("id")
        return Line(_dump(judge_data(rubric, data, defaults)), True)
    except Unreadable as problem:
        return Line(_dump({"id": id, "error": str(problem)}), False)


def judge_data(rubric: Rubric, data: Mapping[str, Any], defaults: Defaults | None = None) -> dict[str, Any]:
    """The result for one object of the public format, as plain data with the keys in their fixed order.

    Raises Unreadable where a key is missing, of a wrong type, or names nothing in the vocabulary.
    """
    asked, text, stages = read_request(data, defaults or Defaults())
    return result_data(data.get("id"), asked, _beside_its_opening(rubric, asked, judge(rubric, asked, text, stages), text))


def _beside_its_opening(rubric: Rubric, asked: Asked, judgement: Judgement, text: str) -> Judgement:
    """The judgement of a reply, with no probe into what the opening that it follows has told already."""
    if asked.opening is None:
        return judgement
    first = replace(asked, probe=None, competency=(), opening=None)
    opening = bare_judgements(rubric, first, hear(rubric, asked.opening[:MAX_CHARACTERS]), (asked.level,))[asked.level]
    told = frozenset(finding.id for finding in opening.signals)
    probes = tuple(probe for probe in judgement.probes if probe.target not in told)
    further = rank(rubric, asked, judgement, text, told | {probe.target for probe in probes})
    return replace(judgement, probes=(*probes, *further)[: len(judgement.probes)])


def read_request(data: Mapping[str, Any], defaults: Defaults) -> tuple[Asked, str, dict[str, str] | None]:
    """What one object asks to be judged: the question, the text, and the stages where it came stage by stage."""
    principle = _named(data, "principle", defaults.principle, PRINCIPLES)
    level = cast(Level, _named(data, "level", defaults.level, LEVELS))
    text, stages = _answer(data)
    if len(text) > MAX_CHARACTERS:
        raise Unreadable(f"the answer has {len(text):,} characters; at most {MAX_CHARACTERS:,} are judged")
    _text(data, "scenario", "")
    probe = _told(data, "probe")
    asked = Asked(
        principle=principle,
        level=level,
        question=_text(data, "question", defaults.question),
        probe=probe,
        competency=_competency(data) if probe else (),
        opening=_told(data, "opening") if probe else None,
    )
    return asked, text, stages


def result_data(id: Any, asked: Asked, judgement: Judgement) -> dict[str, Any]:
    """A judgement in the public format."""
    out: dict[str, Any] = {"id": id, "verdict": judgement.verdict, "score": judgement.score}
    if asked.probe is not None:
        out["leans"] = judgement.leans
    out["flaws"] = [_finding(finding) for finding in judgement.flaws]
    out["signals"] = [_finding(finding) for finding in judgement.signals]
    out["stages"] = {
        stage: {
            "words": judgement.stages[stage].words,
            "seconds": judgement.stages[stage].seconds,
            "share": judgement.stages[stage].share,
            "target_seconds": judgement.stages[stage].target_seconds,
        }
        for stage in STAGES
    }
    out["probes"] = [{"target": probe.target, "question": probe.question, "reason": probe.reason} for probe in judgement.probes]
    out["levels"] = {level: {"verdict": judgement.levels[level].verdict, "lift": judgement.levels[level].lift} for level in LEVELS}
    return out


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "id": finding.id, "start": finding.start, "end": finding.end, "quote": finding.quote, "stage": finding.stage, "why": finding.why,
    }  # fmt: skip


def _no_number(name: str) -> Any:
    raise Unreadable(f"{name} is not JSON; write null, or a number")


def _finite(digits: str) -> float:
    number = float(digits)
    if math.isinf(number):
        raise Unreadable(f"{_shown(digits)} is larger than a number can be; write it as text")
    return number


def _object(line: str) -> Mapping[str, Any]:
    try:
        # Without its line end: an error behind the last character would be told as one in the next line.
        data = json.loads(line.rstrip("\r\n"), parse_constant=_no_number, parse_float=_finite)
    except Unreadable:
        raise
    except json.JSONDecodeError as problem:
        raise Unreadable(f"this line is not JSON: {problem.msg.rstrip(': ').removesuffix(' at')} at column {problem.colno}") from None
    except (ValueError, OverflowError):
        raise Unreadable("a number in this line is too long to be read") from None
    except RecursionError:
        raise Unreadable("this line is nested too deeply to be read") from None
    if not isinstance(data, dict):
        raise Unreadable('this line is not a JSON object; write {"principle": ..., "answer": ...}')
    return data


def _text(data: Mapping[str, Any], key: str, default: str | None) -> str:
    value = data.get(key)
    if value is None:
        if default is None:
            raise Unreadable(f"{key!r} is missing")
        return default
    if not isinstance(value, str):
        raise Unreadable(f"{key!r} must be text, not {_kind(value)}")
    if len(value) > MAX_CHARACTERS and key != "answer":  # an answer's length is told in its own words
        raise Unreadable(f"{key!r} has {len(value):,} characters; at most {MAX_CHARACTERS:,} are read")
    return value


def _told(data: Mapping[str, Any], key: str) -> str | None:
    text = _text(data, key, "")
    return text if text.strip() else None


def _named(data: Mapping[str, Any], key: str, default: str | None, known: Mapping[str, object]) -> str:
    value = _text(data, key, default)
    if value not in known:
        raise Unreadable(_unknown(key, value, known))
    return value


def _shown(value: str) -> str:
    return value if len(value) <= _LONGEST_SHOWN else f"{value[:_LONGEST_SHOWN]}..."


def _unknown(key: str, value: str, known: Mapping[str, object]) -> str:
    value = _shown(value)
    from difflib import get_close_matches

    # Of a few words the nearest may be the opposite of what was meant (senior, where somebody wrote junior).
    near = get_close_matches(value.strip().lower().replace(" ", "_"), known, 1, 0.8 if len(known) <= _FEW else 0.4)
    return f"{key} {value!r} is not known; " + (f"did you mean {near[0]!r}?" if near else f"it is one of {', '.join(known)}")


def _answer(data: Mapping[str, Any]) -> tuple[str, dict[str, str] | None]:
    """The text to judge, and the stages where it came in them: an answer that holds anything is judged as it was written."""
    stages = _stages(data)
    whole = _text(data, "answer", None if stages is None else "")
    if stages is None:
        return whole, None
    return (whole, None) if whole.strip() else (join_stages(stages), stages)


def _stages(data: Mapping[str, Any]) -> dict[str, str] | None:
    value = data.get("stages")
    if value is None:
        return None
    if not isinstance(value, dict):
        raise Unreadable(f"'stages' must be an object, not {_kind(value)}")
    for stage in value:
        if stage not in STAGES:
            raise Unreadable(_unknown("stage", stage, STAGES))
    return {stage: _text(value, stage, "") for stage in value}


def _competency(data: Mapping[str, Any]) -> tuple[str, ...]:
    value = data.get("competency")
    if value is None:
        return ()
    if isinstance(value, str):
        return (value,)
    if not isinstance(value, list):
        raise Unreadable(f"'competency' must be text or a list of texts, not {_kind(value)}")
    for place, part in enumerate(value, 1):
        if not isinstance(part, str):
            raise Unreadable(f"'competency' must be a list of texts; number {place} in it is {_kind(part)}")
    return tuple(value)


def _kind(value: object) -> str:
    names = {bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "an object"}
    return names.get(type(value), "null")


def _dump(data: Mapping[str, Any]) -> str:
    text = json.dumps(data, ensure_ascii=False, allow_nan=False)
    try:
        text.encode()
    except UnicodeEncodeError:  # a lone surrogate: escaped, so that the output stays UTF-8
        text = json.dumps(data, allow_nan=False)
    return text.translate(_ESCAPED)


def answer_json(id: Any, asked: Asked, judgement: Judgement) -> str:
    """One judgement as a line of the public format."""
    return _dump(result_data(id, asked, judgement))
