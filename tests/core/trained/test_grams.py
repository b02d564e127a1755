"""A sentence's grams are found by the numbers of its words, and are those that its words spell."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from benchmarks.packing import Gram
from benchmarks.sentences import grams
from bot.content.rubric import load_rubric
from bot.core.trained.grams import BASE, Grams

# What a training that saw these sentences often enough keeps of them; "far" and "wide" are in no gram.
SEEN = (["we", "cut", "the", "#", "cost"], ["the", "cost", "of", "the", "cost"], ["cut", "##", "of", "the", "#"])
WORDS = ["we", "cut", "the", "cost", "of", "far", "wide", "7", "12", "3.5"]


def model_of(kept: set[Gram]) -> tuple[Grams, dict[int, Gram]]:
    """The grams with rows that only tell them apart, and each row's gram."""
    words = sorted(gram for gram in kept if isinstance(gram, str))
    runs = sorted(gram for gram in kept if not isinstance(gram, str))
    gram_of: dict[int, Gram] = dict(enumerate([*words, *runs], 1))
    row_of = {gram: row for row, gram in gram_of.items()}
    numbers = {word: number for number, word in enumerate(words, 1)}

    def number(run: tuple[str, ...]) -> int:
        out = 0
        for word in run:
            out = out * BASE + numbers[word]
        return out

    return Grams(numbers, [0, *(row_of[word] for word in words), 0], {number(run): row_of[run] for run in runs}), gram_of


@given(st.lists(st.sampled_from(WORDS), max_size=12))
def test_the_grams_of_a_sentence_are_those_it_spells(sentence: list[str]) -> None:
    kept = set().union(*map(grams, SEEN))
    model, gram_of = model_of(kept)
    (rows,) = model.rows([list(map(model.number, sentence))])
    found = [gram_of[row] for row in rows]
    assert len(found) == len(set(found))
    assert set(found) == grams(sentence) & kept


def test_whatever_triple_was_learned_its_pairs_were_learned_too() -> None:
    """Only then may triples be looked up where both of their pairs are known, and nowhere else."""
    model = load_rubric().model
    assert model is not None
    assert model.sentences is not None
    runs = model.sentences.model.grams.runs
    triples = [run for run in runs if run >= BASE * BASE]
    assert len(triples) > 1000
    for run in triples:
        pair, last = divmod(run, BASE)
        assert pair in runs
        assert pair % BASE * BASE + last in runs
