"""Who did what, told twice: "I wrote the fix" in one answer, "they fixed it" in another.

Only plain cases: a subject, directly before a verb of doing in the past, and an object that both share. A clause with a
negation, a condition or a wish says nothing about who did it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import islice
from typing import Literal

from bot.core.figures import HOURS, MOST, clauses, content, quoted, stem
from bot.core.frozen import dataclass
from bot.core.text.view import View, view_of

Owner = Literal["i", "we", "they"]

# Verbs of doing, by the deed they name: whoever "wrote" the thing and whoever "built" it claim the same deed.
_DEEDS: Mapping[str, str] = {
    "make": "wrote rewrote built rebuilt implemented created developed coded programmed designed drafted",
    "mend": "fixed repaired solved resolved patched corrected mended",
    "find": "found discovered identified diagnosed spotted noticed traced",
    "study": "analysed analyzed investigated measured researched audited",
    "run": "led ran managed organised organized coordinated headed",
    "decide": "decided chose",
    "propose": "proposed suggested",
    "present": "presented pitched",
    "ship": "deployed shipped launched released",
    "try": "tested reproduced",
    "teach": "trained coached mentored taught",
    "deal": "negotiated",
}
_DEED_OF = {verb: deed for deed, verbs in _DEEDS.items() for verb in verbs.split()}
_DEED_NOUNS: Mapping[str, str] = {
    "fix": "mend",
    "repair": "mend",
    "patch": "mend",
    "solution": "mend",
    "analysi": "study",
    "design": "make",
}

_TIMES = frozenset(stem(unit) for unit in HOURS)

_ADVERB = r"(?:(?:then|later|also|finally|eventually|actually|quickly|simply|just|basically|first|have|has|had|\w+ly) ){0,2}"
_THEM = (
    r"they|he|she|somebody else|someone else"
    r"|my (?:manager|boss|lead|colleague|teammate|team lead|tech lead|supervisor|director|co-?worker)"
    r"|(?:the|their|another|that) (?:\w+ ){0,2}(?:team|engineers?|developers?|people|vendor|contractor|agency|consultants?|lead|manager)"
)
_CLAIM = re.compile(
    rf"\b(?:(?P<i>i)|(?P<we>we|(?:my|our) (?:whole )?team)|(?P<they>{_THEM})) {_ADVERB}"
    rf"(?P<verb>{'|'.join(_DEED_OF)})\b(?P<object>.*)"
)
_UNREAL = re.compile(r"\b(?:not|never|nobody|would|could|should|might|if|wish|hoped|wanted|almost|nearly|usually|always)\b|n't\b")
_PRONOUN = re.compile(r"^\s*(?:it|this|that|them|everything|the (?:whole )?thing)(?: \w+){0,2}\s*$")
# Finding and studying may be done by several people, one after the other; only these are done once.
_DONE_ONCE = frozenset({"make", "mend", "ship", "decide"})


@dataclass(frozen=True, slots=True)
class Claim:
    """Somebody did something: who, which deeds it amounts to, the object's content words ("" words when it is only "it")."""

    owner: Owner
    deed: str
    noun_deeds: frozenset[str]
    things: frozenset[str]
    pronoun: bool
    quote: str


def claims(text: str) -> tuple[Claim, ...]:
    """The plain claims of a deed, in order, up to MOST."""
    view = view_of(text)
    found = (claim for start, end in clauses(view.plain) if (claim := _claim(view, start, end)) is not None)
    return tuple(islice(found, MOST))


def _claim(view: View, start: int, end: int) -> Claim | None:
    clause = view.plain[start:end]
    match = _CLAIM.search(clause)
    if match is None or _UNREAL.search(clause):
        return None
    owner: Owner = "i" if match["i"] else "we" if match["we"] else "they"
    things = content(match["object"]) - _TIMES
    pronoun = _DEED_OF[match["verb"]] in _DONE_ONCE and _PRONOUN.match(match["object"]) is not None
    if not things and not pronoun:
        return None
    deeds = frozenset(deed for thing in things if (deed := _DEED_NOUNS.get(thing)))
    return Claim(owner, _DEED_OF[match["verb"]], deeds, things, pronoun, quoted(view, start, end))


def disagree(before: Claim, after: Claim) -> bool:
    """Whether the two give the same deed to different owners. "We" against "they" does not: a team may call itself either."""
    if before.owner == after.owner or "i" not in (before.owner, after.owner):
        return False
    same_deed = before.deed == after.deed
    via_noun = after.deed in before.noun_deeds or before.deed in after.noun_deeds
    if before.things & after.things and same_deed:
        return True
    if "we" in (before.owner, after.owner):
        return False
    return (before.pronoun or after.pronoun) and (via_noun or (same_deed and bool(before.pronoun != after.pronoun)))
