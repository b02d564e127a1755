"""Every sentence that the Discord front end can say is there, and every one that is there can be said."""

from __future__ import annotations

import ast
import inspect
import tomllib
from pathlib import Path
from typing import get_args

from bot.core.transitions import MODES
from bot.core.vocabulary import STAGES
from bot.discord_app.apologies import Left
from bot.discord_app.described import options
from bot.discord_app.help import _ANSWERS, _COMMANDS
from bot.discord_app.places import _NEEDED, _REFUSED, _THREADS, LADDER, NO_ANSWER
from bot.discord_app.whereabouts import OPENED
from bot.store.errors import KINDS
from bot.wording.catalogue import load_texts

USUAL = str(inspect.signature(options).parameters["pattern"].default)
ROOT = Path(__file__).parents[2] / "bot"
SAID = {
    *(f"discord.store.{kind}" for kind in KINDS),
    *(f"discord.error.{left}" for left in get_args(Left)),
    *(f"discord.place.{key}" for key in (*_REFUSED.values(), *NO_ANSWER.values(), "no_access")),
    *(f"discord.permission.{name}" for name in (*_NEEDED, *(permission for permission, _sentence in _THREADS.values()))),
    *(f"discord.place.{sentence}" for _permission, sentence in _THREADS.values()),
    *(f"discord.help.command.{name}" for name in _COMMANDS),
    *(f"discord.help.answer.{name}" for name in _ANSWERS),
    *(f"discord.opened.{place}{held}" for place in ("thread", "dm", "below") for held in ("", *OPENED.values())),
    *(f"discord.help.seen.{seen}" for seen in ("private", "public", "direct")),
    *(f"discord.several.{asked}" for asked in ("status", "resume", "end", "unanswered")),
    *(f"discord.form.about.{stage}" for stage in STAGES),
    *(f"discord.command.choice.mode.{mode}" for mode in MODES),
    *(f"discord.command.choice.story.{story}" for story in ("own", "scenario")),
    *(f"discord.command.choice.place.{place}" for place in LADDER),
}


def options_of(command: ast.AsyncFunctionDef) -> set[str]:
    """The sentences about the options of a command's method, which `options` makes of their names."""
    patterns = [
        str(made.args[0].value) if made.args and isinstance(made.args[0], ast.Constant) else USUAL
        for made in command.decorator_list
        if isinstance(made, ast.Call) and getattr(made.func, "id", "") == "options"
    ]
    return {f"discord.command.{pattern.format(name.arg)}" for pattern in patterns for name in command.args.args[2:]}


def keys_in_the_code() -> set[str]:
    found = set(SAID)
    for path in (ROOT / "discord_app").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.startswith("discord."):
                found.add(node.value)
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "described" and isinstance(node.args[0], ast.Constant):
                found.add(f"discord.command.{node.args[0].value!s}")
            if isinstance(node, ast.AsyncFunctionDef):
                found |= options_of(node)
    # The beginnings of keys that are put together are spelled out above.
    return {key for key in found if " " not in key and not key.endswith(".")}


def test_every_sentence_that_is_said_exists() -> None:
    texts = load_texts()
    assert sorted(key for key in keys_in_the_code() if key not in texts) == []


def test_every_sentence_that_exists_is_said() -> None:
    table = tomllib.loads((ROOT / "wording/texts/en.discord.toml").read_text(encoding="utf-8"))["discord"]

    def flat(entries: dict[str, object], prefix: str) -> set[str]:
        found = set()
        for name, value in entries.items():
            found |= flat(value, f"{prefix}.{name}") if isinstance(value, dict) else {f"{prefix}.{name}"}
        return found

    written = {key.removesuffix(".one").removesuffix(".other") for key in flat(table, "discord")}
    assert sorted(written - keys_in_the_code()) == []
