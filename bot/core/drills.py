"""Short drills made of what keeps coming back: rewrite a sentence of yours, add the sentence that is missing, answer a follow-up once more,
spot the flaw in somebody else's words, a quiz question that went wrong.

A drill holds all that it asks with: it can be asked a month later, whatever has become of the library. bot/core/grading.py grades it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

from bot.core.advice import ADVICE
from bot.core.frozen import dataclass
from bot.core.quiz import Item
from bot.core.scenario import Scenario
from bot.core.telling import Telling
from bot.core.vocabulary import FLAWS, Level, Stage

# A flaw comes back when it is in so many of the last tellings.
RECENT, RECURS = 8, 2
# So many good answers in a row, each after a longer time than the one before, and a drill is done with.
MASTERED = 3
_MOST_FLAWS = 4
_OPTIONS = 4
# What a drill on one's own words takes: a few sentences in their place, and no new story.
MOST_SENTENCES, MOST_WORDS = 3, 100
# What no single sentence can mend: such a flaw is only spotted.
_WHOLE = frozenset({"context_overload", "off_question", "no_story"})
# A run of stops is looked at once, from its beginning: a text of nothing else would be looked at as often as it is long.
_STOPS = ".!?…"
_END = re.compile(rf"(?<![{_STOPS}])[{_STOPS}]+[\"'”’)]*(?=\s|$)|\n")


@dataclass(frozen=True, slots=True)
class Rewrite:
    """Rewrite the sentence answer[start:end] so that the flaw is gone. `why` is what was found about it."""

    flaw: str
    why: str
    principle: str
    level: Level
    question: str
    answer: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Add:
    """Write the sentence that the answer lacks; it belongs in `stage`."""

    flaw: str
    why: str
    principle: str
    level: Level
    question: str
    answer: str
    stage: Stage


@dataclass(frozen=True, slots=True)
class Probe:
    """Answer a follow-up once more. `opening` is what it followed, `reply` what was said to it then ("" where it was skipped)."""

    flaw: str
    principle: str
    level: Level
    question: str
    opening: str
    probe: str
    tests: tuple[str, ...]
    reply: str


@dataclass(frozen=True, slots=True)
class Spot:
    """Which flaw do these words show? `options` are flaw ids in the order in which they are shown."""

    flaw: str
    question: str
    quote: str
    why: str
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Quiz:
    """A quiz question once more; `flaw` is what it is about, or "" where that is no flaw. `seed` orders its options."""

    flaw: str
    item: Item
    seed: int


Task = Rewrite | Add | Probe | Spot | Quiz


@dataclass(frozen=True, slots=True)
class Drill:
    """A drill. `key` tells it from the member's others: the same flaw in the same telling is drilled once."""

    key: str
    task: Task


@dataclass(frozen=True, slots=True)
class Seen:
    """A flaw where it was found: in the opening of a telling (`start` and `end` of the words that show it, None for an absence)."""

    session: str
    flaw: str
    why: str
    start: int | None
    end: int | None
    principle: str
    level: Level
    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class LeftOpen:
    """A follow-up that its reply left open."""

    session: str
    number: int
    target: str
    tests: tuple[str, ...]
    probe: str
    reply: str
    principle: str
    level: Level
    question: str
    opening: str


def recurring(tellings: Sequence[Telling]) -> tuple[str, ...]:
    """The flaws that came back lately, the most frequent first: in the opening, or asked about and left open. `tellings` oldest first."""
    recent = tellings[-RECENT:]
    counts: dict[str, int] = {}
    for telling in reversed(recent):
        for flaw in dict.fromkeys((*telling.told.flaws, *telling.told.weak)):
            if flaw in FLAWS:
                counts[flaw] = counts.get(flaw, 0) + 1
    back = [flaw for flaw, count in counts.items() if count >= RECURS]
    return tuple(sorted(back, key=lambda flaw: -counts[flaw])[:_MOST_FLAWS])


def drills_for(flaw: str, seen: Sequence[Seen], left_open: Sequence[LeftOpen], scenarios: Sequence[Scenario], seed: int) -> list[Drill]:
    """Up to three drills for a flaw that came back: on the member's own words where they are, on their weakest reply, on a scenario's weak
    answer. `seen` and `left_open` are about any flaw, newest first; without either there is nothing of theirs to drill."""
    found: list[Drill] = []
    own = next((one for one in seen if one.flaw == flaw), None)
    if own is not None and flaw not in _WHOLE:
        found.append(_own_words(own))
    grounds = {flaw, *ADVICE[flaw].answered_by}
    left = next((one for one in left_open if one.target in grounds), None)
    if left is not None:
        task = Probe(flaw, left.principle, left.level, left.question, left.opening, left.probe, left.tests, left.reply)
        found.append(Drill(f"probe:{flaw}:{left.session}:{left.number}", task))
    spot = _spot(flaw, scenarios, seed)
    if spot is not None:
        found.append(spot)
    return found


def quiz_drill(item: Item, seed: int) -> Drill:
    flaw = next((id for id in item.about if id in FLAWS), "")
    return Drill(f"quiz:{item.key}", Quiz(flaw, item, seed))


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The whole sentence, or sentences, that the span stands in, without the space around them."""
    first = max((match.end() for match in _END.finditer(text, 0, start)), default=0)
    # A span that ends with its full stop is whole already.
    last = max(end - 1, start)
    while last > start and text[last - 1] in _STOPS:
        last -= 1
    closing = _END.search(text, last)
    last = closing.end() if closing is not None else len(text)
    last = max(last, end)
    while first < start and text[first].isspace():
        first += 1
    while last > end and text[last - 1].isspace():
        last -= 1
    return first, last


def sentences_in(text: str) -> int:
    """How many sentences were written. What goes on in small letters goes on with the sentence ("e.g. two weeks")."""
    begun = [piece.lstrip() for piece in _END.split(text) if piece.strip()]
    return sum(not piece[0].islower() for piece in begun) or 1


def _own_words(own: Seen) -> Drill:
    if own.start is None or own.end is None:
        stage = ADVICE[own.flaw].stage
        return Drill(f"add:{own.flaw}:{own.session}", Add(own.flaw, own.why, own.principle, own.level, own.question, own.answer, stage))
    start, end = sentence_around(own.answer, own.start, own.end)
    task = Rewrite(own.flaw, own.why, own.principle, own.level, own.question, own.answer, start, end)
    return Drill(f"rewrite:{own.flaw}:{own.session}", task)


def _spot(flaw: str, scenarios: Sequence[Scenario], seed: int) -> Drill | None:
    """A weak answer's words that show the flaw, with three flaws beside it that the same answer does not show."""
    held = [
        (scenario, answer, claimed)
        for scenario in scenarios
        for answer in scenario.weak_answers
        for claimed in answer.flaws
        if claimed.id == flaw and claimed.quote
    ]
    if not held:
        return None
    scenario, answer, claimed = min(held, key=lambda one: _lot(seed, f"{one[0].id}:{one[2].quote}"))
    shown = {each.id for each in answer.flaws}
    others = sorted((id for id in FLAWS if id not in shown), key=lambda id: _lot(seed, id))[: _OPTIONS - 1]
    options = tuple(sorted((flaw, *others), key=lambda id: _lot(seed, f"option:{id}")))
    return Drill(f"spot:{flaw}:{scenario.id}", Spot(flaw, scenario.question, claimed.quote or "", claimed.why, options))


def _lot(seed: int, what: str) -> bytes:
    return hashlib.sha256(f"drill:{seed}:{what}".encode()).digest()
