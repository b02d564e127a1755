"""Whether anything has become slower: `python -m benchmarks.compare [NAME ...]`.

Runs the benchmarks and holds their figures against benchmarks/recorded.json. A figure that has grown by more than a fifth fails, and so
does one that the record has and the run does not. To be run by hand, on a machine that has nothing else to do; `--write` of a benchmark
records its figures anew.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from benchmarks.recorded import ELSEWHERE, recorded

# What each is run with. All of them know `--write`.
RUNS: dict[str, Sequence[str]] = {
    "latency": ("benchmarks.latency", "--only", "form", "turn", "step", "submit", "memory", "start"),
    "judge": ("benchmarks.judge_speed",),
    "loading": ("benchmarks.loading",),
    "party": ("benchmarks.party",),
    "growth": ("benchmarks.growth",),
}
MOST = 1.2


def grown(before: Mapping[str, float], after: Mapping[str, float]) -> Iterator[str]:
    """What has grown too much, or is missing, in words. Figures that are new are not held against anything."""
    for name, old in before.items():
        new = after.get(name)
        if new is None:
            yield f"{name}: recorded as {old:g}, and not measured now"
        elif new > old * MOST:
            yield f"{name}: {old:g} -> {new:g} ({new / old:.2f} times)"


def fresh(names: Sequence[str]) -> dict[str, dict[str, float]]:
    """The figures of a run of these benchmarks, their own output on standard error."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "figures.json"
        for name in names:
            command = [sys.executable, "-m", *RUNS[name], "--write"]
            print(f"running {name}", file=sys.stderr, flush=True)
            subprocess.run(command, env={**os.environ, ELSEWHERE: str(path)}, stdout=sys.stderr, check=False)
        return recorded(path)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.compare", description="Fails where a figure grew by more than a fifth.")
    parser.add_argument("names", nargs="*", choices=[*RUNS, []], help="these alone (default: all that are recorded)")
    held = recorded()
    names = parser.parse_args().names or [name for name in RUNS if name in held]
    measured = fresh(names)
    failed = False
    for name in names:
        before = {figure: value for figure, value in held.get(name, {}).items() if name != "latency" or _is_compared(figure)}
        worse = list(grown(before, measured.get(name, {})))
        failed |= bool(worse)
        print(f"{name}: {len(before)} figures, {len(worse)} worse" + "".join(f"\n  {line}" for line in worse))
    return 1 if failed else 0


def _is_compared(figure: str) -> bool:
    """The two that take many minutes are measured by hand alone; and a p99 of some hundred interactions is the slowest one or two of them,
    which chance makes twice as slow: it is told, and held against its target, but not against another run's."""
    return not figure.startswith(("an idle session", "members answering")) and not figure.endswith(", p99")


if __name__ == "__main__":
    sys.exit(main())
