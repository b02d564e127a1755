"""A sentence's grams are found by the numbers of its words, and are those that its words spell."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.packing import Gram, trie
from benchmarks.sentences import grams
from bot.content.rubric import load_rubric
from bot.core.trained.grams import Grams
from bot.core.trained.lanes import Octets
from bot.core.trained.runs import MOST_WORDS, Runs

# What a training that saw these sentences often enough keeps of them; "far" and "wide" are in no gram.
SEEN = (["we", "cut", "the", "#", "cost"], ["the", "cost", "of", "the", "cost"], ["cut", "##", "of", "the", "#"])
WORDS = ["we", "cut", "the", "cost", "of", "far", "wide", "7", "12", "3.5"]
KIND = Octets(1)


def model_of(kept: set[Gram]) -> tuple[Grams, dict[int, Gram]]:
    """The grams with rows that only tell them apart, and each row's gram."""
    words = sorted(gram for gram in kept if isinstance(gram, str))
    runs = trie(words, [gram for gram in kept if not isinstance(gram, str)])
    in_order: list[Gram] = [*words, *runs.in_order]
    table = KIND.table(bytes(range(1, len(in_order) + 1)), bytes(4 * len(in_order)))
    rows = KIND.rows(table)
    of_runs = Runs(runs.after_words, runs.after_pairs, runs.lasts, table[KIND.size * len(words) :], KIND)
    numbers = {word: number for number, word in enumerate(words, 1)}
    return Grams(numbers, [0, *rows[: len(words)]], of_runs), dict(zip(rows, in_order, strict=True))


@given(st.lists(st.lists(st.sampled_from(WORDS), max_size=12), min_size=1, max_size=3))
def test_the_grams_of_a_sentence_are_those_it_spells(sentences: list[list[str]]) -> None:
    kept = set().union(*map(grams, SEEN))
    model, gram_of = model_of(kept)
    for sentence, rows in zip(sentences, model.found([list(map(model.number, one)) for one in sentences]).rows, strict=True):
        found = [gram_of[row] for row in rows]
        assert len(found) == len(set(found))
        assert set(found) == grams(sentence) & kept


def test_more_words_than_runs_can_tell_apart_are_refused() -> None:
    with pytest.raises(ValueError, match="55296 words are more than the 55295 that runs are told by"):
        trie([f"w{number}" for number in range(MOST_WORDS + 1)], [])


def test_whatever_triple_was_learned_its_pairs_were_learned_too() -> None:
    """Only then may triples be looked up where both of their pairs are known, and nowhere else."""
    model = load_rubric().model
    assert model is not None
    assert model.sentences is not None
    runs = model.sentences.model.grams.runs
    pairs = [(word, ord(last)) for word, (start, end) in enumerate(pairwise(runs.after_words)) for last in runs.lasts[start:end]]
    known, triples = set(pairs), 0
    for (_, middle), (start, end) in zip(pairs, pairwise(runs.after_pairs), strict=True):
        for last in runs.lasts[start:end]:
            triples += 1
            assert (middle, ord(last)) in known
    assert len(pairs) + triples == len(runs.lasts)
    assert triples > 1000
