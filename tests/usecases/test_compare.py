"""Attempts at the same question side by side: within an interview, and from one to the next."""

import pytest

from bot.core.events import Answered, TriedAgain
from bot.usecases.compare import Comparing
from bot.usecases.exchange import Wish
from bot.usecases.past_refusals import NoSuchAttempt, NothingToCompare
from tests.usecases.histories import EXPORT, EXPORT_WEAKLY, Past
from tests.usecases.interviews import ADA, BO


@pytest.fixture
def comparing(past: Past) -> Comparing:
    return Comparing(past.means)


async def test_the_same_question_in_two_interviews(past: Past, comparing: Comparing) -> None:
    with pytest.raises(NothingToCompare):
        await comparing.pair(ADA)
    first = await past.told(ADA, EXPORT_WEAKLY)
    await past.told(ADA, principle="dive_deep")
    with pytest.raises(NothingToCompare):
        await comparing.pair(ADA)
    await past.told(ADA, EXPORT, question=first.state.setup.question)
    found = await comparing.pair(ADA)
    assert (found.comparison.before.text, found.comparison.after.text) == (EXPORT_WEAKLY, EXPORT)
    gained = {finding.id: finding.quote for finding in found.comparison.change.gained}
    assert "metric_delta" in gained
    assert gained["metric_delta"] is not None
    assert gained["metric_delta"] in EXPORT
    assert "collective_voice" in {finding.id for finding in found.comparison.change.mended}
    assert [(one.text, one.attempts) for one in await comparing.questions(ADA)] == [(first.state.setup.question, 2)]
    assert await comparing.questions(BO) == ()
    with pytest.raises(NothingToCompare):
        await comparing.pair(BO, first.session.id)


async def test_tries_within_one_interview_and_any_two_of_them(past: Past, comparing: Comparing) -> None:
    shown = await past.interviews.start(ADA, Wish(principle="ownership"))
    for place, text in enumerate((EXPORT_WEAKLY, "We did nothing much, honestly, it just got better.", EXPORT)):
        if place:
            shown = await past.interviews.take(ADA, shown.session.id, shown.session.step, TriedAgain())
        shown = await past.interviews.take(ADA, shown.session.id, shown.session.step, Answered(text))
        past.clock.now += 60
    # Practice shows each vote at once, so that nothing has to end first.
    found = await comparing.pair(ADA, shown.session.id)
    assert (found.comparison.before.number, found.comparison.after.number, found.of) == (2, 3, 3)
    found = await comparing.pair(ADA, shown.session.id, 1, 3)
    assert found.comparison.before.text == EXPORT_WEAKLY
    for before, after in ((1, 4), (0, 1), (2, 2)):
        with pytest.raises(NoSuchAttempt):
            await comparing.pair(ADA, shown.session.id, before, after)


async def test_the_real_interview_gives_nothing_away_before_its_end(past: Past, comparing: Comparing) -> None:
    first = await past.told(ADA, EXPORT_WEAKLY)
    wish = Wish(principle="ownership", mode="interview", question=first.state.setup.question)
    shown = await past.interviews.start(ADA, wish)
    shown = await past.interviews.take(ADA, shown.session.id, shown.session.step, Answered(EXPORT))
    assert await comparing.questions(ADA) == ()
    await past.interviews.end(ADA, shown.session.id)
    assert len(await comparing.questions(ADA)) == 1
