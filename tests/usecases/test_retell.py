"""A story told for another principle: planned, told, held against the plan."""

import pytest

from bot.usecases.past_refusals import NoSuchRetelling, NoSuchTelling, SamePrinciple
from bot.usecases.refusals import Empty
from bot.usecases.retell import Planned, Retellings, Retold
from bot.usecases.stories import Stories
from tests.usecases.histories import EXPORT, Past
from tests.usecases.interviews import ADA, BO

DEEPER = (
    "I pulled three months of logs and counted 13 failures of our nightly export, and 11 of them came from one missing column: the clinics' "
    "system left it out whenever a patient had no insurer. I found that by comparing every failed file with the one before it, line by line. "
    "I rebuilt the importer and wrote a check against those 13 files. The failures went from one a week to none in four months. Since then "
    "I compare the failing file with the last good one before I read any code."
)


@pytest.fixture
def retellings(past: Past) -> Retellings:
    return Retellings(past.tellings)


async def test_a_plan_and_what_came_of_it(past: Past, retellings: Retellings) -> None:
    first = await past.told(ADA)
    planned = await retellings.plan(ADA, first.session.id, "dive_deep")
    assert planned.plan.emphasise
    assert all(part.quote in EXPORT for part in (*planned.plan.emphasise, *planned.plan.downplay))
    again = await retellings.planned(ADA, planned.id)
    assert again == planned
    told = await retellings.tell(ADA, planned.id, DEEPER)
    assert told.fresh
    assert told.check.opens
    assert {one.order for one in told.check.placed} <= {"first", "early"}
    stored = await retellings.planned(ADA, planned.id)
    assert isinstance(stored, Retold)
    assert stored.check == told.check


async def test_the_first_text_stands(past: Past, retellings: Retellings) -> None:
    first = await past.told(ADA)
    planned = await retellings.plan(ADA, first.session.id, "dive_deep")
    with pytest.raises(Empty):
        await retellings.tell(ADA, planned.id, " ")
    told = await retellings.tell(ADA, planned.id, DEEPER)
    second = await retellings.tell(ADA, planned.id, "Something else.")
    assert (second.text, second.fresh) == (DEEPER, False)
    assert second.check == told.check


async def test_other_figures_are_pointed_out(past: Past, retellings: Retellings) -> None:
    first = await past.told(ADA)
    planned = await retellings.plan(ADA, first.session.id, "dive_deep")
    told = await retellings.tell(ADA, planned.id, DEEPER.replace("three months of logs", "seven months of logs"))
    assert [("three months" in fact.before, "seven months" in fact.after) for fact in told.check.facts] == [(True, True)]


async def test_a_retelling_stands_in_the_matrix(past: Past, retellings: Retellings) -> None:
    first = await past.told(ADA)
    planned = await retellings.plan(ADA, first.session.id, "dive_deep")
    await retellings.tell(ADA, planned.id, DEEPER)
    (row,) = (await Stories(past.tellings).coverage(ADA, "sde2")).rows
    assert row.cells["dive_deep"].retold
    assert not row.cells["ownership"].retold


async def test_refusals(past: Past, retellings: Retellings) -> None:
    first = await past.told(ADA)
    with pytest.raises(SamePrinciple):
        await retellings.plan(ADA, first.session.id, "ownership")
    with pytest.raises(NoSuchTelling):
        await retellings.plan(BO, first.session.id, "dive_deep")
    planned = await retellings.plan(ADA, first.session.id, "dive_deep")
    assert isinstance(planned, Planned)
    for who, id in ((BO, planned.id), (ADA, "nothing")):
        with pytest.raises(NoSuchRetelling):
            await retellings.tell(who, id, DEEPER)
