"""`python -m benchmarks.pictures.flows OUT`: runs the real bot against the loopback Discord and photographs every flow of an interview."""

from __future__ import annotations

import argparse
import asyncio
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.pictures.__main__ import WIDTH, render
from tests.discord_server import Actor, BotProcess, Channel, DiscordServer, Message

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "docs" / "examples" / "practice.txt"


def answers() -> list[str]:
    """The answers of the shipped example, without what is no answer."""
    parts = [
        "\n".join(line for line in part.splitlines() if not line.startswith("#")).strip() for part in SCRIPT.read_text("utf-8").split("---")
    ]
    return [part for part in parts if len(part) > 40]


class Album:
    """Photographs what a person sees, under a name."""

    def __init__(self, server: DiscordServer, out: Path, width: int = WIDTH) -> None:
        self.server = server
        self.out = out
        self._width = width

    def picture(self, name: str, dump: dict[str, Any]) -> None:
        print(render(dump, self.out / f"{name}.png", width=self._width))

    def last(self, name: str, at: Channel, actor: Actor, messages: int = 1) -> None:
        dump = self.server.dump(at, actor)
        self.picture(name, {**dump, "messages": dump["messages"][-messages:]})


async def show(out: Path, width: int) -> None:
    first, second, *replies = answers()
    with TemporaryDirectory() as folder:
        async with DiscordServer() as server:
            guild = server.add_guild("Interview club")
            ann = server.add_user("ann", guild)
            config = {"database": str(Path(folder) / "bot.sqlite3")}
            async with BotProcess(server, Path(folder), config=config, env={"DISCORD_TOKEN": server.token}) as bot:
                await bot.synced()
                await interview(Album(server, out, width), server, ann, guild.channel("general"), [first, second, *replies])


async def interview(album: Album, server: DiscordServer, ann: Actor, general: Channel, texts: list[str]) -> None:
    await ann.slash("interview start", at=general, options={"principle": "have_backbone_disagree_and_commit"})
    await server.quiet()
    album.last("start-receipt", general, ann)
    thread = ann.threads()[-1]
    album.last("start", thread, ann)
    message = await ann.wait_for(lambda found: "Answer" in found.buttons, at=thread)
    modal = (await ann.click(message, "Answer")).modal
    album.picture("modal", server.dump_modal(modal, ann))
    await ann.submit_modal(modal, [texts[0]])
    await server.quiet()
    album.last("feedback", thread, ann)
    await ann.click(newest(ann, thread, "Try again"), "Try again")
    await server.quiet()
    await ann.submit_modal((await ann.click(newest(ann, thread, "Answer"), "Answer")).modal, [texts[1]])
    await server.quiet()
    album.last("second-try", thread, ann)
    for text in texts[2:] + texts[2:] + texts[2:]:
        if not any("Go on" in found.buttons or "Answer" in found.buttons for found in ann.visible(thread)):
            break
        await ann.click(newest(ann, thread, "Go on"), "Go on")
        await server.quiet()
        if not any("Answer" in found.buttons for found in ann.visible(thread)):
            break
        album.last("probe", thread, ann)
        await ann.submit_modal((await ann.click(newest(ann, thread, "Answer"), "Answer")).modal, [text])
        await server.quiet()
        album.last("probe-feedback", thread, ann)
    album.last("debrief", thread, ann, 2)
    for name, command in (("history", "history"), ("help", "help"), ("learn", "learn")):
        await ann.slash(command, at=general)
        await server.quiet()
        album.last(name, general, ann)


def newest(ann: Actor, at: Channel, button: str) -> Message:
    return next(found for found in reversed(ann.visible(at)) if button in found.buttons)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pictures.flows", description=__doc__)
    parser.add_argument("out", type=Path, help="folder for the pictures")
    parser.add_argument("--width", type=int, default=WIDTH, help="380 is a phone, 480 what the README shows, 760 a window (default)")
    asked = parser.parse_args()
    asyncio.run(show(asked.out, asked.width))


if __name__ == "__main__":
    main()
