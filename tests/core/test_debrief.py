"""The debrief: the votes as they were, every stage, the levels, three things to do, and what should not be shown to others."""

from dataclasses import replace
from itertools import pairwise
from typing import get_args

from bot.core.advice import same_ground
from bot.core.debrief import _unasked, debrief
from bot.core.events import Answered, Ended, Event, Skipped
from bot.core.judge import bare_judgements, hear, judge
from bot.core.judgement import Finding, Judgement, NextProbe
from bot.core.replies import Debrief, Vote
from bot.core.ruling import asked, replies_of
from bot.core.serves import other_principles
from bot.core.state import Question, Turn
from bot.core.timing import spoken, time_to_keep, words_in
from bot.core.todos import todos
from bot.core.vocabulary import HIRE_SIDE, LEVELS, PRINCIPLES, STAGES, Level
from bot.core.vote.levels import beyond
from bot.core.vote.voting import standing
from tests.core.held import PRINCIPLE, STRONG, STRONG_REPLY, WEAK, WEAK_REPLY, materials, play, scenario, setup


def debriefed(first: str, *replies: str | None, story: str = "own", level: str = "sde2") -> Debrief:
    events = [Skipped() if reply is None else Answered(reply) for reply in replies]
    state, said = play(setup("interview", story=story, level=level), [Answered(first, writing_seconds=240), *events])
    if state.phase != "done":
        state, said = play(setup("interview", story=story, level=level), [Answered(first, writing_seconds=240), *events, Ended()])
    shown = said[-1]
    assert isinstance(shown, Debrief)
    return shown


def test_the_votes_form_a_chain_from_the_first_to_the_last() -> None:
    shown = debriefed(STRONG, STRONG_REPLY, None, WEAK_REPLY)
    votes = [shown.first_vote, *(revote.after for revote in shown.revotes)]
    assert [revote.before for revote in shown.revotes] == votes[:-1]
    assert shown.final_vote == votes[-1]
    for revote, (before, after) in zip(shown.revotes, pairwise(votes), strict=True):
        if revote.reply is None:
            assert after == before
        if after.moved_by is not None and after != before:
            assert revote.reply is not None
            assert after.moved_by in revote.reply


def test_a_vote_speaks_of_follow_ups_as_every_page_does() -> None:
    shown = debriefed(STRONG, "I honestly do not know.", "That was a long time ago.", "Others did that part.")
    reasons = [revote.after.why for revote in shown.revotes]
    assert "The reply did not bring what the follow-up asked for." in reasons
    assert not any("probe" in reason for reason in reasons)


def test_a_probe_reply_moves_the_vote_visibly() -> None:
    strong, weak = debriefed(STRONG, STRONG_REPLY), debriefed(STRONG, WEAK_REPLY)
    assert strong.first_vote == weak.first_vote
    assert strong.revotes[0].after.score > weak.revotes[0].after.score


def test_each_stage_tells_what_stood_and_what_was_missing_with_its_time() -> None:
    shown = debriefed(WEAK, WEAK_REPLY)
    assert [view.stage for view in shown.stages] == list(STAGES)
    placed = [finding for view in shown.stages for finding in (*view.stood, *view.missing)]
    assert len(placed) == len(shown.opening.flaws) + len(shown.opening.signals)
    assert all(view.seconds == spoken(view.time.words) for view in shown.stages)
    assert all(view.strong and view.coaching for view in shown.stages)
    assert "no_metric" in {finding.id for finding in shown.stages[3].missing}


def test_at_each_level_the_vote_is_what_the_judge_gives_there() -> None:
    """The debrief reads each answer once for the other levels; the judge, asked anew, says the same."""
    rubric, levels = materials().rubric, get_args(Level)
    for first, *replies in ((STRONG, STRONG_REPLY, WEAK_REPLY), (WEAK, WEAK_REPLY, STRONG_REPLY, STRONG_REPLY)):
        state, _said = play(setup("interview"), [Answered(text) for text in (first, *replies)])
        opening = state.opening
        assert opening is not None
        for turn in state.turns:
            text = turn.answer or ""
            put = asked(state.setup, turn.question, opening.answer)
            for level, bare in bare_judgements(rubric, put, hear(rubric, text), levels).items():
                whole = judge(rubric, replace(put, level=level), text)
                assert (bare.verdict, bare.score, bare.leans) == (whole.verdict, whole.score, whole.leans)
                assert [one.id for one in bare.flaws] == [one.id for one in whole.flaws]
                assert [one.id for one in bare.signals] == [one.id for one in whole.signals]


def test_it_pauses_between_the_answers_and_comes_out_the_same() -> None:
    state, said = play(setup("interview"), [Answered(STRONG), Answered(STRONG_REPLY), Answered(WEAK_REPLY), Ended()])
    pauses: list[None] = []
    again = debrief(state, replace(materials(), pause=lambda: pauses.append(None)))
    assert again == said[-1]
    assert len(pauses) > sum(turn.answer is not None for turn in state.turns)


def test_every_level_has_its_vote_and_its_one_lift() -> None:
    order = ("insufficient_evidence", "no_hire", "leaning_no_hire", "hire", "strong_hire")
    for first, *replies in ((STRONG, STRONG_REPLY), (WEAK, WEAK_REPLY), (STRONG, STRONG_REPLY, WEAK_REPLY, STRONG_REPLY)):
        shown = debriefed(first, *replies)
        assert set(shown.levels) == set(LEVELS)
        assert (shown.levels["sde2"].verdict, shown.levels["sde2"].score) == (shown.final_vote.verdict, shown.final_vote.score)
        reached = [order.index(shown.levels[level].verdict) for level in LEVELS]
        assert reached == sorted(reached, reverse=True), "a higher level asks for more, not for less"
    assert all(view.lift for view in debriefed(WEAK).levels.values())


def test_where_the_same_is_asked_the_level_decides_only_which_vote_is_its_own() -> None:
    at = {level: debriefed(WEAK, WEAK_REPLY, level=level) for level in LEVELS}
    assert len({shown.revotes[0].question for shown in at.values()}) == 1
    for level in LEVELS:
        view, vote = at["sde2"].levels[level], at[level].final_vote
        assert (view.verdict, view.score) == (vote.verdict, vote.score)


def test_three_things_to_do_are_about_what_was_found_and_differ() -> None:
    shown = debriefed(WEAK, WEAK_REPLY, WEAK_REPLY)
    assert len(shown.todos) == 3
    assert len({todo.what for todo in shown.todos}) == 3
    said = f"{WEAK} {WEAK_REPLY}"
    for todo in shown.todos:
        assert todo.quote is None or todo.quote in said
    assert any(todo.quote for todo in shown.todos)


def test_what_a_reply_brought_only_has_to_move_into_the_opening() -> None:
    replies = ["Two other wards took up my table: the surgical ward and the children's ward have used it since May."] * 3
    shown = debriefed(STRONG, *replies)
    assert any("Move it into the opening" in todo.what and todo.quote and todo.quote in replies[0] for todo in shown.todos)


def test_contrasts_stand_for_answered_probes_and_once_for_each_exemplar() -> None:
    deeper = "I waited, and then they sorted it out among themselves."
    shown = debriefed(scenario().strong_answer("sde2"), WEAK_REPLY, deeper, story="scenario")
    (probe,) = (contrast for contrast in shown.contrasts if contrast.question != shown.question)
    assert probe.reply == deeper
    opening = shown.contrasts[0]
    assert opening.reply == shown.answer
    assert opening.strong == scenario().strong_answer("sde2")


def test_the_openings_exemplars_stand_beside_it_whatever_was_asked_after_it() -> None:
    """Questions that no scenario holds have no exemplars of their own, and take nobody else's away."""
    for first in (STRONG, WEAK):
        shown = debriefed(first, WEAK_REPLY, STRONG_REPLY, WEAK_REPLY)
        assert [contrast.question for contrast in shown.contrasts].count(shown.question) == 1
        assert shown.contrasts[0].weak == scenario().weak_answers[0].text


def test_a_contradiction_between_replies_is_kept_for_the_debrief() -> None:
    shown = debriefed(STRONG, "Waiting time on Sundays fell from 120 minutes to 40.")
    (found,) = shown.inconsistencies
    assert found.kind == "number"
    assert "95" in found.before
    assert "120" in found.after


def test_a_contradiction_of_an_earlier_reply_names_that_reply() -> None:
    shown = debriefed(
        STRONG, "I disagreed on the spot and I interviewed 14 nurses about it.", "I disagreed again. I interviewed 20 nurses about it."
    )
    (found,) = shown.inconsistencies
    assert found.why.startswith("An earlier reply")
    assert (found.before, found.after) == ("and I interviewed 14 nurses about it", "I interviewed 20 nurses about it")


def judgement(flaws: tuple[str, ...] = (), signals: tuple[str, ...] = (), probes: tuple[str, ...] = ()) -> Judgement:
    return Judgement(
        verdict="leaning_no_hire",
        score=40.0,
        leans=None,
        flaws=tuple(Finding(flaw, None, None, None, None, "So it is.") for flaw in flaws),
        signals=tuple(Finding(signal, 0, 1, "I", "action", "So it is.") for signal in signals),
        stages={},
        probes=tuple(NextProbe(target, f"{target}?", "It is open.") for target in probes),
        levels={},
    )


def test_two_flaws_on_the_same_ground_make_one_thing_to_do() -> None:
    told = judgement(("vague_outcome", "no_metric", "generic_reflection"), ("data_evidence",), ("no_metric", "tradeoff"))
    assert [todo.id for todo in todos(told, (), ())] == ["no_metric", "generic_reflection", "tradeoff"]


def test_one_thing_that_a_reply_brought_is_told_once_whatever_it_settles() -> None:
    """One act settles both whose work it was and that it was not passed on: it moves into the opening once."""
    reply = Judgement("hire", 60.0, "strong", (), (Finding("individual_action", 0, 6, "I went", "action", "So it is."),), {}, (), {})
    asked = Question("probe", "What did you do?", 1, target="collective_voice", tests=("collective_voice",))
    turn = Turn(2, asked, "I went there.", reply, Vote("hire", 60.0, "I went", "So it is."))
    told = [todo.what for todo in todos(judgement(("collective_voice", "routed", "no_metric")), (turn,), ())]
    assert len(told) == len(set(told)) == 2
    assert "Move it into the opening" in told[0]


def test_what_the_opening_shows_and_a_reply_left_open_is_not_asked_for_as_if_it_were_missing() -> None:
    reply = Judgement("leaning_no_hire", 40.0, "weak", (), (), {}, (), {})
    asked = Question("probe", "Who has an interest in it?", 1, target="systemic_insight", tests=("systemic_insight",))
    turn = Turn(2, asked, "Nobody, really.", reply, Vote("hire", 60.0, None, "So it is."))
    opening = judgement((), ("systemic_insight",))
    (todo,) = todos(opening, (turn,), ())
    assert todo.what.startswith("The opening shows it (systemic insight), but the reply to the follow-up about it did not prove it.")
    assert todo.quote == "I", "with the words that show it"
    (missing,) = todos(judgement(), (turn,), ())
    assert missing.what.startswith("Name what in the organisation lies behind it")


def test_where_there_is_no_story_that_is_the_only_thing_to_do() -> None:
    assert [todo.id for todo in todos(judgement(("no_story", "no_metric")), (), ())] == ["no_story"]


def test_a_doubt_about_the_story_that_a_reply_settled_is_no_longer_the_only_thing_to_do() -> None:
    """The vote was lifted: telling the person to find another story would contradict it."""
    reply = Judgement("hire", 60.0, "strong", (), (), {}, (), {})
    asked = Question("probe", "Where in this did you disagree?", 1, target="off_question", tests=("off_question",))
    turn = Turn(2, asked, "I told the director no.", reply, Vote("hire", 60.0, None, "So it is."))
    opening = judgement(("off_question", "no_metric"), (), ("off_question", "no_metric"))
    assert [todo.id for todo in todos(opening, (), ())] == ["off_question"]
    told = todos(opening, (turn,), ())
    assert [todo.id for todo in told] == ["off_question", "no_metric"]
    assert "first sentence" in told[0].what
    assert "choose a story" not in told[0].what


def test_the_reasons_are_those_for_the_final_vote() -> None:
    """What a strong reply has lifted is no reason any more; without replies the reasons are the opening's."""
    rubric = materials().rubric
    state, said = play(setup("interview", story="own"), [Answered(WEAK), Answered(STRONG_REPLY), Ended()])
    shown, opening, turn = said[-1], state.opening, state.probe_turns[0]
    assert isinstance(shown, Debrief)
    assert opening is not None
    assert opening.judgement is not None
    assert turn.judgement is not None
    left = standing(rubric, opening.judgement, replies_of(state.setup, opening.answer, [turn]))
    lifted = opening.judgement.ids - left
    assert lifted
    assert not {f"{rubric.reasons[id]}" for id in lifted} & set(shown.opening.because)
    assert debriefed(WEAK).opening.because == opening.judgement.because


def test_what_a_reply_has_brought_is_no_longer_advised() -> None:
    """Before the reply the judge advises something that the reply then shows."""
    rubric = materials().rubric
    state, said = play(setup("interview", story="own"), [Answered(WEAK), Answered(STRONG_REPLY), Ended()])
    plain, shown = debriefed(WEAK), said[-1]
    turn = state.probe_turns[0]
    assert turn.leans == "strong"
    assert turn.judgement is not None
    assert isinstance(shown, Debrief)
    ids = {signal.id for signal in turn.judgement.signals}
    followed = {text for id, text in rubric.lifts.items() if id in ids or ids & set(rubric.lifted_by.get(id, ()))}
    assert followed & {view.lift for view in plain.levels.values()}
    assert not followed & {view.lift for view in shown.levels.values()}


def test_what_only_a_senior_is_asked_for_is_no_thing_to_do_below() -> None:
    told = judgement((), ("individual_action",), ("systemic_insight", "tradeoff"))
    assert [todo.id for todo in todos(told, (), beyond(materials().rubric, "dive_deep", "sde2"))] == ["tradeoff"]
    assert [todo.id for todo in todos(told, (), beyond(materials().rubric, "dive_deep", "senior"))] == ["systemic_insight", "tradeoff"]


def test_what_would_raise_the_vote_is_among_the_things_to_do_and_comes_after_what_is_against_it() -> None:
    """One page told to do three things first, and named a fourth one as what would raise the vote."""
    reply = Judgement("leaning_no_hire", 40.0, "weak", (), (), {}, (), {})
    asked = [
        Question("probe", "And then?", number, target=target, tests=(target,))
        for number, target in enumerate(("second_order", "tradeoff"), 1)
    ]
    turns = [Turn(2, question, "I don't know.", reply, Vote("hire", 60.0, None, "So it is.")) for question in asked]
    told = judgement((), ("metric_delta",), ("root_cause", "prevention"))
    assert [todo.id for todo in todos(told, turns, (), "prevention")] == ["prevention", "second_order", "tradeoff"]
    assert [todo.id for todo in todos(told, turns, (), "metric_delta")] == ["second_order", "tradeoff", "root_cause"], "it is told already"
    lacking = judgement(("no_metric", "no_data", "no_reflection", "blame"))
    assert [todo.id for todo in todos(lacking, (), (), "specific_reflection")] == ["blame", "no_metric", "specific_reflection"]
    assert [todo.id for todo in todos(judgement(("no_metric",)), turns, (), "prevention")] == ["no_metric", "prevention", "second_order"]
    for first in (STRONG, WEAK):
        for replies in ((), (WEAK_REPLY,), (WEAK_REPLY, WEAK_REPLY)):
            shown = debriefed(first, *replies)
            lifts = materials().rubric.lifts
            raised = next((id for id, advice in lifts.items() if advice == shown.levels[shown.level].lift), None)
            if raised is not None:
                assert {todo.id for todo in shown.todos} & same_ground(raised), (first, replies)


def test_what_a_reply_has_brought_is_not_what_would_raise_the_vote_that_counts_it() -> None:
    """It is to be moved into the opening all the same."""
    shown = debriefed(WEAK, STRONG_REPLY)
    others = [todo.what for todo in shown.todos if not todo.what.endswith("Move it into the opening.")]
    assert shown.todos[0].what.endswith("Move it into the opening.")
    assert {view.lift for view in shown.levels.values()} == {others[0]}


def test_nothing_is_invented_where_nothing_is_left_to_do() -> None:
    assert todos(judgement((), ("metric_delta",)), (), ()) == ()


def test_names_and_secrets_are_warned_about_before_others_see_them() -> None:
    shown = debriefed(STRONG + " Our customer Initech wrote to me.", "I wrote to bob@example.com the same day, and I disagreed.")
    assert shown.guarded == (("customer", "Initech"), ("email", "bob@example.com"))
    assert debriefed(STRONG).guarded == ()


def test_times_are_a_range_and_the_target_is_the_level_s() -> None:
    shown = debriefed(STRONG)
    low, high = shown.spoken_range
    words = words_in(STRONG)
    assert low < shown.spoken_seconds < high
    assert (low, high) == (round(words * 60 / 160), round(words * 60 / 130))
    assert shown.seconds == scenario().calibration["sde2"].seconds
    assert time_to_keep("senior", None) == (150, 180)
    assert shown.writing_seconds == 240


def test_other_principles_are_named_with_the_story_s_own_words() -> None:
    shown = debriefed(STRONG, STRONG_REPLY)
    assert shown.other_principles
    for principle, why in shown.other_principles:
        assert principle in PRINCIPLES
        assert principle != PRINCIPLE
        assert why
    assert debriefed(WEAK).other_principles == ()


def test_a_story_of_waiting_serves_no_other_principle_whatever_was_drawn_out_of_it() -> None:
    waited = (
        "A bank complained about wrong totals in their report. I wrote to the data team and opened a ticket. They were busy, so I waited. "
        "After five weeks the data team fixed the join and the customer was relieved. I learned that patience is key."
    )
    compared = (
        "I compared the three accounts with the ledger by hand before I wrote to them: 3 of 40 were off. I could have taken the fix on "
        "myself; it would have cost me a week."
    )
    shown = debriefed(waited, compared)
    assert shown.final_vote.verdict not in HIRE_SIDE
    assert shown.other_principles == ()


def test_a_scenario_s_own_angles_come_first() -> None:
    shown = debriefed(scenario().strong_answer("sde2"), story="scenario")
    angles = {angle.principle: angle.emphasise for angle in scenario().angles}
    assert dict(shown.other_principles) == dict(list(angles.items())[:3])


def test_a_principle_needs_more_than_one_signal() -> None:
    findings = [finding for finding in debriefed(STRONG).opening.signals if finding.id == "root_cause"][:1]
    assert other_principles(PRINCIPLE, findings) == ()


def test_nobody_is_sent_to_look_for_a_quarrel_that_was_not_asked_for_nor_for_what_may_be_there() -> None:
    shown: dict[str, set[str]] = {}
    for question in ("Tell me about a time you took something on.", "Tell me about a time when you disagreed with a decision."):
        events: list[Event] = [Answered(STRONG.replace("I told the director that I disagreed with the rota and", "I")), Ended()]
        state, _said = play(replace(setup("interview"), principle="ownership", question=question), events)
        assert state.opening is not None
        assert state.opening.judgement is not None
        opening = replace(state.opening, judgement=replace(state.opening.judgement, near=("business_impact",)))
        shown[question] = {*_unasked(opening, state, materials())}
    plain, disagreed = shown.values()
    assert plain - disagreed == {"pushback", "commit"}
    assert "business_impact" in plain & disagreed
