"""Reads the labelled corpus (tests/corpus/README.md) for training and measuring."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.disguises import turned
from bot.core.judgement import Asked
from bot.core.vocabulary import FLAWS, SIGNALS

FOLDS = 5
TOLD_FROM_ITS_END = "~turned"  # after the id of the answer that was turned round
HOME = Path(__file__).resolve().parents[1] / "tests" / "corpus"


@dataclass(frozen=True, slots=True)
class Example:
    """One labelled text. `kind` is opening, reply or sentence, or story (only what it tells of the asks is labelled); `source` is base, or
    pair for an answer with one thing changed (`base_id`), or turned for one told from its end. `counts` is what it counts in training,
    beside others of its kind."""

    id: str
    hand: str
    kind: str
    asked: Asked
    text: str
    verdict: str
    leans: str | None
    ids: frozenset[str]
    targets: tuple[str, ...] = ()
    style: str = ""
    trap: str = ""
    source: str = "base"
    base_id: str = ""
    moves: str = ""
    change: str = ""
    appears: tuple[str, ...] = ()
    goes: tuple[str, ...] = ()
    counts: float = 1.0
    raw: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)


def hands(split: str) -> list[str]:
    """The hands of a split that have answers, in order."""
    return sorted(path.name.removesuffix("-answers.jsonl") for path in (HOME / split).glob("*-answers.jsonl"))


def folds(written_by: Iterable[str]) -> list[list[str]]:
    """The hands dealt into at most five groups: what is measured out of hand was fitted without the whole group."""
    names = sorted(set(written_by))
    return [names[start::FOLDS] for start in range(min(FOLDS, len(names)))]


def load(split: str, sentences: bool = False) -> list[Example]:
    """Each hand's answers and replies, then its changed answers of the minimal pairs; after those of all hands, on request, the sentences
    and the stories."""
    out: list[Example] = []
    for hand in hands(split):
        answers = [_answer(hand, raw) for raw in _records(HOME / split / f"{hand}-answers.jsonl")]
        by_id = {example.id: example for example in answers}
        answers = [_with_opening(example, by_id) for example in answers]
        by_id = {example.id: example for example in answers}
        out += answers
        out += [_changed(by_id[raw["of"]], raw) for raw in _records(HOME / split / f"{hand}-pairs.jsonl") if raw["of"] in by_id]
    for made, kind in ((_sentence, "sentences"), (_story, "stories")) if sentences else ():
        for path in sorted((HOME / split).glob(f"*-{kind}.jsonl")):
            out += [made(path.name.removesuffix(f"-{kind}.jsonl"), raw) for raw in _records(path)]
    return out


def with_turned(examples: list[Example]) -> list[Example]:
    """The examples, and every opening that was written once more with its end told first: order is no merit."""
    again = [
        _replace(example, id=example.id + TOLD_FROM_ITS_END, text=turned(example.text), source="turned", targets=())
        for example in examples
        if example.kind == "opening" and example.source == "base"
    ]
    return examples + again


def asks_told() -> dict[str, dict[str, list[int]]]:
    """Which asks (bot/core/trained/asks.py) the training answers and stories fulfil, by id: for each the units that show it, by number."""
    paths = [path for kind in ("asks", "stories") for path in sorted((HOME / "train").glob(f"*-{kind}.jsonl"))]
    return {raw["id"]: raw["asks"] for path in paths for raw in _records(path)}


def probed(split: str) -> dict[str, list[list[str]]]:
    """What readers would probe next, by the answer's id: one list a reader, best first."""
    out: dict[str, list[list[str]]] = {}
    for path in sorted((HOME / split).glob("*-probes.jsonl")):
        for raw in _records(path):
            out.setdefault(raw["id"], []).append(raw["targets"])
    return out


def _records(path: Path) -> Iterator[dict[str, Any]]:
    if path.exists():
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.strip():
                yield json.loads(line)


def _answer(hand: str, raw: dict[str, Any]) -> Example:
    competency = raw.get("competency") or ()
    asked = Asked(
        principle=raw["principle"],
        level=raw["level"],
        question=raw["question"],
        probe=raw.get("probe"),
        competency=(competency,) if isinstance(competency, str) else tuple(competency),
        opening=raw.get("opening"),
    )
    return Example(
        id=raw["id"], hand=hand, kind=raw["kind"], asked=asked, text=raw["answer"], verdict=raw["verdict"], leans=raw.get("leans"),
        ids=frozenset(raw["flaws"]) | frozenset(raw["signals"]), targets=tuple(raw.get("targets", ())), style=raw.get("style", ""),
        trap=raw.get("trap", ""), raw=raw,
    )  # fmt: skip


def _with_opening(example: Example, by_id: dict[str, Example]) -> Example:
    opening = example.asked.opening
    if opening is None or not opening.startswith("@"):
        return example
    asked = example.asked
    told = by_id[opening[1:]].text
    return _replace(example, asked=Asked(asked.principle, asked.level, asked.question, asked.probe, asked.competency, told))


def _changed(base: Example, raw: dict[str, Any]) -> Example:
    text = base.text
    for old, new in raw["edits"]:
        if text.count(old) != 1:
            raise ValueError(f"{raw['id']}: {old!r} stands {text.count(old)} times in {base.id}")
        text = text.replace(old, new)
    ids = (base.ids - frozenset(raw["goes"])) | frozenset(raw["appears"])
    return _replace(
        base, id=raw["id"], text=text, verdict=raw["verdict"], ids=ids, source="pair", base_id=base.id, moves=raw["moves"],
        change=raw["change"], appears=tuple(raw["appears"]), goes=tuple(raw["goes"]), targets=(), raw=raw,
    )  # fmt: skip


def _sentence(hand: str, raw: dict[str, Any]) -> Example:
    ids = frozenset(id for id in raw["ids"] if id in FLAWS or id in SIGNALS)
    asked = Asked(raw.get("principle", "ownership"), "sde2", "")
    return Example(id=raw["id"], hand=hand, kind="sentence", asked=asked, text=raw["text"], verdict="", leans=None, ids=ids, raw=raw)


def questions() -> dict[str, list[list[str]]]:
    """What the labelled questions ask for: all of these, and of each one of its alternatives."""
    return {raw["question"]: raw["asks"] for raw in _records(HOME / "train" / "questions.jsonl")}


def _story(hand: str, raw: dict[str, Any]) -> Example:
    asked = Asked("ownership", "sde2", "")
    return Example(
        id=raw["id"], hand=hand, kind="story", asked=asked, text=" ".join(raw["units"]), verdict="", leans=None, ids=frozenset(), raw=raw
    )  # fmt: skip


def _replace(example: Example, **changes: Any) -> Example:
    values = {name: getattr(example, name) for name in Example.__slots__}
    return Example(**{**values, **changes})
