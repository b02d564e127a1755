"""Scenarios of a server's own: checked as our own are, offered there and nowhere else."""

from __future__ import annotations

import asyncio
from functools import partial
from pathlib import Path

from bot.content.check import check_one
from bot.content.document import MOST_BYTES, parse_document
from bot.content.kinds import Name
from bot.content.library import QUESTION_BANK, SUFFIXES, Library
from bot.content.problems import Problem
from bot.content.proof import Bench
from bot.content.reading import short_name
from bot.content.starter import starter_to_send
from bot.core.frozen import dataclass
from bot.core.judge import judge
from bot.core.scenario import Scenario
from bot.core.vote.rubric import Rubric
from bot.core.vote.voting import revote
from bot.store import members, packs
from bot.store.packs import PackFile
from bot.usecases.exchange import Who
from bot.usecases.means import Means
from bot.usecases.refusals import NoSuchPackScenario, PackFull, PackNameTaken, PackNoName, PackNotYaml, PackQuestions, PackTooLarge

MOST_SCENARIOS = 50
File = tuple[str, str]
"""A name and a text."""


@dataclass(frozen=True, slots=True)
class Uploaded:
    """What came of a file: the scenario, if it was taken (and the file that it replaced), and every problem that the check has
    with it. What keeps a scenario from being used keeps it out; where our judge sees its examples otherwise than its author, the author
    decides."""

    scenario: Scenario | None
    replaced: File | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Removed:
    """A scenario that was taken away: its title, and its file, which somebody wrote and may want back."""

    title: str
    file: File


class Packs:
    def __init__(self, means: Means, rubric: Rubric) -> None:
        self._means = means
        self._rubric = rubric

    async def listed(self, server_id: int) -> list[Scenario]:
        """The server's own scenarios, in order of their ids."""
        library, ours = await self._means.shelf(server_id), self._means.library()
        return [scenario for id, scenario in library.scenarios.items() if id not in ours.scenarios]

    async def begun(self, server_id: int, principle: str, name: str) -> File:
        """A file to write a scenario in, every field of it explained: its name and its text. Raises PackNoName, PackNameTaken."""
        id = short_name(name)[: Name().most].rstrip("-")
        if not id:
            raise PackNoName(name=name)
        if id in (await self._means.shelf(server_id)).scenarios:
            raise PackNameTaken(name=id)
        return _file(id, starter_to_send(principle, id))

    async def add(self, who: Who, server_id: int, name: str, data: bytes) -> Uploaded:
        """Checks a file and takes it where it can be used; a scenario of the same id is replaced.

        Raises PackNotYaml, PackQuestions, PackTooLarge, PackFull, TooMany."""
        if not name.lower().endswith(SUFFIXES):
            raise PackNotYaml
        if name.lower() == QUESTION_BANK:
            raise PackQuestions
        if len(data) > MOST_BYTES:
            raise PackTooLarge(limit=MOST_BYTES // 1024)
        # Counted before it is checked: the check is what costs.
        now = self._means.now()
        async with self._means.database.writing() as connection:
            member = await members.ensure_member(connection, who.platform, who.external_id, now)
            await self._means.limits.spend(connection, who, member, "uploads", now)
        beside = await self._means.shelf(server_id)
        scenario, problems = await asyncio.to_thread(self._checked, name, data, beside)
        if scenario is None:
            return Uploaded(None, None, problems)
        file = PackFile(scenario.id, data.decode("utf-8-sig"), scenario.version)
        async with self._means.database.writing() as connection:
            await members.ensure_server(connection, server_id, now)
            member = await members.ensure_member(connection, who.platform, who.external_id, now)
            replaced = await packs.text_of(connection, server_id, file.scenario_id)
            if replaced is None and await packs.count(connection, server_id) >= MOST_SCENARIOS:
                raise PackFull(limit=MOST_SCENARIOS)
            await packs.keep(connection, server_id, file, member, now)
        return Uploaded(scenario, None if replaced is None else _file(f"{file.scenario_id}-before", replaced), problems)

    async def remove(self, server_id: int, scenario_id: str) -> Removed:
        """Takes a scenario away. One that is in no list (this version cannot read it, or ships one of the same id) still counts among those
        that a server may have, so it can be taken away too: then its id stands for its title. Raises NoSuchPackScenario."""
        found = next((one for one in await self.listed(server_id) if one.id == scenario_id), None)
        async with self._means.database.writing() as connection:
            text = await packs.text_of(connection, server_id, scenario_id)
            if text is None:
                raise NoSuchPackScenario(scenario=scenario_id)
            await packs.remove(connection, server_id, scenario_id)
        return Removed(scenario_id if found is None else found.title, _file(scenario_id, text))

    def _checked(self, name: str, data: bytes, beside: Library) -> tuple[Scenario | None, tuple[Problem, ...]]:
        document = parse_document(data, Path(name))
        bench = Bench(partial(judge, self._rubric), partial(revote, self._rubric))
        scenario, problems = check_one(document, beside.scenarios.values(), bench)
        if scenario is not None and scenario.id in self._means.library().scenarios:
            place = document.find(("id",))
            taken = document.problem(
                place, f"`{scenario.id}` is the id of one of the bot's own scenarios.", "Give it another id and file name."
            )
            return None, (taken,)
        return scenario, problems


def _file(name: str, text: str) -> File:
    return f"{name}{SUFFIXES[0]}", text
