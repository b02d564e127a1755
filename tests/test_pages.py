"""What the pages for people name is there: other pages, and modules that they say to run."""

import re
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGES = [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), ROOT / "benchmarks" / "README.md", ROOT / "scenarios" / "README.md"]
LINK = re.compile(r"(?:\]\(|<img src=\")(?!https?://)([^)#\s\"]+)")
RUN = re.compile(r"python -m ((?:bot|benchmarks)[\w.]*)")
# One row may name several: `python -m benchmarks.accuracy`, `agreement`.
ROW = re.compile(r"^\| (`python -m benchmarks\.[^|]+) \|", re.MULTILINE)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_and_modules_are_there(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert [link for link in LINK.findall(text) if not (page.parent / link).exists()] == []
    assert [module for module in RUN.findall(text) if find_spec(module.rstrip(".")) is None] == []


def test_every_benchmark_that_is_listed_is_there() -> None:
    rows = ROW.findall((ROOT / "benchmarks" / "README.md").read_text(encoding="utf-8"))
    listed = {name.removeprefix("python -m benchmarks.").split()[0] for row in rows for name in re.findall(r"`([^`]+)`", row)}
    assert len(listed) > 15
    assert [name for name in sorted(listed) if find_spec(f"benchmarks.{name}") is None] == []
