"""What the sentence model learns from: each label stands at the sentence that its hand meant."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

TRAIN = Path(__file__).parents[2] / "corpus" / "train"
LESSONS = {"specific_reflection", "generic_reflection"}


@pytest.mark.parametrize("path", sorted(TRAIN.glob("*-units.jsonl")), ids=lambda path: path.stem)
def test_evidence_counts_the_spans_from_nought(path: Path) -> None:
    """A hand that counted from one would label every sentence with what the one before it shows: a lesson would stand after the reflection."""
    here = before = 0
    for line in path.read_text(encoding="utf-8").splitlines():
        units = json.loads(line)
        for number, ids in units["evidence"].items():
            place = int(number)
            assert 0 <= place < len(units["spans"]) == len(units["stages"]), units["id"]
            if LESSONS & set(ids):
                here += units["stages"][place] == "L"
                before += units["stages"][place - 1] == "L"
    assert here >= before


def test_no_training_hand_is_a_locked_one() -> None:
    """Nor is it called like one: whoever reads a figure must know whose answers it is about."""
    train, locked = ({path.stem.partition("-")[0] for path in folder.glob("*.jsonl")} for folder in (TRAIN, TRAIN.with_name("locked")))
    assert len(locked) > 5
    assert not train & locked
