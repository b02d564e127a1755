"""What loading and validating a library costs: `python -m benchmarks.loading`.

The largest scenario is copied under new ids to libraries of 33, 100 and 1,000 files; each is loaded and validated whole. Time is the
best of three; memory is the peak of Python's own allocations (tracemalloc). Targets: 0.5 s and 10 MB for 33 files, linear to 1,000.
Beside it stands what PyYAML's C parser takes for the same files, which is the least that anybody could. `--write` records the ratios.
"""

from __future__ import annotations

import sys
import tempfile
import time
import tracemalloc
from pathlib import Path

import yaml

from benchmarks.recorded import record
from bot.content.library import builtin_scenarios, load_library

SIZES = (33, 100, 1_000)


def seconds(folder: Path) -> float:
    started = time.perf_counter()
    load_library([folder])
    return time.perf_counter() - started


def parsing(folder: Path) -> float:
    """Seconds that the YAML parser alone takes, in C where it is there."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    started = time.perf_counter()
    for path in folder.glob("*.yaml"):
        yaml.compose(path.read_text(encoding="utf-8"), Loader=loader)
    return time.perf_counter() - started


def peak_megabytes(folder: Path) -> float:
    tracemalloc.start()
    library = load_library([folder])
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert library.scenarios
    return peak / 1e6


def main() -> None:
    largest = max(builtin_scenarios().glob("*/*.yaml"), key=lambda path: path.stat().st_size)
    text = largest.read_text(encoding="utf-8")
    print(f"largest file: {largest.name}, {len(text.encode()):,} bytes")
    print(f"{'files':>6} {'seconds':>8} {'ms a file':>10} {'parsing':>8} {'times':>6} {'peak MB':>8}")
    each, ratios = {}, {}
    for size in SIZES:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name) / largest.parent.name
            folder.mkdir()
            for number in range(size):
                (folder / f"copy-{number}.yaml").write_text(text.replace(f"id: {largest.stem}", f"id: copy-{number}", 1), encoding="utf-8")
            taken = [(seconds(folder), parsing(folder)) for _ in range(3)]
            best, parsed = (min(times) for times in zip(*taken, strict=True))
            each[size], ratios[f"{size:,} files, beside the parser alone"] = best / size, best / parsed
            peak = peak_megabytes(folder)
            print(f"{size:>6} {best:>8.2f} {best / size * 1_000:>10.2f} {parsed:>8.2f} {best / parsed:>6.2f} {peak:>8.2f}")
    ratios["a file of 1,000, beside one of 33"] = each[SIZES[-1]] / each[SIZES[0]]
    if "--write" in sys.argv:
        record("loading", ratios)


if __name__ == "__main__":
    main()
