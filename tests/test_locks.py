"""The lock files: every requirement pinned to one version by its hashes, all of what pyproject asks for and nothing that nobody asks for."""

from __future__ import annotations

import importlib.metadata
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parents[1]
LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-postgresql.lock")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
_PIN = re.compile(r"([a-z0-9-]+)==([0-9][0-9A-Za-z.+!]*)(?: ; (.+))?")
_HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")


@dataclass(frozen=True)
class Pin:
    name: str
    version: Version
    marker: Marker | None

    @property
    def is_for_here(self) -> bool:
        return self.marker is None or self.marker.evaluate()


def pins(lock: str) -> dict[str, tuple[Pin, ...]]:
    """The lock's entries. Whatever is not a pin with its hashes (an address, an option, a range, an editable) is an error here. One
    library may be pinned twice, for machines that differ: by markers."""
    found: dict[str, tuple[Pin, ...]] = {}
    entries = (ROOT / lock).read_text(encoding="utf-8").replace("\\\n", "").splitlines()
    for entry in entries:
        head, *hashes = entry.split("    ")
        match = _PIN.fullmatch(head.strip())
        assert match, f"{lock}: not a pin: {head}"
        assert hashes, f"{lock}: {head} has no hash"
        assert all(_HASH.fullmatch(one.strip()) for one in hashes), f"{lock}: {head} has something else than SHA-256"
        pin = Pin(match[1], Version(match[2]), Marker(match[3]) if match[3] else None)
        found[pin.name] = (*found.get(pin.name, ()), pin)
    for name, several in found.items():
        assert len(several) == 1 or all(pin.marker for pin in several), f"{lock}: {name} stands twice for the same machine"
        assert sum(pin.is_for_here for pin in several) <= 1, f"{lock}: {name} stands twice for this machine"
    return found


def asked(lock: str) -> list[Requirement]:
    """What pyproject asks for, for this lock."""
    project = PROJECT["project"]
    if lock == "requirements-postgresql.lock":
        return [Requirement(one) for one in project["optional-dependencies"]["postgresql"]]
    wanted = [*project["dependencies"], *(PROJECT["dependency-groups"]["dev"] if lock == "requirements-dev.lock" else ())]
    return [Requirement(one) for one in wanted]


@pytest.mark.parametrize("lock", LOCKS)
def test_what_is_asked_for_is_pinned_within_what_is_asked(lock: str) -> None:
    held = pins(lock)
    for one in asked(lock):
        found = held.get(canonicalize_name(one.name), ())
        assert found, f"{lock} lacks {one.name}"
        assert all(pin.version in one.specifier for pin in found), f"{lock}: {one.name} is not {one.specifier}"


def test_the_locks_agree() -> None:
    """On every machine: what is tested is what is installed."""
    dev = pins("requirements-dev.lock")
    for lock in ("requirements.lock", "requirements-postgresql.lock"):
        for name, several in pins(lock).items():
            assert dev.get(name) == several, f"{name} is another one in {lock} than in the development lock"


def test_the_build_is_pinned() -> None:
    for one in PROJECT["build-system"]["requires"]:
        assert [specifier.operator for specifier in Requirement(one).specifier] == ["=="], one


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_the_lock_is_whole_and_holds_nothing_else(lock: str) -> None:
    """Followed from what pyproject asks for through what the installed libraries ask for themselves. What is pinned for other machines
    (by its marker) is not installed here, and not looked into."""
    held = pins(lock)
    reached: set[str] = set()
    waiting = [(canonicalize_name(one.name), frozenset(one.extras)) for one in asked(lock)]
    while waiting:
        name, extras = waiting.pop()
        assert name in held, f"{lock} lacks {name}"
        reached.add(name)
        for text in importlib.metadata.requires(name) or ():
            one = Requirement(text)
            if all(not one.marker.evaluate({"extra": extra}) for extra in (*extras, "")) if one.marker else False:
                continue
            inner = canonicalize_name(one.name)
            if inner not in reached:
                waiting.append((inner, frozenset(one.extras)))
    elsewhere = {name for name, several in held.items() if not any(pin.is_for_here for pin in several)}
    assert set(held) - elsewhere == reached


def test_what_is_installed_here_is_what_the_locks_say() -> None:
    """Tests of other versions would prove nothing about these."""
    different = {}
    for pin in (pin for several in pins("requirements-dev.lock").values() for pin in several if pin.is_for_here):
        installed = importlib.metadata.version(pin.name)
        if Version(installed) != pin.version:
            different[pin.name] = (installed, str(pin.version))
    assert different == {}
