"""`python -m benchmarks.pictures.own OUT`: photographs what a member sees of their own past, and an admin of the settings, on the real bot.
Their interviews are held in the bot's own database beforehand, on a clock that goes on a day with each."""

from __future__ import annotations

import argparse
import asyncio
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.pictures.flows import Album
from bot.content.library import load_library
from bot.store.database import Database
from bot.usecases.exchange import Who
from bot.usecases.loop import Days
from tests.discord_server import Actor, BotProcess, Channel, DiscordServer, Seen
from tests.discord_server.permissions import Permission
from tests.usecases.histories import DAY, EXPORT, EXPORT_WEAKLY, PRINTERS, REPLY, WEAK_REPLY, Past
from tests.usecases.interviews import Clock

ROOT = Path(__file__).resolve().parents[2]
BETTER = (
    f"{EXPORT} I had told my lead in March that nobody owned the job, and he had asked me to leave it; I went on because the clinics were "
    "waiting."
)
STOCK = (
    "I noticed that our stock counts were off by about 4% in two of nine depots, and nobody had asked me to look. I counted one shelf by "
    "hand for a week and found that returns were booked twice. I wrote a check that compares both bookings each night and showed it to the "
    "depot leads, who now run it. The difference went from 4% to 0.3% in a month, which saved about 20 recounts. I have asked since then "
    "how a number is made before I trust it."
)
# (opening, reply, principle, level): a few weeks of rehearsing.
WEEKS = (
    (EXPORT_WEAKLY, WEAK_REPLY, "ownership", "sde2"),
    (PRINTERS, WEAK_REPLY, "frugality", "sde2"),
    (EXPORT_WEAKLY, REPLY, "ownership", "sde2"),
    (PRINTERS, WEAK_REPLY, "deliver_results", "sde2"),
    (EXPORT, REPLY, "ownership", "sde2"),
    (EXPORT, REPLY, "dive_deep", "sde2"),
    (BETTER, REPLY, "have_backbone_disagree_and_commit", "senior"),
)


async def show(out: Path) -> None:
    with TemporaryDirectory() as folder:
        async with DiscordServer() as server:
            guild = server.add_guild("Interview club")
            hosts = server.add_role(guild, "Hosts", permissions=Permission.MANAGE_GUILD)
            ann, mia = server.add_user("ann", guild), server.add_user("mia", guild, roles=[hosts])
            config = {"database": str(Path(folder) / "bot.sqlite3")}
            async with BotProcess(server, Path(folder), config=config, env={"DISCORD_TOKEN": server.token}) as bot:
                await bot.synced()
                await lived(Path(folder), Who("discord", str(ann.id)))
                album, general = Album(server, out), guild.channel("general")
                await own_past(album, ann, general)
                await looked_over(album, ann, general)
                await a_day(album, server.add_user("ben", guild), general, Path(folder))
                await set_up(album, mia, general)


async def lived(folder: Path, who: Who) -> None:
    database = Database.open(f"sqlite+aiosqlite:///{folder / 'bot.sqlite3'}")
    past = Past(database, Clock(int(time.time()) - 30 * DAY), load_library(None))
    question = None
    for opening, reply, principle, level in WEEKS:
        # The same question again for the same principle: two attempts can be compared.
        again = question if principle == "ownership" else None
        shown = await past.told(who, opening, reply, principle=principle, level=level, question=again)
        question = shown.session.question if principle == "ownership" else question
    await database.close()


async def own_past(album: Album, ann: Actor, general: Channel) -> None:
    listed = await page(album, "history", ann, general, "history")
    opened = await ann.select(listed, menu(listed, ":open:"), first(listed, ":open:"))
    shot(album, "history-open", ann, general)
    await ann.click(opened, "As a file")
    shot(album, "history-file", ann, general)
    for name in ("progress", "compare", "stories"):
        await page(album, name, ann, general, name)
    seen = await ann.slash("stories", at=general)
    await ann.select(seen, menu(seen, ":story:"), first(seen, ":story:"))
    shot(album, "story", ann, general)
    seen = await ann.slash("retell", at=general, principle="earn_trust")
    shot(album, "retell-choose", ann, general)
    planned = await ann.select(seen, menu(seen, ":retell:"), first(seen, ":retell:"))
    shot(album, "retell-plan", ann, general)
    form = (await ann.click(planned, "Tell it")).modal
    await ann.submit_modal(form, [BETTER])
    shot(album, "retell-check", ann, general)


async def looked_over(album: Album, ann: Actor, general: Channel) -> None:
    seen = await page(album, "review", ann, general, "review")
    for number in range(1, 5):
        if not {"Begin", "Next"} & set(seen.message.buttons):
            break
        seen = await ann.click(seen, seen.message.buttons[0])
        shot(album, f"review-drill-{number}", ann, general)
        if "Answer" in seen.message.buttons or "Write" in " ".join(seen.message.buttons):
            form = (await ann.click(seen, seen.message.buttons[0])).modal
            seen = await ann.submit_modal(form, ["I rebuilt the importer in two weeks; the failures went from one a week to none."])
        else:
            seen = await ann.click(seen, seen.message.buttons[0])
        shot(album, f"review-grade-{number}", ann, general)
    await page(album, "loop", ann, general, "interview loop")
    await page(album, "privacy-forget", ann, general, "privacy forget")
    await page(album, "help", ann, general, "help")


async def a_day(album: Album, ben: Actor, general: Channel, folder: Path) -> None:
    """An interview day of four rounds, one story told twice, to the panel's debrief."""
    seen = await ben.slash("interview loop", at=general)
    database = Database.open(f"sqlite+aiosqlite:///{folder / 'bot.sqlite3'}")
    past = Past(database, Clock(int(time.time()) - 5 * DAY), load_library(None), process="pb")
    days, who = Days(past.interviews, past.tellings), Who("discord", str(ben.id))
    day = await days.standing(who)
    for opening, reply in ((EXPORT, REPLY), (PRINTERS, WEAK_REPLY), (EXPORT, REPLY), (STOCK, REPLY)):
        await past.to_the_end(who, await days.begin(who, day.id, 3), opening, reply)
    await database.close()
    seen = await page(album, "loop-over", ben, general, "interview loop")
    await ben.click(seen, "Read the debrief of the day")
    shot(album, "loop-panel", ben, general)


async def set_up(album: Album, mia: Actor, general: Channel) -> None:
    seen = await page(album, "settings", mia, general, "settings")
    seen = await mia.click(seen, "Daily question")
    shot(album, "settings-daily-off", mia, general)
    await mia.select(seen, "Where it is posted", general)
    shot(album, "settings-daily", mia, general)
    await mia.click(await mia.slash("settings", at=general), "Check my permissions")
    shot(album, "settings-permissions", mia, general)


async def page(album: Album, name: str, actor: Actor, at: Channel, command: str) -> Seen:
    seen = await actor.slash(command, at=at)
    shot(album, name, actor, at)
    return seen


def shot(album: Album, name: str, actor: Actor, at: Channel) -> None:
    album.last(name, at, actor)


def menu(seen: Seen, part: str) -> str:
    return next(id for id in seen.message.custom_ids if part in id)


def first(seen: Seen, part: str) -> str:
    return str(seen.message.button(menu(seen, part))["options"][0]["value"])


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pictures.own", description=__doc__)
    parser.add_argument("out", type=Path, help="folder for the pictures")
    asyncio.run(show(parser.parse_args().out))


if __name__ == "__main__":
    main()
