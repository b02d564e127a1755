"""Peer panels to take away: each of the two their own side, and nothing of what is not theirs to see."""

from __future__ import annotations

import pytest

from bot.store.database import Database
from bot.usecases.exchange import Who
from bot.usecases.peer import Peers
from bot.usecases.peer_reports import PeerReports
from bot.usecases.privacy import Privacy
from bot.usecases.study_refusals import NoSuchPanel, NotInPanel
from bot.wording.catalogue import load_texts
from bot.wording.document import files_of
from bot.wording.peer_report import document
from tests.core.judged import rubric
from tests.usecases.interviews import Clock
from tests.usecases.panels import ANN, BEN, CLEO, MORE, TEXT, begun
from tests.usecases.quizzes import means_on

STOOD, MISSING = "The nine became none.", "What it cost the shop."


@pytest.fixture
def reports(database: Database, clock: Clock) -> PeerReports:
    return PeerReports(means_on(database, clock), rubric())


async def held(peers: Peers, id: str, round: int, asks: Who, answers: Who) -> list[str]:
    """A round with an answer, and a reply that the interviewer summarised; the questions that were put."""
    put = []
    for who, text in ((answers, TEXT), (asks, MORE)):
        desk, step = await peers.desk(asks, id)
        put.append(desk.question or "")
        await peers.answer(who, id, step, text)
    await peers.score(asks, id, round, "strong_hire", ("metric_delta", "no_story"), {"stood": STOOD, "missing": MISSING})
    return put


async def page_of(reports: PeerReports, who: Who, id: str, language: str = "en") -> str:
    """The Markdown file."""
    texts = load_texts(language)
    return files_of(document(await reports.of(who, id), texts), texts)[1][1]


async def test_each_takes_away_their_own_side(peers: Peers, reports: PeerReports) -> None:
    id = await begun(peers)
    first = await held(peers, id, 1, ANN, BEN)
    await held(peers, id, 2, BEN, ANN)
    for who, asked in ((ANN, 1), (BEN, 2)):
        report = await reports.of(who, id)
        assert report.ending == "finished"
        assert [one.asks for one in report.rounds] == [one.number == asked for one in report.rounds]
        page = await page_of(reports, who, id)
        for words in (TEXT, MORE, STOOD, MISSING):
            assert page.count(words.rstrip(".")) >= 2, "in both rounds, word for word"
        for question in first:
            assert question.rstrip("?") in page
        interviewed, answered = sorted(page.split("\n## ")[1:], key=lambda part: "you answered" in part.splitlines()[0])
        assert "You voted **Strong Hire**, the judge **" in interviewed
        assert "You were kinder by" in interviewed
        assert "Why the judge voted so" in interviewed
        assert "Your interviewer voted **Strong Hire**, the judge **" in answered
        assert "Your interviewer was kinder by" in answered
        assert "Both named: Metric with a delta." in answered
        assert "Your interviewer named, and the judge did not find: No story." in answered
        for debriefed in ("The judge's debrief", "#### Do th", "How the vote moved", "Stage by stage"):
            assert debriefed in answered
            assert debriefed not in interviewed, "the debrief is for the candidate alone"


async def test_nobody_is_named_in_a_file(peers: Peers, reports: PeerReports) -> None:
    id = await begun(peers)
    await held(peers, id, 1, ANN, BEN)
    for who in (ANN, BEN):
        page = await page_of(reports, who, id)
        for one in (ANN, BEN):
            assert one.external_id not in page.replace(id, "")


async def test_before_its_scorecard_a_round_tells_no_vote_and_not_what_is_still_to_be_asked(peers: Peers, reports: PeerReports) -> None:
    id = await begun(peers)
    for who in (ANN, BEN):
        with pytest.raises(NoSuchPanel):
            await reports.of(who, id)
        assert await reports.listed(who, 10) == ([], 0)
        assert not await reports.begun(id)
    desk, step = await peers.desk(ANN, id)
    await peers.answer(BEN, id, step, TEXT)
    assert await reports.begun(id)
    follow_up = (await peers.desk(ANN, id))[0].question or ""
    for who in (ANN, BEN):
        page = await page_of(reports, who, id)
        assert (desk.question or "").rstrip("?") in page
        assert TEXT.rstrip(".") in page
        assert follow_up.rstrip("?") not in page
        assert "the judge" not in page.lower()
        assert "There is no scorecard of this round, so there is no vote." in page
        assert "not over yet" in page
    await peers.stop(BEN, id)
    page = await page_of(reports, BEN, id)
    assert "not over yet" not in page
    assert "ended before both rounds were scored" in page
    assert "Round 2" not in page


async def test_a_round_without_an_answer_has_the_interviewer_s_vote_alone(peers: Peers, reports: PeerReports) -> None:
    id = await begun(peers)
    await peers.score(ANN, id, 1, "no_hire", ("no_story",), {"missing": MISSING})
    for who, whose in ((ANN, "You voted **No Hire**."), (BEN, "Your interviewer voted **No Hire**.")):
        page = await page_of(reports, who, id)
        assert whose in page
        assert "the judge has no vote" in page
        assert MISSING.rstrip(".") in page
        assert "Nothing was answered in this round." in page


async def test_only_the_two_have_one(peers: Peers, reports: PeerReports) -> None:
    id = await begun(peers)
    await held(peers, id, 1, ANN, BEN)
    for stranger in (CLEO, Who("discord", "unheard-of"), Who("terminal", ANN.external_id)):
        with pytest.raises(NotInPanel):
            await reports.of(stranger, id)
        assert await reports.listed(stranger, 10) == ([], 0)
        assert await reports.all_of(stranger) == []


async def test_a_list_has_the_one_touched_last_first(peers: Peers, reports: PeerReports, clock: Clock) -> None:
    first = await begun(peers)
    clock.now += 60
    second = await begun(peers)
    await held(peers, second, 1, ANN, BEN)
    clock.now += 60
    await held(peers, first, 1, ANN, BEN)
    listed, total = await reports.listed(ANN, 1)
    assert total == await reports.count(ANN) == 2
    assert [(one.id, one.partner, one.is_open) for one in listed] == [(first, BEN.external_id, True)]
    assert [one.id for one in (await reports.listed(BEN, 10, 1))[0]] == [second]
    assert [one.id for one in await reports.all_of(BEN)] == [first, second]


@pytest.mark.parametrize("forgets", [ANN, BEN], ids=["interviewer", "candidate"])
async def test_of_a_panel_that_was_forgotten_there_is_none(
    peers: Peers, reports: PeerReports, database: Database, clock: Clock, forgets: Who
) -> None:
    id = await begun(peers)
    await held(peers, id, 1, ANN, BEN)
    await Privacy(means_on(database, clock)).forget(forgets)
    for who in (ANN, BEN):
        with pytest.raises(NoSuchPanel):
            await reports.of(who, id)
        assert await reports.listed(who, 10) == ([], 0)
        assert await reports.all_of(who) == []


async def test_in_spanish(peers: Peers, reports: PeerReports) -> None:
    id = await begun(peers)
    await held(peers, id, 1, ANN, BEN)
    assert "Tu entrevistador votó" in await page_of(reports, BEN, id, "es")
    assert "Votaste" in await page_of(reports, ANN, id, "es")
