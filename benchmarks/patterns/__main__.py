"""`python -m benchmarks.patterns [--length N]`: every pattern of bot/ before Python's own engine, on hostile texts of full length.

Prints the dearest patterns with the seconds for their dearest text, and ends with 1 where one takes longer than a second."""

from __future__ import annotations

import argparse
import time

from benchmarks.patterns.found import all_patterns
from benchmarks.patterns.hostile import hostile

MOST_SECONDS = 1.0


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.patterns", description="How long hostile texts keep each regular expression busy."
    )
    parser.add_argument("--length", type=int, default=20_000, help="characters of a text (default: 20,000, the longest answer)")
    parser.add_argument("--show", type=int, default=10, help="how many patterns to show (default: 10)")
    arguments = parser.parse_args()
    measured = []
    patterns = all_patterns()
    for found in patterns:
        compiled = found.compiled
        worst = 0.0
        for text in hostile(compiled, arguments.length):
            begun = time.process_time()
            if found.anchored:
                compiled.match(text)
            else:
                for _match in compiled.finditer(text):
                    pass
            worst = max(worst, time.process_time() - begun)
            if worst > 5:
                break
        measured.append((worst, found))
    measured.sort(key=lambda one: -one[0])
    for seconds, found in measured[: arguments.show]:
        print(f"{seconds * 1000:9.1f} ms  {found.where}  {found.pattern[:90]!r}", flush=True)
    print(f"{len(patterns)} patterns, texts of {arguments.length:,} characters; the dearest took {measured[0][0] * 1000:.1f} ms")
    return 1 if measured[0][0] > MOST_SECONDS else 0


if __name__ == "__main__":
    raise SystemExit(main())
