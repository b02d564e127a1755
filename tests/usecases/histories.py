"""Members with a past: whole interviews, held through the use case as a front end holds them."""

from __future__ import annotations

from functools import cache

from bot.content.library import Library, load_library
from bot.core.events import Answered, WentOn
from bot.store.database import Database
from bot.usecases.exchange import Shown, Who, Wish
from bot.usecases.interviews import Interviews
from bot.usecases.means import Means
from bot.usecases.tellings import Tellings
from tests.core.judged import rubric
from tests.usecases.interviews import ROOT, Clock, ids

DAY = 86_400

EXPORT = (
    "Our nightly export to the clinics failed about once a week, and nobody owned it. It was the data team's job, not mine, and nobody had "
    "asked me. I pulled three months of logs and counted the failures: 13, and 11 of them came from one missing column. I rebuilt the "
    "importer over two weekends and wrote a check that stops a file with a missing column before it goes out. The failures went from one a "
    "week to none in the four months since, and the clinics stopped calling: that saved the service desk about six hours a week. Since "
    "then I put an owner's name on every job before it goes live, because this one failed for a year with nobody's name on it."
)
EXPORT_WEAKLY = (
    "Our nightly export to the clinics failed about once a week. We looked at the logs together and we rebuilt the importer over two "
    "weeks. We tested it and we rolled it out to the clinics with the missing column. After that things got a lot better and everyone "
    "was happy. I learned that communication is really important in a team."
)
PRINTERS = (
    "The label printers in the warehouse jammed every afternoon, and the pickers waited. We talked about the printers a lot. We ordered "
    "new rollers for the printers and we changed the labels, and then it was much better for the pickers. I learned that teamwork matters."
)
REPLY = "I wrote the check myself on a Saturday, and I measured it against the 13 old failures: it caught 12 of them."
WEAK_REPLY = "We all did it together as a team, and it went well."


@cache
def wide_library() -> Library:
    """A scenario, and general questions for every principle."""
    return load_library([ROOT / "scenarios" / "have_backbone_disagree_and_commit", ROOT / "scenarios" / "questions.yaml"])


class Past:
    """A process with the use cases of issue 6 on a database, and a clock that goes on a day with every interview."""

    def __init__(self, database: Database, clock: Clock, library: Library | None = None, process: str = "pa") -> None:
        self.clock = clock
        held = library or wide_library()
        fresh = ids(process)
        self.means = Means(database, lambda: held, now=clock, new_id=lambda: next(fresh), new_seed=lambda: 7)
        self.interviews = Interviews(
            database, self.means.library, rubric(), now=clock, new_id=self.means.new_id, new_seed=self.means.new_seed
        )
        self.tellings = Tellings(self.means, self.interviews.rubric)

    async def told(
        self,
        who: Who,
        opening: str = EXPORT,
        reply: str = REPLY,
        *,
        principle: str = "ownership",
        level: str = "sde2",
        mode: str = "practice",
        question: str | None = None,
    ) -> Shown:
        """A whole interview to its debrief."""
        wish = Wish(principle=principle, level=level, mode=mode, question=question)
        shown = await self.interviews.start(who, wish)
        return await self.to_the_end(who, shown, opening, reply)

    async def cut_short(self, who: Who, opening: str = EXPORT, *, principle: str = "ownership") -> Shown:
        """An interview that is ended after its opening: the quickest way to a vote."""
        shown = await self.interviews.start(who, Wish(principle=principle))
        self.clock.now += DAY
        await self.interviews.take(who, shown.session.id, shown.session.step, Answered(opening))
        return await self.interviews.end(who, shown.session.id)

    async def to_the_end(self, who: Who, shown: Shown, opening: str = EXPORT, reply: str = REPLY) -> Shown:
        self.clock.now += DAY
        while shown.session.is_open:
            event = WentOn() if shown.state.phase == "feedback" else Answered(opening if shown.state.phase == "opening" else reply)
            shown = await self.interviews.take(who, shown.session.id, shown.session.step, event)
        return shown
