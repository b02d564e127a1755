"""What the sentence model learns from: each label stands at the sentence that its hand meant."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.corpus import load, probed
from bot.core.vocabulary import FLAWS_AND_SIGNALS

TRAIN = Path(__file__).parents[2] / "corpus" / "train"
LESSONS = {"specific_reflection", "generic_reflection"}


def test_evidence_counts_the_spans_from_nought() -> None:
    """A hand that counted from one would label every sentence with what the one before it shows: a lesson would stand after the reflection."""
    wrong = [path.stem for path in sorted(TRAIN.glob("*-units.jsonl")) if not _counts_from_nought(path)]
    assert not wrong


def _counts_from_nought(path: Path) -> bool:
    here = before = 0
    for line in path.read_text(encoding="utf-8").splitlines():
        units = json.loads(line)
        stages = units["stages"]
        for number, ids in units["evidence"].items():
            place = int(number)
            if not 0 <= place < len(stages) == len(units["spans"]):
                return False
            if LESSONS & set(ids):
                here += stages[place] == "L"
                before += stages[place - 1] == "L"
    return here >= before


@pytest.mark.parametrize("split", ["locked", "exam"])
def test_no_training_hand_is_a_locked_one(split: str) -> None:
    """Nor is it called like one: whoever reads a figure must know whose answers it is about."""
    train, locked = ({path.stem.partition("-")[0] for path in folder.glob("*.jsonl")} for folder in (TRAIN, TRAIN.with_name(split)))
    assert len(locked) > 5
    assert not train & locked


def test_readers_name_answers_of_their_split_and_ids_that_can_be_asked_about() -> None:
    for split in ("train", "exam"):
        openings = {example.id for example in load(split) if example.kind == "opening"}
        lists = probed(split)
        assert len(lists) > 100
        assert lists.keys() <= openings
        assert all(
            1 <= len(set(one)) == len(one) <= 3 and FLAWS_AND_SIGNALS.keys() >= set(one) for several in lists.values() for one in several
        )
