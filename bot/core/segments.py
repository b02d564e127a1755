"""Segments: the sentences of an answer, long ones cut at clauses, as features for the trained layer.

A feature is a word, two or three words in a row, a class of the lexicon, who does what, where the segment stands, and what stands beside
it. bot/core/ballot.py weighs them; benchmarks/train_judge.py learns the weights.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.core.lexicon import NUMBER, Bits
from bot.core.reading import Reading
from bot.core.traits import SUBJECTS, subject_mask

_LONG, _PIECE = 38, 18  # words: a longer sentence is cut into pieces of at least so many


@dataclass(slots=True)
class Segment:
    """The tokens [first, end) of sentence `number`, with the bits of its clauses (`bits`) and of its sentence (`around`)."""

    first: int
    end: int
    number: int
    bits: int
    around: int
    clauses: tuple[int, ...]  # the bits of each clause


def segments_of(reading: Reading) -> list[Segment]:
    """The answer's segments in order."""
    out: list[Segment] = []
    clauses = reading.clauses
    place = 0
    for number, (first, end) in enumerate(reading.tokens.sentences):
        start = place
        while place < len(clauses) and clauses[place].sentence == number:
            place += 1
        group: list[int] = []
        begin = first
        for at in range(start, place):
            clause = clauses[at]
            if group and end - first > _LONG and clause.first - begin >= _PIECE and end - clause.first >= 8:
                out.append(_segment(begin, clause.first, number, group, reading))
                begin, group = clause.first, []
            group.append(clause.bits)
        out.append(_segment(begin, end, number, group, reading))
    return out


def _segment(first: int, end: int, number: int, group: list[int], reading: Reading) -> Segment:
    bits = 0
    for one in group:
        bits |= one
    return Segment(first, end, number, bits, reading.sentence_bits[number], tuple(group))


class Featurer:
    """Names the features of segments. Built once a rubric."""

    def __init__(self, bits: Bits, verb_classes: int) -> None:
        self.names = [(bit, name) for name, bit in bits.all.items()]
        self.after = subject_mask(bits, verb_classes)
        self.subjects = [(bits[name], name + "&") for name in SUBJECTS]
        self.beside = 0
        for name in (
            "lesson", "lesson_strong", "q.pair", "q.change", "q.num", "q.again", "act", "deed", "handoff", "told_to", "wait", "silent", "unasked",
            "cause", "measured", "tradeoff", "pushback", "decider_no", "commit", "dragged", "adopted", "prevent", "vague_result", "improved",
            "blame", "hyp", "no_answer", "systemic", "develop", "customer", "by_i", "by_we", "by_they", "by_boss", "by_none", "supposed", "past",
            "present", "late", "early", "first_act_done", "importance", "platitude", "they_fix", "told_how", "changed_practice", "different",
        ):  # fmt: skip
            self.beside |= bits[name]

    def words(self, reading: Reading, segment: Segment) -> Iterable[str]:
        """One, two and three words in a row, figures as #."""
        tokens, infos = reading.tokens.words, reading.tokens.infos
        before = earlier = ""
        for at in range(segment.first, segment.end):
            word = tokens[at]
            if infos[at].kind == NUMBER:
                word = "#"
            yield word
            if before:
                yield before + " " + word
                if earlier:
                    yield earlier + " " + before + " " + word
            earlier, before = before, word

    def features(self, reading: Reading, segments: list[Segment], place: int) -> set[str]:
        """Every feature of one segment."""
        segment = segments[place]
        out = {"w:" + words for words in self.words(reading, segment)}
        for bit, name in self.names:
            if segment.bits & bit:
                out.add("c:" + name)
            if segment.around & bit:
                out.add("s:" + name)
            if bit & self.beside:
                if place and segments[place - 1].bits & bit:
                    out.add("p:" + name)
                if place + 1 < len(segments) and segments[place + 1].bits & bit:
                    out.add("n:" + name)
        for bits in segment.clauses:
            for subject, prefix in self.subjects:
                if bits & subject:
                    out.update(prefix + name for bit, name in self.names if bits & bit & self.after)
        return out
