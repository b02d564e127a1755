"""One round: a Discord, a database, people in interviews, parties and rooms, and a bot that is killed again and again."""

from __future__ import annotations

import asyncio
import re
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.campaign.buttons import press_all
from benchmarks.campaign.interviews import InterviewRun
from benchmarks.campaign.killing import START, Killing
from benchmarks.campaign.ledger import Ledger
from benchmarks.campaign.panels import PanelRun
from benchmarks.campaign.parties import PartyRun
from benchmarks.campaign.plan import Round
from benchmarks.campaign.scene import Broken, Scene
from benchmarks.campaign.studies import RoomRun
from benchmarks.campaign.trouble import Trouble
from tests.discord_app.conftest import bot_on
from tests.discord_server import DiscordServer, Fault

# Everything in a round is over by then, or something hangs.
LONGEST = 900
# Errors in the log that are Discord's, because the round made them.
_THEIRS = re.compile(
    r"(aiohttp\.|discord\.errors\.(DiscordServerError|RateLimited|NotFound|ConnectionClosed|GatewayNotFound)|OSError|Connection|TimeoutError|asyncio\.)"
)
_RAISED = re.compile(r"Traceback \(most recent call last\):\n(?:(?:  .*|\s*)\n)+(\S.*)")


@dataclass
class Outcome:
    plan: Round
    counts: Counter[str] = field(default_factory=Counter)
    acknowledged: int = 0
    checks: int = 0
    faults: Counter[str] = field(default_factory=Counter)
    failure: str | None = None
    step: int = 0
    """How many kills there had been when it failed."""
    seconds: float = 0.0

    @property
    def replay(self) -> str:
        return f"--seed {self.plan.seed} --only {self.plan.number}"


async def play(plan: Round, keep: Path | None = None, *, patience: float = 3.0) -> Outcome:
    """Plays the round to its end, or until a promise is broken. `keep` is a folder for what a broken one leaves behind. `patience`: so many
    seconds a first response may take; 3 are Discord's own, and a machine that is busy with other things needs more."""
    began = asyncio.get_running_loop().time()
    outcome = Outcome(plan)
    with tempfile.TemporaryDirectory() as name:
        async with DiscordServer(first_response_seconds=patience) as server:
            guild = server.add_guild("Study hall", channels=["general"])
            bot = bot_on(server, Path(name))
            scene = Scene(plan, server, bot, guild, Ledger(Path(name) / "bot.sqlite3"), outcome.counts)
            killing = Killing(scene, bot)
            try:
                await bot.start(START)
                await bot.synced(START)
                scene.up.set()
                async with asyncio.timeout(LONGEST):
                    await _play(scene, killing)
            except* (Broken, TimeoutError, AssertionError) as errors:
                outcome.failure = "\n".join(_told(errors))
                if keep is not None:
                    _keep(keep / f"{plan.seed}-{plan.number}", outcome.failure, scene)
            finally:
                killing.killer.clear()
                if bot.running:
                    bot.kill()
                    await bot.gone()
            outcome.acknowledged, outcome.checks, outcome.step = scene.ledger.acknowledged, scene.ledger.checks, killing.done
            outcome.faults = Counter(_name(fault) for _route, fault in server.faults.met)
    outcome.seconds = asyncio.get_running_loop().time() - began
    return outcome


async def _play(scene: Scene, killing: Killing) -> None:
    plan = scene.plan
    runs: list[InterviewRun | PartyRun | RoomRun | PanelRun] = [InterviewRun(scene, number) for number in range(plan.interviews)]
    runs += [PartyRun(scene, number) for number in range(plan.parties)]
    for number, kind in enumerate(plan.rooms):
        runs.append(PanelRun(scene, number) if kind == "panel" else RoomRun(scene, number, chair=kind == "chair"))
    async with asyncio.TaskGroup() as group:
        trouble = group.create_task(Trouble(scene).run()) if plan.trouble else None
        killed = group.create_task(killing.run(plan.kills))
        people = [group.create_task(run.run(), name=f"{type(run).__name__} {number}") for number, run in enumerate(runs)]
        await asyncio.wait(people)
        scene.over.set()
        await killed
        if trouble is not None:
            trouble.cancel()
    scene.server.faults.clear()
    await _afterwards(scene)


async def _afterwards(scene: Scene) -> None:
    """Everything is over: nothing is lost, every button that is left answers, and no rule of Discord's was broken."""
    await scene.server.quiet(timeout=30)
    await press_all(scene, scene.actors, all_of_them=True)
    await scene.server.quiet(timeout=30)
    problems = scene.ledger.check()
    problems += [f"Discord's rules: {each}" for each in scene.server.violations if not scene.excused(each.kind, each.where)]
    problems += [f"somebody was pinged: {each}" for each in scene.server.pings]
    if scene.server.token in scene.bot.logs:
        problems.append("the token stands in the logs")
    raised = Counter(line for line in _RAISED.findall(scene.bot.logs) if not (scene.plan.trouble and _THEIRS.match(line)))
    problems += [f"the log has ({times} times) {line}" for line, times in raised.items()]
    if not scene.plan.trouble:
        problems += [f"an error of ours was told: {text[:200]}" for text in scene.apologies]
    if problems:
        raise Broken("\n".join(problems))


def _name(fault: Fault) -> str:
    return f"{fault.kind} {fault.code}" if fault.kind == "status" else fault.kind


def _told(errors: BaseExceptionGroup[BaseException]) -> list[str]:
    told: list[str] = []
    for error in errors.exceptions:
        told += _told(error) if isinstance(error, BaseExceptionGroup) else [f"{type(error).__name__}: {error}"]
    return told


def _keep(folder: Path, failure: str, scene: Scene) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "failure.txt").write_text(failure, encoding="utf-8")
    (folder / "bot.log").write_text(scene.bot.logs, encoding="utf-8")
    for file in scene.ledger.database.parent.glob("bot.sqlite3*"):
        (folder / file.name).write_bytes(file.read_bytes())
    lines = [f"{each.method} {each.path} {each.status} {str(each.body)[:300]}" for each in scene.server.requests]
    (folder / "requests.txt").write_text("\n".join(lines), encoding="utf-8")
    seen = [f"# {actor.name}\n{actor.sees(place)}" for actor in scene.actors for place in [*actor.threads(), actor.dm]]
    channels = [
        f"# {each.name}\n{scene.actors[0].sees(each)}" for each in scene.guild.channels.values() if each.thread is None and scene.actors
    ]
    (folder / "seen.txt").write_text("\n\n".join([*seen, *channels]), encoding="utf-8")
