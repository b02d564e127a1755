"""`python -m benchmarks.stories`: how well two tellings are taken for one story, on the library's scenarios (bot/core/gist.py).

A scenario's strong answer and its weak ones tell one story, by other hands and in other words; answers of different scenarios tell
different ones. Printed are the share of pairs of one story that are joined, and of pairs of different stories that are joined wrongly. A
member tells the same story in words much nearer to each other than these, so that the first figure is a floor.

`--common` prints the stems that COMMON in bot/core/gist.py is made of: those in an eighth of the library's stories, or in three of a
hundred answers of the training corpus.
"""

from __future__ import annotations

import argparse
import json
import textwrap
from collections import Counter
from itertools import combinations
from pathlib import Path

from bot.content.library import load_library
from bot.core.figures import STOP
from bot.core.gist import alike, gist, stems

CORPUS = Path(__file__).parents[1] / "tests" / "corpus" / "train"
STORIES, ANSWERS = 0.12, 0.03


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.stories", description=__doc__)
    parser.add_argument("--common", action="store_true", help="print the common words instead")
    if parser.parse_args().common:
        print("\n".join(textwrap.wrap(" ".join(sorted(common())), 134)))
        return
    told = [
        [gist(text) for text in (scenario.strong_answer("sde2"), *(answer.text for answer in scenario.weak_answers))]
        for scenario in load_library().scenarios.values()
    ]
    same = [alike(one, other) > 0.0 for story in told for one, other in combinations(story, 2)]
    different = [alike(one, other) > 0.0 for story, others in combinations(told, 2) for one in story for other in others]
    print(f"{len(told)} stories")
    print(f"one story, joined          {sum(same) / len(same):7.1%} of {len(same):,} pairs")
    print(f"different stories, joined  {sum(different) / len(different):7.2%} of {len(different):,} pairs")


def common() -> set[str]:
    stories = [
        stems(" ".join((scenario.strong_answer("senior"), *(answer.text for answer in scenario.weak_answers))))
        for scenario in load_library().scenarios.values()
    ]
    lines = [line for path in sorted(CORPUS.glob("*-answers.jsonl")) for line in path.read_text(encoding="utf-8").splitlines()]
    answers = [stems(json.loads(line).get("answer", "")) for line in lines]
    return {*_frequent(stories, STORIES), *_frequent(answers, ANSWERS)} - STOP


def _frequent(texts: list[frozenset[str]], share: float) -> list[str]:
    counts = Counter(stem for text in texts for stem in text)
    return [stem for stem, count in counts.items() if count >= share * len(texts)]


if __name__ == "__main__":
    main()
