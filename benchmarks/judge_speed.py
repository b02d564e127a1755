"""What judging costs, beside public tools in the same run: `python -m benchmarks.judge_speed`.

The answers are those of the training split with 280 to 330 words. Each tool reads each of them warm, in turns, so that a busy machine
is as unfair to one as to the other; a tool's figure is the mean over the answers of its best of the rounds, in processor time. Tools that
are not installed in this interpreter are named and left out; nothing is installed. What is measured once an interpreter (import and
rubric, memory) is measured in fresh ones. `--write` records the ratios.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.recorded import record
from bot.content.rubric import load_rubric
from bot.core.judge import judge
from bot.core.judgement import Asked

TRAIN = Path(__file__).parents[1] / "tests" / "corpus" / "train"
WORDS = (280, 330)
ANSWERS = 12
ROUNDS = 7
FRESH = 5
HOSTILE_LIMIT, GROWTH_LIMIT, START_LIMIT, MEMORY_LIMIT = 100.0, 15.0, 150.0, 40.0
ASKED = Asked("dive_deep", "sde2", "Tell me about a time you went deep.")

START = """
import time
before = time.process_time()
from bot.content.rubric import load_rubric
from bot.core.judge import judge
load_rubric()
print((time.process_time() - before) * 1e3)
"""
MEMORY = """
def peak():
    return next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM")) / 1024
before = peak()
import sys
from bot.content.rubric import load_rubric
from bot.core.judge import judge
from bot.core.judgement import Asked
rubric = load_rubric()
for text in sys.stdin.read().split("\\0"):
    judge(rubric, Asked("dive_deep", "sde2", "Tell me about a time you went deep."), text)
print(peak() - before)
"""
NUMPY = "import time; before = time.process_time(); import numpy; print((time.process_time() - before) * 1e3)"

Tool = Callable[[str], object]


def answers() -> list[str]:
    """The answers to time, the same every run."""
    lines = (line for path in sorted(TRAIN.glob("*-answers.jsonl")) for line in path.read_text(encoding="utf-8").splitlines())
    texts = [row["answer"] for row in map(json.loads, lines) if row["kind"] == "opening"]
    return [text for text in texts if WORDS[0] <= len(text.split()) <= WORDS[1]][:ANSWERS]


def proselint() -> Tool:
    """Raises ImportError where it is missing."""
    from proselint.checks import __register__  # type: ignore[import-not-found]
    from proselint.registry import CheckRegistry  # type: ignore[import-not-found]
    from proselint.tools import LintFile  # type: ignore[import-not-found]

    CheckRegistry().register_many(__register__)
    return lambda text: LintFile("answer", text).lint()


def spacy() -> Tool:
    """The blank English tokeniser with the sentencizer. Raises ImportError where spaCy is missing."""
    import spacy as library  # type: ignore[import-not-found]

    nlp = library.blank("en")
    nlp.add_pipe("sentencizer")
    return nlp  # type: ignore[no-any-return]


def milliseconds(tool: Tool, text: str) -> float:
    before = time.process_time()
    tool(text)
    return (time.process_time() - before) * 1e3


def side_by_side(tools: dict[str, Tool], texts: Sequence[str]) -> dict[str, float]:
    """Milliseconds an answer, by tool."""
    best = {name: [float("inf")] * len(texts) for name in tools}
    for _ in range(ROUNDS):
        for place, text in enumerate(texts):
            for name, tool in tools.items():
                best[name][place] = min(best[name][place], milliseconds(tool, text))
    return {name: sum(times) / len(times) for name, times in best.items()}


def hostile(length: int = 20_000) -> dict[str, str]:
    """Inputs that nobody means well with, each of this many characters."""
    kinds = {
        "I I I": "I ",
        "nested quotes": "\"'(",
        "combining marks": "e\u0301\u0302\u0303",
        "I did. I did.": "I did. ",
        "one-letter lines": "a\n",
        "figures": "from 9 days to 2, ",
        "one sentence": "we decided that they told me to ask and ",
        "stock phrases": "I took ownership and dove deep, and the result was better. ",
        "zero-width": "I\u200b",
        "no spaces": "x",
        "bullets": "- ",
        "stops": ". ",
        "mentions": "<@1234567890> ",
    }
    return {name: (piece * (length // len(piece) + 1))[:length] for name, piece in kinds.items()}


def fresh(program: str, given: str = "") -> float:
    """The least of what a program prints, over some fresh interpreters."""
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # reading source anew each time is no start that anybody sees twice
    command = [sys.executable, "-c", program]
    runs = [subprocess.run(command, input=given, env=environment, capture_output=True, encoding="utf-8", check=True) for _ in range(FRESH)]
    return min(float(run.stdout) for run in runs)


def mark(holds: bool) -> str:
    return "met" if holds else "missed"


def main() -> None:
    rubric = load_rubric()
    tools: dict[str, Tool] = {"judge": lambda text: judge(rubric, ASKED, text)}
    missing = []
    for name, build in (("proselint", proselint), ("spacy", spacy)):
        try:
            tools[name] = build()
        except ImportError:
            missing.append(name)
    texts = answers()
    times = side_by_side(tools, texts)
    words = sum(len(text.split()) for text in texts) / len(texts)
    print(f"{len(texts)} answers of {words:.0f} words on average, warm, processor time, best of {ROUNDS} each")
    for name, spent in times.items():
        ratio = f"  judge takes {times['judge'] / spent:.2f} of it" if name != "judge" else ""
        print(f"  {name:<10} {spent:6.2f} ms{ratio}")
    if "proselint" in times:
        print(f"  at most half of proselint: {mark(times['judge'] <= times['proselint'] / 2)}")
    if missing:
        print(f"  not installed in this interpreter, so not compared: {', '.join(missing)}")

    ours = tools["judge"]
    joined = "\n\n".join(texts)
    short, long = (min(milliseconds(ours, joined[:size]) for _ in range(ROUNDS)) for size in (2_000, 20_000))
    growth = long / short
    print(f"linear: 2,000 characters {short:.2f} ms, 20,000 characters {long:.2f} ms, {growth:.1f} times: {mark(growth <= GROWTH_LIMIT)}")

    print(f"hostile, 20,000 characters (at most {HOSTILE_LIMIT:.0f} ms):")
    for name, text in hostile().items():
        spent = min(milliseconds(ours, text) for _ in range(3))
        print(f"  {name:<18} {spent:6.1f} ms  {mark(spent <= HOSTILE_LIMIT)}")

    start, numpy = fresh(START), fresh(NUMPY)
    print(f"import and rubric: {start:.0f} ms: {mark(start < START_LIMIT)} (numpy's import, which it does without, takes {numpy:.0f} ms)")
    if "--write" in sys.argv:
        ratios = {f"an answer, beside {name}": times["judge"] / spent for name, spent in times.items() if name != "judge"}
        ratios |= {"20,000 characters, beside 2,000": growth, "import and rubric, beside numpy's import": start / numpy}
        record("judge", ratios)
    if sys.platform == "linux":
        answered, strained = fresh(MEMORY, "\0".join(texts)), fresh(MEMORY, "\0".join(hostile().values()))
        print(f"memory beyond the bare interpreter, peak: {answered:.0f} MB over the answers: {mark(answered < MEMORY_LIMIT)}")
        print(f"  over the hostile inputs: {strained:.0f} MB: {mark(strained < MEMORY_LIMIT)}")


if __name__ == "__main__":
    main()
