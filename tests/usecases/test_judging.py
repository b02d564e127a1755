"""The public format of `judge` (docs/judging.md)."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.vocabulary import LEVELS, STAGES, VERDICTS
from bot.usecases.judging import Defaults, judge_line, judge_lines
from tests.core.judged import STRONG, rubric

LINE = {"id": "a-1", "principle": "ownership", "level": "sde2", "question": "Tell me about a time you took something on.", "answer": STRONG}


def result(**changes: Any) -> dict[str, Any]:
    line = {key: value for key, value in {**LINE, **changes}.items() if value is not None}
    out: dict[str, Any] = json.loads(judge_line(rubric(), json.dumps(line)).text)
    return out


def test_the_keys_and_their_order() -> None:
    out = result()
    assert list(out) == ["id", "verdict", "score", "flaws", "signals", "stages", "probes", "levels"]
    assert list(result(probe="How did you measure that?")) == [
        "id",
        "verdict",
        "score",
        "leans",
        "flaws",
        "signals",
        "stages",
        "probes",
        "levels",
    ]
    assert out["id"] == "a-1"
    assert out["verdict"] in VERDICTS
    assert list(out["signals"][0]) == ["id", "start", "end", "quote", "stage", "why"]
    assert list(out["stages"]) == list(STAGES)
    assert list(out["stages"]["action"]) == ["words", "seconds", "share", "target_seconds"]
    assert list(out["probes"][0]) == ["target", "question", "reason"]
    assert list(out["levels"]) == list(LEVELS)
    assert list(out["levels"]["senior"]) == ["verdict", "lift"]


def test_the_quotes_are_the_answers_words() -> None:
    for finding in result()["signals"]:
        assert STRONG[finding["start"] : finding["end"]] == finding["quote"]


def test_stages_in_place_of_an_answer() -> None:
    stages = {"action": "I compared the log with the meter and I redrew the form.", "result": "It went from nine a month to one."}
    out = result(answer=None, stages=stages)
    text = "\n\n".join(stages.values())
    for finding in (*out["flaws"], *out["signals"]):
        if finding["quote"] is not None:
            assert text[finding["start"] : finding["end"]] == finding["quote"]


@pytest.mark.parametrize("answer", [None, "", " \n"])
def test_stages_beside_a_blank_answer_are_the_answer(answer: str | None) -> None:
    assert result(answer=answer, stages={"situation": " ", "action": STRONG}) == result(answer=None, stages={"action": STRONG})


def test_a_scenario_changes_nothing() -> None:
    assert result(scenario="webhook-drop-rate") == result(scenario="one-of-ones-own") == result()


def test_an_answer_beside_stages_is_the_answer() -> None:
    assert result(stages={"action": "", "result": " "}) == result(stages={"action": "It fell by half."}) == result(stages={}) == result()


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"principle": "owner"}, "did you mean 'ownership'"),
        ({"level": "SDE 2"}, "did you mean 'sde2'"),
        ({"level": "sde3"}, "it is one of sde1, sde2, senior"),
        ({"level": "junior"}, "it is one of sde1, sde2, senior"),
        ({"answer": None}, "'answer' is missing"),
        ({"principle": None}, "'principle' is missing"),
        ({"answer": 5}, "must be text, not a number"),
        ({"answer": "a" * 20_001}, "at most 20,000"),
        ({"answer": None, "stages": {"acton": "x"}}, "did you mean 'action'"),
        ({"answer": None, "stages": ["x"]}, "must be an object, not a list"),
        ({"probe": "Why?", "competency": 3}, "'competency' must be text or a list of texts, not a number"),
        ({"probe": "Why?", "competency": ["root_cause", None]}, "number 2 in it is null"),
        ({"scenario": 5}, "'scenario' must be text, not a number"),
        ({"stages": ["x"]}, "must be an object, not a list"),
        ({"answer": "", "stages": {"action": 5}}, "'action' must be text, not a number"),
    ],
)
def test_what_cannot_be_judged_says_why_in_its_place(changes: dict[str, Any], says: str) -> None:
    out = result(**changes)
    assert list(out) == ["id", "error"]
    assert out["id"] == "a-1"
    assert says in out["error"]


@pytest.mark.parametrize("line", ["[", "[1]", "null", '"x"', "{" * 5000, "[" * 100_000, ""])
def test_a_line_that_is_no_object_is_an_error_and_the_rest_goes_on(line: str) -> None:
    out = list(judge_lines(rubric(), [json.dumps(LINE), line or "{}", json.dumps(LINE)]))
    assert [one.judged for one in out] == [True, False, True]
    assert "error" in json.loads(out[1].text)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ('{"id": NaN}', "NaN is not JSON; write null, or a number"),
        ('{"id": -Infinity}', "-Infinity is not JSON; write null, or a number"),
        ('{"id": 1e999}', "1e999 is larger than a number can be; write it as text"),
        (f'{{"id": {"9" * 5000}}}', "a number in this line is too long to be read"),
        (f'{{"id": {"9" * 5000}.5}}', "... is larger than a number can be"),
        ('{"id": "a"', "at column 11"),
        ('{"id": "a"\r\n', "at column 11"),
        ('{"id": "a\n', "Unterminated string starting at column 8"),
        ('{"id": "a\0"}', "Invalid control character at column 10"),
        ('{"id": "\\x"}', "Invalid \\escape at column 9"),
    ],
)
def test_a_line_that_is_no_json_says_what_is_wrong_and_where(line: str, says: str) -> None:
    out = judge_line(rubric(), line)
    assert not out.judged
    assert says in json.loads(out.text)["error"]


def test_empty_lines_are_passed_over() -> None:
    assert len(list(judge_lines(rubric(), ["\n", json.dumps(LINE), "  \n"]))) == 1


def test_a_byte_order_mark_before_a_line_is_no_part_of_it() -> None:
    """As where two files that begin with one are put together."""
    plain, marked = (list(judge_lines(rubric(), [mark + json.dumps(LINE), mark])) for mark in ("", "\ufeff"))
    assert marked == plain


@pytest.mark.parametrize("blank", ["", " ", "\n"])
def test_a_probe_of_nothing_is_none(blank: str) -> None:
    assert result(probe=blank, opening=STRONG) == result()
    assert result(probe="Why?", opening=blank) == result(probe="Why?")


def test_defaults_fill_what_a_line_leaves_out() -> None:
    line = judge_line(rubric(), json.dumps({"answer": STRONG}), Defaults("dive_deep", "senior", "Walk me through a cause you found."))
    assert line.judged
    assert json.loads(line.text)["id"] is None


def test_half_a_character_and_a_control_in_an_id_are_given_back_as_escapes() -> None:
    text = judge_line(rubric(), json.dumps({**LINE, "id": "\x7f\ud800"})).text
    assert json.loads(text)["id"] == "\x7f\ud800"
    assert text.isascii()
    assert text.isprintable()


def test_the_same_line_gives_the_same_bytes() -> None:
    line = json.dumps(LINE)
    assert judge_line(rubric(), line).text.encode() == judge_line(rubric(), line).text.encode()


_KEYS = st.sampled_from([*LINE, "probe", "competency", "opening", "stages", "scenario"])
_VALUES = st.one_of(st.text(max_size=40), st.none(), st.integers(), st.lists(st.text(max_size=5), max_size=2), st.just("ownership"))


@settings(max_examples=25, deadline=None)
@given(st.dictionaries(_KEYS, _VALUES))
def test_any_object_gives_a_result_or_an_error_in_utf8(data: dict[str, Any]) -> None:
    line = judge_line(rubric(), json.dumps(data))
    out = json.loads(line.text.encode().decode())
    assert ("error" in out) != line.judged


def test_what_the_opening_has_told_is_not_asked_after_a_reply_to_it() -> None:
    told = {finding["id"] for finding in result()["signals"]}
    reply = {"answer": "It was mine; I redrew the form that evening.", "probe": "Which part of that was yours?"}
    alone, beside = (result(**reply, opening=opening)["probes"] for opening in (None, STRONG))
    assert told & {probe["target"] for probe in alone}
    assert not told & {probe["target"] for probe in beside}
    assert len(beside) == len(alone)
