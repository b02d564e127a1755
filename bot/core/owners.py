"""Who did what, told twice: "I wrote the fix" in one answer, "they fixed it" in another.

Only plain cases: a subject, directly before a verb of doing in the past, and an object of which both name the same; or the object, and
whom it was made by or came from. A clause with a negation, a condition or a wish says nothing about who did it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import islice
from typing import Literal

from bot.core.figures import HOURS, MOST, WORD_NUMBERS, clauses, content, quoted, stem
from bot.core.frozen import dataclass
from bot.core.text.view import View, view_of

Owner = Literal["i", "we", "they"]

# Verbs of doing, by the deed they name: whoever "wrote" the thing and whoever "built" it claim the same deed. What several people may do,
# one after the other (run, measure, test), is none of them.
_DEEDS: Mapping[str, str] = {
    "make": "wrote rewrote written rewritten built rebuilt implemented created developed coded programmed designed drafted",
    "mend": "fixed repaired solved resolved patched corrected mended",
    "find": "found discovered identified diagnosed spotted noticed traced",
    "decide": "decided chose chosen",
    "propose": "proposed suggested",
    "ship": "deployed shipped launched released",
    "teach": "trained coached mentored taught",
    "deal": "negotiated",
}
_DEED_OF = {verb: deed for deed, verbs in _DEEDS.items() for verb in verbs.split()}
_DEED_NOUNS: Mapping[str, str] = {
    "fix": "mend",
    "repair": "mend",
    "patch": "mend",
    "solution": "mend",
    "design": "make",
}

_TIMES = frozenset(stem(unit) for unit in HOURS)
_VERBS = "|".join(_DEED_OF)
_ADVERB = r"(?:(?:then|later|also|finally|eventually|actually|quickly|simply|just|basically|first|have|has|had|\w+ly) ){0,2}"
_THEM = (
    r"they|he|she|somebody else|someone else"
    r"|my (?:manager|boss|lead|colleague|teammate|team lead|tech lead|supervisor|director|co-?worker)"
    r"|(?:the|their|another|that) (?:\w+ ){0,2}(?:team|engineers?|developers?|people|vendor|contractor|agency|consultants?|lead|manager)"
)
_FROM_OUTSIDE = (
    rf"head ?office|headquarters|{_THEM}"
    r"|(?:an?|the) (?:\w+ ){0,2}(?:vendor|contractor|agency|consultant|supplier|company|office|department|colleague|engineer|developer)"
)
_CLAIM = re.compile(rf"\b(?:(?P<i>i)|(?P<we>we|(?:my|our) (?:whole )?team)|(?P<they>{_THEM})) {_ADVERB}(?P<verb>{_VERBS})\b(?P<object>.*)")
_MADE_BY = re.compile(
    rf"\b(?P<object>(?:the|those|these|that|this|my|our) (?:[\w'-]+ ){{0,2}}?[\w'-]+) "
    rf"(?:came from|(?:was|were|(?:has|have|had) been) {_ADVERB}(?P<verb>{_VERBS}) by) (?:{_FROM_OUTSIDE})\b"
)
_UNREAL = re.compile(r"\b(?:not|never|nobody|would|could|should|might|if|wish|hoped|wanted|almost|nearly|usually|always)\b|n't\b")
_PRONOUN = re.compile(r"^\s*(?:it|this|that|them|everything|the (?:whole )?thing)(?: \w+){0,2}\s*$")
# Finding may be done by several people, one after the other; only these are done once.
_DONE_ONCE = frozenset({"make", "mend", "ship", "decide"})
_KNOWN = re.compile(r"^\s*(?:all )?(?:the|that|this|those|these|my|our)\b")
_PHRASE = re.compile(r"[\w' -]*")
_END_WORDS = """
    of for to in on at with from by that which who whose into about over under through during within without as than per is was were
    so when while where together themselves himself herself myself ourselves yourself alone yesterday today eventually instead
"""
_ENDS = frozenset(_END_WORDS.split())
# A deed beside one of these is another deed: a second one, somebody's own, the same again.
_SCOPE_WORDS = """
    first second third next last another other others final early earlier late later too also again same own part half rest well
    since afterwards meanwhile pilot prototype version
"""
_SCOPE = frozenset(_SCOPE_WORDS.split())
_BEGINS = 20  # characters within which a reply that says "it" means what was told before; further on it may be anything


@dataclass(frozen=True, slots=True)
class Claim:
    """Somebody did something: who, which deeds it amounts to, the object's noun ("" where it is only "it") with what stands before it.
    `known`: the object is told as one that was spoken of. `begins`: the text begins with it."""

    owner: Owner
    deed: str
    noun_deeds: frozenset[str]
    thing: str
    kind: frozenset[str]
    known: bool
    pronoun: bool
    begins: bool
    scope: frozenset[str]
    quote: str


def claims(text: str) -> tuple[Claim, ...]:
    """The plain claims of a deed, in order, up to MOST."""
    view = view_of(text)
    found = (claim for start, end in clauses(view.plain) if (claim := _claim(view, start, end)) is not None)
    return tuple(islice(found, MOST))


def _claim(view: View, start: int, end: int) -> Claim | None:
    clause = view.plain[start:end]
    match = _MADE_BY.search(clause) or _CLAIM.search(clause)
    if match is None or _UNREAL.search(clause):
        return None
    groups = match.groupdict()
    owner: Owner = "i" if groups.get("i") else "we" if groups.get("we") else "they"
    deed = _DEED_OF[match["verb"]] if match["verb"] else "make"
    thing, kind = _named(match["object"])
    pronoun = deed in _DONE_ONCE and _PRONOUN.match(match["object"]) is not None
    if not thing and not pronoun:
        return None
    deeds = frozenset({_DEED_NOUNS[thing]} if thing in _DEED_NOUNS else ())
    scope = frozenset(re.findall(r"\w+", clause)) & _SCOPE
    begins = start + match.start() <= _BEGINS
    known = _KNOWN.match(match["object"]) is not None
    return Claim(owner, deed, deeds, thing, kind, known, pronoun, begins, scope, quoted(view, start, end))


def _named(told: str) -> tuple[str, frozenset[str]]:
    """The noun that an object begins with, and the content words before it: of "a model that blocks a courier" the model."""
    phrase: list[str] = []
    plain = _PHRASE.match(told)
    for word in (plain.group() if plain else "").split():
        if (word in _ENDS or word.endswith("ly")) and phrase:
            break
        phrase += content(word) - _TIMES - WORD_NUMBERS.keys()
    return (phrase[-1], frozenset(phrase[:-1])) if phrase else ("", frozenset())


def disagree(before: Claim, after: Claim) -> bool:
    """Whether the two give the same deed to different owners. "We" against "they" does not: a team may call itself either."""
    if before.owner == after.owner or "i" not in (before.owner, after.owner) or before.scope != after.scope:
        return False
    if before.thing and before.thing == after.thing and before.deed == after.deed:
        return after.known and (before.kind <= after.kind or after.kind <= before.kind)
    return "we" not in (before.owner, after.owner) and after.pronoun and after.begins and after.deed in before.noun_deeds
