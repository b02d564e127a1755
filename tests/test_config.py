"""The configuration: defaults, file, environment, and every mistake named without a secret in it."""

from __future__ import annotations

import dataclasses
import traceback
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.config import TABLE, Commands, Config, ConfigProblems, Secret, Shards, load_config
from bot.content.kinds import Record
from bot.content.library import builtin_scenarios

EXAMPLE = Path(__file__).parents[1] / "config.example.yaml"
TOKEN = "MTA1NjU0.GaBcDe.0123456789abcdefghijklmnopq"
HOME = {"XDG_DATA_HOME": "/var/data", "LOCALAPPDATA": "/var/data"}


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "config.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def problems(tmp_path: Path, text: str, **environ: str) -> str:
    with pytest.raises(ConfigProblems) as raised:
        load_config(written(tmp_path, text), environ)
    assert TOKEN not in str(raised.value)
    return str(raised.value)


def test_the_example_is_the_defaults_and_explains_every_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert load_config(EXAMPLE, HOME) == load_config(None, HOME)
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()

    def check(record: Record) -> None:
        for one in record.fields:
            at = [number for number, line in enumerate(lines) if line.strip().removeprefix("# ").startswith(f"{one.name}:")]
            assert len(at) == 1, f"{one.name} stands once in the example"
            assert lines[at[0] - 1].lstrip().startswith("#"), f"{one.name} is explained above its line"
            if isinstance(one.kind, Record):
                check(one.kind)

    check(TABLE)
    assert {one.name for one in TABLE.fields} == {one.name for one in dataclasses.fields(Config)}


def test_without_anything_it_runs_on_a_file_of_the_persons_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    config = load_config(None, HOME)
    assert config.token is None
    assert config.database.startswith("sqlite+aiosqlite:///")
    assert config.database.endswith("bar-raiser/bar-raiser.sqlite3")
    assert config.scenarios == (builtin_scenarios(),)
    assert (config.level, config.probes, config.metrics_port) == ("sde2", 3, 0)


def test_everything_can_be_set(tmp_path: Path) -> None:
    text = f"""
token: {TOKEN}
database: data/bot.sqlite3
scenarios: [builtin, ours]
level: senior
probes: 5
commands: {{scope: guild, guilds: [1056540000000000000, "1056540000000000001"]}}
shards: {{count: 4, ids: [0, 1]}}
log_level: debug
log_format: json
session_hours: 24
retention_days: 0
metrics_port: 9100
docs: https://example.org/bot
"""
    config = load_config(written(tmp_path, text), {})
    assert config == Config(
        token=Secret(TOKEN),
        database=f"sqlite+aiosqlite:///{(tmp_path / 'data/bot.sqlite3').as_posix()}",
        scenarios=(builtin_scenarios(), tmp_path / "ours"),
        level="senior",
        probes=5,
        commands=Commands("guild", (1056540000000000000, 1056540000000000001)),
        shards=Shards(4, (0, 1)),
        log_level="debug",
        log_format="json",
        session_hours=24,
        retention_days=0,
        metrics_port=9100,
        docs="https://example.org/bot",
    )


def test_config_yaml_in_the_working_directory_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    written(tmp_path, "probes: 4\n")
    assert load_config(None, HOME).probes == 4


def test_a_tilde_is_the_home_and_no_folder_of_that_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No shell reads these lines: a folder called ~ was made beside the configuration, and the database in it."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "home"))
    path = written(tmp_path, "database: ~/bot.sqlite3\nscenarios: [~/ours]\n")
    config = load_config(path, {})
    assert config.database == f"sqlite+aiosqlite:///{(tmp_path / 'home' / 'bot.sqlite3').as_posix()}"
    assert config.scenarios == (tmp_path / "home" / "ours",)
    assert load_config(path, {"BAR_RAISER_DATABASE": "~/kept.sqlite3"}).database.endswith("/home/kept.sqlite3")
    # Whoever has run on such a folder goes on in it.
    (tmp_path / "~").mkdir()
    (tmp_path / "~" / "bot.sqlite3").touch()
    assert load_config(path, {}).database.endswith("/~/bot.sqlite3")


def test_the_environment_goes_before_the_file(tmp_path: Path) -> None:
    path = written(tmp_path, "token: from-the-file\ndatabase: x.sqlite3\n")
    config = load_config(path, {"DISCORD_TOKEN": f" {TOKEN}\n", "BAR_RAISER_DATABASE": "postgresql+asyncpg://u:p@h/n"})
    assert config.token == Secret(TOKEN)
    assert config.database == "postgresql+asyncpg://u:p@h/n"
    kept = load_config(path, {"DISCORD_TOKEN": ""})
    assert kept.token == Secret("from-the-file")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("probe: 4\n", [":1:1: `probe` is not a field of the configuration", "Did you mean `probes`?"]),
        ("probes: 6\n", [":1:9: 6 is out of range: 3 to 5 probes"]),
        ("probes: three\n", ["`three` is not a whole number of probes"]),
        ("level: senor\n", ["Did you mean `senior`?"]),
        ("level: junior\n", ["Possible here: sde1, sde2, senior."]),
        ("level:\n", ["Nothing stands where a level belongs.", "Possible here: sde1"]),
        ("retention_days:\nlevel: sde1\n", [":1:16: Nothing stands where a whole number of days belongs."]),
        ("log_level: on\n", ["`on` is not a log level"]),
        ("scenarios: builtin\n", [":1:12: A list belongs here"]),
        ("scenarios: [yes]\n", ['Write "yes"']),
        ("commands: {scope: guild}\n", ["`scope: guild` and `guilds` belong together"]),
        ("commands: {guilds: [1]}\n", ["Write `scope: guild`"]),
        ("commands: {scop: guild}\n", ["Did you mean `scope`?"]),
        ("shards: {count: 2, ids: [2]}\n", ["must be below `count`"]),
        ("session_hours: 1:30\n", ["Write 90, in hours"]),
        ("database: mysql://u:hunter2@h/n\n", ["This kind of database is not supported", "postgresql+asyncpg"]),
        ("probes: 4\nprobes: 5\n", ["stands here twice"]),
        ("probes: &a 4\n", ["is an anchor"]),
        ("docs: our wiki\n", ["This is no address of a page"]),
        ("\tprobes: 4\n", ["indented with a tab"]),
        ("- a\n", ["A group of fields belongs here"]),
    ],
)
def test_mistakes_are_named_at_their_place(tmp_path: Path, text: str, words: list[str]) -> None:
    said = problems(tmp_path, text)
    assert "hunter2" not in said
    for word in words:
        assert word in said


@pytest.mark.parametrize("name", ["token", "database", "docs"])
def test_a_line_of_the_example_whose_hash_alone_was_deleted_is_the_one_that_is_named(tmp_path: Path, name: str) -> None:
    """It was told as "did not find expected <document start>", at a later line that is right."""
    text = EXAMPLE.read_text(encoding="utf-8")
    assert f"\n# {name}: " in text
    changed = text.replace(f"\n# {name}: ", f"\n {name}: ")
    line = next(number for number, one in enumerate(changed.splitlines(), 1) if one.startswith(f" {name}:"))
    said = problems(tmp_path, changed)
    assert f":{line}:" in said
    assert "indented" in said
    assert "document" not in said


def test_all_mistakes_come_at_once(tmp_path: Path) -> None:
    assert problems(tmp_path, "probes: 9\nlevel: x\nlog: info\n", DISCORD_TOKEN="two words").endswith("4 problems in 2 files.")


def test_a_file_that_is_named_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(ConfigProblems, match="cannot be read"):
        load_config(tmp_path / "nothing.yaml", {})


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "\n\n"])
def test_an_empty_file_is_the_defaults(tmp_path: Path, text: str) -> None:
    assert load_config(written(tmp_path, text), HOME) == load_config(written(tmp_path, "probes: 3\n"), HOME)


def test_secrets_are_not_in_any_repr(tmp_path: Path) -> None:
    config = load_config(written(tmp_path, f"token: {TOKEN}\ndatabase: postgresql+asyncpg://u:hunter2@h/n\n"), {})
    for shown in (repr(config), str(config), repr(config.token), f"{config.token}", str(dataclasses.replace(config, probes=4))):
        assert TOKEN not in shown
        assert "hunter2" not in shown
    assert config.token is not None
    assert config.token.reveal() == TOKEN


LEAKS = [
    f"token: {TOKEN}\ntoken: {TOKEN}\n",
    f"token: {TOKEN}: x\n",
    f'token: "{TOKEN}\n',
    f"token: >\n  {TOKEN}\n bad\n",
    f"token: [{TOKEN}]\n",
    f"token: *{TOKEN}\n",
    f"token: !{TOKEN} x\n",
    f"tokn: {TOKEN}\n",
    f"{TOKEN}: token\n",
    f"{TOKEN}\n",
    f"log_level: {TOKEN}\n",
    f'{{"token": "{TOKEN}", "probes": 9}}\n',
    f"token: {TOKEN} {TOKEN}\n",
    f"token: {TOKEN}\x00\n",
    f"token:\n\t{TOKEN}\n",
    f"token: {TOKEN}\nprobes: 9\n",
]


@pytest.mark.parametrize("text", LEAKS)
def test_no_mistake_shows_the_token(tmp_path: Path, text: str) -> None:
    path = tmp_path / "config.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigProblems) as raised:
        load_config(path, {})
    assert TOKEN not in "".join(traceback.format_exception(raised.value))
    assert TOKEN not in repr(raised.value)


def test_a_misspelt_key_shows_no_value_that_was_meant_for_the_token(tmp_path: Path) -> None:
    assert "hunter2" not in problems(tmp_path, "tokn: hunter2\n")


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_no_damage_shows_the_token(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    text = f"# ours\nlevel: sde2\ntoken: {TOKEN}\nprobes: 3\nshards: {{count: 0}}\n"
    at = data.draw(st.integers(0, len(text)))
    if TOKEN in (damaged := text[:at] + data.draw(st.text(alphabet=":-#'\"[]{}&*!|>%@`,? \t\nab1", max_size=6)) + text[at:]):
        path = tmp_path_factory.getbasetemp() / "damaged.yaml"
        path.write_text(damaged, encoding="utf-8")
        said = ""
        try:
            load_config(path, {})
        except ConfigProblems as raised:
            said = str(raised)
        assert TOKEN not in said
