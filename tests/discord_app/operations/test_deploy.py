"""What operators are given is true of the program: the image, the units, the rules, the page that explains them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from bot.config import load_config
from bot.discord_app.operations.metrics import Metrics

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
    explained = set(re.findall(r"`(bar_raiser_\w+)", PAGE)) | {"process_start_time_seconds"}
    for rule in rules:
        for name in re.findall(r"(?:bar_raiser|process)_\w+", rule["expr"]):
            assert re.sub(r"_bucket$", "", name) in explained, rule["alert"]


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
    port = load_config(DEPLOY / "container.yaml", {}).metrics_port
    assert f"127.0.0.1:{port}/healthz" in image


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
        for mounted in bot.get("volumes", []):
            host = mounted.split(":")[0]
            assert not host.startswith("./") or (DEPLOY / host).exists()


@pytest.mark.parametrize("name", ["bar-raiser.service", "bar-raiser@.service"])
def test_the_units_do_not_try_again_what_cannot_work(name: str) -> None:
    unit = (DEPLOY / name).read_text(encoding="utf-8")
    for line in ("RestartPreventExitStatus=2", "Restart=on-failure", "DynamicUser=yes", "ProtectSystem=strict", "NoNewPrivileges=yes"):
        assert line in unit.splitlines()


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
