"""benchmarks/recorded.json: the figures of the last run that was recorded, by benchmark and name.

Ratios above all, not times: a time says as much about the machine as about the program. `BENCHMARKS_RECORDED` names another file, for runs
that are only to be compared (benchmarks/compare.py).
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import cast

PATH = Path(__file__).with_name("recorded.json")
ELSEWHERE = "BENCHMARKS_RECORDED"

Figures = dict[str, dict[str, float]]


def recorded(path: Path = PATH) -> Figures:
    return cast(Figures, json.loads(path.read_text(encoding="utf-8"))) if path.is_file() else {}


def record(benchmark: str, figures: Mapping[str, float]) -> None:
    """Writes these figures over those of the same names; the others stay."""
    path = Path(os.environ.get(ELSEWHERE) or PATH)
    held = recorded(path)
    fresh = {name: round(value, 3) for name, value in figures.items()}
    held[benchmark] = dict(sorted((held.get(benchmark, {}) | fresh).items()))
    path.write_text(json.dumps(dict(sorted(held.items())), indent=2) + "\n", encoding="utf-8")
