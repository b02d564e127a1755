"""What a clause is, and the bits that the clause reader asks for and sets."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.lexicon import Bits, Lexicon

STRUCTURE = (
    "by_i", "by_we", "by_they", "by_boss", "by_thing", "by_you", "by_everyone", "by_nobody", "by_none", "elided",
    "past", "present", "perfect", "progressive", "future", "supposed", "passive", "denied", "copula", "has", "had_to", "question",
)  # fmt: skip


@dataclass(slots=True)
class Clause:
    """A finite verb (token `verb`) and the tokens [first, end) around it. `bits` holds who, what, when, and the classes of its words."""

    sentence: int
    first: int
    end: int
    verb: int
    bits: int
    x: int = 0


class ClauseBits:
    """The lexicon's bits by the names the reader uses. Built once a rubric."""

    def __init__(self, lexicon: Lexicon, bits: Bits) -> None:
        self.width = lexicon.verb_classes
        self.b = {name: bits.add(name) for name in STRUCTURE}
        get = bits.add
        self.noun_boss, self.noun_person, self.noun_team, self.noun_served = get("boss"), get("person"), get("team"), get("served")
        self.our, self.my = get("our"), get("my")
        self.control, self.reported = get("control"), get("say") | get("find") | get("think")
        self.human = get("say") | get("decide") | get("object") | get("ask") | get("told") | get("agree") | get("refuse") | get("persuade")
        self.subject_of = {
            get("i"): self.b["by_i"], get("we"): self.b["by_we"], get("they"): self.b["by_they"], get("thing"): self.b["by_thing"],
            get("you"): self.b["by_you"], get("everyone"): self.b["by_everyone"], get("nobody"): self.b["by_nobody"],
        }  # fmt: skip
