"""Whole interviews as scripts: events in, a transcript out."""

from collections.abc import Sequence

import pytest

from bot.core.events import (
    AnotherAsked,
    Answered,
    Ended,
    Event,
    ExplainAsked,
    HintAsked,
    MinuteAsked,
    RepeatAsked,
    Skipped,
    TriedAgain,
    WentOn,
)
from bot.core.interview import WrongMaterials, begin, step
from bot.core.replies import Asks, Briefs, Debrief, Feedback, Says
from bot.core.state import Materials, Setup
from bot.core.transitions import Mode, NotNow
from tests.core.held import (
    PRINCIPLE,
    QUESTION,
    STRONG,
    STRONG_REPLY,
    WEAK,
    WEAK_REPLY,
    materials,
    play,
    scenario,
    setup,
)


def kinds(said: Sequence[object]) -> list[str]:
    return [type(reply).__name__ for reply in said]


def test_practice_gives_feedback_after_every_answer_and_a_debrief_at_the_end() -> None:
    events: list[Event] = [
        Answered(STRONG),
        WentOn(),
        Answered(STRONG_REPLY),
        WentOn(),
        Answered(STRONG_REPLY),
        WentOn(),
        Answered(STRONG_REPLY),
        WentOn(),
    ]
    state, said = play(setup(), events)
    assert kinds(said) == ["Briefs", "Asks", "Feedback", *["Asks", "Feedback"] * 3, "Debrief"]
    assert state.phase == "done"
    assert not state.early
    asked = [reply for reply in said if isinstance(reply, Asks)]
    assert [(reply.number, reply.of) for reply in asked] == [(0, 3), (1, 3), (2, 3), (3, 3)]
    assert all(reply.reason and reply.target for reply in asked[1:])


def test_trying_again_shows_what_changed_and_keeps_both_answers() -> None:
    state, said = play(setup(), [Answered(WEAK), TriedAgain(), Answered(STRONG)])
    first, second = (reply for reply in said if isinstance(reply, Feedback))
    assert first.change is None
    assert first.can_retry
    change = second.change
    assert change is not None
    assert (change.score_after or 0) > (change.score_before or 0)
    assert {finding.id for finding in change.gained} >= {"metric_delta", "individual_action"}
    assert "collective_voice" in {finding.id for finding in change.mended}
    assert second.before == first.vote
    assert [(turn.answer, turn.attempt) for turn in state.turns] == [(WEAK, 1), (STRONG, 2)]
    again = next(reply for reply in said if isinstance(reply, Asks) and reply.attempt == 2)
    assert again.question == QUESTION
    assert state.opening is state.turns[1]


def test_a_reply_can_be_tried_again_and_the_last_try_counts_for_the_vote() -> None:
    weak, _ = play(setup(), [Answered(STRONG), WentOn(), Answered(WEAK_REPLY)])
    mended, said = play(setup(), [Answered(STRONG), WentOn(), Answered(WEAK_REPLY), TriedAgain(), Answered(STRONG_REPLY)])
    straight, _ = play(setup(), [Answered(STRONG), WentOn(), Answered(STRONG_REPLY)])
    assert mended.turns[-1].vote == straight.turns[-1].vote
    assert weak.turns[-1].vote != mended.turns[-1].vote
    shown = said[-1]
    assert isinstance(shown, Feedback)
    assert shown.change is not None
    assert shown.before == mended.turns[0].vote


def test_what_was_told_before_word_for_word_moves_no_vote() -> None:
    once, _ = play(setup(), [Answered(WEAK), WentOn(), Answered(STRONG_REPLY), WentOn()])
    again, said = play(setup(), [Answered(WEAK), WentOn(), Answered(STRONG_REPLY), WentOn(), Answered(f"{STRONG_REPLY.upper()}\n")])
    before, after = once.turns[-1].vote, again.turns[-1].vote
    assert before is not None
    assert after is not None
    assert (after.verdict, after.score, after.moved_by) == (before.verdict, before.score, None)
    assert "told before" in after.why
    assert isinstance(said[-1], Feedback)
    thrice: list[Event] = [WentOn(), Answered(STRONG_REPLY)] * 3
    _, said = play(setup(), [Answered(WEAK), *thrice, WentOn()])
    assert isinstance(said[-1], Debrief)
    assert said[-1].final_vote.score == before.score


def test_a_second_try_can_be_given_up() -> None:
    state, said = play(setup(), [Answered(STRONG), TriedAgain(), WentOn()])
    assert Says("kept", {"attempt": "1"}) in said
    assert state.phase == "probe"
    assert [turn.answer for turn in state.turns] == [STRONG]


def test_the_real_interview_gives_nothing_away_before_the_debrief() -> None:
    replies = [STRONG_REPLY, WEAK_REPLY, WEAK_REPLY, WEAK_REPLY, STRONG_REPLY, STRONG_REPLY, STRONG_REPLY]
    state, said = play(setup("interview"), [Answered(STRONG)])
    shown: list[object] = list(said)
    for reply in replies:
        if state.phase == "done":
            break
        state, further = step(state, Answered(reply), materials())
        shown += further
    assert state.phase == "done"
    assert set(kinds(shown[:-1])) == {"Briefs", "Asks", "Says"}
    assert all(reply.reason is None and reply.target is None for reply in shown if isinstance(reply, Asks))
    debrief = shown[-1]
    assert isinstance(debrief, Debrief)
    assert len(debrief.revotes) == len([reply for reply in shown if isinstance(reply, Asks)]) - 1
    assert all(revote.reason and revote.target for revote in debrief.revotes)
    assert all(turn.vote is not None for turn in state.turns)


def test_a_hint_in_the_real_interview_says_less_than_in_practice() -> None:
    for events in ([], [Answered(STRONG)]):
        _, said = play(setup("interview"), [*events, HintAsked()])
        hint = said[-1]
        assert isinstance(hint, Says)
        assert hint.values["target"] == ""
        _, practised = play(setup(), [*events, *([WentOn()] if events else []), HintAsked()])
        assert isinstance(practised[-1], Says)
        assert practised[-1].values["text"] != hint.values["text"]


def test_the_scenario_s_probes_come_word_for_word_when_its_story_is_told() -> None:
    told = scenario()
    answer = told.strong_answer("sde2")
    strong = {probe.ask: probe.strong.text for probe in told.probes}
    state, shown = begin(setup("interview", story="scenario", probes=4), materials())
    briefing = shown[0]
    assert isinstance(briefing, Briefs)
    assert briefing.overview == told.overview
    state, shown = step(state, Answered(answer), materials())
    while state.phase == "probe":
        assert state.question is not None
        assert state.question.text in strong
        state, shown = step(state, Answered(strong[state.question.text]), materials())
    assert {turn.question.text for turn in state.probe_turns} == set(strong)
    debrief = shown[-1]
    assert isinstance(debrief, Debrief)
    assert [revote.leans for revote in debrief.revotes] == ["strong"] * 4


def test_a_skipped_probe_counts_as_not_proven_and_leaves_the_vote_where_it_was() -> None:
    state, said = play(setup("interview"), [Answered(STRONG), Skipped()])
    assert state.turns[-1].answer is None
    assert state.turns[-1].vote == state.turns[0].vote
    assert any(isinstance(reply, Says) and reply.key == "skipped" for reply in said)
    assert state.question is not None
    assert state.question.number == 2


def test_another_question_is_asked_only_before_the_first_story() -> None:
    new = "When did you last argue against a plan?"
    state, _ = play(setup(), [AnotherAsked(new, "webhook-drop-rate"), Answered(STRONG)])
    assert state.setup.question == new
    assert state.passed == (QUESTION,)
    assert state.turns[0].question.text == new
    with pytest.raises(NotNow, match="question_answered"):
        step(state, AnotherAsked("And this one?", "webhook-drop-rate"), materials())


NONE = "Nothing like that has happened to me so far."


@pytest.mark.parametrize(
    ("mode", "events"),
    [
        ("practice", (Answered(NONE),)),
        ("practice", (Answered(NONE), TriedAgain(), Answered(NONE), TriedAgain())),
        ("practice", (Answered(NONE), WentOn(), Answered(NONE), WentOn())),
        ("interview", (Answered(NONE), Answered(NONE), Skipped())),
    ],
    ids=["feedback", "retry", "probe", "interview"],
)
def test_whoever_told_no_story_may_have_another_question_and_the_first_one_counts_for_nothing(
    mode: Mode, events: tuple[Event, ...]
) -> None:
    new = AnotherAsked("When did you last argue against a plan?", "webhook-drop-rate")
    state, said = play(setup(mode), [*events, new])
    assert (state.phase, state.setup.question, state.untold) == ("opening", new.question, False)
    assert said[-3:-2] == [Says("passed", {})]
    assert isinstance(said[-1], Asks)
    assert (said[-1].number, said[-1].attempt) == (0, 1)
    _, ended = step(state, Ended(), materials())
    assert ended == (Says("stopped", {"answers": "0"}),), "there is nothing to vote on"
    script = (Answered(STRONG), *((WentOn(),) if mode == "practice" else ()), Answered(STRONG_REPLY), Ended())
    _, after = play(setup(mode), [*events, new, *script])
    _, alone = play(setup(mode), [new, *script])
    assert after[-1] == alone[-1]
    assert [reply for reply in after if isinstance(reply, Feedback)][-2:] == [reply for reply in alone if isinstance(reply, Feedback)]


def test_a_story_that_a_reply_brought_stays() -> None:
    state, _ = play(setup("interview"), [Answered(NONE), Answered(STRONG)])
    assert state.phase == "probe"
    with pytest.raises(NotNow, match="one_story"):
        step(state, AnotherAsked("And this one?", "webhook-drop-rate"), materials())


def test_who_tells_a_scenario_s_story_is_given_another_scenario_or_none() -> None:
    new, gone = "When did you last argue against a plan?", Materials(materials().rubric, None)
    state, _ = play(setup(story="scenario"), [])
    with pytest.raises(NotNow, match="no other scenario"):
        step(state, AnotherAsked(new, None), gone)
    own, _ = play(setup(), [])
    assert step(own, AnotherAsked(new, None), gone)[0].setup.question == new


def test_ending_shows_what_there_is() -> None:
    _, said = play(setup(), [Ended()])
    assert said[-1] == Says("stopped", {"answers": "0"})
    state, said = play(setup("interview"), [Answered(STRONG), Ended()])
    debrief = said[-1]
    assert isinstance(debrief, Debrief)
    assert debrief.early
    assert debrief.answer == STRONG
    assert debrief.first_vote == debrief.final_vote
    with pytest.raises(NotNow, match="done"):
        step(state, Answered("one more thing"), materials())


def test_an_interview_is_early_only_where_something_was_left_to_ask() -> None:
    asked = [Answered(STRONG), *[event for _ in range(3) for event in (WentOn(), Answered(STRONG_REPLY))]]
    whole, _ = play(setup(), [*asked, Ended()])
    assert not whole.early
    again, _ = play(setup(), [*asked, TriedAgain(), Ended()])
    assert (again.phase, again.early) == ("done", False)
    cut, _ = play(setup(), [*asked[:-2], Ended()])
    assert cut.early


def test_requests_for_words_leave_the_step_as_it_is() -> None:
    state, said = play(setup(), [RepeatAsked(), MinuteAsked(), HintAsked()])
    assert state.step == 0
    assert isinstance(said[2], Asks)
    assert said[2].repeated


def test_what_is_not_understood_is_put_in_other_words_and_asked_again_and_nothing_is_scored() -> None:
    ways: dict[Mode, list[Event]] = {"practice": [Answered(STRONG), WentOn()], "interview": [Answered(STRONG)]}
    for mode, events in ways.items():
        before, _ = play(setup(mode), events)
        after, said = step(before, ExplainAsked(), materials())
        assert after == before
        told, asked = said
        assert isinstance(told, Says)
        assert told.key == "hint"
        assert isinstance(asked, Asks)
        assert asked.repeated
        assert before.question is not None
        assert asked.question == before.question.text
        assert bool(asked.reason) == (mode == "practice"), "the real interview says why in its debrief"


def test_an_empty_answer_is_not_taken_and_the_question_stands() -> None:
    state, _ = play(setup(), [])
    for empty in (Answered(""), Answered(" \n "), Answered(stages={"action": "  "})):
        with pytest.raises(NotNow, match="nothing in the answer"):
            step(state, empty, materials())


def test_an_answer_stage_by_stage_is_kept_with_its_stages_and_quoted_from_the_whole() -> None:
    stages = {
        "result": "Errors fell from 40 to 3 a week.",
        "action": "I pulled the logs and I wrote a fix.",
        "situation": "The app failed.",
    }
    state, _ = play(setup(), [Answered(stages=stages)])
    turn = state.turns[0]
    assert turn.answer == "The app failed.\n\nI pulled the logs and I wrote a fix.\n\nErrors fell from 40 to 3 a week."
    assert turn.stages == stages
    assert turn.judgement is not None
    for finding in (*turn.judgement.flaws, *turn.judgement.signals):
        if finding.quote is not None:
            assert turn.answer[finding.start : finding.end] == finding.quote


def test_a_text_that_says_more_than_its_stages_is_kept_whole() -> None:
    state, _ = play(setup(), [Answered("I pulled the logs. And one thing more.", stages={"action": "I pulled the logs."})])
    assert state.turns[0].answer == "I pulled the logs. And one thing more."


def test_an_answer_beyond_the_judge_s_length_is_kept_whole_and_said_so() -> None:
    text = STRONG + " filler" * 4000
    state, said = play(setup(), [Answered(text)])
    assert state.turns[0].answer == text
    assert Says("too_long", {"characters": str(len(text)), "judged": "20000"}) in said


def test_the_writing_time_is_told_and_never_judged() -> None:
    slow, _ = play(setup(), [Answered(STRONG, writing_seconds=9000)])
    quick, _ = play(setup(), [Answered(STRONG, writing_seconds=5)])
    assert slow.turns[0].writing_seconds == 9000
    assert slow.turns[0].judgement == quick.turns[0].judgement


def test_the_materials_must_be_the_interview_s_own() -> None:
    other = Setup(PRINCIPLE, QUESTION, scenario_id="another-scenario")
    with pytest.raises(WrongMaterials, match="another-scenario"):
        begin(other, materials())


def test_an_interview_goes_on_when_its_scenario_has_left_the_library() -> None:
    gone = Materials(materials().rubric, None)
    state, _ = play(setup(), [Answered(STRONG)])
    state, shown = step(state, WentOn(), gone)
    assert state.phase == "probe"
    state, shown = step(state, Answered(STRONG_REPLY), gone)
    assert isinstance(shown[-1], Feedback)
    reading, _ = play(setup("learn"), [WentOn()])
    with pytest.raises(NotNow, match="no longer in the library"):
        step(reading, WentOn(), gone)
    assert step(reading, Ended(), gone)[0].phase == "done"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"principle": "luck"}, "principle"),
        ({"level": "cto"}, "level"),
        ({"mode": "dream"}, "mode"),
        ({"probes": 9}, "probes"),
        ({"mode": "learn"}, "scenario"),
        ({"story": "scenario"}, "scenario"),
    ],
)
def test_a_setup_that_does_not_exist_cannot_be_made(wrong: dict[str, object], said: str) -> None:
    given: dict[str, object] = {"principle": PRINCIPLE, "question": QUESTION, **wrong}
    with pytest.raises(ValueError, match=said):
        Setup(**given)  # type: ignore[arg-type]


def test_a_deeper_question_says_what_would_have_been_enough_without_showing_its_exemplars_again() -> None:
    told = scenario()
    _, said = play(
        setup(story="scenario"),
        [Answered(told.weak_answers[0].text), WentOn(), Answered(WEAK_REPLY), WentOn(), Answered(WEAK_REPLY), Ended()],
    )
    opening, reply, deeper = (shown for shown in said if isinstance(shown, Feedback))
    assert opening.contrast is not None
    assert opening.enough == ""
    assert reply.contrast is not None
    assert reply.enough
    assert deeper.contrast is None
    assert deeper.enough.endswith("would have been enough.")
    debrief = said[-1]
    assert isinstance(debrief, Debrief)
    assert [revote.deeper for revote in debrief.revotes] == [False, True]
    assert all(revote.enough for revote in debrief.revotes)


def test_an_own_story_without_exemplars_is_still_told_what_would_have_been_enough() -> None:
    _, said = play(Setup(PRINCIPLE, QUESTION), [Answered(WEAK), WentOn(), Answered(WEAK_REPLY)], materials(with_scenario=False))
    shown = said[-1]
    assert isinstance(shown, Feedback)
    assert shown.contrast is None
    assert shown.enough.endswith("would have been enough.")
