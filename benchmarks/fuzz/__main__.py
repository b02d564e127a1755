"""`python -m benchmarks.fuzz loader|judge|custom-ids [--seconds N] [--seed S] [--failures FOLDER]`

Ends with 1 where something failed; each failure is written into the folder, made small, as the bytes that were tried."""

from __future__ import annotations

import argparse
from importlib import import_module
from pathlib import Path

from benchmarks.fuzz.engine import Target, fuzz

TARGETS = {"loader": "loader", "judge": "judge", "custom-ids": "custom_ids"}


def target_of(name: str) -> Target:
    target: Target = import_module(f"benchmarks.fuzz.{TARGETS[name]}").TARGET
    return target


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fuzz", description="Tries hostile inputs, and says what broke.")
    parser.add_argument("target", choices=list(TARGETS))
    parser.add_argument("--seconds", type=float, default=300, help="for how long (default: 300)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--failures", type=Path, help="a folder for the inputs that failed")
    arguments = parser.parse_args()
    tally = fuzz(target_of(arguments.target), arguments.seconds, arguments.seed, lambda line: print(line, flush=True))
    if arguments.failures is not None:
        arguments.failures.mkdir(parents=True, exist_ok=True)
    for number, failure in enumerate(tally.failures):
        if arguments.failures is not None:
            (arguments.failures / f"{arguments.target}-{number}").write_bytes(failure.text.encode("utf-8", "surrogatepass"))
    if arguments.failures is not None:
        (arguments.failures / f"{arguments.target}-dearest").write_bytes(tally.slowest_text.encode("utf-8", "surrogatepass"))
    cost, characters = tally.slowest
    rate = tally.runs / tally.seconds
    print(f"{arguments.target}, seed {arguments.seed}: {tally.runs:,} inputs in {tally.seconds:.0f} s, {rate:.0f} a second")
    print(f"{tally.behaviours:,} behaviours, {tally.kept:,} inputs kept, {len(tally.failures)} failures")
    print(f"the dearest input took {cost:.3f} s of a processor ({characters:,} characters); peak memory {tally.megabytes:.0f} MB")
    return 1 if tally.failures else 0


if __name__ == "__main__":
    raise SystemExit(main())
