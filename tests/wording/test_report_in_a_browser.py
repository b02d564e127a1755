"""The report as a real browser draws it: in both lights, on a narrow screen, on paper."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path

import matplotlib.image
import numpy as np
import pytest
from numpy.typing import NDArray

from benchmarks.pictures.browser import FLAGS
from bot.wording.catalogue import load_texts
from bot.wording.html import html
from bot.wording.page_style import COLOURS
from bot.wording.report import report, title_of
from tests.wording.sample_report import sample

Picture = NDArray[np.int64]
BROWSER = next((found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None)
pytestmark = pytest.mark.skipif(BROWSER is None, reason="there is no Chromium on this machine to draw the page with")
DARK = "--blink-settings=preferredColorScheme=0"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Holds the page as report.html."""
    made = tmp_path_factory.mktemp("browser")
    texts = load_texts()
    (made / "report.html").write_text(html(title_of(sample(), texts), report(sample(), texts), "en"), encoding="utf-8")
    return made


def browse(folder: Path, *options: str) -> None:
    assert BROWSER is not None
    place = (folder / "report.html").as_uri()
    subprocess.run([BROWSER, *FLAGS, f"--user-data-dir={folder / 'profile'}", *options, place], check=True, capture_output=True, timeout=60)


def drawn(folder: Path, width: int, *options: str) -> Picture:
    """The top of the page as rows of red, green, blue from 0 to 255."""
    picture = folder / "page.png"
    picture.unlink(missing_ok=True)
    browse(folder, f"--window-size={width},1600", f"--screenshot={picture}", *options)
    return np.round(matplotlib.image.imread(io.BytesIO(picture.read_bytes()), format="png")[..., :3] * 255).astype(np.int64)


def parts(name: str, light: int) -> list[int]:
    colour = COLOURS[name][light]
    return [int(colour[place : place + 2], 16) for place in (1, 3, 5)]


def share_of(picture: Picture, colour: list[int]) -> float:
    return float(np.mean(np.abs(picture - np.array(colour)).max(axis=2) <= 2))


@pytest.mark.parametrize(("light", "options"), [(0, ()), (1, (DARK,))], ids=["light", "dark"])
def test_it_is_drawn_in_the_reader_s_own_light(folder: Path, light: int, options: tuple[str, ...]) -> None:
    picture = drawn(folder, 820, *options)
    assert share_of(picture, parts("paper", light)) > 0.5
    assert share_of(picture, parts("said", light)) > 0.01, "the candidate's words stand on a ground of their own"
    assert share_of(picture, parts("ink", light)) > 0.002
    assert share_of(picture, parts("paper", 1 - light)) < 0.001


def test_nothing_runs_over_the_edge_of_a_narrow_screen(folder: Path) -> None:
    picture = drawn(folder, 500)
    for edge in (picture[:, :12], picture[:, -12:]):
        assert share_of(edge, parts("paper", 0)) == 1.0


def test_it_prints_on_a_few_pages(folder: Path) -> None:
    paper = folder / "report.pdf"
    browse(folder, DARK, f"--print-to-pdf={paper}", "--no-pdf-header-footer")
    assert paper.read_bytes().startswith(b"%PDF-")
    assert 2 <= paper.read_bytes().count(b"/Type /Page\n") + paper.read_bytes().count(b"/Type /Page ") <= 12
