"""What the clause reader sees around a verb, and the tense its auxiliaries give it. Nothing here remembers anything."""

from __future__ import annotations

from bot.core.text.clause_bits import ClauseBits
from bot.core.text.inflect import BASE, PAST, PP
from bot.core.text.lexicon import (
    ADV,
    BE,
    CAN,
    DET,
    DO,
    FILLER,
    GET,
    HAVE,
    NEG,
    NUMBER,
    OBJECT,
    PREP,
    SUB,
    SUBJECT,
    THAT,
    TO,
    WILL,
    WOULD,
)  # fmt: skip
from bot.core.text.tokens import COMMA, NONE, Tokens

# The auxiliaries seen before a verb, as flags.
A_BE, A_HAVE, A_DO, A_WOULD, A_WILL, A_CAN, A_GET, A_TO, A_NEG = (1 << place for place in range(9))
AUXILIARY = {BE: A_BE, HAVE: A_HAVE, DO: A_DO, WOULD: A_WOULD, WILL: A_WILL, CAN: A_CAN, GET: A_GET, TO: A_TO}

_PASSED_OVER = frozenset({ADV, NEG, FILLER})
_COMPLEMENTS = frozenset({DET, PREP, OBJECT, TO, NUMBER, SUBJECT})
_OPENERS = _COMPLEMENTS | {THAT, SUB}
_PAST_AUXILIARIES = frozenset({"was", "were", "had", "did", "got", "been"})
_OURS = frozenset({"the", "our", "my"})
_IN_PLACE_OF = (["instead", "of"], ["rather", "than"])


def tense(bit: ClauseBits, aux: int, forms: int, word: str) -> int:
    """When, and whether denied or supposed, by the auxiliaries `aux`, of which `word` is the first, and the forms of the verb."""
    bits = bit.denied if aux & A_NEG else 0
    if aux & A_WOULD:
        if word == "'d" and forms & PP and not forms & BASE:
            return bits | bit.perfect | bit.past  # "I'd measured": had
        return bits | bit.supposed
    if aux & A_WILL:
        return bits | bit.future
    if aux & A_HAVE and forms & PP:
        return bits | bit.perfect | (bit.past if word in {"had", "'d"} else 0)
    if aux & (A_BE | A_HAVE | A_DO | A_GET):
        return bits | (bit.past if word in _PAST_AUXILIARIES else bit.present)
    if aux & A_CAN:
        return bits | bit.present
    return bits | (bit.past if forms & PAST else bit.present)


def kind_before(tokens: Tokens, first: int, at: int) -> int:
    """The kind of the last word before `at` that is no adverb; NUMBER where the sentence (from `first`) or a new part begins."""
    kinds, gaps = tokens.kinds, tokens.gaps
    for place in range(at - 1, first - 1, -1):
        kind = kinds[place]
        if gaps[place + 1] != NONE and kind != SUBJECT:
            return NUMBER
        if kind not in _PASSED_OVER:
            return kind
    return NUMBER


def opens(tokens: Tokens, at: int, end: int) -> bool:
    """Whether what follows looks like the rest of a clause, so that a word that may be a noun is a verb here."""
    return at + 1 < end and tokens.kinds[at + 1] in _OPENERS and tokens.gaps[at + 1] < COMMA


def has_complement(tokens: Tokens, at: int, end: int) -> bool:
    """Whether the next word can be what a verb is done to."""
    return at + 1 < end and tokens.kinds[at + 1] in _COMPLEMENTS


def agent(bit: ClauseBits, tokens: Tokens, at: int, end: int) -> int:
    """Who a passive clause says did it: "by me", "by the vendor", within four words; 0 where it does not say."""
    words = tokens.words
    for place in range(at + 1, min(at + 5, end - 1)):
        if words[place] == "by":
            after = words[place + 1]
            if after in {"me", "myself"}:
                return bit.by_i
            if after in {"us", "our"}:
                return bit.by_we
            for noun in range(place + 1, min(place + 5, end)):
                bits = tokens.bits[noun]
                if bits & bit.boss:
                    return bit.by_boss
                if bits & bit.team and words[noun - 1] in _OURS:
                    return bit.by_we
                if bits & (bit.person | bit.team):
                    return bit.by_they
            return 0
    return 0


def forgone(bit: ClauseBits, tokens: Tokens, first: int, at: int) -> bool:
    """Whether the verb without tense at `at` says what was not done: "without asking", "instead of waiting", "rather than wait", and what
    there was nobody or nothing to do for ("no reason to wait", but not "no choice but to wait")."""
    words = tokens.words
    before = words[max(first, at - 2) : at]
    if before[-1:] == ["without"] or before in _IN_PLACE_OF:
        return True
    return before[-1:] == ["to"] and before[:1] != ["but"] and any(bits & bit.nobody for bits in tokens.bits[max(first, at - 4) : at - 1])
