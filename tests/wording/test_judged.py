"""What is said of a judged answer: once on a page, and true for whoever reads it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from io import StringIO

import pytest
from rich.console import Console

from bot.core.contrast import contrast
from bot.core.events import Answered, Ended, Voted
from bot.core.judgement import Asked, Finding, Judgement, LevelView
from bot.core.replies import Calibration, Debrief, Feedback, Vote
from bot.core.scenario import ScenarioProbe
from bot.core.vocabulary import Verdict
from bot.terminal.render import show
from bot.wording.blocks import Block, Paragraph
from bot.wording.catalogue import load_texts
from bot.wording.debrief import debrief
from bot.wording.evaluating import calibration
from bot.wording.feedback import contrast as beside
from bot.wording.feedback import feedback
from bot.wording.findings import level_table, reasons, vote_line, weightiest
from bot.wording.judged import note
from bot.wording.judging import judged, judged_whole
from bot.wording.names import name_of
from tests.core.held import WEAK, play, scenario, setup
from tests.core.judged import COLLECTIVE, ROUTED, STRONG, voted

ENGLISH = load_texts()
ASKED = Asked("ownership", "sde2", "Tell me about a time you took something on.")


def words(*blocks: Block) -> str:
    page = StringIO()
    show(Console(file=page, width=2_000), blocks)
    return page.getvalue()


@pytest.mark.parametrize("text", [STRONG, COLLECTIVE, ROUTED])
def test_a_page_of_the_judge_says_a_thing_once(text: str) -> None:
    judgement = voted(text)
    sentences = {*weightiest(judgement), *(finding.why for finding in (*judgement.flaws, *judgement.signals))}
    for page in (note(judgement, ENGLISH), judged_whole(ASKED, judgement, "", ENGLISH), judged(ASKED, judgement, (), ENGLISH)):
        said = words(*page)
        assert f"{'What stands out' if judgement.hire_side else 'What weighs most'}: {weightiest(judgement)[0]}" in said
        assert {why: said.count(why) for why in sentences if said.count(why) > 1} == {}


GOOD, BAD = "Several concrete actions are told as 'I'.", "The result is an activity or a mood."


def test_what_weighs_most_is_a_reason_for_the_vote_and_none_against_it() -> None:
    """The weightiest finding of all may be one that stood, under a vote that others decided."""
    judgement = replace(voted(STRONG), because=(GOOD, BAD), merits=(GOOD,))
    votes: tuple[tuple[Verdict, str], ...] = (
        ("leaning_no_hire", f"What weighs most: {BAD}"),
        ("hire", f"What stands out: {GOOD}"),
    )
    for verdict, line in votes:
        for page in (note, lambda one, texts: judged(ASKED, one, (), texts)):
            assert line in words(*page(replace(judgement, verdict=verdict), ENGLISH))


def test_a_hire_is_told_what_sets_it_apart_and_not_what_nearly_every_hire_has() -> None:
    assert voted(STRONG).hire_side
    (line,) = (one for one in words(*note(voted(STRONG), ENGLISH)).splitlines() if one.startswith("What stands out"))
    assert "told as 'I'" not in line
    assert "lesson" not in line


def test_a_merit_alone_is_not_told_as_the_reason_of_a_no() -> None:
    judgement = replace(voted(STRONG), verdict="no_hire", because=(GOOD,), merits=(GOOD,))
    assert "What weighs most" not in words(*note(judgement, ENGLISH))
    assert f"For it: {GOOD}" in words(*reasons(judgement, ENGLISH))
    assert "For it" not in words(*reasons(replace(judgement, verdict="hire"), ENGLISH))
    assert "For it" not in words(*reasons(replace(judgement, leans="strong"), ENGLISH))


def test_where_nothing_speaks_against_an_answer_a_no_says_that_it_is_not_enough() -> None:
    short = "Nothing that was said speaks against it. It is not enough yet."
    judgement = replace(voted(STRONG), verdict="leaning_no_hire", flaws=(), because=(GOOD,), merits=(GOOD,))
    assert short in words(*reasons(judgement, ENGLISH))
    flawed = replace(judgement, flaws=voted(COLLECTIVE).flaws)
    assert flawed.flaws
    for other in (flawed, replace(judgement, because=(GOOD, BAD)), replace(judgement, verdict="hire"), replace(judgement, leans="strong")):
        assert short not in words(*reasons(other, ENGLISH))
    # A debrief's opening keeps the flaws that replies have answered: they are no reason any more, and the no still has one.
    assert "What speaks for it is not enough yet." in words(*reasons(flawed, ENGLISH))


def test_what_is_missing_is_said_once_beside_the_reasons() -> None:
    _, said = play(setup(), [Answered(WEAK)])
    (reply,) = (one for one in said if isinstance(one, Feedback))
    page = words(*feedback(reply, ENGLISH))
    absent = {flaw.why for flaw in reply.judgement.flaws if flaw.quote is None} & set(reply.judgement.because)
    assert absent
    assert {why: page.count(why) for why in absent} == dict.fromkeys(absent, 1)


def test_the_interviewers_chair_speaks_of_the_candidate_and_to_the_reader_only_of_their_vote() -> None:
    _, said = play(setup("evaluate"), [Voted("hire"), Voted("hire")])
    for reply in said[-2:]:
        assert isinstance(reply, Calibration)
        lines = [
            line for line in re.sub("“[^”]*”", "", words(*calibration(reply, ENGLISH))).splitlines() if re.search(r"\byour?\b", line, re.I)
        ]
        assert lines[0].startswith(f"Candidate {reply.label}: your vote")
        assert [line for line in lines[1:] if not line.startswith(("You ", "The bar raiser of this example"))] == []


def test_the_chair_sees_each_reason_for_the_judges_vote_quoted() -> None:
    _, said = play(setup("evaluate"), [Voted("hire"), Voted("hire")])
    strong = next(reply for reply in said[-2:] if isinstance(reply, Calibration) and reply.strong)
    page = words(*calibration(strong, ENGLISH))
    assert "more were found" in page
    assert len(strong.grounds) >= 5
    for id in strong.grounds:
        assert re.search(rf"{re.escape(name_of('id', id, ENGLISH))}: “", page), id


def test_where_the_bar_raiser_of_the_example_votes_otherwise_than_the_judge_it_says_why() -> None:
    """The note below the judge's vote says its own; a reader who sees both is told which one counts here."""
    _, said = play(setup("evaluate"), [Voted("hire"), Voted("hire")])
    weak, strong = sorted(said[-2:], key=lambda reply: isinstance(reply, Calibration) and reply.strong)
    assert isinstance(weak, Calibration)
    assert isinstance(strong, Calibration)
    assert (weak.judgement.verdict, weak.bar_raiser_votes, strong.bar_raiser_votes) == ("no_hire", "no_hire", None)
    apart = replace(weak, bar_raiser_votes="leaning_no_hire")
    assert "The bar raiser of this example votes Leaning No Hire, unlike the judge" in words(*calibration(apart, ENGLISH))
    for agreed in (strong, weak):
        assert "unlike the judge" not in words(*calibration(agreed, ENGLISH))


def test_one_word_is_one_word() -> None:
    assert words(*note(voted("Jams."), ENGLISH)).rstrip().endswith("One word.")
    assert "2 words, about 0:01 spoken." in words(*note(voted("Paper jams."), ENGLISH))


def test_nothing_would_raise_the_highest_vote() -> None:
    told = {
        "sde1": LevelView("strong_hire", 80.0, "Say who took it up."),
        "sde2": LevelView("hire", 70.0, ""),
        "senior": LevelView("hire", 60.0, "Do it."),
    }
    said = words(*level_table(told, ENGLISH))
    assert "Say who took it up." not in said
    assert "It is the highest vote." in said
    assert "No single thing would raise it." in said
    assert "Do it." in said


@pytest.mark.parametrize(
    ("view", "once"),
    [
        (
            LevelView("no_hire", 10.0, "Tell a story about what was asked."),
            "What would raise it at each level: Tell a story about what was asked.",
        ),
        (LevelView("strong_hire", 90.0, ""), "It is the highest vote at each level."),
        (LevelView("hire", 70.0, ""), "No single thing would raise it at any level."),
    ],
)
def test_what_would_raise_the_vote_is_said_once_where_it_is_the_same_at_every_level(view: LevelView, once: str) -> None:
    said = words(*level_table(dict.fromkeys(("sde1", "sde2", "senior"), view), ENGLISH))
    assert said.count(once) == 1
    assert view.lift == "" or said.count(view.lift) == 1


def test_reasons_for_and_against_are_told_apart_and_those_that_the_vote_follows_come_first() -> None:
    against, good = "No number is told.", "The cause was found."
    found = replace(voted(STRONG), verdict="no_hire", because=(good, against), merits=(good,))
    assert _lines(found) == [f"Against it: {against}", f"For it: {good}"]
    assert _lines(replace(found, verdict="hire")) == [f"For it: {good}", f"Against it: {against}"]
    assert _lines(replace(found, because=(against,))) == [against]


def test_the_judge_knows_which_of_its_reasons_speak_for_the_answer() -> None:
    strong, weak = voted(STRONG), voted(COLLECTIVE)
    assert strong.merits
    assert set(strong.merits) <= set(strong.because)
    assert weak.because[0] not in weak.merits


def test_the_stage_that_is_furthest_over_its_time_is_remarked_on_and_no_other() -> None:
    """As the situation is by a finding, which then says it for all of them."""
    answer = voted(STRONG)
    _, said = play(setup(), [Answered(STRONG), Ended()])
    (end,) = (one for one in said if isinstance(one, Debrief))

    def pages(**seconds: int) -> Iterator[str]:
        times = {stage: replace(time, seconds=seconds.get(stage, time.target_seconds)) for stage, time in answer.stages.items()}
        told = replace(answer, stages=times)
        yield words(*note(told, ENGLISH))
        yield words(*judged_whole(ASKED, told, "", ENGLISH))
        yield words(*debrief(replace(end, opening=told), ENGLISH))

    for page in pages(result=75, reflection=50):
        assert page.count("is enough: ") == 1
        assert "The result takes about 1:15; 0:20 is enough: what was different, and for whom." in page
    for page in pages(result=39, reflection=34, action=150):
        assert "is enough: " not in page
    late = Finding("context_overload", 0, 1, "I", "situation", "The first act comes late.")
    answer = replace(answer, flaws=(late,))
    for page in pages(situation=75, result=75):
        assert "is enough: " not in page


def test_a_word_is_not_timed_stage_by_stage() -> None:
    for answer, timed in (("ok", False), (WEAK, True)):
        _, said = play(setup(), [Answered(answer)])
        (reply,) = (one for one in said if isinstance(one, Feedback))
        page = words(*feedback(reply, ENGLISH))
        assert ("Time, stage by stage" in page, "Times are estimates" in page) == (timed, timed)


def test_beside_a_strong_answer_stand_the_two_things_that_matter_most() -> None:
    _, said = play(setup(story="scenario"), [Answered("I was there. It was bad, and somebody else fixed it in the end.")])
    (reply,) = (one for one in said if isinstance(one, Feedback))
    assert reply.contrast is not None
    assert len(reply.contrast.missing) > 2
    (line,) = (line for line in words(*feedback(reply, ENGLISH)).splitlines() if "above all" in line)
    names = [name_of("id", id, ENGLISH) for id in reply.contrast.missing]
    assert [name for name in names if name.lower() in line.lower()] == names[:2]


def _lines(judgement: Judgement) -> list[str]:
    return [line.strip("- ") for line in words(*reasons(judgement, ENGLISH)).splitlines() if line.strip()]


@pytest.mark.parametrize("probe", scenario().probes, ids=lambda probe: probe.id)
def test_examples_of_another_story_come_with_the_question_that_they_answer(probe: ScenarioProbe) -> None:
    reply = voted(STRONG)

    def read(question: str) -> str:
        return words(*beside(contrast(question, "I wrote to the customer.", reply, probe.probes[0], probe), ENGLISH))

    for asked in (probe.ask_any, "What did you give up?"):
        told = read(asked)
        assert told.index(f"question about the example story: {probe.ask}") < told.index("A weak reply")
    assert "example story" not in read(probe.ask)


def test_what_moved_the_vote_is_named_where_it_is_seen_to_move() -> None:
    why = "The reply adds what was missing: metric with a delta."
    for before, moved in ((55.1, False), (40.0, True)):
        line = vote_line(Vote("leaning_no_hire", 55.6, "none after", why), Vote("leaning_no_hire", before, None, ""), ENGLISH)
        assert ("What moved it" in words(Paragraph(line))) == moved


def test_where_nothing_is_told_that_happened_that_alone_is_asked_for() -> None:
    """Whoever has told no story is not asked what they took its cause for at first."""
    for told, asked in (("Honestly I can't think of one right now, sorry.", 1), (STRONG, 3)):
        judgement = voted(told)
        for page in (note(judgement, ENGLISH), judged_whole(ASKED, judgement, told, ENGLISH)):
            assert sum(probe.question in words(*page) for probe in judgement.probes) == asked
