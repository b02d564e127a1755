"""Every phase x every event, on the real judge: legal moves end where they should, illegal ones raise and change nothing."""

import pytest

from bot.core.events import (
    EVENTS,
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
    Voted,
    WentBack,
    WentOn,
)
from bot.core.interview import step
from bot.core.plain import state_to_data
from bot.core.state import Interview
from bot.core.transitions import AFTER_ANSWER, FIRST_PHASE, MODES, PHASES, TABLE, Mode, NotNow, Phase, legal, refusal, settle
from bot.wording.catalogue import languages, load_texts
from bot.wording.refusals import refusal_text
from tests.core.held import WAYS, examples, materials, play, setup

_WORDS: tuple[type[Event], ...] = (RepeatAsked, HintAsked, ExplainAsked, MinuteAsked)


def _words_at(phase: Phase) -> dict[type[Event], Phase]:
    return dict.fromkeys(_WORDS, phase)


# What may be done in each phase as WAYS come to it, and where it leads: written out, since the table may be wrong itself.
LEADS: dict[tuple[Mode, Phase], dict[type[Event], Phase]] = {
    ("practice", "opening"): {Answered: "feedback", AnotherAsked: "opening", Ended: "done", **_words_at("opening")},
    ("practice", "feedback"): {TriedAgain: "retry", WentOn: "probe", Ended: "done"},
    ("practice", "retry"): {Answered: "feedback", WentOn: "probe", Skipped: "probe", Ended: "done", **_words_at("retry")},
    ("practice", "probe"): {Answered: "feedback", Skipped: "probe", Ended: "done", **_words_at("probe")},
    ("practice", "done"): {},
    ("interview", "opening"): {Answered: "probe", AnotherAsked: "opening", Ended: "done", **_words_at("opening")},
    ("interview", "probe"): {Answered: "probe", Skipped: "probe", Ended: "done", **_words_at("probe")},
    ("interview", "done"): {},
    ("learn", "reading"): {WentOn: "reading", WentBack: "reading", Ended: "done"},
    ("learn", "done"): {},
    ("evaluate", "voting_a"): {Voted: "voting_b", Ended: "done"},
    ("evaluate", "voting_b"): {Voted: "done", Ended: "done"},
    ("evaluate", "done"): {},
}
PAIRS = [(mode, phase, event) for mode, phase in WAYS for event in examples()]


def arrived(mode: Mode, phase: Phase) -> Interview:
    state, _ = play(setup(mode), WAYS[(mode, phase)])
    assert state.phase == phase
    return state


@pytest.mark.parametrize(("mode", "phase", "event"), PAIRS, ids=lambda value: getattr(value, "name", value))
def test_every_event_in_every_phase_goes_where_it_should_or_changes_nothing(mode: Mode, phase: Phase, event: Event) -> None:
    state = arrived(mode, phase)
    before = state_to_data(state)
    target = LEADS[mode, phase].get(type(event))
    if target is None:
        with pytest.raises(NotNow) as refused:
            step(state, event, materials())
        assert (refused.value.phase, refused.value.event) == (phase, event)
        assert refused.value.why == refusal(phase, type(event))
    else:
        after, replies = step(state, event, materials())
        assert after.phase == target
        assert replies
        assert after.step == state.step + (0 if isinstance(event, _WORDS) else 1)
    assert state_to_data(state) == before


def test_the_table_has_a_row_for_every_phase_and_every_mode_reaches_its_end() -> None:
    assert set(TABLE) == set(PHASES)
    assert {phase for _, phase in WAYS} == set(PHASES)
    for mode in MODES:
        reached = {FIRST_PHASE[mode]}
        while True:
            targets = {target for phase in reached for target in TABLE[phase].values() if target != "answered" or mode in AFTER_ANSWER}
            further = {settle(target, mode, more=more) for target in targets for more in (True, False)} - reached
            if not further:
                break
            reached |= further
        assert "done" in reached
        assert reached == {phase for of_mode, phase in WAYS if of_mode == mode}


def test_nothing_is_legal_after_the_end() -> None:
    assert legal("done") == ()
    assert {refusal("done", event_type) for event_type in EVENTS} == {"done"}


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("phase", PHASES)
def test_every_refusal_is_a_courteous_sentence(phase: Phase, language: str) -> None:
    texts = load_texts(language)
    for event_type in EVENTS:
        if event_type not in TABLE[phase]:
            told = "".join(span.text for span in refusal_text("out_of_turn", {"why": refusal(phase, event_type)}, texts))
            assert told[0].isupper()
            assert told.endswith(".")


def test_a_person_may_end_wherever_something_is_going_on() -> None:
    for phase in PHASES:
        assert phase == "done" or "end" in {event_type.name for event_type in legal(phase)}
