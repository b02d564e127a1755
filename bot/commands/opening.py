"""What several commands open: the configuration, the library, the interviews. Failures become a sentence for the shell."""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli import CommandError

if TYPE_CHECKING:
    import asyncio

    from bot.config import Config
    from bot.content.library import Library
    from bot.core.allowance import Allowances
    from bot.core.vote.rubric import Rubric
    from bot.store.database import Database
    from bot.usecases.interviews import Interviews
    from bot.usecases.means import Means
    from bot.usecases.scenarios import Scenarios
    from bot.wording.catalogue import Texts

_log = logging.getLogger(__name__)

# No letters or digits that look alike: a session's id may have to be read aloud.
_ID_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


def configured(path: Path | None) -> Config:
    """The configuration from the file (config.yaml where none is named and it exists) and the environment. Raises CommandError."""
    import os

    from bot.config import ConfigProblems, load_config

    try:
        return load_config(path, os.environ)
    except ConfigProblems as problems:
        raise CommandError(str(problems), code=2) from None


def secrets_of(config: Config) -> list[str]:
    """What must never be written anywhere: the token, and the database's password as it stands in its URL and as it is."""
    from urllib.parse import unquote, urlsplit

    password = urlsplit(config.database).password or ""
    return [secret for secret in (config.token.reveal() if config.token else "", password, unquote(password)) if secret]


def library_of(config: Config) -> Library:
    """The scenarios that the configuration names. Raises CommandError with every problem of every file."""
    from bot.content.library import load_library
    from bot.content.problems import ContentProblems

    try:
        return load_library(config.scenarios or None)
    except ContentProblems as problems:
        raise CommandError(str(problems)) from None


def scenarios_of(config: Config, asked: asyncio.Event) -> Scenarios:
    """The same, to be read anew while the program runs, whenever `asked` is set. Raises CommandError with every problem of every file."""
    from bot.content.library import read_library
    from bot.usecases.scenarios import Scenarios

    return Scenarios(library_of(config), lambda: read_library(config.scenarios or None), asked)


@asynccontextmanager
async def database_of(url: str) -> AsyncIterator[Database]:
    """The open database, brought up to date first. Raises CommandError."""
    from bot.store import migrate
    from bot.store.database import Database

    with trouble_told():
        database = Database.open(url)
        try:
            before = await migrate.upgrade(database)
            if not before.found:
                _log.info("a new database was made: %s, version %s", database.name, before.known)
            elif before.behind:
                _log.info("the database was brought from version %s to %s: %s", before.found, before.known, database.name)
            yield database
        finally:
            await database.close()


@contextmanager
def trouble_told() -> Iterator[None]:
    """Trouble with the database ends the command with its sentence. Raises CommandError."""
    from bot.store.errors import StoreError

    try:
        yield
    except StoreError as error:
        raise CommandError(str(error)) from error


@contextmanager
def refusals_told(texts: Texts) -> Iterator[None]:
    """A refusal that nobody has answered ends the command with its sentence. Raises CommandError."""
    from bot.usecases.refusals import Refusal
    from bot.wording.refusals import refusal_text

    try:
        yield
    except Refusal as refusal:
        raise CommandError("".join(span.text for span in refusal_text(refusal.key, refusal.values, texts)), code=2) from refusal


def interviews_of(
    database: Database,
    library: Callable[[], Library],
    seed: int | None = None,
    limits: Allowances | None = None,
    rubric: Rubric | None = None,
) -> Interviews:
    """The interviews. With a seed every choice that would be chance is the same each time, and no time passes: for scripts, which must say
    the same on a busy machine. Without `limits` there are none: a shell is a person's own machine. Without a `rubric` the program's
    own is loaded."""
    from bot.content.rubric import load_rubric
    from bot.usecases.interviews import Interviews
    from bot.usecases.limits import Limits

    means, begun = means_of(database, library), int(time.time())
    new_seed, now = (means.new_seed, means.now) if seed is None else (lambda: seed, lambda: begun)
    rubric = rubric or load_rubric()
    return Interviews(database, library, rubric, now=now, new_id=means.new_id, new_seed=new_seed, limits=Limits(limits))


def means_of(database: Database, library: Callable[[], Library]) -> Means:
    """What the other use cases are made with."""
    from bot.usecases.means import Means

    return Means(
        database,
        library,
        now=lambda: int(time.time()),
        new_id=lambda: "".join(secrets.choice(_ID_ALPHABET) for _ in range(12)),
        new_seed=lambda: secrets.randbelow(2**31),
    )
