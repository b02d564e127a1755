"""The figures of a campaign: as JSON, and as lines to read."""

from __future__ import annotations

from collections import Counter
from typing import Any

from benchmarks.campaign.rounds import Outcome

SESSIONS = ("interviews", "parties", "study rooms", "rooms in the chair", "panels")


def report(outcomes: list[Outcome], command: str) -> dict[str, Any]:
    """Everything that was counted, over all rounds."""
    counts: Counter[str] = Counter()
    faults: Counter[str] = Counter()
    for outcome in outcomes:
        counts += outcome.counts
        faults += outcome.faults
    failed = [each for each in outcomes if each.failure is not None]
    return {
        "command": command,
        "seeds": sorted({each.plan.seed for each in outcomes}),
        "rounds": len(outcomes),
        "finished": {name: counts[name] for name in SESSIONS},
        "modes": _of(counts, "mode"),
        "steps of interviews": _of(counts, "steps"),
        "answered by": _of(counts, "answered by"),
        "kills": counts["kills"],
        "killed": _of(counts, "killed"),
        "requests that met a fault": dict(sorted(faults.items())),
        "gateway": _of(counts, "gateway"),
        "interactions": counts["interactions"],
        "interactions without an answer": counts["interactions without an answer"],
        "messages": counts["messages"],
        "buttons pressed": counts["buttons pressed"],
        "acknowledged": sum(each.acknowledged for each in outcomes),
        "checks of the database": sum(each.checks for each in outcomes),
        "interviews that were asked for": counts["interviews that were asked for"],
        "minutes": round(sum(each.seconds for each in outcomes) / 60, 1),
        "failures": [{"replay": each.replay, "after kills": each.step, "what": each.failure} for each in failed],
    }


def _of(counts: Counter[str], group: str) -> dict[str, int]:
    """What was counted as `group: name`, by name."""
    return {name.removeprefix(f"{group}: "): number for name, number in sorted(counts.items()) if name.startswith(f"{group}: ")}


def lines(figures: dict[str, Any]) -> list[str]:
    """For a terminal."""
    told = []
    for name, value in figures.items():
        if isinstance(value, dict):
            told.append(f"{name}: {', '.join(f'{number} {what}' for what, number in value.items()) or 'none'}")
        elif name != "failures":
            told.append(f"{name}: {value}")
    return told
