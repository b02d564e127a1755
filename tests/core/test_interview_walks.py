"""Any sequence of events, legal or not: nothing crashes, nothing typed is lost, the step only grows, and it can be stored."""

import json

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.core.answer import join_stages
from bot.core.events import (
    AnotherAsked,
    Answered,
    Ended,
    Event,
    HintAsked,
    MinuteAsked,
    RepeatAsked,
    Skipped,
    TriedAgain,
    Voted,
    WentBack,
    WentOn,
)
from bot.core.interview import begin, stands, step, told
from bot.core.plain import replies_from_data, replies_to_data, state_from_data, state_to_data
from bot.core.state import Interview
from bot.core.transitions import MODES, NotNow, legal
from bot.core.vocabulary import FLAWS_AND_SIGNALS, VERDICTS
from tests.core.held import STRONG, STRONG_REPLY, WEAK, WEAK_REPLY, materials, setup

TEXTS = st.one_of(
    st.sampled_from([STRONG, WEAK, STRONG_REPLY, WEAK_REPLY, "I pulled the logs.", "they fixed it", " 5% → 3% \n", "\u200b", "🙂" * 50]),
    st.text(max_size=60),
)
STAGED = st.dictionaries(st.sampled_from(["situation", "action", "result"]), TEXTS, min_size=1)
EVENTS: st.SearchStrategy[Event] = st.one_of(
    st.builds(Answered, TEXTS, writing_seconds=st.none() | st.integers(0, 9999)),
    st.builds(Answered, TEXTS, writing_seconds=st.none()),
    st.builds(Answered, stages=STAGED),
    STAGED.map(lambda stages: Answered(join_stages(stages), stages=stages)),
    st.builds(Answered, TEXTS, stages=STAGED),
    st.sampled_from([WentOn(), WentOn(), Skipped(), TriedAgain(), RepeatAsked(), HintAsked(), MinuteAsked(), WentBack()]),
    st.builds(AnotherAsked, st.text(min_size=1, max_size=30), st.just("webhook-drop-rate")),
    st.builds(Voted, st.sampled_from(sorted(VERDICTS)), st.lists(st.sampled_from(sorted(FLAWS_AND_SIGNALS)), max_size=3).map(tuple)),
    st.just(Ended()),
)


def kept_whole(state: Interview, typed: list[Answered]) -> bool:
    """Every answer that was taken stands in the turns, in order, word for word."""
    kept = [turn.answer for turn in state.turns if turn.answer is not None]
    return kept == [told(event)[0] for event in typed] and all(
        answer.split() == event.text.split() for answer, event in zip(kept, typed, strict=True) if event.text.strip()
    )


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(MODES),
    st.sampled_from(["own", "scenario"]),
    st.integers(3, 5),
    st.integers(0, 2**32),
    st.lists(EVENTS, max_size=14),
)
def test_any_walk_keeps_the_invariants(mode: str, story: str, probes: int, seed: int, events: list[Event]) -> None:
    held = materials()
    state, _ = begin(setup(mode, story=story, probes=probes, seed=seed), held)  # type: ignore[arg-type]
    typed: list[Answered] = []
    for event in events:
        before = state
        try:
            state, replies = step(state, event, held)
        except NotNow:
            continue
        assert state.step in (before.step, before.step + 1)
        assert (state == before) == (state.step == before.step)
        assert state.turns[: len(before.turns)] == before.turns
        if isinstance(event, Answered):
            typed.append(event)
        restored = state_from_data(json.loads(json.dumps(state_to_data(state))))
        assert restored == state
        assert replies_from_data(json.loads(json.dumps(replies_to_data(replies)))) == replies
    assert kept_whole(state, typed)
    assert [turn.number for turn in state.turns] == list(range(1, len(state.turns) + 1))
    assert stands(state, held)
    asked = [turn.question.text for turn in state.probe_turns]
    assert len(asked) == len(set(asked))
    assert len(asked) <= 2 * probes


LEGAL: dict[type[Event], st.SearchStrategy[Event]] = {
    Answered: st.builds(Answered, st.sampled_from([STRONG, WEAK, STRONG_REPLY, WEAK_REPLY, "I pulled the logs.", "Nothing so far."])),
    AnotherAsked: st.builds(AnotherAsked, st.just("When did you argue last?"), st.just("webhook-drop-rate")),
    Voted: st.builds(Voted, st.sampled_from(sorted(VERDICTS))),
}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data(), st.sampled_from(MODES), st.sampled_from(["own", "scenario"]))
def test_any_legal_walk_comes_to_its_end_and_tells_what_stands_open_on_the_way(data: st.DataObject, mode: str, story: str) -> None:
    held = materials()
    state, _ = begin(setup(mode, story=story), held)  # type: ignore[arg-type]
    typed: list[Answered] = []
    for _ in range(25):
        offered = [event_type for event_type in legal(state.phase, untold=state.untold) if event_type is not Ended]
        if not offered:
            break
        chosen = data.draw(st.sampled_from(offered))
        event = data.draw(LEGAL.get(chosen, st.builds(chosen)))
        state, replies = step(state, event, held)
        if isinstance(event, Answered):
            typed.append(event)
        assert replies
        assert stands(state, held)
    if state.phase != "done":
        state, replies = step(state, Ended(), held)
    assert state.phase == "done"
    assert kept_whole(state, typed)
    assert stands(state, held)
