"""Do scenarios repeat each other, or themselves? Long phrases, openings, whole stories."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations

from bot.content.texts import Objection, Where, texts_of
from bot.core.scenario import Scenario

PHRASE_WORDS = 8
PHRASE_WORDS_WITHIN = 12
OPENING_WORDS = 5
SAME_STORY = 0.45

_WORD = re.compile(r"[a-z0-9$€£%]+(?:['’][a-z]+)?")
_Place = tuple[Scenario, Where]


def overlap_objections(scenarios: Iterable[Scenario]) -> Iterator[tuple[Scenario, Objection]]:
    """Each repetition once, at the later of the two places. `scenarios` in a fixed order give the same objections in the same order."""
    library = list(scenarios)
    same = [(library[first], library[second]) for first, second in _same_stories(library)]
    # Of a story told again every sentence may stand there twice: that it is the same is said once, in place of a hundred phrases.
    told = {(first.id, second.id) for first, second in same}
    yield from _phrases(library, PHRASE_WORDS, told, within=False)
    yield from _phrases(library, PHRASE_WORDS_WITHIN, told, within=True)
    yield from _openings(library, told)
    for first, second in same:
        message = f"This seems to be the story of {first.id} again."
        yield second, Objection(("overview",), message, "Take another story, or delete one of the two.")


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower().replace("’", "'"))


def _phrases(library: list[Scenario], size: int, told: set[tuple[str, str]], within: bool) -> Iterator[tuple[Scenario, Objection]]:
    """Runs of `size` words that stood before: in another text of the same scenario (`within`), or in another scenario."""
    first: dict[tuple[str, ...], _Place] = {}
    for scenario in library:
        if within:
            first.clear()
        for where, text in texts_of(scenario):
            if where[0] in ("question", "question_variants") or _quotes_the_story(where):
                continue
            words = _words(text)
            reported_to = -1
            for start in range(len(words) - size + 1):
                shingle = tuple(words[start : start + size])
                other, at = first.setdefault(shingle, (scenario, where))
                if (other is scenario) is not within or start < reported_to or (within and at[:2] == where[:2]):
                    continue
                if (other.id, scenario.id) in told:
                    continue
                reported_to = start + size
                place = "in this file" if within else f"in {other.id}"
                message = f'"{" ".join(shingle)}" stands {place} too, under {_way(at)}.'
                yield scenario, Objection(where, message, "Say it in other words.")


def _quotes_the_story(where: Where) -> bool:
    """Options of the quiz and opening lines may repeat the answer that they are about."""
    return where[0] == "quiz" or where[-1] == "opening_line"


def _way(where: Where) -> str:
    return " / ".join(str(step + 1) if isinstance(step, int) else step for step in where)


def _openings(library: list[Scenario], told: set[tuple[str, str]]) -> Iterator[tuple[Scenario, Objection]]:
    seen: dict[tuple[str, ...], Scenario] = {}
    for scenario in library:
        opening = tuple(_words(scenario.stages["situation"].strong)[:OPENING_WORDS])
        other = seen.setdefault(opening, scenario)
        if other is not scenario and (other.id, scenario.id) not in told:
            message = f'The answer begins as the one of {other.id} does: "{" ".join(opening)} ...".'
            yield scenario, Objection(("stages", "situation", "strong"), message, "Begin it differently.")


def _same_stories(library: list[Scenario]) -> Iterator[tuple[int, int]]:
    """Two stories are the same if what they are about (their rarer words, weighted by rarity) largely is: cosine of tf-idf vectors."""
    bags = [Counter(_words(f"{one.title} {one.overview} {one.strong_answer('sde2')}")) for one in library]
    spread: Counter[str] = Counter()
    for bag in bags:
        spread.update(bag.keys())
    vectors = [_vector(bag, spread, len(library)) for bag in bags]
    for first, second in _candidates(vectors):
        alike = sum(weight * vectors[second].get(word, 0.0) for word, weight in vectors[first].items())
        if alike > SAME_STORY:
            yield first, second


def _vector(bag: Counter[str], spread: Counter[str], size: int) -> dict[str, float]:
    weights = {word: (1 + math.log(count)) * math.log((size + 1) / (spread[word] + 0.5)) for word, count in bag.items()}
    length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
    return {word: weight / length for word, weight in weights.items() if weight > 0}


def _candidates(vectors: list[dict[str, float]]) -> Iterator[tuple[int, int]]:
    """Pairs that share several of their heaviest words: two tellings of one story always do, so most pairs need no comparison."""
    holders: dict[str, list[int]] = defaultdict(list)
    for index, vector in enumerate(vectors):
        for word in sorted(vector, key=lambda one: (-vector[one], one))[:40]:
            holders[word].append(index)
    shared = Counter(pair for indexes in holders.values() if len(indexes) < 30 for pair in combinations(indexes, 2))
    yield from sorted(pair for pair, count in shared.items() if count >= 5)
