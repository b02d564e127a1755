"""What is asked next, and why."""

from dataclasses import replace
from typing import get_args

import pytest

from bot.core.advice import ADVICE
from bot.core.judge import judge
from bot.core.judgement import Asked, Finding
from bot.core.probing import deeper, next_probes, rank
from bot.core.vocabulary import FLAWS, FLAWS_AND_SIGNALS, SIGNALS, Level
from tests.core.judged import COLLECTIVE, ROUTED, SALAD, STRONG, replied, rubric, voted

ASKED = Asked("ownership", "sde2", "Tell me about a time you took something on.")


def test_the_first_probe_aims_at_the_gravest_doubt_and_quotes_it() -> None:
    first = voted(ROUTED).probes[0]
    assert first.target in {"routed", "individual_action", "passive"}
    quote = first.question.split("'")[1] if "'" in first.question else ""
    assert not quote or quote.removesuffix(" ...") in ROUTED


def test_where_there_is_no_story_it_asks_for_one() -> None:
    assert voted("").probes[0].target == "no_story"
    assert voted(SALAD).probes[0].target in {"no_story", "hypothetical"}


SAID_NOTHING = [
    "idk",
    "skip",
    "pass",
    "n/a",
    "none",
    "42",
    "I have never had that.",
    "Can you repeat the question?",
    "Next question please",
]


@pytest.mark.parametrize("said", SAID_NOTHING)
def test_a_few_words_are_no_story_and_the_first_that_is_asked_is_one(said: str) -> None:
    judgement = voted(said)
    assert (judgement.verdict, judgement.probes[0].target) == ("insufficient_evidence", "no_story")
    assert [flaw.id for flaw in judgement.flaws] == ["no_story"]
    assert not judgement.signals


@pytest.mark.parametrize("said", SAID_NOTHING)
def test_whoever_told_nothing_is_not_asked_when_that_was(said: str) -> None:
    (asked,) = (probe for probe in voted(said).probes if probe.target == "no_story")
    assert said.rstrip(".?") not in asked.question


def test_rank_begins_where_the_judgement_does_while_that_is_in_doubt() -> None:
    judgement = voted(COLLECTIVE)
    assert rank(rubric(), ASKED, judgement, COLLECTIVE)[0] == judgement.probes[0]


def test_what_is_unproven_comes_before_what_was_shown() -> None:
    judgement = voted(STRONG)
    shown = {finding.id for finding in judgement.signals}
    order: list[str] = []
    while probes := rank(rubric(), ASKED, judgement, STRONG, frozenset(order)):
        order += [probe.target for probe in probes]
    assert [target in shown for target in order] == sorted(target in shown for target in order)


def test_a_senior_is_asked_for_what_is_beyond_the_fix_before_others_are() -> None:
    """Where nothing is wrong with the answer, the level says what is still to prove."""
    place: dict[Level, int] = {}
    for level in get_args(Level):
        asked = replace(ASKED, level=level)
        order = [probe.target for probe in judge(rubric(), asked, STRONG).probes]
        place[level] = order.index("systemic_insight") if "systemic_insight" in order else len(order)
    assert place["senior"] < place["sde1"]


def test_what_is_found_by_a_hair_is_asked_about_before_what_is_beyond_doubt() -> None:
    flaws = tuple(Finding(id, 0, 1, "we", "action", "It is so.") for id in ("no_metric", "vague_outcome"))
    first = {
        sure: next_probes(rubric(), ASKED, flaws, (), 40.0, "Well.", odds={id: 4.0 if id == sure else 0.1 for id in FLAWS_AND_SIGNALS})[0]
        for sure in ("no_metric", "vague_outcome")
    }
    assert first["no_metric"].target != first["vague_outcome"].target


def test_what_was_asked_already_is_not_asked_again_and_the_list_ends() -> None:
    judgement = voted(STRONG)
    asked: set[str] = set()
    while probes := rank(rubric(), ASKED, judgement, STRONG, frozenset(asked)):
        targets = {probe.target for probe in probes}
        assert not targets & asked
        asked |= targets
    assert asked <= set(FLAWS_AND_SIGNALS)


def test_no_flaw_is_probed_that_was_not_found() -> None:
    judgement = voted(STRONG)
    assert all(probe.target in SIGNALS or probe.target in judgement.ids for probe in judgement.probes)


def test_a_reply_without_a_figure_is_not_asked_where_that_figure_came_from() -> None:
    reply = replied("I don't remember exactly.", "What would it have cost to leave it as it was?", "business_impact")
    asked = {deeper(rubric(), "business_impact", ASKED, reply, "I don't remember exactly.", number).question for number in range(4)}
    assert any("worth in money or hours" in question for question in asked)
    assert not any("that number" in question for question in asked)
    assert all("the result" in question for question in asked), "asked first, these have nothing before them that 'it' could be"


def test_each_reason_is_a_sentence() -> None:
    for text in (STRONG, COLLECTIVE, ROUTED):
        assert all(probe.reason.endswith(".") and probe.reason[0].isupper() for probe in voted(text).probes)


def test_a_probe_that_follows_a_merit_deeper_says_so_before_it_names_the_merit() -> None:
    judgement = voted(STRONG)
    others = frozenset(FLAWS_AND_SIGNALS) - {finding.id for finding in judgement.signals}
    probes = rank(rubric(), ASKED, judgement, STRONG, others)
    assert probes
    assert all(probe.reason.startswith("This tests how far it holds: ") for probe in probes)


@pytest.mark.parametrize("id", sorted(FLAWS))
def test_what_a_reply_left_open_is_named_in_a_whole_sentence(id: str) -> None:
    reason = deeper(rubric(), id, ASKED, replied("I would have to think.", "What did you do?", id), "I would have to think.").reason
    left_open, _, named = reason.partition(": ")
    assert left_open == "The reply left it open"
    assert named.startswith(("no ", "the ", "nothing "))
    assert " is " in named or " are " in named or " comes " in named or " asks " in named


@pytest.mark.parametrize("id", sorted(FLAWS_AND_SIGNALS))
def test_every_id_has_at_least_four_general_probes_at_two_depths(id: str) -> None:
    texts = rubric().probes[id]
    assert len(texts.first) >= 4
    assert len(texts.deeper) >= 2
    assert any("{quote}" not in text for text in texts.first)
    for text in (*texts.first, *texts.deeper):
        assert text.endswith(("?", ".")), text
        assert "!" not in text


def test_what_is_asked_first_names_what_it_is_about() -> None:
    """There is nothing before it that "it" could be: "Who else uses it now?" was asked of a call and of a course."""
    for text in (*rubric().probes["second_order"].first, *rubric().probes["tradeoff"].first):
        assert not any(said in text for said in ("uses it", "use it", "of it", "this choice")), text


def test_no_cause_and_no_quarrel_is_taken_for_told() -> None:
    """Asked of whoever said "we don't know yet", or met nobody who saw it otherwise, a question leaves room for that."""
    first = {id: rubric().probes[id].first for id in ("root_cause", "pushback")}
    assert not any(text.startswith(("What was the cause", "How do you know that this was the cause")) for text in first["root_cause"])
    assert not any(text.startswith("Who disagreed") for text in first["pushback"])


def test_no_wording_serves_two_ids_at_the_same_depth() -> None:
    for depth in ("first", "deeper"):
        texts = [text for id in FLAWS for text in getattr(rubric().probes[id], depth)]
        assert len(texts) == len(set(texts))


def test_a_weak_reply_is_followed_deeper_in_other_words() -> None:
    reply = replied("It was more or less all of us, I would say.", "Which part was yours?", "collective_voice")
    first, second = (deeper(rubric(), "collective_voice", ASKED, reply, "It was more or less all of us.", number) for number in (0, 1))
    assert first.target == second.target == "collective_voice"
    assert first.question != second.question
    assert first.question in rubric().probes["collective_voice"].deeper


def test_an_id_that_cannot_be_probed_is_refused() -> None:
    with pytest.raises(KeyError):
        deeper(rubric(), "charisma", ASKED, voted(STRONG), STRONG)


def test_a_long_quote_is_cut_and_says_so() -> None:
    quoted = "we talked about it in the crew and decided to look into it together"
    found = Finding("routed", 0, 1, f"{quoted} and then we waited", "action", "It was passed on.")
    questions = {
        probe.question
        for number in range(8)
        for probe in next_probes(rubric(), ASKED, (found,), (), 30.0, str(number))
        if probe.target == "routed"
    }
    assert any(f"{quoted} ..." in question for question in questions)
    assert not any(f"{quoted} and" in question for question in questions)


def test_without_a_story_no_fault_of_one_is_asked_about() -> None:
    flaws = tuple(Finding(id, None, None, None, None, f"It shows {id}.") for id in ("collective_voice", "routed", "no_story", "no_metric"))
    probes = next_probes(rubric(), ASKED, flaws, (), 5.0, "Well.", frozenset(SIGNALS))
    assert [probe.target for probe in probes] == ["no_story"]


def test_five_probes_are_offered_at_most() -> None:
    """Also where two are still unproven, and what was shown fills the list up."""
    judgement = voted(STRONG)
    shown = {finding.id for finding in judgement.signals}
    two = [id for id in SIGNALS if id not in shown][:2]
    asked = frozenset(FLAWS_AND_SIGNALS) - shown - {*two}
    for already in (frozenset[str](), asked):
        assert len(rank(rubric(), ASKED, judgement, STRONG, already)) == 5
    assert {probe.target for probe in rank(rubric(), ASKED, judgement, STRONG, asked)[:2]} == {*two}


def test_whoever_said_whose_job_it_was_is_asked_what_went_beyond_it() -> None:
    """The signal is what lay outside one's own duty: "it was mine" is no such thing, and the advice led there."""
    for advice in (rubric().lifts["scope_boundary"], ADVICE["scope_boundary"].do, ADVICE["scope_boundary"].enough):
        assert "whose job" not in advice
        assert "where your own job ended, and what you did beyond it" in advice


def test_a_question_quotes_no_code() -> None:
    told = "We all fixed the loader together ```python\nfor row in rows: load(row)\n``` and it was faster."
    flaw = Finding("collective_voice", 0, len(told), told, "action", "It is told as we.")
    (asked, *_) = next_probes(rubric(), ASKED, (flaw,), (), 30.0, told)
    assert asked.target == "collective_voice"
    assert "```" not in asked.question


@pytest.mark.parametrize(
    ("told", "quoted"),
    [
        (
            "We built a prototype in the first quarter, then the architecture was approved and it was rolled out by service",
            "'We built a prototype in the first quarter, then the architecture was approved ...'",
        ),
        ("But we made it considerably faster.", "'we made it considerably faster'"),
        (
            "We learned that a bold vision pays off if the whole team stands behind it",
            "'We learned that a bold vision pays off if the whole team stands behind it'",
        ),
    ],
)
def test_a_question_quotes_up_to_where_something_ends(told: str, quoted: str) -> None:
    flaw = Finding("collective_voice", 0, len(told), told, "action", "It is told as we.")
    (asked, *_) = next_probes(rubric(), ASKED, (flaw,), (), 30.0, told)
    assert quoted in asked.question
