"""A member's own side of their peer panels, to take away: made anew from what is stored whenever it is asked for, so that of a panel that
was forgotten there is none."""

from __future__ import annotations

import contextlib

from bot.core.frozen import dataclass
from bot.core.peer_report import PanelReport, RoundReport
from bot.core.vote.rubric import Rubric
from bot.store import members
from bot.store import peer as rows
from bot.store.peer import StoredPanel, StoredRound
from bot.usecases.exchange import Who
from bot.usecases.means import Means
from bot.usecases.peer import Peers
from bot.usecases.peer_rounds import heard_in
from bot.usecases.study_refusals import NoSuchPanel, NotInPanel


@dataclass(frozen=True, slots=True)
class OwnPanel:
    """One panel in a list. `partner` is what the platform knows the other one by."""

    id: str
    partner: str
    level: str
    principles: tuple[str, ...]
    touched_at: int
    is_open: bool


class PeerReports:
    def __init__(self, means: Means, rubric: Rubric) -> None:
        self._means = means
        self._peers = Peers(means, rubric)

    async def of(self, who: Who, panel_id: str) -> PanelReport:
        """Raises NoSuchPanel (nothing was asked in it, as well), NotInPanel."""
        async with self._means.database.reading() as connection:
            panel = await rows.load(connection, panel_id)
            if panel is None:
                raise NoSuchPanel
            member = await members.find_member(connection, who.platform, who.external_id)
            if member not in (panel.host_id, panel.partner_id):
                raise NotInPanel
            begun = (await rows.begun_rounds(connection, (panel_id,)))[panel_id]
        if not begun:
            raise NoSuchPanel
        level = begun[0].state.setup.level
        rounds = [await self._round(who, one, asks=one.interviewer_id == member) for one in begun]
        return PanelReport(panel.id, level, panel.state.ending, panel.created_at, panel.updated_at, tuple(rounds))

    async def all_of(self, who: Who) -> list[PanelReport]:
        """Every panel of the member in which something was asked, the oldest first."""
        async with self._means.database.reading() as connection:
            member = await members.find_member(connection, who.platform, who.external_id)
            found = [] if member is None else await rows.panels_of(connection, member)
        reports = []
        for panel in sorted(found, key=lambda panel: panel.created_at):
            # The other one may have it forgotten meanwhile.
            with contextlib.suppress(NoSuchPanel):
                reports.append(await self.of(who, panel.id))
        return reports

    async def listed(self, who: Who, limit: int, offset: int = 0) -> tuple[list[OwnPanel], int]:
        """One page of the member's panels, those that were touched last first, and how many there are in all."""
        async with self._means.database.reading() as connection:
            member = await members.find_member(connection, who.platform, who.external_id)
            if member is None:
                return [], 0
            found = await rows.panels_of(connection, member, limit, offset)
            rounds = await rows.begun_rounds(connection, [panel.id for panel in found])
            others = [panel.partner_id if panel.host_id == member else panel.host_id for panel in found]
            names = [await members.external_id(connection, other) or "" for other in others]
            total = await rows.count_of(connection, member)
        return [_listed(panel, name, rounds[panel.id]) for panel, name in zip(found, names, strict=True)], total

    async def count(self, who: Who) -> int:
        """How many panels there are to list."""
        async with self._means.database.reading() as connection:
            member = await members.find_member(connection, who.platform, who.external_id)
            return 0 if member is None else await rows.count_of(connection, member)

    async def begun(self, panel_id: str) -> bool:
        """Whether anything was asked in the panel, so that there is something to take away."""
        async with self._means.database.reading() as connection:
            return bool((await rows.begun_rounds(connection, (panel_id,)))[panel_id])

    async def _round(self, who: Who, one: StoredRound, *, asks: bool) -> RoundReport:
        compared = None if one.scored_at is None else (await self._peers.compared(who, one.panel_id, one.number))[0]
        return RoundReport(one.number, asks, one.principle, heard_in(one), compared)


def _listed(panel: StoredPanel, partner: str, rounds: list[StoredRound]) -> OwnPanel:
    principles = tuple(dict.fromkeys(one.principle for one in rounds))
    return OwnPanel(panel.id, partner, rounds[0].state.setup.level, principles, panel.updated_at, panel.state.is_open)
