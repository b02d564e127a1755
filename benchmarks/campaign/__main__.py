"""`python -m benchmarks.campaign [--interviews N] [--parties N] [--rooms N] [--seed S] [--report FILE]`.

Ends with 1 where a promise was broken; each such round is named with what replays it alone: `--seed S --only K`, beside the same numbers.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import shlex
import sys
from pathlib import Path

from benchmarks.campaign.plan import rounds
from benchmarks.campaign.report import lines, report
from benchmarks.campaign.rounds import Outcome, play


async def main(options: argparse.Namespace) -> int:
    planned = rounds(options.seed, options.interviews, options.parties, options.rooms, kills=options.kills, trouble=not options.calm)
    outcomes: list[Outcome] = []
    for plan in planned:
        if options.only is not None and plan.number != options.only:
            continue
        outcome = await play(plan, options.keep, patience=options.patience)
        outcomes.append(outcome)
        state = "held" if outcome.failure is None else f"BROKEN after {outcome.step} kills"
        print(f"round {plan.number + 1} of {len(planned)}: {outcome.counts['kills']} kills, {outcome.seconds:.0f} s, {state}", flush=True)
        if outcome.failure is not None:
            print(f"  replay with {outcome.replay}\n  {outcome.failure[:3000]}", flush=True)
        if options.report is not None:
            options.report.write_text(json.dumps(report(outcomes, _command()), indent=2) + "\n", encoding="utf-8")
    figures = report(outcomes, _command())
    print("\n".join(lines(figures)))
    return 1 if figures["failures"] else 0


def _command() -> str:
    return shlex.join(["python", "-m", "benchmarks.campaign", *sys.argv[1:]])


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.campaign", description="The bot is killed at random points; nothing may be lost."
    )
    parser.add_argument("--interviews", type=int, default=20, help="whole interviews (default 20)")
    parser.add_argument("--parties", type=int, default=4, help="whole quiz parties (default 4)")
    parser.add_argument("--rooms", type=int, default=4, help="whole study rooms, rooms in the chair and panels (default 4)")
    parser.add_argument("--kills", type=int, default=10, help="kills in each round (default 10)")
    parser.add_argument("--seed", type=int, default=1, help="everything that is drawn comes from it (default 1)")
    parser.add_argument("--only", type=int, help="only the round of this number")
    parser.add_argument("--calm", action="store_true", help="kills alone: Discord keeps its side")
    parser.add_argument(
        "--patience", type=float, default=3.0, help="seconds for a first response (3 as Discord; more where the machine is busy)"
    )
    parser.add_argument("--report", type=Path, help="the figures, as JSON; written after every round")
    parser.add_argument("--keep", type=Path, help="a folder for the log, the database and the screens of rounds that broke")
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(asyncio.run(main(_options())))
