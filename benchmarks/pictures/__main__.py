"""`python -m benchmarks.pictures OUT [DUMP.json ...]`: one PNG a dump."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from .browser import photograph
from .page import draw_page

SAMPLES = Path(__file__).with_name("samples")
WIDTH = 760


def render(dump: dict[str, Any], out: Path, *, width: int = WIDTH, scale: float = 1.5) -> Path:
    """A dump of the loopback Discord as a PNG at `out`."""
    out.parent.mkdir(parents=True, exist_ok=True)
    photograph(draw_page(dump, width), out, width=width, scale=scale)
    return out


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pictures", description=__doc__)
    parser.add_argument("out", type=Path, help="folder for the pictures")
    parser.add_argument("dumps", type=Path, nargs="*", help="dumps of the loopback Discord; without any, the samples")
    parser.add_argument("--width", type=int, default=WIDTH, help="380 is a phone, 760 a window (default)")
    asked = parser.parse_args()
    for path in asked.dumps or sorted(SAMPLES.glob("*.json")):
        picture = render(json.loads(path.read_text(encoding="utf-8")), asked.out / f"{path.stem}.png", width=asked.width)
        print(picture)


if __name__ == "__main__":
    main()
