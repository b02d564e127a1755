"""config.yaml and the environment -> one frozen Config, or every problem with its place. Nothing is read at import.

Secrets: the token and a database password never stand in a repr, an error or a log. Problems of a configuration therefore show
no excerpt of a line that could hold one.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from dataclasses import field, replace
from pathlib import Path, PurePath
from types import MappingProxyType
from typing import Any, Literal, cast

from bot.content.document import Document, read_document
from bot.content.kinds import Choice, Field, Many, Prose, Record, Whole
from bot.content.library import builtin_scenarios
from bot.content.nodes import Fields, Text
from bot.content.problems import ContentProblems, Problem
from bot.content.reading import BAD, Reading
from bot.core.allowance import KINDS, Allowance, Allowances, Kind
from bot.core.frozen import dataclass
from bot.core.vocabulary import BASE_LEVEL, LEVELS, Level

DEFAULT_FILE = "config.yaml"
BUILTIN = "builtin"
TOKEN_VARIABLE = "DISCORD_TOKEN"
DATABASE_VARIABLE = "BAR_RAISER_DATABASE"
SQLITE = "sqlite+aiosqlite"
POSTGRESQL = "postgresql+asyncpg"

LogLevel = Literal["debug", "info", "warning", "error"]
LogFormat = Literal["text", "json"]
Scope = Literal["global", "guild"]


@dataclass(frozen=True, slots=True, repr=False)
class Secret:
    """A text that prints as dots. `reveal` is called where it is used, and nowhere else."""

    _text: str

    def reveal(self) -> str:
        return self._text

    def __repr__(self) -> str:
        return "Secret(...)"

    __str__ = __repr__


@dataclass(frozen=True, slots=True)
class Commands:
    """Where the slash commands are registered: `global`, or (scope `guild`) in these servers only, which is instant."""

    scope: Scope = "global"
    guilds: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Shards:
    """How many shards there are in all, and which of them this process runs. count 0: Discord's advice; no ids: all of them."""

    count: int = 0
    ids: tuple[int, ...] = ()


# How much one member may do: more than anybody means to, and little for a machine, which judges some fifty answers a second.
LIMITS: Mapping[Kind, Allowance] = MappingProxyType(
    {"sessions": Allowance(20, 200), "answers": Allowance(60, 1_000), "uploads": Allowance(10, 100)}
)
USUAL_LIMITS = Allowances(LIMITS)


@dataclass(frozen=True, slots=True)
class Config:
    """Everything that can be set, in its final form. `database` is an SQLAlchemy URL and may hold a password: it is left out of the
    repr, as the token is. `metrics_port` 0 is off; `retention_days` 0 keeps everything until it is deleted by hand."""

    token: Secret | None = field(default=None, repr=False)
    database: str = field(default="", repr=False)
    scenarios: tuple[Path, ...] = ()
    level: Level = BASE_LEVEL
    probes: int = 3
    commands: Commands = Commands()
    shards: Shards = Shards()
    log_level: LogLevel = "info"
    log_format: LogFormat = "text"
    session_hours: int = 168
    retention_days: int = 365
    metrics_port: int = 0
    docs: str | None = None
    limits: Allowances = USUAL_LIMITS


class ConfigProblems(ContentProblems):
    """The configuration cannot be used. `problems` holds all of them; no secret stands in any."""


_COMMANDS = Record(
    "the command settings",
    (
        Field("scope", Choice("a scope", ("global", "guild")), "where commands are registered", default="global"),
        Field("guilds", Many(Whole(1, 2**63 - 1), 0, 100, distinct=True), "the servers for scope `guild`, by id", default=()),
    ),
    Commands,
)
_SHARDS = Record(
    "the shard settings",
    (
        Field("count", Whole(0, 10_000), "how many shards in all; 0 follows Discord's advice", default=0),
        Field("ids", Many(Whole(0, 9_999), 0, 10_000, distinct=True), "the shards of this process; none means all", default=()),
    ),
    Shards,
)
_COUNTED: Mapping[Kind, str] = {
    "sessions": "interviews, quizzes and rooms begun",
    "answers": "texts sent to be judged or kept",
    "uploads": "files sent",
}
_LIMITS = Record(
    "the limits",
    tuple(
        Field(
            f"{kind}_a_{span}",
            Whole(0, 10_000_000),
            f"{_COUNTED[kind]} within a {span}; 0 is no limit",
            default=getattr(LIMITS[kind], span),
        )
        for kind in KINDS
        for span in ("minute", "day")
    ),
    lambda **given: Allowances(MappingProxyType({kind: Allowance(given[f"{kind}_a_minute"], given[f"{kind}_a_day"]) for kind in KINDS})),
)
TABLE = Record(
    "the configuration",
    (
        Field("token", Prose(200), "the bot's token; the environment variable DISCORD_TOKEN goes before it", default=None),
        Field("database", Prose(1_000), "a file for SQLite, or a URL", default=None),
        Field(
            "scenarios",
            Many(Prose(1_000), 1, 50, distinct=True),
            "folders or files of scenarios; `builtin` are our own",
            default=(BUILTIN,),
        ),
        Field("level", Choice("a level", tuple(LEVELS)), "the level where none is chosen", default=BASE_LEVEL),
        Field("probes", Whole(3, 5, "probes"), "follow-up questions in an interview", default=3),
        Field("commands", _COMMANDS, "where slash commands are registered", default=Commands()),
        Field("shards", _SHARDS, "for large bots only", default=Shards()),
        Field("log_level", Choice("a log level", ("debug", "info", "warning", "error")), "how much is logged", default="info"),
        Field("log_format", Choice("a log format", ("text", "json")), "lines for people, or JSON for programs", default="text"),
        Field("session_hours", Whole(1, 8_760, "hours"), "how long an unfinished interview stays open", default=168),
        Field("retention_days", Whole(0, 36_500, "days"), "how long finished interviews are kept; 0 keeps them", default=365),
        Field("metrics_port", Whole(0, 65_535), "the port for health and metrics; 0 is off", default=0),
        Field("limits", _LIMITS, "how much one member may do", default=USUAL_LIMITS),
        Field("docs", Prose(500), "the address that /help links to", default=None),
    ),
    dict,
)


def load_config(path: Path | None, environ: Mapping[str, str]) -> Config:
    """The configuration of this file (None: config.yaml in the working directory, if there is one) and this environment.

    A variable of the environment goes before the file. Relative paths in the file start from its folder. Raises ConfigProblems.
    """
    if path is None and not Path(DEFAULT_FILE).exists():
        values, folder = _defaults(), Path()
        problems: list[Problem] = []
    else:
        chosen = path or Path(DEFAULT_FILE)
        values, problems = _read(chosen)
        folder = chosen.parent
    values |= _from_environment(environ, problems)
    if problems:
        raise ConfigProblems(problems)
    token = values.pop("token")
    database = values.pop("database")
    return Config(
        token=Secret(token) if token else None,
        database=_database_url(database, folder) if database else _default_database(environ),
        scenarios=tuple(builtin_scenarios() if one == BUILTIN else _place(one, folder) for one in values.pop("scenarios")),
        **values,
    )


def _defaults() -> dict[str, Any]:
    return {one.name: one.default for one in TABLE.fields}


def _read(path: Path) -> tuple[dict[str, Any], list[Problem]]:
    document = read_document(path)
    if document.root is None and _holds_nothing(document):
        return _defaults(), []
    reading = Reading(document)
    value: dict[str, Any] | object = BAD if document.root is None else reading.read(TABLE, document.root)
    problems = [_without_secrets(one, document) for one in (*reading.problems, *_conflicts(value, document))]
    return (_defaults() if value is BAD else cast(dict[str, Any], value)), problems


def _holds_nothing(document: Document) -> bool:
    """A file of nothing but comments is a configuration in which everything is left at its default."""
    return all(not line.strip() or line.lstrip().startswith("#") for line in document.lines) and not any(
        problem.line == 0 for problem in document.problems
    )


def _conflicts(value: object, document: Document) -> list[Problem]:
    """What is wrong between the fields of a configuration whose fields are each right."""
    if not isinstance(value, dict):
        return []
    found: list[Problem] = []
    database, commands, shards = value["database"], value["commands"], value["shards"]
    if database and "://" in database and database.partition("://")[0] not in (SQLITE, POSTGRESQL):
        found.append(
            document.problem(
                document.find(["database"]),
                "This kind of database is not supported.",
                f"Write a file's name, {SQLITE}:///FILE, or {POSTGRESQL}://USER:PASSWORD@HOST/NAME.",
            )
        )
    if value["docs"] and re.fullmatch(r"https?://[^\s/]+\S*", value["docs"]) is None:
        found.append(
            document.problem(document.find(["docs"]), "This is no address of a page.", "It begins with https:// and has no space.")
        )
    if value["token"] and re.search(r"\s", value["token"]):
        found.append(document.problem(document.find(["token"]), "The token has a space in it.", "Copy it again from the developer portal."))
    if (commands.scope == "guild") != bool(commands.guilds):
        hint = "List the servers' ids under `guilds`." if commands.scope == "guild" else "Write `scope: guild`, or leave `guilds` out."
        found.append(document.problem(document.find(["commands"]), "`scope: guild` and `guilds` belong together.", hint))
    if any(one >= shards.count for one in shards.ids):
        found.append(
            document.problem(
                document.find(["shards"]),
                "A shard's id must be below `count`; ids count from 0.",
                "Set `count` to the number of shards in all.",
            )
        )
    return found


def _from_environment(environ: Mapping[str, str], problems: list[Problem]) -> dict[str, str]:
    found: dict[str, str] = {}
    token = environ.get(TOKEN_VARIABLE, "").strip()
    if re.search(r"\s", token):
        problems.append(
            Problem(
                Path(TOKEN_VARIABLE),
                0,
                0,
                "The token in the environment has a space in it.",
                hint="Copy it again from the developer portal.",
            )
        )
    elif token:
        found["token"] = token
    database = environ.get(DATABASE_VARIABLE, "").strip()
    if database:
        found["database"] = database if "://" in database else str(_place(database, Path()).absolute())
    return found


def _database_url(database: str, folder: Path) -> str:
    return database if "://" in database else f"{SQLITE}:///{_place(database, folder).absolute().as_posix()}"


def _place(name: str, folder: Path) -> Path:
    """`~` is a person's home, as in a shell; where a version before this one took it for a folder's name, it stays that."""
    place = folder / name
    if not name.startswith("~") or place.exists():
        return place
    try:
        return Path(name).expanduser()
    except RuntimeError:
        return place


def _default_database(environ: Mapping[str, str]) -> str:
    """A file where the system wants a person's data to be kept; in the working directory for a user without a home."""
    try:
        home = Path.home()
    except RuntimeError:
        home = Path.cwd()
    if sys.platform == "win32":
        base = Path(environ.get("LOCALAPPDATA") or home / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = home / "Library" / "Application Support"
    else:
        given = environ.get("XDG_DATA_HOME", "")
        base = Path(given) if PurePath(given).is_absolute() else home / ".local" / "share"
    return _database_url(str(base / "bar-raiser" / "bar-raiser.sqlite3"), Path())


_TOKEN_SHAPED = re.compile(r"(?<![\w-])[\w-]{5,}(?:\.[\w-]{5,}){2,}")
_KEEPS_SECRET = re.compile(rf"token|database|://|{_TOKEN_SHAPED.pattern}", re.IGNORECASE)


def _without_secrets(problem: Problem, document: Document) -> Problem:
    """The problem without any line, or any value, that could be the token or a password."""
    message, hint = problem.message, problem.hint
    for name in ("token", "database"):
        node = document.root.values.get(name) if isinstance(document.root, Fields) else None
        if isinstance(node, Text) and node.value:
            message, hint = message.replace(node.value, "..."), hint.replace(node.value, "...")
    above = document.lines[problem.line - 2] if 2 <= problem.line <= len(document.lines) + 1 else ""
    hidden = any(_KEEPS_SECRET.search(one) for one in (problem.excerpt, above, hint))
    return replace(
        problem,
        message=_TOKEN_SHAPED.sub("...", message),
        hint=_TOKEN_SHAPED.sub("...", hint),
        excerpt="" if hidden else problem.excerpt,
    )
