"""What operators are given is true of the program: the image, the units, the rules, the page that explains them."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest
import yaml

from bot.config import load_config
from bot.discord_app.operations.metrics import Metrics
from bot.discord_app.rights import REASONS, shown

ROOT = Path(__file__).parents[3]
DEPLOY = ROOT / "docs" / "deploy"
PAGE = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")


def metric_names() -> set[str]:
    """Every metric of ours that has something to tell already."""
    metrics = Metrics("1")
    metrics.interaction("component")
    metrics.request("200")
    metrics.error("bot")
    typed = re.findall(r"^# TYPE (bar_raiser_\w+) ", metrics.text().decode(), re.M)
    return {name for name in typed if not name.endswith("_created")}


def test_the_page_explains_every_metric_and_none_that_is_not_there() -> None:
    explained = set(re.findall(r"`(bar_raiser_\w+)", PAGE))
    there = metric_names()
    # Those whose value is looked up stand there only when there is one.
    there |= {"bar_raiser_open_sessions", "bar_raiser_overdue", "bar_raiser_database_seconds"}
    assert explained == there


def test_every_rule_asks_for_a_metric_that_is_there() -> None:
    rules = [rule for group in yaml.safe_load((DEPLOY / "alerts.yaml").read_text())["groups"] for rule in group["rules"]]
    assert len(rules) >= 5
    explained = set(re.findall(r"`((?:bar_raiser|process)_\w+)", PAGE))
    for rule in rules:
        for name in re.findall(r"(?:bar_raiser|process)_\w+", rule["expr"]):
            assert re.sub(r"_bucket$", "", name) in explained, rule["alert"]


def test_every_line_that_says_when_to_act_has_a_rule() -> None:
    rules = (DEPLOY / "alerts.yaml").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (`(?:bar_raiser|process)_.+) \| .* \| (.*)\|$", PAGE, re.M)
    assert len(rows) > 10
    for metrics, act in rows:
        named = re.findall(r"`(\w+)[`{]", metrics)
        assert any(name in rules for name in named) is bool(act.strip()), metrics


@pytest.mark.parametrize("name", ["container.yaml", "shards-0.yaml", "shards-1.yaml"])
def test_the_configurations_are_taken_by_the_program(name: str) -> None:
    config = load_config(DEPLOY / name, {"BAR_RAISER_DATABASE": "postgresql+asyncpg://bot@database/bot"})
    assert config.log_format == "json"
    assert config.metrics_port


def test_the_processes_of_the_example_run_every_shard_once() -> None:
    configs = [load_config(DEPLOY / f"shards-{number}.yaml", {}) for number in (0, 1)]
    assert {config.shards.count for config in configs} == {4}
    assert sorted(id for config in configs for id in config.shards.ids) == [0, 1, 2, 3]
    assert len({config.metrics_port for config in configs}) == 2


def test_the_image_has_no_root_and_holds_what_the_program_needs() -> None:
    image = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert re.findall(r"^USER (\d+):\d+$", image, re.M) == ["10001"]
    assert "--require-hashes" in image
    assert "VOLUME /data" in image
    for source in re.findall(r"^COPY (?!--from)(.+) \S+$", image, re.M):
        for name in source.split():
            assert (ROOT / name).exists(), name
            assert f"!{name}" in ignored, f"{name} is not let in by .dockerignore"


@contextmanager
def saying(status: int) -> Iterator[int]:
    """A port on which /healthz has this status."""

    class Health(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status if self.path == "/healthz" else 404)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Nothing: a request is no news."""

    with HTTPServer(("127.0.0.1", 0), Health) as server:
        serving = Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        serving.start()
        yield server.server_port
        server.shutdown()
        serving.join(5)


def healthy(config: Path) -> bool:
    """What the image's health check makes of a bot with this configuration."""
    image = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    asked = json.loads(re.findall(r"^HEALTHCHECK .*\n +CMD (\[.+\])$", image, re.M)[0])
    assert asked[:2] == ["python", "-c"]
    code = asked[2].replace("/etc/bar-raiser/config.yaml", str(config))
    assert code != asked[2]
    return subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode == 0


def test_the_health_check_asks_on_the_port_of_whichever_configuration_is_mounted(tmp_path: Path) -> None:
    config = tmp_path / "config.yaml"
    for status in (200, 503):
        with saying(status) as port:
            config.write_text(f"metrics_port: {port}\n", encoding="utf-8")
            assert healthy(config) is (status == 200)
    assert not healthy(config), "nobody answers"
    for silent in ("# nothing but a comment\n", "metrics_port: 0\n"):
        config.write_text(silent, encoding="utf-8")
        assert healthy(config), "there is nobody to ask"


def test_whatever_configuration_a_container_is_given_its_file_is_on_the_volume(tmp_path: Path) -> None:
    image = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    environment = dict(re.findall(r"^(?:ENV|   ) ([A-Z_]+)=([^ \n]+)(?: \\)?$", image, re.M))
    own = tmp_path / "config.yaml"
    own.write_text("level: senior\n", encoding="utf-8")
    for path in (own, DEPLOY / "container.yaml", DEPLOY / "shards-0.yaml"):
        assert load_config(path, environment).database.startswith("sqlite+aiosqlite:////data/"), path
    own.write_text("database: postgresql+asyncpg://bot@db/bot\n", encoding="utf-8")
    assert load_config(own, environment).database == "postgresql+asyncpg://bot@db/bot", "what it names goes before the image's"


@pytest.mark.parametrize("name", ["compose.yaml", "compose.shards.yaml"])
def test_containers_run_on_a_read_only_root_without_capabilities(name: str) -> None:
    services = yaml.safe_load((DEPLOY / name).read_text(encoding="utf-8"))["services"]
    bots = [service for key, service in services.items() if key.startswith("bot")]
    assert bots
    for bot in bots:
        assert bot["read_only"] is True
        assert bot["cap_drop"] == ["ALL"]
        assert bot["security_opt"] == ["no-new-privileges:true"]
        assert int(bot["stop_grace_period"].removesuffix("s")) > 8
        assert bot["restart"] == "unless-stopped", "a bot that ended well when the machine went down is back with it"
        for mounted in bot.get("volumes", []):
            host = mounted.split(":")[0]
            assert not host.startswith("./") or (DEPLOY / host).exists()


@pytest.mark.parametrize("name", ["bar-raiser.service", "bar-raiser@.service"])
def test_the_units_do_not_try_again_what_cannot_work(name: str) -> None:
    unit = (DEPLOY / name).read_text(encoding="utf-8")
    for line in (
        "RestartPreventExitStatus=2",
        "RestartForceExitStatus=SIGHUP",
        "Restart=on-failure",
        "DynamicUser=yes",
        "ProtectSystem=strict",
        "NoNewPrivileges=yes",
    ):
        assert line in unit.splitlines()


UNITS = ["bar-raiser.service", "bar-raiser-backup.service"]
FILE = "sqlite+aiosqlite:////var/lib/bar-raiser/bar-raiser.sqlite3"


def variables(unit: str) -> dict[str, str]:
    return dict(re.findall(r"^Environment=(\w+)=(.*)$", (DEPLOY / unit).read_text(encoding="utf-8"), re.M))


@pytest.mark.parametrize("name", UNITS)
def test_a_unit_keeps_its_file_in_its_folder_and_lets_the_configuration_name_another(name: str, tmp_path: Path) -> None:
    config = tmp_path / "config.yaml"
    config.write_text("level: senior\n", encoding="utf-8")
    assert load_config(config, variables(name)).database == FILE
    config.write_text("database: postgresql+asyncpg://bot@db/bot\n", encoding="utf-8")
    assert load_config(config, variables(name)).database == "postgresql+asyncpg://bot@db/bot"


@pytest.mark.skipif(sys.platform == "win32", reason="systemd")
def test_the_timer_keeps_no_backup_longer_than_it_says_nor_one_that_was_cut_off(tmp_path: Path) -> None:
    """A backup that is killed leaves what it has written so far, under a name that begins with a dot."""
    unit = (DEPLOY / "bar-raiser-backup.service").read_text(encoding="utf-8")
    (tidies,) = re.findall(r"^ExecStartPost=(.*)$", unit, re.M)
    for name in ("old.sqlite3", ".old.sqlite3.part", ".old.sqlite3.part-journal", "new.sqlite3"):
        (tmp_path / name).write_bytes(b"what people typed")
        if "old" in name:
            os.utime(tmp_path / name, (0, 0))
    subprocess.run(shlex.split(tidies.replace("/var/lib/bar-raiser/backups", str(tmp_path))), check=True)
    assert os.listdir(tmp_path) == ["new.sqlite3"]


@pytest.mark.skipif(sys.platform == "win32", reason="systemd")
def test_a_command_as_the_bot_has_what_the_unit_has(tmp_path: Path) -> None:
    """The script, with a systemd-run in its place that writes down what it was asked for."""
    written = tmp_path / "asked"
    stand_in = tmp_path / "systemd-run"
    stand_in.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > {shlex.quote(str(written))}\n', encoding="utf-8")
    stand_in.chmod(0o755)
    path = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"
    subprocess.run([DEPLOY / "as-the-bot", "db", "restore", "a file"], env={**os.environ, "PATH": path}, check=True)
    asked = written.read_text(encoding="utf-8").splitlines()
    assert asked[-4:] == ["bot", "db", "restore", "a file"]
    unit = (DEPLOY / "bar-raiser.service").read_text(encoding="utf-8").splitlines()
    for name in ("DynamicUser", "User", "StateDirectory", "StateDirectoryMode", "UMask", "EnvironmentFile"):
        given = next(one.removeprefix("--property=") for one in asked if one.startswith(f"--property={name}="))
        assert given in unit
    for name in ("bar-raiser-backup.service", "as-the-bot"):
        # A command of its own finds config.yaml where the bot is given it, and needs none where there are several processes.
        assert "WorkingDirectory=/etc/bar-raiser" in (DEPLOY / name).read_text(encoding="utf-8")
    assert f"--setenv=XDG_DATA_HOME={variables('bar-raiser.service')['XDG_DATA_HOME']}" in asked


def test_the_page_names_every_permission_that_the_invite_link_asks_for() -> None:
    told = " ".join(PAGE.split())
    assert [name for name in REASONS if shown(name) not in told] == []


def test_the_page_names_every_file_and_only_files_that_are_there() -> None:
    linked = set(re.findall(r"\(deploy/([^)]+)\)", PAGE))
    mentioned = linked | set(re.findall(r"docs/deploy/([\w.@-]+\w)", PAGE)) | {"container.yaml"}
    assert mentioned == {path.name for path in DEPLOY.iterdir()}


def test_the_driver_is_pinned_as_the_tests_run_with_it() -> None:
    def entry(name: str) -> list[str]:
        lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
        begin = next(number for number, line in enumerate(lines) if line.startswith("asyncpg=="))
        end = next((number for number in range(begin + 1, len(lines)) if not lines[number].startswith(" ")), len(lines))
        return lines[begin:end]

    assert entry("requirements-postgresql.lock") == entry("requirements-dev.lock")
