"""What a clause is, and the bits that the clause reader asks for and sets."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.text.lexicon import Bits, Lexicon

STRUCTURE = (
    "by_i", "by_we", "by_they", "by_boss", "by_thing", "by_you", "by_everyone", "by_nobody", "by_none", "elided",
    "past", "present", "perfect", "progressive", "future", "supposed", "passive", "denied", "copula", "has", "had_to", "question",
)  # fmt: skip


@dataclass(slots=True)
class Clause:
    """A finite verb (token `verb`) and the tokens [first, end) around it. `bits` holds who, what, when, and the classes of its words,
    `hanging` the verb classes of verbs without tense that hang on it ("I rang them to ask"), `forgone` the same of those that say what was
    not done ("instead of waiting", "nobody to ask")."""

    sentence: int
    first: int
    end: int
    verb: int
    bits: int
    hanging: int = 0
    forgone: int = 0


class ClauseBits:
    """The lexicon's bits by the names the reader uses, each a mask: `bits & bit.boss`. Built once a rubric."""

    def __init__(self, lexicon: Lexicon, bits: Bits) -> None:
        self.width = lexicon.verb_classes
        get = bits.add
        for name in STRUCTURE:
            get(name)  # in this order
        self.by_i, self.by_we, self.by_they, self.by_boss = get("by_i"), get("by_we"), get("by_they"), get("by_boss")
        self.by_thing, self.by_none, self.elided = get("by_thing"), get("by_none"), get("elided")
        self.past, self.present, self.perfect, self.progressive = get("past"), get("present"), get("perfect"), get("progressive")
        self.future, self.supposed, self.passive, self.denied = get("future"), get("supposed"), get("passive"), get("denied")
        self.copula, self.has, self.had_to = get("copula"), get("has"), get("had_to")
        self.boss, self.person, self.team, self.served = get("boss"), get("person"), get("team"), get("served")
        self.people = self.boss | self.person | self.team | self.served
        self.control, self.reported = get("control"), get("say") | get("find") | get("think")
        self.nobody = get("nobody") | get("no_word") | get("zero")
        self.human = get("say") | get("decide") | get("object") | get("ask") | get("told") | get("agree") | get("refuse") | get("persuade")
        self.subjects = (
            (get("i"), self.by_i), (get("we"), self.by_we), (get("they"), self.by_they), (get("thing"), self.by_thing),
            (get("you"), get("by_you")), (get("everyone"), get("by_everyone")), (get("nobody"), get("by_nobody")),
        )  # fmt: skip
