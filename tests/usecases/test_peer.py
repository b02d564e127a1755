"""Peer panels on a real database: who may do what, and texts that are never lost."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest

from bot.core.peer import STALE_SECONDS
from bot.store.database import Database
from bot.usecases.calibrating import calibration_of
from bot.usecases.exchange import Who
from bot.usecases.in_parts import pause
from bot.usecases.peer import Peers
from bot.usecases.privacy import Privacy
from bot.usecases.refusals import Empty
from bot.usecases.study_refusals import NotAVote, NotInPanel, NotThatSeat, PanelMoved, PanelNeedsTwo, PanelOver
from bot.wording.blocks import Note, Paragraph
from bot.wording.catalogue import load_texts
from bot.wording.peer import compared
from tests.core.judged import rubric
from tests.usecases.interviews import Clock
from tests.usecases.panels import ANN, BEN, CLEO, MORE, TEXT, begun
from tests.usecases.quizzes import SERVER, means_on, thread


async def test_two_rounds_with_the_seats_swapped(peers: Peers, database: Database, clock: Clock) -> None:
    id = await begun(peers)
    asked = []
    for round, (asks, answers) in enumerate(((ANN, BEN), (BEN, ANN)), 1):
        desk, step = await peers.desk(asks, id)
        asked.append(desk.question)
        assert desk.round == round
        assert desk.candidate == answers.external_id
        assert desk.opening
        assert await peers.answer(answers, id, step, TEXT) == ()
        desk, step = await peers.desk(asks, id)
        assert desk.question
        assert not desk.opening
        assert desk.heard[0].answer == TEXT
        await peers.answer(asks, id, step, MORE)
        await peers.score(asks, id, round, "hire", ("metric_delta",), {"stood": " From 9 to 0. ", "missing": " "})
        card = await peers.scorecard(id, round)
        assert card is not None
        assert card.notes == {"stood": "From 9 to 0."}
        told, mine = await peers.compared(answers, id, round)
        assert mine
        assert told.debrief is not None
        assert told.debrief.answer == TEXT
    assert asked[0] != asked[1]
    panel = await peers.load(id)
    assert panel is not None
    assert panel.state.ending == "finished"
    assert (await calibration_of(means_on(database, clock), ANN)).votes == 1


async def test_each_does_what_their_seat_allows(peers: Peers) -> None:
    panel = await peers.open(ANN, BEN, SERVER, thread(), level="sde2")
    with pytest.raises(NotThatSeat):
        await peers.accept(ANN, panel.id)
    with pytest.raises(PanelMoved):
        await peers.desk(ANN, panel.id)
    await peers.accept(BEN, panel.id)
    with pytest.raises(PanelMoved):
        await peers.accept(BEN, panel.id)
    for forbidden in (peers.desk(BEN, panel.id), peers.pass_over(BEN, panel.id, 0), peers.send_draft(ANN, panel.id, 0)):
        with pytest.raises(NotThatSeat):
            await forbidden
    for stranger in (peers.answering(CLEO, panel.id), peers.answer(CLEO, panel.id, 0, TEXT), peers.stop(CLEO, panel.id)):
        with pytest.raises(NotInPanel):
            await stranger
    with pytest.raises(NotThatSeat):
        await peers.score(BEN, panel.id, 1, "hire", ("blame",), {})
    with pytest.raises(NotAVote):
        await peers.score(ANN, panel.id, 1, "insufficient_evidence", ("blame",), {})
    with pytest.raises(PanelNeedsTwo):
        await peers.open(ANN, ANN, SERVER, thread(), level="sde2")
    await peers.stop(BEN, panel.id)
    with pytest.raises(PanelOver):
        await peers.desk(ANN, panel.id)


async def test_two_answers_to_one_question_at_once(peers: Peers) -> None:
    """The one that came second is kept for its author, and answers nothing."""
    id = await begun(peers)
    done = await asyncio.gather(peers.answer(BEN, id, 0, TEXT), peers.answer(BEN, id, 0, MORE), return_exceptions=True)
    assert sorted(type(one).__name__ for one in done) == ["PanelMoved", "tuple"]
    desk, step = await peers.desk(ANN, id)
    assert len(desk.heard) == 1
    _step, draft, question, _asks = await peers.answering(BEN, id)
    assert {draft, desk.heard[0].answer} == {TEXT, MORE}
    assert question == ""
    assert step == 1


async def test_the_guard_holds_a_text_back_until_it_is_sent(peers: Peers) -> None:
    id = await begun(peers)
    text = "At our customer Globex Inc I led Project Falcon."
    assert len(await peers.answer(BEN, id, 0, text)) >= 2
    assert (await peers.desk(ANN, id))[0].heard == ()
    await peers.send_draft(BEN, id, 0)
    assert (await peers.desk(ANN, id))[0].heard[0].answer == text
    with pytest.raises(Empty):
        await peers.answer(BEN, id, 1, "  ")


async def test_questions_can_be_passed_over_to_the_end(peers: Peers) -> None:
    id = await begun(peers)
    first = (await peers.desk(ANN, id))[0].question
    await peers.pass_over(ANN, id, 0)
    assert (await peers.desk(ANN, id))[0].question != first
    await peers.answer(BEN, id, 1, TEXT)
    step = 2
    while (await peers.desk(ANN, id))[0].question is not None:
        await peers.pass_over(ANN, id, step)
        step += 1
    with pytest.raises(PanelMoved):
        await peers.answering(BEN, id)
    await peers.score(ANN, id, 1, "no_hire", ("no_metric",), {})
    told, mine = await peers.compared(ANN, id, 1)
    assert not mine
    assert told.apart is not None


async def test_too_little_evidence_is_no_step_and_is_told_what_it_counts_as(peers: Peers) -> None:
    id = await begun(peers)
    await peers.answer(BEN, id, 0, "n/a")
    await peers.score(ANN, id, 1, "no_hire", ("no_story",), {})
    told, _mine = await peers.compared(ANN, id, 1)
    assert (told.judged, told.apart) == ("insufficient_evidence", 0)
    said = "".join(span.text for block in compared(told, load_texts()) if isinstance(block, Paragraph | Note) for span in block.text)
    assert "the judge Not Enough Evidence." in said
    assert "it counts as No Hire here." in said


async def test_each_is_given_their_own_of_a_round_and_no_vote_before_the_scorecard(peers: Peers, database: Database, clock: Clock) -> None:
    async def copy_of(who: Who) -> tuple[list[dict[str, Any]], str]:
        rows = (await Privacy(means_on(database, clock)).export(who))["peer_rounds"]
        return rows, json.dumps(rows)

    id = await begun(peers)
    first = (await peers.desk(ANN, id))[0].question or ""
    for who in (ANN, BEN):
        assert first not in (await copy_of(who))[1], "Ben has still to be asked"
    await peers.answer(BEN, id, 0, TEXT)
    for who in (ANN, BEN):
        rows, written = await copy_of(who)
        assert rows[0]["heard"] == [{"question": first, "answer": TEXT}]
        assert "judgement" not in written
        assert "score" not in {key for row in rows for key in row}
    await peers.score(ANN, id, 1, "hire", ("metric_delta",), {"stood": "From 9 to 0."})
    second = (await peers.desk(BEN, id))[0].question or ""
    for who in (ANN, BEN):
        rows, written = await copy_of(who)
        assert rows[0]["notes"] == {"stood": "From 9 to 0."}
        assert ("judgement" in written) == (who is BEN), "the debrief is for the candidate alone"
        assert second not in written, "and Ann has still to be asked hers"


async def test_a_scorecard_waits_for_no_debrief_and_the_debrief_is_made_in_parts(database: Database, clock: Clock) -> None:
    means = means_on(database, clock)
    peers = Peers(means, rubric())
    id = await begun(peers)
    await peers.answer(BEN, id, 0, TEXT)
    await peers.answer(BEN, id, 1, MORE)
    others_done = False

    def another() -> None:
        while not others_done:
            pause()

    slow = asyncio.create_task(means.in_parts(another))
    await peers.score(ANN, id, 1, "hire", ("metric_delta",), {})
    comparing = asyncio.create_task(peers.compared(BEN, id, 1))
    done, _ = await asyncio.wait({comparing}, timeout=0.5)
    assert not done
    others_done = True
    await slow
    told, _mine = await comparing
    assert told.judged is not None
    assert told.judged == (await Privacy(means).export(BEN))["peer_rounds"][0]["judged"]


async def test_a_panel_that_was_given_up_ends_by_itself(peers: Peers, clock: Clock) -> None:
    id = await begun(peers)
    panel = await peers.load(id)
    assert panel is not None
    until = await peers.given_up(panel)
    assert until == clock.now + STALE_SECONDS
    clock.now = until
    await peers.given_up(panel)
    ended = await peers.load(id)
    assert ended is not None
    assert ended.state.ending == "idle"
    assert await peers.given_up(ended) is None


async def test_a_panel_that_goes_on_as_its_time_runs_out_is_not_given_up(peers: Peers, clock: Clock) -> None:
    invited = await peers.open(ANN, BEN, SERVER, thread(), level="sde2")
    clock.now += STALE_SECONDS
    await peers.accept(BEN, invited.id)
    # Whoever gives it up has looked at it a moment before.
    await peers.given_up(invited)
    panel = await peers.load(invited.id)
    assert panel is not None
    assert panel.state.phase == "asking"
