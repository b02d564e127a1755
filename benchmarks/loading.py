"""What loading and validating a library costs: `python -m benchmarks.loading`.

The largest scenario is copied under new ids to libraries of 33, 100 and 1,000 files; each is loaded and validated whole. Time is the
best of three; memory is the peak of Python's own allocations (tracemalloc). Targets: 0.5 s and 10 MB for 33 files, linear to 1,000.
"""

from __future__ import annotations

import tempfile
import time
import tracemalloc
from pathlib import Path

from bot.content.library import builtin_scenarios, load_library

SIZES = (33, 100, 1_000)


def seconds(folder: Path) -> float:
    started = time.perf_counter()
    load_library([folder])
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
    print(f"{'files':>6} {'seconds':>8} {'ms a file':>10} {'peak MB':>8}")
    for size in SIZES:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name) / largest.parent.name
            folder.mkdir()
            for number in range(size):
                (folder / f"copy-{number}.yaml").write_text(text.replace(f"id: {largest.stem}", f"id: copy-{number}", 1), encoding="utf-8")
            best = min(seconds(folder) for _ in range(3))
            print(f"{size:>6} {best:>8.2f} {best / size * 1_000:>10.2f} {peak_megabytes(folder):>8.2f}")


if __name__ == "__main__":
    main()
