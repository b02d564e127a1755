"""Headless Chromium: HTML in, PNG out, cut to what is on it."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from PIL import Image

END = (255, 0, 255)
"""The colour of the mark under the last line (`.end` in style.css)."""
TALLEST = 8000
#: Without these, Chromium tries to reach its makers at every start, and as root it does not start at all.
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--disable-extensions",
)


class NoBrowser(RuntimeError):
    pass


def find() -> str:
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if path := shutil.which(name):
            return path
    raise NoBrowser("no Chromium; on Debian: apt-get install chromium fonts-noto-core fonts-noto-color-emoji")


def photograph(page: str, out: Path, *, width: int, scale: float = 1.5, height: int = 1600) -> None:
    """Tried with a window of that height first; a page that does not fit gets the tallest one."""
    for tall in (height, TALLEST):
        _shoot(page, out, width=width, height=tall, scale=scale)
        if _cut(out):
            return
    raise ValueError(f"{out.name}: the page is taller than {TALLEST} pixels")


def _shoot(page: str, out: Path, *, width: int, height: int, scale: float) -> None:
    with tempfile.TemporaryDirectory(prefix="pictures-") as folder:
        source = Path(folder, "page.html")
        source.write_text(page, encoding="utf-8")
        command: Sequence[str] = (
            find(),
            *FLAGS,
            f"--user-data-dir={folder}/profile",
            f"--window-size={width},{height}",
            f"--force-device-scale-factor={scale}",
            f"--screenshot={out.resolve()}",
            source.as_uri(),
        )
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    if done.returncode or not out.exists():
        raise NoBrowser(f"Chromium gave no picture: {done.stderr[-2000:]}")


def _cut(out: Path) -> bool:
    """Cut the picture above the end mark; False when the mark is not on it."""
    with Image.open(out) as opened:
        image = opened.convert("RGB")
    column = image.crop((4, 0, 5, image.height))
    for y in range(image.height):
        if column.getpixel((0, y)) == END:
            image.crop((0, 0, image.width, y)).save(out, optimize=True)
            return True
    return False
