"""Evidence -> the findings people see: exact quotes, or, for an absence, what was looked for."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import lru_cache
from operator import itemgetter

from bot.core.judgement import Finding
from bot.core.text.lexicon import VERB
from bot.core.text.reading import Reading
from bot.core.text.tokens import COMMA
from bot.core.vocabulary import FLAWS, SIGNALS
from bot.core.vote.evidence import Evidence
from bot.core.vote.rubric import Rubric

_ABSENCES = frozenset({"no_metric", "no_data", "no_reflection", "no_pushback", "off_question"})
_GIVES = frozenset({"that", "because", "since"})  # what was said, and why
_LEAST_SHOWN = 2  # words: one alone ("Really") shows nothing
_LEAST_WORDS, _ENOUGH_WORDS, _LONG_WORDS, _MOST_WORDS = 5, 12, 24, 40  # of a quote
_JOINERS = frozenset({"and", "but", "or", "so", "then", "because", "that", "which", "who", "when", "while"})
_CLAUSES = _JOINERS - {"that"}  # "and found that" would leave "and found"
_BEGINS = _JOINERS | {  # no quote ends with one
    "a", "an", "the", "my", "our", "your", "their", "its", "i", "we", "he", "she", "they", "what", "whose",
}  # fmt: skip

_OPENS = {")": "(", "]": "[", "”": "“", "»": "«", '"': '"'}  # by what closes it


def findings(
    rubric: Rubric, reading: Reading, stage_of: Sequence[str], evidence: Mapping[str, Evidence]
) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """The flaws and the signals found, each list in the vocabulary's order. `stage_of` is the stage of each sentence."""
    flaws = tuple(_finding(rubric, reading, stage_of, evidence[id]) for id in FLAWS if id in evidence and evidence[id].odds > 0)
    signals = tuple(_finding(rubric, reading, stage_of, evidence[id]) for id in SIGNALS if id in evidence and evidence[id].odds > 0)
    return flaws, signals


def _finding(rubric: Rubric, reading: Reading, stage_of: Sequence[str], found: Evidence) -> Finding:
    if found.where is None or found.id in _ABSENCES:
        return Finding(found.id, None, None, None, None, rubric.sought[found.id])
    first, end = trimmed(reading, *found.where)
    sentence_number = bisect_right(reading.tokens.sentences, first, key=itemgetter(0)) - 1
    begins, ends = reading.tokens.sentences[sentence_number]
    first, end = telling(reading, first, end, begins, ends)
    if found.id == "pushback":
        end = _reasoned(reading, first, end, ends)
    if end - first < _LEAST_SHOWN:
        return Finding(found.id, None, None, None, None, rubric.sought[found.id] if found.id in FLAWS else rubric.reasons[found.id])
    start, stop = reading.span(first, end)
    stop = closed(reading.answer.text, start, stop)
    quote = reading.answer.text[start:stop]
    stage = stage_of[sentence_number]
    # Where the trained layer alone found it there is no rule to give its reason: then it is what the id says of any answer.
    return Finding(found.id, start, stop, quote, stage, sentence(found.why or rubric.reasons[found.id]))


def _reasoned(reading: Reading, first: int, end: int, ends: int) -> int:
    """The end of an objection, moved on behind what was said and why: "I said to her, before all the others" holds neither."""
    words, most = reading.tokens.words, min(ends, first + _MOST_WORDS)
    while end < ends and words[end] in _GIVES:
        ahead = _clause_ahead(reading, end + 1, most, ends)
        if ahead == end + 1:
            break
        end = ahead
    return end


def closed(text: str, start: int, stop: int) -> int:
    """The end of a quote, behind the mark that follows it where that closes what was opened within."""
    mark, quote = text[stop : stop + 1], text[start:stop]
    opens = _OPENS.get(mark)
    if opens is None:
        return stop
    still_open = quote.count(mark) % 2 == 1 if opens == mark else quote.count(opens) > quote.count(mark)
    return stop + still_open


def trimmed(reading: Reading, first: int, end: int) -> tuple[int, int]:
    """The tokens without joining words at either end, and not longer than a person would quote."""
    words = reading.tokens.words
    while end - first > 2 and words[first] in _JOINERS:
        first += 1
    end = _ended(words, first, _unbegun(reading, first, end), 2)
    if end - first > _MOST_WORDS:
        end = _last_mark(reading, first + _MOST_WORDS // 2 + 1, first + _MOST_WORDS) or first + _MOST_WORDS
    return first, end


def telling(reading: Reading, first: int, end: int, begins: int, ends: int) -> tuple[int, int]:
    """The tokens, with those beside them in their sentence (`begins` to `ends`) where by themselves they say too little: "told him" shows
    no objection to whoever reads it alone, "I saw" not what was seen, and "wrote 48 guidelines" not who wrote them."""
    start, end = _widened(reading, first, end, begins, ends)
    leaves_out_who = reading.tokens.kinds[start] == VERB
    return (_begun(reading.tokens.words, begins, end) if leaves_out_who and end - begins <= _LONG_WORDS else start), end


def _widened(reading: Reading, first: int, end: int, begins: int, ends: int) -> tuple[int, int]:
    """At least so many words. What follows says most; at a sentence's end it is what went before."""
    if end - first >= _LEAST_WORDS:
        return first, _told(reading, first, end, ends)
    wide = max(end, min(ends, first + _ENOUGH_WORDS))
    if wide < ends:
        wide = _clause_end(reading, max(end, first + _LEAST_WORDS), wide) or _clause_ahead(
            reading, wide, min(ends, first + _LONG_WORDS), ends
        )
    end = _ended(reading.tokens.words, first, wide, _LEAST_WORDS)
    return (first, end) if end - first >= _LEAST_WORDS else (_clause_before(reading, begins, end), end)


def _told(reading: Reading, first: int, end: int, ends: int) -> int:
    """The end, moved on to where its clause ends, or where that is far back before one that has hardly begun ("because drivers")."""
    gaps, words = reading.tokens.gaps, reading.tokens.words
    if end == ends or gaps[end] >= COMMA or words[end] in _CLAUSES:
        return end
    ahead = _clause_ahead(reading, end, min(ends, end + _ENOUGH_WORDS, first + _MOST_WORDS), ends)
    if ahead > end:
        return ahead
    return next((at for at in (end - 1, end - 2) if words[at] in _CLAUSES and at - first >= _LEAST_WORDS), end)


def _clause_before(reading: Reading, begins: int, end: int) -> int:
    """Where the clause begins that is to be told up to `end`: the sentence, unless that is long."""
    gaps, words = reading.tokens.gaps, reading.tokens.words
    if end - begins <= _LONG_WORDS:
        return _begun(words, begins, end)
    starts = [at for at in range(end - _LONG_WORDS, end - _LEAST_WORDS + 1) if gaps[at] >= COMMA or words[at - 1] in _CLAUSES]
    return min(starts, key=lambda at: abs(end - _ENOUGH_WORDS - at), default=end - _ENOUGH_WORDS)


def _clause_end(reading: Reading, least: int, end: int) -> int | None:
    """The last place from `least` on at which a clause ends, by a comma rather than by a joining word."""
    words = reading.tokens.words
    joined = [place for place in range(least, end + 1) if words[place] in _CLAUSES]
    return _last_mark(reading, least, end) or (joined[-1] if joined else None)


def _clause_ahead(reading: Reading, end: int, most: int, ends: int) -> int:
    """The first place from `end` to `most` at which a clause or the sentence (`ends`) ends; `end` where there is none."""
    gaps, words = reading.tokens.gaps, reading.tokens.words
    return next((place for place in range(end, most + 1) if place == ends or gaps[place] >= COMMA or words[place] in _CLAUSES), end)


def _unbegun(reading: Reading, first: int, end: int) -> int:
    """The end without one or two words of a clause that goes on behind it: "asked me to do anything; my" is about no "my"."""
    gaps, words = reading.tokens.gaps, reading.tokens.words
    if end >= len(words) or gaps[end] >= COMMA or words[end] in _JOINERS:
        return end
    mark = _last_mark(reading, max(first + _LEAST_WORDS, end - 2), end - 1)
    return mark or end


def _begun(words: Sequence[str], begins: int, end: int) -> int:
    """Where a sentence begins, without the word that joins it to the one before."""
    return begins + (end - begins > 2 and words[begins] in _JOINERS)


def _last_mark(reading: Reading, least: int, end: int) -> int | None:
    """The last token from `least` (not the first of all) to `end` that a comma or a stronger mark stands before."""
    gaps = reading.tokens.gaps
    return next((place for place in range(end, least - 1, -1) if gaps[place] >= COMMA), None)


def _ended(words: Sequence[str], first: int, end: int, least: int) -> int:
    """The end without words before it that begin what follows, so that at least so many are left."""
    while end - first > least and words[end - 1] in _BEGINS:
        end -= 1
    return end


@lru_cache(maxsize=1024)  # nearly all are the rubric's own
def sentence(text: str) -> str:
    """A reason as a full sentence."""
    return text[:1].upper() + text[1:] + ("" if text.endswith(".") else ".") if text else ""
