"""States, events and replies as JSON data and back: exactly, from every phase, and from what an older version stored."""

import json
from typing import Any

import pytest

from bot.core.events import Answered, Voted
from bot.core.interview import begin, stands, step
from bot.core.plain import (
    STATE_VERSION,
    NotReadable,
    event_from_data,
    event_to_data,
    replies_from_data,
    replies_to_data,
    state_from_data,
    state_to_data,
)
from bot.core.transitions import Mode, Phase
from tests.core.held import WAYS, examples, materials, play, setup


def through_json(data: Any) -> Any:
    return json.loads(json.dumps(data))


@pytest.mark.parametrize(("mode", "phase"), WAYS)
def test_a_state_and_its_replies_come_back_equal_from_every_phase(mode: Mode, phase: Phase) -> None:
    state, said = play(setup(mode), WAYS[(mode, phase)])
    restored = state_from_data(through_json(state_to_data(state)))
    assert restored == state
    assert stands(restored, materials()) == stands(state, materials())
    assert list(replies_from_data(through_json(replies_to_data(said)))) == said


@pytest.mark.parametrize(
    "event", [*examples(), Answered(stages={"action": "I did it.", "result": "It held."})], ids=lambda event: event.name
)
def test_an_event_comes_back_equal(event: Any) -> None:
    assert event_from_data(through_json(event_to_data(event))) == event


def test_an_interview_goes_on_from_its_data_as_if_nothing_had_happened() -> None:
    events = (*WAYS[("practice", "probe")], Answered("I pulled the logs and told the director that I disagreed."))
    through, shown = play(setup(), events)
    state, said = begin(setup(), materials())
    replies = list(said)
    for event in events:
        state = state_from_data(through_json(state_to_data(state)))
        state, further = step(state, event_from_data(through_json(event_to_data(event))), materials())
        replies += further
    assert (state, replies) == (through, shown)


def stored() -> dict[str, Any]:
    state, _ = play(setup(), WAYS[("practice", "probe")])
    data: dict[str, Any] = through_json(state_to_data(state))
    return data


def test_what_an_older_version_stored_is_read_with_the_later_fields_at_their_defaults() -> None:
    data = stored()
    for later in ("passed", "votes", "page", "early"):
        del data[later]
    del data["turns"][0]["writing_seconds"]
    del data["version"]
    assert state_from_data(data) == state_from_data(stored())


def test_a_field_that_is_no_longer_known_is_dropped() -> None:
    data = stored()
    data["mood"] = "good"
    data["turns"][0]["judgement"]["glamour"] = 3
    assert state_from_data(data) == state_from_data(stored())


def test_what_a_newer_version_stored_is_refused_in_a_sentence() -> None:
    data = stored() | {"version": STATE_VERSION + 1}
    with pytest.raises(NotReadable, match="newer version") as refused:
        state_from_data(data)
    assert "Update the bot" in str(refused.value)


@pytest.mark.parametrize(
    ("damage", "where"),
    [
        (lambda data: data.update(phase="lunch"), "Interview.phase"),
        (lambda data: data.update(step="three"), "Interview.step"),
        (lambda data: data["setup"].update(principle="luck"), "Interview.setup"),
        (lambda data: data["turns"][0].pop("question"), r"Interview.turns\[0\].question"),
        (lambda data: data["turns"][0]["judgement"].update(flaws=3), r"Interview.turns\[0\].judgement.flaws"),
    ],
)
def test_damaged_data_is_refused_with_its_place(damage: Any, where: str) -> None:
    data = stored()
    damage(data)
    with pytest.raises(NotReadable, match=where):
        state_from_data(data)


def test_a_reply_of_an_unknown_kind_is_refused_by_name() -> None:
    with pytest.raises(NotReadable, match="Poem"):
        replies_from_data([{"is": "Poem"}])


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Answered(stages={"finale": "x"}),
        lambda: Voted("maybe"),  # type: ignore[arg-type]
        lambda: Voted("hire", ("charm",)),
    ],
)
def test_an_event_with_a_word_outside_the_vocabulary_cannot_be_made(wrong: Any) -> None:
    with pytest.raises(ValueError, match="unknown"):
        wrong()
